//! The rule list: how many of each kind, and every rule with its mark.

use super::Found;
use super::paint::{Paint, cells_wide, top_for};
use crate::catalog::Kind;
use crate::cells;
use crate::wizard::{Change, Entry, Focus, LineFor, Model, Place};

enum Item<'a> {
    Heading(Kind, usize),
    Entry(usize, Entry<'a>),
}

pub(super) fn draw(model: &Model, paint: &mut Paint<'_>, found: &mut Found) {
    draw_count(model, paint, 0);
    let mut used = 1;
    let typed = model.line.as_ref().filter(|line| line.purpose == LineFor::Filter);
    if typed.is_some() || !model.filter.is_empty() {
        let label = (model.words().labelled)(model.words().filter, "");
        let end = paint.text(0, 1, &label, paint.look.title());
        if let Some(line) = typed {
            let caret = paint.typed(end, 1, &line.input);
            found.caret = Some(paint.at(caret, 1));
        } else {
            paint.text(end, 1, &cells::safe(&model.filter), paint.look.text());
        }
        used = 2;
    }
    let items = items(model);
    if items.is_empty() {
        let words = model.words();
        let nothing = if model.filter.is_empty() { words.no_rules } else { words.no_match };
        paint.text(2, used, nothing, paint.look.text());
        return;
    }
    let height = usize::from(paint.area.height.saturating_sub(used));
    let is_cursor =
        |item: &Item<'_>| matches!(item, Item::Entry(index, _) if *index == model.entry);
    let cursor = items.iter().position(is_cursor).unwrap_or(0);
    let top = top_for(cursor, items.len(), height);
    for (line, item) in (used..paint.area.height).zip(items.iter().skip(top)) {
        match item {
            Item::Heading(kind, count) => {
                let words = model.words();
                let name = match kind {
                    Kind::Network => words.network,
                    Kind::Application => words.application,
                };
                paint.text(0, line, &format!("{name} ({count})"), paint.look.title());
            }
            Item::Entry(index, entry) => {
                found.spots.push(paint.spot(line, Place::Entry(*index)));
                draw_entry(model, *index, entry, paint, line);
            }
        }
    }
    paint.more_below(items.len().saturating_sub(top + height), model.words().below);
}

/// One line of counts; what the last choice changed stands at its end.
pub(super) fn draw_count(model: &Model, paint: &mut Paint<'_>, line: u16) {
    let words = model.words();
    let look = paint.look;
    let title = if model.show_absent {
        (words.labelled)(words.absent, &model.rules.absent.len().to_string())
    } else {
        let network = model.rules.of_kind(Kind::Network).count();
        let application = model.rules.of_kind(Kind::Application).count();
        (words.counts)(network, application)
    };
    let end = paint.text(0, line, &title, look.title());
    let (added, removed) = (model.changes.added.len(), model.changes.removed.len());
    if added > 0 {
        paint.text(end + 2, line, &format!("+{added}"), look.added());
    }
    if removed > 0 {
        paint.text(end + 6, line, &format!("-{removed}"), look.removed());
    }
}

fn items(model: &Model) -> Vec<Item<'_>> {
    let entries = model.entries();
    let mut items = Vec::with_capacity(entries.len() + 2);
    let mut kind = None;
    let stays = |entry: &Entry<'_>| !matches!(entry, Entry::Rule(_, Change::Removed));
    let count = |kind| entries.iter().filter(|entry| entry.kind() == kind && stays(entry)).count();
    for (index, entry) in entries.iter().enumerate() {
        if kind != Some(entry.kind()) {
            kind = Some(entry.kind());
            items.push(Item::Heading(entry.kind(), count(entry.kind())));
        }
        items.push(Item::Entry(index, *entry));
    }
    items
}

fn draw_entry(model: &Model, index: usize, entry: &Entry<'_>, paint: &mut Paint<'_>, line: u16) {
    let look = paint.look;
    let here = index == model.entry && model.focus == Focus::Rules;
    let (mark, style) = match entry {
        Entry::Rule(_, Change::Added) => ("+", look.added()),
        Entry::Rule(_, Change::Removed) => ("-", look.removed()),
        Entry::Rule(rule, Change::Kept) if !rule.printed().is_empty() => ("~", look.text()),
        _ => (" ", look.text()),
    };
    let (lead, style) = if here { (">", look.cursor()) } else { (" ", style) };
    let row = entry.row();
    let port = format!("{} {}", row.protocol, row.port);
    let front = format!("{lead}{mark} {port:<10} ");
    let last = match entry {
        Entry::Rule(..) => entry.features(model),
        Entry::Absent(absent) => absent.reason.text(model.language),
    };
    let room = paint.area.width.saturating_sub(cells_wide(&front));
    let wanted = match entry {
        Entry::Rule(..) => cells_wide(&last).min(room / 4),
        Entry::Absent(_) => cells_wide(&last).min(room / 2),
    };
    let wide = if room < 40 { 0 } else { wanted };
    // One text from the mark to the destination: the cursor is one block.
    let front = front + &entry.destination(model);
    paint.cell(0, line, paint.area.width.saturating_sub(wide + 2), &front, style);
    if wide > 0 {
        paint.cell(paint.area.width - wide, line, wide, &last, look.note());
    }
}
