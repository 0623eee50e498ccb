//! Readings and the rules they touch.

use super::super::fault::Fault;
use super::super::fields::At;
use super::super::items::{Action, Advisory, Destination, Target};
use super::super::schema::{Cloud, Condition, Exemption};
use super::{Checker, host};
use std::collections::BTreeMap;

impl Checker<'_> {
    pub fn advisories(&mut self) {
        let items = self.items;
        // Which advisory replaces the host of a rule, by rule and cloud.
        let mut replaced: BTreeMap<(&str, Cloud), &str> = BTreeMap::new();
        for advisory in &items.advisories {
            self.evidence(&advisory.id.value, advisory.date.as_ref());
            self.action(advisory);
            for id in &advisory.rules {
                let Some((row, destination)) = self.known_rule(&advisory.id.value, id) else {
                    continue;
                };
                let clouds = row.clouds_of(destination);
                let shared: Vec<Cloud> = shared_clouds(advisory, clouds).collect();
                if shared.is_empty() && !clouds.is_empty() {
                    let fault = Fault::RuleInOtherCloud(id.value.clone());
                    self.mistake(&id.place, &advisory.id.value, fault);
                }
                if let Some(Action::Replace(with)) = &advisory.action {
                    self.replacement(advisory, id, with, destination);
                    let earlier = shared
                        .iter()
                        .find_map(|&cloud| replaced.insert((&id.value, cloud), &advisory.id.value));
                    if let Some(earlier) = earlier {
                        let fault = Fault::ReplacedTwice(id.value.clone(), earlier.to_owned());
                        self.mistake(&id.place, &advisory.id.value, fault);
                    }
                }
            }
        }
    }

    /// An advisory does something: it adds rows, or touches rules.
    fn action(&mut self, advisory: &Advisory) {
        let id = &advisory.id;
        match &advisory.action {
            Some(Action::Add) => {
                let names = |row: &Option<At<String>>| {
                    row.as_ref().is_some_and(|advisory| advisory.value == id.value)
                };
                if !self.items.rows.iter().any(|row| names(&row.advisory)) {
                    self.mistake(&id.place, &id.value, Fault::AddsNothing);
                }
            }
            Some(action) if advisory.rules.is_empty() => {
                self.mistake(&id.place, &id.value, Fault::NeedsRules(action.name()));
            }
            _ => {}
        }
        match &advisory.action {
            Some(Action::Replace(with)) if !with.value.is_empty() => {
                if let Some(fault) = host::fault(&with.value) {
                    self.mistake(&with.place, &id.value, fault);
                }
            }
            Some(Action::Unless(Some(condition), Some(exemption))) => {
                let own = condition_of(exemption.value);
                if own != *condition {
                    let names = (exemption.value.name(), own.name());
                    let fault = Fault::ExemptionOfOtherCondition(names.0, names.1);
                    self.mistake(&exemption.place, &id.value, fault);
                }
            }
            _ => {}
        }
    }

    fn replacement(
        &mut self,
        advisory: &Advisory,
        id: &At<String>,
        with: &At<String>,
        destination: &Destination,
    ) {
        let fault = match &destination.target {
            Some(Target::Host(host)) if host.value == with.value => {
                Fault::ReplacedBySame(id.value.clone())
            }
            Some(Target::Tag(_) | Target::Address(_)) => Fault::NothingToReplace(id.value.clone()),
            _ => return,
        };
        self.mistake(&id.place, &advisory.id.value, fault);
    }
}

/// What an exemption is about.
fn condition_of(exemption: Exemption) -> Condition {
    match exemption {
        Exemption::PrivateCluster => Condition::PrivateApiServer,
        Exemption::Ntp => Condition::NewNodes,
        Exemption::Konnectivity => Condition::Konnectivity,
    }
}

fn shared_clouds(advisory: &Advisory, clouds: &[At<Cloud>]) -> impl Iterator<Item = Cloud> {
    clouds.iter().map(|cloud| cloud.value).filter(|cloud| advisory.clouds.contains(cloud))
}
