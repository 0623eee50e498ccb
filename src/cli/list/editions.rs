//! `list editions`

use super::{Listed, columns::columns};
use crate::catalog::{CATALOG, CatalogRule, Date, Source};
use crate::cli::words;
use crate::profile::Language;
use serde_json::json;

/// A day and the rules of the article that it changed.
struct Edition {
    day: Date,
    rules: usize,
    added: Vec<&'static str>,
    removed: Vec<&'static str>,
}

pub(super) fn list(language: Language) -> Listed {
    let editions = editions();
    let rows: Vec<[String; 4]> = editions
        .iter()
        .map(|edition| {
            [
                edition.day.to_string(),
                edition.rules.to_string(),
                signed('+', edition.added.len()),
                signed('-', edition.removed.len()),
            ]
        })
        .collect();
    let json = editions
        .iter()
        .map(|edition| {
            json!({
                "date": edition.day.to_string(),
                "rules": edition.rules,
                "added": edition.added,
                "removed": edition.removed,
            })
        })
        .collect();
    Listed { text: columns(words(language).heads.editions, &rows), json }
}

fn signed(sign: char, count: usize) -> String {
    if count == 0 { String::new() } else { format!("{sign}{count}") }
}

/// The first edition changes nothing: what came before it is not known.
fn editions() -> Vec<Edition> {
    let mut before: Option<Date> = None;
    let mut editions = Vec::new();
    for day in CATALOG.editions() {
        let of_article = || CATALOG.rules.iter().filter(|rule| rule.source == Source::Learn);
        let changed = |from: bool| {
            let changed = move |rule: &&CatalogRule| {
                before.is_some_and(|before| {
                    rule.listed_on(before) == from && rule.listed_on(day) != from
                })
            };
            of_article().filter(changed).map(|rule| rule.id).collect()
        };
        let rules = of_article().filter(|rule| rule.listed_on(day)).count();
        editions.push(Edition { day, rules, added: changed(false), removed: changed(true) });
        before = Some(day);
    }
    editions
}
