//! One rule in words.

use super::words;
use crate::catalog::{CatalogRule, Origin, Protocol, Requirement};
use crate::cells::safe;
use crate::profile::Language;
use crate::rules::{Because, Rule, RuleSet};
use crate::words::first_of;

/// Protocol and port as the sources write them: `UDP:1194`.
pub(super) fn port(protocol: Protocol, port: u16) -> String {
    format!("{protocol}:{port}")
}

/// Port and destination, without most of a long list: `UDP:1194 AzureCloud.westeurope`.
pub(super) fn short(rule: &Rule) -> String {
    let destinations = first_of(rule.destination.texts().into_iter(), 3, " ");
    format!("{} {destinations}", port(rule.protocol(), rule.port()))
}

/// The first few of a list, and how many there are more: `a, b, c +4`.
pub(super) fn some_of(all: &[&str], comma: &str) -> String {
    first_of(all.iter().copied(), 5, comma)
}

/// The features that need a rule, by the name shown to people.
pub(super) fn features(rule: &Rule, language: Language) -> Vec<&'static str> {
    rule.features().iter().map(|feature| feature.name.get(language)).collect()
}

/// The features that need a rule, by id.
pub(super) fn feature_ids(rule: &Rule) -> Vec<&'static str> {
    rule.features().iter().map(|feature| feature.id).collect()
}

pub(super) fn requirement(requirement: Requirement, language: Language) -> &'static str {
    words(language).requirements[requirement as usize]
}

/// What the traffic is for, in the sentences of every row that asks for it.
pub(super) fn purpose(rule: &Rule, language: Language) -> String {
    sentences(rule, language, |row| row.purpose.get(language))
}

/// What breaks when it is blocked.
pub(super) fn blocked(rule: &Rule, language: Language) -> String {
    sentences(rule, language, |row| row.blocked.get(language))
}

fn sentences(
    rule: &Rule,
    language: Language,
    of: impl Fn(&'static CatalogRule) -> &'static str,
) -> String {
    let mut sentences: Vec<&str> = Vec::new();
    for part in &rule.parts {
        let sentence = of(part.rule);
        if !sentence.is_empty() && !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences.join(words(language).space)
}

/// What else is to be said of a rule: the choices that its feature does not tell, the printed
/// host, the readings that touch it.
pub(super) fn remarks(rule: &Rule, rules: &RuleSet) -> Vec<String> {
    let language = rules.profile.language;
    let words = words(language);
    let choices = choices(rule, language);
    let mut remarks = Vec::new();
    let clusters = rules.needed_by(rule);
    if !clusters.is_empty() {
        let clusters = some_of(&clusters, words.comma);
        remarks.push((words.needed_by_clusters)(&safe(&clusters)));
    }
    if !choices.is_empty() {
        remarks.push((words.because)(&choices.join(words.comma)));
    }
    remarks.extend(rule.printed().into_iter().map(words.printed_as));
    remarks.extend(rule.advisories.iter().map(|advisory| format!("[{}]", advisory.id)));
    remarks
}

/// The choices that its feature does not tell, the add-ons that pulled the feature in as one.
fn choices(rule: &Rule, language: Language) -> Vec<String> {
    let words = words(language);
    let mut addons = Vec::new();
    let mut choices = Vec::new();
    for because in rule.because() {
        match because {
            Because::EveryCluster(_) | Because::Feature(_) => {}
            Because::Pulled { by, .. } => addons.push(by.name.get(language)),
            Because::Holds(_) | Because::Lacks(_) => choices.push(because.text(language)),
            // Its title stands in the list of readings.
            Because::Reading(advisory) => choices.push((words.by_reading)(advisory.id)),
        }
    }
    if !addons.is_empty() {
        choices.insert(0, (words.needed_by)(&addons.join(words.comma)));
    }
    choices
}

/// Purpose and remarks as one text.
pub(super) fn reason(rule: &Rule, rules: &RuleSet) -> String {
    let language = rules.profile.language;
    let mut reason = purpose(rule, language);
    for remark in remarks(rule, rules) {
        reason.push_str(words(language).space);
        reason.push_str(&remark);
    }
    reason
}

/// The heading under which the source lists a row, or the reading that adds it.
pub(super) fn section(row: &CatalogRule, language: Language) -> String {
    match row.origin {
        Origin::Article { table, .. } => table.heading.to_owned(),
        Origin::Advisory(advisory) => (words(language).by_reading)(advisory.id),
    }
}

/// Heading and row of the source, or the reading that adds the row.
pub(crate) fn place(row: &CatalogRule, language: Language) -> String {
    let words = words(language);
    match row.origin {
        Origin::Article { table, row: 0 } => (words.bullet)(table.heading),
        Origin::Article { table, row } => (words.row)(table.heading, row),
        Origin::Advisory(_) => section(row, language),
    }
}

/// The places of every row that asks for a rule, each once.
pub(super) fn places(rule: &Rule, language: Language) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    for part in &rule.parts {
        let place = place(part.rule, language);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

/// The headings under which a rule stands, each once.
pub(super) fn sections(rule: &Rule, language: Language) -> Vec<String> {
    let mut sections: Vec<String> = Vec::new();
    for part in &rule.parts {
        let section = section(part.rule, language);
        if !sections.contains(&section) {
            sections.push(section);
        }
    }
    sections
}
