//! Exports: each format read back by a reader of its own, and reviewed goldens.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod fixture;
mod golden;
mod read_back;
mod readers;
mod registry;

use aks_egress::rules::RuleSet;

/// Rule sets to try every format on, by name.
fn cases() -> Vec<(String, RuleSet)> {
    fixture::rule_sets().into_iter().chain(golden::rule_sets()).collect()
}
