//! The hosts besides the rules, and the codes with which things fail: each is told once, in both
//! languages, and none stands in the way of a rule.

use aks_egress::answers::hosts::matches;
use aks_egress::catalog::{
    CATALOG, CatalogRule, Cloud, Failure, Known, Program, Standing, Target, Text,
};
use std::collections::BTreeSet;
use std::net::IpAddr;

/// Names that a rule covers all the same, and why they are told apart.
const COVERED: &[(&str, &str)] = &[
    // Whoever narrows *.azk8s.cn must know that nodes try this name before they join.
    ("legacy-china-registry", "mcr.azk8s.cn"),
];

/// A pattern as it looks in one region.
fn regional(name: &str) -> String {
    name.replace("<region>", "westeurope")
}

fn hosts(cloud: Cloud) -> impl Iterator<Item = (&'static CatalogRule, String)> {
    let rules = CATALOG.rules.iter().filter(move |rule| rule.clouds.contains(&cloud));
    rules.filter_map(|rule| match rule.target {
        Target::Host(host) => {
            let star = if host.starts_with('.') { "*" } else { "" };
            Some((rule, format!("{star}{}", regional(host))))
        }
        _ => None,
    })
}

/// Whether all names of the second are names of the first.
fn holds(pattern: &str, name: &str) -> bool {
    pattern == name || matches(pattern, &name.replace('*', "any"))
}

fn names() -> impl Iterator<Item = (&'static Known, &'static str)> {
    CATALOG.known.iter().flat_map(|known| known.names.iter().map(move |name| (known, *name)))
}

fn failures_of(program: Program) -> impl Iterator<Item = &'static Failure> {
    CATALOG.failures.iter().filter(move |failure| failure.program == program)
}

#[test]
fn no_known_name_is_a_rule() {
    let mut covered = BTreeSet::new();
    for (known, name) in names() {
        for cloud in known.clouds {
            for (rule, host) in hosts(*cloud) {
                if holds(&host, &regional(name)) {
                    let told = COVERED.contains(&(known.id, name));
                    assert!(told, "{}: {name} is covered by the rule {}", known.id, rule.id);
                    covered.insert((known.id, name));
                }
            }
        }
    }
    assert_eq!(covered, COVERED.iter().copied().collect(), "an exception that is none");
}

/// A retired pattern that held a host in use would have it taken off a firewall.
#[test]
fn no_retired_name_holds_a_rule() {
    for (known, name) in names().filter(|(known, _)| known.standing == Standing::Retired) {
        for cloud in Cloud::ALL {
            for (rule, host) in hosts(*cloud) {
                let apart = !holds(&regional(name), &host);
                assert!(apart, "{}: {name} is retired and holds the rule {}", known.id, rule.id);
            }
        }
    }
}

/// The first one that fits is shown, so a wide pattern stands below all that it holds.
#[test]
fn narrow_names_stand_above_wide_ones() {
    let all: Vec<_> = names().collect();
    for (index, (above, pattern)) in all.iter().enumerate() {
        for (below, name) in &all[index + 1..] {
            let shared = above.clouds.iter().any(|cloud| below.clouds.contains(cloud));
            let hidden = shared && holds(&regional(pattern), &regional(name));
            assert!(!hidden, "{}: {name} is hidden by {} of {}", below.id, pattern, above.id);
        }
    }
}

#[test]
fn platform_addresses_are_addresses_of_every_cloud() {
    let platform = |known: &&Known| known.standing == Standing::Platform;
    let found: Vec<&Known> = CATALOG.known.iter().filter(platform).collect();
    assert_eq!(found.len(), 2);
    for known in found {
        assert_eq!(known.clouds, Cloud::ALL, "{}", known.id);
        assert!(known.names.iter().all(|name| name.parse::<IpAddr>().is_ok()), "{}", known.id);
    }
}

#[test]
fn retired_names_tell_their_days_and_others_their_thread() {
    for known in CATALOG.known {
        let days = known.evidence.contains("limit-egress-traffic.md: listed 20");
        assert_eq!(days, known.standing == Standing::Retired, "{}: {}", known.id, known.evidence);
    }
}

#[test]
fn rules_that_are_named_exist_once_in_one_list() {
    let known = CATALOG.known.iter().map(|known| (known.id, known.replaced_by));
    let failures = CATALOG.failures.iter().map(|failure| (failure.id, failure.rules));
    for (id, rules) in known.chain(failures) {
        let unique: BTreeSet<_> = rules.iter().collect();
        assert_eq!(unique.len(), rules.len(), "{id} names a rule twice");
        for rule in rules {
            assert!(CATALOG.rule(rule).is_some(), "{id} names {rule}");
        }
    }
}

