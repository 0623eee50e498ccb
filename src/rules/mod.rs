//! From a profile to its rules: `resolve(catalog, profile)` gives an ordered [`RuleSet`] in
//! which every rule knows what brought it, and every rule left out knows why.
//!
//! What is to be said about the answers as a whole is a [`Finding`]; one that refuses them stops
//! exports. [`merge`] makes one set of those of several clusters, and [`diff`] tells which rules came
//! and which went.

mod destination;
mod diff;
mod finding;
mod findings;
mod merge;
mod reason;
mod resolve;
mod rule;
mod say;

pub use destination::REGION;
pub use diff::{Changes, diff};
pub use finding::{Finding, Severity};
pub use merge::{Conflict, merge};
pub use reason::{Absent, Because, Reason};
pub use resolve::resolve;
pub use rule::{Destination, Member, Part, Rule, RuleSet};
pub use say::source_title;
