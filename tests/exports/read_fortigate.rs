//! A reader of the configuration scripts for Fortinet: what a firewall with nothing else would allow.

use crate::read_appliances_a::{Allowed, net};
use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

/// The values of one entry, by keyword.
type Entry = BTreeMap<String, Vec<String>>;
/// The entries of a table, by name; policies by place.
type Table = BTreeMap<String, Entry>;

/// Everything that is allowed. Objects stand before what names them.
pub fn read_fortigate(text: &str) -> BTreeSet<Allowed> {
    let tables = tables(text);
    let empty = Table::new();
    let table = |name: &str| tables.get(name).unwrap_or(&empty);
    let names = [table("policy")]
        .into_iter()
        .flat_map(|table| table.values().map(|entry| entry["name"][0].clone()));
    let names: Vec<String> = names.collect();
    let distinct: BTreeSet<&String> = names.iter().collect();
    assert!(
        distinct.len() == names.len() && names.iter().all(|name| name.len() <= 35),
        "{names:?}"
    );
    let mut allowed: BTreeMap<(String, String, u16), BTreeSet<String>> = BTreeMap::new();
    for policy in table("policy").values() {
        for (key, value) in
            [("srcintf", "any"), ("dstintf", "any"), ("action", "accept"), ("schedule", "always")]
        {
            assert_eq!(policy[key], [value]);
        }
        let (protocol, port) = service(&table("service custom")[&policy["service"][0]]);
        for version in ["", "6"] {
            let Some(groups) = policy.get(&format!("dstaddr{version}")) else { continue };
            let addresses = table(&format!("address{version}"));
            let members = |group: &String| match group.as_str() {
                "all" => vec!["all".to_owned()],
                _ => table(&format!("addrgrp{version}"))[group]["member"].clone(),
            };
            let value = |name: &String| address(name, addresses);
            let sources = &policy[&format!("srcaddr{version}")];
            assert_eq!(sources.len(), 1, "a line for many networks is not to be pasted");
            let from: BTreeSet<String> = match sources[0].as_str() {
                plain @ ("all" | "none") => [value(&plain.to_owned())].into(),
                nodes => members(&nodes.to_owned()).iter().map(value).collect(),
            };
            for to in groups.iter().flat_map(members) {
                let key = (address(&to, addresses), protocol.clone(), port);
                allowed.entry(key).or_default().extend(from.clone());
            }
        }
    }
    allowed.into_iter().map(|((to, protocol, port), from)| (to, protocol, port, from)).collect()
}

fn service(entry: &Entry) -> (String, u16) {
    assert_eq!(entry.len(), 1);
    let (key, value) = entry.iter().next().unwrap();
    (key.strip_suffix("-portrange").unwrap().to_owned(), value[0].parse().unwrap())
}

fn address(name: &str, addresses: &Table) -> String {
    match name {
        "all" => return "*".to_owned(),
        "none" => return name.to_owned(),
        _ => {}
    }
    let entry = &addresses[name];
    match (entry.get("fqdn"), entry.get("subnet"), entry.get("ip6")) {
        (Some(fqdn), None, None) => {
            assert_eq!(entry["type"], ["fqdn"]);
            fqdn[0].clone()
        }
        (None, Some(subnet), None) => {
            let mask: Ipv4Addr = subnet[1].parse().unwrap();
            net(&format!("{}/{}", subnet[0], u32::from(mask).count_ones()))
        }
        (None, None, Some(ip6)) => net(&ip6[0]),
        other => panic!("{name}: {other:?}"),
    }
}

fn tables(text: &str) -> BTreeMap<String, Table> {
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    let comments = text.lines().filter(|line| line.starts_with('#'));
    let is_open = |line: &str, quote| line.matches(quote).count() % 2 == 1;
    for line in comments {
        assert!(!is_open(line, '"') && !is_open(line, '\''), "a quote is open: {line}");
    }
    let (mut table, mut entry) = (None, None);
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let words = words(line.trim());
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match (words[0], words[1..].first(), &table, &entry) {
            ("config", Some(&"firewall"), None, None) => {
                let name = words[2..].join(" ");
                assert!(tables.insert(name.clone(), Table::new()).is_none(), "{name}");
                table = Some(name);
            }
            ("edit", Some(&name), Some(table), None) => {
                let known = tables.get_mut(table).unwrap();
                let name = if table == "policy" {
                    assert_eq!(name, "0");
                    known.len().to_string()
                } else {
                    assert!(name.len() <= 79 && name.starts_with("aks-"), "{name}");
                    name.to_owned()
                };
                assert!(known.insert(name.clone(), Entry::new()).is_none(), "{name}");
                entry = Some(name);
            }
            (verb @ ("set" | "append"), Some(&key), Some(table), Some(entry)) => {
                let entry = tables.get_mut(table).unwrap().get_mut(entry).unwrap();
                assert_eq!(entry.contains_key(key), verb == "append", "{key}");
                let values = words[2..].iter().map(|&word| word.to_owned());
                entry.entry(key.to_owned()).or_default().extend(values);
            }
            ("next", None, Some(_), Some(_)) => entry = None,
            ("end", None, Some(_), None) => table = None,
            other => panic!("{line}: {other:?}"),
        }
    }
    assert!(table.is_none());
    tables
}

/// Words of a command; a double-quoted one may hold spaces, and nothing that a `FortiGate` refuses.
fn words(line: &str) -> Vec<String> {
    assert!(!line.contains(['?', '\'', '<', '>', '\\']), "{line}");
    assert!(line.split('"').count() % 2 == 1, "a quote is open: {line}");
    let mut words = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_ascii_whitespace().map(str::to_owned));
        }
    }
    words
}
