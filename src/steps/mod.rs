//! The questions, one step per file. A step is a list of fields; a field asks for one key of
//! the profile. The wizard, the plain face and the review page all walk [`STEPS`].

mod addons;
mod api_server;
mod cloud;
mod destinations;
mod firewall;
mod nodes;
mod region;
mod review;
mod row;

pub use region::region_elsewhere;
pub use row::{Mark, Row, Task, first_answers, rows};

use crate::catalog::{Catalog, Text};
use crate::profile::{Key, Language, Profile, Value, keys};

/// The steps, in the order in which they are asked.
pub static STEPS: &[Step] = &[
    cloud::STEP,
    region::STEP,
    api_server::STEP,
    nodes::STEP,
    addons::STEP,
    destinations::STEP,
    firewall::STEP,
    review::STEP,
];

/// Index of the step in which typing filters the list.
pub const REGION_STEP: usize = 1;
/// Index of the last step, which lists all answers.
pub const REVIEW_STEP: usize = 7;

/// One page of questions.
pub struct Step {
    /// Stable name.
    pub id: &'static str,
    /// A word or two, for the list of steps.
    pub title: Text,
    /// What is asked, in a sentence.
    pub about: Text,
    /// The questions, in order.
    pub fields: &'static [Field],
}

/// One question: one key of the profile. It is asked while its answer means something.
pub struct Field {
    /// The key in the profile, for example `cluster.cloud`.
    pub key: &'static str,
    /// The question in a few words.
    pub title: Text,
    /// How it is answered.
    pub input: Input,
}

/// How a field is answered.
pub enum Input {
    /// One of a few.
    One {
        /// What can be chosen.
        choices: &'static [Choice],
    },
    /// Any number of a few.
    Many {
        /// What can be chosen.
        choices: &'static [Choice],
    },
    /// Yes or no.
    Flag {
        /// What yes means.
        note: Text,
    },
    /// A line of text, checked as in a file.
    Line {
        /// What to type.
        note: Text,
    },
    /// One of the cloud's regions.
    Region,
    /// Any number of the catalog's add-ons.
    Addons,
    /// Of the chosen add-ons, those reached through a private endpoint.
    PrivateEndpoints,
}

/// One thing that can be chosen.
pub struct Choice {
    /// The value in the profile.
    pub name: &'static str,
    /// What it is called.
    pub label: Text,
    /// What it means for the rules.
    pub note: Text,
}

impl Field {
    /// The present answer; where the operator left it open, what the program takes in its place.
    fn value(&self, profile: &Profile) -> Option<Value> {
        keys::key(self.key).and_then(|key| (key.get)(&profile.effective()))
    }

    /// Whether the choice with this name is taken.
    #[must_use]
    pub fn has(&self, profile: &Profile, name: &str) -> bool {
        holds(self.value(profile).as_ref(), name)
    }

    /// Takes the choice with this name; one of several that is taken is given back.
    pub fn choose(&self, profile: &mut Profile, name: &str) {
        let Some(key) = keys::key(self.key) else { return };
        let value = match self.value(profile) {
            Some(Value::List(mut items)) => {
                toggle(&mut items, name);
                Value::List(items)
            }
            Some(Value::Flag(flag)) => Value::Flag(!flag),
            _ => Value::Text(name.to_owned()),
        };
        (key.set)(profile, Some(&value));
    }

    /// Whether the answer is a list that is typed on one line.
    #[must_use]
    pub fn is_list(&self) -> bool {
        keys::key(self.key).is_some_and(Key::is_typed_list)
    }

    /// The present answer on one line.
    #[must_use]
    pub fn line(&self, profile: &Profile) -> String {
        keys::key(self.key).map(|key| key.line(profile)).unwrap_or_default()
    }

