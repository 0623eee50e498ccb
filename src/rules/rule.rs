//! What resolving gives: rules, rules left out, and what to say about the whole.

use super::Finding;
use super::reason::{Absent, Because};
use crate::catalog::{Advisory, CatalogRule, Date, Feature, Kind, Protocol, Requirement};
use crate::profile::Profile;
use crate::service_tags::day_of;
use ipnet::IpNet;
use std::collections::{BTreeSet, HashSet};
use std::net::IpAddr;

/// The rules of one profile, network rules first, each kind in the order of the source.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// The meaningful answers they were made from.
    pub profile: Profile,
    /// Rules to allow.
    pub rules: Vec<Rule>,
    /// Rules of the same source, cloud and edition that are not needed.
    pub absent: Vec<Absent>,
    /// Refusals and warnings about the answers.
    pub findings: Vec<Finding>,
    /// Name and change number of the service tag file that was used.
    pub service_tags: Option<(String, u64)>,
    /// The clusters whose rules these are, where they are of several; else empty.
    pub members: Vec<Member>,
}

/// One cluster of several whose rules are merged.
#[derive(Clone, Debug)]
pub struct Member {
    /// What it is called, different from all others: the profile's name, or its file's.
    pub label: String,
    /// Its meaningful answers.
    pub profile: Profile,
    /// What is to be said about them.
    pub findings: Vec<Finding>,
}

impl RuleSet {
    /// Rules of one kind, in order.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| rule.kind() == kind)
    }

    /// The clusters that need a rule, where the rules are of several; else none.
    #[must_use]
    pub fn needed_by(&self, rule: &Rule) -> Vec<&str> {
        self.labels(&rule.needed_by())
    }

    /// What these clusters are called.
    #[must_use]
    pub fn labels(&self, members: &[usize]) -> Vec<&str> {
        members.iter().map(|&index| self.members[index].label.as_str()).collect()
    }

    /// The clusters that a finding is about, where the rules are of several and it is not about all
    /// of them; else none.
    #[must_use]
    pub fn concerned(&self, finding: &Finding) -> Vec<&str> {
        let concerned = self.members.iter().filter(|member| member.findings.contains(finding));
        let labels: Vec<&str> = concerned.map(|member| member.label.as_str()).collect();
        if labels.len() < self.members.len() { labels } else { Vec::new() }
    }

    /// The node subnets that a rule's traffic comes from, each once; empty means any.
    #[must_use]
    pub fn sources(&self, rule: &Rule) -> Vec<IpNet> {
        self.sources_of(&rule.needed_by())
    }

    /// The node subnets of these clusters, or of the only one where none is named.
    #[must_use]
    pub fn sources_of(&self, members: &[usize]) -> Vec<IpNet> {
        if members.is_empty() {
            return self.profile.nodes.subnets.clone();
        }
        let mut known: HashSet<IpNet> = HashSet::new();
        let mut sources: Vec<IpNet> = Vec::new();
        for &index in members {
            let subnets = &self.members[index].profile.nodes.subnets;
            if subnets.is_empty() {
                return Vec::new();
            }
            sources.extend(subnets.iter().filter(|&&net| known.insert(net)));
        }
        sources
    }

    /// The day of the service tag file that was used, if its name tells one.
    #[must_use]
    pub fn service_tags_day(&self) -> Option<Date> {
        self.service_tags.as_ref().and_then(|(file, _)| day_of(file))
    }

    /// Whether these are only the rules that an audited firewall lacks: what they are written as
    /// must not take the place of what it has.
    #[must_use]
    pub fn is_only_missing(&self) -> bool {
        self.findings.contains(&Finding::OnlyMissing)
    }

    /// Whether the answers contradict each other, so that no export is made.
    #[must_use]
    pub fn refused(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity() == super::Severity::Refusal)
    }
}

/// One destination, protocol and port to allow.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Where the traffic goes, with every placeholder filled.
    pub destination: Destination,
    /// The rows that ask for it, in the order of the source; never empty.
    pub parts: Vec<Part>,
    /// Readings that touch it, applied or not.
    pub advisories: Vec<&'static Advisory>,
    /// The prefixes of its service tag, adjacent ones merged, if a service tag file was read.
    pub prefixes: Vec<IpNet>,
    /// Whether another rule of the set comes from the same row: clusters of two regions, say.
    pub has_twin: bool,
}

/// One row's share in a rule.
#[derive(Clone, Debug)]
pub struct Part {
    /// The row.
    pub rule: &'static CatalogRule,
    /// The choices that brought it.
    pub because: Vec<Because>,
    /// The destination as this row prints it, where a reading replaced it.
    pub printed: Option<String>,
    /// The clusters whose share it is, by their place in [`RuleSet::members`]; empty for one.
    pub needed_by: Vec<usize>,
}

