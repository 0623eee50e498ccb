//! Answers that were unsaved when an earlier wizard was ended from outside: they are offered before
//! anything else.

use super::effect::Effect;
use super::model::Model;
use super::over::Ask;
use crate::profile::Profile;
use crate::steps::REVIEW_STEP;
use std::path::PathBuf;

/// Answers that were kept.
#[derive(Clone, Debug)]
pub struct Rescued {
    /// The file that holds them.
    pub path: PathBuf,
    /// The answers.
    pub answers: Profile,
    /// When they were kept.
    pub kept: String,
    /// Whether the profile was changed since.
    pub profile_changed: bool,
    /// Whether they were taken.
    pub taken: bool,
}

impl Model {
    /// Asks whether to take answers that were kept.
    pub fn offer(&mut self, rescued: Rescued) {
        self.rescued = Some(rescued);
        self.ask = Some(Ask::Rescued);
    }

    /// The question about the answers that were kept.
    #[must_use]
    pub fn rescued_question(&self) -> String {
        let words = self.words();
        let Some(rescued) = &self.rescued else { return String::new() };
        let say = if rescued.profile_changed { words.rescued_changed } else { words.rescued };
        say(&rescued.kept)
    }

    /// Takes the answers that were kept, as a change that can be undone. Their file stays until
    /// they are saved or thrown away.
    pub(super) fn take_rescued(&mut self) -> Vec<Effect> {
        self.ask = None;
        let Some(rescued) = &mut self.rescued else { return Vec::new() };
        rescued.taken = true;
        let answers = rescued.answers.clone();
        let effects = self.change(answers);
        self.go_to(REVIEW_STEP);
        self.say(self.words().rescued_taken);
        effects
    }

    /// Throws them away.
    pub(super) fn refuse_rescued(&mut self) -> Vec<Effect> {
        self.ask = None;
        self.rescued.take().map(|rescued| Effect::Remove(rescued.path)).into_iter().collect()
    }

    /// They were saved, or thrown away with all that was unsaved: their file is of no more use.
    pub(super) fn done_with_rescued(&mut self) -> Vec<Effect> {
        let taken = self.rescued.take_if(|rescued| rescued.taken);
        taken.map(|rescued| Effect::Remove(rescued.path)).into_iter().collect()
    }
}
