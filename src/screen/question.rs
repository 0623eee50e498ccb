//! The current step: its sentence, its fields, a row for each choice.

use super::paint::{Paint, top_for};
use super::title::cells_wide;
use super::{Found, Spot};
use crate::cells;
use crate::rules::Severity;
use crate::steps::{Field, Input, Mark, REGION_STEP, REVIEW_STEP, Row, region_elsewhere};
use crate::wizard::keys::Context;
use crate::wizard::{Focus, LineFor, Model, Place};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// One line of the pane.
enum Item {
    /// A blank line that goes when room is short.
    Blank,
    /// A blank line that parts a list from the single row after it.
    Gap,
    Text(String, Tone),
    /// The region filter, which is always being typed.
    Filter(String),
    Row(usize),
}

#[derive(Clone, Copy)]
enum Tone {
    Plain,
    Heading,
    Refusal,
    Warning,
}

/// How many lines the whole step takes.
pub(super) fn height(model: &Model, width: u16) -> u16 {
    let rows = model.rows();
    u16::try_from(items(model, &rows, width).len() + 1).unwrap_or(u16::MAX)
}

pub(super) fn draw(model: &Model, paint: &mut Paint<'_>, found: &mut Found) {
    let rows = model.rows();
    let note_lines = if paint.area.height >= 16 { 2 } else { 1 };
    let height = paint.area.height.saturating_sub(note_lines);
    let mut items = items(model, &rows, paint.area.width);
    if items.len() > usize::from(height) {
        items.retain(|item| !matches!(item, Item::Blank));
    }
    let is_cursor = |item: &Item| matches!(item, Item::Row(index) if *index == model.cursor());
    let cursor = items.iter().position(is_cursor).unwrap_or(0);
    let top = top_for(cursor, items.len(), height.into());
    for (line, item) in (0..height).zip(items.iter().skip(top)) {
        match item {
            Item::Blank | Item::Gap => {}
            Item::Text(text, tone) => {
                let style = tone_style(paint, *tone);
                paint.text(1, line, text, style);
            }
            Item::Filter(text) => {
                let end = paint.text(1, line, text, paint.look.title());
                if model.context() == Context::Regions {
                    let filter = &model.region_filter;
                    let after: String = filter.value().chars().skip(filter.cursor()).collect();
                    let after = cells_wide(&cells::safe(&after));
                    let column = end.saturating_sub(after);
                    let (x, y) = (paint.area.x + column, paint.area.y + line);
                    found.caret = Some(Position::new(x, y));
                }
            }
            Item::Row(index) => {
                let area = Rect { y: paint.area.y + line, height: 1, ..paint.area };
                found.spots.push(Spot { area, place: Place::Row(*index) });
                draw_row(model, &rows, *index, paint, line, found);
            }
        }
    }
    let list = Rect { height, ..paint.area };
    let hidden = items.len().saturating_sub(top + usize::from(height));
    Paint { buffer: paint.buffer, area: list, look: paint.look }
        .more_below(hidden, model.words().below);
    draw_note(model, rows.get(model.cursor()), paint, height, note_lines);
}

fn tone_style(paint: &Paint<'_>, tone: Tone) -> Style {
    match tone {
        Tone::Plain => paint.look.text(),
        Tone::Heading => paint.look.title(),
        Tone::Refusal => paint.look.bad(),
        Tone::Warning => paint.look.warning(),
    }
}

fn items(model: &Model, rows: &[Row], width: u16) -> Vec<Item> {
    let room = usize::from(width.saturating_sub(2)).max(1);
    let step = model.current_step();
    let mut items = Vec::new();
    let text = |items: &mut Vec<Item>, text: &str, tone: Tone| {
        items.extend(cells::wrap(text, room).into_iter().map(|line| Item::Text(line, tone)));
    };
    text(&mut items, step.about.get(model.language), Tone::Plain);
    if model.step == REGION_STEP {
        let filter = cells::safe(model.region_filter.value());
        let filter = (model.words().labelled)(model.words().filter, &filter);
        items.push(Item::Filter(filter));
    }
    if model.step == REVIEW_STEP {
        findings(model, &mut items, &text);
    }
    let mut last = None;
    for (index, row) in rows.iter().enumerate() {
        if last != Some(row.field) {
            let heading = heading(model, step.fields.get(row.field), row);
            let goes_on = last.is_some() && heading.is_none() && single(rows, index);
            if last.is_some() && heading.is_none() && !goes_on {
                items.push(Item::Gap);
            } else if !goes_on {
                items.push(Item::Blank);
            }
            if let Some(heading) = heading {
                items.push(Item::Text(heading, Tone::Heading));
            }
            last = Some(row.field);
        }
        items.push(Item::Row(index));
    }
    items
}

/// Whether this row and the one before stand for fields of one line each.
fn single(rows: &[Row], index: usize) -> bool {
    let one_line =
        |row: &Row| !matches!(row.mark, Mark::Radio(_) | Mark::Pulled | Mark::Answer(..));
    let before = index.checked_sub(1).and_then(|before| rows.get(before));
    let alone = index < 2 || before.is_some_and(|b| rows[index - 2].field != b.field);
    before.is_some_and(one_line) && one_line(&rows[index]) && alone
}

