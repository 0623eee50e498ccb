//! Answers: taking a choice, typing a line.

use super::effect::Effect;
use super::entries::{Change, Entry};
use super::keys::Context;
use super::model::{Focus, Model};
use super::over::{Line, LineFor, Page};
use crate::profile::Profile;
use crate::rules::diff;
use crate::steps::{Field, Input, Mark, REVIEW_STEP, Row, STEPS, Step};
use std::path::{Path, PathBuf};

/// So many changes can be taken back: more than anyone remembers, and no more than fits beside
/// everything else.
const MOST_UNDONE: usize = 200;

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
                let draft = self.drafts.get(row.value.as_str()).unwrap_or(text);
                self.line = Some(Line {
                    purpose: LineFor::Answer(row.field),
                    input: draft.clone().into(),
                    error: None,
                });
                Vec::new()
            }
            Mark::Answer(step, field) => {
                self.edit_from_review(*step, *field);
                Vec::new()
            }
            Mark::Task(task) => {
                self.start(*task);
                Vec::new()
            }
        }
    }

    /// Takes the line that is being typed, or the row under the cursor, and goes on.
    pub(super) fn accept(&mut self) -> Vec<Effect> {
        match self.line.take() {
            Some(line) => self.accept_line(line),
            None if matches!(self.pages.last(), Some(Page::Formats(_))) => {
                self.open_export();
                Vec::new()
            }
            None if self.context() == Context::Paste => self.judge(),
            None => self.accept_row(),
        }
    }

    fn accept_line(&mut self, line: Line) -> Vec<Effect> {
        let text = line.input.value().to_owned();
        match line.purpose.clone() {
            LineFor::Answer(field) => match self.take_line(field, &text) {
                Ok(effects) => effects,
                Err(fault) => {
                    self.line = Some(Line { error: Some(fault), ..line });
                    Vec::new()
                }
            },
            LineFor::Filter => {
                self.filter = text;
                self.clamp_entry();
                Vec::new()
            }
            LineFor::Search => {
                self.search(&text);
                Vec::new()
            }
            LineFor::Formats => Vec::new(),
            LineFor::FileName(purpose, bytes) => self.take_name(purpose, bytes, &text),
            LineFor::Firewall => self.read_firewall(&text),
        }
    }

    /// Leaves the line that is being typed. An answer that was begun is kept as a draft.
    pub(super) fn leave_line(&mut self) {
        let Some(line) = self.line.take() else { return };
        match line.purpose {
            LineFor::Answer(field) => {
                if let Some(field) = self.current_step().fields.get(field) {
                    let text = line.input.value();
                    if text == field.line(&self.answers) {
                        self.drafts.remove(field.key);
                    } else {
                        self.drafts.insert(field.key, text.to_owned());
                        self.say(self.words().draft_kept);
                    }
                }
            }
            LineFor::Filter => {
                self.filter.clear();
                self.clamp_entry();
            }
            LineFor::Formats => {
                if let Some(Page::Formats(page)) = self.pages.last_mut() {
                    page.filter.clear();
                }
            }
            LineFor::Search | LineFor::FileName(..) | LineFor::Firewall => {}
        }
    }

    /// Whether the line is a list that already has an item, so that another one needs a comma.
    pub(super) fn continues_list(&self) -> bool {
        let Some(line) = &self.line else { return false };
        let LineFor::Answer(field) = line.purpose else { return false };
        let is_list = self.current_step().fields.get(field).is_some_and(Field::is_list);
        let value = line.input.value().trim_end();
        is_list && !value.is_empty() && !value.ends_with([',', ';'])
    }

    /// Takes the row if it is one of several, and goes on.
    fn accept_row(&mut self) -> Vec<Effect> {
        let rows = self.rows();
        let Some(row) = rows.get(self.cursor()) else { return Vec::new() };
        match row.mark {
            Mark::Line(_) | Mark::Answer(..) | Mark::Task(_) => self.choose(),
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
        let is_next = |row: &Row| row.field > field && !matches!(row.mark, Mark::Task(_));
        let next = rows.iter().position(is_next);
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
            self.find_region();
        }
        self.clamp_cursor();
    }

    /// Puts the cursor on the chosen region where it is shown, else on the first.
    pub(super) fn find_region(&mut self) {
        let chosen = self.rows().iter().position(|row| row.mark.is_on());
        self.cursors[self.step] = chosen.unwrap_or(0);
    }

    /// Goes to the field of a profile key.
    pub(super) fn go_to_key(&mut self, key: &str) {
        for (index, step) in STEPS.iter().enumerate() {
            if let Some(field) = step.fields.iter().position(|field| field.key == key) {
                self.edit_from_review(index, field);
                self.reviewing = false;
            }
        }
    }

    /// The step that asks for a key of the profile, as it is listed: number and title.
    #[must_use]
    pub fn step_of(&self, key: &str) -> Option<String> {
        let asks = |step: &Step| step.fields.iter().any(|field| field.key == key);
        let index = STEPS.iter().position(asks)?;
        Some(format!("{} {}", index + 1, STEPS[index].title.get(self.language)))
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
        // A region belongs to one cloud; the one that was chosen in each comes back with it.
        let (old, new) = (self.answers.cluster.cloud, answers.cluster.cloud);
        if old != new {
            let region = std::mem::take(&mut answers.cluster.region);
            self.regions.insert(old, region);
            answers.cluster.region = self.regions.get(&new).cloned().unwrap_or_default();
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
        self.drafts.remove(asked.key);
        if asked.key == "destinations.service_tags" {
            self.forget_unread_tags();
        }
        let effects = self.change(answers);
        self.go_on(field);
        Ok(effects)
    }

    /// New answers: remembered for undo, resolved, compared.
    pub(super) fn change(&mut self, answers: Profile) -> Vec<Effect> {
        if answers == self.answers {
            return self.want_tags();
        }
        let before = std::mem::replace(&mut self.answers, answers);
        if self.undo.len() == MOST_UNDONE {
            self.undo.remove(0);
        }
        self.undo.push(before);
        self.redo.clear();
        self.chosen()
    }

    /// After a choice: resolves, marks what it changed, and asks for the tag file it needs.
    pub(super) fn chosen(&mut self) -> Vec<Effect> {
        let rules = self.resolve();
        self.before = std::mem::replace(&mut self.rules, rules);
        self.compare();
        self.want_tags()
    }

    /// Resolves anew and marks what changed since before the last choice.
    pub(super) fn refresh(&mut self) {
        self.rules = self.resolve();
        if self.undo.is_empty() && self.redo.is_empty() {
            self.before = self.rules.clone();
        }
        self.compare();
    }

    /// Marks what changed, and shows it.
    fn compare(&mut self) {
        self.changes = diff(&self.before, &self.rules);
        self.clamp_cursor();
        self.show_change();
    }

    /// Asks for the tag file that the answers need, if it was not read yet.
    pub(super) fn want_tags(&self) -> Vec<Effect> {
        let Some(path) = self.wanted_tags() else { return Vec::new() };
        let folder = self.path().and_then(Path::parent).map(PathBuf::from);
        vec![Effect::ReadServiceTags { path, folder: folder.unwrap_or_default() }]
    }

    /// Lets a tag file that could not be read be tried again.
    pub(super) fn forget_unread_tags(&mut self) {
        if self.tags.as_ref().is_some_and(|(_, tags)| tags.is_err()) {
            self.tags = None;
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
}
