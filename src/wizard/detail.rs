//! One rule in detail: why, what for, what breaks, where it stands, what readings say. Both
//! faces show these sections, each in its own way.

use super::entries::{Change, Entry};
use super::model::Model;
use crate::catalog::{Action, Advisory, CatalogRule, Origin};
use crate::cells;
use crate::profile::Reading;
use crate::rules::{Absent, Reason, Rule};

/// A line of a page, and whether it is a heading.
pub type PageLine = (String, bool);

/// Sentences under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What they are about.
    pub heading: &'static str,
    /// Each once; never empty.
    pub sentences: Vec<String>,
}

impl Model {
    /// Everything there is to say about an entry of the rule list.
    #[must_use]
    pub fn details(&self, entry: &Entry<'_>) -> Vec<Section> {
        let (words, language) = (self.words(), self.language);
        let gone = match entry {
            Entry::Rule(rule, Change::Removed) => self.why_gone(rule),
            _ => None,
        };
        if let Some(absent) = gone {
            return self.details(&Entry::Absent(absent));
        }
        let sections = match entry {
            Entry::Rule(rule, _) => self.rule_sections(rule),
            Entry::Absent(absent) => vec![
                (words.why_not, vec![absent.reason.text(language)]),
                (words.purpose, vec![absent.rule.purpose.get(language).to_owned()]),
                (words.stands, vec![self.place(absent.rule)]),
                (words.readings, self.readings(&deciding_first(absent))),
            ],
        };
        let sections = sections.into_iter().map(|(heading, mut sentences)| {
            let mut seen = std::collections::HashSet::new();
            sentences.retain(|sentence| seen.insert(sentence.clone()));
            Section { heading, sentences }
        });
        sections.filter(|section| !section.sentences.is_empty()).collect()
    }

    /// Everything about the entry under the cursor, for this many columns.
    #[must_use]
    pub fn detail_lines(&self, width: usize) -> Vec<PageLine> {
        let entries = self.entries();
        let Some(entry) = entries.get(self.entry) else { return Vec::new() };
        let row = entry.row();
        let title = format!("{}  {} {}", entry.destination(self), row.protocol, row.port);
        let mut lines = Vec::new();
        let mut add = |text: &str, heading: bool| {
            let indent = if heading { "" } else { "  " };
            let room = width.saturating_sub(indent.len() + 1).max(1);
            for part in cells::wrap(&cells::safe(text), room) {
                lines.push((format!("{indent}{part}"), heading));
            }
        };
        add(&title, true);
        for section in self.details(entry) {
            add(section.heading, true);
            for sentence in &section.sentences {
                add(sentence, false);
            }
        }
        lines
    }

    /// The entry of the rules not needed that tells why a rule went.
    fn why_gone(&self, rule: &Rule) -> Option<&Absent> {
        self.rules.absent.iter().find(|absent| absent.rule.id == rule.id())
    }

    fn rule_sections(&self, rule: &Rule) -> Vec<(&'static str, Vec<String>)> {
        let (words, language) = (self.words(), self.language);
        let rows = || rule.parts.iter().map(|part| part.rule);
        let because = rule.because().into_iter().map(|because| because.text(language));
        vec![
            (words.why, because.collect()),
            (words.printed, rule.printed().into_iter().map(str::to_owned).collect()),
            (words.purpose, rows().map(|row| row.purpose.get(language).to_owned()).collect()),
            (words.if_blocked, rows().map(|row| row.blocked.get(language).to_owned()).collect()),
            (words.stands, rows().map(|row| self.place(row)).collect()),
            (words.readings, self.readings(&rule.advisories)),
        ]
    }

    /// Where a row of the catalog stands, since when, and how strongly it is asked for.
    fn place(&self, row: &CatalogRule) -> String {
        let words = self.words();
        let mut place: Vec<String> = match row.origin {
            Origin::Article { table, row: 0 } => {
                vec![table.heading.to_owned(), words.in_prose.to_owned()]
            }
            Origin::Article { table, row } => {
                vec![table.heading.to_owned(), (words.row)(&row.to_string())]
            }
            Origin::Advisory(advisory) => vec![(words.added_by_reading)(advisory.id)],
        };
        if let (Origin::Article { .. }, Some(since)) = (row.origin, row.since) {
            place.push((words.since)(&since.to_string()));
        }
        place.push(words.requirements[row.requirement as usize].to_owned());
        place.join(words.comma)
    }

    fn readings(&self, advisories: &[&'static Advisory]) -> Vec<String> {
        let words = self.words();
        let title = |advisory: &Advisory| {
            let title = format!("[{}] {}", advisory.id, advisory.title.get(self.language));
            // A note has nothing to apply.
            match (self.rules.profile.reading, advisory.action) {
                (Reading::Recommended, _) | (_, Action::Note) => title,
                (Reading::Printed, _) => title + &(words.aside)(words.not_applied),
            }
        };
        let evidence = |advisory: &Advisory| {
            let confidence = words.confidence[advisory.confidence as usize];
            let date = advisory.date.to_string();
            let parts = [advisory.evidence, &date, confidence].join(words.comma);
            (words.aside)(&(words.labelled)(words.evidence, &parts))
        };
        let told = advisories.iter().map(|advisory| {
            let text = advisory.text.get(self.language);
            (words.labelled)(&title(advisory), text) + &evidence(advisory)
        });
        told.collect()
    }
}

/// The readings of a rule that is left out, the one that decided in front.
fn deciding_first(absent: &Absent) -> Vec<&'static Advisory> {
    let decided = match absent.reason {
        Reason::Extended(_, advisory)
        | Reason::Retired(advisory)
        | Reason::NotApplied(advisory) => Some(advisory.id),
        _ => None,
    };
    let mut advisories = absent.rule.advisories.to_vec();
    advisories.sort_by_key(|advisory| Some(advisory.id) != decided);
    advisories
}
