//! The export page and the paste walk.

use super::Found;
use super::paint::{Paint, top_for};
use super::{Spot, title::cells_wide};
use crate::cells;
use crate::export::portal::{Field, How, Sheet};
use crate::export::{self, Format};
use crate::wizard::{ExportPage, LineFor, Model, Place, WalkPage};
use ratatui::layout::{Position, Rect};

pub(super) fn draw(model: &Model, page: &ExportPage, paint: &mut Paint<'_>, found: &mut Found) {
    draw_formats(page, paint, found);
    let format = &export::formats()[page.format];
    let about =
        format!("{}: {}", format.title.get(model.language), format.about.get(model.language));
    paint.text(1, 1, &about, paint.look.note());
    let mut used = 2;
    if let Some(line) = model.line.as_ref().filter(|line| line.purpose == LineFor::Search) {
        let end = paint.text(1, used, "/", paint.look.title());
        paint.text(end, used, line.input.value(), paint.look.text());
        let caret = end + u16::try_from(line.input.visual_cursor()).unwrap_or(0);
        found.caret = Some(Position::new(paint.area.x + caret, paint.area.y + used));
        used += 1;
    }
    paint.rule(used);
    used += 1;
    let notes = notes(model, format, usize::from(paint.area.width));
    let below = u16::try_from(notes.len()).unwrap_or(0);
    let below = if paint.area.height >= 16 { below.min(paint.area.height / 2) } else { 0 };
    let height = paint.area.height.saturating_sub(used + below);
    let lines: Vec<&str> = page.text.lines().collect();
    let top = page.top.min(lines.len().saturating_sub(1));
    for (line, text) in (0..height).zip(&lines[top..]) {
        let hit =
            !page.search.is_empty() && text.to_lowercase().contains(&page.search.to_lowercase());
        let style = if hit { paint.look.added() } else { paint.look.text() };
        // Tabs have no width of their own in a cell.
        paint.text(0, used + line, &cells::safe(&text.replace('\t', "  ")), style);
    }
    for (line, (text, warns)) in (paint.area.height - below..paint.area.height).zip(&notes) {
        let style = if *warns { paint.look.warning() } else { paint.look.text() };
        paint.text(1, line, text, style);
    }
}

/// Below the export: what it cannot say for this profile, and what to do with it.
fn notes(model: &Model, format: &'static Format, width: usize) -> Vec<(String, bool)> {
    let room = width.saturating_sub(2).max(1);
    let mut notes = vec![(String::new(), false)];
    for warning in format.warnings(&model.rules, model.options, model.language) {
        let text = format!("{}: {}", model.words().warning, warning.text);
        notes.extend(cells::wrap(&text, room).into_iter().map(|line| (line, true)));
    }
    let steps = cells::wrap(format.steps.get(model.language), room);
    notes.extend(steps.into_iter().map(|line| (line, false)));
    notes
}

/// The formats in one line, scrolled so that the chosen one is in view.
fn draw_formats(page: &ExportPage, paint: &mut Paint<'_>, found: &mut Found) {
    let name = |index: usize| {
        let id = export::formats()[index].id;
        if index == page.format { format!("[{id}]") } else { format!(" {id} ") }
    };
    let count = export::formats().len();
    let ends: Vec<u16> = (0..count)
        .scan(0, |end, index| {
            *end += cells_wide(&name(index));
            Some(*end)
        })
        .collect();
    let mut first = 0;
    let start = |first: usize| if first == 0 { 0 } else { ends[first - 1] };
    while ends[page.format] - start(first) > paint.area.width && first < page.format {
        first += 1;
    }
    let mut column = 0;
    for index in first..count {
        let style = if index == page.format { paint.look.cursor() } else { paint.look.text() };
        let end = paint.text(column, 0, &name(index), style);
        let area = Rect {
            x: paint.area.x + column,
            y: paint.area.y,
            width: end.saturating_sub(column),
            height: 1,
        };
        found.spots.push(Spot { area, place: Place::Format(index) });
        column = end;
    }
}

/// A line of the paste walk.
enum Line<'a> {
    Heading(&'a str),
    Field(usize, &'a Field),
}

/// The sheet as lines: each collection and each row under its name.
fn walk_lines<'a>(sheet: &'a Sheet, title: &'a str) -> Vec<Line<'a>> {
    let mut blocks: Vec<(&str, &[Field])> = vec![(title, &sheet.group)];
    for collection in &sheet.collections {
        blocks.push((collection.name, &collection.fields));
        blocks.extend(collection.rows.iter().map(|row| (row.about.as_str(), &*row.fields)));
    }
    let mut lines = Vec::new();
    let mut fields = sheet.fields().enumerate();
    for (heading, block) in blocks {
        lines.push(Line::Heading(heading));
        let own = fields.by_ref().take(block.len());
        lines.extend(own.map(|(index, field)| Line::Field(index, field)));
    }
    lines
}

/// The fields of the portal, the next one to copy under the cursor.
pub(super) fn draw_walk(model: &Model, walk: &WalkPage, paint: &mut Paint<'_>) {
    let words = model.words();
    let count = walk.sheet.fields().count();
    let title = (words.walk_title)(&(walk.at + 1).to_string(), &count.to_string());
    paint.text(1, 0, &title, paint.look.title());
    let height = usize::from(paint.area.height.saturating_sub(2));
    let lines = walk_lines(&walk.sheet, words.group);
    let here = |line: &Line<'_>| matches!(line, Line::Field(index, _) if *index == walk.at);
    let top = top_for(lines.iter().position(here).unwrap_or(0), lines.len(), height);
    let labels = walk.sheet.fields().map(|field| cells_wide(field.label));
    let wide = labels.max().unwrap_or(0).min(paint.area.width / 3);
    for (at, line) in (2..paint.area.height).zip(lines.iter().skip(top)) {
        let (index, field) = match line {
            Line::Heading(heading) => {
                paint.text(0, at, heading, paint.look.title());
                continue;
            }
            Line::Field(index, field) => (*index, *field),
        };
        let here = index == walk.at;
        let style = if here { paint.look.cursor() } else { paint.look.text() };
        if here {
            paint.line_style(at, style);
        }
        let done = walk.copied.contains(&index);
        let mark = match (here, done) {
            (true, _) => "> ",
            (false, true) => "x ",
            (false, false) => "  ",
        };
        let column = paint.text(0, at, mark, style);
        paint.cell(column, at, wide, field.label, style);
        let value = match field.how {
            How::Type => cells::safe(&field.value).into_owned(),
            How::Pick => format!("{}{}", cells::safe(&field.value), (words.aside)(words.pick)),
        };
        paint.text(column + wide + 2, at, &value, style);
    }
}
