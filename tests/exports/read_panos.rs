//! A reader of PAN-OS set commands: what a firewall with nothing else would allow.

use crate::read_appliances_a::{Allowed, is_url_host, net};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
struct Objects {
    addresses: BTreeMap<String, String>,
    groups: BTreeMap<String, Vec<String>>,
    services: BTreeMap<String, (String, u16)>,
    categories: BTreeMap<String, Vec<String>>,
    rules: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// Everything that is allowed. Objects stand before what names them.
pub fn read_panos(text: &str) -> BTreeSet<Allowed> {
    let mut objects = Objects::default();
    let mut allowed = BTreeSet::new();
    let commands = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for line in commands {
        assert!(!line.contains('?'), "a question mark asks for help: {line}");
        let words = words(line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words[..] {
            ["set", "service", name, "protocol", protocol @ ("tcp" | "udp"), "port", port] => {
                let service = (protocol.to_owned(), port.parse().unwrap());
                assert!(objects.services.insert(named(name, 63), service).is_none(), "{name}");
            }
            ["set", "address", name, "ip-netmask", to] => objects.address(name, net(to)),
            ["set", "address", name, "fqdn", to] => {
                assert!(is_url_host(to) && !to.contains('*'), "{to}");
                objects.address(name, to.to_owned());
            }
            ["set", "address-group", name, "static", member] => {
                assert!(objects.addresses.contains_key(member), "{member}");
                assert!(!objects.addresses.contains_key(name), "{name} is an address too");
                objects.groups.entry(named(name, 63)).or_default().push(member.to_owned());
            }
            ["set", "profiles", "custom-url-category", name, "type", "URL List"] => {
                assert!(objects.categories.insert(named(name, 31), Vec::new()).is_none(), "{name}");
            }
            ["set", "profiles", "custom-url-category", name, "list", url] => {
                let host = url.strip_suffix('/').unwrap().to_owned();
                assert!(is_url_host(&host), "{url}");
                objects.categories.get_mut(name).unwrap().push(host);
            }
            ["set", "rulebase", "security", "rules", name, "description", text] => {
                assert!(objects.rules.contains_key(name) && text.chars().count() <= 255, "{name}");
            }
            ["set", "rulebase", "security", "rules", name, ..] => {
                let rule = fields(&words[5..]);
                allowed.extend(objects.allowed(&rule));
                assert!(objects.rules.insert(named(name, 63), rule).is_none(), "{name}");
            }
            _ => panic!("{line}"),
        }
    }
    allowed
}

/// Words of a command; a double-quoted one may hold spaces.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_ascii_whitespace().map(str::to_owned));
        }
    }
    assert!(line.split('"').count() % 2 == 1, "a quote is open: {line}");
    words
}

fn named(name: &str, most: usize) -> String {
    let known = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    assert!(name.len() <= most && name.starts_with("aks-") && name.chars().all(known), "{name}");
    name.to_owned()
}

/// Pairs of a field and its value, or its values in brackets.
fn fields(words: &[&str]) -> BTreeMap<String, Vec<String>> {
    let mut fields = BTreeMap::new();
    let mut words = words.iter();
    while let Some(field) = words.next() {
        let value = match *words.next().unwrap() {
            "[" => {
                words.by_ref().take_while(|&&word| word != "]").map(|w| (*w).to_owned()).collect()
            }
            word => vec![word.to_owned()],
        };
        assert!(fields.insert((*field).to_owned(), value).is_none(), "{field}");
    }
    fields
}

impl Objects {
    fn address(&mut self, name: &str, to: String) {
        assert!(!self.addresses.values().any(|other| *other == to && !name.contains("-src-")));
        assert!(self.addresses.insert(named(name, 63), to).is_none(), "{name}");
    }

    fn allowed(&self, rule: &BTreeMap<String, Vec<String>>) -> Vec<Allowed> {
        for (field, value) in
            [("from", "any"), ("to", "any"), ("application", "any"), ("action", "allow")]
        {
            assert_eq!(rule[field], [value]);
        }
        let one = |field: &str| {
            assert_eq!(rule[field].len(), 1);
            rule[field][0].as_str()
        };
        let from: BTreeSet<String> = match one("source") {
            "any" => ["*".to_owned()].into(),
            nodes => self.groups[nodes].iter().map(|name| self.addresses[name].clone()).collect(),
        };
        let (protocol, port) = &self.services[one("service")];
        let hosts = match (rule.get("category"), one("destination")) {
            (Some(category), "any") => self.categories[&category[0]].clone(),
            (None, "any") => vec!["*".to_owned()],
            (None, group) => {
                self.groups[group].iter().map(|name| self.addresses[name].clone()).collect()
            }
            other => panic!("{other:?}"),
        };
        let allowed = |to| (to, protocol.clone(), *port, from.clone());
        hosts.into_iter().map(allowed).collect()
    }
}
