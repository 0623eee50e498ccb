//! What each destination is, by the rules of a cluster or of every cluster there can be.
//!
//! What the words of the log say comes first, then what the destination is: a platform address, a
//! needed rule, one that is needed only under a condition, one that is not needed, a retired one,
//! another cloud's, or none of AKS.

mod address;
mod code;
mod everyone;
mod host;
mod tags;

#[cfg(test)]
mod tests;

use super::find::{Name, Pattern, of_row, patterns};
use super::hint::Hint;
use super::row::{Cause, Transport};
use super::subject::Subject;
use super::table::Group;
use super::verdict::{Found, Verdict};
use crate::catalog::{Action, Advisory, Catalog, CatalogRule, Known, Source, Standing, Target};
use crate::profile::Profile;
use crate::rules::{Destination, RuleSet};
use crate::service_tags::ServiceTags;
use std::collections::HashMap;
use std::net::IpAddr;
use tags::TagIndex;

pub(super) use everyone::CORE;

/// Verdicts about one destination beyond these tell nothing more: it is a list's `*`.
const MAX_VERDICTS: usize = 12;

/// What a port and a transport were asked for.
type Over = (Option<Transport>, Option<u16>);

/// Everything that destinations are held against, made ready once.
pub(super) struct Judge<'a> {
    catalog: &'static Catalog,
    rules: Option<&'a RuleSet>,
    tags: Option<TagIndex<'a>>,
    /// Hosts of the rules to allow, by their place.
    own: Vec<Pattern<usize>>,
    /// Hosts of the rules that are not needed, by their place.
    absent: Vec<Pattern<usize>>,
    /// Hosts of all rules of the catalog.
    all: Vec<Pattern<&'static CatalogRule>>,
    known: Vec<Pattern<&'static Known>>,
    /// Names of private API servers.
    private: Vec<Pattern<()>>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(
        catalog: &'static Catalog,
        rules: Option<&'a RuleSet>,
        tags: Option<&'a ServiceTags>,
    ) -> Self {
        let known = catalog
            .known
            .iter()
            .flat_map(|known| known.names.iter().map(move |name| Pattern::new(name, known)));
        Self {
            catalog,
            rules,
            tags: tags.map(TagIndex::new),
            own: rules.map(own_hosts).unwrap_or_default(),
            absent: rules.map(absent_hosts).unwrap_or_default(),
            all: patterns(catalog),
            known: known.collect(),
            private: private_names(catalog),
        }
    }

    /// The verdicts about one destination, the most telling first; there is at least one.
    pub(super) fn judge(
        &self,
        group: &Group,
        names: &HashMap<IpAddr, Vec<Box<str>>>,
    ) -> Vec<Verdict> {
        let over = (group.transport, group.port);
        let mut verdicts = self.causes(group);
        let called = |address: &IpAddr| names.get(address).map(Vec::as_slice).unwrap_or_default();
        match &group.subject {
            Subject::Host(host) => verdicts.extend(self.host(host, over)),
            Subject::Address(address) => {
                verdicts.extend(self.address(*address, called(address), over));
            }
            // Its port alone says nothing that the missing name does not say better.
            Subject::NoSniTo(address) => {
                let found = self.address(*address, called(address), over);
                let tells = |it: &Verdict| !matches!(it, Verdict::NotAks | Verdict::ByPort(..));
                verdicts.extend(found.into_iter().filter(tells));
            }
            Subject::NoSniFrom(_) | Subject::Code(_) => {}
            Subject::Anywhere => verdicts.extend(self.port(over)),
        }
        // Whatever may listen on the port, it was not refused for want of a rule.
        let is_threat = |it: &Verdict| {
            matches!(it, Verdict::Hint(Hint::Intrusion | Hint::ThreatIntelligence, _))
        };
        if verdicts.iter().any(is_threat) {
            verdicts.retain(|it| !matches!(it, Verdict::ByPort(..)));
        }
        if verdicts.is_empty() {
            verdicts.push(Verdict::NotAks);
        }
        let lead = leading(group);
        // What only some rows say of why they failed stands behind what the destination is.
        verdicts.sort_by_key(|verdict| match verdict {
            Verdict::Hint(hint, _) if !lead.contains(hint) => Verdict::NAMES.len() + verdict.rank(),
            _ => verdict.rank(),
        });
        verdicts.dedup();
        verdicts.truncate(MAX_VERDICTS);
        verdicts
    }

    /// The cluster whose rules these are.
    pub(super) fn profile(&self) -> Option<&Profile> {
        self.rules.map(|set| &set.profile)
    }

    /// The service tags that hold an address, the narrow ones first.
    pub(super) fn tags_of(&self, subject: &Subject) -> Vec<String> {
        match (subject, &self.tags) {
            (Subject::Address(address) | Subject::NoSniTo(address), Some(tags)) => {
                tags.holding(*address)
            }
            _ => Vec::new(),
        }
    }

    /// What the rows say about why it did not get through.
    fn causes(&self, group: &Group) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        for (cause, _) in &group.causes {
            if let Cause::Failure(code) = cause {
                verdicts.extend(self.code(code));
            } else if let Some((hint, words)) = Hint::of(cause) {
                let rule = group.rules.first().filter(|_| hint == Hint::DenyRule);
                let words = rule.map_or(words, String::as_str);
                verdicts.push(Verdict::Hint(hint, words.to_owned()));
            }
        }
        verdicts
    }

    /// What operators reported about a name or an address; of one name, the entry that stands
    /// first: the wide ones stand last.
    fn known(&self, name: &Name) -> Vec<Verdict> {
        let hits = self.known.iter().filter(|pattern| pattern.names(name));
        let most = if name.has_star { usize::MAX } else { 1 };
        let mut verdicts: Vec<Verdict> = hits
            .take(most)
            .map(|pattern| match pattern.of.standing {
                Standing::Platform => Verdict::Platform(pattern.of),
                Standing::Undocumented => Verdict::Undocumented(pattern.of),
                Standing::Retired => {
                    Verdict::RetiredName(pattern.of, self.rows(pattern.of.replaced_by))
                }
            })
            .collect();
        verdicts.dedup();
        verdicts
    }

    /// The rows with these ids that the cluster needs; without one, those that the article lists
    /// now and no reading calls retired.
    fn needed_rows(&self, ids: &[&str]) -> Option<Found> {
        let rows = ids.iter().filter_map(|id| self.catalog.rule(id));
        let Some(set) = self.rules else {
            let day = self.catalog.as_of;
            let is_current = |row: &&CatalogRule| {
                let retires = |it: &&Advisory| matches!(it.action, Action::Retire { .. });
                row.source == Source::Learn
                    && row.listed_on(day)
                    && !row.advisories.iter().copied().any(|it| retires(&it))
            };
            return found_of(rows.filter(is_current).collect());
        };
        let is_needed = |row: &&CatalogRule| {
            set.rules.iter().any(|rule| rule.parts.iter().any(|it| it.rule.id == row.id))
        };
        found_of(rows.filter(is_needed).collect())
    }

    /// The same; where the cluster needs none of them, those of its cloud and document.
    fn rows(&self, ids: &[&str]) -> Option<Found> {
        let own = |set: &RuleSet| {
            let profile = &set.profile;
            let rows = ids.iter().filter_map(|id| self.catalog.rule(id));
            let is_own = |row: &&CatalogRule| {
                row.clouds.contains(&profile.cluster.cloud) && row.source == profile.source
            };
            found_of(rows.filter(is_own).collect())
        };
        self.needed_rows(ids).or_else(|| self.rules.and_then(own))
    }
}

