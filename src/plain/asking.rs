//! Questions that the wizard asks in between: file names, unsaved changes, files that exist.

use super::command::Command;
use super::face::{Face, Said};
use crate::wizard::keys::{BINDINGS, Context};
use crate::wizard::{Ask, Key, LineFor, Message, Place, Purpose};
use std::io;

impl Face<'_> {
    /// Carries out a command that changes something.
    pub(super) fn obey(&mut self, command: Command, rest: &str) -> io::Result<()> {
        match command {
            Command::Back => self.go_back(),
            Command::GoTo => self.go_to(rest),
            Command::Undo => {
                self.telling_changes(|face| face.press_command(Key::Char('u')))?;
                Ok(())
            }
            Command::Save => self.press(&[Key::Ctrl('s')]),
            Command::Export => self.export(rest),
            Command::Copy => self.copy(rest),
            Command::Walk => self.walk(),
            Command::Explain => self.explain(rest),
            Command::Audit => self.audit(rest),
            Command::Changes => self.what_changed(rest),
            Command::Language => self.press_command(Key::Char('L')),
            Command::Quit => self.press_command(Key::Char('q')),
            Command::Help | Command::Rules | Command::Why | Command::NotNeeded => {
                self.tell(command, rest)
            }
        }
    }

    fn go_to(&mut self, rest: &str) -> io::Result<()> {
        let last = crate::steps::STEPS.len();
        let step = if rest.is_empty() {
            Some(self.model.step + 1)
        } else {
            super::command::number(rest).filter(|step| (1..=last).contains(step))
        };
        match step {
            Some(step) => {
                self.listing = None;
                self.send(Message::Point(Place::Step(step - 1)))
            }
            None => self.say(&(self.words().wants_number)(&last.to_string())),
        }
    }

    /// Asks what the wizard waits for, until it waits for nothing.
    pub(super) fn settle(&mut self) -> io::Result<()> {
        while !self.over() {
            match (&self.model.ask, &self.model.line) {
                (Some(ask), _) => {
                    let (sentence, context) = self.question(ask);
                    self.ask_choice(&sentence, context)?;
                }
                (None, Some(line)) => match line.purpose {
                    LineFor::FileName(purpose, _) => self.ask_file_name(purpose)?,
                    _ => self.press(&[Key::Esc])?,
                },
                (None, None) if !self.model.pages.is_empty() => self.press(&[Key::Esc])?,
                (None, None) => return self.face_question(),
            }
        }
        Ok(())
    }

    fn question(&self, ask: &Ask) -> (String, Context) {
        let words = self.model.words();
        match ask {
            Ask::Quit => (words.ask_quit.to_owned(), Context::AskQuit),
            Ask::Rescued => (self.model.rescued_question(), Context::AskRescued),
            Ask::Replace { path, changed, .. } => {
                let sentence = if *changed { words.changed } else { words.exists };
                (sentence(&path.to_string_lossy()), Context::AskReplace)
            }
        }
    }

    /// Asks for one of the letters that the key table has here. Only a letter chooses.
    fn ask_choice(&mut self, sentence: &str, context: Context) -> io::Result<()> {
        let words = self.words();
        let choices: Vec<(char, &str)> = BINDINGS
            .iter()
            .filter(|binding| binding.contexts == [context])
            .filter_map(|binding| {
                let letter = binding.keys.iter().find_map(|key| match key {
                    Key::Char(letter) => Some(*letter),
                    _ => None,
                });
                Some((letter?, binding.hint.get(self.model.language)))
            })
            .collect();
        self.say(sentence)?;
        for (letter, meaning) in &choices {
            self.item("  ", &(words.choice)(&letter.to_string(), meaning))?;
        }
        self.item("  ", &(words.choice)("b", words.stay))?;
        let Some(line) = self.ask_bare(words.question)? else { return Ok(()) };
        let typed: String = line.trim().chars().map(super::command::half_width).collect();
        match choices.iter().find(|(letter, _)| typed.eq_ignore_ascii_case(&letter.to_string())) {
            Some((letter, _)) => self.press(&[Key::Char(*letter)]),
            None if typed.eq_ignore_ascii_case("b") => self.press(&[Key::Esc]),
            None => Ok(()),
        }
    }

    fn ask_file_name(&mut self, purpose: Purpose) -> io::Result<()> {
        let wizard = self.model.words();
        let question = match purpose {
            Purpose::Profile => wizard.save_as,
            Purpose::Export => wizard.write_as,
        };
        let suggestion = self.model.line.as_ref().map(|line| line.input.value().to_owned());
        let prompt = (self.words().file_prompt)(question, &suggestion.unwrap_or_default());
        match self.ask(&prompt)? {
            Said::Line(name) if name.is_empty() => self.press(&[Key::Enter]),
            Said::Line(name) => self.type_line(&name),
            Said::Command(Command::Back, _) => self.press(&[Key::Esc]),
            Said::Command(command, rest) => {
                self.press(&[Key::Esc])?;
                self.obey(command, &rest)
            }
            Said::End => Ok(()),
        }
    }
}
