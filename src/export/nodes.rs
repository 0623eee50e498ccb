//! Lists of the networks that traffic comes from, as firewalls that name them want them.

use super::Export;
use super::fit::{Fit, To};
use super::group::{Group, digest, net_text};
use crate::profile::Profile;
use crate::rules::RuleSet;
use ipnet::IpNet;

/// A named list of networks; an empty one means any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Nodes {
    pub name: String,
    pub nets: Vec<IpNet>,
}

impl Export<'_> {
    /// The nodes of every cluster.
    pub(super) fn all_nodes(&self) -> Nodes {
        let members: Vec<usize> = (0..self.rules.members.len()).collect();
        let nets = self.rules.sources_of(&members);
        Nodes { name: "aks-nodes".to_owned(), nets }
    }

    /// The nodes that a group's traffic comes from. The name of a part depends on its networks.
    pub(super) fn nodes(&self, group: &Group) -> Nodes {
        let all = self.all_nodes();
        if all.nets == group.sources {
            return all;
        }
        let nets: Vec<String> = group.sources.iter().map(net_text).collect();
        let name = format!("{}-{}", all.name, digest(&nets.join("\n")));
        Nodes { name, nets: group.sources.clone() }
    }

    /// The nodes that these groups name, each once.
    pub(super) fn named_nodes(&self, groups: &[Group]) -> Vec<Nodes> {
        let mut named: Vec<Nodes> = Vec::new();
        for nodes in groups.iter().map(|group| self.nodes(group)) {
            if !nodes.nets.is_empty() && !named.contains(&nodes) {
                named.push(nodes);
            }
        }
        named
    }

    /// The nodes of every cluster, then the parts of them that some group needs; each once.
    pub(super) fn every_nodes(&self, groups: &[Group]) -> Vec<Nodes> {
        let mut every = vec![self.all_nodes()];
        for group in groups {
            let nodes = self.nodes(group);
            if !every.contains(&nodes) {
                every.push(nodes);
            }
        }
        every
    }
}

/// The profile of each cluster.
fn profiles(rules: &RuleSet) -> impl Iterator<Item = &Profile> {
    let own = rules.members.is_empty().then_some(&rules.profile);
    own.into_iter().chain(rules.members.iter().map(|member| &member.profile))
}

/// Whether a cluster names no subnets, so that rules stand for every source.
pub(super) fn is_open(rules: &RuleSet) -> bool {
    profiles(rules).any(|profile| profile.nodes.subnets.is_empty())
}

/// Whether a cluster asks Azure DNS, which no firewall of another maker sees.
pub(super) fn asks_azure_dns(rules: &RuleSet) -> bool {
    profiles(rules).any(|profile| profile.cluster.custom_dns.is_empty())
}

/// Whether hosts stand for their IPv4 and for their IPv6 addresses: as the sources have either;
/// where these are any, for IPv4, and for IPv6 if a cluster wants it.
pub(super) fn host_versions(rules: &RuleSet, sources: &[IpNet]) -> [bool; 2] {
    if sources.is_empty() {
        return [true, profiles(rules).any(|profile| profile.destinations.ipv6)];
    }
    [false, true].map(|is_v6| sources.iter().any(|net| net.addr().is_ipv6() == is_v6))
}

/// Whether some rule goes to addresses of an IP version that none of its sources has.
pub(super) fn lacks_a_version(rules: &RuleSet, fit: &Fit) -> bool {
    let v6 = |net: &IpNet| net.addr().is_ipv6();
    fit.rules.iter().any(|fitted| {
        let sources = rules.sources(fitted.rule);
        let lacks = |net| !sources.is_empty() && sources.iter().all(|from| v6(from) != v6(net));
        matches!(&fitted.to, To::Nets(nets) if nets.iter().any(lacks))
    })
}

/// Whether some source is an IPv6 network, or any where a cluster wants IPv6.
pub(super) fn has_ipv6(rules: &RuleSet, fit: &Fit) -> bool {
    fit.rules.iter().any(|fitted| host_versions(rules, &rules.sources(fitted.rule))[1])
}
