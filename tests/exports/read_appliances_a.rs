//! `PAN-OS` and `FortiGate`: read back by readers of their own, by the rules of their command lines.

use crate::cases;
use crate::fixture::{self, HOSTILE};
use crate::read_fortigate::read_fortigate;
use crate::read_panos::read_panos;
use aks_egress::catalog::CATALOG;
use aks_egress::export::{Cost, Limit, Options, format, render};
use aks_egress::profile::{ControlPlane, Profile};
use aks_egress::rules::{Destination, Rule, RuleSet, merge, resolve};
use ipnet::IpNet;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::net::IpAddr;

/// What a firewall allows: destination, transport, port and sources.
pub type Allowed = (String, String, u16, BTreeSet<String>);

/// A network or a single address as a network.
pub fn net(text: &str) -> String {
    let address = || IpNet::from(text.parse::<IpAddr>().unwrap());
    text.parse().unwrap_or_else(|_| address()).to_string()
}

/// The destinations of a rule, as a firewall without service tags names them.
fn destinations(rule: &Rule) -> Vec<String> {
    match &rule.destination {
        Destination::Any => vec!["*".to_owned()],
        Destination::Fqdn(name) => vec![name.clone()],
        Destination::ServiceTag(_) => rule.prefixes.iter().map(ToString::to_string).collect(),
        Destination::Cidrs(nets) => nets.iter().map(ToString::to_string).collect(),
        Destination::Ips(ips) => ips.iter().map(|&ip| IpNet::from(ip).to_string()).collect(),
    }
}

/// The rules that a format does not declare as dropped.
fn kept<'a>(id: &str, rules: &'a RuleSet) -> Vec<&'a Rule> {
    let losses = format(id).unwrap().losses(rules, Options::default());
    let dropped: BTreeSet<&str> = losses
        .iter()
        .filter(|loss| loss.cost == Cost::Dropped)
        .flat_map(|loss| loss.rules.iter().map(|rule| rule.id()))
        .collect();
    rules.rules.iter().filter(|rule| !dropped.contains(rule.id())).collect()
}

/// What a format must allow; `from` gives the sources that go with a destination.
fn expected(
    id: &str,
    rules: &RuleSet,
    from: impl Fn(&str, &[IpNet]) -> BTreeSet<String>,
) -> BTreeSet<Allowed> {
    let mut all = BTreeSet::new();
    for rule in kept(id, rules) {
        let protocol = if rule.protocol().name() == "UDP" { "udp" } else { "tcp" };
        for to in destinations(rule) {
            let from = from(&to, &rules.sources(rule));
            all.insert((to, protocol.to_owned(), rule.port(), from));
        }
    }
    all
}

fn any_or(sources: impl IntoIterator<Item = String>) -> BTreeSet<String> {
    let sources: BTreeSet<String> = sources.into_iter().collect();
    if sources.is_empty() { ["*".to_owned()].into() } else { sources }
}

fn text_of(id: &str, rules: &RuleSet) -> String {
    render(format(id).unwrap(), rules, Options::default())
}

/// Several clusters, one of which is called something hostile.
fn fleet(label: &str) -> RuleSet {
    let set = |region: &str, subnets: &[&str]| {
        let mut profile = Profile::new(CATALOG.as_of);
        region.clone_into(&mut profile.cluster.region);
        profile.nodes.subnets = subnets.iter().map(|net| net.parse().unwrap()).collect();
        resolve(&CATALOG, &profile, None)
    };
    let west = set("westeurope", &["10.1.0.0/16"]);
    let north = set("northeurope", &["10.2.0.0/16", "fd00:2::/48"]);
    merge(vec![(label.to_owned(), west), ("north".to_owned(), north)]).unwrap()
}

/// Networks of both IP versions to sources of one or both, or any.
fn ipv6(subnets: &[&str]) -> RuleSet {
    let sets = fixture::rule_sets().into_iter().map(|(_, set)| set);
    let region =
        |set: &RuleSet| set.profile.destinations.control_plane == ControlPlane::RegionCidrs;
    let mut rules = sets.into_iter().find(region).unwrap();
    rules.profile.nodes.subnets = subnets.iter().map(|net| net.parse().unwrap()).collect();
    for rule in &mut rules.rules {
        if let Destination::Cidrs(nets) = &mut rule.destination {
            nets.push("2603:1020:206::/48".parse().unwrap());
        }
    }
    rules
}

fn all() -> Vec<(String, RuleSet)> {
    let mut all = cases();
    all.push(("fleet".to_owned(), fleet(HOSTILE)));
    for subnets in [&["10.1.0.0/16", "fd00::/64"][..], &["10.1.0.0/16"], &["fd00::/64"], &[]] {
        all.push((format!("ipv6 from {subnets:?}"), ipv6(subnets)));
    }
    all
}

/// Asserts that every case reads back, whatever profiles and clusters are called.
fn holds(id: &str, check: impl Fn(&str, &RuleSet, &str)) {
    for (name, rules) in all() {
        check(&name, &rules, &text_of(id, &rules));
    }
    let names =
        prop_oneof![any::<String>(), "[-\"'?#\\\\\\[\\]<>${}`a \r\n\t\u{1b}\u{202e}]{0,40}"];
    proptest!(ProptestConfig::with_cases(32), |(name in names)| {
        let (profile, fleet) = (fixture::named(&name), fleet(&name));
        check("named", &profile, &text_of(id, &profile));
        check("fleet", &fleet, &text_of(id, &fleet));
    });
}

