//! The page, the YAML document and Cilium's policies, each read back.

use crate::cases;
use crate::fixture::{self, HOSTILE};
use crate::read_back::{holds, text_of};
use crate::readers::{Fact, kind_of};
use aks_egress::catalog::Kind;
use aks_egress::cells;
use aks_egress::export::{Cost, Options, format};
use aks_egress::profile::Language;
use aks_egress::rules::{Destination, RuleSet};
use ipnet::IpNet;
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// The documents of a YAML file; of comments alone, nothing.
pub(crate) fn read_yaml(text: &str) -> Vec<Value> {
    let documents = yaml_serde::Deserializer::from_str(text);
    let documents = documents.map(|document| Value::deserialize(document).unwrap());
    documents.filter(|document| !document.is_null()).collect()
}

fn same_as_json(rules: &RuleSet) {
    let [document] = &read_yaml(&text_of("yaml", rules))[..] else { panic!("not one document") };
    let json: Value = serde_json::from_str(&text_of("json", rules)).unwrap();
    assert_eq!(*document, json);
}

#[test]
fn yaml_is_the_json_document() {
    for (_, rules) in cases() {
        same_as_json(&rules);
    }
    proptest!(ProptestConfig::with_cases(64), |(name in any::<String>())| {
        same_as_json(&fixture::named(&name));
    });
    same_as_json(&fixture::named(HOSTILE));
}

/// A piece of a page: a tag without its attributes, or text with entities read.
fn pieces(page: &str) -> Vec<(bool, String)> {
    let mut pieces = Vec::new();
    for part in page.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        assert!(!text.contains('>'), "{text}");
        pieces.push((true, tag.split(' ').next().unwrap().to_owned()));
        let text = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .iter()
            .fold(text.to_owned(), |text, (entity, c)| text.replace(entity, c));
        pieces.push((false, text));
    }
    pieces
}

/// The rows of tables as cells, in which a line break is `\n`.
fn rows(page: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut in_cell = false;
    for (is_tag, text) in pieces(page) {
        match (is_tag, text.as_str()) {
            (true, "tr") => rows.push(Vec::new()),
            (true, "td") => {
                rows.last_mut().unwrap().push(String::new());
                in_cell = true;
            }
            (true, "/td") => in_cell = false,
            (true, "br") if in_cell => rows.last_mut().unwrap().last_mut().unwrap().push('\n'),
            (false, text) if in_cell => {
                rows.last_mut().unwrap().last_mut().unwrap().push_str(text);
            }
            _ => {}
        }
    }
    rows
}

pub(crate) fn html_facts(page: &str) -> BTreeSet<Fact> {
    let mut facts = BTreeSet::new();
    for row in rows(page).iter().filter(|row| row.len() == 7) {
        let (protocol, port) = row[1].split_once(':').unwrap();
        for to in row[0].split('\n') {
            let kind = kind_of(protocol).to_owned();
            facts.insert((kind, to.to_owned(), protocol.to_owned(), port.parse().unwrap()));
        }
    }
    facts
}

#[test]
fn html_reads_back() {
    holds("html", |rules, page| {
        let name = cells::safe(rules.profile.name.as_deref().unwrap_or_default()).into_owned();
        let shown = rows(page).iter().any(|row| row.len() == 1 && row[0] == name);
        assert!(shown || rules.profile.name.is_none(), "{name}");
        html_facts(page)
    });
}

