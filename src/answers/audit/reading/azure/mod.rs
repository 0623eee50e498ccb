//! What the parts of an Azure firewall mean, whatever language wrote them: every reader turns its
//! files into trees of [`Node`]s, and hands over those that hold rules, policies or firewalls.

mod collections;
mod keys;
mod policy;
mod rule;
mod terraform;
#[cfg(test)]
mod tests;
mod traffic;

use super::budget::{Budget, OF_PLACE};
use super::node::Node;
use super::{Hints, Input, values};
use crate::answers::audit::{Collection, Firewall, Place, Setting, Unresolved, Why};
pub(super) use keys::same as same_key;

/// What was read so far, of all files together.
pub(super) struct Reader<'a> {
    pub hints: &'a Hints,
    pub budget: Budget,
    /// The files' names, by their numbers.
    pub names: Vec<&'a str>,
    /// Rule collections, each with the lower-case name of its policy; empty where it is not told.
    pub collections: Vec<(String, Collection)>,
    /// The lower-case names of policies of which groups were read, even empty ones.
    pub grouped: Vec<String>,
    /// The policies themselves.
    pub policies: Vec<Policy>,
    pub settings: Vec<(Setting, Place)>,
    pub unresolved: Vec<Unresolved>,
    /// How many things of a firewall were met, empty ones among them.
    pub met: usize,
    /// Whether there were more entries than are read.
    full: bool,
}

/// A policy, without its groups.
pub(super) struct Policy {
    /// Its lower-case name.
    pub name: String,
    /// The name of its parent.
    pub base: Option<String>,
    /// Whether it names groups that are not in it.
    pub has_groups_elsewhere: bool,
    pub place: Place,
}

/// Where something stands, and what of a firewall stands around it.
#[derive(Clone, Default)]
pub(super) struct Around {
    /// The way to it.
    pub path: String,
    /// The lower-case name of its policy.
    pub policy: String,
    /// The name of its rule collection group.
    pub group: String,
    /// The group's priority.
    pub priority: Option<u32>,
    /// Why it may not be there at all: a condition or a loop that is not known.
    pub doubt: Option<String>,
}

impl Around {
    /// The same at a place of its own.
    pub fn at(path: &str) -> Self {
        Self { path: path.to_owned(), ..Self::default() }
    }

    /// The same one step further.
    pub fn step(&self, step: &str) -> Self {
        Self { path: joined(&self.path, step), ..self.clone() }
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(inputs: &[&'a Input], hints: &'a Hints) -> Self {
        Self {
            hints,
            budget: Budget::new(),
            names: inputs.iter().map(|input| &*input.name).collect(),
            collections: Vec::new(),
            grouped: Vec::new(),
            policies: Vec::new(),
            settings: Vec::new(),
            unresolved: Vec::new(),
            met: 0,
            full: false,
        }
    }

    pub(super) fn place(&self, node: &Node, path: &str) -> Place {
        Place {
            file: self.names.get(usize::from(node.file)).copied().unwrap_or_default().to_owned(),
            line: node.line as usize,
            path: path.to_owned(),
        }
    }

    pub(super) fn unresolved(&mut self, place: &Place, text: &str, why: Why) {
        if self.keep(place, OF_PLACE) {
            let text = values::excerpt(text);
            self.unresolved.push(Unresolved { place: place.clone(), text, why });
        }
    }

    /// Lists a value that is not known, or is not what it should be.
    pub(super) fn lost(&mut self, node: &Node, path: &str) {
        let why = node.unknown().map_or(Why::Malformed, |open| open.why.clone());
        self.unresolved(&self.place(node, path), &node.written(), why);
    }

    /// Takes so many entries to keep; where there are too many, says so once.
    pub(super) fn keep(&mut self, place: &Place, entries: usize) -> bool {
        let there = self.budget.keep(entries);
        self.or_full(place, there)
    }

    /// Takes steps of work; where there was too much of it, says so once.
    pub(super) fn step(&mut self, place: &Place, steps: usize) -> bool {
        let there = self.budget.spend(steps);
        self.or_full(place, there)
    }

    fn or_full(&mut self, place: &Place, there: bool) -> bool {
        if !there && !self.full {
            self.full = true;
            let (place, text) = (place.clone(), "…".to_owned());
            self.unresolved.push(Unresolved { place, text, why: Why::NotEvaluated });
        }
        there
    }

    /// Hands over what was read, with parents and children put together.
    pub(super) fn finish(mut self, firewall: &mut Firewall) {
        self.join_policies();
        firewall.collections.extend(self.collections.into_iter().map(|(_, collection)| collection));
        firewall.settings.extend(self.settings);
        firewall.unresolved.extend(self.unresolved);
    }
}

/// The longest way to a place; its beginning is cut.
const LONGEST_WAY: usize = 400;

/// A way with one more step, unless it is nameless.
pub(super) fn joined(path: &str, step: &str) -> String {
    let step = values::excerpt(step);
    let way = match (path.is_empty(), step.is_empty()) {
        (true, _) => step,
        (_, true) => path.to_owned(),
        _ => format!("{path} / {step}"),
    };
    match way.char_indices().rev().nth(LONGEST_WAY) {
        Some((at, _)) => format!("…{}", way[at..].trim_start_matches('…')),
        None => way,
    }
}
