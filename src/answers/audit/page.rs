//! The report for people: what is missing first, what is fine last.

use super::Report;
use super::coverage::{By, Coverage, Judged};
use super::demand::need;
use super::finding::{Finding, What};
use super::say::words;
use crate::answers::{Sheet, Table, Tone};
use crate::profile::Language;
use crate::words::audit::AuditWords;

/// So many destinations, or places, are shown of one row.
const SHOWN: usize = 3;

impl Report {
    /// The report for people.
    #[must_use]
    pub fn sheet(&self, language: Language) -> Sheet {
        let page = Page { report: self, language, words: words(language) };
        let classes = |all: &[Coverage]| -> Vec<Option<Table>> {
            all.iter().map(|coverage| page.class(*coverage)).collect()
        };
        let mut tables = classes(&[
            Coverage::Missing,
            Coverage::WrongTraffic,
            Coverage::Shadowed,
            Coverage::Partly,
            Coverage::Unknown,
        ]);
        tables.push(page.findings(Tone::Bad, 0));
        tables.push(page.findings(Tone::Warning, 1));
        tables.push(page.unresolved());
        tables.extend(classes(&[Coverage::TooWide, Coverage::Perhaps]));
        tables.push(page.recommended());
        tables.push(page.findings(Tone::Note, 2));
        tables.extend(classes(&[Coverage::ByFqdnTag, Coverage::Covered]));
        Sheet {
            title: page.title(),
            summary: page.summary(),
            tables: tables.into_iter().flatten().collect(),
        }
    }
}

struct Page<'a> {
    report: &'a Report,
    language: Language,
    words: &'static AuditWords,
}

impl Page<'_> {
    fn title(&self) -> String {
        let profile = &self.report.profile;
        let name = match (&profile.name, &*profile.cluster.region) {
            (Some(name), _) => name.clone(),
            (None, "") => profile.cluster.cloud.title(self.language).to_owned(),
            (None, region) => region.to_owned(),
        };
        (self.words.title)(&name)
    }

    fn summary(&self) -> Vec<String> {
        let (report, words) = (self.report, self.words);
        let required = report.judged.iter().filter(|one| one.is_required()).count();
        let counts: Vec<String> = Coverage::ALL
            .iter()
            .map(|coverage| (*coverage, report.count(*coverage)))
            .filter(|&(coverage, count)| count > 0 || coverage == Coverage::Missing)
            .map(|(coverage, count)| (words.counts[coverage as usize])(count))
            .collect();
        let mut summary = vec![(words.required)(&counts.join(words.comma), required)];
        let other = || report.judged.iter().filter(|one| !one.is_required());
        if other().next().is_some() {
            let covered = other().filter(|one| one.tone() == Tone::Good).count();
            summary.push((words.recommended)(covered, other().count()));
        }
        if report.rules_read == 0 {
            summary.push(words.nothing_read.to_owned());
        } else if !report.sources_checked {
            summary.push(words.sources_not_checked.to_owned());
        }
        if report.own_hosts > 0 {
            summary.push((words.own)(report.own_hosts));
        }
        summary
    }

    /// The rules of a class; recommended ones only where they are covered.
    fn class(&self, coverage: Coverage) -> Option<Table> {
        let is_good = coverage.tone() == Tone::Good;
        let rules = self.report.judged.iter();
        let rules = rules.filter(|one| one.coverage == coverage && (is_good || one.is_required()));
        let (heading, about) = self.words.classes[coverage as usize];
        self.verdicts(heading, about, coverage.tone(), rules)
    }

    fn recommended(&self) -> Option<Table> {
        let open = |one: &&Judged| !one.is_required() && one.tone() == Tone::Note;
        let (heading, about) = self.words.recommended_open;
        self.verdicts(heading, about, Tone::Note, self.report.judged.iter().filter(open))
    }

    fn verdicts<'b>(
        &self,
        heading: &str,
        about: &str,
        tone: Tone,
        rules: impl Iterator<Item = &'b Judged>,
    ) -> Option<Table> {
        let columns = &self.words.columns;
        let short = tone == Tone::Good;
        let rows: Vec<Vec<String>> = rules.map(|judged| self.verdict(judged, short)).collect();
        let mut heads = vec![columns.destination, columns.traffic];
        heads.extend(if short {
            vec![columns.by]
        } else {
            vec![columns.needed_for, columns.breaks, columns.found]
        });
        table(heading, tone, about, &heads, rows)
    }

    fn verdict(&self, judged: &Judged, short: bool) -> Vec<String> {
        let language = self.language;
        let texts = judged.rule.destination.texts();
        let rest = texts.len().saturating_sub(SHOWN);
        let more = if rest > 0 { format!(" +{rest}") } else { String::new() };
        let destination = format!("{}{more}", texts[..texts.len() - rest].join(" "));
        let traffic = need(&judged.rule).text();
        if short {
            let by = judged.by.first().map(|by| by.text(language)).unwrap_or_default();
            return vec![destination, traffic, by];
        }
        let features: Vec<&str> =
            judged.rule.features().iter().map(|feature| feature.name.get(language)).collect();
        let by = judged.by.iter().map(|by| by.text(language));
        let lacks = judged.lacks.iter().map(|lack| lack.text(language));
        let found: Vec<String> = by.chain(lacks).collect();
        vec![
            destination,
            traffic,
            features.join(self.words.comma),
            judged.rule.first().blocked.get(language).to_owned(),
            found.join("\n"),
        ]
    }

    fn findings(&self, tone: Tone, heading: usize) -> Option<Table> {
        let told = |one: &&Finding| one.tone == tone && !matches!(one.what, What::Unresolved(_));
        let findings = self.report.findings.iter().filter(told);
        self.finding_table(self.words.findings[heading], tone, "", findings)
    }

    fn unresolved(&self) -> Option<Table> {
        let told = |one: &&Finding| matches!(one.what, What::Unresolved(_));
        let (heading, about) = self.words.unresolved;
        self.finding_table(heading, Tone::Warning, about, self.report.findings.iter().filter(told))
    }

    fn finding_table<'b>(
        &self,
        heading: &str,
        tone: Tone,
        about: &str,
        findings: impl Iterator<Item = &'b Finding>,
    ) -> Option<Table> {
        let columns = &self.words.columns;
        let row = |finding: &Finding| {
            let entry = finding.at.first().map(|by| by.entry.clone()).unwrap_or_default();
            vec![
                entry,
                finding.what.id().to_owned(),
                finding.text(self.language),
                places(&finding.at),
                finding.advice(self.language),
            ]
        };
        let rows = findings.map(row).collect();
        let heads = [columns.destination, "id", columns.finding, columns.place, columns.advice];
        table(heading, tone, about, &heads, rows)
    }
}

fn table(
    heading: &str,
    tone: Tone,
    about: &str,
    columns: &[&str],
    rows: Vec<Vec<String>>,
) -> Option<Table> {
    (!rows.is_empty()).then(|| Table {
        heading: heading.to_owned(),
        tone,
        about: about.to_owned(),
        columns: columns.iter().map(|&name| name.to_owned()).collect(),
        lead: 2,
        rows,
    })
}

/// The rules of a finding, one a line.
fn places(at: &[By]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for by in at {
        let text = by.rule_text();
        if !lines.contains(&text) && !text.is_empty() {
            lines.push(text);
        }
    }
    let rest = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    if rest > 0 {
        lines.push(format!("+{rest}"));
    }
    lines.join("\n")
}
