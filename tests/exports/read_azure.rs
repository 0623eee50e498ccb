//! The forms of an Azure Firewall policy: each reads back as the rule set minus its declared
//! losses, and all hold the same rules.

use crate::azure_bicep::read_bicep;
use crate::azure_forms::{Policy, To, read_arm, read_az, read_body, read_terraform};
use crate::azure_scripts::{read_az_policy, read_powershell};
use crate::fixture::{self, azure_rule_sets};
use crate::read_back::{facts, kept, text_of};
use crate::readers::Fact;
use crate::{cases, read_back};
use aks_egress::cells;
use aks_egress::export::azure::tag_view;
use aks_egress::rules::RuleSet;
use proptest::prelude::*;
use std::collections::BTreeSet;

type Reader = fn(&str) -> Policy;

/// Every form but the bare body, with its reader.
const FORMS: [(&str, Reader); 6] = [
    ("arm", read_arm),
    ("terraform", read_terraform),
    ("bicep", read_bicep),
    ("az", read_az),
    ("az-policy", read_az_policy),
    ("powershell", read_powershell),
];

fn all_cases() -> impl Iterator<Item = (String, RuleSet)> {
    cases().into_iter().chain(azure_rule_sets())
}

/// What a form must allow: everything that is kept but for what is left to the FQDN tag.
fn wanted(id: &str, rules: &RuleSet) -> BTreeSet<Fact> {
    let tag = tag_view(rules).map_or(Vec::new(), |view| view.stands_for);
    &kept(id, rules) - &facts(tag)
}

/// Asserts that all forms hold the rules and are equal.
fn hold_the_same(name: &str, rules: &RuleSet) {
    let first = body(rules);
    assert_eq!(first.facts(), wanted("arm-body", rules), "{name}");
    let options = &rules.profile.azure_firewall;
    assert_eq!(first.priority, u64::from(options.priority));
    for (kind, _, priority, _) in &first.collections {
        let own =
            [("network", options.network_priority), ("application", options.application_priority)];
        assert!(own.iter().any(|(name, own)| name == kind && u64::from(*own) == *priority));
    }
    for (id, read) in FORMS {
        let mut policy = read(&text_of(id, rules));
        assert_eq!(policy.facts(), wanted(id, rules), "{id} of {name}");
        let mut expected = first.clone();
        if id == "powershell" {
            // Az.Network spoils apostrophes; the form avoids them.
            without_apostrophes(&mut expected);
            without_apostrophes(&mut policy);
        }
        assert_eq!(policy, expected, "{id} of {name}");
    }
}

fn body(rules: &RuleSet) -> Policy {
    read_body(&rules.profile.azure_firewall.group, &text_of("arm-body", rules))
}

fn without_apostrophes(policy: &mut Policy) {
    let rules = policy.collections.iter_mut().flat_map(|collection| &mut collection.3);
    rules.for_each(|rule| rule.description = rule.description.replace('\'', "`"));
}

#[test]
fn all_forms_hold_the_same_rules() {
    for (name, rules) in all_cases() {
        hold_the_same(&name, &rules);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_clusters_are_called(label in read_back::hostile_names()) {
        hold_the_same(&label, &fixture::named(&label));
        hold_the_same(&label, &fixture::fleet(&label));
    }
}

#[test]
fn rules_are_what_the_service_takes() {
    for (name, rules) in all_cases() {
        let policy = body(&rules);
        let names: BTreeSet<&str> = policy.rules().map(|rule| rule.name.as_str()).collect();
        assert_eq!(names.len(), policy.rules().count(), "{name}: {names:?}");
        for rule in policy.rules() {
            let known = |c: char| c.is_ascii_alphanumeric() || c == '-';
            let starts = rule.name.starts_with("aks-") && !rule.name.ends_with('-');
            assert!(
                rule.name.len() <= 80 && starts && rule.name.chars().all(known),
                "{}",
                rule.name
            );
            assert!(!rule.description.is_empty() && !rule.description.starts_with('['));
            let distinct: BTreeSet<&String> = rule.to.1.iter().collect();
            assert_eq!(distinct.len(), rule.to.1.len(), "{} of {name}", rule.name);
            let whole = |host: &String| !host.trim_start_matches("*.").contains('*') || host == "*";
            assert!(rule.to.0 == To::FqdnTags || rule.to.1.iter().all(whole), "{:?}", rule.to);
        }
    }
}

#[test]
fn tags_ip_groups_and_fleets_are_clean_text() {
    for (name, rules) in azure_rule_sets() {
        for id in FORMS.map(|(id, _)| id).into_iter().chain(["arm-body"]) {
            let text = text_of(id, &rules);
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{id} of {name}");
            let hidden = text.chars().find(|&c| c != '\n' && cells::is_hidden(c));
            assert_eq!(hidden, None, "{id} of {name}");
            assert!(text.lines().all(|line| line == line.trim_end()), "{id} of {name}");
        }
    }
}

fn of_azure(name: &str) -> Policy {
    let (_, rules) = azure_rule_sets().into_iter().find(|(other, _)| other == name).unwrap();
    body(&rules)
}

#[test]
fn the_tag_stands_for_the_core_alone() {
    let policy = of_azure("tag");
    let names: Vec<&str> = policy.collections[1].3.iter().map(|rule| rule.name.as_str()).collect();
    let expected = [
        "aks-fqdn-tag",
        // The sign-in host is an add-on's too.
        "aks-workload-identity-https-443",
        "aks-updates-http-80",
        "aks-gpu-https-443",
        "aks-windows-http-80",
        "aks-windows-https-443",
        "aks-azure-monitor-https-443",
        "aks-key-vault-csi-https-443",
    ];
    assert_eq!(names, expected);
    let tag = &policy.collections[1].3[0];
    assert_eq!(tag.to, (To::FqdnTags, vec!["AzureKubernetesService".to_owned()]));
    let protocols = [("Http".to_owned(), 80), ("Https".to_owned(), 443)];
    assert_eq!(tag.protocols, protocols);
    assert_eq!(policy.rules().filter(|rule| rule.to.0 == To::FqdnTags).count(), 1);
}

#[test]
fn an_ip_group_stands_in_place_of_subnets() {
    let policy = of_azure("ip group");
    assert!(policy.rules().all(|rule| rule.sources == (true, vec![fixture::IP_GROUP.to_owned()])));
}

#[test]
fn sources_are_of_ipv4() {
    let policy = of_azure("two families");
    let ipv4 = (false, vec!["10.240.0.0/16".to_owned(), "10.241.0.0/16".to_owned()]);
    assert!(policy.rules().all(|rule| rule.sources == ipv4));
}

#[test]
fn clusters_with_subnets_and_with_an_ip_group_take_two_rules() {
    let policy = of_azure("fleet");
    let twins: Vec<_> = policy
        .rules()
        .filter_map(|rule| {
            let base = rule.name.strip_suffix("-ipg")?;
            Some((policy.rules().find(|other| other.name == base).unwrap(), rule))
        })
        .collect();
    assert!(twins.iter().any(|(one, _)| one.to.0 == To::FqdnTags));
    assert!(twins.iter().any(|(one, _)| one.to.0 != To::FqdnTags));
    for (one, other) in twins {
        assert_eq!((one.sources.0, other.sources.0), (false, true));
        assert_eq!((&one.to, &one.description), (&other.to, &other.description));
    }
}
