//! The pair of files for nftables and dnsmasq, read back together.

use crate::cases;
use crate::fixture;
use crate::read_proxies::{application, fleet, lines};
use crate::readers::Fact;
use aks_egress::export::{Cost, Options, format, render};
use aks_egress::rules::{Destination, Rule, RuleSet};
use ipnet::IpNet;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const WIDER: Options = Options { allow_wider: true };

/// A table of nftables: sets with their addresses, the sets of names, and what each rule allows.
#[derive(Debug, Default)]
struct Table<'a> {
    addresses: BTreeMap<&'a str, Vec<&'a str>>,
    names: BTreeSet<&'a str>,
    rules: Vec<Allowed<'a>>,
    jumps: Vec<Option<&'a str>>,
}

#[derive(Debug)]
struct Allowed<'a> {
    from: Option<&'a str>,
    to: Option<&'a str>,
    transport: &'a str,
    port: u16,
}

fn nftables(text: &str) -> Table<'_> {
    let mut table = Table::default();
    let mut filling = None;
    let mut dropped = false;
    for line in lines(text, "#") {
        assert!(!dropped, "{line:?} stands after the last rule");
        match line.as_slice() {
            [address] if filling.is_some() && *address != "}" => {
                let set: &&str = filling.as_ref().unwrap();
                table.addresses.get_mut(set).unwrap().push(address.strip_suffix(',').unwrap());
            }
            ["}"] => filling = None,
            ["add", "set", "inet", "aks-egress", name, "{", "type", kind, rest @ ..] => {
                assert_eq!(*kind, if name.ends_with("-v4") { "ipv4_addr;" } else { "ipv6_addr;" });
                match rest {
                    ["flags", "interval;", "auto-merge;", "}"] => {
                        assert!(table.addresses.insert(name, Vec::new()).is_none());
                    }
                    ["flags", "dynamic,timeout;", "timeout", "1d;", "}"] => {
                        assert!(table.names.insert(name));
                    }
                    _ => panic!("{line:?}"),
                }
            }
            ["add", "element", "inet", "aks-egress", name, "{"] => filling = Some(*name),
            ["add", "rule", "inet", "aks-egress", "egress", "counter", "drop"] => dropped = true,
            ["add", "rule", "inet", "aks-egress", "egress", "limit", ..]
            | ["add", "table" | "chain", ..]
            | ["flush", ..] => {}
            ["add", "rule", "inet", "aks-egress", "egress", words @ ..] => {
                table.rules.push(allowed(words));
            }
            ["add", "rule", "inet", "aks-egress", "forward", words @ ..] => match words {
                ["jump", "egress"] => table.jumps.push(None),
                [_, "saddr", set, "jump", "egress"] => table.jumps.push(Some(set)),
                ["ct", "state", "established,related", "accept"] | ["jump", "exceptions"] => {}
                _ => panic!("{line:?}"),
            },
            _ => panic!("{line:?}"),
        }
    }
    assert!(dropped);
    table
}

fn allowed<'a>(mut words: &[&'a str]) -> Allowed<'a> {
    let (mut from, mut to) = (None, None);
    while let [header @ ("ip" | "ip6"), which @ ("saddr" | "daddr"), set, rest @ ..] = words {
        assert!(set.ends_with(if *header == "ip" { "-v4" } else { "-v6" }));
        *(if *which == "saddr" { &mut from } else { &mut to }) = set.strip_prefix('@');
        words = rest;
    }
    let [transport, "dport", port, rest @ ..] = words else { panic!("{words:?}") };
    match rest {
        ["counter", "accept", "comment", _] => {}
        ["update", set, "{", _, "daddr", "}", "counter", "accept", "comment", _] => {
            assert_eq!(set.strip_prefix('@'), to);
        }
        _ => panic!("{rest:?}"),
    }
    Allowed { from, to, transport, port: port.parse().unwrap() }
}

/// The names that dnsmasq puts into each set.
fn dnsmasq(text: &str) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut sets: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut names = BTreeSet::new();
    for line in lines(text, "#") {
        let [line] = line.as_slice() else { panic!("{line:?}") };
        let (name, targets) = line.strip_prefix("nftset=/").unwrap().split_once('/').unwrap();
        assert!(names.insert(name), "{name} stands twice");
        for target in targets.split(',') {
            let (version, set) = target.split_once("#inet#aks-egress#").unwrap();
            assert!(set.ends_with(&format!("-v{version}")), "{line}");
            assert!(sets.entry(set).or_default().insert(name), "{line}");
        }
    }
    sets
}

/// Without names that lie below another of the same port.
fn topmost(facts: &BTreeSet<Fact>) -> BTreeSet<Fact> {
    let has = |name: &str, port| {
        facts.iter().any(|fact| fact.0 == "application" && fact.1 == name && fact.3 == port)
    };
    let is_top = |fact: &&Fact| {
        let above = fact.1.match_indices('.').map(|(at, _)| &fact.1[at + 1..]);
        fact.0 == "network" || !above.into_iter().any(|name| has(name, fact.3))
    };
    facts.iter().filter(is_top).cloned().collect()
}

