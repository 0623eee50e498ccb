//! What changed, for people.

use super::why::why;
use super::{Cause, Change, Class, Day, Field, Report};
use crate::answers::{Sheet, Table, Tone};
use crate::profile::{Language, Value};
use crate::rules::{Rule, source_title};
use crate::words::changes::{ChangeWords, EN, ZH};

/// The lead of a row: sign, port, destination.
const LEAD: usize = 3;
/// Names that one line shows of each class.
const NAMED: usize = 3;
/// Destinations that one cell shows.
const DESTINATIONS: usize = 8;

pub(super) fn words(language: Language) -> &'static ChangeWords {
    language.of(&EN, &ZH)
}

pub(super) fn sheet(report: &Report, language: Language) -> Sheet {
    let mut tables: Vec<Table> =
        Class::ALL.into_iter().filter_map(|class| table(report, class, language)).collect();
    tables.extend(answers(report, language));
    Sheet { title: title(report, language), summary: summary(report, language), tables }
}

fn title(report: &Report, language: Language) -> String {
    let words = words(language);
    let [old, new] = [&report.old, &report.new].map(|set| &set.profile);
    if report.is_of_editions() {
        let days = [old, new].map(|profile| profile.edition.to_string());
        return (words.title_editions)(&report.names[0], &days[0], &days[1]);
    }
    let side = |name: &str, profile| (words.side)(name, &source_title(profile, language));
    (words.title_sides)(&side(&report.names[0], old), &side(&report.names[1], new))
}

fn summary(report: &Report, language: Language) -> Vec<String> {
    let words = words(language);
    if !report.has_changes() {
        let mut said = vec![(words.nothing)(report.unchanged)];
        if !report.answers.is_empty() {
            said.push(words.only_answers.to_owned());
        }
        return said;
    }
    let all = words.headings.into_iter().zip(counts(report)).filter(|(_, count)| *count > 0);
    let all = all.chain([(words.unchanged, report.unchanged)]);
    let told: Vec<String> =
        all.map(|(label, count)| (words.labelled)(label, &count.to_string())).collect();
    vec![told.join(words.semicolon) + words.stop]
}

/// How many of each class; other sources are to be set in every rule, which counts as one.
pub(super) fn counts(report: &Report) -> [usize; 4] {
    let mut counts = Class::ALL.map(|class| report.of(class).count());
    counts[0] += report.sources().count();
    counts
}

pub(super) fn short(report: &Report, language: Language) -> String {
    let words = words(language);
    if !report.has_changes() {
        return words.nothing_since.to_owned();
    }
    let one = |(class, say): (Class, &fn(usize, &str) -> String)| {
        let count = report.of(class).count();
        let names: Vec<String> =
            report.of(class).take(NAMED).filter_map(|change| Some(name(change.rule()?))).collect();
        let more = if count > NAMED {
            format!("{}+{}", words.comma, count - NAMED)
        } else {
            String::new()
        };
        (count > 0).then(|| say(count, &format!("{}{more}", names.join(words.comma))))
    };
    let all: Vec<String> = Class::ALL.into_iter().zip(&words.short).filter_map(one).collect();
    (words.since_then)(&all.join(words.semicolon))
}

/// A destination, without most of a long list.
fn name(rule: &Rule) -> String {
    some(&rule.destination.texts())
}

fn some(all: &[String]) -> String {
    let rest = all.len().saturating_sub(DESTINATIONS);
    let more = if rest > 0 { format!(" +{rest}") } else { String::new() };
    format!("{}{more}", all[..all.len() - rest].join(" "))
}

fn table(report: &Report, class: Class, language: Language) -> Option<Table> {
    let words = words(language);
    let mut rows: Vec<Vec<String>> = match class {
        Class::Action => report.sources().map(|answer| source_row(answer, language)).collect(),
        _ => Vec::new(),
    };
    rows.extend(report.of(class).filter_map(|change| row(report, change, language)));
    (!rows.is_empty()).then(|| Table {
        heading: words.headings[class as usize].to_owned(),
        tone: match class {
            Class::Action => Tone::Bad,
            Class::CleanUp => Tone::Warning,
            Class::WorthAdding | Class::Wording => Tone::Note,
        },
        about: words.about[class as usize].to_owned(),
        columns: words.columns.map(str::to_owned).to_vec(),
        lead: LEAD,
        rows,
    })
}