/// A failure that needs the network names its rules for every cloud.
#[test]
fn rules_of_failures_reach_every_cloud() {
    for failure in CATALOG.failures.iter().filter(|failure| !failure.rules.is_empty()) {
        let rules = failure.rules.iter().filter_map(|id| CATALOG.rule(id));
        let clouds: BTreeSet<Cloud> = rules.flat_map(|rule| rule.clouds).copied().collect();
        assert_eq!(clouds, Cloud::ALL.iter().copied().collect(), "{}", failure.id);
    }
}

#[test]
fn sentences_are_whole_in_both_languages() {
    let known = CATALOG.known.iter().flat_map(|k| [(k.id, k.about), (k.id, k.advice)]);
    let failures = CATALOG.failures.iter().flat_map(|f| [(f.id, f.tried), (f.id, f.check)]);
    for (id, Text { en, zh }) in known.chain(failures) {
        assert!(en.ends_with('.'), "{id}: {en}");
        assert!(zh.ends_with('。'), "{id}: {zh}");
        let chars: Vec<char> = zh.chars().collect();
        for pair in chars.windows(2) {
            let [before, after] = [pair[0], pair[1]];
            let stray = "，。；：（）".contains(after) && before == ' '
                || !before.is_ascii() && ",;()?!".contains(after)
                || ",;()?!".contains(before) && !after.is_ascii();
            assert!(!stray, "{id}: half-width or loose punctuation in {zh}");
        }
    }
}

fn failure_named(name: &str) -> Option<&'static Failure> {
    let is = |known: &&str| known.eq_ignore_ascii_case(name);
    CATALOG.failures.iter().find(|failure| failure.names.iter().any(is))
}

#[test]
fn each_code_and_name_finds_its_own_failure() {
    let failures = CATALOG.failures.iter();
    for failure in failures {
        for &code in failure.codes {
            let found = CATALOG.failure(failure.program, code);
            assert_eq!(found.map(|found| found.id), Some(failure.id), "{code}");
        }
        for name in failure.names {
            for name in [(*name).to_owned(), name.to_lowercase(), name.to_uppercase()] {
                let found = failure_named(&name);
                assert_eq!(found.map(|found| found.id), Some(failure.id), "{name}");
            }
        }
    }
    assert!(CATALOG.failure(Program::Linux, 0).is_none());
    assert!(CATALOG.failure(Program::Curl, 50).is_none());
    assert!(failure_named("").is_none());
    assert!(failure_named("VMExtensionProvisioningError").is_none());
}

#[test]
fn numbers_of_linux_and_windows_are_kept_apart() {
    let id = |program, code| CATALOG.failure(program, code).map(|failure| failure.id);
    assert_eq!(id(Program::Linux, 33), Some("linux-images"));
    assert_eq!(id(Program::Windows, 33), Some("windows-downloads"));
    assert_eq!(id(Program::Linux, 5), None);
    assert_eq!(id(Program::Windows, 5), Some("windows-api-server"));
    assert_eq!(id(Program::Linux, 28), Some("linux-packages"));
    assert_eq!(id(Program::Curl, 28), Some("curl-timeout"));
}

/// Every code that Microsoft's bootstrap scripts end with when a network is in the way.
#[test]
fn no_code_is_missing() {
    let codes = |program| -> BTreeSet<u16> {
        failures_of(program).flat_map(|failure| failure.codes).copied().collect()
    };
    let linux = [
        9, 10, 25, 26, 28, 31, 33, 36, 37, 41, 42, 50, 51, 52, 53, 65, 70, 71, 83, 85, 99, 117,
        121, 122, 124, 169, 204, 205, 207, 208, 210, 211, 212, 215, 225, 226, 227, 231, 233, 234,
        241,
    ];
    assert_eq!(codes(Program::Linux), BTreeSet::from(linux));
    let windows =
        [2, 5].into_iter().chain(33..=40).chain([43, 58, 66, 70]).chain(76..=84).collect();
    assert_eq!(codes(Program::Windows), windows);
    assert_eq!(codes(Program::Curl), BTreeSet::from([6, 7, 22, 28, 35, 52, 56, 60, 124]));
    let timeout = failure_named("vmextensionprovisioningtimeout").expect("a failure");
    assert!(timeout.codes.is_empty() && !timeout.rules.is_empty());
}
