//! The rules of a network security group, read back from the script that makes them.

use crate::fixture;
use crate::read_back::{holds, kept, text_of};
use crate::read_other::{assert_names, every_addon, sources};
use crate::readers::Fact;
use crate::script::{Call, calls};
use aks_egress::catalog::{CATALOG, Cloud, Kind};
use aks_egress::export::{Options, format, render};
use aks_egress::profile::{Language, Tunnel};
use aks_egress::rules::{RuleSet, merge, resolve};
use ipnet::IpNet;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

fn read_nsg(script: &str) -> (Vec<Call>, BTreeSet<Fact>) {
    let calls = calls(script);
    let mut facts = BTreeSet::new();
    let mut priorities = BTreeSet::new();
    for call in &calls {
        assert_eq!(call.command, "az network nsg rule create");
        assert_eq!((call.one("--direction"), call.one("--access")), ("Outbound", "Allow"));
        assert_eq!(call.one("--source-port-ranges"), "*");
        let priority: u16 = call.one("--priority").parse().unwrap();
        assert!((100..=4096).contains(&priority) && priorities.insert(priority), "{priority}");
        assert!(call.one("--description").chars().count() <= 140);
        let port = call.one("--destination-port-ranges").parse().unwrap();
        let protocol = call.one("--protocol").to_uppercase();
        let to = call.all("--destination-address-prefixes");
        let is_tag = |to: &String| to.starts_with(|c: char| c.is_ascii_alphabetic());
        assert!(to.len() == 1 || !to.iter().any(is_tag), "a rule takes one tag: {to:?}");
        versions(call);
        for to in to {
            facts.insert(("network".to_owned(), to.clone(), protocol.clone(), port));
        }
    }
    assert_names(&calls.iter().map(|call| call.one("--name").to_owned()).collect::<Vec<_>>());
    (calls, facts)
}

/// Whether its addresses are of IPv6; none of the other version stands with them, on no side.
fn versions(call: &Call) -> Option<bool> {
    let addresses = ["--source-address-prefixes", "--destination-address-prefixes"]
        .into_iter()
        .flat_map(|option| call.all(option))
        .filter(|text| text.parse::<IpNet>().is_ok() || text.parse::<IpAddr>().is_ok());
    let versions: BTreeSet<bool> = addresses.map(|text| text.contains(':')).collect();
    assert!(versions.len() < 2, "{}", call.one("--name"));
    versions.first().copied()
}

#[test]
fn nsg_reads_back() {
    holds("nsg", |rules, script| {
        let (calls, facts) = read_nsg(script);
        for call in &calls {
            let version = versions(call);
            let mut sources = sources(rules);
            sources.retain(|net| net == "*" || version.is_none_or(|v6| net.contains(':') == v6));
            assert_eq!(call.all("--source-address-prefixes"), sources);
        }
        facts
    });
}

#[test]
fn an_nsg_takes_a_rule_for_each_ip_version() {
    let rules = |subnets: &[&str]| {
        let mut set = fixture::rule_sets().pop().unwrap().1;
        set.profile.nodes.subnets = subnets.iter().map(|net| net.parse().unwrap()).collect();
        set
    };
    let names = |subnets: &[&str]| -> Vec<String> {
        let (calls, _) = read_nsg(&text_of("nsg", &rules(subnets)));
        let name = |call: &Call| format!("{} {}", call.one("--name"), call.one("--priority"));
        calls.iter().map(name).collect()
    };
    let both = [
        "aks-core-udp-1194 1000",
        "aks-core-udp-1194-v6 1005",
        "aks-core-tcp-9000 1010",
        "aks-core-tcp-9000-v6 1015",
        "aks-core-udp-123 1020",
        "aks-core-udp-123-v6 1025",
        "aks-core-udp-53 1030",
        "aks-core-udp-53-v6 1035",
        "aks-azure-monitor-tcp-443-AzureMonitor 1800",
        "aks-azure-monitor-tcp-443-AzureMonitor-v6 1805",
    ];
    assert_eq!(names(&["10.1.0.0/16", "fd00::/64"]), both);
    let is_v6 = |name: &&str| name.contains("-v6 ");
    let (v6, v4): (Vec<&str>, Vec<&str>) = both.into_iter().partition(is_v6);
    assert_eq!(names(&["10.1.0.0/16"]), v4);
    assert_eq!(names(&["fd00::/64"]), v6);
    let caution = "of a version that the node subnets lack";
    let says = |subnets: &[&str]| {
        let set = rules(subnets);
        let warnings = format("nsg").unwrap().warnings(&set, Options::default(), Language::En);
        warnings.iter().any(|warning| warning.text.contains(caution))
    };
    assert!(says(&["10.1.0.0/16"]) && says(&["fd00::/64"]));
    assert!(!says(&["10.1.0.0/16", "fd00::/64"]) && !says(&[]));
}

#[test]
fn an_nsg_opens_ports_to_the_internet_on_consent() {
    let options = Options { allow_wider: true };
    let rules = resolve(&CATALOG, &every_addon(), None);
    let (_, facts) = read_nsg(&render(format("nsg").unwrap(), &rules, options));
    let mut expected = kept("nsg", &rules);
    for rule in rules.of_kind(Kind::Application) {
        let to = ("network".to_owned(), "Internet".to_owned(), "TCP".to_owned(), rule.port());
        expected.insert(to);
    }
    assert!(expected.iter().any(|fact| fact.1 == "Internet"));
    assert_eq!(facts, expected);
}

/// The priority of each rule by name, with ports opened.
fn priorities(rules: &RuleSet) -> BTreeMap<String, String> {
    let script = render(format("nsg").unwrap(), rules, Options { allow_wider: true });
    let (calls, _) = read_nsg(&script);
    let pair = |call: &Call| (call.one("--name").to_owned(), call.one("--priority").to_owned());
    calls.iter().map(pair).collect()
}

fn assert_none_moves(before: &RuleSet, after: &RuleSet) {
    let after = priorities(after);
    for (name, priority) in priorities(before) {
        assert!(after.get(&name).is_none_or(|same| *same == priority), "{name}");
    }
}

#[test]
fn another_addon_moves_no_priority() {
    let all = resolve(&CATALOG, &every_addon(), None);
    for addon in CATALOG.addons() {
        let mut without = every_addon();
        without.addons.enabled.retain(|id| id != addon.id);
        assert_none_moves(&resolve(&CATALOG, &without, None), &all);
    }
}

#[test]
fn clusters_of_many_regions_have_priorities_of_their_own() {
    let fleet = |regions: &[&str]| {
        let set = |(number, &region): (usize, &&str)| {
            let mut profile = every_addon();
            region.clone_into(&mut profile.cluster.region);
            profile.cluster.tunnel = Tunnel::Legacy;
            profile.nodes.subnets = vec![format!("10.{number}.0.0/16").parse().unwrap()];
            (region.to_owned(), resolve(&CATALOG, &profile, None))
        };
        merge(regions.iter().enumerate().map(set).collect()).unwrap()
    };
    let regions: Vec<&str> = CATALOG
        .regions
        .iter()
        .filter(|region| region.cloud == Cloud::Global)
        .map(|region| region.name)
        .collect();
    assert!(priorities(&fleet(&regions)).len() > 100);
    assert_none_moves(
        &fleet(&["westeurope", "northeurope"]),
        &fleet(&["westeurope", "northeurope", "eastus2"]),
    );
}
