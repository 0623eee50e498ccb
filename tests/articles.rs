//! Every row of the two articles held against the catalog, in both directions.
//!
//! `tests/data` has the articles' tables as printed. A host, port or protocol that is missing or
//! invented on either side is named with its file, table and row.

#[path = "support/printed.rs"]
mod printed;

use aks_egress::catalog::{Address, CATALOG, CatalogRule, Date, Origin, Source, Target};
use printed::{Fact, read};
use std::collections::{BTreeMap, BTreeSet};

const LEARN: &str = include_str!("data/learn-2026-07-02.txt");
const LEARN_FILE: &str = "tests/data/learn-2026-07-02.txt";
const LEARN_DAY: Date = Date { year: 2026, month: 7, day: 2 };
const ZH: &str = include_str!("data/azure-cn-zh.txt");
const ZH_FILE: &str = "tests/data/azure-cn-zh.txt";

/// The same facts as the catalog has them.
fn facts_of(rule: &CatalogRule) -> impl Iterator<Item = Fact> {
    let destination = match rule.target {
        Target::Host(host) => host.to_owned(),
        Target::Tag(tag) => format!("tag {tag}"),
        Target::Address(address) => address.name().to_owned(),
    };
    rule.clouds.iter().map(move |&cloud| Fact {
        destination: destination.clone(),
        cloud,
        protocol: rule.protocol,
        port: rule.port,
    })
}

/// The rows of a document as the catalog lists them on a day.
fn catalog_rows(source: Source, day: Date) -> BTreeMap<(&'static str, u16), BTreeSet<Fact>> {
    let mut rows: BTreeMap<_, BTreeSet<Fact>> = BTreeMap::new();
    for rule in CATALOG.rules.iter().filter(|rule| rule.source == source && rule.listed_on(day)) {
        if let Origin::Article { table, row } = rule.origin {
            rows.entry((table.id, row)).or_default().extend(facts_of(rule));
        }
    }
    rows
}

/// Every difference between a document and the catalog, in one line each.
fn differences(file: &str, text: &str, source: Source, day: Date) -> Vec<String> {
    let document = read(text);
    let mut found = Vec::new();
    let mut rows = catalog_rows(source, day);
    for printed in &document {
        let mut tables = CATALOG.tables.iter().filter(|table| table.source == source);
        let Some(table) = tables.find(|table| printed.is(table, &document)) else {
            found.push(format!("{file}: {}: no such table in the catalog", printed.heading));
            continue;
        };
        for (number, facts) in &printed.rows {
            let at = format!("{file}: {}, row {number}", table.heading);
            let known = rows.remove(&(table.id, *number)).unwrap_or_default();
            found.extend(facts.difference(&known).map(|fact| format!("{at}: missing {fact}")));
            found.extend(known.difference(facts).map(|fact| format!("{at}: invented {fact}")));
        }
    }
    for ((table, number), facts) in rows {
        let facts: Vec<String> = facts.iter().map(Fact::to_string).collect();
        found.push(format!(
            "{file}: table {table}, row {number}: invented row of {}",
            facts.join(", ")
        ));
    }
    found
}

