//! The help page: every key of the table, those of the page below first.

use super::paint::Paint;
use crate::cells;
use crate::wizard::Model;
use crate::wizard::keys::{BINDINGS, Binding};

pub(super) fn draw(model: &Model, top: usize, paint: &mut Paint<'_>) {
    let lines = lines(model, usize::from(paint.area.width));
    let height = usize::from(paint.area.height);
    let top = top.min(lines.len().saturating_sub(height));
    for (line, (text, heading)) in (0..paint.area.height).zip(&lines[top..]) {
        let style = if *heading { paint.look.title() } else { paint.look.text() };
        paint.text(1, line, text, style);
    }
}

fn lines(model: &Model, width: usize) -> Vec<(String, bool)> {
    let words = model.words();
    let below = model.context_over(model.pages.len().saturating_sub(1));
    let shown = |binding: &&Binding| !binding.shown.is_empty();
    let here = |binding: &&Binding| binding.contexts.contains(&below);
    let mut lines = vec![(words.help.to_owned(), true)];
    let mut told: Vec<(&str, &str)> = Vec::new();
    let mut tell = |binding: &Binding, lines: &mut Vec<(String, bool)>| {
        let hint = binding.hint.get(model.language);
        if !told.contains(&(binding.shown, hint)) {
            told.push((binding.shown, hint));
            lines.push((format!("  {}  {hint}", cells::pad(binding.shown, 12)), false));
        }
    };
    for binding in BINDINGS.iter().filter(shown).filter(here) {
        tell(binding, &mut lines);
    }
    lines.push((words.help_elsewhere.to_owned(), true));
    for binding in BINDINGS.iter().filter(shown).filter(|binding| !here(binding)) {
        tell(binding, &mut lines);
    }
    for text in [words.marks, words.about_copying] {
        lines.push((String::new(), false));
        let parts = cells::wrap(text, width.saturating_sub(2).max(1));
        lines.extend(parts.into_iter().map(|part| (part, false)));
    }
    lines
}
