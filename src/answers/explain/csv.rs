//! The report for spreadsheets: a row for each destination, with the verdict that tells most.

use super::json::tone;
use super::page::advice;
use super::report::{Answer, Report};
use super::say::{Speaker, over_of, time};
use crate::cells;
use crate::profile::Language;
use csv::{Terminator, WriterBuilder};

/// Machine names, the same in every language.
const COLUMNS: [&str; 20] = [
    "destination",
    "protocol",
    "port",
    "verdict",
    "tone",
    "also",
    "denied",
    "failed",
    "named",
    "allowed",
    "first",
    "last",
    "sources",
    "rules",
    "rule_destination",
    "rule_port",
    "section",
    "why",
    "advice",
    "firewall",
];

impl Report {
    /// The report as comma-separated values. What stands in a log decides many cells: one that a
    /// spreadsheet would take for a formula begins with an apostrophe.
    ///
    /// # Panics
    ///
    /// Never: a vector takes every record.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a vector takes every record, and cells are text")]
    pub fn csv(&self, language: Language) -> String {
        let speaker = Speaker::new(language, self.profile.as_ref());
        let mut builder = WriterBuilder::new();
        builder.terminator(Terminator::Any(b'\n'));
        let mut writer = builder.from_writer(Vec::new());
        writer.write_record(COLUMNS).expect("a vector takes every record");
        for answer in &self.answers {
            writer.write_record(row(answer, speaker)).expect("a vector takes every record");
        }
        let bytes = writer.into_inner().expect("a vector takes every record");
        String::from_utf8(bytes).expect("cells are text")
    }
}

fn row(answer: &Answer, speaker: Speaker<'_>) -> [String; COLUMNS.len()] {
    let verdict = answer.verdict();
    let rule = answer.about_rule();
    let found = rule.found();
    let also: Vec<&str> = answer.verdicts.iter().skip(1).map(super::Verdict::name).collect();
    let rules: Vec<&str> = found.iter().flat_map(|found| &found.rows).map(|row| row.id).collect();
    let mut sources = answer.sources.join("; ");
    if answer.from_others > 0 {
        sources = format!("{sources}; +{}", answer.from_others);
    }
    let why = [vec![speaker.why(verdict, answer)], speaker.remarks(answer)].concat();
    [
        speaker.destination(answer),
        answer.transport.map_or("", super::Transport::name).to_owned(),
        answer.port.map(|port| port.to_string()).unwrap_or_default(),
        verdict.name().to_owned(),
        tone(answer.tone()).to_owned(),
        also.join("; "),
        answer.denied.to_string(),
        answer.failed.to_string(),
        answer.named.to_string(),
        answer.allowed.to_string(),
        answer.first.map(time).unwrap_or_default(),
        answer.last.map(time).unwrap_or_default(),
        sources,
        rules.join("; "),
        found.map(|found| found.destination.clone()).unwrap_or_default(),
        found.map(over_of).unwrap_or_default(),
        speaker.sections_of(rule).join("; "),
        why.join(speaker.words.space),
        advice(answer, speaker).join(speaker.words.space),
        speaker.by_firewall(answer).join(speaker.words.space),
    ]
    .map(|cell| guarded(&cell))
}

/// A cell that no spreadsheet evaluates and no terminal obeys.
fn guarded(cell: &str) -> String {
    let cell = cells::safe(cell);
    let acts = cell.starts_with(['=', '+', '-', '@']);
    if acts { format!("'{cell}") } else { cell.into_owned() }
}
