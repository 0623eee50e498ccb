//! What holds for any profile.

use crate::any_profile::any_profile;
use aks_egress::answers::audit::Coverage::{Covered, Missing, Perhaps, Shadowed, Unknown};
use aks_egress::answers::audit::{
    Action, Address, Collection, Firewall, FirewallRule, Label, Layer, Matched, Place, Ports,
    Report, SourceSet, Traffic, Wanted, audit,
};
use aks_egress::answers::explain::Transport;
use aks_egress::catalog::{CATALOG, Kind, Protocol};
use aks_egress::rules::{Destination, Rule, RuleSet, resolve};
use ipnet::IpNet;
use proptest::prelude::*;

/// A firewall with one collection for each wanted rule.
fn made_of(rules: &RuleSet, from_subnets: bool) -> Firewall {
    let subnets = &rules.profile.nodes.subnets;
    let sources = if from_subnets && !subnets.is_empty() {
        subnets.iter().map(|net| SourceSet::Addresses(Address::Net(*net))).collect()
    } else {
        vec![SourceSet::Any]
    };
    let collections = rules.rules.iter().map(|rule| collection(rule, &sources)).collect();
    Firewall { collections, ..Firewall::default() }
}

fn collection(rule: &Rule, sources: &[SourceSet]) -> Collection {
    let protocol = match (rule.kind(), rule.protocol()) {
        (_, Protocol::Udp) => Transport::Udp,
        (Kind::Network, _) | (_, Protocol::Tcp) => Transport::Tcp,
        (_, Protocol::Http) => Transport::Http,
        (_, Protocol::Https) => Transport::Https,
    };
    let net = |net: IpNet| Matched::Addresses(Address::Net(net));
    let to = match &rule.destination {
        Destination::Any => vec![Matched::Any],
        Destination::Fqdn(host) => vec![Matched::Host(host.clone())],
        Destination::ServiceTag(tag) => vec![Matched::ServiceTag(tag.clone())],
        Destination::Cidrs(nets) => nets.iter().copied().map(net).collect(),
        Destination::Ips(addresses) => addresses.iter().map(|&ip| net(ip.into())).collect(),
    };
    let place = Place { file: "own.json".to_owned(), line: 1, path: rule.name() };
    let rule = FirewallRule {
        place: place.clone(),
        name: rule.name(),
        sources: sources.to_vec(),
        to,
        traffic: vec![Traffic {
            protocol: Some(protocol),
            ports: Ports::Range(rule.port(), rule.port()),
        }],
        inspects_tls: false,
        narrowed: false,
    };
    Collection {
        place,
        group: String::new(),
        name: rule.name.clone(),
        layer: if protocol == Transport::Udp || protocol == Transport::Tcp {
            Layer::Network
        } else {
            Layer::Application
        },
        action: Ok(Action::Allow),
        priorities: [1, 100, 200],
        rules: vec![rule],
    }
}

