//! What was computed last and still holds: most keys only move a cursor, and find here what they
//! need. Whatever it was computed from is kept beside it, so that it is never out of date.

use super::model::Model;
use crate::profile::{Language, Profile};
use crate::steps::{self, Row};
use std::cell::RefCell;
use std::rc::Rc;

/// The rows of the step, and whether there is something to save.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    rows: RefCell<Option<(Asked, Rc<[Row]>)>>,
    unsaved: RefCell<Option<(Profile, Profile, bool)>>,
}

/// What rows depend on.
#[derive(Clone, Debug)]
struct Asked {
    step: usize,
    language: Language,
    filter: String,
    answers: Profile,
}

impl Model {
    /// The rows of the current step.
    #[must_use]
    pub fn rows(&self) -> Rc<[Row]> {
        let filter = self.region_filter.value();
        let mut kept = self.kept.rows.borrow_mut();
        if let Some((asked, rows)) = kept.as_ref()
            && (asked.step, asked.language) == (self.step, self.language)
            && asked.filter == filter
            && asked.answers == self.answers
        {
            return Rc::clone(rows);
        }
        let step = self.current_step();
        let rows = steps::rows(step, &self.answers, self.catalog, self.language, filter);
        let rows: Rc<[Row]> = rows.into();
        let asked = Asked {
            step: self.step,
            language: self.language,
            filter: filter.to_owned(),
            answers: self.answers.clone(),
        };
        *kept = Some((asked, Rc::clone(&rows)));
        rows
    }

    /// Whether there is something to save.
    #[must_use]
    pub fn unsaved(&self) -> bool {
        if self.answers == self.saved {
            return false;
        }
        let mut kept = self.kept.unsaved.borrow_mut();
        if let Some((answers, saved, unsaved)) = kept.as_ref()
            && (answers, saved) == (&self.answers, &self.saved)
        {
            return *unsaved;
        }
        let meaningful = |profile: &Profile| profile.meaningful(self.catalog);
        let unsaved = meaningful(&self.answers) != meaningful(&self.saved);
        *kept = Some((self.answers.clone(), self.saved.clone(), unsaved));
        unsaved
    }
}
