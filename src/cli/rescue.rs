//! What is unsaved when the wizard is ended from outside, and its offer at the next start.

use super::output::talk;
use crate::catalog::CATALOG;
use crate::cli::words;
use crate::profile;
use crate::terminal::{files, rescue};
use crate::wizard::{Model, Rescued};
use std::path::{Path, PathBuf};

/// The model while the wizard runs. Unless the operator left it, unsaved answers are kept when this
/// is dropped: after a signal, at the end of the terminal, by an error or a panic.
pub(super) struct Running {
    /// The wizard.
    pub model: Model,
    /// Where answers are kept; nothing keeps them without.
    folder: Option<PathBuf>,
}

impl Running {
    /// Over this model, to which it offers what was kept for its profile.
    pub fn new(mut model: Model, folder: Option<PathBuf>) -> Self {
        if let Some(rescued) = folder.as_deref().and_then(|folder| found(folder, &model)) {
            model.offer(rescued);
        }
        Self { model, folder }
    }

    /// The operator has left: whatever is unsaved was thrown away.
    pub fn left(&mut self) {
        self.folder = None;
    }
}

fn found(folder: &Path, model: &Model) -> Option<Rescued> {
    let path = rescue::place(folder, model.path());
    let kept = rescue::find(&path, model.path(), base(model))?;
    let answers = profile::from_bytes(kept.text.as_bytes(), &CATALOG).ok()?.profile;
    // Since then they were saved by another way.
    let is_new = answers.meaningful(&CATALOG) != model.answers.meaningful(&CATALOG);
    let (time, profile_changed) = (kept.time, kept.profile_changed);
    is_new.then_some(Rescued { path, answers, kept: time, profile_changed, taken: false })
}

/// The text of the profile that the answers change.
fn base(model: &Model) -> &str {
    model.file.as_ref().map_or("", |file| &file.text)
}

impl Drop for Running {
    fn drop(&mut self) {
        let (Some(folder), Some(text)) = (&self.folder, self.model.unsaved_text()) else { return };
        let (model, words) = (&self.model, words(self.model.language));
        let place = rescue::place(folder, model.path());
        let said = match rescue::keep(&place, model.path(), base(model), &text) {
            Ok(()) => words.kept.to_owned(),
            Err(error) => (words.not_kept)(&files::reason(&error, model.language)),
        };
        talk(&format!("aks-egress: {said}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Language, Profile};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    fn running(folder: &tempfile::TempDir) -> Running {
        let model = Model::new(&CATALOG, Profile::new(CATALOG.as_of), None, Language::En);
        Running::new(model, Some(folder.path().to_owned()))
    }

    #[test]
    fn a_panic_keeps_unsaved_answers() {
        let folder = tempfile::tempdir().unwrap();
        let broken = catch_unwind(AssertUnwindSafe(|| {
            let mut running = running(&folder);
            assert!(running.model.rescued.is_none());
            running.model.answers.nodes.gpu = true;
            panic!("the wizard broke");
        }));
        assert!(broken.is_err());
        let again = running(&folder);
        let rescued = again.model.rescued.as_ref().unwrap();
        assert!(rescued.answers.nodes.gpu && !again.model.answers.nodes.gpu);
    }

    #[test]
    fn nothing_is_kept_of_what_was_saved_or_thrown_away() {
        let folder = tempfile::tempdir().unwrap();
        drop(running(&folder));
        let mut thrown = running(&folder);
        thrown.model.answers.nodes.gpu = true;
        thrown.left();
        drop(thrown);
        let mut saved = running(&folder);
        saved.model.answers.nodes.gpu = true;
        saved.model.saved = saved.model.answers.clone();
        drop(saved);
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    }
}
