//! The three answers: what is refused, what a firewall lacks, what changed.

use super::face::Face;
use crate::steps::Task;
use crate::wizard::{Key, LineFor, Message, Page, Place};
use std::io;

/// Takes the newest edition.
const LATEST: &str = "latest";
/// Cells of a report; the lines of a dialogue have no more either.
const LINE: usize = 80;
/// More lines than anybody pastes into a dialogue; files are for the command `explain`.
const MOST_LINES: usize = 10_000;

impl Face<'_> {
    /// `x [HOST]`
    pub(super) fn explain(&mut self, rest: &str) -> io::Result<()> {
        let text = if rest.is_empty() { self.paste()? } else { rest.to_owned() };
        if text.is_empty() {
            return Ok(());
        }
        self.open(Task::Explain)?;
        self.send(Message::Paste(text))?;
        self.press(&[Key::Enter])?;
        self.report()
    }

    /// Several lines, up to an empty one.
    fn paste(&mut self) -> io::Result<String> {
        let words = self.words();
        self.say(words.paste_help)?;
        let mut lines: Vec<String> = Vec::new();
        while lines.len() < MOST_LINES {
            match self.ask_bare(words.paste_prompt)? {
                Some(line) if !line.trim().is_empty() => lines.push(line),
                Some(_) => break,
                // Half a question is none.
                None => return Ok(String::new()),
            }
        }
        Ok(lines.join("\n"))
    }

    /// `a FILE`
    pub(super) fn audit(&mut self, rest: &str) -> io::Result<()> {
        if rest.is_empty() {
            return self.say(self.words().wants_firewall);
        }
        self.open(Task::Audit)?;
        self.type_line(rest)?;
        let failed = self.model.line.as_ref().is_some_and(|it| it.purpose == LineFor::Firewall);
        if failed { self.press(&[Key::Esc]) } else { self.report() }
    }

    /// `c [latest]`
    pub(super) fn what_changed(&mut self, rest: &str) -> io::Result<()> {
        if self.model.answers.edition >= self.model.catalog.as_of {
            return self.say(self.words().newest);
        }
        self.open(Task::Changes)?;
        if rest == LATEST {
            self.telling_changes(|face| face.press(&[Key::Char('t')]))?;
            return Ok(());
        }
        self.report()?;
        self.say(self.words().take_hint)
    }

    fn open(&mut self, task: Task) -> io::Result<()> {
        self.send(Message::Point(Place::Task(task)))
    }

    /// Prints the report that is open. The wizard closes its page by itself.
    fn report(&mut self) -> io::Result<()> {
        let Some(Page::Answer(page)) = self.model.pages.last() else { return Ok(()) };
        let text = page.sheet.as_ref().map(|sheet| sheet.text(LINE)).unwrap_or_default();
        self.print(&text)
    }
}
