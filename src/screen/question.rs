//! The current step: its sentence, its fields, a row for each choice.

use super::Found;
use super::look::Look;
use super::paint::{Paint, cells_wide, top_for};
use crate::cells;
use crate::rules::Severity;
use crate::steps::{Field, Input, Mark, REGION_STEP, REVIEW_STEP, Row, region_elsewhere};
use crate::wizard::keys::Context;
use crate::wizard::{Focus, LineFor, Model, Place};
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::rc::Rc;

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

/// The step as lines of a certain width.
pub(super) struct Pane<'a> {
    model: &'a Model,
    rows: Rc<[Row]>,
    items: Vec<Item>,
}

impl<'a> Pane<'a> {
    pub fn new(model: &'a Model, width: u16) -> Self {
        let rows = model.rows();
        let items = items(model, &rows, width);
        Self { model, rows, items }
    }

    /// How many lines it takes to show all of it.
    pub fn height(&self) -> u16 {
        u16::try_from(self.items.len() + 1).unwrap_or(u16::MAX)
    }

    pub fn draw(mut self, paint: &mut Paint<'_>, found: &mut Found) {
        let model = self.model;
        let note_lines = if paint.area.height >= 16 { 2 } else { 1 };
        let height = paint.area.height.saturating_sub(note_lines);
        if self.items.len() > usize::from(height) {
            self.items.retain(|item| !matches!(item, Item::Blank));
        }
        let is_cursor = |item: &Item| matches!(item, Item::Row(index) if *index == model.cursor());
        let cursor = self.items.iter().position(is_cursor).unwrap_or(0);
        let top = top_for(cursor, self.items.len(), height.into());
        let mut list = paint.part(Rect { height, ..paint.area });
        let mut told = false;
        let mut labels = Labels::default();
        for (line, item) in (0..height).zip(self.items.iter().skip(top)) {
            match item {
                Item::Blank | Item::Gap => {}
                Item::Text(text, tone) => {
                    let style = tone_style(list.look, *tone);
                    list.text(1, line, text, style);
                }
                Item::Filter(text) => {
                    let end = list.text(1, line, text, list.look.title());
                    if model.context() == Context::Regions {
                        let filter = &model.region_filter;
                        let after: String = filter.value().chars().skip(filter.cursor()).collect();
                        let after = cells_wide(&cells::safe(&after));
                        found.caret = Some(list.at(end.saturating_sub(after), line));
                    }
                }
                Item::Row(index) => {
                    found.spots.push(list.spot(line, Place::Row(*index)));
                    let row = &self.rows[*index];
                    let wide = labels.wide(&self.rows, row.field);
                    let here = *index == model.cursor();
                    told |= draw_row(model, row, here, wide, &mut list.line(line), found) && here;
                }
            }
        }
        let hidden = self.items.len().saturating_sub(top + usize::from(height));
        list.more_below(hidden, model.words().below);
        if !told {
            draw_note(model, self.rows.get(model.cursor()), paint, height, note_lines);
        }
    }
}

fn tone_style(look: Look, tone: Tone) -> Style {
    match tone {
        Tone::Plain => look.text(),
        Tone::Heading => look.title(),
        Tone::Refusal => look.bad(),
        Tone::Warning => look.warning(),
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

/// How wide the labels of a field are: measured once for all rows of it.
#[derive(Default)]
struct Labels(Option<(usize, u16)>);

impl Labels {
    fn wide(&mut self, rows: &[Row], field: usize) -> u16 {
        match self.0 {
            Some((known, wide)) if known == field => wide,
            _ => {
                let labels = rows.iter().filter(|row| row.field == field);
                let wide = labels.map(|row| cells_wide(&row.label)).max().unwrap_or(0);
                self.0 = Some((field, wide));
                wide
            }
        }
    }
}

/// Draws a row; gives whether all that its note says stands there.
fn draw_row(
    model: &Model,
    row: &Row,
    here: bool,
    wide: u16,
    paint: &mut Paint<'_>,
    found: &mut Found,
) -> bool {
    let style = match (here, model.focus) {
        (true, Focus::Question) => paint.look.cursor(),
        (true, Focus::Rules) => paint.look.resting_cursor(),
        (false, _) => paint.look.text(),
    };
    let lead = if here { "> " } else { "  " };
    let mark = match row.mark {
        Mark::Radio(true) => "(*) ",
        Mark::Radio(false) => "( ) ",
        Mark::Check(true) => "[x] ",
        Mark::Check(false) => "[ ] ",
        Mark::Pulled => "[+] ",
        Mark::Line(_) | Mark::Answer(..) | Mark::Task(_) => "",
    };
    let start = paint.text(0, 0, lead, style);
    let column = paint.text(start, 0, mark, style);
    let wide = wide.min(paint.area.width.saturating_sub(column + 10));
    paint.cell(column, 0, wide, &row.label, style);
    let after = column + wide + 2;
    let plain = paint.look.text();
    match (&row.mark, editing(model, row)) {
        (Mark::Line(_), Some((value, caret))) => {
            let end = paint.text(after, 0, "[", plain);
            let shown = tail(value, caret, paint.area.width.saturating_sub(end + 2));
            let stop = paint.text(end, 0, &shown.0, plain);
            paint.text(stop, 0, "]", plain);
            found.caret = Some(paint.at(end + shown.1, 0));
            false
        }
        (Mark::Line(text), None) => {
            let text = if text.is_empty() { "-".into() } else { cells::safe(text) };
            paint.text(after, 0, &text, plain);
            false
        }
        _ => {
            let note = cells::safe(&row.note);
            paint.text(after, 0, &note, paint.look.note());
            after.saturating_add(cells_wide(&note)) <= paint.area.width
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

/// Below the rows: the whole note of the row under the cursor, where the row itself has no room.
fn draw_note(model: &Model, row: Option<&Row>, paint: &mut Paint<'_>, top: u16, lines: u16) {
    let (text, style) = match row {
        Some(row) if !matches!(row.mark, Mark::Answer(..)) => (row.note.clone(), paint.look.note()),
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
