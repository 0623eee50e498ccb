//! Whether a firewall allows what a profile needs, and what else is wrong with it.
//!
//! Readers turn each form in which a firewall is written down into one [`Firewall`]; the judge
//! knows no file format.
//!
//! ```
//! use aks_egress::answers::audit::{Coverage, Hints, Input, Wanted, audit, read};
//! use aks_egress::catalog::CATALOG;
//! use aks_egress::profile::{Language, Profile};
//! use aks_egress::rules::resolve;
//!
//! let mut profile = Profile::new(CATALOG.as_of);
//! profile.cluster.region = "westeurope".to_owned();
//! let rules = resolve(&CATALOG, &profile, None);
//!
//! let list = Input { name: "hosts.txt".to_owned(), text: "mcr.microsoft.com:443\n".to_owned() };
//! let firewall = read(&[list], &Hints::default(), Language::En).expect("a list of hosts");
//! let wanted = Wanted { rules: &rules, tags: None, subnets: &[], groups: &[] };
//! let report = audit(&firewall, wanted);
//! assert!(report.judged.iter().any(|judged| judged.coverage == Coverage::Covered));
//! assert!(report.judged.iter().any(|judged| judged.coverage == Coverage::Missing));
//! ```

mod candidates;
mod cell;
pub mod coverage;
mod demand;
mod elsewhere;
mod extent;
pub mod finding;
mod findings;
pub mod firewall;
pub mod flow;
mod json;
mod judge;
mod nets;
mod nodes;
mod order;
mod page;
mod parts;
mod patterns;
mod reading;
mod report;
mod say;
mod some;
mod traffic;

pub use coverage::{By, Coverage, Judged, Label, Lack};
pub use extent::Extent;
pub use finding::{Finding, What};
pub use flow::{Flow, Rules, Ruling};
pub use reading::{MAX_DEPTH, MAX_TERRAFORM_BYTES};
pub use report::{Report, audit};

pub use firewall::{
    Action, Address, Collection, Firewall, FirewallRule, Known, Layer, Matched, Place, Ports,
    Setting, SourceSet, Traffic, Unresolved, Why,
};

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

/// The text of a file.
///
/// # Errors
///
/// If it cannot be read or is too large.
pub fn input(name: &str, bytes: impl std::io::Read) -> Result<Input, InputFault> {
    Ok(Input { name: name.to_owned(), text: super::input::whole(bytes)? })
}
