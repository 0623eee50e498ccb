//! What we write, we read: a firewall exported by us audits as complete for its profile, and a rule
//! that is taken away is the one that is missing.

use crate::reviewed;
use aks_egress::answers::audit::{self, Coverage, Firewall, Hints, Input, Report, Wanted};
use aks_egress::answers::hosts::{Cover, cover};
use aks_egress::export::{Options, format, render};
use aks_egress::profile::Language;
use aks_egress::rules::{Destination, Rule, RuleSet};
use std::collections::BTreeSet;

/// Formats that `audit` reads as a whole.
const READABLE: &[&str] = &[
    "arm",
    "arm-body",
    "az",
    "az-policy",
    "bicep",
    "classic-az",
    "classic-terraform",
    "csv",
    "fqdns",
    "json",
    "markdown",
    "policy-csv",
    "powershell",
    "terraform",
    "tsv",
];

fn read(name: &str, text: String, rules: &RuleSet) -> Firewall {
    let hints = Hints { region: rules.profile.cluster.region.clone(), values: Vec::new() };
    let input = Input { name: name.to_owned(), text };
    audit::read(&[input], &hints, Language::En)
        .unwrap_or_else(|faults| panic!("{name}: {faults:?}"))
}

/// The names of the wanted rules that a firewall lacks.
fn missing(firewall: &Firewall, wanted: &RuleSet) -> BTreeSet<String> {
    report(firewall, wanted).missing(wanted).rules.iter().map(Rule::name).collect()
}

fn report(firewall: &Firewall, wanted: &RuleSet) -> Report {
    audit::audit(
        firewall,
        Wanted {
            rules: wanted,
            tags: None,
            subnets: &wanted.profile.nodes.subnets,
            groups: &groups(wanted),
        },
    )
}

fn groups(rules: &RuleSet) -> Vec<String> {
    rules.profile.azure_firewall.ip_group.iter().cloned().collect()
}

/// The names of the rules that a format says it leaves out, wholly or in part.
fn declared(id: &str, rules: &RuleSet) -> BTreeSet<String> {
    let format = format(id).expect("a format");
    let losses = format.losses(rules, Options::default());
    losses.iter().flat_map(|loss| &loss.rules).map(|rule| rule.name()).collect()
}

#[test]
fn our_own_exports_are_complete() {
    for (case, rules) in reviewed::rule_sets() {
        for id in READABLE {
            let text = render(format(id).expect("a format"), &rules, Options::default());
            let firewall = read(&format!("{case}/{id}"), text, &rules);
            let lacking: Vec<String> =
                missing(&firewall, &rules).difference(&declared(id, &rules)).cloned().collect();
            assert!(lacking.is_empty(), "{case}: {id} lacks {lacking:?}");
            assert!(firewall.unresolved.is_empty(), "{case}: {id}: {:?}", firewall.unresolved);
        }
    }
}

#[test]
fn the_rule_that_is_taken_away_is_missing() {
    for (case, rules) in reviewed::rule_sets() {
        for (id, step) in [("arm", 1), ("terraform", 5), ("csv", 5), ("bicep", 7)] {
            for gone in rules.rules.iter().step_by(step) {
                let mut rest = rules.clone();
                rest.rules.retain(|rule| rule.name() != gone.name());
                let text = render(format(id).expect("a format"), &rest, Options::default());
                let firewall = read(&format!("{case}/{id}"), text, &rules);
                let mut lacking = missing(&firewall, &rules);
                for name in declared(id, &rest) {
                    lacking.remove(&name);
                }
                let by_tag = report(&firewall, &rules).judged.iter().any(|judged| {
                    judged.rule.name() == gone.name()
                        && matches!(judged.coverage, Coverage::Perhaps | Coverage::ByFqdnTag)
                });
                let expected = if by_tag || stands_in(gone, &rest) {
                    BTreeSet::new()
                } else {
                    BTreeSet::from([gone.name()])
                };
                assert_eq!(lacking, expected, "{case}: {id} without {}", gone.name());
            }
        }
    }
}

/// Whether the other rules allow all of this one, too.
fn stands_in(gone: &Rule, rest: &RuleSet) -> bool {
    let service = |rule: &Rule| (rule.protocol(), rule.port());
    rest.rules.iter().filter(|rule| service(rule) == service(gone)).any(|rule| {
        match (&rule.destination, &gone.destination) {
            (Destination::Fqdn(there), Destination::Fqdn(wanted)) => {
                cover(there, wanted) >= Cover::Wider
            }
            (Destination::Any, _) => true,
            _ => false,
        }
    })
}

#[test]
fn what_is_missing_stands_beside_what_is_there_and_never_in_its_place() {
    let (_, rules) = reviewed::rule_sets().swap_remove(0);
    let arm = format("arm-body").unwrap();
    let (half, whole) = (rules.rules.len() / 2, render(arm, &rules, Options::default()));
    let mut part = rules.clone();
    part.rules.truncate(half);
    let firewall = read("part", render(arm, &part, Options::default()), &rules);
    let missing = report(&firewall, &rules).missing(&rules);
    assert!(!missing.rules.is_empty() && missing.rules.len() < rules.rules.len());
    let names = |text: &str| -> BTreeSet<String> {
        let quoted = text.split('"').skip(1).step_by(2);
        quoted.filter(|word| word.starts_with("aks-")).map(str::to_owned).collect()
    };
    let beside = render(arm, &missing, Options::default());
    assert!(names(&beside).is_disjoint(&names(&whole)), "{:?}", names(&beside));
    for id in ["az", "terraform", "bicep", "powershell", "arm", "az-policy"] {
        let text = render(format(id).unwrap(), &missing, Options::default());
        assert!(text.contains("aks-egress-missing") || text.contains("aks-missing-"), "{id}");
        assert!(!text.contains("aks-core-"), "{id}: {text}");
    }
    // What would take the rest away is left out.
    for (id, ends, names) in [
        ("cilium", "name: \"aks-egress-core\"", "aks-egress-missing-core"),
        ("nftables", "drop", "insert rule inet aks-egress egress"),
        ("nftables", "flush chain", "aks-missing-core"),
        ("squid", "deny all", "aks-missing-core"),
    ] {
        let code = |rules| {
            let text = render(format(id).unwrap(), rules, Options { allow_wider: true });
            text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n")
        };
        assert!(code(&rules).contains(ends), "{id}");
        assert!(!code(&missing).contains(ends) && code(&missing).contains(names), "{id}");
    }
    for id in ["text", "markdown", "html", "terraform", "az", "fortigate", "panos", "squid"] {
        let text = render(format(id).unwrap(), &missing, Options::default());
        assert!(text.contains("MISSING RULES ONLY"), "{id}");
        assert!(text.contains("only the rules that the audited firewall lacks"), "{id}");
    }
}

#[test]
fn a_second_round_of_missing_rules_leaves_the_first_in_place() {
    let (_, rules) = reviewed::rule_sets().swap_remove(0);
    let arm = format("arm").unwrap();
    let first = report(&read("none", "x.example:443".to_owned(), &rules), &rules).missing(&rules);
    let mut part = first.clone();
    part.rules.truncate(first.rules.len() / 2);
    let loaded = read("first", render(arm, &part, Options::default()), &rules);
    let second = report(&loaded, &rules).missing(&rules);
    let group = |set: &RuleSet| set.profile.azure_firewall.clone();
    assert_eq!((&*group(&first).group, group(&first).priority), ("aks-egress-missing", 401));
    assert_eq!((&*group(&second).group, group(&second).priority), ("aks-egress-missing-2", 402));
}
