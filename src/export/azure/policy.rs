//! The rule collection group that every format of the family writes.

use super::{FQDN_TAG, tag_view};
use crate::catalog::{Kind, Protocol};
use crate::cells::safe;
use crate::export::Export;
use crate::export::fit::Host;
use crate::export::group::{Group, Shape, net_text, short_name};
use ipnet::IpNet;
use std::collections::HashSet;
use std::hash::Hash;

/// Longest name of a rule.
const NAME: usize = 80;

/// Azure's last priority.
const LAST_PRIORITY: u16 = 65000;

/// Longest description of a rule; Azure documents no limit.
const DESCRIPTION: usize = 500;

/// A rule collection group.
#[derive(Clone, Debug)]
pub(in crate::export) struct Policy {
    pub group: String,
    pub priority: u16,
    /// Network before application; none is empty.
    pub collections: Vec<Collection>,
}

/// A rule collection: rules of one kind that allow.
#[derive(Clone, Debug)]
pub(in crate::export) struct Collection {
    pub name: &'static str,
    pub priority: u16,
    pub kind: Kind,
    pub rules: Vec<PolicyRule>,
}

/// What a group and its collections are called, and their priorities.
struct Names {
    group: String,
    priority: u16,
    network: &'static str,
    network_priority: u16,
    application: &'static str,
    application_priority: u16,
}

/// One rule of the policy.
#[derive(Clone, Debug)]
pub(in crate::export) struct PolicyRule {
    /// Letters, digits and dashes, at most 80.
    pub name: String,
    /// On one line.
    pub description: String,
    pub sources: Sources,
    /// One, but for the FQDN tag.
    pub protocols: Vec<(Protocol, u16)>,
    pub to: PolicyTo,
    /// Ids of the catalog's rules that it holds.
    pub ids: Vec<&'static str>,
    /// Feature, the strongest requirement and the number of destinations, for people.
    pub about: String,
}

/// The one kind of source that a rule has; neither is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::export) enum Sources {
    /// Networks, or `*`.
    Addresses(Vec<String>),
    /// Resource ids of IP groups.
    IpGroups(Vec<String>),
}

impl Sources {
    /// The networks, or the IP groups.
    pub(in crate::export) fn texts(&self) -> &[String] {
        match self {
            Self::Addresses(all) | Self::IpGroups(all) => all,
        }
    }
}

/// The one kind of destination that a rule has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::export) enum PolicyTo {
    /// Networks or `*`.
    Addresses(Vec<String>),
    /// Service tags; the API takes them among addresses, the portal in a list of their own.
    Tags(Vec<String>),
    /// Hosts.
    Fqdns(Vec<String>),
    /// The name of an FQDN tag.
    FqdnTag(&'static str),
}

impl PolicyTo {
    /// The destinations as text.
    pub(in crate::export) fn texts(&self) -> Vec<&str> {
        match self {
            Self::Addresses(all) | Self::Tags(all) | Self::Fqdns(all) => {
                all.iter().map(String::as_str).collect()
            }
            Self::FqdnTag(tag) => vec![tag],
        }
    }
}

