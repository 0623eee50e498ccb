//! Fields as the rows that a face shows: one per choice, flag or line.

use super::{Choice, Field, Input, STEPS, Step, holds};
use crate::catalog::Catalog;
use crate::profile::{Language, Profile};

/// One selectable line of a step.
#[derive(Clone, Debug)]
pub struct Row {
    /// Index of its field in the step.
    pub field: usize,
    /// The value it stands for; for an answer on the review page, the key.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// What it means; may be empty.
    pub note: String,
    /// How it is marked.
    pub mark: Mark,
}

/// How a row is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// One of several; on when it is the answer.
    Radio(bool),
    /// Any of several; on when it is taken.
    Check(bool),
    /// Needed by another choice and therefore on: it cannot be taken off here.
    Pulled,
    /// A line of text.
    Line(String),
    /// An answer on the review page: step and field.
    Answer(usize, usize),
    /// Something to do on the review page.
    Task(Task),
}

/// What the review page offers beside its answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// What changed since the profile's edition.
    Changes,
    /// Compare a firewall with the rules.
    Audit,
    /// What a refused destination is.
    Explain,
}

impl Mark {
    /// Whether the choice is taken.
    #[must_use]
    pub fn is_on(&self) -> bool {
        matches!(self, Self::Radio(true) | Self::Check(true) | Self::Pulled)
    }
}

/// The rows of a step. `filter` narrows the regions by name.
#[must_use]
pub fn rows(
    step: &Step,
    profile: &Profile,
    catalog: &Catalog,
    language: Language,
    filter: &str,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let void = profile.void_keys(catalog);
    for (index, field) in step.fields.iter().enumerate() {
        if !void.contains(&field.key) {
            let found = field_rows(field, profile, catalog, language, filter);
            rows.extend(found.into_iter().map(|row| Row { field: index, ..row }));
        }
    }
    if step.id == "review" {
        let own = step.fields.len();
        // What to do about an old edition comes before everything else.
        if profile.edition < catalog.as_of {
            rows.insert(0, super::review::task(Task::Changes, own, profile, language));
        }
        for task in [Task::Audit, Task::Explain] {
            rows.push(super::review::task(task, own, profile, language));
        }
        rows.extend(answers(profile, catalog, language, own, &void));
    }
    rows
}

/// The row on which the cursor of a step starts: the answer of its first field, so that Enter there
/// changes nothing.
#[must_use]
pub fn first_answers(profile: &Profile, catalog: &Catalog, language: Language) -> Vec<usize> {
    let void = profile.void_keys(catalog);
    let start = |step: &Step| {
        let first = step.fields.iter().find(|field| !void.contains(&field.key));
        let rows = first.map(|field| field_rows(field, profile, catalog, language, ""));
        rows.and_then(|rows| rows.iter().position(|row| row.mark.is_on())).unwrap_or(0)
    };
    STEPS.iter().map(start).collect()
}

pub(super) fn field_rows(
    field: &Field,
    profile: &Profile,
    catalog: &Catalog,
    language: Language,
    filter: &str,
) -> Vec<Row> {
    let from_choice = |choice: &Choice, mark: Mark| Row {
        field: 0,
        value: choice.name.to_owned(),
        label: choice.label.get(language).to_owned(),
        note: choice.note.get(language).to_owned(),
        mark,
    };
    let single = |note: &'static str, mark: Mark| {
        let label = field.title.get(language).to_owned();
        vec![Row { field: 0, value: field.key.to_owned(), label, note: note.to_owned(), mark }]
    };
    let value = || field.value(profile);
    match &field.input {
        Input::One { choices } => {
            let value = value();
            let mark = |choice: &Choice| Mark::Radio(holds(value.as_ref(), choice.name));
            choices.iter().map(|choice| from_choice(choice, mark(choice))).collect()
        }
        Input::Many { choices } => {
            let value = value();
            let mark = |choice: &Choice| Mark::Check(holds(value.as_ref(), choice.name));
            choices.iter().map(|choice| from_choice(choice, mark(choice))).collect()
        }
        Input::Flag { note } => {
            single(note.get(language), Mark::Check(holds(value().as_ref(), field.key)))
        }
        Input::Line { note } => single(note.get(language), Mark::Line(field.line(profile))),
        Input::Region => super::region::region_rows(profile, catalog, language, filter),
        Input::Addons => super::addons::addon_rows(profile, catalog, language),
        Input::PrivateEndpoints => super::addons::endpoint_rows(profile, catalog, language),
    }
}

/// Every answer that is asked for, as rows of the review page.
fn answers(
    profile: &Profile,
    catalog: &Catalog,
    language: Language,
    own: usize,
    void: &[&str],
) -> Vec<Row> {
    let mut rows = Vec::new();
    for (step_index, step) in STEPS.iter().enumerate().filter(|(_, step)| step.id != "review") {
        for (field_index, field) in step.fields.iter().enumerate() {
            if !void.contains(&field.key) {
                rows.push(Row {
                    field: own + 1 + step_index,
                    value: field.key.to_owned(),
                    label: field.title.get(language).to_owned(),
                    note: field.answer(profile, catalog, language),
                    mark: Mark::Answer(step_index, field_index),
                });
            }
        }
    }
    rows
}
