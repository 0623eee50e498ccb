//! One rule, explained: why, what for, what breaks, where it stands, what readings say.

use super::paint::Paint;
use crate::catalog::{Advisory, Origin};
use crate::cells;
use crate::profile::Reading;
use crate::rules::Rule;
use crate::wizard::{Entry, Model};

/// A line and whether it is a heading.
type Line = (String, bool);

/// The page of one rule; `top` is the first line shown.
pub(super) fn draw_page(model: &Model, top: usize, paint: &mut Paint<'_>) {
    draw(model, top, paint);
}

/// The same below the rule list, for the rule under its cursor.
pub(super) fn draw_panel(model: &Model, paint: &mut Paint<'_>) {
    paint.rule(0);
    let area = paint.area;
    paint.area.y += 1;
    paint.area.height -= 1;
    draw(model, 0, paint);
    paint.area = area;
}

fn draw(model: &Model, top: usize, paint: &mut Paint<'_>) {
    let entries = model.entries();
    let Some(entry) = entries.get(model.entry) else { return };
    let lines = wrapped(lines(model, entry), usize::from(paint.area.width));
    let height = usize::from(paint.area.height);
    let top = top.min(lines.len().saturating_sub(height));
    for (line, (text, heading)) in (0..paint.area.height).zip(&lines[top..]) {
        let style = if *heading { paint.look.title() } else { paint.look.text() };
        paint.text(0, line, text, style);
    }
}

fn wrapped(lines: Vec<Line>, width: usize) -> Vec<Line> {
    let mut wrapped = Vec::new();
    for (text, heading) in lines {
        let indent = if heading { "" } else { "  " };
        let room = width.saturating_sub(indent.len() + 1).max(1);
        for part in cells::wrap(&cells::safe(&text), room) {
            wrapped.push((format!("{indent}{part}"), heading));
        }
    }
    wrapped
}

fn lines(model: &Model, entry: &Entry<'_>) -> Vec<Line> {
    let language = model.language;
    let words = model.words();
    let row = entry.row();
    let mut lines =
        vec![(format!("{}  {} {}", entry.destination(model), row.protocol, row.port), true)];
    let section = |lines: &mut Vec<Line>, title: &str, texts: Vec<String>| {
        lines.push((title.to_owned(), true));
        lines.extend(texts.into_iter().map(|text| (text, false)));
    };
    match entry {
        Entry::Rule(rule, _) => {
            let because = rule.because().into_iter().map(|because| because.text(language));
            section(&mut lines, words.why, because.collect());
            let printed: Vec<String> = rule.printed().into_iter().map(str::to_owned).collect();
            if !printed.is_empty() {
                section(&mut lines, words.printed, printed);
            }
            section(&mut lines, words.purpose, each(rule, |row| row.purpose.get(language)));
            section(&mut lines, words.if_blocked, each(rule, |row| row.blocked.get(language)));
            section(&mut lines, words.stands, places(model, rule));
        }
        Entry::Absent(absent) => {
            section(&mut lines, words.why, vec![absent.reason.text(language)]);
            section(&mut lines, words.purpose, vec![row.purpose.get(language).to_owned()]);
            section(&mut lines, words.stands, vec![place(model, row)]);
        }
    }
    let advisories: Vec<&Advisory> = match entry {
        Entry::Rule(rule, _) => rule.advisories.clone(),
        Entry::Absent(absent) => absent.rule.advisories.to_vec(),
    };
    if !advisories.is_empty() {
        let texts = advisories.iter().map(|advisory| reading(advisory, model));
        section(&mut lines, words.readings, texts.collect());
    }
    lines
}

/// A sentence of each row, each sentence once.
fn each(rule: &Rule, text: impl Fn(&crate::catalog::CatalogRule) -> &'static str) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for part in &rule.parts {
        let sentence = text(part.rule).to_owned();
        if !texts.contains(&sentence) {
            texts.push(sentence);
        }
    }
    texts
}

fn places(model: &Model, rule: &Rule) -> Vec<String> {
    rule.parts.iter().map(|part| place(model, part.rule)).collect()
}

fn place(model: &Model, row: &crate::catalog::CatalogRule) -> String {
    let words = model.words();
    let mut place = match row.origin {
        Origin::Article { table, row: 0 } => format!("{}, {}", table.heading, words.in_prose),
        Origin::Article { table, row } => {
            format!("{}, {}", table.heading, (words.row)(&row.to_string()))
        }
        Origin::Advisory(advisory) => (words.added_by_reading)(advisory.id),
    };
    if let Some(since) = row.since {
        place = format!("{place}, {} {since}", words.since);
    }
    let requirement = words.requirements[row.requirement as usize];
    format!("{place} ({requirement}, {})", row.feature.name.get(model.language))
}

fn reading(advisory: &Advisory, model: &Model) -> String {
    let words = model.words();
    let applied = match model.rules.profile.reading {
        Reading::Recommended => String::new(),
        Reading::Printed => format!(" ({})", words.not_applied),
    };
    let confidence = words.confidence[advisory.confidence as usize];
    format!(
        "[{}] {}{applied}: {} ({}: {}, {}, {confidence})",
        advisory.id,
        advisory.title.get(model.language),
        advisory.text.get(model.language),
        words.evidence,
        advisory.evidence,
        advisory.date,
    )
}
