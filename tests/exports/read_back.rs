//! Each format, read by a reader of its own, gives the rules back, minus exactly the declared
//! losses.

use crate::cases;
use crate::fixture::{self, HOSTILE};
use crate::read_other::known_sources;
use crate::readers::{
    Fact, markdown_facts, portal_facts, read_grid, read_markdown, read_portal, text_facts,
};
use aks_egress::catalog::Kind;
use aks_egress::cells;
use aks_egress::export::azure::tag_view;
use aks_egress::export::{Cost, Family, Limit, Options, format, render};
use aks_egress::profile::Language;
use aks_egress::rules::{Rule, RuleSet};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::net::Ipv6Addr;

/// What rules allow.
pub(crate) fn facts<'a>(rules: impl IntoIterator<Item = &'a Rule>) -> BTreeSet<Fact> {
    let of_rule = |rule: &'a Rule| {
        let (kind, protocol, port) = (rule.kind().name(), rule.protocol().name(), rule.port());
        let fact = move |to| (kind.to_owned(), to, protocol.to_owned(), port);
        rule.destination.texts().into_iter().map(fact)
    };
    rules.into_iter().flat_map(of_rule).collect()
}

/// Rules that a form of Azure Firewall leaves to the FQDN tag, where the profile asks for it.
pub(crate) fn left_to_tag(id: &str, rules: &RuleSet) -> Vec<&'static str> {
    let takes_tags =
        format(id).unwrap().family == Family::AzureFirewall || id.starts_with("classic");
    let view = tag_view(rules).filter(|_| takes_tags);
    view.map_or(Vec::new(), |view| view.stands_for.iter().map(|rule| rule.id()).collect())
}

/// The facts of the rules that a format does not declare as dropped.
pub(crate) fn kept(id: &str, rules: &RuleSet) -> BTreeSet<Fact> {
    let losses = format(id).unwrap().losses(rules, Options::default());
    let mut dropped: BTreeSet<&str> = losses
        .iter()
        .filter(|loss| loss.cost == Cost::Dropped)
        .flat_map(|loss| loss.rules.iter().map(|rule| rule.id()))
        .collect();
    dropped.extend(left_to_tag(id, rules));
    let mut kept = facts(rules.rules.iter().filter(|rule| !dropped.contains(rule.id())));
    if losses.iter().any(|loss| loss.limit == Limit::Ipv6) {
        kept.retain(|fact| !is_ipv6(&fact.1));
    }
    kept
}

fn is_ipv6(to: &str) -> bool {
    to.split('/').next().is_some_and(|address| address.parse::<Ipv6Addr>().is_ok())
}

pub(crate) fn text_of(id: &str, rules: &RuleSet) -> String {
    render(format(id).unwrap(), rules, Options::default())
}

