//! What changed between two rule sets, and what is to be done about it.
//!
//! Two profiles are compared, or one at two editions. What brought a change is found by asking a
//! third rule set: the older answers at the newer edition. A rule that changes already there
//! changed with the article, and a walk over the editions between tells the day; the others
//! changed with the answers.

mod field;
mod json;
mod life;
mod pair;
mod say;
mod why;

pub use field::Field;

use super::Sheet;
use crate::catalog::{Catalog, Date, Requirement};
use crate::profile::{KEYS, Language, Profile, Value};
use crate::rules::{Rule, RuleSet, resolve};
use crate::service_tags::ServiceTags;
use life::Life;

/// One of the two that are compared.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// What it is called: the profile's file. Two sides of one name are one profile.
    pub name: String,
    /// The answers, with the edition to compare.
    pub profile: &'a Profile,
    /// Its service tag file, if one was read.
    pub tags: Option<&'a ServiceTags>,
}

impl<'a> Side<'a> {
    /// A profile as it is.
    #[must_use]
    pub fn new(name: &str, profile: &'a Profile, tags: Option<&'a ServiceTags>) -> Self {
        Self { name: name.to_owned(), profile, tags }
    }
}

/// What a change asks of the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A required rule came, grew stricter or goes elsewhere: without it something breaks.
    Action,
    /// A rule came that the source only recommends.
    WorthAdding,
    /// A rule went: it can be removed from the firewall.
    CleanUp,
    /// Nothing is to be done on the firewall.
    Wording,
}

impl Class {
    /// Every class, what matters most first.
    pub const ALL: [Self; 4] = [Self::Action, Self::WorthAdding, Self::CleanUp, Self::Wording];

    /// As it stands in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Action => "action-needed",
            Self::WorthAdding => "worth-adding",
            Self::CleanUp => "clean-up",
            Self::Wording => "wording-or-condition",
        }
    }
}

/// What brought a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The edition: the article, or a reading that took effect.
    Edition(Day),
    /// Another answer.
    Answers,
}

/// When the newer of two editions began to be as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// It is so since this day.
    Since(Date),
    /// It was so until this day: listed up to the day before it.
    Until(Date),
}

impl Day {
    /// The day.
    #[must_use]
    pub fn date(self) -> Date {
        match self {
            Self::Since(day) | Self::Until(day) => day,
        }
    }
}

/// One rule that is not what it was.
#[derive(Clone, Debug)]
pub struct Change {
    /// What is to be done.
    pub class: Class,
    /// The rule as it was; `None` if it came.
    pub old: Option<Rule>,
    /// The rule as it is; `None` if it went.
    pub new: Option<Rule>,
    /// What differs, where it is on both sides.
    pub fields: Vec<Field>,
    /// What brought it.
    pub cause: Cause,
    /// Whether it went only because the newer profile lacks an answer.
    pub waits: bool,
    /// A rule of both sides that already allows what came; its destination.
    pub allowed_by: Option<String>,
}

impl Change {
    /// `added`, `removed` or `changed`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match (&self.old, &self.new) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        }
    }

    /// The rule as it is, or as it was if it went; one of the two is there.
    #[must_use]
    pub fn rule(&self) -> Option<&Rule> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

/// An answer that differs between two profiles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The key.
    pub key: &'static str,
    /// The older answer; `None` where none is given.
    pub old: Option<Value>,
    /// The newer answer.
    pub new: Option<Value>,
}

/// Keys that say nothing about rules.
const WITHOUT_RULES: &[&str] = &["version", "name", "language", "edition"];
/// Keys that say where traffic comes from.
const SOURCES: &[&str] = &["nodes.subnets", "azure_firewall.ip_group"];

/// Everything that differs between two sides.
#[derive(Clone, Debug)]
pub struct Report {
    /// What the two are called.
    pub names: [String; 2],
    /// The older rules.
    pub old: RuleSet,
    /// The newer rules.
    pub new: RuleSet,
    /// What changed: by class, each in the order of the source.
    pub changes: Vec<Change>,
    /// The answers that differ, but for name, language and edition.
    pub answers: Vec<Answer>,
    /// How many rules are on both sides and the same in everything.
    pub unchanged: usize,
}

