//! The report for people: one destination as a short answer, a log as tables by verdict.

use super::LogFormat;
use super::hint::Hint;
use super::report::{Answer, Report};
use super::say::{Speaker, over, time};
use super::subject::Subject;
use super::verdict::Verdict;
use crate::answers::{Sheet, Table, Tone};
use crate::profile::Language;
use crate::rules::source_title;
use std::collections::BTreeMap;

/// The most destinations of one table; nobody reads further, and the other faces have them all.
pub const MAX_ROWS: usize = 200;

impl Report {
    /// The report for people.
    #[must_use]
    pub fn sheet(&self, language: Language) -> Sheet {
        let speaker = Speaker::new(language, self.profile.as_ref());
        match &self.answers[..] {
            [answer] if self.inputs.is_empty() => single(answer, speaker),
            _ => self.tables(speaker),
        }
    }

    fn tables(&self, speaker: Speaker<'_>) -> Sheet {
        // Each verdict has a table; needed hosts among those that DNS failed for have another.
        let mut groups: BTreeMap<(Tone, usize), Vec<&Answer>> = BTreeMap::new();
        for answer in &self.answers {
            groups.entry((answer.tone(), answer.verdict().rank())).or_default().push(answer);
        }
        let tables = groups.into_iter().map(|((tone, _), answers)| table(&answers, tone, speaker));
        let is_list = self.counts.named > 0 && self.counts.denied + self.counts.failed == 0;
        let title = if is_list { speaker.words.title_named } else { speaker.words.title };
        Sheet { title: title.to_owned(), summary: self.summary(speaker), tables: tables.collect() }
    }

    fn summary(&self, speaker: Speaker<'_>) -> Vec<String> {
        let (words, counts) = (&speaker.words.counted, &self.counts);
        let mut told = Vec::new();
        if self.partial {
            told.push(words.partial.to_owned());
        }
        match self.answers.len() {
            0 => told.push(words.nothing.to_owned()),
            _ => told.push((words.rows)(counts.denied, counts.failed, counts.named)),
        }
        let bad = || self.answers.iter().filter(|answer| answer.tone() == Tone::Bad);
        let steps = bad().filter(|answer| matches!(answer.subject, Subject::Code(_))).count();
        let needed = bad().count() - steps;
        if needed > 0 {
            told.push((words.needed)(needed));
        }
        if steps > 0 {
            told.push((words.steps)(steps));
        }
        if needed + steps == 0 && counts.denied + counts.failed > 0 {
            told.push(words.none_needed.to_owned());
        }
        if counts.allowed + counts.alerted + counts.inbound > 0 {
            told.push((words.others)(counts.allowed, counts.alerted, counts.inbound));
        }
        if counts.left_out > 0 {
            told.push((words.left_out)(counts.left_out, super::MAX_DESTINATIONS));
        }
        let mut skipped: BTreeMap<&str, u64> = BTreeMap::new();
        for (name, count) in self.inputs.iter().flat_map(|input| &input.skipped) {
            *skipped.entry(name).or_default() += count;
        }
        if !skipped.is_empty() {
            let tables: Vec<String> =
                skipped.iter().map(|(name, count)| format!("{name} {count}")).collect();
            told.push((words.skipped)(&tables.join(speaker.words.comma)));
        }
        if self.unreadable() > 0 {
            told.push((words.unreadable)(self.unreadable()));
        }
        told.push(judged(speaker));
        told
    }

    /// The first rows of each input that could not be read, for a log of problems.
    #[must_use]
    pub fn unreadable_rows(&self, language: Language) -> Vec<String> {
        let words = &Speaker::new(language, None).words.counted;
        let mut lines = Vec::new();
        for input in self.inputs.iter().filter(|input| input.unreadable > 0) {
            lines.push(format!("{}: {}", input.name, (words.unreadable)(input.unreadable)));
            for row in &input.first_unreadable {
                let format = row.fault.format().map_or("", LogFormat::name);
                let fault = (words.fault)(row.fault.name(), format);
                let start = super::without_password(&row.start);
                lines.push((words.first_unreadable)(&input.name, row.line, &fault, &start));
            }
        }
        lines
    }
}

/// By whose rules it was judged.
fn judged(speaker: Speaker<'_>) -> String {
    let words = speaker.words;
    let Some(profile) = speaker.profile else {
        return (words.judged_over_all)(&crate::catalog::CATALOG.as_of.to_string());
    };
    let place = [profile.cluster.cloud.title(speaker.language), &profile.cluster.region];
    let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
    let mut name: Vec<&str> = profile.name.as_deref().into_iter().collect();
    name.extend(place);
    let title = source_title(profile, speaker.language);
    // The Chinese copy is one edition, whatever day the profile names.
    let edition = profile.edition.to_string();
    let edition = if title.contains(&edition) { edition } else { title };
    (words.judged_for)(&name.join(words.comma), &edition)
}

