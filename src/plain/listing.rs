//! A step as numbered lines.

use super::face::Face;
use crate::profile::Language;
use crate::steps::{Field, Input, Mark, REGION_STEP, REVIEW_STEP, Row, STEPS};
use crate::wizard::Entry;
use std::io;

/// A longer list of regions is narrowed before it is read out.
const READABLE: usize = 20;

/// What makes a listing another one: marks may change, numbers may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listing {
    step: usize,
    language: Language,
    reviewing: bool,
    rows: Vec<(usize, String)>,
}

impl Face<'_> {
    /// Lists the step if the numbers of the last listing no longer hold.
    pub(super) fn list_if_changed(&mut self) -> io::Result<()> {
        let rows = self.rows();
        if self.listing.as_ref() == Some(&self.listing_of(&rows)) {
            return Ok(());
        }
        self.list(rows)
    }

    /// The rows of the step; what else the review page offers are commands here.
    pub(super) fn rows(&self) -> Vec<Row> {
        let mut rows = self.model.rows().to_vec();
        rows.retain(|row| !matches!(row.mark, Mark::Task(_)));
        rows
    }

    fn listing_of(&self, rows: &[Row]) -> Listing {
        Listing {
            step: self.model.step,
            language: self.model.language,
            reviewing: self.model.reviewing,
            rows: rows.iter().map(|row| (row.field, row.value.clone())).collect(),
        }
    }

    fn list(&mut self, rows: Vec<Row>) -> io::Result<()> {
        let (words, step) = (self.words(), self.model.step);
        let here = self.model.current_step();
        self.blank()?;
        self.say(&(words.step)(step + 1, STEPS.len(), here.title.get(self.model.language)))?;
        let about = here.about.get(self.model.language);
        self.say(if step == REVIEW_STEP { words.about_review } else { about })?;
        let filtered = !self.model.region_filter.value().is_empty();
        if step == REGION_STEP && rows.len() > READABLE && !filtered {
            self.listing = Some(self.listing_of(&rows));
            self.listed.clear();
            return self.say(&(words.narrow)(rows.len()));
        }
        self.list_rows(rows)?;
        if step == REVIEW_STEP {
            self.blank()?;
            self.say_counts()?;
            self.say_findings(&[])?;
        }
        Ok(())
    }

    /// Lists rows under the headings of their fields; from now on numbers mean them.
    pub(super) fn list_rows(&mut self, rows: Vec<Row>) -> io::Result<()> {
        let digits = rows.len().to_string().len();
        let mut heading = String::new();
        for (index, row) in rows.iter().enumerate() {
            let title = self.heading(row);
            if title != heading && !title.is_empty() {
                self.blank()?;
                self.say(&title)?;
            } else if title != heading {
                self.blank()?;
            }
            heading = title;
            let lead = format!("{:>width$}. ", index + 1, width = digits + 2);
            let text = self.row_text(row);
            self.item(&lead, &text)?;
        }
        self.listing = Some(self.listing_of(&rows));
        self.listed = rows;
        Ok(())
    }

    /// The heading under which a row stands; rows that are a field of their own have none.
    fn heading(&self, row: &Row) -> String {
        let (words, language) = (self.words(), self.model.language);
        if let Mark::Answer(step, _) = row.mark {
            return STEPS[step].title.get(language).to_owned();
        }
        let Some(field) = self.field(row) else { return String::new() };
        let title = field.title.get(language);
        match field.input {
            Input::One { .. } | Input::Region => (words.one_of)(title),
            Input::Many { .. } | Input::Addons | Input::PrivateEndpoints => (words.any_of)(title),
            Input::Flag { .. } | Input::Line { .. } => String::new(),
        }
    }

    /// The field of the current step that a row belongs to.
    pub(super) fn field(&self, row: &Row) -> Option<&'static Field> {
        self.model.current_step().fields.get(row.field)
    }

    fn row_text(&self, row: &Row) -> String {
        let words = self.words();
        let with_note = |text: String| match row.note.as_str() {
            "" => text,
            note => (self.model.words().labelled)(&text, note),
        };
        match &row.mark {
            Mark::Radio(true) => with_note(row.label.clone() + words.chosen),
            Mark::Radio(false) | Mark::Answer(..) | Mark::Task(_) => with_note(row.label.clone()),
            Mark::Check(false) => with_note(format!("[ ] {}", row.label)),
            Mark::Check(true) | Mark::Pulled => with_note(format!("[x] {}", row.label)),
            Mark::Line(text) => {
                let text = if text.is_empty() { words.none } else { text };
                (self.model.words().labelled)(&row.label, text)
                    + &(self.model.words().aside)(&row.note)
            }
        }
    }

    /// The prompt of the step, with the answers that an empty line keeps.
    pub(super) fn step_prompt(&self) -> String {
        let words = self.words();
        let title = self.model.current_step().title.get(self.model.language);
        let answers = self.present_answers();
        if self.model.reviewing {
            return (words.prompt_from_review)(title, &answers);
        }
        (words.prompt)(self.model.step + 1, STEPS.len(), title, &answers)
    }

    fn present_answers(&self) -> String {
        let words = self.words();
        let step = self.model.current_step();
        let (answers, catalog) = (&self.model.answers, self.model.catalog);
        // The rows themselves may be narrowed by a filter.
        let rows = crate::steps::rows(step, answers, catalog, self.model.language, "");
        let present: Vec<String> = rows
            .into_iter()
            .filter_map(|row| match row.mark {
                Mark::Line(text) => Some(text).filter(|text| !text.is_empty()),
                Mark::Answer(..) | Mark::Task(_) => None,
                mark => mark.is_on().then_some(row.label),
            })
            .collect();
        if present.is_empty() {
            words.none.to_owned()
        } else {
            present.join(self.model.words().comma)
        }
    }

    /// A rule in a line: port, destination and features.
    pub(super) fn rule_text(&self, entry: &Entry) -> String {
        let row = entry.row();
        let port = format!("{} {}", row.protocol, row.port);
        (self.words().rule)(&port, &entry.destination(self.model), &entry.features(self.model))
    }
}