/// Compares two sides.
#[must_use]
pub fn compare(catalog: &Catalog, old: &Side<'_>, new: &Side<'_>) -> Report {
    let sets = [old, new].map(|side| resolve(catalog, side.profile, side.tags));
    let life = Life::of(catalog, old, new.profile.edition);
    let [old_rules, new_rules] = sets;
    let mut changes: Vec<Change> = pair::pairs(&old_rules, &new_rules)
        .into_iter()
        .filter_map(|(was, is)| change(was, is, [&old_rules, &new_rules], &life))
        .collect();
    changes.sort_by_key(|change| change.class);
    let on_both = changes.iter().filter(|change| change.old.is_some() && change.new.is_some());
    let came = changes.iter().filter(|change| change.old.is_none());
    let unchanged = new_rules.rules.len().saturating_sub(on_both.count() + came.count());
    Report {
        names: [old.name.clone(), new.name.clone()],
        answers: answers(&old_rules.profile, &new_rules.profile),
        old: old_rules,
        new: new_rules,
        changes,
        unchanged,
    }
}

/// One profile at its own edition and at another.
#[must_use]
pub fn since(catalog: &Catalog, side: &Side<'_>, edition: Date) -> Report {
    let newer = Profile { edition, ..side.profile.clone() };
    compare(catalog, side, &Side { profile: &newer, ..side.clone() })
}

/// What a pair says; `None` if nothing differs.
fn change(
    was: Option<&Rule>,
    is: Option<&Rule>,
    [old, new]: [&RuleSet; 2],
    life: &Life,
) -> Option<Change> {
    let fields = match (was, is) {
        (Some(was), Some(is)) => Field::differing(was, is),
        _ => Vec::new(),
    };
    if was.is_some() && is.is_some() && fields.is_empty() {
        return None;
    }
    let waits = is.is_none() && was.is_some_and(|rule| pair::waits(rule, new));
    Some(Change {
        class: class(was, is, &fields, waits),
        cause: life.cause(was, is),
        waits,
        allowed_by: is.filter(|_| was.is_none()).and_then(|rule| pair::allowed(rule, old, new)),
        old: was.cloned(),
        new: is.cloned(),
        fields,
    })
}

fn class(was: Option<&Rule>, is: Option<&Rule>, fields: &[Field], waits: bool) -> Class {
    let Some(is) = is else { return if waits { Class::Action } else { Class::CleanUp } };
    let required = is.requirement() == Requirement::Required;
    let came = if required { Class::Action } else { Class::WorthAdding };
    let Some(was) = was else { return came };
    let stricter = is.requirement() < was.requirement();
    if stricter || fields.iter().any(|field| field.is_on_firewall()) {
        came
    } else {
        Class::Wording
    }
}

fn answers(old: &Profile, new: &Profile) -> Vec<Answer> {
    let keys = KEYS.iter().filter(|key| !WITHOUT_RULES.contains(&key.path));
    let both = keys.map(|key| Answer { key: key.path, old: (key.get)(old), new: (key.get)(new) });
    both.filter(|answer| answer.old != answer.new).collect()
}

impl Report {
    /// Whether a firewall that follows the older side has anything to learn.
    #[must_use]
    pub fn has_changes(&self) -> bool {
        !self.changes.is_empty() || self.sources().next().is_some()
    }

    /// The changes of one class.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.class == class)
    }

    /// The answers that differ about where traffic comes from; they concern every rule.
    pub fn sources(&self) -> impl Iterator<Item = &Answer> {
        self.answers.iter().filter(|answer| SOURCES.contains(&answer.key))
    }

    /// Whether one profile is compared at two editions.
    #[must_use]
    pub fn is_of_editions(&self) -> bool {
        self.names[0] == self.names[1] && self.answers.is_empty()
    }

    /// The report for people.
    #[must_use]
    pub fn sheet(&self, language: Language) -> Sheet {
        say::sheet(self, language)
    }

    /// The report for programs; the keys are a contract.
    #[must_use]
    pub fn json(&self, language: Language) -> serde_json::Value {
        json::report(self, language)
    }

    /// The same as text that is safe to print.
    #[must_use]
    pub fn json_text(&self, language: Language) -> String {
        crate::export::show_hidden(&format!("{:#}\n", self.json(language)))
    }

    /// How many changed and the first of them, in one line.
    #[must_use]
    pub fn short(&self, language: Language) -> String {
        say::short(self, language)
    }
}
