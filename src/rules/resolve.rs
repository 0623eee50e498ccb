//! Which rules a profile needs, and why each is there or not.

use super::destination::{self, Filled};
use super::findings;
use super::reason::{Absent, Because, Reason};
use super::rule::{Destination, Part, Rule, RuleSet};
use crate::catalog::{
    Action, Advisory, Catalog, CatalogRule, Condition, Feature, Origin, Requirement, Target,
};
use crate::profile::Profile;
use crate::service_tags::ServiceTags;
use ipnet::IpNet;
use std::ptr;

/// Features that are no add-ons: what brings their rules is known here by name.
const CORE: &str = "core";
const UPDATES: &str = "updates";
const OBSERVED: &str = "observed";
const GPU: &str = "gpu";
const WINDOWS: &str = "windows";

/// The rules of a profile. `tags` is the operator's service tag file, if it was read; it is
/// needed where the control plane is written as region CIDRs, and for firewalls without service tags.
#[must_use]
pub fn resolve(catalog: &Catalog, profile: &Profile, tags: Option<&ServiceTags>) -> RuleSet {
    let profile = profile.meaningful(catalog);
    let listed = listed(catalog, &profile);
    let chosen = chosen(catalog, &profile);
    let resolver = Resolver { catalog, profile: &profile, tags, listed, chosen };
    let mut rules: Vec<Rule> = Vec::with_capacity(resolver.listed.len());
    let mut absent = Vec::with_capacity(resolver.listed.len());
    for &rule in &resolver.listed {
        match resolver.decide(rule) {
            Ok(found) => merge(&mut rules, found),
            Err(reason) => absent.push(Absent { rule, reason }),
        }
    }
    absent.retain(|absent| !covered(&rules, absent.rule, &resolver));
    let findings = findings::findings(&resolver, &rules, &absent);
    let service_tags = tags.map(|tags| (tags.file.clone(), tags.change_number));
    RuleSet { profile, rules, absent, findings, service_tags, members: Vec::new() }
}

/// The rows of the profile's document, cloud and edition: network rules first, each kind in the
/// order of the source.
fn listed(catalog: &Catalog, profile: &Profile) -> Vec<&'static CatalogRule> {
    let is_listed = |rule: &&CatalogRule| {
        profile.lists(rule)
            && match rule.origin {
                Origin::Article { .. } => true,
                Origin::Advisory(advisory) => profile.in_effect(advisory),
            }
    };
    let mut listed: Vec<&'static CatalogRule> = catalog.rules.iter().filter(is_listed).collect();
    listed.sort_by_key(|rule| rule.kind);
    listed
}

/// The add-ons of a profile, each with the add-on that pulled it in.
fn chosen(
    catalog: &Catalog,
    profile: &Profile,
) -> Vec<(&'static Feature, Option<&'static Feature>)> {
    let mut chosen: Vec<(&'static Feature, Option<&'static Feature>)> = Vec::new();
    for id in &profile.addons.enabled {
        let Some(feature) = catalog.feature(id) else { continue };
        chosen.push((feature, None));
        for pulled in feature.pulls.iter().filter_map(|id| catalog.feature(id)) {
            chosen.push((pulled, Some(feature)));
        }
    }
    chosen
}

/// One profile held against the catalog.
pub(super) struct Resolver<'a> {
    pub catalog: &'a Catalog,
    pub profile: &'a Profile,
    pub tags: Option<&'a ServiceTags>,
    pub listed: Vec<&'static CatalogRule>,
    pub chosen: Vec<(&'static Feature, Option<&'static Feature>)>,
}

