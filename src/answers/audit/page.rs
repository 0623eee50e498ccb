//! The report for people: what is missing first, what is fine last.

use super::Report;
use super::coverage::{Coverage, Judged, Lack};
use super::demand::need;
use super::finding::{Finding, What};
use super::say::words;
use super::some::{SHOWN, places, some_of, traffic};
use crate::answers::{Sheet, Table, Tone};
use crate::profile::Language;
use crate::words::audit::AuditWords;

/// A shorter text is sooner read than looked up in the row above.
const AS_ABOVE: usize = 60;

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
        let clusters = &self.report.clusters;
        let name = match (&profile.name, &*profile.cluster.region) {
            _ if !clusters.is_empty() => some_of(clusters, self.words.and),
            (Some(name), _) => name.clone(),
            (None, "") => profile.cluster.cloud.title(self.language).to_owned(),
            (None, region) => region.to_owned(),
        };
        (self.words.title)(&some_of(&self.report.extent.files, self.words.and), &name)
    }

    fn summary(&self) -> Vec<String> {
        let (report, words) = (self.report, self.words);
        let required = report.judged.iter().filter(|one| one.is_required()).count();
        // The worst is what is looked for.
        let counts: Vec<String> = Coverage::ALL
            .iter()
            .rev()
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
        summary.extend(self.basis());
        summary.extend(self.elsewhere());
        if report.own_hosts > 0 {
            summary.push((words.own)(report.own_hosts));
        }
        if !report.has_findings() {
            summary.push(words.nothing_to_do.to_owned());
        }
        summary
    }

    /// What was read, and what it was compared with.
    fn basis(&self) -> Vec<String> {
        let (report, words) = (self.report, self.words);
        let profile = &report.profile;
        let cloud = profile.cluster.cloud.title(self.language);
        let source = crate::rules::source_title(profile, self.language);
        // Of several clusters each may be in a region of its own.
        let region = if report.clusters.len() > 1 { "" } else { &*profile.cluster.region };
        let mut basis = vec![(words.compared)(cloud, region, &source)];
        if !report.sources.is_empty() {
            basis.push((words.nodes)(&report.sources.join(words.and)));
        }
        let extent = &report.extent;
        if extent.rules == 0 {
            basis.push(words.nothing_read.to_owned());
            return basis;
        }
        let files = extent.files.join(words.and);
        basis.push(if extent.lists {
            (words.read_lists)(extent.rules, &files)
        } else {
            (words.read)([extent.rules, extent.collections, extent.groups], &files)
        });
        if report.sources.is_empty() {
            basis.push(words.sources_not_checked.to_owned());
        } else if !extent.open_sources.is_empty() {
            basis.push((words.open_sources)(&some_of(&extent.open_sources, words.and)));
        }
        basis
    }

    /// Rules that are in none of the files, without which all verdicts are but half of the truth.
    fn elsewhere(&self) -> impl Iterator<Item = String> {
        let is = |one: &&Finding| {
            matches!(one.what, What::RulesElsewhere | What::BasePolicy | What::CutOff)
        };
        self.report.findings.iter().filter(is).take(SHOWN).map(|one| {
            let entry = one.at.first().map_or("", |by| &*by.entry);
            let (text, advice) = (one.text(self.language), one.advice(self.language));
            self.language
                .of(format!("{entry}: {text} {advice}"), format!("{entry}：{text}{advice}"))
        })
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
        let rules: Vec<&Judged> = rules.collect();
        let rows: Vec<Vec<String>> =
            rules.iter().map(|judged| self.verdict(judged, short)).collect();
        let about = match self.unless(&rules) {
            Some(unless) => self.joined(about, &unless),
            None => about.to_owned(),
        };
        let mut heads = vec![columns.destination, columns.traffic];
        heads.extend(if short {
            vec![columns.by]
        } else {
            vec![columns.needed_for, columns.breaks, columns.found]
        });
        self.table(heading, tone, about, &heads, rows)
    }

    /// What may be anything, of all these rules.
    fn unless(&self, rules: &[&Judged]) -> Option<String> {
        let mut places: Vec<String> = Vec::new();
        let missing = rules.iter().filter(|judged| judged.coverage != Coverage::Unknown);
        for lack in missing.flat_map(|judged| &judged.lacks) {
            if let Lack::Unless(by) = lack {
                let text = by.text(self.language);
                if !places.contains(&text) {
                    places.push(text);
                }
            }
        }
        (!places.is_empty()).then(|| (self.words.unless)(&some_of(&places, self.words.and)))
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
        // What may be anything is said once, of all rows.
        let lacks = judged.lacks.iter().filter(|lack| !matches!(lack, Lack::Unless(_)));
        let lacks = lacks.map(|lack| lack.text(language));
        let found: Vec<String> = by.chain(lacks).collect();
        vec![
            destination,
            traffic,
            features.join(self.words.and),
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
                traffic(&finding.at),
                finding.text(self.language),
                places(&finding.at),
                finding.advice(self.language),
            ]
        };
        let rows = findings.map(row).collect();
        let heads =
            [columns.destination, columns.traffic, columns.finding, columns.place, columns.advice];
        self.table(heading, tone, about.to_owned(), &heads, rows)
    }

    /// Two sentences, of which the first may be empty.
    fn joined(&self, one: &str, other: &str) -> String {
        let between = if one.is_empty() { "" } else { self.language.of(" ", "") };
        format!("{one}{between}{other}")
    }

    /// A table, unless it is empty. What all rows say of their cover, or of what to do, is said
    /// once; what a row says as the one above it does is not said again.
    fn table(
        &self,
        heading: &str,
        tone: Tone,
        mut about: String,
        columns: &[&str],
        mut rows: Vec<Vec<String>>,
    ) -> Option<Table> {
        let words = &self.words.columns;
        let told = [words.found, words.by, words.advice];
        for (at, name) in columns.iter().enumerate().filter(|(_, name)| told.contains(name)) {
            let first = rows.first()?.get(at)?.clone();
            if rows.len() > 1 && !first.is_empty() && rows.iter().all(|row| row[at] == first) {
                for row in &mut rows {
                    row[at].clear();
                }
                let said = (self.words.for_all)(name, &first);
                about = self.joined(&about, &said);
                continue;
            }
            for row in (1..rows.len()).rev() {
                if rows[row][at] == rows[row - 1][at] && rows[row][at].len() > AS_ABOVE {
                    self.words.as_above.clone_into(&mut rows[row][at]);
                }
            }
        }
        (!rows.is_empty()).then(|| Table {
            heading: heading.to_owned(),
            tone,
            about,
            columns: columns.iter().map(|&name| name.to_owned()).collect(),
            lead: 2,
            rows,
        })
    }
}