fn answers(report: &Report, language: Language) -> Option<Table> {
    let words = words(language);
    let rows: Vec<Vec<String>> = report
        .answers
        .iter()
        .map(|answer| {
            let [old, new] = [&answer.old, &answer.new].map(|value| said(value.as_ref(), language));
            vec![answer.key.to_owned(), old, new]
        })
        .collect();
    (!rows.is_empty()).then(|| Table {
        heading: words.answers.to_owned(),
        tone: Tone::Note,
        about: String::new(),
        columns: words.answer_columns.map(str::to_owned).to_vec(),
        lead: 1,
        rows,
    })
}

fn said(value: Option<&Value>, language: Language) -> String {
    let words = words(language);
    let text = match value {
        None => String::new(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Flag(flag)) => flag.to_string(),
        Some(Value::Text(text)) => text.clone(),
        Some(Value::List(items)) => items.join(words.comma),
    };
    if text.is_empty() { words.none.to_owned() } else { text }
}

/// Where the traffic comes from is part of every rule.
fn source_row(answer: &super::Answer, language: Language) -> Vec<String> {
    let words = words(language);
    let [old, new] = [&answer.old, &answer.new].map(|value| said(value.as_ref(), language));
    let mut row = vec![String::new(); words.columns.len()];
    "~".clone_into(&mut row[0]);
    words.all_rules.clone_into(&mut row[2]);
    row[4] = (words.labelled)(answer.key, &(words.became)(&old, &new));
    row
}

fn row(report: &Report, change: &Change, language: Language) -> Option<Vec<String>> {
    let rule = change.rule()?;
    let sign = match (&change.old, &change.new) {
        (None, _) => "+",
        (_, None) => "-",
        _ => "~",
    };
    let sentences = |field: Field| field.values(rule, language).join("\n");
    let changed = |field: Field| change.fields.contains(&field);
    let purpose = if changed(Field::Purpose) { String::new() } else { sentences(Field::Purpose) };
    let is_needed = change.class == Class::Action && !changed(Field::Blocked);
    Some(vec![
        sign.to_owned(),
        format!("{} {}", rule.protocol(), rule.port()),
        some(&rule.destination.texts()),
        date(change, language),
        what(change, language),
        why(report, change, language).join("\n"),
        purpose,
        if is_needed { sentences(Field::Blocked) } else { String::new() },
        note(change, language),
    ])
}

fn date(change: &Change, language: Language) -> String {
    let words = words(language);
    match change.cause {
        Cause::Answers => String::new(),
        Cause::Edition(day) if change.old.is_some() && change.new.is_some() => {
            (words.on)(&day.date().to_string())
        }
        Cause::Edition(Day::Since(day)) => (words.since)(&day.to_string()),
        Cause::Edition(Day::Until(day)) => (words.until)(&day.to_string()),
    }
}

/// What another feature brings along needs no line of its own.
const OF_FEATURE: &[Field] =
    &[Field::Because, Field::Purpose, Field::Blocked, Field::Readings, Field::Place];

fn what(change: &Change, language: Language) -> String {
    let words = words(language);
    let (Some(old), Some(new)) = (&change.old, &change.new) else { return String::new() };
    let by_feature = change.fields.contains(&Field::Feature);
    let line = |field: &Field| {
        let [was, is] = [old, new].map(|rule| field.values(rule, language));
        let missing = |all: &[String], other: &[String]| -> Vec<String> {
            all.iter().filter(|item| !other.contains(item)).cloned().collect()
        };
        let (came, went) = (missing(&is, &was), missing(&was, &is));
        let text = match (field, &was[..], &is[..]) {
            (Field::Prefixes, ..) => (words.prefixes)(came.len(), went.len()),
            (Field::Destination, ..) => (words.became)(&some(&was), &some(&is)),
            (_, [was], [is]) => (words.became)(was, is),
            _ => {
                let signed = |sign: &str, text: &String| format!("{sign} {text}");
                let came = came.iter().map(|text| signed("+", text));
                let all: Vec<String> =
                    came.chain(went.iter().map(|text| signed("-", text))).collect();
                all.join(words.semicolon)
            }
        };
        (words.labelled)(words.fields[*field as usize], &text)
    };
    let shown = change.fields.iter().filter(|field| !(by_feature && OF_FEATURE.contains(field)));
    shown.map(line).collect::<Vec<_>>().join("\n")
}

fn note(change: &Change, language: Language) -> String {
    let words = words(language);
    match &change.allowed_by {
        _ if change.waits => words.keep.to_owned(),
        Some(host) => (words.allowed_by)(host),
        None => String::new(),
    }
}
