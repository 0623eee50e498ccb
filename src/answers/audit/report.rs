//! What an audit found.

use super::coverage::{Coverage, Judged};
use super::extent::Extent;
use super::finding::Finding;
use super::order::Order;
use super::{Firewall, Wanted, findings, judge};
use crate::answers::Tone;
use crate::profile::Profile;
use crate::rules::{Finding as PlanFinding, RuleSet};

/// What is covered, what is missing, and what else was found.
#[derive(Clone, Debug)]
pub struct Report {
    /// The answers that the firewall was judged by.
    pub profile: Profile,
    /// The clusters, where there are several; else empty.
    pub clusters: Vec<String>,
    /// Each wanted rule, in the order of the rule set.
    pub judged: Vec<Judged>,
    /// What else was found, the worst first.
    pub findings: Vec<Finding>,
    /// So many hosts are the workload's own.
    pub own_hosts: usize,
    /// What was read.
    pub extent: Extent,
    /// Subnets and IP groups of the nodes; empty where they are not known, so that no source was
    /// checked.
    pub sources: Vec<String>,
    /// Rule collection groups of the firewall, with their priorities.
    groups: Vec<(String, u32)>,
}

/// What a group of missing rules is called, behind the name of the plan's group.
const MISSING: &str = "-missing";
/// Longest name of a rule collection group.
const NAME: usize = 80;
/// Azure's last priority of a group.
const LAST_PRIORITY: u16 = 65000;

/// Judges a firewall.
#[must_use]
pub fn audit(firewall: &Firewall, wanted: Wanted<'_>) -> Report {
    let order = Order::of(firewall, wanted);
    let rules = &wanted.rules.rules;
    let judged: Vec<Judged> = rules.iter().map(|rule| judge::judge(rule, wanted, &order)).collect();
    let (findings, own_hosts) = findings::find(firewall, wanted, &order, &judged);
    let members = &wanted.rules.members;
    Report {
        profile: wanted.rules.profile.clone(),
        clusters: members.iter().map(|member| member.label.clone()).collect(),
        extent: Extent::of(firewall, &order, &judged),
        judged,
        findings,
        own_hosts,
        sources: sources(wanted),
        groups: groups(firewall),
    }
}

/// Rule collection groups, each once.
fn groups(firewall: &Firewall) -> Vec<(String, u32)> {
    let mut groups: Vec<(String, u32)> = Vec::new();
    for collection in &firewall.collections {
        let [_, priority, _] = collection.priorities;
        let group = (collection.group.to_lowercase(), priority);
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    groups
}

/// Where the nodes are, each once.
fn sources(wanted: Wanted<'_>) -> Vec<String> {
    let members = wanted.rules.members.iter().flat_map(|member| &member.profile.nodes.subnets);
    let subnets = wanted.subnets.iter().chain(members).map(ToString::to_string);
    let mut sources: Vec<String> = Vec::new();
    let groups = wanted.groups.iter().map(|group| super::nodes::last(group).to_owned());
    for source in subnets.chain(groups) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

impl Report {
    /// Whether there is something to do or to look at.
    #[must_use]
    pub fn has_findings(&self) -> bool {
        let matters = |tone: Tone| matches!(tone, Tone::Bad | Tone::Warning);
        self.judged.iter().any(|judged| matters(judged.tone()))
            || self.findings.iter().any(|finding| matters(finding.tone))
    }

    /// How many required rules are in a class.
    #[must_use]
    pub fn count(&self, coverage: Coverage) -> usize {
        self.judged.iter().filter(|one| one.is_required() && one.coverage == coverage).count()
    }

    /// The rules that have to be added or mended, as a rule set that any export takes: those that
    /// are missing, partly covered, shadowed, or allowed with other traffic, be they required or
    /// recommended. What is perhaps covered, or probably by something that could not be resolved, is
    /// not among them; see
    /// [`Report::left_open`].
    #[must_use]
    pub fn missing(&self, wanted: &RuleSet) -> RuleSet {
        let mut rules = wanted.clone();
        rules.rules.retain(|rule| {
            let own = self.judged.iter().find(|judged| judged.rule.key() == rule.key());
            own.is_some_and(|judged| judged.coverage.is_missing())
        });
        rules.findings.insert(0, PlanFinding::OnlyMissing);
        let plan = &mut rules.profile.azure_firewall;
        (plan.group, plan.priority) = self.free_group(&plan.group, plan.priority);
        rules
    }

    /// A name and a priority that no rule collection group of the firewall has: Azure replaces a
    /// group by the next one of its name.
    fn free_group(&self, plan: &str, priority: u16) -> (String, u16) {
        let short: String = plan.chars().take(NAME - MISSING.len() - 4).collect();
        let numbered = (2..1000).map(|number| format!("{short}{MISSING}-{number}"));
        let is_new =
            |name: &String| !self.groups.iter().any(|(one, _)| *one == name.to_lowercase());
        let name = [format!("{short}{MISSING}")].into_iter().chain(numbered).find(is_new);
        let later = (priority..=LAST_PRIORITY).skip(1);
        let is_free = |one: &u16| !self.groups.iter().any(|(_, taken)| *taken == u32::from(*one));
        let free = later.chain((100..priority).rev()).find(is_free);
        (name.unwrap_or_else(|| plan.to_owned()), free.unwrap_or(priority))
    }

    /// How many rules are perhaps covered, or probably.
    #[must_use]
    pub fn left_open(&self) -> usize {
        self.judged.iter().filter(|judged| judged.coverage.is_open()).count()
    }
}