/// The hints that most rows of a destination give.
fn leading(group: &Group) -> Vec<Hint> {
    let all = group.denied + group.failed + group.named;
    let most = group.causes.iter().filter(|(_, count)| count * 2 > all);
    most.filter_map(|(cause, _)| Some(Hint::of(cause)?.0)).collect()
}

/// Rows with all their destinations.
fn found_of(rows: Vec<&'static CatalogRule>) -> Option<Found> {
    let mut clouds = Vec::new();
    let mut destinations: Vec<&str> = Vec::new();
    for row in &rows {
        clouds
            .extend(row.clouds.iter().filter(|cloud| !clouds.contains(cloud)).collect::<Vec<_>>());
        let text = target(row);
        if !destinations.contains(&text) {
            destinations.push(text);
        }
    }
    let destination = destinations.join(", ");
    (!rows.is_empty()).then(|| Found {
        clouds: clouds.into_iter().copied().collect(),
        rows,
        destination,
        region: None,
    })
}

/// A row's destination as it is printed, or as the readings put it.
pub(super) fn target(row: &'static CatalogRule) -> &'static str {
    let replaced = row.advisories.iter().find_map(|advisory| match advisory.action {
        Action::Replace(host) => Some(host),
        _ => None,
    });
    match row.target {
        Target::Host(host) => replaced.unwrap_or(host),
        Target::Tag(tag) => tag,
        Target::Address(address) => address.name(),
    }
}

fn own_hosts(set: &RuleSet) -> Vec<Pattern<usize>> {
    let hosts = set.rules.iter().enumerate().filter_map(|(place, rule)| match &rule.destination {
        Destination::Fqdn(host) => Some(Pattern::new(host, place)),
        // A time server of any address has a name all the same.
        Destination::Any => rule.first().or_host.map(|host| Pattern::new(host, place)),
        _ => None,
    });
    hosts.collect()
}

fn absent_hosts(set: &RuleSet) -> Vec<Pattern<usize>> {
    let region = &set.profile.cluster.region;
    let mut hosts = Vec::new();
    for (place, absent) in set.absent.iter().enumerate() {
        for pattern in of_row(absent.rule) {
            let text = match region.as_str() {
                "" => pattern.text,
                region => pattern.text.replace(crate::rules::REGION, region),
            };
            hosts.push(Pattern::new(&text, place));
        }
    }
    hosts
}

/// Private API servers have the domain of the public ones of their cloud, below another label.
fn private_names(catalog: &'static Catalog) -> Vec<Pattern<()>> {
    let mut names: Vec<Pattern<()>> = Vec::new();
    for row in catalog.rules {
        let Target::Host(host) = row.target else { continue };
        let Some(domain) = host.strip_prefix("*.hcp.") else { continue };
        for label in ["privatelink", "private"] {
            let text = format!("*.{label}.{domain}");
            if !names.iter().any(|known| known.text == text) {
                names.push(Pattern::new(&text, ()));
            }
        }
    }
    names
}
