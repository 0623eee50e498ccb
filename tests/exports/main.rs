//! Exports: each format read back by a reader of its own, and reviewed goldens.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod azure_bicep;
mod azure_forms;
mod azure_scripts;
mod fixture;
mod golden;
mod hostile;
mod ip_versions;
mod matches;
mod read_appliances_a;
mod read_azure;
mod read_back;
mod read_fortigate;
mod read_kube;
mod read_lists;
mod read_nftables;
mod read_nsg;
mod read_objects;
mod read_other;
mod read_panos;
mod read_proxies;
mod readers;
mod registry;
#[path = "../support/reviewed.rs"]
mod reviewed;
mod script;

use aks_egress::rules::RuleSet;
use std::sync::LazyLock;

/// Rule sets to try every format on, by name.
fn cases() -> Vec<(String, RuleSet)> {
    static CASES: LazyLock<Vec<(String, RuleSet)>> =
        LazyLock::new(|| fixture::rule_sets().into_iter().chain(reviewed::rule_sets()).collect());
    CASES.clone()
}