impl Resolver<'_> {
    /// The prefixes of a destination that is a service tag, from a file of the same cloud.
    fn prefixes(&self, destination: &Destination) -> Vec<IpNet> {
        let Destination::ServiceTag(tag) = destination else { return Vec::new() };
        let own = self.tags.filter(|tags| tags.cloud == self.profile.cluster.cloud);
        own.and_then(|tags| tags.prefixes(tag, self.profile.destinations.ipv6)).unwrap_or_default()
    }

    fn holds(&self, condition: Condition, rule: &CatalogRule) -> bool {
        self.profile.holds(condition, rule.feature.id)
    }

    fn decide(&self, rule: &'static CatalogRule) -> Result<Rule, Reason> {
        let mut because = self.because_of_feature(rule)?;
        if rule.requirement == Requirement::Observed {
            return Err(Reason::Observed);
        }
        if let Some(&unmet) = rule.when.iter().find(|&&condition| !self.holds(condition, rule)) {
            return Err(Reason::Unmet(unmet));
        }
        if let Some(&met) = rule.unless.iter().find(|&&condition| self.holds(condition, rule)) {
            return Err(Reason::Exempt(met));
        }
        let advisories: Vec<&'static Advisory> = rule
            .advisories
            .iter()
            .copied()
            .filter(|advisory| self.profile.in_effect(advisory))
            .collect();
        let host = self.read(rule, &advisories)?;
        because.extend(rule.when.iter().copied().map(Because::Holds));
        because.extend(rule.unless.iter().copied().filter(|c| tells(*c)).map(Because::Lacks));
        if let Origin::Advisory(advisory) = rule.origin {
            because.push(Because::Reading(advisory));
        }
        if because.is_empty() {
            because.push(Because::EveryCluster(self.profile.cluster.cloud));
        }
        let printed = host.and(match rule.target {
            Target::Host(printed) => {
                Some(destination::fill_region(printed, self.profile).into_owned())
            }
            Target::Tag(_) | Target::Address(_) => None,
        });
        match destination::fill(self, rule, host) {
            Filled::Is(destination) => {
                let part = Part { rule, because, printed, needed_by: Vec::new() };
                let prefixes = self.prefixes(&destination);
                Ok(Rule { destination, parts: vec![part], advisories, prefixes, has_twin: false })
            }
            Filled::Waits(reason) => Err(reason),
        }
    }

    fn because_of_feature(&self, rule: &CatalogRule) -> Result<Vec<Because>, Reason> {
        let feature = rule.feature;
        let reasons: Vec<Because> = match feature.id {
            CORE | UPDATES | OBSERVED => return Ok(Vec::new()),
            GPU if self.profile.nodes.gpu => vec![Because::Feature(feature)],
            WINDOWS if self.profile.nodes.windows => vec![Because::Feature(feature)],
            _ => self
                .chosen
                .iter()
                .filter(|(chosen, _)| ptr::eq(*chosen, feature))
                .map(|&(feature, by)| match by {
                    None => Because::Feature(feature),
                    Some(by) => Because::Pulled { feature, by },
                })
                .collect(),
        };
        if reasons.is_empty() { Err(Reason::NotChosen(feature)) } else { Ok(reasons) }
    }

    /// What the readings make of a rule: the host in place of the printed one, or a reason to leave it out.
    fn read(
        &self,
        rule: &CatalogRule,
        advisories: &[&'static Advisory],
    ) -> Result<Option<&'static str>, Reason> {
        let holds = |condition| self.holds(condition, rule);
        let mut host = None;
        for &advisory in advisories.iter().filter(|advisory| self.profile.applies(advisory)) {
            match advisory.action {
                Action::Unless { condition, .. } if holds(condition) => {
                    return Err(Reason::Extended(condition, advisory));
                }
                Action::Retire { kept_by } if !kept_by.is_some_and(holds) => {
                    return Err(Reason::Retired(advisory));
                }
                Action::Replace(with) => host = Some(with),
                _ => {}
            }
        }
        let asked_for = rule.when.iter().any(|condition| goes_beyond_source(*condition));
        match rule.origin {
            Origin::Advisory(advisory) if !self.profile.applies(advisory) && !asked_for => {
                Err(Reason::NotApplied(advisory))
            }
            _ => Ok(host),
        }
    }
}

/// Conditions that an operator sets in order to go beyond what the source prints.
fn goes_beyond_source(condition: Condition) -> bool {
    condition == Condition::CustomDnsTcp
}

/// Exemptions whose absence is worth naming as the reason for a rule.
fn tells(condition: Condition) -> bool {
    matches!(condition, Condition::PrivateApiServer | Condition::Konnectivity | Condition::NewNodes)
}

/// Adds a rule, or its share to the rule that already has its destination, protocol and port.
fn merge(rules: &mut Vec<Rule>, found: Rule) {
    let same = |rule: &&mut Rule| {
        rule.port() == found.port()
            && rule.protocol() == found.protocol()
            && rule.destination == found.destination
    };
    let Some(known) = rules.iter_mut().find(same) else {
        rules.push(found);
        return;
    };
    known.parts.extend(found.parts);
    for advisory in found.advisories {
        if !known.advisories.iter().any(|other| other.id == advisory.id) {
            known.advisories.push(advisory);
        }
    }
}

/// Whether a rule that one feature does not need is there for another.
fn covered(rules: &[Rule], absent: &CatalogRule, resolver: &Resolver) -> bool {
    let Target::Host(host) = absent.target else { return false };
    let host = destination::fill_region(host, resolver.profile);
    rules.iter().any(|rule| {
        rule.port() == absent.port
            && rule.protocol() == absent.protocol
            && matches!(&rule.destination, Destination::Fqdn(name) if *name == host)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::CATALOG;
    use std::collections::BTreeSet;

    /// A misspelt name would drop rules in silence, and so would a feature that nobody chooses.
    #[test]
    fn the_features_named_here_are_those_that_no_addon_list_offers() {
        let named = BTreeSet::from([CORE, UPDATES, OBSERVED, GPU, WINDOWS]);
        let offered_nowhere = CATALOG.features.iter().filter(|feature| !feature.addon);
        assert_eq!(named, offered_nowhere.map(|feature| feature.id).collect());
    }
}
