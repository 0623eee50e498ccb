//! Answers to the question of a step: numbers, texts, part of a region's name.

use super::command::{number, numbers};
use super::face::{Face, Said};
use crate::profile::Profile;
use crate::steps::{Input, Mark, REGION_STEP, REVIEW_STEP, Row, STEPS};
use crate::wizard::{Key, Message, Place};
use std::io;

/// Clears a text.
const CLEAR: &str = "-";
/// Lists every region.
const ALL: &str = "*";

impl Face<'_> {
    /// Takes what was typed at the prompt of a step.
    pub(super) fn answer(&mut self, line: &str) -> io::Result<()> {
        let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let first = number(first).filter(|_| !rest.trim().is_empty());
        let text_row = |number| self.listed_row(number).is_some_and(takes_text);
        match (first, numbers(line)) {
            (Some(first), _) if text_row(first) => {
                return self.take_numbered_text(first, rest.trim());
            }
            (_, Some(numbers)) => return self.take_numbers(&numbers),
            (Some(first), None) if self.model.step != REGION_STEP => {
                return self.take_numbered_text(first, rest.trim());
            }
            _ => {}
        }
        if self.model.step == REGION_STEP {
            return self.narrow(line);
        }
        self.say(&(self.words().not_understood)(line))
    }

    /// Takes rows by number. A number that is not there spoils the whole line.
    fn take_numbers(&mut self, numbers: &[usize]) -> io::Result<()> {
        if let Some(wrong) = numbers.iter().find(|number| self.listed_row(**number).is_none()) {
            return self.no_row(*wrong);
        }
        let rows: Vec<Row> =
            numbers.iter().filter_map(|number| self.listed_row(*number)).cloned().collect();
        let changed = self.telling_changes(|face| {
            for row in &rows {
                face.take_row(row)?;
                if face.over() {
                    break;
                }
            }
            Ok(())
        })?;
        match rows.last() {
            Some(row) if !changed && matches!(row.mark, Mark::Radio(_)) => self.say_answer(row),
            _ => Ok(()),
        }
    }

    fn no_row(&mut self, number: usize) -> io::Result<()> {
        let words = self.words();
        let last = self.listed.len();
        if last == 0 {
            return self.say(words.nothing_numbered);
        }
        self.say(&(words.no_row)(&number.to_string(), &last.to_string()))
    }

    fn listed_row(&self, number: usize) -> Option<&Row> {
        self.listed.get(number.checked_sub(1)?)
    }

    /// Where a listed row is now: an answer before it may have moved it.
    fn place_of(&self, row: &Row) -> Option<usize> {
        let same = |other: &Row| other.field == row.field && other.value == row.value;
        self.model.rows().iter().position(same)
    }

    /// Takes one row, as a press of the mouse would.
    fn take_row(&mut self, row: &Row) -> io::Result<()> {
        let Some(place) = self.place_of(row) else {
            return self.say(&(self.words().gone)(&row.label));
        };
        match row.mark {
            Mark::Line(_) => self.ask_text(place),
            Mark::Answer(..) => {
                self.send(Message::Point(Place::Row(place)))?;
                let cursor = self.model.cursor();
                let rows = self.model.rows();
                match rows.get(cursor).map(|row| &row.mark) {
                    Some(Mark::Line(_)) => {
                        self.ask_text(cursor)?;
                        self.review()
                    }
                    _ => Ok(()),
                }
            }
            _ => self.send(Message::Point(Place::Row(place))),
        }
    }

    /// Tells the answer of a row's field as it is now.
    fn say_answer(&mut self, row: &Row) -> io::Result<()> {
        let Some(field) = self.field(row) else { return Ok(()) };
        let language = self.model.language;
        let answer = field.answer(&self.model.answers, self.model.catalog, language);
        self.say(&(self.model.words().labelled)(field.title.get(language), &answer))
    }

    /// Takes `3 10.0.0.4`: a text for row 3.
    fn take_numbered_text(&mut self, number: usize, text: &str) -> io::Result<()> {
        let Some(row) = self.listed_row(number).cloned() else { return self.no_row(number) };
        if !takes_text(&row) {
            return self.say(&(self.words().no_text)(&number.to_string()));
        }
        let Some(place) = self.place_of(&row) else { return Ok(()) };
        self.telling_changes(|face| {
            let from_review = matches!(row.mark, Mark::Answer(..));
            let place = if from_review {
                face.send(Message::Point(Place::Row(place)))?;
                face.model.cursor()
            } else {
                place
            };
            face.take_text(place, text)?;
            if from_review { face.review() } else { Ok(()) }
        })?;
        Ok(())
    }

    /// Gives a text for a row; tells whether it was accepted.
    fn take_text(&mut self, place: usize, text: &str) -> io::Result<bool> {
        let before = self.model.answers.clone();
        self.send(Message::Point(Place::Row(place)))?;
        let text = if text == CLEAR { "" } else { text };
        self.send(Message::Answer(text.to_owned()))?;
        let refused = self.model.toast.as_ref().is_some_and(|toast| toast.bad);
        // A service tag file that cannot be read is complained about and kept all the same.
        let accepted = !refused || self.model.answers != before;
        if !refused
            && self.model.answers == before
            && let Some(row) = self.model.rows().get(place).cloned()
        {
            self.say_answer(&row)?;
        }
        Ok(accepted)
    }

    /// Asks for the text of a row until one is accepted or none is wanted.
    fn ask_text(&mut self, place: usize) -> io::Result<()> {
        let words = self.words();
        let Some(row) = self.model.rows().get(place).cloned() else { return Ok(()) };
        let Mark::Line(present) = &row.mark else { return Ok(()) };
        let present = if present.is_empty() { words.none } else { present };
        self.say(&(self.model.words().labelled)(&row.label, &row.note))?;
        self.say(words.text_help)?;
        let prompt = (words.text_prompt)(&row.label, present);
        loop {
            match self.ask(&prompt)? {
                Said::Line(text) if text.is_empty() => return Ok(()),
                Said::Line(text) => {
                    if self.take_text(place, &text)? {
                        return Ok(());
                    }
                }
                Said::Command(super::command::Command::Back, _) | Said::End => return Ok(()),
                Said::Command(command, rest) => return self.obey(command, &rest),
            }
        }
    }

    /// Narrows the regions to those that hold the text; a whole programmatic name takes its region.
    fn narrow(&mut self, text: &str) -> io::Result<()> {
        self.clear_filter()?;
        let rows = self.model.rows();
        if let Some(row) = rows.iter().find(|row| row.value.eq_ignore_ascii_case(text)).cloned() {
            let changed = self.telling_changes(|face| face.take_row(&row))?;
            return if changed { Ok(()) } else { self.say_answer(&row) };
        }
        if text == ALL {
            return self.list_rows(rows.to_vec());
        }
        self.send(Message::Paste(text.to_owned()))?;
        let rows = self.model.rows();
        if rows.is_empty() {
            self.clear_filter()?;
            return self.say(&(self.words().no_region)(text));
        }
        self.list_rows(rows.to_vec())
    }

    fn clear_filter(&mut self) -> io::Result<()> {
        if self.model.region_filter.value().is_empty() {
            return Ok(());
        }
        self.press(&[Key::Ctrl('u')])
    }

    /// Keeps the answers and goes to the next step, or back to the review.
    pub(super) fn go_on(&mut self) -> io::Result<()> {
        if self.model.reviewing {
            return self.review();
        }
        if self.model.step == REVIEW_STEP {
            return self.say(self.words().last_step);
        }
        self.press(&[Key::Tab])
    }

    /// One step back, or back to the review.
    pub(super) fn go_back(&mut self) -> io::Result<()> {
        if self.model.step == 0 && !self.model.reviewing {
            return self.say(self.words().first_step);
        }
        self.clear_filter()?;
        self.press(&[Key::Esc])
    }

    fn review(&mut self) -> io::Result<()> {
        self.send(Message::Point(Place::Step(REVIEW_STEP)))
    }

    /// Does something and tells what it changed; gives whether it changed an answer.
    pub(super) fn telling_changes(
        &mut self,
        act: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<bool> {
        let (answers, rules) = (self.model.answers.clone(), self.model.rules.clone());
        act(self)?;
        let changed = self.model.answers != answers;
        if changed {
            self.say_answers(&answers)?;
            self.say_changes(&rules)?;
        }
        Ok(changed)
    }

    /// Tells each answer that is another one than before.
    fn say_answers(&mut self, before: &Profile) -> io::Result<()> {
        let (language, catalog) = (self.model.language, self.model.catalog);
        for field in STEPS.iter().flat_map(|step| step.fields) {
            let answer = field.answer(&self.model.answers, catalog, language);
            if answer != field.answer(before, catalog, language) {
                self.say(&(self.model.words().labelled)(field.title.get(language), &answer))?;
            }
        }
        Ok(())
    }

    /// First lines of a dialogue.
    pub(super) fn welcome(&mut self) -> io::Result<()> {
        let words = self.words();
        self.say(&(words.welcome)(&self.model.file_name()))?;
        self.say(words.how_to)?;
        self.say_counts()?;
        self.say_findings(&[])
    }
}

/// Whether a text can be given for a row.
fn takes_text(row: &Row) -> bool {
    match row.mark {
        Mark::Line(_) => true,
        Mark::Answer(step, field) => {
            matches!(STEPS[step].fields[field].input, Input::Line { .. })
        }
        _ => false,
    }
}
