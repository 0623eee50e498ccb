//! What is unsaved when the wizard is ended from outside, and its offer at the next start.

use super::output::talk;
use crate::catalog::CATALOG;
use crate::cli::words;
use crate::profile::{self, Language, Profile};
use crate::terminal::{files, rescue};
use crate::wizard::{Model, Rescued};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What would be lost if the wizard that runs now ended, as of the last answer: a panic finds the
/// model half changed, and no other way to it.
pub(super) static DRAFT: Mutex<Option<Draft>> = Mutex::new(None);

/// Keeps it when the program ends by a panic.
pub(super) fn keep_draft() {
    keep(&DRAFT);
}

fn keep(draft: &Mutex<Option<Draft>>) {
    // A panic may have come while it was held.
    let held = draft.try_lock().ok().and_then(|mut draft| draft.take());
    if let Some(draft) = held {
        draft.keep();
    }
}

/// Unsaved answers and whose they are.
pub(super) struct Draft {
    folder: PathBuf,
    profile: Option<PathBuf>,
    base: String,
    answers: Profile,
    language: Language,
}

impl Draft {
    fn of(model: &Model, folder: &Path) -> Option<Self> {
        model.unsaved().then(|| Self {
            folder: folder.to_owned(),
            profile: model.path().map(Path::to_owned),
            base: base(model).to_owned(),
            answers: model.answers.clone(),
            language: model.language,
        })
    }

    fn keep(&self) {
        let (profile, words) = (self.profile.as_deref(), words(self.language));
        let text = profile::write(&self.answers, None, &CATALOG);
        let place = rescue::place(&self.folder, profile);
        let said = match rescue::keep(&place, profile, &self.base, &text) {
            Ok(()) => words.kept.to_owned(),
            Err(error) => (words.not_kept)(&files::reason(&error, self.language)),
        };
        talk(&format!("aks-egress: {said}"));
    }
}

/// Knows where unsaved answers are kept.
pub(super) struct Keeper {
    /// Nothing is kept without.
    folder: Option<PathBuf>,
    draft: &'static Mutex<Option<Draft>>,
}

impl Keeper {
    /// Keeps answers in this folder, and in `draft` until the end.
    pub fn new(folder: Option<PathBuf>, draft: &'static Mutex<Option<Draft>>) -> Self {
        Self { folder, draft }
    }

    /// Takes note of what is unsaved now.
    pub fn note(&self, model: &Model) {
        let draft = self.folder.as_deref().and_then(|folder| Draft::of(model, folder));
        *self.draft.lock().unwrap_or_else(PoisonError::into_inner) = draft;
    }
}

/// The model while the wizard runs. Unless the operator left it, unsaved answers are kept when this
/// is dropped: after a signal, at the end of the terminal or by an error.
pub(super) struct Running {
    /// The wizard.
    pub model: Model,
    /// Takes note of each answer.
    pub keeper: Keeper,
}

impl Running {
    /// Over this model, to which it offers what was kept for its profile.
    pub fn new(mut model: Model, keeper: Keeper) -> Self {
        if let Some(rescued) = keeper.folder.as_deref().and_then(|folder| found(folder, &model)) {
            model.offer(rescued);
        }
        Self { model, keeper }
    }

    /// The operator has left: whatever is unsaved was thrown away.
    pub fn left(&mut self) {
        self.keeper.folder = None;
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
        self.keeper.note(&self.model);
        keep(self.keeper.draft);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn running(folder: &tempfile::TempDir) -> Running {
        let model = Model::new(&CATALOG, Profile::new(CATALOG.as_of), None, Language::En);
        let draft = Box::leak(Box::new(Mutex::new(None)));
        Running::new(model, Keeper::new(Some(folder.path().to_owned()), draft))
    }

    #[test]
    fn a_panic_keeps_the_answers_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut running_now = running(&folder);
        assert!(running_now.model.rescued.is_none());
        running_now.model.answers.nodes.gpu = true;
        running_now.keeper.note(&running_now.model);
        running_now.model.answers.nodes.windows = true;
        // What the panic hook does: nothing is unwound.
        keep(running_now.keeper.draft);
        std::mem::forget(running_now);
        let again = running(&folder);
        let rescued = again.model.rescued.as_ref().unwrap();
        assert!(rescued.answers.nodes.gpu && !rescued.answers.nodes.windows);
        assert!(!again.model.answers.nodes.gpu);
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
