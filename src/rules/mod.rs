//! From a profile to its rules: `resolve(catalog, profile)` gives an ordered [`RuleSet`] in
//! which every rule knows what brought it, and every rule left out knows why.

mod diff;
mod finding;
mod rule;
mod resolve;
mod say;

pub use diff::{Changes, diff};
pub use finding::{Finding, Severity};
pub use resolve::resolve;
pub use rule::{Absent, Because, Destination, Part, Reason, Rule, RuleSet};
