//! Whether a firewall allows what a profile needs, and what else is wrong with it.
//!
//! Readers turn each form in which a firewall is written down into one [`Firewall`]; the judge
//! knows no file format.

pub mod firewall;
mod reading;

pub use firewall::{
    Action, Address, Collection, Firewall, FirewallRule, Known, Layer, Matched, Place, Ports,
    Setting, SourceSet, Traffic, Unresolved, Why,
};

use super::Sheet;
use super::input::InputFault;
use crate::profile::Language;
use crate::rules::RuleSet;
use crate::service_tags::ServiceTags;
use ipnet::IpNet;

/// A file that describes a firewall, or a part of it.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its path, for messages.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What the files leave open and the caller knows.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// Stands for `resourceGroup().location`, `location` parameters without value and the like.
    pub region: String,
    /// Values of parameters and variables, by name.
    pub values: Vec<(String, String)>,
}

/// Why an input is no firewall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFault {
    /// The file as it was named.
    pub file: String,
    /// Line and column, from 1, where the reader knows them.
    pub at: Option<(usize, usize)>,
    /// What is wrong, in the reader's words; a sentence of [`crate::words`].
    pub text: String,
}

/// Reads all files as one firewall.
///
/// # Errors
///
/// Every file that is of no form that can be read.
pub fn read(
    inputs: &[Input],
    hints: &Hints,
    language: Language,
) -> Result<Firewall, Vec<ReadFault>> {
    reading::read(inputs, hints, language)
}

/// What the audit compares with.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The rules that a profile needs.
    pub rules: &'a RuleSet,
    /// What stands behind service tags, if a file was read.
    pub tags: Option<&'a ServiceTags>,
    /// The subnets of the nodes; empty where they are not known, so that sources are not checked.
    pub subnets: &'a [IpNet],
    /// IP groups that hold the nodes.
    pub groups: &'a [String],
}

/// Judges a firewall.
#[must_use]
pub fn audit(_firewall: &Firewall, _wanted: Wanted<'_>) -> Report {
    Report {}
}

/// What is covered, what is missing, and what else was found.
#[derive(Clone, Debug, Default)]
pub struct Report {}

impl Report {
    /// The report for people.
    #[must_use]
    pub fn sheet(&self, _language: Language) -> Sheet {
        Sheet::default()
    }

    /// The rules that are missing, as a rule set that any export takes.
    #[must_use]
    pub fn missing(&self, wanted: &RuleSet) -> RuleSet {
        wanted.clone()
    }
}

/// The text of a file.
///
/// # Errors
///
/// If it cannot be read or is too large.
pub fn input(name: &str, bytes: impl std::io::Read) -> Result<Input, InputFault> {
    Ok(Input { name: name.to_owned(), text: super::input::whole(bytes)? })
}