fn findings(model: &Model, items: &mut Vec<Item>, text: &impl Fn(&mut Vec<Item>, &str, Tone)) {
    let words = model.words();
    for finding in &model.rules.findings {
        let (name, tone) = match finding.severity() {
            Severity::Refusal => (words.refusal, Tone::Refusal),
            Severity::Warning => (words.warning, Tone::Warning),
        };
        text(items, &(words.labelled)(name, &finding.text(model.language)), tone);
    }
}

/// A field that is one row names itself; the others need a heading.
fn heading(model: &Model, field: Option<&Field>, row: &Row) -> Option<String> {
    match (field, &row.mark) {
        (None, Mark::Answer(step, _)) => {
            Some(format!("{} {}", step + 1, crate::steps::STEPS[*step].title.get(model.language)))
        }
        (Some(field), _) if !matches!(field.input, Input::Flag { .. } | Input::Line { .. }) => {
            Some(field.title.get(model.language).to_owned())
        }
        _ => None,
    }
}

fn draw_row(
    model: &Model,
    rows: &[Row],
    index: usize,
    paint: &mut Paint<'_>,
    line: u16,
    found: &mut Found,
) {
    let row = &rows[index];
    let here = index == model.cursor();
    let focused = here && model.focus == Focus::Question;
    let style = match (focused, here) {
        (true, _) => paint.look.cursor(),
        (false, true) => paint.look.resting_cursor(),
        _ => paint.look.text(),
    };
    if focused {
        paint.line_style(line, style);
    }
    let mark = match row.mark {
        Mark::Radio(on) => {
            if on {
                "(*) "
            } else {
                "( ) "
            }
        }
        Mark::Check(on) => {
            if on {
                "[x] "
            } else {
                "[ ] "
            }
        }
        Mark::Pulled => "[+] ",
        Mark::Line(_) | Mark::Answer(..) | Mark::Task(_) => "",
    };
    let start = paint.text(0, line, if here { "> " } else { "  " }, style);
    let column = paint.text(start, line, mark, style);
    let labels = rows.iter().filter(|other| other.field == row.field);
    let wide = labels.map(|other| cells_wide(&other.label)).max().unwrap_or(0);
    let wide = wide.min(paint.area.width.saturating_sub(column + 10));
    paint.cell(column, line, wide, &row.label, style);
    let after = column + wide + 2;
    match (&row.mark, editing(model, row)) {
        (Mark::Line(_), Some((value, caret))) => {
            let end = paint.text(after, line, "[", style);
            let shown = tail(value, caret, paint.area.width.saturating_sub(end + 2));
            let stop = paint.text(end, line, &shown.0, style);
            paint.text(stop, line, "]", style);
            found.caret = Some(Position::new(paint.area.x + end + shown.1, paint.area.y + line));
        }
        (Mark::Line(text), None) => {
            let text = if text.is_empty() { "-".into() } else { cells::safe(text) };
            paint.text(after, line, &text, style);
        }
        _ => {
            let note = if focused { style } else { paint.look.note() };
            paint.text(after, line, &cells::safe(&row.note), note);
        }
    }
}

fn editing<'a>(model: &'a Model, row: &Row) -> Option<(&'a str, usize)> {
    let line = model.line.as_ref()?;
    (line.purpose == LineFor::Answer(row.field))
        .then(|| (line.input.value(), line.input.visual_cursor()))
}

/// The part of a line that holds the caret, and the caret's column in it.
pub(super) fn tail(value: &str, caret: usize, room: u16) -> (String, u16) {
    let room = usize::from(room).max(1);
    let shown = cells::safe(value);
    let skip = (caret + 1).saturating_sub(room);
    let mut width = 0;
    let start = shown
        .char_indices()
        .find(|(_, c)| {
            let at = width;
            width += cells::width(c.encode_utf8(&mut [0; 4]));
            at >= skip
        })
        .map_or(shown.len(), |(index, _)| index);
    let hidden = cells::width(&shown[..start]);
    let mut end = shown.len();
    while cells::width(&shown[start..end]) > room {
        end -= shown[..end].chars().next_back().map_or(1, char::len_utf8);
    }
    (shown[start..end].to_owned(), u16::try_from(caret.saturating_sub(hidden)).unwrap_or(0))
}

/// Below the rows: the whole note of the row under the cursor.
fn draw_note(model: &Model, row: Option<&Row>, paint: &mut Paint<'_>, top: u16, lines: u16) {
    let (text, style) = match row {
        Some(row) if !row.note.is_empty() && !matches!(row.mark, Mark::Answer(..)) => {
            ((model.words().labelled)(&row.label, &row.note), paint.look.note())
        }
        None if model.step == REGION_STEP => (no_region(model), paint.look.bad()),
        _ => return,
    };
    let room = usize::from(paint.area.width.saturating_sub(2)).max(1);
    let parts = cells::wrap(&cells::safe(&text), room);
    let cut = parts.len() > usize::from(lines);
    for (line, text) in (0..lines).zip(parts) {
        let last = cut && line + 1 == lines;
        let text = if last { format!("{text} ..") } else { text };
        paint.text(1, top + line, &text, style);
    }
}

/// Nothing matches; a region of another cloud may be what was meant.
fn no_region(model: &Model) -> String {
    let words = model.words();
    let filter = model.region_filter.value();
    match region_elsewhere(&model.answers, model.catalog, filter) {
        Some(region) => {
            (words.region_elsewhere)(region.display_name, region.cloud.title(model.language))
        }
        None => words.no_match.to_owned(),
    }
}