fn judge(firewall: &Firewall, rules: &RuleSet) -> Report {
    let subnets = &rules.profile.nodes.subnets;
    audit(firewall, Wanted { rules, tags: None, subnets, groups: &[] })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_firewall_made_of_the_rules_is_complete(
        profile in any_profile(),
        from_subnets in any::<bool>(),
    ) {
        let rules = resolve(&CATALOG, &profile, None);
        let report = judge(&made_of(&rules, from_subnets), &rules);
        for judged in &report.judged {
            prop_assert_eq!(judged.coverage, Covered, "{:?}", judged);
        }
        prop_assert!(report.missing(&rules).rules.is_empty());
        // What the profile needs is never called wrong, and the sheets can be made.
        for finding in &report.findings {
            let id = finding.what.id();
            let fine = ["wider-host", "dns-proxy-needed", "not-needed", "retired-host", "duplicate"];
            prop_assert!(fine.contains(&id), "{:?}", finding);
            prop_assert!(!matches!(id, "retired-host" | "not-needed"), "{:?}", finding);
        }
    }

    #[test]
    fn without_one_rule_that_rule_alone_is_missing(
        profile in any_profile(),
        which in any::<prop::sample::Index>(),
    ) {
        let rules = resolve(&CATALOG, &profile, None);
        prop_assume!(!rules.rules.is_empty());
        let gone = which.index(rules.rules.len());
        let mut firewall = made_of(&rules, false);
        firewall.collections.remove(gone);
        let report = judge(&firewall, &rules);
        for (at, judged) in report.judged.iter().enumerate() {
            if at != gone {
                prop_assert_eq!(judged.coverage, Covered, "{:?}", judged);
            } else if judged.coverage == Covered {
                // Another rule of the set holds it, or serves in its place.
                let other = |label: &Label| matches!(label, Label::Wider | Label::OtherForm);
                prop_assert!(judged.by.iter().all(|by| by.labels.iter().any(other)), "{:?}", judged);
            } else {
                prop_assert!(judged.coverage.is_missing() || judged.coverage == Perhaps, "{:?}", judged);
                let missing = report.missing(&rules).rules.len();
                prop_assert_eq!(missing, usize::from(judged.coverage.is_missing()));
            }
        }
    }

    #[test]
    fn a_deny_ahead_shadows(profile in any_profile(), which in any::<prop::sample::Index>()) {
        let rules = resolve(&CATALOG, &profile, None);
        prop_assume!(!rules.rules.is_empty());
        let denied = which.index(rules.rules.len());
        let mut firewall = made_of(&rules, false);
        let mut deny = firewall.collections[denied].clone();
        deny.action = Ok(Action::Deny);
        deny.priorities = [1, 100, 100];
        firewall.collections.push(deny.clone());
        let report = judge(&firewall, &rules);
        // A service tag ahead of the deny may still let a host through.
        let found = &report.judged[denied];
        prop_assert!(matches!(found.coverage, Shadowed | Perhaps), "{:?}", found);
        let missing = report.missing(&rules).rules;
        let is_missing = missing.iter().any(|rule| rule.key() == found.rule.key());
        prop_assert_eq!(found.coverage == Shadowed, is_missing, "{:?}", found);
        // Behind the allow it changes nothing.
        deny.priorities = [1, 100, 300];
        firewall.collections.pop();
        firewall.collections.push(deny);
        prop_assert_eq!(judge(&firewall, &rules).judged[denied].coverage, Covered);
    }

    #[test]
    fn what_is_wider_is_never_missing(profile in any_profile(), labels in 0_usize..4) {
        let rules = resolve(&CATALOG, &profile, None);
        let mut firewall = made_of(&rules, true);
        for collection in &mut firewall.collections {
            for rule in &mut collection.rules {
                rule.sources = vec![SourceSet::Addresses(Address::Net("0.0.0.0/0".parse().unwrap()))];
                for matched in &mut rule.to {
                    *matched = match (&*matched, collection.layer) {
                        (Matched::Host(host), Layer::Application) => {
                            let all: Vec<&str> = host.split('.').collect();
                            let kept = all[all.len() - labels.min(all.len() - 1)..].join(".");
                            Matched::Host(format!("*{}{kept}", if labels == 0 { "" } else { "." }))
                        }
                        _ => Matched::Any,
                    };
                }
            }
        }
        for judged in judge(&firewall, &rules).judged {
            prop_assert!(judged.coverage < Perhaps, "{:?}", judged);
        }
    }

    #[test]
    fn what_could_not_be_resolved_never_covers(profile in any_profile(), what in 0..4) {
        let rules = resolve(&CATALOG, &profile, None);
        let mut firewall = made_of(&rules, true);
        let text = "[parameters('x')]".to_owned();
        for collection in &mut firewall.collections {
            for rule in &mut collection.rules {
                match what {
                    0 => rule.to = vec![Matched::Unresolved(text.clone())],
                    1 => rule.sources = vec![SourceSet::Unresolved(text.clone())],
                    2 => rule.traffic[0].ports = Ports::Unresolved(text.clone()),
                    _ => collection.action = Err(text.clone()),
                }
            }
        }
        for judged in judge(&firewall, &rules).judged {
            match (what, judged.coverage) {
                // It is for the nodes or not; that is said, and nothing hidden.
                (1, Covered) => {
                    let open = |label: &Label| matches!(label, Label::SourceNotChecked(_));
                    prop_assert!(judged.by[0].labels.iter().any(open), "{:?}", judged);
                }
                (0, found) => prop_assert_eq!(found, Missing, "{:?}", judged),
                (_, found) => prop_assert!(found == Unknown || found == Missing, "{:?}", judged),
            }
        }
    }
}
