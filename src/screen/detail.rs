//! One rule, explained, as a page or below the rule list.

use super::paint::Paint;
use crate::cells;
use crate::wizard::{Entry, Model};

/// A line and whether it is a heading.
type Line = (String, bool);

/// The page of the rule under the cursor; `top` is the first line shown.
pub(super) fn draw_page(model: &Model, top: usize, paint: &mut Paint<'_>) {
    let entries = model.entries();
    let Some(entry) = entries.get(model.entry) else { return };
    let lines = lines(model, entry, usize::from(paint.area.width));
    let height = usize::from(paint.area.height);
    let top = top.min(lines.len().saturating_sub(height));
    for (line, (text, heading)) in (0..paint.area.height).zip(&lines[top..]) {
        let style = if *heading { paint.look.title() } else { paint.look.text() };
        paint.text(0, line, text, style);
    }
}

/// The same below the rule list.
pub(super) fn draw_panel(model: &Model, paint: &mut Paint<'_>) {
    paint.rule(0);
    paint.area.y += 1;
    paint.area.height -= 1;
    draw_page(model, 0, paint);
}

fn lines(model: &Model, entry: &Entry<'_>, width: usize) -> Vec<Line> {
    let row = entry.row();
    let title = format!("{}  {} {}", entry.destination(model), row.protocol, row.port);
    let mut lines = Vec::new();
    let mut add = |text: &str, heading: bool| {
        let indent = if heading { "" } else { "  " };
        let room = width.saturating_sub(indent.len() + 1).max(1);
        for part in cells::wrap(&cells::safe(text), room) {
            lines.push((format!("{indent}{part}"), heading));
        }
    };
    add(&title, true);
    for section in model.explanation(entry) {
        add(section.heading, true);
        for sentence in &section.sentences {
            add(sentence, false);
        }
    }
    lines
}