/// Names of which a format could take a part for its own.
pub(crate) fn hostile_names() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-|`*_<>#=+\"'${}\\[\\]\\\\()!&~: 0-9.\r\n\t,;/@\u{1b}\u{85}\u{202e}]{0,40}",
    ]
}

/// Asserts that every case reads back, and that a hostile name changes nothing.
pub(crate) fn holds(id: &str, read: impl Fn(&RuleSet, &str) -> BTreeSet<Fact>) {
    for (name, rules) in cases() {
        assert_eq!(read(&rules, &text_of(id, &rules)), kept(id, &rules), "{id} of {name}");
    }
    proptest!(ProptestConfig::with_cases(64), |(name in hostile_names())| {
        let rules = fixture::named(&name);
        prop_assert_eq!(read(&rules, &text_of(id, &rules)), kept(id, &rules));
    });
}

#[test]
fn csv_reads_back() {
    holds("csv", |_, text| read_grid(text, b',', true));
}

#[test]
fn tsv_reads_back_without_quotes() {
    holds("tsv", |_, text| read_grid(text, b'\t', false));
}

#[test]
fn json_reads_back() {
    holds("json", |rules, text| {
        let document: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(document["profile"]["name"].as_str(), rules.profile.name.as_deref());
        let string = |rule: &serde_json::Value, key: &str| rule[key].as_str().unwrap().to_owned();
        let of_rule = |rule: &serde_json::Value| {
            let port = u16::try_from(rule["port"].as_u64().unwrap()).unwrap();
            let destinations = rule["destinations"].as_array().unwrap().clone();
            let (kind, protocol) = (string(rule, "kind"), string(rule, "protocol"));
            let fact = move |to: serde_json::Value| {
                (kind.clone(), to.as_str().unwrap().to_owned(), protocol.clone(), port)
            };
            destinations.into_iter().map(fact)
        };
        document["rules"].as_array().unwrap().iter().flat_map(of_rule).collect()
    });
}

#[test]
fn markdown_reads_back() {
    holds("markdown", |rules, text| {
        let page = read_markdown(text);
        let name = rules.profile.name.as_deref().unwrap_or_default();
        let shown = cells::safe(name).trim().to_owned();
        assert!(page.codes.iter().any(|code| code.trim() == shown) || shown.is_empty(), "{name:?}");
        let heads = page.rows.iter().filter(|row| row.is_head).count();
        let kinds = Kind::ALL.iter().filter(|kind| rules.of_kind(**kind).count() > 0).count();
        assert_eq!(heads, kinds);
        page.rows.iter().filter(|row| !row.is_head).flat_map(markdown_facts).collect()
    });
}

#[test]
fn markdown_keeps_sentences_whole() {
    let rules = fixture::named(HOSTILE);
    let page = read_markdown(&text_of("markdown", &rules));
    for rule in &rules.rules {
        let row = &rule.first();
        let purpose = row.purpose.get(Language::En).replace('`', "");
        let blocked = row.blocked.get(Language::En);
        let has = |column: usize, text: &str| {
            page.rows.iter().any(|row| row.cells[column].starts_with(text))
        };
        assert!(has(4, &purpose) && has(5, blocked), "{}", rule.id());
    }
    let places: Vec<&str> = page.rows.iter().map(|row| row.cells[6].as_str()).collect();
    assert!(places.contains(&"Required <rules> | of this *test*, row 3"), "{places:?}");
}

#[test]
fn text_reads_back_by_columns() {
    holds("text", |_, text| {
        let lines: Vec<&str> = text.lines().collect();
        let is_rule =
            |line: &str| line.starts_with("--") && line.chars().all(|c| c == '-' || c == ' ');
        let tables = lines.iter().enumerate().filter(|(_, line)| is_rule(line));
        tables.flat_map(|(at, rule)| text_facts(rule, &lines[at + 1..])).collect()
    });
}

#[test]
fn fqdns_read_back() {
    holds("fqdns", |_, text| {
        let mut ports: Vec<u16> = Vec::new();
        let mut facts = BTreeSet::new();
        let mut hosts: Vec<&str> = Vec::new();
        for line in text.lines() {
            if let Some(comment) = line.strip_prefix('#') {
                let numbers = comment.trim().trim_end_matches([':', '\u{ff1a}']);
                let numbers = numbers.trim_start_matches(|c: char| !c.is_ascii_digit());
                let numbers: Result<Vec<u16>, _> =
                    numbers.split([',', '、']).map(|n| n.trim().parse()).collect();
                ports = numbers.unwrap_or_default();
                continue;
            }
            assert_eq!(line, line.to_lowercase());
            assert!(!hosts.contains(&line), "{line} stands twice");
            hosts.push(line);
            assert!(!ports.is_empty(), "{line} has no port");
            for port in &ports {
                let protocol = if *port == 80 { "HTTP" } else { "HTTPS" };
                facts.insert((
                    "application".to_owned(),
                    line.to_owned(),
                    protocol.to_owned(),
                    *port,
                ));
            }
        }
        facts
    });
}

#[test]
fn portal_reads_back() {
    holds("portal", |rules, text| {
        let (blocks, names) = read_portal(text);
        let distinct: BTreeSet<&String> = names.iter().collect();
        assert_eq!(distinct.len(), names.len(), "{names:?}");
        for name in &names {
            let known = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
            let ends = name.starts_with(char::is_alphanumeric) && !name.ends_with(['.', '-']);
            assert!(name.len() <= 80 && ends && name.chars().all(known), "{name}");
        }
        let ip_group = rules.profile.azure_firewall.ip_group.as_deref();
        let ip_group = ip_group.map(|id| id.rsplit('/').next().unwrap());
        let source = known_sources(rules).join(",");
        blocks.iter().flat_map(|block| portal_facts(block, &source, ip_group)).collect()
    });
}
