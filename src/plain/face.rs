//! The face itself: a model, a place to read lines from and a place to write them to.

use super::command::{self, Command};
use super::reader::{self, Read};
use crate::cells;
use crate::profile::Language;
use crate::steps::Row;
use crate::wizard::{Effect, Focus, Key, Message, Model, Route, update};
use crate::words::plain::{EN, PlainWords, ZH};
use std::io::{self, BufRead, Write};

/// Does what the wizard asks for; the message is how it went, with reasons in this language.
pub type Perform<'a> = dyn FnMut(Effect, Language) -> Option<Message> + 'a;

/// Cells of a line.
const LINE: usize = 80;

pub(super) struct Face<'a> {
    pub model: &'a mut Model,
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
    perform: &'a mut Perform<'a>,
    options: super::Options,
    /// The rows that the operator's numbers mean: those listed last.
    pub listed: Vec<Row>,
    /// What was listed last; when it is no longer so, the step is listed again.
    pub listing: Option<super::listing::Listing>,
    /// The wizard asked to leave.
    pub left: bool,
    /// There is nothing more to read.
    pub ended: bool,
}

/// What was typed at a prompt.
pub(super) enum Said {
    /// A line that is no command, without blanks around it.
    Line(String),
    /// A command that changes something, and what follows its letter.
    Command(Command, String),
    /// Nothing, and nothing will come.
    End,
}

impl<'a> Face<'a> {
    pub(super) fn new(
        model: &'a mut Model,
        input: &'a mut dyn BufRead,
        output: &'a mut dyn Write,
        perform: &'a mut Perform<'a>,
        options: super::Options,
    ) -> Self {
        let (listed, listing) = (Vec::new(), None);
        Self { model, input, output, perform, options, listed, listing, left: false, ended: false }
    }

    pub(super) fn words(&self) -> &'static PlainWords {
        self.model.language.of(&EN, &ZH)
    }

    /// Whether the dialogue is over.
    pub(super) fn over(&self) -> bool {
        self.left || self.ended
    }

    /// Sends a message to the wizard, does what it asks for and prints what it says.
    pub(super) fn send(&mut self, message: Message) -> io::Result<()> {
        let clears = matches!(message, Message::Key(_) | Message::Paste(_) | Message::Point(_));
        let before = self.model.toast.clone().filter(|_| !clears);
        let copied = match &message {
            Message::Copied(result) => Some(result.clone()),
            _ => None,
        };
        let effects = update(self.model, message);
        match copied {
            Some(result) => self.say_copied(result)?,
            None if self.model.toast != before => {
                let said = self.model.toast.as_ref().map(|toast| toast.text.clone());
                self.say(&said.unwrap_or_default())?;
            }
            None => {}
        }
        for effect in effects {
            if effect == Effect::Quit {
                self.left = true;
            } else if let Some(answer) = (self.perform)(effect, self.model.language) {
                self.send(answer)?;
            }
        }
        Ok(())
    }

    /// Presses keys, one after the other.
    pub(super) fn press(&mut self, keys: &[Key]) -> io::Result<()> {
        keys.iter().try_for_each(|key| self.send(Message::Key(*key)))
    }

    /// Presses a key that is a command beside the rules. Among the regions a letter would be text.
    pub(super) fn press_command(&mut self, key: Key) -> io::Result<()> {
        self.press(&[Key::Right, key])
    }

    /// Back to the question, so that the next answer is one.
    pub(super) fn face_question(&mut self) -> io::Result<()> {
        if self.model.focus == Focus::Rules && self.model.pages.is_empty() {
            self.press(&[Key::Left])?;
        }
        Ok(())
    }

    /// Types a whole line into the wizard's line of text and takes it.
    pub(super) fn type_line(&mut self, text: &str) -> io::Result<()> {
        self.press(&[Key::Ctrl('u')])?;
        self.send(Message::Paste(text.to_owned()))?;
        self.press(&[Key::Enter])
    }

    /// Asks, tells what is asked to be told, and gives the first line that is more than that.
    pub(super) fn ask(&mut self, prompt: &str) -> io::Result<Said> {
        loop {
            let Some(line) = self.ask_bare(prompt)? else { return Ok(Said::End) };
            match command::parse(&line) {
                Some((entry, rest)) if entry.tells => self.tell(entry.command, rest)?,
                Some((entry, rest)) => return Ok(Said::Command(entry.command, rest.to_owned())),
                None => return Ok(Said::Line(line.trim().to_owned())),
            }
        }
    }

    /// Asks for a line that may be anything.
    pub(super) fn ask_bare(&mut self, prompt: &str) -> io::Result<Option<String>> {
        loop {
            self.prompt(prompt)?;
            match reader::line(self.input)? {
                Read::Line(line) => {
                    if self.options.echo {
                        writeln!(self.output, "{}", cells::safe(line.trim_end()))?;
                    }
                    return Ok(Some(line));
                }
                Read::TooLong => {
                    if self.options.echo {
                        writeln!(self.output)?;
                    }
                    self.say(self.words().too_long)?;
                }
                Read::End => {
                    self.ended = true;
                    writeln!(self.output)?;
                    return Ok(None);
                }
            }
        }
    }

    fn prompt(&mut self, text: &str) -> io::Result<()> {
        let text = self.shown(text);
        let lines = cells::wrap(&text, LINE - 2);
        write!(self.output, "{} ", lines.join("\n"))?;
        self.output.flush()
    }

    /// Prints a sentence in lines that fit.
    pub(super) fn say(&mut self, text: &str) -> io::Result<()> {
        self.item("", text)
    }

    /// Prints a sentence after `lead`; its further lines stand under the first.
    pub(super) fn item(&mut self, lead: &str, text: &str) -> io::Result<()> {
        let text = self.shown(text);
        let room = LINE.saturating_sub(cells::width(lead));
        for (index, line) in cells::wrap(&text, room).iter().enumerate() {
            let before = if index == 0 { lead.to_owned() } else { cells::pad("", LINE - room) };
            writeln!(self.output, "{}", format!("{before}{line}").trim_end())?;
        }
        Ok(())
    }

    pub(super) fn blank(&mut self) -> io::Result<()> {
        writeln!(self.output)
    }

    /// Prints an export as it is, but for what would act on the terminal.
    pub(super) fn print(&mut self, text: &str) -> io::Result<()> {
        for line in text.lines() {
            let cells: Vec<_> = line.split('\t').map(cells::safe).collect();
            writeln!(self.output, "{}", cells.join("\t"))?;
        }
        Ok(())
    }

    fn shown(&self, text: &str) -> String {
        let safe = cells::safe(text);
        if self.options.ascii { safe.replace('…', "...") } else { safe.into_owned() }
    }

    /// The wizard's own sentences name keys of the screen, so these are said in other words.
    fn say_copied(&mut self, result: Result<Route, String>) -> io::Result<()> {
        let words = self.words();
        let what = self.model.copied_name();
        let said = match result {
            Ok(Route::Desktop) => (words.copied)(&what),
            Ok(Route::Terminal { tmux: false }) => (words.sent)(&what),
            Ok(Route::Terminal { tmux: true }) => (words.sent_tmux)(&what),
            Err(reason) => (words.not_copied)(&reason),
        };
        self.say(&said)
    }
}