    /// Takes a line as the answer.
    ///
    /// # Errors
    /// What is wrong with it and what to do; the profile is as it was.
    pub fn take_line(
        &self,
        profile: &mut Profile,
        line: &str,
        catalog: &Catalog,
        language: Language,
    ) -> Result<(), String> {
        let Some(key) = keys::key(self.key) else { return Ok(()) };
        key.take_line(profile, line, catalog).map_err(|problem| match problem.help(language) {
            Some(help) => format!("{}{}{help}", problem.text(language), language.of("; ", "；")),
            None => problem.text(language),
        })
    }

    /// The present answer in a few words.
    #[must_use]
    pub fn answer(&self, profile: &Profile, catalog: &Catalog, language: Language) -> String {
        match &self.input {
            Input::Flag { .. } => yes_no(self.has(profile, self.key), language).to_owned(),
            Input::Line { .. } => {
                let text = self.line(profile);
                if text.is_empty() { "-".to_owned() } else { text }
            }
            _ => {
                let all = row::field_rows(self, profile, catalog, language, "");
                let taken: Vec<String> =
                    all.into_iter().filter(|row| row.mark.is_on()).map(|row| row.label).collect();
                if taken.is_empty() { "-".to_owned() } else { taken.join(", ") }
            }
        }
    }
}

/// Whether an answer takes the choice with this name.
fn holds(value: Option<&Value>, name: &str) -> bool {
    match value {
        Some(Value::Text(text)) => text == name,
        Some(Value::List(items)) => items.iter().any(|item| item == name),
        Some(Value::Flag(flag)) => *flag,
        _ => false,
    }
}

fn yes_no(yes: bool, language: Language) -> &'static str {
    if yes { language.of("yes", "是") } else { language.of("no", "否") }
}

const fn both(en: &'static str, zh: &'static str) -> Text {
    Text { en, zh }
}

const fn choice(name: &'static str, label: Text, note: Text) -> Choice {
    Choice { name, label, note }
}

/// Adds a name to a list, or takes it out.
fn toggle(names: &mut Vec<String>, name: &str) {
    match names.iter().position(|known| known == name) {
        Some(index) => {
            names.remove(index);
        }
        None => names.push(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::CATALOG;
    use crate::profile::keys::KEYS;

    fn fields() -> impl Iterator<Item = &'static Field> {
        STEPS.iter().flat_map(|step| step.fields)
    }

    #[test]
    fn every_key_of_the_profile_is_asked_for_once() {
        for key in KEYS.iter().filter(|key| key.path != "version") {
            let asked = fields().filter(|field| field.key == key.path).count();
            assert_eq!(asked, 1, "{}", key.path);
        }
        for field in fields() {
            assert!(KEYS.iter().any(|key| key.path == field.key), "{}", field.key);
        }
    }

    #[test]
    fn every_choice_is_a_value_of_its_key() {
        for field in fields() {
            let (Input::One { choices, .. } | Input::Many { choices, .. }) = &field.input else {
                continue;
            };
            let key = KEYS.iter().find(|key| key.path == field.key).expect("a key");
            let offered: Vec<&str> = choices.iter().map(|choice| choice.name).collect();
            for name in key.allowed() {
                assert!(offered.contains(name), "{} does not offer {name}", field.key);
            }
            assert_eq!(offered.len(), key.allowed().len(), "{}", field.key);
        }
    }

    #[test]
    fn steps_stand_where_their_constants_say() {
        assert_eq!(STEPS[REGION_STEP].id, "region");
        assert_eq!(STEPS[REVIEW_STEP].id, "review");
        assert_eq!(REVIEW_STEP + 1, STEPS.len());
    }

    #[test]
    fn every_step_has_rows_and_both_languages() {
        let profile = Profile::new(CATALOG.as_of);
        for step in STEPS {
            for language in Language::ALL {
                let rows = rows(step, &profile, &CATALOG, *language, "");
                assert!(!rows.is_empty(), "{}", step.id);
                assert!(rows.iter().all(|row| !row.label.is_empty()), "{}", step.id);
            }
        }
    }
}
