//! The export page and the paste walk.

use super::Found;
use super::formats;
use super::paint::{Paint, cells_wide, top_for};
use crate::cells;
use crate::export;
use crate::export::portal::{Field, How, Sheet};
use crate::wizard::{ExportPage, LineFor, Model, View, WalkPage};

pub(super) fn draw(model: &Model, page: &ExportPage, paint: &mut Paint<'_>, found: &mut Found) {
    let format = &export::formats()[page.format];
    let (number, count) = ((page.format + 1).to_string(), export::formats().len().to_string());
    let of = (model.words().format_of)(&number, &count);
    let title = format!("{}  {}  {of}", format.id, format.title.get(model.language));
    let end = paint.text(1, 0, &title, paint.look.title());
    formats::draw_mark(model, end, paint);
    paint.text(1, 1, format.about.get(model.language), paint.look.note());
    let mut used = 2;
    if let Some(line) = model.line.as_ref().filter(|line| line.purpose == LineFor::Search) {
        let end = paint.text(1, used, "/", paint.look.title());
        let caret = paint.typed(end, used, &line.input);
        found.caret = Some(paint.at(caret, used));
        used += 1;
    }
    paint.rule(used);
    used += 1;
    let room = usize::from(paint.area.height / 2);
    let mut notes = formats::notes(model, format, paint.area.width.into(), room);
    if page.tag.is_some() {
        notes.insert(1, (model.words().tag_key.to_owned(), false));
    }
    let below = u16::try_from(notes.len()).unwrap_or(0);
    let notes_fit = paint.area.height >= 16 && page.view != View::Notes;
    let below = if notes_fit { below.min(paint.area.height / 2) } else { 0 };
    let height = paint.area.height.saturating_sub(used + below);
    let lines: Vec<&str> = page.shown().lines().collect();
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
        paint.text(column + wide + 2, at, &value, paint.look.text());
    }
}
