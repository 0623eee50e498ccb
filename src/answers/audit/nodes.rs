//! Whether a rule is meant for the nodes: its sources against their subnets and IP groups.

use super::nets::{Cells, Span, is_everything, merged, of_address, of_net};
use super::{FirewallRule, Layer, SourceSet};
use crate::rules::{Destination, Rule, RuleSet};
use ipnet::IpNet;

/// Where a rule's traffic comes from, as far as it concerns the nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct From {
    /// From anywhere, or from a group that holds the nodes.
    pub all: bool,
    /// From these addresses.
    pub spans: Vec<Span>,
    /// From what cannot be looked into: IP groups, service tags and expressions.
    pub unchecked: Vec<String>,
}

/// Whether a rule is for one part of the nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    Yes,
    /// Perhaps: nobody told what would decide it.
    Unchecked,
    No,
}

impl From {
    pub fn of(rule: &FirewallRule, layer: Layer, groups: &[String]) -> Self {
        let mut from = Self::default();
        let named =
            |group: &str| groups.iter().any(|own| last(own).eq_ignore_ascii_case(last(group)));
        for source in &rule.sources {
            match source {
                SourceSet::Any => from.all = true,
                SourceSet::Addresses(address) => from.spans.extend(of_address(address)),
                SourceSet::Group(group) if named(group) => from.all = true,
                SourceSet::Group(name)
                | SourceSet::ServiceTag(name)
                | SourceSet::Unresolved(name) => {
                    from.unchecked.push(name.clone());
                }
            }
        }
        if rule.sources.is_empty() {
            // A list knows no sources; a rule of a firewall has some, whatever became of them.
            match layer {
                Layer::List => from.all = true,
                Layer::Network | Layer::Application => from.unchecked.push(String::new()),
            }
        }
        from.all |= from.spans.iter().any(|&span| is_everything(span));
        from.spans = merged(from.spans);
        from
    }

    /// For each cell of the nodes, whether the rule is for it; for all nodes as one where their
    /// subnets are not known.
    pub fn seen(&self, nodes: Option<&Cells>) -> Vec<Seen> {
        let rest = match self {
            _ if !self.unchecked.is_empty() => Seen::Unchecked,
            _ => Seen::No,
        };
        match nodes {
            _ if self.all => vec![Seen::Yes; nodes.map_or(1, Cells::len)],
            None if !self.spans.is_empty() => vec![Seen::Unchecked],
            None => vec![rest],
            Some(cells) => cells
                .within(&self.spans)
                .into_iter()
                .map(|held| if held { Seen::Yes } else { rest })
                .collect(),
        }
    }
}

/// The last part of a resource id.
pub(super) fn last(id: &str) -> &str {
    id.trim_end_matches('/').rsplit('/').next().unwrap_or(id)
}

/// The subnets from which a rule's traffic comes; none where they are not known. Nodes always speak
/// IPv4, and reach an IPv6 address from their IPv6 subnets.
pub(super) fn subnets(rules: &RuleSet, rule: &Rule, all: &[IpNet]) -> Vec<Span> {
    // Of several clusters each has its own; what else is given belongs to all of them.
    let mut own = if rules.members.is_empty() { Vec::new() } else { rules.sources(rule) };
    if !own.is_empty() {
        own.extend(all);
    }
    let all = if own.is_empty() { all } else { &own };
    let six = match &rule.destination {
        Destination::Ips(addresses) => addresses.iter().all(std::net::IpAddr::is_ipv6),
        Destination::Cidrs(nets) => nets.iter().all(|net| net.addr().is_ipv6()),
        _ => false,
    };
    let fits = |net: &&IpNet| net.addr().is_ipv6() == six;
    let any = all.iter().any(|net| fits(&net));
    all.iter().filter(|net| !any || fits(net)).map(of_net).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::audit::{Address, Place};

    fn rule(sources: Vec<SourceSet>) -> FirewallRule {
        FirewallRule {
            place: Place::default(),
            name: String::new(),
            sources,
            to: Vec::new(),
            traffic: Vec::new(),
            inspects_tls: false,
            narrowed: false,
        }
    }

    fn net(text: &str) -> IpNet {
        text.parse().expect("a network")
    }

    fn addresses(text: &str) -> SourceSet {
        SourceSet::Addresses(Address::Net(net(text)))
    }

    #[test]
    fn only_sources_that_hold_the_nodes_count() {
        let groups = ["/subscriptions/x/providers/Microsoft.Network/ipGroups/ipg-aks".to_owned()];
        let group = |name: &str| SourceSet::Group(name.to_owned());
        let rows = [
            (vec![SourceSet::Any], Seen::Yes, Seen::Yes),
            (vec![addresses("0.0.0.0/0")], Seen::Yes, Seen::Yes),
            (vec![addresses("10.0.0.0/8")], Seen::Yes, Seen::Unchecked),
            (
                vec![addresses("10.240.0.0/17"), addresses("10.240.128.0/17")],
                Seen::Yes,
                Seen::Unchecked,
            ),
            (vec![addresses("10.9.0.0/16")], Seen::No, Seen::Unchecked),
            (vec![group("IPG-AKS")], Seen::Yes, Seen::Yes),
            (vec![group("ipg-other")], Seen::Unchecked, Seen::Unchecked),
            (vec![SourceSet::Unresolved("x".to_owned())], Seen::Unchecked, Seen::Unchecked),
            (vec![], Seen::Unchecked, Seen::Unchecked),
        ];
        for (sources, with_subnets, without) in rows {
            let from = From::of(&rule(sources.clone()), Layer::Network, &groups);
            let cells = Cells::new(&[of_net(&net("10.240.0.0/16"))], from.spans.iter());
            assert!(
                from.seen(Some(&cells)).iter().all(|&seen| seen == with_subnets),
                "{sources:?}"
            );
            assert_eq!(from.seen(None), [without], "{sources:?}");
        }
        assert!(From::of(&rule(vec![]), Layer::List, &[]).all);
    }
}