#[test]
fn html_is_whole_and_loads_nothing() {
    for (name, rules) in cases() {
        let page = text_of("html", &rules);
        let mut open: Vec<String> = Vec::new();
        for (_, tag) in pieces(&page).into_iter().filter(|(is_tag, _)| *is_tag) {
            match tag.strip_prefix('/') {
                Some(tag) => assert_eq!(open.pop().as_deref(), Some(tag), "{name}"),
                None if ["!DOCTYPE", "meta", "br"].contains(&tag.as_str()) => {}
                None => open.push(tag),
            }
        }
        assert!(open.is_empty(), "{name}: {open:?}");
        for word in ["<script", "<link", "<img", "src=", "href=", "url(", "@import"] {
            assert!(!page.contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn html_keeps_sentences_whole() {
    let rules = fixture::named(HOSTILE);
    let rows = rows(&text_of("html", &rules));
    for rule in &rules.rules {
        let purpose = rule.first().purpose.get(Language::En).replace('`', "");
        let blocked = rule.first().blocked.get(Language::En);
        let has = |row: &Vec<String>| row.len() == 7 && row[4].starts_with(&purpose);
        assert!(rows.iter().any(|row| has(row) && row[5].starts_with(blocked)), "{}", rule.id());
    }
}

/// Destination, transport and port of a policy's rule.
type Allowed = (String, String, u16);

/// What the rules ask for in Cilium's terms, but for what the format declares as dropped.
fn asked(rules: &RuleSet) -> BTreeSet<Allowed> {
    let losses = format("cilium").unwrap().losses(rules, Options::default());
    let dropped: BTreeSet<&str> = losses
        .iter()
        .filter(|loss| loss.cost == Cost::Dropped)
        .flat_map(|loss| loss.rules.iter().map(|rule| rule.id()))
        .collect();
    let mut asked = BTreeSet::new();
    for rule in rules.rules.iter().filter(|rule| !dropped.contains(rule.id())) {
        let texts = match &rule.destination {
            Destination::ServiceTag(_) => rule.prefixes.iter().map(ToString::to_string).collect(),
            Destination::Ips(ips) => ips.iter().map(|&ip| IpNet::from(ip).to_string()).collect(),
            _ => rule.destination.texts(),
        };
        let is_udp = rule.kind() == Kind::Network && rule.protocol().name() == "UDP";
        let transport = if is_udp { "UDP" } else { "TCP" };
        asked.extend(texts.into_iter().map(|to| (to, transport.to_owned(), rule.port())));
    }
    asked
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value[key].as_str()
}

/// The hosts of a list of matches: of a leading star, all its levels must be there.
fn hosts(matches: &[Value]) -> BTreeSet<String> {
    let patterns: BTreeSet<&str> =
        matches.iter().filter_map(|item| text(item, "matchPattern")).collect();
    let mut hosts: BTreeSet<String> =
        matches.iter().filter_map(|item| text(item, "matchName")).map(str::to_owned).collect();
    assert!(hosts.iter().all(|host| !host.contains('*')), "{hosts:?}");
    for pattern in &patterns {
        if !pattern.starts_with("*.*.") {
            hosts.insert((*pattern).to_owned());
        }
        if pattern.starts_with("*.") && !pattern.starts_with("*.*.") {
            for deeper in ["*.", "*.*."] {
                assert!(patterns.contains(format!("{deeper}{pattern}").as_str()), "{pattern}");
            }
        }
    }
    hosts
}

/// What one policy allows beyond the cluster, after a check of what each must have.
fn allowed(policy: &Value) -> BTreeSet<Allowed> {
    assert_eq!(policy["apiVersion"], "cilium.io/v2");
    assert_eq!(policy["kind"], "CiliumClusterwideNetworkPolicy");
    let egress = list(&policy["spec"], "egress");
    let [dns, inside, tokens, rules @ ..] = egress else { panic!("{policy}") };
    let ports = &dns["toPorts"][0];
    assert_eq!(ports["ports"][0], serde_json::json!({ "port": "53", "protocol": "ANY" }));
    assert_eq!(inside, &serde_json::json!({ "toEntities": ["cluster", "kube-apiserver"] }));
    assert_eq!(tokens["toCIDRSet"][0]["cidr"], "169.254.169.254/32");
    let resolved = hosts(list(&ports["rules"], "dns"));
    let mut allowed = BTreeSet::new();
    for rule in rules {
        assert_eq!(
            rule.as_object().unwrap().len(),
            2,
            "one kind of destination, and ports: {rule}"
        );
        let named = hosts(list(rule, "toFQDNs"));
        assert!(named.is_subset(&resolved), "not resolved: {rule}");
        let nets = list(rule, "toCIDRSet").iter().filter_map(|item| text(item, "cidr"));
        let world = list(rule, "toEntities").iter().map(|entity| {
            assert_eq!(entity, "world");
            "*"
        });
        let all = named.iter().map(String::as_str).chain(nets).chain(world);
        let [port] = list(&rule["toPorts"][0], "ports") else { panic!("{rule}") };
        let number = text(port, "port").unwrap().parse().unwrap();
        let transport = text(port, "protocol").unwrap();
        allowed.extend(all.map(|to| (to.to_owned(), transport.to_owned(), number)));
    }
    allowed
}

#[test]
fn cilium_reads_back() {
    for (name, rules) in cases() {
        let policies = read_yaml(&text_of("cilium", &rules));
        let names: BTreeSet<&str> =
            policies.iter().filter_map(|policy| text(&policy["metadata"], "name")).collect();
        assert_eq!(names.len(), policies.len(), "{name}");
        for name in names {
            let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(name.starts_with("aks-egress-") && name.len() < 64 && name.chars().all(known));
        }
        let found: BTreeSet<Allowed> = policies.iter().flat_map(allowed).collect();
        assert_eq!(found, asked(&rules), "{name}");
    }
}

#[test]
fn cilium_leaves_core_dns_alone_and_selects_by_feature() {
    let (_, rules) = cases().into_iter().find(|(name, _)| name == "global-every-addon").unwrap();
    for policy in read_yaml(&text_of("cilium", &rules)) {
        let [namespaces, pods] = list(&policy["spec"]["endpointSelector"], "matchExpressions")
        else {
            panic!("{policy}")
        };
        assert_eq!(pods["operator"], "NotIn");
        assert_eq!(pods["values"], serde_json::json!(["kube-dns"]));
        let gatekeeper = list(namespaces, "values").contains(&"gatekeeper-system".into());
        assert_eq!(gatekeeper, policy["metadata"]["name"] == "aks-egress-azure-policy");
    }
}