impl Export<'_> {
    /// The rules as a rule collection group.
    pub(in crate::export) fn policy(&self) -> Policy {
        let names = self.policy_names();
        let collections = [
            (Kind::Network, names.network, names.network_priority),
            (Kind::Application, names.application, names.application_priority),
        ];
        let groups = self.groups();
        let mut collections = collections.map(|(kind, name, priority)| {
            let own = groups.iter().filter(|group| group.kind() == kind);
            let rules = own.flat_map(|group| self.policy_rules(group)).collect();
            Collection { name, priority, kind, rules }
        });
        collections[1].rules.splice(0..0, self.tag_rules());
        Policy {
            group: names.group,
            priority: names.priority,
            collections: collections.into_iter().filter(|one| !one.rules.is_empty()).collect(),
        }
    }

    /// The names and priorities of the whole plan, or others beside them where the rules are only
    /// those that a firewall lacks: Azure replaces a group by the next one of its name.
    fn policy_names(&self) -> Names {
        let options = &self.rules.profile.azure_firewall;
        let group = safe(&options.group);
        if !self.rules.is_only_missing() {
            return Names {
                group: group.into_owned(),
                priority: options.priority,
                network: "aks-egress-network",
                network_priority: options.network_priority,
                application: "aks-egress-application",
                application_priority: options.application_priority,
            };
        }
        // The audit chose a group that the firewall does not have.
        let beside =
            |priority: u16| if priority < LAST_PRIORITY { priority + 1 } else { priority - 1 };
        let network_priority = beside(options.network_priority);
        let mut application_priority = beside(options.application_priority);
        if application_priority == network_priority {
            application_priority -= 1;
        }
        Names {
            group: group.into_owned(),
            priority: options.priority,
            network: "aks-egress-missing-network",
            network_priority,
            application: "aks-egress-missing-application",
            application_priority,
        }
    }

    /// A group as rules, without what the FQDN tag stands for: one for each kind of source.
    fn policy_rules(&self, group: &Group) -> Vec<PolicyRule> {
        let by_tag = group.kind() == Kind::Application && group.feature.fqdn_tag;
        if by_tag && tag_view(self.rules).is_some() {
            return Vec::new();
        }
        let to = match group.shape() {
            Shape::Any => PolicyTo::Addresses(vec!["*".to_owned()]),
            Shape::Tags => PolicyTo::Tags(once_each(group.tags().into_iter().map(str::to_owned))),
            Shape::Nets => PolicyTo::Addresses(group.nets().iter().map(net_text).collect()),
            Shape::Hosts => {
                PolicyTo::Fqdns(once_each(group.hosts().into_iter().map(Host::starred)))
            }
        };
        let rule = |(sources, suffix)| PolicyRule {
            name: short_name(&format!("{}{suffix}", group.name), NAME),
            description: group.description(self.language, DESCRIPTION),
            sources,
            protocols: vec![(group.protocol(), group.port())],
            about: self.about(group, to.texts().len()),
            to: to.clone(),
            ids: group.ids(),
        };
        self.policy_sources(&group.members).into_iter().map(rule).collect()
    }

    fn about(&self, group: &Group, destinations: usize) -> String {
        let feature = group.feature.name.get(self.language);
        let requirement = super::super::say::requirement(group.requirement(), self.language);
        (self.words().portal.about)(feature, requirement, destinations)
    }

    /// The FQDN tag for every cluster that needs a host which is left to it.
    fn tag_rules(&self) -> Vec<PolicyRule> {
        let left = tag_view(self.rules).map_or(Vec::new(), |view| view.stands_for);
        if left.is_empty() {
            return Vec::new();
        }
        let description = (self.words().fqdn_tag)(FQDN_TAG);
        let mut clusters: Vec<usize> = left.iter().flat_map(|rule| rule.needed_by()).collect();
        clusters.sort_unstable();
        clusters.dedup();
        let rule = |(sources, suffix)| PolicyRule {
            name: format!("aks-fqdn-tag{suffix}"),
            description: description.clone(),
            sources,
            protocols: vec![(Protocol::Http, 80), (Protocol::Https, 443)],
            to: PolicyTo::FqdnTag(FQDN_TAG),
            ids: left.iter().map(|rule| rule.id()).collect(),
            about: description.clone(),
        };
        self.policy_sources(&clusters).into_iter().map(rule).collect()
    }

    /// Of each cluster of these its IP group or its subnets, or those of the only cluster. Where
    /// both occur it takes two rules, and the second one's name gets the suffix.
    fn policy_sources(&self, clusters: &[usize]) -> Vec<(Sources, &'static str)> {
        let mut nets: Vec<IpNet> = Vec::new();
        let mut ip_groups = Vec::new();
        let own = [&self.rules.profile];
        let members = clusters.iter().map(|&index| &self.rules.members[index].profile);
        let profiles: Vec<_> = if clusters.is_empty() { own.to_vec() } else { members.collect() };
        for profile in profiles {
            match &profile.azure_firewall.ip_group {
                Some(group) => ip_groups.push(safe(group).into_owned()),
                None if profile.nodes.subnets.is_empty() => {
                    return vec![(Sources::Addresses(vec!["*".to_owned()]), "")];
                }
                None => nets.extend(&profile.nodes.subnets),
            }
        }
        let (mut nets, ip_groups) = (once_each(nets), once_each(ip_groups));
        // Azure Firewall knows no IPv6. A rule that has nothing else is rather refused than open.
        if nets.iter().any(|net| net.addr().is_ipv4()) || !ip_groups.is_empty() {
            nets.retain(|net| net.addr().is_ipv4());
        }
        let addresses: Vec<String> = nets.iter().map(ToString::to_string).collect();
        let suffix = if addresses.is_empty() { "" } else { "-ipg" };
        let mut sources = Vec::new();
        if !addresses.is_empty() {
            sources.push((Sources::Addresses(addresses), ""));
        }
        if !ip_groups.is_empty() {
            sources.push((Sources::IpGroups(ip_groups), suffix));
        }
        sources
    }
}

/// Two patterns may be widened to one host, and clusters share subnets.
fn once_each<T: Clone + Eq + Hash>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut known: HashSet<T> = HashSet::new();
    items.into_iter().filter(|item| known.insert(item.clone())).collect()
}
