//! Exports: each format read back by a reader of its own, and reviewed goldens.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod fixture;
mod golden;
mod read_back;
mod read_nsg;
mod read_other;
mod readers;
mod registry;
mod script;

use aks_egress::rules::RuleSet;
use std::sync::LazyLock;

/// Rule sets to try every format on, by name.
fn cases() -> Vec<(String, RuleSet)> {
    static CASES: LazyLock<Vec<(String, RuleSet)>> =
        LazyLock::new(|| fixture::rule_sets().into_iter().chain(golden::rule_sets()).collect());
    CASES.clone()
}
