//! What else is wrong with a firewall: hosts, rules, settings.

mod entries;
mod hosts;
mod known;
mod rules;

use super::coverage::{By, Coverage, Judged, Label, Lack};
use super::finding::{Finding, What};
use super::order::Order;
use super::{Action, Firewall, Layer, Matched, Place, Setting, Wanted};
use crate::answers::Tone;
use crate::catalog::Kind;
use std::collections::HashSet;

/// All findings, the worst first, and how many hosts are the workload's own.
pub(super) fn find(
    firewall: &Firewall,
    wanted: Wanted<'_>,
    order: &Order<'_>,
    judged: &[Judged],
) -> (Vec<Finding>, usize) {
    let mut found = Found::default();
    let own = entries::entries(&mut found, wanted, order, judged);
    rules::rules(&mut found, wanted, order, judged);
    of_coverage(&mut found, judged);
    settings(&mut found, firewall, order);
    let open = judged.iter().any(|one| matches!(one.tone(), Tone::Bad | Tone::Warning));
    for unresolved in &firewall.unresolved {
        let by = at(&unresolved.place, &unresolved.text);
        let matters = open || !is_destination(order, &unresolved.text);
        let tone = if matters { Tone::Warning } else { Tone::Note };
        found.put_as(tone, What::Unresolved(unresolved.why.clone()), vec![by]);
    }
    found.findings.sort_by_key(|finding| finding.tone);
    (found.findings, own)
}

/// Whether a text is a destination of Allows alone: such a one cannot hurt where nothing is missing.
fn is_destination(order: &Order<'_>, text: &str) -> bool {
    let names = |step: &&super::order::Step<'_>| {
        let same = |matched: &Matched| matches!(matched, Matched::Unresolved(own) if own == text);
        step.rule.to.iter().any(same)
    };
    let mut naming = order.steps.iter().filter(names).peekable();
    naming.peek().is_some() && naming.all(|step| step.action == Some(Action::Allow))
}

/// Findings as they come.
#[derive(Default)]
struct Found {
    findings: Vec<Finding>,
}

impl Found {
    fn put(&mut self, what: What, at: Vec<By>) {
        let tone = what.tone();
        self.put_as(tone, what, at);
    }

    fn put_as(&mut self, tone: Tone, what: What, at: Vec<By>) {
        self.findings.push(Finding { what, tone, at });
    }
}

fn at(place: &Place, text: &str) -> By {
    By {
        place: place.clone(),
        collection: String::new(),
        rule: String::new(),
        entry: text.to_owned(),
        traffic: String::new(),
        labels: Vec::new(),
    }
}

/// What the verdicts tell of the firewall's rules.
fn of_coverage(found: &mut Found, judged: &[Judged]) {
    let mut shadowed: Vec<(&By, &By)> = Vec::new();
    let mut wider: Vec<(&By, Vec<String>)> = Vec::new();
    for one in judged {
        for by in &one.by {
            for lack in &one.lacks {
                if let Lack::Denied(deny) = lack
                    && one.coverage == Coverage::Shadowed
                    // What is required has a table of its own.
                    && !one.is_required()
                    && !shadowed
                        .iter()
                        .any(|(known, _)| known.place == by.place && known.rule == by.rule)
                {
                    shadowed.push((by, deny));
                }
            }
            if by.labels.contains(&Label::Wider) && one.rule.kind() == Kind::Application {
                let host = one.rule.destination.texts().join(" ");
                match wider
                    .iter_mut()
                    .find(|(known, _)| known.place == by.place && known.entry == by.entry)
                {
                    Some((_, hosts)) => hosts.push(host),
                    None => wider.push((by, vec![host])),
                }
            }
        }
    }
    for (by, deny) in shadowed {
        found.put(What::ShadowedRule(deny.clone()), vec![by.clone()]);
    }
    for (by, hosts) in wider {
        if !super::candidates::is_far_wider(&by.entry) {
            found.put(What::WiderHost(hosts), vec![by.clone()]);
        }
    }
}

fn settings(found: &mut Found, firewall: &Firewall, order: &Order<'_>) {
    let mut seen: HashSet<&(Setting, Place)> = HashSet::new();
    for entry in &firewall.settings {
        if !seen.insert(entry) {
            continue;
        }
        let (setting, place) = entry;
        let (what, text) = match setting {
            Setting::ThreatIntelligenceDenies => {
                (What::ThreatIntelligenceDenies, "threatIntelMode Deny")
            }
            Setting::IntrusionDenies => (What::IntrusionDenies, "intrusionDetection Deny"),
            Setting::BasePolicy(name) => (What::BasePolicy, &**name),
            Setting::ElsewhereInPolicy(name) => (What::RulesElsewhere, &**name),
            Setting::NextPage(link) => (What::CutOff, &**link),
            Setting::DnsProxy(_) => continue,
        };
        found.put(what, vec![at(place, text)]);
    }
    let proxy =
        |on: bool| firewall.settings.iter().any(|(setting, _)| *setting == Setting::DnsProxy(on));
    let names = |step: &&super::order::Step<'_>| {
        let hosts = |matched: &Matched| matches!(matched, Matched::Host(_));
        step.layer() == Layer::Network
            && step.action == Some(Action::Allow)
            && step.rule.to.iter().any(hosts)
    };
    if !proxy(true)
        && let Some(step) = order.steps.iter().find(names)
    {
        let entry = step.rule.to.iter().find(|matched| matches!(matched, Matched::Host(_)));
        let by = step.by(&entry.map(super::judge::shown).unwrap_or_default());
        // Files of rules alone do not tell.
        let tone = if proxy(false) { Tone::Warning } else { Tone::Note };
        found.put_as(tone, What::DnsProxyNeeded, vec![by]);
    }
}
