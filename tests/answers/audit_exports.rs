//! `audit` reads our own exports back: each gives exactly the rules that it was written from.

use aks_egress::answers::audit::{
    Action, Address, Collection, Firewall, Hints, Input, Layer, Matched, Place, Ports, SourceSet,
    read,
};
use aks_egress::profile::Language;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Destination, protocol and port.
type Fact = (String, String, u16);

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/exports");
    let mut folders: Vec<PathBuf> = fs::read_dir(root)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    folders.sort();
    assert!(folders.len() > 20);
    folders
}

fn json(folder: &Path, name: &str) -> Value {
    let text = fs::read_to_string(folder.join(name)).expect("a text");
    serde_json::from_str(&text).expect("JSON")
}

fn texts(value: &Value) -> Vec<String> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| one.as_str().expect("text").to_owned())
        .collect()
}

/// The rules of a case, of one kind or of both.
fn rules(folder: &Path, kind: Option<&str>) -> BTreeSet<Fact> {
    let all = json(folder, "json.json");
    let mut facts = BTreeSet::new();
    for rule in all["rules"].as_array().expect("rules") {
        if kind.is_some_and(|kind| rule["kind"] != kind) {
            continue;
        }
        let port = u16::try_from(rule["port"].as_u64().expect("a port")).expect("a port");
        for to in texts(&rule["destinations"]) {
            facts.insert((to, rule["protocol"].as_str().expect("text").to_owned(), port));
        }
    }
    facts
}

/// The rules of a case as Azure takes them, with what an FQDN tag stands for left out.
fn azure(folder: &Path) -> BTreeSet<Fact> {
    let body = json(folder, "arm-body.json");
    let mut facts = BTreeSet::new();
    for collection in body["properties"]["ruleCollections"].as_array().expect("collections") {
        for rule in collection["rules"].as_array().expect("rules") {
            let mut over: Vec<(String, u16)> = Vec::new();
            for protocol in rule["protocols"].as_array().into_iter().flatten() {
                let name = protocol["protocolType"].as_str().expect("text").to_uppercase();
                let port =
                    u16::try_from(protocol["port"].as_u64().expect("a port")).expect("a port");
                over.push((name, port));
            }
            for name in texts(&rule["ipProtocols"]) {
                for port in texts(&rule["destinationPorts"]) {
                    over.push((name.to_uppercase(), port.parse().expect("a port")));
                }
            }
            for key in ["targetFqdns", "fqdnTags", "destinationFqdns", "destinationAddresses"] {
                for to in texts(&rule[key]) {
                    for (protocol, port) in &over {
                        facts.insert((to.clone(), protocol.clone(), *port));
                    }
                }
            }
        }
    }
    facts
}

fn to(matched: &Matched) -> String {
    match matched {
        Matched::Host(text) | Matched::FqdnTag(text) | Matched::ServiceTag(text) => text.clone(),
        Matched::Any => "*".to_owned(),
        Matched::Addresses(address) => told(address),
        other => panic!("{other:?}"),
    }
}

fn told(address: &Address) -> String {
    match address {
        Address::Net(net) if net.prefix_len() == net.max_prefix_len() => net.addr().to_string(),
        Address::Net(net) => net.to_string(),
        Address::Range(..) => panic!("{address:?}"),
    }
}

fn facts(firewall: &Firewall) -> BTreeSet<Fact> {
    assert_eq!(firewall.unresolved, []);
    let mut facts = BTreeSet::new();
    for collection in &firewall.collections {
        assert_eq!(collection.action, Ok(Action::Allow));
        for rule in &collection.rules {
            for traffic in &rule.traffic {
                let protocol = traffic.protocol.map_or("any", |protocol| protocol.name());
                let port = match traffic.ports {
                    Ports::Any => 0,
                    Ports::Range(first, last) if first == last => first,
                    ref other => panic!("{other:?}"),
                };
                for matched in &rule.to {
                    facts.insert((to(matched), protocol.to_owned(), port));
                }
            }
        }
    }
    facts
}

fn firewall(folder: &Path, file: &str) -> Firewall {
    let text = fs::read_to_string(folder.join(file)).expect("a text");
    let input = Input { name: file.to_owned(), text };
    let firewall = read(&[input], &Hints::default(), Language::En);
    firewall.unwrap_or_else(|faults| panic!("{}/{file}: {faults:?}", folder.display()))
}

