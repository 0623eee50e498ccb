//! Lists of the networks that traffic comes from, as firewalls that name them want them.

use super::Export;
use super::fit::{Fit, To};
use super::group::{Group, digest, net_text};
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

/// Whether some rule goes to addresses of an IP version that none of its sources has.
pub(super) fn lacks_a_version(rules: &RuleSet, fit: &Fit) -> bool {
    let v6 = |net: &IpNet| net.addr().is_ipv6();
    fit.rules.iter().any(|fitted| {
        let sources = rules.sources(fitted.rule);
        let lacks = |net| !sources.is_empty() && sources.iter().all(|from| v6(from) != v6(net));
        matches!(&fitted.to, To::Nets(nets) if nets.iter().any(lacks))
    })
}

/// Whether some source is an IPv6 network.
pub(super) fn has_ipv6(rules: &RuleSet, fit: &Fit) -> bool {
    let has = |fitted: &super::fit::Fitted| {
        rules.sources(fitted.rule).iter().any(|net| net.addr().is_ipv6())
    };
    fit.rules.iter().any(has)
}
