//! Answers: taking a choice, typing a line, undoing.

use super::effect::Effect;
use super::entries::{Change, Entry};
use super::model::{Focus, Line, LineFor, Model};
use crate::profile::Profile;
use crate::rules::diff;
use crate::steps::{Input, Mark, REVIEW_STEP, Row, STEPS};
use std::path::PathBuf;

impl Model {
    /// Takes or gives back what the cursor is on.
    pub(super) fn choose(&mut self) -> Vec<Effect> {
        let rows = self.rows();
        let Some(row) = rows.get(self.cursor()) else { return Vec::new() };
        match &row.mark {
            Mark::Radio(_) | Mark::Check(_) => self.take(row),
            Mark::Pulled => {
                self.complain(self.words().pulled);
                Vec::new()
            }
            Mark::Line(text) => {
                self.line = Some(Line {
                    purpose: LineFor::Answer(row.field),
                    input: text.clone().into(),
                    error: None,
                });
                Vec::new()
            }
            Mark::Answer(step, field) => {
                self.edit_from_review(*step, *field);
                Vec::new()
            }
        }
    }

    /// Takes the row if it is one of several, and goes on.
    pub(super) fn accept(&mut self) -> Vec<Effect> {
        let rows = self.rows();
        let Some(row) = rows.get(self.cursor()) else { return Vec::new() };
        match row.mark {
            Mark::Line(_) | Mark::Answer(..) => self.choose(),
            Mark::Radio(_) => {
                let effects = self.take(row);
                self.go_on(row.field);
                effects
            }
            Mark::Check(_) | Mark::Pulled => {
                self.go_on(row.field);
                Vec::new()
            }
        }
    }

    /// To the next field, the next step, or back to the review page.
    fn go_on(&mut self, field: usize) {
        if self.reviewing {
            self.return_to_review();
            return;
        }
        let rows = self.rows();
        let next = rows.iter().position(|row| row.field > field);
        match next {
            Some(first) => {
                let on = rows.iter().position(|row| {
                    row.field == rows[first].field && matches!(row.mark, Mark::Radio(true))
                });
                self.cursors[self.step] = on.unwrap_or(first);
            }
            None if self.step < REVIEW_STEP => self.go_to(self.step + 1),
            None => {}
        }
    }

    fn edit_from_review(&mut self, step: usize, field: usize) {
        self.go_to(step);
        let rows = self.rows();
        let on = rows.iter().position(|row| row.field == field && row.mark.is_on());
        let first = rows.iter().position(|row| row.field == field);
        self.cursors[step] = on.or(first).unwrap_or(0);
        self.reviewing = true;
    }

    /// Back to the review page, with the cursor where it was.
    pub(super) fn return_to_review(&mut self) {
        self.step = REVIEW_STEP;
        self.reviewing = false;
        self.clamp_cursor();
    }

    /// Shows a step. Its cursor stands where it was left.
    pub(super) fn go_to(&mut self, step: usize) {
        self.step = step.min(STEPS.len() - 1);
        self.focus = Focus::Question;
        self.reviewing = false;
        self.region_filter = tui_input::Input::default();
        if self.step == crate::steps::REGION_STEP {
            let chosen = self.rows().iter().position(|row| row.mark.is_on());
            self.cursors[self.step] = chosen.unwrap_or(0);
        }
        self.clamp_cursor();
    }

    pub(super) fn clamp_cursor(&mut self) {
        let last = self.rows().len().saturating_sub(1);
        let cursor = &mut self.cursors[self.step];
        *cursor = (*cursor).min(last);
    }

    fn take(&mut self, row: &Row) -> Vec<Effect> {
        let mut answers = self.answers.clone();
        let Some(field) = self.current_step().fields.get(row.field) else { return Vec::new() };
        field.choose(&mut answers, &row.value);
        // A region belongs to one cloud, so another cloud empties it.
        let region = self.catalog.region(&answers.cluster.region);
        if region.is_some_and(|region| region.cloud != answers.cluster.cloud) {
            answers.cluster.region.clear();
        }
        let lost_region =
            !self.answers.cluster.region.is_empty() && answers.cluster.region.is_empty();
        let effects = self.change(answers);
        if lost_region {
            self.say(self.words().region_fell_away);
        }
        effects
    }

    /// Takes a line for the field of the current step; on a fault nothing changes and the text is returned.
    pub(super) fn take_line(&mut self, field: usize, text: &str) -> Result<Vec<Effect>, String> {
        let Some(asked) = self.current_step().fields.get(field) else { return Ok(Vec::new()) };
        if !matches!(asked.input, Input::Line { .. }) {
            return Ok(Vec::new());
        }
        let mut answers = self.answers.clone();
        asked.take_line(&mut answers, text, self.catalog, self.language)?;
        let effects = self.change(answers);
        self.go_on(field);
        Ok(effects)
    }

    /// New answers: remembered for undo, resolved, compared.
    fn change(&mut self, answers: Profile) -> Vec<Effect> {
        if answers == self.answers {
            return Vec::new();
        }
        let before = std::mem::replace(&mut self.answers, answers);
        self.undo.push(before);
        self.redo.clear();
        self.refresh()
    }

    /// Resolves anew and marks what changed.
    pub(super) fn refresh(&mut self) -> Vec<Effect> {
        let rules = self.resolve();
        self.changes = diff(&self.rules, &rules);
        self.rules = rules;
        self.clamp_cursor();
        self.show_change();
        match self.wanted_tags() {
            Some(path) => {
                let folder = self.file.as_ref().map(|file| &file.path).or(self.save_to.as_ref());
                let folder = folder.and_then(|path| path.parent()).map(PathBuf::from);
                vec![Effect::ReadServiceTags { path, folder: folder.unwrap_or_default() }]
            }
            None => Vec::new(),
        }
    }

    /// Brings the first rule that came or went into view.
    fn show_change(&mut self) {
        let changed =
            |entry: &Entry<'_>| matches!(entry, Entry::Rule(_, Change::Added | Change::Removed));
        let first = self.entries().iter().position(changed);
        self.entry = first.unwrap_or(self.entry);
        self.clamp_entry();
    }

    pub(super) fn clamp_entry(&mut self) {
        let last = self.entries().len().saturating_sub(1);
        self.entry = self.entry.min(last);
    }

    pub(super) fn undo(&mut self) -> Vec<Effect> {
        let Some(before) = self.undo.pop() else {
            self.say(self.words().nothing_to_undo);
            return Vec::new();
        };
        let now = std::mem::replace(&mut self.answers, before);
        self.redo.push(now);
        self.refresh()
    }

    pub(super) fn redo(&mut self) -> Vec<Effect> {
        let Some(after) = self.redo.pop() else {
            self.say(self.words().nothing_to_redo);
            return Vec::new();
        };
        let now = std::mem::replace(&mut self.answers, after);
        self.undo.push(now);
        self.refresh()
    }
}
