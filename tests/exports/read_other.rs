//! Azure without a policy, and the CSV of import scripts, read back.

use crate::fixture;
use crate::read_back::{holds, kept, text_of};
use crate::readers::Fact;
use crate::script::{Call, calls};
use aks_egress::catalog::{CATALOG, Kind};
use aks_egress::export::azure::FQDN_TAG;
use aks_egress::profile::{Fqdns, MonitorBy, Profile};
use aks_egress::rules::{RuleSet, resolve};
use std::collections::BTreeSet;

const IP_GROUP: &str =
    "/subscriptions/0/resourceGroups/hub/providers/Microsoft.Network/ipGroups/nodes";

pub fn sources(rules: &RuleSet) -> Vec<String> {
    let subnets = &rules.profile.nodes.subnets;
    if subnets.is_empty() {
        return vec!["*".to_owned()];
    }
    subnets.iter().map(ToString::to_string).collect()
}

/// The two lists of sources, of which one is empty.
fn addresses_and_groups(rules: &RuleSet) -> (Vec<String>, Vec<String>) {
    match &rules.profile.azure_firewall.ip_group {
        Some(group) => (Vec::new(), vec![group.clone()]),
        None => (known_sources(rules), Vec::new()),
    }
}

/// The sources that Azure Firewall takes: without IPv6.
pub fn known_sources(rules: &RuleSet) -> Vec<String> {
    let mut sources = sources(rules);
    sources.retain(|net| !net.contains(':'));
    sources
}

fn is_azure_name(name: &str) -> bool {
    let known = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    let ends = name.starts_with(|c: char| c.is_ascii_alphanumeric()) && !name.ends_with(['.', '-']);
    name.len() <= 80 && ends && name.chars().all(known)
}

pub fn assert_names(names: &[String]) {
    let distinct: BTreeSet<&String> = names.iter().collect();
    assert_eq!(distinct.len(), names.len(), "{names:?}");
    assert!(names.iter().all(|name| is_azure_name(name)), "{names:?}");
}

fn read_classic_az(script: &str) -> (Vec<Call>, BTreeSet<Fact>) {
    let calls = calls(script);
    let mut facts = BTreeSet::new();
    let mut collections: Vec<(String, String)> = Vec::new();
    for call in &calls {
        let kind = match call.command.as_str() {
            "az network firewall network-rule create" => "network",
            "az network firewall application-rule create" => "application",
            other => panic!("{other}"),
        };
        let collection = call.one("--collection-name").to_owned();
        let is_first = !collections.iter().any(|(known, _)| *known == collection);
        assert_eq!((call.has("--action"), call.has("--priority")), (is_first, is_first));
        if is_first {
            assert_eq!(call.one("--action"), "Allow");
            collections.push((collection, kind.to_owned()));
        } else {
            assert_eq!(collections.last().unwrap(), &(collection, kind.to_owned()));
        }
        for protocol in call.all("--protocols") {
            let (protocol, port) = match protocol.split_once('=') {
                Some((scheme @ ("Http" | "Https"), port)) => {
                    (scheme.to_uppercase(), port.parse().unwrap())
                }
                _ => (protocol.clone(), call.one("--destination-ports").parse().unwrap()),
            };
            let to = ["--destination-addresses", "--destination-fqdns", "--target-fqdns"];
            assert_eq!(
                to.iter().filter(|to| call.has(to)).count(),
                usize::from(!call.has("--fqdn-tags"))
            );
            for to in to.iter().flat_map(|to| call.all(to)) {
                facts.insert((kind.to_owned(), to.clone(), protocol.clone(), port));
            }
        }
    }
    assert_names(&calls.iter().map(|call| call.one("--name").to_owned()).collect::<Vec<_>>());
    (calls, facts)
}

#[test]
fn classic_az_reads_back() {
    holds("classic-az", |rules, script| {
        let (calls, facts) = read_classic_az(script);
        let (addresses, groups) = addresses_and_groups(rules);
        for call in &calls {
            assert_eq!(call.all("--source-addresses"), addresses);
            assert_eq!(call.all("--source-ip-groups"), groups);
        }
        facts
    });
}

/// The rules of a kind, of a file in HCL.
fn terraform_rules(file: &hcl::Body, kind: Kind) -> Vec<&hcl::Block> {
    let wanted = format!("azurerm_firewall_{}_rule_collection", kind.name());
    let resources = file
        .blocks()
        .filter(|block| block.identifier() == "resource" && block.labels()[0].as_str() == wanted);
    resources
        .flat_map(|resource| resource.body().blocks())
        .inspect(|block| assert_eq!(block.identifier(), "rule"))
        .collect()
}

fn attribute<'a>(body: &'a hcl::Body, name: &str) -> Option<&'a hcl::Expression> {
    body.attributes().find(|attribute| attribute.key() == name).map(hcl::Attribute::expr)
}

fn strings(body: &hcl::Body, name: &str) -> Vec<String> {
    let Some(hcl::Expression::Array(items)) = attribute(body, name) else { return Vec::new() };
    let string = |item: &hcl::Expression| match item {
        hcl::Expression::String(text) => text.clone(),
        other => panic!("{name}: {other:?}"),
    };
    items.iter().map(string).collect()
}

