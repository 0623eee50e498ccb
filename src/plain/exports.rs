//! Exports: to the screen, to a file, to the clipboard, and field after field.

use super::face::Face;
use crate::export::{self, Format};
use crate::wizard::{Key, Message, Page, Place};
use std::io;

impl Face<'_> {
    /// `e FORMAT [FILE]`
    pub(super) fn export(&mut self, rest: &str) -> io::Result<()> {
        let (id, file) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        if !self.open_export(id)? {
            return Ok(());
        }
        match file.trim() {
            "" => {
                let text = match self.model.pages.last() {
                    Some(Page::Export(page)) => page.text.clone(),
                    _ => String::new(),
                };
                self.print(&text)
            }
            file => {
                self.press(&[Key::Char('w')])?;
                self.type_line(file)
            }
        }
    }

    /// `y FORMAT`
    pub(super) fn copy(&mut self, id: &str) -> io::Result<()> {
        if self.open_export(id)? {
            self.press(&[Key::Char('y')])?;
        }
        Ok(())
    }

    /// Opens the export page with a format; tells what is wrong if it does not open.
    fn open_export(&mut self, id: &str) -> io::Result<bool> {
        let Some(index) = export::formats().iter().position(|format| format.id == id) else {
            self.no_format(id)?;
            return Ok(false);
        };
        self.press_command(Key::Char('e'))?;
        self.send(Message::Point(Place::Format(index)))?;
        let open = matches!(self.model.pages.last(), Some(Page::Export(_)));
        if open {
            self.say_losses(&export::formats()[index])?;
        }
        Ok(open)
    }

    /// Tells what the format cannot say of these rules.
    fn say_losses(&mut self, format: &'static Format) -> io::Result<()> {
        let (language, warning) = (self.model.language, self.model.words().warning);
        let warnings = format.warnings(&self.model.rules, self.model.options, language);
        let texts: Vec<String> = warnings.into_iter().map(|warning| warning.text).collect();
        texts.iter().try_for_each(|text| self.say(&(self.model.words().labelled)(warning, text)))
    }

    fn no_format(&mut self, id: &str) -> io::Result<()> {
        let words = self.words();
        if !id.is_empty() {
            self.say(&(words.no_format)(id))?;
        }
        if let Some(format) = export::nearest(id).filter(|_| !id.is_empty()) {
            return self.say(&(words.did_you_mean)(format.id));
        }
        self.say(words.formats)?;
        for format in export::formats() {
            let about = format.about.get(self.model.language);
            self.item("  ", &(self.model.words().labelled)(format.id, about))?;
        }
        Ok(())
    }

    /// The paste walk: one line copies one field.
    pub(super) fn walk(&mut self) -> io::Result<()> {
        if !self.open_export("portal")? {
            return Ok(());
        }
        self.press(&[Key::Char('p')])?;
        self.say(self.words().walk_help)?;
        while let Some((prompt, last)) = self.walk_prompt() {
            match self.ask_bare(&prompt)? {
                Some(line) if line.trim().is_empty() => self.press(&[Key::Enter])?,
                _ => break,
            }
            if last {
                break;
            }
        }
        Ok(())
    }

    /// The field that comes next, and whether it is the last.
    fn walk_prompt(&self) -> Option<(String, bool)> {
        let Some(Page::Walk(walk)) = self.model.pages.last() else { return None };
        let field = walk.sheet.fields().nth(walk.at)?;
        let all = walk.sheet.fields().count();
        let prompt = (self.words().walk_prompt)(walk.at + 1, all, field.label, &field.value);
        Some((prompt, walk.at + 1 == all))
    }
}