/// The printed `.x` stands for the name and all below it, where nothing says that it is one name.
fn spread(facts: BTreeSet<Fact>) -> BTreeSet<Fact> {
    let each = facts.into_iter().flat_map(|(to, protocol, port)| {
        let names = match to.strip_prefix('.') {
            Some(below) => vec![below.to_owned(), format!("*.{below}")],
            None => vec![to],
        };
        names.into_iter().map(move |name| (name, protocol.clone(), port))
    });
    each.collect()
}

fn has_rules(folder: &Path) -> bool {
    !rules(folder, None).is_empty()
}

#[test]
fn azure_forms_read_back() {
    let files = [
        "arm-body.json",
        "terraform.tf",
        "bicep.bicep",
        "az.sh",
        "az-policy.sh",
        "classic-terraform.tf",
        "classic-az.sh",
    ];
    for folder in folders().iter().filter(|folder| has_rules(folder)) {
        let expected = azure(folder);
        for file in files {
            let firewall = firewall(folder, file);
            assert_eq!(facts(&firewall), expected, "{}/{file}", folder.display());
        }
    }
}

#[test]
fn azure_forms_agree_on_all_but_their_places() {
    // Names, priorities, actions, sources: as in JSON, which has a reader of its own.
    let files = ["terraform.tf", "bicep.bicep", "az.sh", "az-policy.sh"];
    let plain = |mut collection: Collection| {
        collection.place = Place::default();
        for rule in &mut collection.rules {
            rule.place = Place::default();
            // Terraform says no group, and JSON an empty one.
            rule.sources.sort_by_key(|source| format!("{source:?}"));
        }
        collection
    };
    for folder in folders().iter().filter(|folder| has_rules(folder)) {
        let of = |file: &str| -> Vec<Collection> {
            firewall(folder, file).collections.into_iter().map(plain).collect()
        };
        let mut expected = of("arm-body.json");
        for file in files {
            let found = of(file);
            for (expected, found) in expected.iter_mut().zip(&found) {
                expected.group.clone_from(&found.group);
            }
            assert_eq!(found, expected, "{}/{file}", folder.display());
        }
    }
}

#[test]
fn lists_with_ports_read_back() {
    for folder in folders() {
        for file in ["csv.csv", "tsv.tsv"] {
            let firewall = firewall(&folder, file);
            assert_eq!(facts(&firewall), rules(&folder, None), "{}/{file}", folder.display());
            let layers = firewall.collections.iter().map(|collection| collection.layer);
            assert!(layers.into_iter().all(|layer| layer == Layer::List));
        }
        let firewall = firewall(&folder, "policy-csv.csv");
        let network: BTreeSet<Fact> = azure(&folder)
            .into_iter()
            .filter(|(_, protocol, _)| !protocol.starts_with("HTTP"))
            .collect();
        assert_eq!(facts(&firewall), network, "{}/policy-csv.csv", folder.display());
        for collection in &firewall.collections {
            assert_eq!(collection.layer, Layer::Network);
            for rule in &collection.rules {
                assert!(!rule.sources.iter().any(|from| matches!(from, SourceSet::Unresolved(_))));
            }
        }
    }
}

#[test]
fn markdown_reads_back() {
    for folder in folders().iter().filter(|folder| has_rules(folder)) {
        let firewall = firewall(folder, "markdown.md");
        assert_eq!(facts(&firewall), spread(rules(folder, None)), "{}", folder.display());
    }
}

#[test]
fn lists_of_hosts_read_back() {
    for folder in folders() {
        let expected: BTreeSet<(String, u16)> = spread(rules(&folder, Some("application")))
            .into_iter()
            .map(|(to, _, port)| (to, port))
            .collect();
        if expected.is_empty() {
            continue;
        }
        let read = facts(&firewall(&folder, "fqdns.txt"));
        assert!(read.iter().all(|(_, protocol, _)| protocol == "any"));
        let read: BTreeSet<(String, u16)> =
            read.into_iter().map(|(to, _, port)| (to, port)).collect();
        assert_eq!(read, expected, "{}", folder.display());
    }
}
