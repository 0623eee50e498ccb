//! Taking the last change back, and forth again.

use super::effect::Effect;
use super::model::Model;
use crate::profile::Profile;
use crate::steps::{Field, STEPS};

impl Model {
    pub(super) fn undo(&mut self) -> Vec<Effect> {
        let Some(before) = self.undo.pop() else {
            self.say(self.words().nothing_to_undo);
            return Vec::new();
        };
        let now = std::mem::replace(&mut self.answers, before);
        self.say((self.words().undone)(&self.difference(&now)));
        self.redo.push(now);
        self.chosen()
    }

    pub(super) fn redo(&mut self) -> Vec<Effect> {
        let Some(after) = self.redo.pop() else {
            self.say(self.words().nothing_to_redo);
            return Vec::new();
        };
        let now = std::mem::replace(&mut self.answers, after);
        self.say((self.words().redone)(&self.difference(&now)));
        self.undo.push(now);
        self.chosen()
    }

    /// The first question whose answer differs, and its answer now.
    fn difference(&self, other: &Profile) -> String {
        let fields = STEPS.iter().flat_map(|step| step.fields);
        let answer = |field: &Field, profile| field.answer(profile, self.catalog, self.language);
        let changed =
            fields.into_iter().find(|field| answer(field, other) != answer(field, &self.answers));
        let told = changed.map(|field| {
            (self.words().labelled)(field.title.get(self.language), &answer(field, &self.answers))
        });
        told.unwrap_or_default()
    }
}
