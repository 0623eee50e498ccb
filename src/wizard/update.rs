//! One message in, effects out. Keys become commands by the key table, and each command is
//! one short function on the model.

use super::effect::Effect;
use super::key::Key;
use super::keys::{self, Command};
use super::message::{Message, Place, Route};
use super::model::{Focus, Model};
use super::over::{Ask, Page, View};
use crate::profile::Language;
use crate::steps::STEPS;

/// Changes the model and says what is to be done outside.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => model.key(key),
        Message::Paste(text) => model.paste(&text),
        Message::Resize { width, height } => {
            model.size = (width, height);
            model.renew_notes();
            Vec::new()
        }
        Message::Point(place) => model.point(place),
        Message::Answer(text) => model.answer_row(&text),
        Message::Wheel { lines, .. } => {
            model.step_cursor(lines.into());
            Vec::new()
        }
        Message::Click { .. } => Vec::new(),
        Message::Written { purpose, path, bytes, result } => {
            model.written(purpose, path, bytes, result)
        }
        Message::Copied(result) => {
            model.copied(result);
            Vec::new()
        }
        Message::ServiceTags { path, result } => {
            if let Err(fault) = &result {
                model.complain(fault.clone());
            }
            model.tags = Some((path, result));
            model.refresh();
            Vec::new()
        }
        Message::Log(Ok(explainer)) => {
            model.explain(*explainer);
            Vec::new()
        }
        Message::Log(Err(fault)) => {
            model.complain(fault);
            Vec::new()
        }
        Message::Firewall { path, result } => {
            model.audited(&path, result);
            Vec::new()
        }
    }
}

