//! The help page as lines: every key of the table, those of the page below first.

use super::detail::PageLine;
use super::keys::{BINDINGS, Binding};
use super::model::Model;
use crate::cells;

impl Model {
    /// The help page for this many columns.
    #[must_use]
    pub fn help_lines(&self, width: usize) -> Vec<PageLine> {
        let words = self.words();
        let below = self.context_over(self.pages.len().saturating_sub(1));
        let shown = |binding: &&Binding| !binding.shown.is_empty();
        let here = |binding: &&Binding| binding.contexts.contains(&below);
        let mut lines = vec![(words.help.to_owned(), true)];
        let mut told: Vec<(&str, &str)> = Vec::new();
        let mut tell = |binding: &Binding, place: &str, lines: &mut Vec<PageLine>| {
            let hint = binding.hint.get(self.language);
            if !told.contains(&(binding.shown, hint)) {
                told.push((binding.shown, hint));
                lines.push((format!("  {}  {hint}{place}", cells::pad(binding.shown, 12)), false));
            }
        };
        for binding in BINDINGS.iter().filter(shown).filter(here) {
            tell(binding, "", &mut lines);
        }
        lines.push((words.help_elsewhere.to_owned(), true));
        for binding in BINDINGS.iter().filter(shown).filter(|binding| !here(binding)) {
            tell(binding, &(words.aside)(&binding.place(self.language)), &mut lines);
        }
        for text in [words.marks, words.about_copying] {
            lines.push((String::new(), false));
            let parts = cells::wrap(text, width.saturating_sub(2).max(1));
            lines.extend(parts.into_iter().map(|part| (part, false)));
        }
        lines
    }
}
