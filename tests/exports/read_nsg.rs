//! The rules of a network security group, read back from the script that makes them.

use crate::read_back::{holds, kept};
use crate::read_other::{assert_names, every_addon, sources};
use crate::readers::Fact;
use crate::script::{Call, calls};
use aks_egress::catalog::{CATALOG, Cloud, Kind};
use aks_egress::export::{Options, format, render};
use aks_egress::profile::Tunnel;
use aks_egress::rules::{RuleSet, merge, resolve};
use std::collections::{BTreeMap, BTreeSet};

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
        for to in to {
            facts.insert(("network".to_owned(), to.clone(), protocol.clone(), port));
        }
    }
    assert_names(&calls.iter().map(|call| call.one("--name").to_owned()).collect::<Vec<_>>());
    (calls, facts)
}

#[test]
fn nsg_reads_back() {
    holds("nsg", |rules, script| {
        let (calls, facts) = read_nsg(script);
        assert!(calls.iter().all(|call| call.all("--source-address-prefixes") == sources(rules)));
        facts
    });
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
