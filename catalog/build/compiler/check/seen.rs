//! Hosts besides the rules, and the codes with which things fail.

use super::super::Place;
use super::super::fault::Fault;
use super::super::fields::At;
use super::super::items::Target;
use super::super::schema::{Cloud, Program};
use super::{Checker, first_place, host};
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

impl Checker<'_> {
    /// Their ids stand beside rules in reports, so they differ from every other id.
    pub fn seen_ids(&mut self) {
        let items = self.items;
        let rules = items.rows.iter().flat_map(|row| &row.destinations).map(|rule| &rule.id);
        let others = rules
            .chain(items.tables.iter().map(|table| &table.id))
            .chain(items.advisories.iter().map(|advisory| &advisory.id))
            .chain(items.features.iter().map(|feature| &feature.id))
            .chain(items.regions.iter().map(|region| &region.name));
        let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
        for id in others {
            seen.entry(&id.value).or_insert(&id.place);
        }
        let known = items.known.iter().map(|known| ("known", &known.id));
        let failures = items.failures.iter().map(|failure| ("failure", &failure.id));
        for (kind, id) in known.chain(failures).filter(|(_, id)| !id.value.is_empty()) {
            if !is_kebab(&id.value) {
                self.mistake(&id.place, &id.value, Fault::NotKebab);
            }
            if let Some(first) = first_place(&mut seen, &id.value, &id.place) {
                self.mistake(&id.place, &id.value, Fault::DuplicateId(kind, first));
            }
        }
    }

    /// A tag stands once, and its hosts are those of rules.
    pub fn tagged(&mut self) {
        let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
        let items = self.items;
        let destinations = items.rows.iter().flat_map(|row| &row.destinations);
        let known: BTreeSet<&String> = destinations
            .filter_map(|destination| match &destination.target {
                Some(Target::Host(host)) => Some(&host.value),
                _ => None,
            })
            .collect();
        for tagged in &items.tagged {
            let Some(item) = tagged.tags.first().map(|tag| &tag.value) else { continue };
            if let [_, _, third, ..] = tagged.tags.as_slice() {
                let fault = Fault::TooManyTags(tagged.tags.len());
                self.mistake(&third.place, item, fault);
            }
            for tag in &tagged.tags {
                if let Some(first) = first_place(&mut seen, &tag.value, &tag.place) {
                    self.mistake(&tag.place, item, Fault::DuplicateId("service tag", first));
                }
            }
            for host in tagged.hosts.iter().filter(|host| !known.contains(&host.value)) {
                self.unknown(item, "host of a rule", host, known.iter().copied());
            }
        }
    }

    pub fn known(&mut self) {
        let mut seen: BTreeMap<(Cloud, &str), &Place> = BTreeMap::new();
        let items = self.items;
        for known in &items.known {
            let item = &known.id.value;
            self.evidence(item, known.date.as_ref());
            for name in &known.names {
                if let Some(fault) = name_fault(&name.value) {
                    self.mistake(&name.place, item, fault);
                }
                let mut first = None;
                for &cloud in &known.clouds {
                    first = first.or(first_place(&mut seen, (cloud, &*name.value), &name.place));
                }
                if let Some(first) = first {
                    let fault = Fault::KnownTwice(name.value.clone(), first);
                    self.mistake(&name.place, item, fault);
                }
            }
            for id in &known.replaced_by {
                let Some((row, rule)) = self.known_rule(item, id) else { continue };
                let clouds = row.clouds_of(rule);
                let shared = clouds.iter().any(|cloud| known.clouds.contains(&cloud.value));
                if !shared && !clouds.is_empty() && !known.clouds.is_empty() {
                    let fault = Fault::SuccessorInOtherCloud(id.value.clone());
                    self.mistake(&id.place, item, fault);
                }
            }
        }
    }

    pub fn failures(&mut self) {
        let mut codes: BTreeMap<(Program, i64), &Place> = BTreeMap::new();
        let mut names: BTreeMap<String, &Place> = BTreeMap::new();
        let items = self.items;
        for failure in &items.failures {
            let item = &failure.id.value;
            for At { value: code, place } in &failure.codes {
                if !(1..=65535).contains(code) {
                    self.mistake(place, item, Fault::BadCode(*code));
                }
                if let Some(program) = failure.program
                    && let Some(first) = first_place(&mut codes, (program, *code), place)
                {
                    self.mistake(place, item, Fault::CodeTwice(*code, program.name(), first));
                }
            }
            for At { value: name, place } in &failure.names {
                if !is_failure_name(name) {
                    self.mistake(place, item, Fault::BadFailureName(name.clone()));
                }
                if let Some(first) = first_place(&mut names, name.to_ascii_lowercase(), place) {
                    self.mistake(place, item, Fault::FailureNameTwice(name.clone(), first));
                }
            }
            for id in &failure.rules {
                self.known_rule(item, id);
            }
        }
    }
}

/// What is wrong with a name that may be a host, as in a rule, or a single address.
fn name_fault(name: &str) -> Option<Fault> {
    let is_range = |(address, _): (&str, &str)| address.parse::<IpAddr>().is_ok();
    if name.split_once('/').is_some_and(is_range) {
        return Some(Fault::NotOneAddress(name.to_owned()));
    }
    name.parse::<IpAddr>().is_err().then(|| host::fault(name)).flatten()
}

fn is_failure_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn is_kebab(id: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    id.split('-').all(part)
}
