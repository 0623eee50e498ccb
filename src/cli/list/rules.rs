//! `list rules`: the catalog's rows as they are, before any profile fills them in.

use super::{Listed, both, columns::columns};
use crate::catalog::{CATALOG, CatalogRule, Origin, Target};
use crate::cli::args;
use crate::cli::words;
use crate::profile::Language;
use serde_json::{Value, json};

pub(super) fn list(args: &args::List, language: Language) -> Listed {
    let fits = |rule: &&CatalogRule| {
        args.cloud.is_none_or(|cloud| rule.clouds.contains(&cloud))
            && args.source.is_none_or(|source| rule.source == source)
            && args.edition.is_none_or(|day| rule.listed_on(day))
    };
    let rules: Vec<&CatalogRule> = CATALOG.rules.iter().filter(fits).collect();
    let rows: Vec<[String; 10]> = rules.iter().map(|rule| row(rule)).collect();
    let json = rules.iter().map(|rule| object(rule)).collect();
    Listed { text: columns(words(language).heads.rules, &rows), json }
}

fn row(rule: &CatalogRule) -> [String; 10] {
    let day =
        |day: Option<_>| day.map_or(String::new(), |day: crate::catalog::Date| day.to_string());
    [
        rule.id.to_owned(),
        rule.kind.to_string(),
        destination(rule).0,
        format!("{}:{}", rule.protocol, rule.port),
        clouds(rule).join(","),
        rule.feature.id.to_owned(),
        rule.requirement.to_string(),
        rule.source.to_string(),
        day(rule.since),
        day(rule.until),
    ]
}

fn clouds(rule: &CatalogRule) -> Vec<&'static str> {
    rule.clouds.iter().map(|cloud| cloud.name()).collect()
}

/// Where it goes, and the type of that; what a profile supplies is named, in pointed brackets.
fn destination(rule: &CatalogRule) -> (String, &'static str) {
    match rule.target {
        Target::Host(host) => (host.to_owned(), "fqdn"),
        Target::Tag(tag) => (tag.to_owned(), "service-tag"),
        Target::Address(address) => (format!("<{address}>"), "profile"),
    }
}

fn object(rule: &CatalogRule) -> Value {
    let (destination, destination_type) = destination(rule);
    let (section, row, reading) = match rule.origin {
        Origin::Article { table, row } => (Some(table.heading), Some(row), None),
        Origin::Advisory(advisory) => (None, None, Some(advisory.id)),
    };
    let advisories: Vec<&str> = rule.advisories.iter().map(|advisory| advisory.id).collect();
    let names = |all: &[crate::catalog::Condition]| -> Vec<&'static str> {
        all.iter().map(|condition| condition.name()).collect()
    };
    let absent: Vec<Value> = rule
        .absent
        .iter()
        .map(|(from, to)| json!({ "from": from.to_string(), "to": to.to_string() }))
        .collect();
    json!({
        "id": rule.id,
        "kind": rule.kind.name(),
        "destination": destination,
        "destination_type": destination_type,
        "protocol": rule.protocol.name(),
        "port": rule.port,
        "clouds": clouds(rule),
        "feature": rule.feature.id,
        "requirement": rule.requirement.name(),
        "when": names(rule.when),
        "unless": names(rule.unless),
        "purpose": both(rule.purpose),
        "if_blocked": both(rule.blocked),
        "source": rule.source.name(),
        "section": section,
        "row": row,
        "reading": reading,
        "since": rule.since.map(|day| day.to_string()),
        "until": rule.until.map(|day| day.to_string()),
        "absent": absent,
        "advisories": advisories,
    })
}