fn assert_same(file: &str, text: &str, source: Source, day: Date) {
    let found = differences(file, text, source, day);
    assert!(found.is_empty(), "on {day}, {} differences:\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_learn_article_is_complete_on_the_day_of_its_last_change() {
    assert_same(LEARN_FILE, LEARN, Source::Learn, LEARN_DAY);
}

#[test]
fn the_learn_article_is_complete_in_the_newest_edition() {
    assert_same(LEARN_FILE, LEARN, Source::Learn, CATALOG.as_of);
}

#[test]
fn the_chinese_copy_is_complete() {
    for day in [CATALOG.first, CATALOG.as_of] {
        assert_same(ZH_FILE, ZH, Source::AzureCnZh, day);
    }
}

#[test]
fn the_data_has_all_tables_and_rows() {
    let learn = [5, 8, 6, 9, 5, 8, 2, 3, 2, 1, 4, 2, 1, 10, 8, 8, 3, 2, 2, 2, 10, 2];
    let zh = [5, 7, 6, 8, 1, 3, 2, 3, 1, 1, 6, 5, 3, 2];
    assert_eq!((learn.len(), learn.iter().sum::<usize>()), (22, 103));
    assert_eq!((zh.len(), zh.iter().sum::<usize>()), (14, 53));
    for (file, text, expected) in [(LEARN_FILE, LEARN, &learn[..]), (ZH_FILE, ZH, &zh[..])] {
        let document = read(text);
        let (bullets, tables): (Vec<_>, Vec<_>) =
            document.iter().partition(|table| table.rows.contains_key(&0));
        let counts: Vec<usize> = tables.iter().map(|table| table.rows.len()).collect();
        assert_eq!(counts, expected, "{file}: rows per table");
        for table in tables {
            let last = table.rows.keys().next_back().copied();
            assert_eq!(last.map(usize::from), Some(table.rows.len()), "{}", table.heading);
        }
        let hosts: BTreeSet<_> =
            bullets.iter().flat_map(|b| &b.rows[&0]).map(|fact| &fact.destination).collect();
        assert_eq!((bullets.len(), hosts.len()), (1, 2), "{file}: bullets");
    }
}

/// Rules are listed in the order of their tables, so a person can follow them down the article.
#[test]
fn tables_stand_in_the_order_of_their_document() {
    for (file, text, source) in
        [(LEARN_FILE, LEARN, Source::Learn), (ZH_FILE, ZH, Source::AzureCnZh)]
    {
        let document = read(text);
        let places: Vec<Option<usize>> = CATALOG
            .tables
            .iter()
            .filter(|table| table.source == source)
            .map(|table| document.iter().position(|printed| printed.is(table, &document)))
            .collect();
        let (bullets, tables): (Vec<_>, Vec<_>) = (0..document.len())
            .map(Some)
            .partition(|place| place.is_some_and(|at| document[at].rows.contains_key(&0)));
        let expected: Vec<_> = tables.into_iter().chain(bullets).collect();
        assert_eq!(places, expected, "{file}: the catalog's tables, by their place in the file");
    }
}

/// Each address that a profile supplies stands for a cell of the articles, and no host does.
#[test]
fn every_form_of_address_is_printed_somewhere() {
    let printed: BTreeSet<String> = [LEARN, ZH]
        .iter()
        .flat_map(|text| read(text))
        .flat_map(|table| table.rows.into_values().flatten())
        .map(|fact| fact.destination)
        .collect();
    for address in Address::ALL {
        assert!(printed.contains(address.name()), "{address}");
    }
}

/// The comparison itself: one change in the article's text is one line with file, table and row.
#[test]
fn a_difference_is_told_in_one_line() {
    let table = "GPU enabled AKS clusters required FQDN / application rules";
    let changes = [
        ("nvidia.github.io", "nvidia.example.com", "missing nvidia.example.com HTTPS 443 in usgov"),
        ("nvidia.github.io", "nvidia.example.com", "invented nvidia.github.io HTTPS 443 in usgov"),
        ("nvidia.github.io | HTTPS | 443", "nvidia.github.io | HTTP | 80", "HTTP 80 in china"),
    ];
    for (from, to, expected) in changes {
        let text = LEARN.replacen(from, to, 1);
        let found = differences(LEARN_FILE, &text, Source::Learn, LEARN_DAY);
        let start = format!("{LEARN_FILE}: {table}, row 1: ");
        let told = found.iter().any(|line| line.starts_with(&start) && line.ends_with(expected));
        assert!(told, "{expected}: {found:#?}");
    }
    let dropped = LEARN.replacen("3 | download.docker.com | HTTPS | 443\n", "", 1);
    let found = differences(LEARN_FILE, &dropped, Source::Learn, LEARN_DAY);
    let told = found.iter().any(|line| line.contains("row 3: invented row of download.docker.com"));
    assert!(told, "{found:#?}");
}