impl Model {
    fn key(&mut self, key: Key) -> Vec<Effect> {
        self.toast = None;
        let again = std::mem::take(&mut self.interrupted);
        let context = self.context();
        let blind = self.too_small();
        match keys::command(context, key) {
            Some(command) if blind && !command.works_blind() => Vec::new(),
            None if blind => Vec::new(),
            Some(Command::Interrupt) => self.interrupt(again),
            Some(command) => self.perform(command),
            None if context.takes_text() => {
                self.type_key(key);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    fn perform(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Choose => return self.choose(),
            Command::Accept => return self.accept(),
            Command::Undo => return self.undo(),
            Command::Redo => return self.redo(),
            Command::Copy => return self.copy(),
            Command::CopyNext => return self.copy_next(),
            Command::Save => return self.save(),
            Command::Quit => return self.quit(),
            Command::SaveAndQuit => {
                self.ask = None;
                self.quit_when_saved = true;
                return self.save();
            }
            Command::Discard => return self.discard(),
            Command::Replace => return self.replace(),
            Command::TakeRescued => return self.take_rescued(),
            Command::RefuseRescued => return self.refuse_rescued(),
            Command::Suspend => return vec![Effect::Suspend],
            Command::Mouse => return self.toggle_mouse(),
            Command::Back => self.back(),
            Command::ClearLine => self.clear_line(),
            Command::Export => self.open_formats(),
            Command::AllowWider => self.toggle_wider(),
            Command::TagView => self.toggle_view(View::Tag),
            Command::Notes => self.toggle_view(View::Notes),
            Command::NextMatch => self.search_again(),
            Command::Detail => self.open_detail(),
            Command::Explain => self.open_explain(),
            Command::TakeEdition => return self.take_edition(),
            Command::Filter => self.open_filter(),
            Command::Walk => self.open_walk(),
            Command::Write => self.ask_export_name(),
            Command::OtherName => self.other_name(),
            Command::Help => self.pages.push(Page::Help(0)),
            Command::NextFormat => self.turn_format(true),
            Command::PreviousFormat => self.turn_format(false),
            Command::Language => self.turn_language(),
            Command::Redraw => return vec![Effect::Redraw],
            Command::Interrupt => {}
            _ => self.navigate(command),
        }
        Vec::new()
    }

    fn navigate(&mut self, command: Command) {
        let page = isize::try_from(self.page_rows()).unwrap_or(1);
        match command {
            Command::Up => self.step_cursor(-1),
            Command::Down => self.step_cursor(1),
            Command::PageUp => self.step_cursor(-page),
            Command::PageDown => self.step_cursor(page),
            Command::First => self.step_cursor(isize::MIN),
            Command::Last => self.step_cursor(isize::MAX),
            Command::NextStep => self.go_to((self.step + 1).min(STEPS.len() - 1)),
            Command::PreviousStep => self.go_to(self.step.saturating_sub(1)),
            Command::GoTo(step) => self.go_to(step),
            Command::ToRules => self.focus = Focus::Rules,
            Command::ToQuestion => self.focus = Focus::Question,
            Command::ToggleAbsent => {
                self.show_absent = !self.show_absent;
                self.focus = Focus::Rules;
                self.filter.clear();
                self.entry = 0;
            }
            _ => {}
        }
    }

    /// Moves the cursor of whatever has the keyboard.
    fn step_cursor(&mut self, by: isize) {
        let moved = |cursor: usize, count: usize| {
            cursor.saturating_add_signed(by).min(count.saturating_sub(1))
        };
        if self.ask.is_some() || self.line.is_some() || !self.pages.is_empty() {
            self.scroll(by, self.scroll_limit());
        } else if self.focus == Focus::Rules {
            self.entry = moved(self.entry, self.entries().len());
        } else {
            self.cursors[self.step] = moved(self.cursor(), self.rows().len());
        }
    }

    /// One level out: a question, a line, a page, a filter, a pane, a step. It never leaves.
    fn back(&mut self) {
        if self.ask.take().is_some() {
            self.quit_when_saved = false;
        } else if self.line.is_some() {
            self.quit_when_saved = false;
            self.leave_line();
        } else if self.leave_view() || self.leave_paste() {
            // The export, or the last verdicts, are shown again.
        } else if let Some(Page::Formats(page)) = self.pages.last_mut()
            && !page.filter.is_empty()
        {
            page.filter.clear();
            page.cursor = 0;
        } else if let Some(page) = self.pages.pop() {
            match page {
                Page::Walk(walk) => self.walk = Some(walk),
                Page::Formats(_) => self.missing = None,
                _ => {}
            }
        } else if self.focus == Focus::Rules {
            if !self.filter.is_empty() {
                self.filter.clear();
            } else if self.show_absent {
                self.show_absent = false;
            } else {
                self.focus = Focus::Question;
            }
            self.clamp_entry();
        } else if !self.region_filter.value().is_empty() {
            self.go_to(self.step);
        } else if self.reviewing {
            self.return_to_review();
        } else {
            self.go_to(self.step.saturating_sub(1));
        }
    }

    fn interrupt(&mut self, again: bool) -> Vec<Effect> {
        if again || !self.unsaved() {
            return self.discard();
        }
        self.ask = Some(Ask::Quit);
        self.interrupted = true;
        self.say(self.words().interrupt_again);
        Vec::new()
    }

    /// The mouse, or a number in the plain face: goes there and takes it.
    fn point(&mut self, place: Place) -> Vec<Effect> {
        self.toast = None;
        let on_main = self.pages.is_empty() && self.ask.is_none() && self.line.is_none();
        match place {
            Place::Format(format) if self.ask.is_none() => {
                self.line = None;
                self.show_format(format);
            }
            _ if !on_main => {}
            Place::Step(step) => self.go_to(step),
            Place::Task(task) => self.start(task),
            Place::Row(row) if row < self.rows().len() => {
                self.focus = Focus::Question;
                self.cursors[self.step] = row;
                return self.choose();
            }
            Place::Entry(entry) if entry < self.entries().len() => {
                let again = self.focus == Focus::Rules && self.entry == entry;
                self.focus = Focus::Rules;
                self.entry = entry;
                if again {
                    self.open_detail();
                }
            }
            Place::Row(_) | Place::Entry(_) | Place::Format(_) => {}
        }
        Vec::new()
    }

    /// A whole line for the row under the cursor, as the plain face gives it.
    fn answer_row(&mut self, text: &str) -> Vec<Effect> {
        let Some(field) = self.rows().get(self.cursor()).map(|row| row.field) else {
            return Vec::new();
        };
        self.line = None;
        let (step, reviewing) = (self.step, self.reviewing);
        match self.take_line(field, text) {
            Ok(effects) => {
                (self.step, self.reviewing) = (step, reviewing);
                effects
            }
            Err(fault) => {
                self.complain(fault);
                Vec::new()
            }
        }
    }

    fn copied(&mut self, result: Result<Route, String>) {
        let words = self.words();
        let what = self.copied_name();
        let or_a_file = |said: String| match self.pages.last() {
            // A report has no file: the command line writes it.
            Some(Page::Answer(_)) => said,
            Some(Page::Export(_)) => format!("{said}{}{}", words.semicolon, words.file_instead[0]),
            _ => format!("{said}{}{}", words.semicolon, words.file_instead[1]),
        };
        match result {
            Ok(Route::Desktop) => self.say((words.copied)(&what)),
            Ok(Route::Terminal { tmux: false }) => self.say(or_a_file((words.sent)(&what))),
            Ok(Route::Terminal { tmux: true }) => self.say(or_a_file((words.sent_tmux)(&what))),
            Err(reason) => self.complain(or_a_file((words.not_copied)(&reason))),
        }
    }

    fn turn_language(&mut self) {
        self.language = match self.language {
            Language::En => Language::Zh,
            Language::Zh => Language::En,
        };
        self.clamp_entry();
        self.renew_notes();
        self.renew_answers();
    }

    fn toggle_mouse(&mut self) -> Vec<Effect> {
        self.mouse = !self.mouse;
        self.say(if self.mouse { self.words().mouse_on } else { self.words().mouse_off });
        vec![Effect::Mouse(self.mouse)]
    }
}