/// One destination that was asked about: as a colleague would answer.
fn single(answer: &Answer, speaker: Speaker<'_>) -> Sheet {
    let (words, columns) = (speaker.words, &speaker.words.columns);
    let title = [speaker.destination(answer), over(answer)];
    let title: Vec<String> = title.into_iter().filter(|part| !part.is_empty()).collect();
    let mut summary = Vec::new();
    for (place, verdict) in answer.verdicts.iter().enumerate() {
        let heading = match verdict {
            _ if verdict.says_it_all() => String::new(),
            _ if is_further_port(answer, place) => String::new(),
            _ => speaker.heading(verdict).to_owned() + words.stop,
        };
        let why = [heading, why(answer, place, speaker)];
        let why: Vec<String> = why.into_iter().filter(|part| !part.is_empty()).collect();
        summary.push(why.join(words.space));
        let sections = speaker.sections_of(verdict);
        let advice = speaker.advice(verdict);
        let is_repeated =
            answer.verdicts.get(place + 1).is_some_and(|next| speaker.advice(next) == advice);
        // Of several conditions, only what they are.
        let is_one_of_many = matches!(verdict, Verdict::OnlyIf(..)) && answer.verdicts.len() > 1;
        let blocked = if is_one_of_many { String::new() } else { speaker.blocked(verdict) };
        let by_firewall = speaker.by_firewall(answer).join(words.space);
        let details = [
            (columns.blocked, blocked),
            (columns.by_firewall, if place == 0 { by_firewall } else { String::new() }),
            (columns.advice, if is_repeated { String::new() } else { advice }),
            (columns.section, sections.join(words.clause)),
        ];
        let told = details.into_iter().filter(|(_, text)| !text.is_empty());
        summary.extend(told.map(|(label, text)| (words.labelled)(label, &text)));
        summary.push(String::new());
    }
    let remarks = speaker.remarks(answer);
    if !remarks.is_empty() {
        summary.push(remarks.join(words.space));
    }
    summary.push(judged(speaker));
    Sheet { title: title.join(" "), summary, tables: Vec::new() }
}

fn table(answers: &[&Answer], tone: Tone, speaker: Speaker<'_>) -> Table {
    let (words, columns) = (speaker.words, &speaker.words.columns);
    let heading = answers.first().map_or("", |answer| speaker.heading(answer.verdict()));
    let cut = answers.len().saturating_sub(MAX_ROWS);
    Table {
        heading: heading.to_owned(),
        tone,
        about: if cut > 0 { (words.counted.cut)(cut) } else { String::new() },
        columns: [
            columns.destination,
            columns.over,
            columns.count,
            columns.first,
            columns.last,
            columns.sources,
            columns.why,
            columns.section,
            columns.blocked,
            columns.by_firewall,
            columns.advice,
        ]
        .map(str::to_owned)
        .to_vec(),
        lead: 2,
        rows: answers.iter().take(MAX_ROWS).map(|answer| row(answer, speaker)).collect(),
    }
}

fn row(answer: &Answer, speaker: Speaker<'_>) -> Vec<String> {
    let verdict = answer.verdict();
    let count = match answer.denied + answer.failed {
        0 if answer.named <= 1 => String::new(),
        _ => answer.count().to_string(),
    };
    let mut why = vec![speaker.why(verdict, answer)];
    why.extend((1..answer.verdicts.len()).map(|place| also_line(answer, place, speaker)));
    why.extend(speaker.remarks(answer));
    why.retain(|line| !line.is_empty());
    let rule = answer.about_rule();
    vec![
        speaker.destination(answer),
        over(answer),
        count,
        answer.first.map(time).unwrap_or_default(),
        answer.last.filter(|last| Some(*last) != answer.first).map(time).unwrap_or_default(),
        speaker.sources(answer),
        why.join("\n"),
        speaker.sections_of(rule).join("\n"),
        speaker.blocked(rule),
        speaker.by_firewall(answer).join("\n"),
        advice(answer, speaker).join("\n"),
    ]
}

/// What to do about it, all together.
pub(super) fn advice(answer: &Answer, speaker: Speaker<'_>) -> Vec<String> {
    if answer.is_logged_in() {
        return Vec::new();
    }
    let mut advice = vec![advice_of(answer.verdict(), answer, speaker)];
    // A needed host stays so whatever else is said of it, and a broken way is mended all the same.
    for also in answer.verdicts.iter().skip(1).filter(|it| acts(it, answer)) {
        let also = advice_of(also, answer, speaker);
        if !advice.contains(&also) {
            advice.push(also);
        }
    }
    advice
}

/// What to do about one verdict; a rule that is there already is not asked for again.
fn advice_of(verdict: &Verdict, answer: &Answer, speaker: Speaker<'_>) -> String {
    let asks_for_rule = matches!(verdict, Verdict::Required(..) | Verdict::Recommended(_));
    let present = if asks_for_rule { speaker.about_present_rule(answer) } else { None };
    present.unwrap_or_else(|| speaker.advice(verdict))
}

/// Whether there is something to do about a verdict, even where another one tells more.
fn acts(verdict: &Verdict, answer: &Answer) -> bool {
    match verdict {
        Verdict::Required(..) => answer.is_refused(),
        // How to get past a filter is told where there is a reason to.
        Verdict::Hint(Hint::Category | Hint::DenyRule, _) => {
            answer.verdicts.iter().any(Verdict::may_be_needed)
        }
        Verdict::Hint(..) => true,
        _ => false,
    }
}

/// Whether it is one more rule that a port may be for.
fn is_further_port(answer: &Answer, place: usize) -> bool {
    let is_by_port = |place: usize| matches!(answer.verdicts.get(place), Some(Verdict::ByPort(..)));
    place > 0 && is_by_port(place) && is_by_port(place - 1)
}

/// Why, of the verdict in this place.
fn why(answer: &Answer, place: usize, speaker: Speaker<'_>) -> String {
    match &answer.verdicts[place] {
        Verdict::ByPort(found, reason) if is_further_port(answer, place) => {
            speaker.further_port(found, *reason)
        }
        verdict => speaker.why(verdict, answer),
    }
}

/// A further verdict on one line.
fn also_line(answer: &Answer, place: usize, speaker: Speaker<'_>) -> String {
    let (verdict, why) = (&answer.verdicts[place], why(answer, place, speaker));
    if verdict.says_it_all() || is_further_port(answer, place) {
        return why;
    }
    (speaker.words.labelled)(speaker.heading(verdict), &why)
}
