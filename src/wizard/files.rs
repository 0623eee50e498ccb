//! Saving the profile, writing exports, and the questions on the way.

use super::effect::{Effect, Over, Purpose};
use super::message::WriteFault;
use super::model::{File, Model};
use super::over::{Ask, Line, LineFor, Page};
use crate::export;
use crate::profile;
use std::path::{Path, PathBuf};

impl Model {
    /// Saves the profile, or asks for a file name. A line that is being typed is taken first.
    pub(super) fn save(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(line) = &self.line {
            let is_name = matches!(line.purpose, LineFor::FileName(..) | LineFor::Firewall);
            effects = self.accept();
            if is_name || self.line.is_some() {
                return effects;
            }
        }
        let original = self.file.as_ref().map(|file| file.text.as_str());
        let bytes = profile::write(&self.answers, original, self.catalog).into_bytes();
        let known = match (&self.file, &self.save_to) {
            (Some(file), _) => {
                Some((file.path.clone(), Over::Unchanged(file.text.clone().into_bytes())))
            }
            (None, Some(path)) => Some((path.clone(), Over::Nothing)),
            (None, None) => None,
        };
        match known {
            Some((path, over)) => {
                effects.push(Effect::Write { purpose: Purpose::Profile, path, bytes, over });
            }
            None => self.ask_name(Purpose::Profile, bytes, "aks-egress.toml"),
        }
        effects
    }

    fn ask_name(&mut self, purpose: Purpose, bytes: Vec<u8>, name: &str) {
        self.line = Some(Line {
            purpose: LineFor::FileName(purpose, bytes),
            input: name.to_owned().into(),
            error: None,
        });
    }

    /// Asks where to write the export that is shown.
    pub(super) fn ask_export_name(&mut self) {
        let Some(Page::Export(page)) = self.pages.last() else { return };
        let format = &export::formats()[page.format];
        let bytes = page.text.clone().into_bytes();
        let path = self.path().unwrap_or(Path::new("aks-egress.toml"));
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        // What is missing must not take the place of the whole plan's export.
        let missing = if self.missing.is_some() { "-missing" } else { "" };
        // Formats that share an extension would overwrite each other's files.
        let first = export::formats().iter().position(|one| one.extension == format.extension);
        let kind = if first == Some(page.format) { "" } else { &*format!("-{}", format.id) };
        let name = path.with_file_name(format!("{stem}{kind}{missing}.{}", format.extension));
        self.ask_name(Purpose::Export, bytes, &name.to_string_lossy());
    }

    /// A file name was given.
    pub(super) fn take_name(
        &mut self,
        purpose: Purpose,
        bytes: Vec<u8>,
        name: &str,
    ) -> Vec<Effect> {
        let path = PathBuf::from(name.trim());
        if path.as_os_str().is_empty() {
            self.quit_when_saved = false;
            return Vec::new();
        }
        vec![Effect::Write { purpose, path, bytes, over: Over::Nothing }]
    }

    pub(super) fn written(
        &mut self,
        purpose: Purpose,
        path: PathBuf,
        bytes: Vec<u8>,
        result: Result<(), WriteFault>,
    ) -> Vec<Effect> {
        let shown = crate::cells::safe(&path.to_string_lossy()).into_owned();
        match (result, purpose) {
            (Ok(()), Purpose::Profile) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                self.file = Some(File { path, text });
                self.saved = self.answers.clone();
                self.say((self.words().saved)(&shown));
                let mut effects = self.done_with_rescued();
                if self.quit_when_saved {
                    effects.push(Effect::Quit);
                    return effects;
                }
                // A tag file is looked for beside the profile, which may have a new place now.
                self.forget_unread_tags();
                effects.extend(self.want_tags());
                return effects;
            }
            (Ok(()), Purpose::Export) => self.say((self.words().written)(&shown)),
            (Err(WriteFault::Exists), _) => {
                self.ask = Some(Ask::Replace { purpose, path, bytes, changed: false });
            }
            (Err(WriteFault::Changed), _) => {
                self.ask = Some(Ask::Replace { purpose, path, bytes, changed: true });
            }
            (Err(WriteFault::Failed(reason)), _) => {
                self.quit_when_saved = false;
                self.ask_name(purpose, bytes, &path.to_string_lossy());
                self.complain((self.words().not_written)(&shown, &reason));
            }
        }
        Vec::new()
    }

    /// The file is to be replaced all the same.
    pub(super) fn replace(&mut self) -> Vec<Effect> {
        match self.ask.take() {
            Some(Ask::Replace { purpose, path, bytes, .. }) => {
                vec![Effect::Write { purpose, path, bytes, over: Over::Anything }]
            }
            other => {
                self.ask = other;
                Vec::new()
            }
        }
    }

    /// The file is to keep its content: another name.
    pub(super) fn other_name(&mut self) {
        if let Some(Ask::Replace { purpose, path, bytes, .. }) = self.ask.take() {
            self.ask_name(purpose, bytes, &path.to_string_lossy());
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

    /// Leaves; what is unsaved is lost.
    pub(super) fn discard(&mut self) -> Vec<Effect> {
        let mut effects = self.done_with_rescued();
        effects.push(Effect::Quit);
        effects
    }
}