fn read_classic_terraform(text: &str) -> (Vec<hcl::Body>, BTreeSet<Fact>) {
    let file = hcl::parse(text).unwrap();
    let mut facts = BTreeSet::new();
    let mut bodies = Vec::new();
    for &kind in Kind::ALL {
        for rule in terraform_rules(&file, kind) {
            let body = rule.body();
            let mut ports: Vec<(String, u16)> = Vec::new();
            for protocol in strings(body, "protocols") {
                let port = strings(body, "destination_ports")[0].parse().unwrap();
                ports.push((protocol, port));
            }
            for block in body.blocks() {
                assert_eq!(block.identifier(), "protocol");
                let scheme = attribute(block.body(), "type").unwrap().to_string();
                let port = attribute(block.body(), "port").unwrap().to_string();
                ports.push((scheme.trim_matches('"').to_uppercase(), port.parse().unwrap()));
            }
            let to = ["destination_addresses", "destination_fqdns", "target_fqdns"];
            for to in to.iter().flat_map(|to| strings(body, to)) {
                assert!(!ports.is_empty(), "{to}");
                for (protocol, port) in &ports {
                    facts.insert((kind.name().to_owned(), to.clone(), protocol.clone(), *port));
                }
            }
            bodies.push(body.clone());
        }
    }
    (bodies, facts)
}

#[test]
fn classic_terraform_reads_back() {
    holds("classic-terraform", |rules, text| {
        let (bodies, facts) = read_classic_terraform(text);
        let (addresses, groups) = addresses_and_groups(rules);
        for body in &bodies {
            assert_eq!(strings(body, "source_addresses"), addresses);
            assert_eq!(strings(body, "source_ip_groups"), groups);
        }
        facts
    });
}

/// The rule set with everything, with the FQDN tag and an IP group.
fn with_tag_and_group() -> RuleSet {
    let mut rules = fixture::named("x");
    rules.profile.azure_firewall.fqdns = Fqdns::TagAndAddons;
    rules.profile.azure_firewall.ip_group = Some(IP_GROUP.to_owned());
    rules
}

#[test]
fn classic_rules_take_the_tag_and_the_ip_group() {
    let rules = with_tag_and_group();
    let (calls, facts) = read_classic_az(&text_of("classic-az", &rules));
    assert_eq!(facts, kept("classic-az", &rules));
    assert!(calls.iter().all(|call| call.all("--source-ip-groups") == [IP_GROUP]));
    assert!(calls.iter().all(|call| !call.has("--source-addresses")));
    let (bodies, facts) = read_classic_terraform(&text_of("classic-terraform", &rules));
    assert_eq!(facts, kept("classic-terraform", &rules));
    assert!(bodies.iter().all(|body| strings(body, "source_ip_groups") == [IP_GROUP]));
}

#[test]
fn the_real_tag_stands_in_classic_rules() {
    let mut profile = every_addon();
    profile.azure_firewall.fqdns = Fqdns::TagAndAddons;
    let rules = resolve(&CATALOG, &profile, None);
    let (calls, facts) = read_classic_az(&text_of("classic-az", &rules));
    assert_eq!(facts, kept("classic-az", &rules));
    assert_eq!(calls.iter().filter(|call| call.has("--fqdn-tags")).count(), 1);
    let (bodies, facts) = read_classic_terraform(&text_of("classic-terraform", &rules));
    assert_eq!(facts, kept("classic-terraform", &rules));
    let tagged = bodies.iter().find(|body| strings(body, "fqdn_tags") == [FQDN_TAG]).unwrap();
    assert_eq!(tagged.blocks().count(), 0, "the provider takes no protocol beside a tag");
}

pub fn every_addon() -> Profile {
    let mut profile = Profile::new(CATALOG.as_of);
    "westeurope".clone_into(&mut profile.cluster.region);
    profile.addons.enabled = CATALOG.addons().map(|addon| addon.id.to_owned()).collect();
    profile.addons.azure_monitor_by = Some(MonitorBy::Both);
    profile
}

#[test]
fn policy_csv_reads_back() {
    const COLUMNS: &str = "RuleCollectionName,RulePriority,ActionType,Name,protocols,\
         SourceAddresses,DestinationAddresses,SourceIPGroups,DestinationIPGroups,\
         DestinationPorts,DestinationFQDNs";
    holds("policy-csv", |rules, text| {
        assert!(text.starts_with(&format!("{COLUMNS}\n")), "{text}");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let mut facts = BTreeSet::new();
        let mut names = Vec::new();
        for record in reader.records().map(Result::unwrap) {
            let cells: Vec<&str> = record.iter().collect();
            let [collection, priority, action, name, protocol, from, to, groups, none, port, hosts] =
                cells[..]
            else {
                panic!("{cells:?}")
            };
            let asked = rules.profile.azure_firewall.network_priority.to_string();
            assert_eq!((collection, priority), ("aks-egress-network", asked.as_str()));
            let (addresses, ip_groups) = addresses_and_groups(rules);
            assert_eq!((from, groups), (&*addresses.join(", "), &*ip_groups.join(", ")));
            assert_eq!((action, none), ("Allow", ""));
            assert!(to.is_empty() != hosts.is_empty(), "{cells:?}");
            names.push(name.to_owned());
            for to in to.split(", ").chain(hosts.split(", ")).filter(|to| !to.is_empty()) {
                let port = port.parse().unwrap();
                facts.insert(("network".to_owned(), to.to_owned(), protocol.to_owned(), port));
            }
        }
        assert_names(&names);
        facts
    });
}
