//! The list of formats, by family, with what each would lose of these rules.

use super::Found;
use super::paint::{Paint, cells_wide, top_for};
use crate::cells;
use crate::export::{self, Cost, Fallback, Format, Proof, Warning};
use crate::wizard::{FormatsPage, LineFor, Model, Place};
use ratatui::layout::Rect;

/// A line of the list.
enum Line {
    Family(&'static str),
    /// Place among the visible formats, and index of the format.
    Format(usize, usize),
}

pub(super) fn draw(model: &Model, page: &FormatsPage, paint: &mut Paint<'_>, found: &mut Found) {
    let words = model.words();
    let formats = page.formats(model.language);
    let mut used = 1;
    let end = paint.text(1, 0, words.formats_title, paint.look.title());
    draw_mark(model, end, paint);
    if let Some(line) = model.line.as_ref().filter(|line| line.purpose == LineFor::Formats) {
        let end = paint.text(1, used, "/", paint.look.title());
        let caret = paint.typed(end, used, &line.input);
        found.caret = Some(paint.at(caret, used));
        used += 1;
    } else if !page.filter.is_empty() {
        paint.text(1, used, &format!("/{}", cells::safe(&page.filter)), paint.look.note());
        used += 1;
    }
    let Some(&chosen) = formats.get(page.cursor) else {
        paint.text(1, used, words.no_match, paint.look.note());
        return;
    };
    let room = usize::from(paint.area.height / 2);
    let notes = notes(model, &export::formats()[chosen], paint.area.width.into(), room);
    let below = u16::try_from(notes.len().min(room)).unwrap_or(0);
    let list = Rect {
        y: paint.area.y + used,
        height: paint.area.height.saturating_sub(used + below),
        ..paint.area
    };
    draw_rows(model, page, &formats, &mut paint.part(list), found);
    let first = paint.area.height - below;
    for (line, (text, warns)) in (first..paint.area.height).zip(&notes) {
        let style = if *warns { paint.look.warning() } else { paint.look.text() };
        paint.text(1, line, text, style);
    }
}

/// Says in the title that only what is missing is exported, and that exports may be wider than
/// asked for.
pub(super) fn draw_mark(model: &Model, mut column: u16, paint: &mut Paint<'_>) {
    if model.missing.is_some() {
        column = paint.text(column + 2, 0, model.words().missing_mark, paint.look.warning());
    }
    if model.options.allow_wider {
        paint.text(column + 2, 0, model.words().wider_mark, paint.look.warning());
    }
}

fn draw_rows(
    model: &Model,
    page: &FormatsPage,
    formats: &[usize],
    paint: &mut Paint<'_>,
    found: &mut Found,
) {
    let mut lines = Vec::new();
    let mut family = None;
    for (place, &index) in formats.iter().enumerate() {
        let format = &export::formats()[index];
        if family != Some(format.family) {
            family = Some(format.family);
            lines.push(Line::Family(format.family.title().get(model.language)));
        }
        lines.push(Line::Format(place, index));
    }
    let here = |line: &Line| matches!(line, Line::Format(place, _) if *place == page.cursor);
    let cursor = lines.iter().position(here).unwrap_or(0);
    let top = top_for(cursor, lines.len(), paint.area.height.into());
    for (at, line) in (0..paint.area.height).zip(lines.iter().skip(top)) {
        match line {
            Line::Family(title) => {
                paint.text(0, at, title, paint.look.title());
            }
            Line::Format(place, index) => {
                draw_row(model, *index, *place == page.cursor, at, paint);
                found.spots.push(paint.spot(at, Place::Format(*index)));
            }
        }
    }
}

/// Cells for ids.
const IDS: u16 = 17;

fn draw_row(model: &Model, index: usize, here: bool, at: u16, paint: &mut Paint<'_>) {
    let format = &export::formats()[index];
    let (lead, style) = if here { ("> ", paint.look.cursor()) } else { ("  ", paint.look.text()) };
    let column = paint.text(0, at, lead, style);
    paint.cell(column, at, IDS, format.id, style);
    let cost = cost(model, format);
    let wide = cells_wide(&cost);
    let end = paint.area.width.saturating_sub(wide + 1);
    let about = column + IDS + 1;
    let told = format.about.get(model.language);
    paint.cell(about, at, end.saturating_sub(about + 1), told, paint.look.text());
    paint.text(end, at, &cost, paint.look.warning());
}

/// What the format would cost these rules, in a few words.
fn cost(model: &Model, format: &Format) -> String {
    let words = model.words();
    let losses = format.losses(model.exported(), model.options);
    let of = |cost: Cost| -> usize {
        losses.iter().filter(|loss| loss.cost == cost).map(|loss| loss.rules.len()).sum()
    };
    let parts = [(of(Cost::Dropped), words.left_out), (of(Cost::Wider), words.wider)];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, say)| say(&count.to_string()))
        .collect();
    parts.join(" ")
}

/// Lines of one warning: the whole sentence stands in the export's header.
const WARNING_LINES: usize = 2;

/// Below the list or the export, in so many lines: what the format cannot say of these rules, how
/// far it is checked, and what to do with it. The flag marks warnings.
pub(super) fn notes(
    model: &Model,
    format: &'static Format,
    width: usize,
    room: usize,
) -> Vec<(String, bool)> {
    let width = width.saturating_sub(2).max(1);
    let words = model.words();
    let mut steps = cells::wrap(format.steps.get(model.language), width);
    if let Proof::SyntaxChecked(by) = format.proof {
        steps.splice(0..0, cells::wrap(&(words.syntax_checked)(by.get(model.language)), width));
    }
    let mut notes = vec![(String::new(), false)];
    let warnings = format.warnings(model.exported(), model.options, model.language);
    let mut left = warnings.len();
    for warning in &warnings {
        let lines = warning_lines(model, warning, width);
        // A line is kept for what is not shown.
        let needed = notes.len() + lines.len() + 1 + steps.len();
        if needed > room && notes.len() > 1 {
            break;
        }
        notes.extend(lines.into_iter().map(|line| (line, true)));
        left -= 1;
    }
    let hidden = left + (notes.len() + steps.len()).saturating_sub(room);
    if hidden > 0 {
        steps.truncate(room.saturating_sub(notes.len() + 1));
        notes.push(((words.more_warnings)(&hidden.to_string()), left > 0));
    }
    notes.extend(steps.into_iter().map(|line| (line, false)));
    notes
}

fn warning_lines(model: &Model, warning: &Warning, width: usize) -> Vec<String> {
    let words = model.words();
    let hint = match warning.fallback {
        Some(Fallback::AllowWider) => words.wider_key,
        Some(Fallback::ServiceTags) => words.tags_step,
        None => "",
    };
    let sentence = format!("{}: {}", words.warning, cells::safe(&warning.short));
    let mut lines = cells::wrap(&sentence, width);
    if lines.len() > WARNING_LINES {
        lines.truncate(WARNING_LINES);
        if let Some(last) = lines.last_mut() {
            *last = cells::cut_with(&format!("{last} ...."), width, "..").into_owned();
        }
    }
    if !hint.is_empty() {
        lines.push(format!("  {hint}"));
    }
    lines
}