impl Rule {
    /// The first row that asks for it: its id names the rule.
    #[must_use]
    pub fn first(&self) -> &'static CatalogRule {
        self.parts[0].rule
    }

    /// The id of its first row. Clusters of several regions have rules of one id, see
    /// [`Rule::name`].
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.first().id
    }

    /// A name of its own in the rule set: the id, and where that is not enough, the destination.
    #[must_use]
    pub fn name(&self) -> String {
        if !self.has_twin {
            return self.id().to_owned();
        }
        let all = self.destination.texts();
        let to = match all.as_slice() {
            [first, .., last] if all.len() > 8 => format!("{first} {last} {}", all.len()),
            _ => all.join(" "),
        };
        let to = to.to_lowercase().replace('*', "any");
        let words = to.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<&str> = [self.id()].into_iter().chain(words).collect();
        words.join("-")
    }

    /// Network or application rule.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.first().kind
    }

    /// Transport or scheme.
    #[must_use]
    pub fn protocol(&self) -> Protocol {
        self.first().protocol
    }

    /// Destination port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.first().port
    }

    /// The strongest requirement of its rows.
    #[must_use]
    pub fn requirement(&self) -> Requirement {
        let strongest = self.parts.iter().map(|part| part.rule.requirement).min();
        strongest.unwrap_or(Requirement::Required)
    }

    /// The features that need it, each once.
    #[must_use]
    pub fn features(&self) -> Vec<&'static Feature> {
        let mut features: Vec<&'static Feature> = Vec::new();
        for part in &self.parts {
            if !features.contains(&part.rule.feature) {
                features.push(part.rule.feature);
            }
        }
        features
    }

    /// The clusters that need it, each once and in order; none where the rules are of one cluster.
    #[must_use]
    pub fn needed_by(&self) -> Vec<usize> {
        members(&self.parts)
    }

    /// The clusters that need it for one feature.
    #[must_use]
    pub fn needed_for(&self, feature: &Feature) -> Vec<usize> {
        members(self.parts.iter().filter(|part| part.rule.feature.id == feature.id))
    }

    /// Every choice that brought it, each once.
    #[must_use]
    pub fn because(&self) -> Vec<Because> {
        let mut because: Vec<Because> = Vec::new();
        for reason in self.parts.iter().flat_map(|part| &part.because) {
            if !because.contains(reason) {
                because.push(*reason);
            }
        }
        because
    }

    /// The destinations that its rows print and readings replaced, each once.
    #[must_use]
    pub fn printed(&self) -> Vec<&str> {
        let mut printed: Vec<&str> = Vec::new();
        for form in self.parts.iter().filter_map(|part| part.printed.as_deref()) {
            if !printed.contains(&form) {
                printed.push(form);
            }
        }
        printed
    }

    /// What makes it the same rule in another rule set: port, protocol and destination.
    #[must_use]
    pub fn key(&self) -> (u16, Protocol, &Destination) {
        (self.port(), self.protocol(), &self.destination)
    }
}

fn members<'a>(parts: impl IntoIterator<Item = &'a Part>) -> Vec<usize> {
    let all: BTreeSet<usize> =
        parts.into_iter().flat_map(|part| &part.needed_by).copied().collect();
    all.into_iter().collect()
}

/// Where a rule's traffic goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Destination {
    /// Any address.
    Any,
    /// A host name, perhaps with a star in its first label; lower case.
    Fqdn(String),
    /// An Azure service tag, for example `AzureCloud.westeurope`.
    ServiceTag(String),
    /// Address ranges, sorted and without overlap.
    Cidrs(Vec<IpNet>),
    /// Single addresses, in the order in which they were given.
    Ips(Vec<IpAddr>),
}

impl Destination {
    /// `any`, `fqdn`, `service-tag`, `cidr` or `ip`.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Fqdn(_) => "fqdn",
            Self::ServiceTag(_) => "service-tag",
            Self::Cidrs(_) => "cidr",
            Self::Ips(_) => "ip",
        }
    }

    /// Each destination as text; any address is `*`.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        match self {
            Self::Any => vec!["*".to_owned()],
            Self::Fqdn(name) | Self::ServiceTag(name) => vec![name.clone()],
            Self::Cidrs(nets) => nets.iter().map(ToString::to_string).collect(),
            Self::Ips(addresses) => addresses.iter().map(ToString::to_string).collect(),
        }
    }
}