#[test]
fn panos_reads_back() {
    holds("panos", |name, rules, text| {
        let from = |_: &str, sources: &[IpNet]| any_or(sources.iter().map(ToString::to_string));
        assert_eq!(read_panos(text), expected("panos", rules, from), "{name}");
    });
}

#[test]
fn fortigate_reads_back() {
    holds("fortigate", |name, rules, text| {
        let from = |to: &str, sources: &[IpNet]| {
            let Ok(to) = to.parse::<IpNet>() else {
                return any_or(sources.iter().map(ToString::to_string));
            };
            let same = |net: &&IpNet| net.addr().is_ipv4() == to.addr().is_ipv4();
            let same = sources.iter().filter(same).map(ToString::to_string);
            let same: BTreeSet<String> = same.collect();
            if same.is_empty() && !sources.is_empty() {
                ["none".to_owned()].into()
            } else {
                any_or(same)
            }
        };
        assert_eq!(read_fortigate(text), expected("fortigate", rules, from), "{name}");
    });
}

#[test]
fn panos_url_lists_read_back() {
    for port in [443, 80] {
        let id = format!("panos-urls-{port}");
        holds(&id, |name, rules, text| {
            let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
            let mut sorted = lines.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(lines, sorted, "{name}");
            let hosts: BTreeSet<String> =
                lines.iter().map(|line| line.strip_suffix('/').unwrap().to_owned()).collect();
            assert!(hosts.iter().all(|host| is_url_host(host)), "{hosts:?}");
            let expected = kept(&id, rules).into_iter().map(|rule| {
                assert_eq!(rule.port(), port);
                rule.destination.texts().remove(0)
            });
            assert_eq!(hosts, expected.collect(), "{name}");
        });
    }
}

/// A star stands for a whole token, once, in front; nothing else than letters, digits and dashes.
pub fn is_url_host(host: &str) -> bool {
    let host = host.strip_prefix("*.").unwrap_or(host);
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    host.split('.').count() > 1 && host.split('.').all(is_label)
}

#[test]
fn panos_ips_read_back() {
    holds("panos-ips", |name, rules, text| {
        let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        assert!(text.is_ascii() && lines.iter().all(|line| line.len() <= 255), "{name}");
        let mut read = BTreeSet::new();
        for line in &lines {
            let (to, names) = line.split_once(' ').unwrap();
            for name in names.split(' ') {
                let parts: Vec<&str> = name.split('-').collect();
                let at = parts.iter().rposition(|part| ["tcp", "udp"].contains(part)).unwrap();
                let port: u16 = parts[at + 1].parse().unwrap();
                read.insert((net(to), parts[at].to_owned(), port, BTreeSet::new()));
            }
        }
        let nets: BTreeSet<&String> = read.iter().map(|(to, ..)| to).collect();
        assert_eq!(nets.len(), lines.len(), "{name}: a network stands twice");
        assert_eq!(read, expected("panos-ips", rules, |_, _| BTreeSet::new()), "{name}");
    });
}

#[test]
fn what_lists_cannot_say_is_declared() {
    let rules = fixture::named("x");
    let limits = |id: &str| -> Vec<Limit> {
        let losses = format(id).unwrap().losses(&rules, Options::default());
        losses.iter().map(|loss| loss.limit).collect()
    };
    let dot = Limit::LeadingDot;
    let from = Limit::Sources;
    let list = |port| vec![Limit::NetworkRules, dot, Limit::OtherPorts(port), from];
    assert_eq!(limits("panos-urls-443"), list(443));
    assert_eq!(limits("panos-urls-80"), vec![Limit::NetworkRules, Limit::OtherPorts(80), from]);
    let (tags, prefixes) = (Limit::ServiceTags, Limit::Prefixes);
    assert_eq!(limits("panos"), [tags, dot, prefixes]);
    assert_eq!(limits("fortigate"), [tags, dot, prefixes]);
    let ips = [Limit::ApplicationRules, Limit::NetworkHosts, tags, Limit::Ports, from, prefixes];
    assert_eq!(limits("panos-ips"), ips);
}

#[test]
fn one_more_add_on_changes_its_own_lines_alone() {
    let set = |addons: &[&str]| {
        let mut profile = Profile::new(CATALOG.as_of);
        "westeurope".clone_into(&mut profile.cluster.region);
        profile.addons.enabled = addons.iter().map(|&id| id.to_owned()).collect();
        resolve(&CATALOG, &profile, None)
    };
    let (few, more) = (set(&["azure-policy"]), set(&["azure-policy", "key-vault-csi"]));
    for id in ["panos", "fortigate", "panos-urls-443", "panos-ips"] {
        let body = |rules: &RuleSet| -> Vec<String> {
            let text = text_of(id, rules);
            text.lines().filter(|line| !line.starts_with("# ")).map(str::to_owned).collect()
        };
        let (few, more) = (body(&few), body(&more));
        let mut rest = more.iter();
        assert!(few.iter().all(|line| rest.any(|other| other == line)), "{id}");
    }
}
