//! What the entries of other makers' lists and objects match, and what is declared of that: what is
//! wider than the rules is exactly what was declared so.

use crate::cases;
use crate::fixture;
use aks_egress::export::{Cost, Limit, Options, Reach, format, render};
use aks_egress::rules::{Destination, Rule, RuleSet};
use ipnet::IpNet;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What an entry matches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    Any,
    Net(IpNet),
    /// This name alone.
    Only(String),
    /// The names below this one.
    Below(String),
    /// This name and those below it.
    All(String),
}

/// With transport and port, where the format says ports.
pub type Said = (Match, Option<(String, u16)>);

/// Without and with consent to more.
pub const BOTH: [Options; 2] = [Options { allow_wider: false }, Options { allow_wider: true }];

/// What a format says by its declared losses.
fn declared(id: &str, rules: &RuleSet, options: Options, ports: bool) -> BTreeSet<Said> {
    let format = format(id).unwrap();
    let losses = format.losses(rules, options);
    let has = |rule: &Rule, cost: Cost, limit: Option<Limit>| {
        losses
            .iter()
            .filter(|loss| loss.cost == cost && limit.is_none_or(|limit| loss.limit == limit))
            .any(|loss| loss.rules.iter().any(|lost| lost.id() == rule.id()))
    };
    let matches = |rule: &Rule| -> Vec<Match> {
        let nets = |nets: &[IpNet]| nets.iter().copied().map(Match::Net).collect();
        match &rule.destination {
            Destination::Any => vec![Match::Any],
            Destination::Cidrs(list) => nets(list),
            Destination::Ips(list) => list.iter().map(|&ip| Match::Net(ip.into())).collect(),
            Destination::ServiceTag(_) => nets(&rule.prefixes),
            Destination::Fqdn(name) => {
                let wider = |limit| has(rule, Cost::Wider, Some(limit));
                vec![match name.strip_prefix("*.") {
                    Some(rest) if wider(Limit::Apex) => Match::All(rest.to_owned()),
                    Some(rest) if !rest.contains('*') => Match::Below(rest.to_owned()),
                    None if wider(Limit::NamesBelow) => Match::All(name.clone()),
                    _ if wider(Limit::InnerStar) => {
                        let (_, rest) = name.rsplit_once('*').unwrap().1.split_once('.').unwrap();
                        match format.capabilities.leading {
                            Reach::Wider => Match::All(rest.to_owned()),
                            _ => Match::Below(rest.to_owned()),
                        }
                    }
                    _ => Match::Only(name.clone()),
                }]
            }
        }
    };
    let mut said = BTreeSet::new();
    for rule in rules.rules.iter().filter(|rule| !has(rule, Cost::Dropped, None)) {
        let transport = if rule.protocol().name() == "UDP" { "udp" } else { "tcp" };
        let port = ports.then(|| (transport.to_owned(), rule.port()));
        said.extend(matches(rule).into_iter().map(|entry| (entry, port.clone())));
    }
    said
}

/// Asserts that every case says what is declared, and that a hostile name changes nothing.
pub fn holds(id: &str, ports: bool, read: impl Fn(&RuleSet, &str) -> BTreeSet<Said>) {
    let text = |rules: &RuleSet, options| render(format(id).unwrap(), rules, options);
    for options in BOTH {
        for (name, rules) in cases() {
            let read = read(&rules, &text(&rules, options));
            assert_eq!(read, declared(id, &rules, options, ports), "{id} of {name}, {options:?}");
        }
    }
    let names = prop_oneof![any::<String>(), "[-|`*_<>#=+\"'${}\\[\\]\\\\()!&~?: \r\n\t;/]{0,40}"];
    proptest!(ProptestConfig::with_cases(32), |(name in names)| {
        let rules = fixture::named(&name);
        let options = Options { allow_wider: true };
        prop_assert_eq!(read(&rules, &text(&rules, options)), declared(id, &rules, options, ports));
    });
}
