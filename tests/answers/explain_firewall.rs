//! What a log says, held against the rules of the firewall that wrote it.

use super::explain::shot;
use aks_egress::answers::audit::{self, Hints, Input};
use aks_egress::answers::explain::{Explainer, Report};
use aks_egress::catalog::CATALOG;
use aks_egress::profile::{Language, Profile};
use aks_egress::rules::resolve;
use std::ops::ControlFlow;

const LOG: &str = include_str!("../data/logs/refused/denied.log");
const POLICY: &str = include_str!("../data/logs/refused/hub.json");

fn report(log: &str, policy: &str) -> Report {
    let mut profile = Profile::new(CATALOG.as_of);
    "westeurope".clone_into(&mut profile.cluster.region);
    let rules = resolve(&CATALOG, &profile, None);
    let mut explainer = Explainer::default();
    explainer
        .read("denied.log", log.as_bytes(), &mut |_| ControlFlow::Continue(()))
        .expect("a readable log");
    let mut report = explainer.report(Some(&rules));
    let input = Input { name: "hub.json".to_owned(), text: policy.to_owned() };
    let firewall = audit::read(&[input], &Hints::default(), Language::En).expect("a firewall");
    report.compare(&firewall, &[], None);
    report
}

#[test]
fn every_face_says_what_the_firewalls_rules_say() {
    let report = report(LOG, POLICY);
    for &language in Language::ALL {
        let page = report.sheet(language).text(100);
        shot(&page, &format!("explain-firewall.{}.txt", language.name()));
    }
    let page = report.sheet(Language::En).markdown();
    shot(&page, "explain-firewall.en.md");
    for sentence in [
        "From 10.240.0.4: Refused, although a rule allows it: mcr.microsoft.com ",
        "A rule allows it, but not from 10.9.0.4: *.data.mcr.microsoft.com ",
        "A rule denies it: *.microsoftonline.com ",
        "A rule allows it over HTTPS 443 only, and this was HTTP 80: security.ubuntu.com ",
        "No rule allows it.",
    ] {
        assert!(report.csv(Language::En).contains(sentence), "{sentence}");
        assert!(report.json(Language::En).contains(sentence), "{sentence}");
    }
}

/// What is resolved by no DNS server is decided by no rule.
#[test]
fn a_failed_lookup_is_no_matter_of_rules() {
    let lookup = LOG.lines().last().expect("a line");
    let report = report(lookup, POLICY);
    assert_eq!(report.answers.len(), 1);
    assert!(report.answers[0].by_firewall.is_empty());
}

#[test]
fn a_parent_policy_that_is_missing_is_named() {
    let parent = "{ \"id\": \"/subscriptions/0/resourceGroups/hub/providers/Microsoft.Network/firewallPolicies/parent\" }";
    let policy = POLICY.replace("\"basePolicy\": null", &format!("\"basePolicy\": {parent}"));
    let page = report(LOG, &policy).sheet(Language::En).text(400);
    assert!(
        page.contains("The rules of parent are evaluated first, and are not in the files."),
        "{page}"
    );
}
