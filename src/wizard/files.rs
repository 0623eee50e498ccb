//! Saving the profile, writing exports, and the questions on the way.

use super::effect::{Effect, Over, Purpose};
use super::message::WriteFault;
use super::model::{Ask, File, Line, LineFor, Model, Page};
use crate::export;
use crate::profile;
use std::path::{Path, PathBuf};

impl Model {
    /// Saves the profile, or asks for a file name.
    pub(super) fn save(&mut self) -> Vec<Effect> {
        match self.file.clone() {
            Some(file) => {
                let over = Over::Unchanged(file.text.into_bytes());
                self.save_as(file.path, over)
            }
            None => {
                if let Some(path) = self.save_to.clone() {
                    self.save_as(path, Over::Nothing)
                } else {
                    self.ask_name(Purpose::Profile, "aks-egress.toml");
                    Vec::new()
                }
            }
        }
    }

    fn save_as(&mut self, path: PathBuf, over: Over) -> Vec<Effect> {
        let original = self.file.as_ref().map(|file| file.text.as_str());
        self.writing = profile::write(&self.answers, original, self.catalog).into_bytes();
        self.write(Purpose::Profile, path, over)
    }

    fn write(&self, purpose: Purpose, path: PathBuf, over: Over) -> Vec<Effect> {
        vec![Effect::Write { purpose, path, bytes: self.writing.clone(), over }]
    }

    fn ask_name(&mut self, purpose: Purpose, name: &str) {
        self.line = Some(Line {
            purpose: LineFor::FileName(purpose),
            input: name.to_owned().into(),
            error: None,
        });
    }

    /// Asks where to write the export that is shown.
    pub(super) fn ask_export_name(&mut self) {
        let Some(Page::Export(page)) = self.pages.last() else { return };
        let format = &export::formats()[page.format];
        self.writing = page.text.clone().into_bytes();
        let path = self.file.as_ref().map(|file| &file.path).or(self.save_to.as_ref());
        let name = match path {
            Some(path) => path.with_extension(format.extension),
            None => Path::new("aks-egress").with_extension(format.extension),
        };
        self.ask_name(Purpose::Export, &name.to_string_lossy());
    }

    /// A file name was given.
    pub(super) fn take_name(&mut self, purpose: Purpose, name: &str) -> Vec<Effect> {
        let path = PathBuf::from(name.trim());
        if path.as_os_str().is_empty() {
            self.quit_when_saved = false;
            return Vec::new();
        }
        match purpose {
            Purpose::Profile => self.save_as(path, Over::Nothing),
            Purpose::Export => self.write(purpose, path, Over::Nothing),
        }
    }

    pub(super) fn written(
        &mut self,
        purpose: Purpose,
        path: PathBuf,
        result: Result<(), WriteFault>,
    ) -> Vec<Effect> {
        let shown = crate::cells::safe(&path.to_string_lossy()).into_owned();
        match (result, purpose) {
            (Ok(()), Purpose::Profile) => {
                let text = String::from_utf8_lossy(&self.writing).into_owned();
                self.file = Some(File { path, text });
                self.saved = self.answers.clone();
                self.say((self.words().saved)(&shown));
                if self.quit_when_saved {
                    return vec![Effect::Quit];
                }
            }
            (Ok(()), Purpose::Export) => self.say((self.words().written)(&shown)),
            (Err(WriteFault::Exists), _) => {
                self.ask = Some(Ask::Replace { purpose, path, changed: false });
            }
            (Err(WriteFault::Changed), _) => {
                self.ask = Some(Ask::Replace { purpose, path, changed: true });
            }
            (Err(WriteFault::Failed(reason)), _) => {
                self.quit_when_saved = false;
                self.complain((self.words().not_written)(&shown, &reason));
            }
        }
        Vec::new()
    }

    /// The file is to be replaced all the same.
    pub(super) fn replace(&mut self) -> Vec<Effect> {
        match self.ask.take() {
            Some(Ask::Replace { purpose, path, .. }) => self.write(purpose, path, Over::Anything),
            other => {
                self.ask = other;
                Vec::new()
            }
        }
    }

    /// The file is to keep its content: another name.
    pub(super) fn other_name(&mut self) {
        if let Some(Ask::Replace { purpose, path, .. }) = self.ask.take() {
            self.ask_name(purpose, &path.to_string_lossy());
        }
    }

    /// Leaves, or asks what to do with unsaved changes.
    pub(super) fn quit(&mut self) -> Vec<Effect> {
        if self.unsaved() {
            self.ask = Some(Ask::Quit);
            return Vec::new();
        }
        vec![Effect::Quit]
    }
}