/// What both files allow together.
fn pair(rules: &RuleSet, options: Options) -> BTreeSet<Fact> {
    let [text, names] =
        ["nftables", "dnsmasq"].map(|id| render(format(id).unwrap(), rules, options));
    let (table, names) = (nftables(&text), dnsmasq(&names));
    assert_eq!(table.names, names.keys().copied().collect());
    assert_eq!(table.jumps.contains(&None), rules.profile.nodes.subnets.is_empty());
    let mut facts = BTreeSet::new();
    for rule in &table.rules {
        assert_eq!(rule.from, None);
        let network = |to: &str| {
            ("network".to_owned(), to.to_owned(), rule.transport.to_uppercase(), rule.port)
        };
        match rule.to {
            None => {
                facts.insert(network("*"));
            }
            Some(set) if names.contains_key(set) => {
                assert_eq!(rule.transport, "tcp");
                let scheme = if rule.port == 80 { "HTTP" } else { "HTTPS" };
                let fact = |name: &&str| application((*name).to_owned(), (scheme, rule.port));
                facts.extend(names[set].iter().map(fact));
            }
            Some(set) => facts.extend(table.addresses[set].iter().map(|to| network(to))),
        }
    }
    facts
}

/// A network as text; a single address without its length.
fn single(net: &IpNet) -> String {
    let whole = net.prefix_len() == net.max_prefix_len();
    if whole { net.addr().to_string() } else { net.to_string() }
}

/// What both files should allow: addresses as they are, service tags as prefixes, hosts without
/// their stars.
fn expected(rules: &RuleSet, options: Options) -> BTreeSet<Fact> {
    let losses = format("nftables").unwrap().losses(rules, options);
    let drops = losses.iter().filter(|loss| loss.cost == Cost::Dropped);
    let dropped: BTreeSet<&str> = drops.flat_map(|l| l.rules.iter().map(|r| r.id())).collect();
    let texts = |rule: &Rule| match &rule.destination {
        Destination::ServiceTag(_) => rule.prefixes.iter().map(single).collect(),
        _ => rule.destination.texts(),
    };
    let fact = |rule: &Rule, to: &str| {
        let to = to.trim_start_matches("*.").to_owned();
        (rule.kind().name().to_owned(), to, rule.protocol().name().to_owned(), rule.port())
    };
    let kept = rules.rules.iter().filter(|rule| !dropped.contains(rule.id()));
    kept.flat_map(|rule| texts(rule).into_iter().map(move |to| fact(rule, &to))).collect()
}

#[test]
fn nftables_and_dnsmasq_read_back_as_a_pair() {
    for options in [Options::default(), WIDER] {
        for (name, rules) in cases() {
            assert_eq!(
                topmost(&pair(&rules, options)),
                topmost(&expected(&rules, options)),
                "{name}"
            );
        }
    }
    proptest!(ProptestConfig::with_cases(32), |(name in any::<String>())| {
        let rules = fixture::named(&name);
        prop_assert_eq!(topmost(&pair(&rules, WIDER)), topmost(&expected(&rules, WIDER)));
    });
}

#[test]
fn hosts_reach_sets_only_with_consent() {
    let rules = fixture::named("x");
    assert!(pair(&rules, Options::default()).iter().all(|fact| fact.0 == "network"));
    let names = pair(&rules, WIDER).iter().filter(|fact| fact.0 == "application").count();
    assert!(names > 5);
}

#[test]
fn each_cluster_of_several_has_its_own_sets() {
    let rules = fleet();
    let text = render(format("nftables").unwrap(), &rules, WIDER);
    let names = render(format("dnsmasq").unwrap(), &rules, WIDER);
    let (table, names) = (nftables(&text), dnsmasq(&names));
    assert_eq!(table.names, names.keys().copied().collect());
    let from = |host: &str| {
        let sets = names.iter().filter(|(_, names)| names.contains(host)).map(|(set, _)| *set);
        let sets: BTreeSet<&str> = sets.collect();
        let of_host = table.rules.iter().filter(|rule| rule.to.is_some_and(|to| sets.contains(to)));
        of_host.map(|rule| rule.from.map(|set| table.addresses[set].join(" "))).collect::<Vec<_>>()
    };
    assert_eq!(from("mcr.microsoft.com"), [None, None]);
    assert_eq!(from("nvidia.github.io"), [Some("10.1.0.0/16".to_owned())]);
    assert_eq!(from("hcp.northeurope.azmk8s.io"), [Some("fd00:2::/48".to_owned())]);
    let all: BTreeSet<&str> = table.jumps.iter().flatten().copied().collect();
    assert_eq!(all, ["@aks-nodes-v4", "@aks-nodes-v6"].into());
}
