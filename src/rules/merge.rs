//! The rules of several clusters as one set, in which each rule knows who needs it.

use super::{Absent, Finding, Member, Part, Rule, RuleSet};
use crate::catalog::{Kind, Protocol};
use crate::profile::{KEYS, Profile};
use crate::rules::Destination;
use std::collections::{HashMap, HashSet};

/// Why the rules of two clusters do not fit into one set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The key about which the profiles disagree.
    pub key: &'static str,
    /// The first cluster's label and answer.
    pub one: (String, String),
    /// The first other answer, and whose it is.
    pub other: (String, String),
}

/// Keys that hold for the whole export, so that all profiles must agree.
const SHARED: &[&str] = &[
    "cluster.cloud",
    "azure_firewall.group",
    "azure_firewall.priority",
    "azure_firewall.network_priority",
    "azure_firewall.application_priority",
    "azure_firewall.fqdns",
];

/// Merges the rule sets of several clusters; each comes with its label, different from all others.
/// The first profile's language is the export's. One set stays as it is.
///
/// # Errors
///
/// The clusters are of different clouds, their profiles disagree about the policy that holds the
/// rules, or they name service tag files of different weeks.
///
/// # Panics
///
/// If there is no rule set.
pub fn merge(mut sets: Vec<(String, RuleSet)>) -> Result<RuleSet, Conflict> {
    if sets.len() == 1 {
        return Ok(sets.remove(0).1);
    }
    agree(&sets)?;
    let mut merged = Merged::default();
    let mut findings: Vec<Finding> = Vec::new();
    let mut members = Vec::with_capacity(sets.len());
    let service_tags = sets.iter().find_map(|(_, set)| set.service_tags.clone());
    let mut absent: Vec<Absent> = Vec::new();
    let mut known_absent: HashMap<&'static str, usize> = HashMap::new();
    for (index, (label, set)) in sets.into_iter().enumerate() {
        for rule in set.rules {
            merged.take(rule, index);
        }
        for row in set.absent {
            take_absent(&mut absent, &mut known_absent, row);
        }
        for finding in &set.findings {
            if !findings.contains(finding) {
                findings.push(finding.clone());
            }
        }
        members.push(Member { label, profile: set.profile, findings: set.findings });
    }
    let rules = merged.in_order();
    let needed: HashSet<&str> =
        rules.iter().flat_map(|rule| rule.parts.iter().map(|part| part.rule.id)).collect();
    absent.retain(|row| row.reason.waits() || !needed.contains(row.rule.id));
    findings.sort_by_key(Finding::severity);
    let mut profile = Profile { name: None, ..members[0].profile.clone() };
    // The clusters that have a service tag file agree; the others have no say.
    profile.destinations.ipv6 = members.iter().any(|member| member.profile.destinations.ipv6);
    Ok(RuleSet { profile, rules, absent, findings, service_tags, members })
}

/// Whether the profiles agree about everything that can be said only once.
fn agree(sets: &[(String, RuleSet)]) -> Result<(), Conflict> {
    let (first_label, first) = &sets[0];
    for key in KEYS.iter().filter(|key| SHARED.contains(&key.path)) {
        let answer = |set: &RuleSet| key.line(&set.profile);
        let wanted = answer(first);
        if let Some((label, set)) = sets.iter().find(|(_, set)| answer(set) != wanted) {
            let other = (label.clone(), answer(set));
            return Err(Conflict { key: key.path, one: (first_label.clone(), wanted), other });
        }
    }
    let mut files = sets.iter().filter_map(|(label, set)| Some((label, file(set)?)));
    if let Some((one, file)) = files.next()
        && let Some((other, another)) = files.find(|(_, other)| *other != file)
    {
        return Err(Conflict {
            key: "destinations.service_tags",
            one: (one.clone(), file),
            other: (other.clone(), another),
        });
    }
    Ok(())
}

/// A service tag file by its change number, and whether its IPv6 prefixes are taken.
fn file(set: &RuleSet) -> Option<String> {
    let (_, change_number) = set.service_tags.as_ref()?;
    let ipv6 = if set.profile.destinations.ipv6 { ", IPv6" } else { "" };
    Some(format!("{change_number}{ipv6}"))
}

/// What makes it the same rule.
type Key = (Kind, u16, Protocol, Destination);

#[derive(Default)]
struct Merged {
    rules: Vec<Rule>,
    known: HashMap<Key, usize>,
}

impl Merged {
    fn take(&mut self, mut rule: Rule, member: usize) {
        for part in &mut rule.parts {
            part.needed_by = vec![member];
        }
        let mut to = rule.destination.clone();
        if let Destination::Ips(addresses) = &mut to {
            // The same servers in another order are the same servers.
            addresses.sort_unstable();
        }
        let key = (rule.kind(), rule.port(), rule.protocol(), to);
        let Some(&at) = self.known.get(&key) else {
            self.known.insert(key, self.rules.len());
            self.rules.push(rule);
            return;
        };
        let known = &mut self.rules[at];
        for part in rule.parts {
            take_part(&mut known.parts, part);
        }
        for advisory in rule.advisories {
            if !known.advisories.iter().any(|other| other.id == advisory.id) {
                known.advisories.push(advisory);
            }
        }
        if known.prefixes.is_empty() {
            known.prefixes = rule.prefixes;
        }
    }

    /// Network rules first, each kind in the order of the source, so that no profile's place in
    /// the command line decides.
    fn in_order(mut self) -> Vec<Rule> {
        for rule in &mut self.rules {
            rule.parts.sort_by_key(|part| part.rule.place);
        }
        let mut known: HashMap<&str, usize> = HashMap::new();
        for rule in &self.rules {
            *known.entry(rule.id()).or_default() += 1;
        }
        for rule in &mut self.rules {
            rule.has_twin = known[rule.id()] > 1;
        }
        self.rules.sort_by(|a, b| {
            let by = |rule: &Rule| (rule.kind(), rule.first().place);
            by(a).cmp(&by(b)).then_with(|| a.destination.cmp(&b.destination))
        });
        self.rules
    }
}

/// A rule that waits for an answer of one cluster waits, whatever the reason of others is.
fn take_absent(rows: &mut Vec<Absent>, known: &mut HashMap<&'static str, usize>, row: Absent) {
    match known.get(row.rule.id) {
        None => {
            known.insert(row.rule.id, rows.len());
            rows.push(row);
        }
        Some(&at) if row.reason.waits() && !rows[at].reason.waits() => rows[at] = row,
        Some(_) => {}
    }
}

fn take_part(parts: &mut Vec<Part>, part: Part) {
    let Some(known) = parts.iter_mut().find(|known| known.rule.id == part.rule.id) else {
        parts.push(part);
        return;
    };
    known.needed_by.extend(part.needed_by);
    for because in part.because {
        if !known.because.contains(&because) {
            known.because.push(because);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SHARED;
    use crate::profile::keys;

    /// A misspelt key would let profiles disagree in silence.
    #[test]
    fn what_must_agree_are_keys() {
        assert!(SHARED.iter().all(|path| keys::key(path).is_some()));
    }
}
