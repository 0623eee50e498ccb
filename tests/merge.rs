//! The rules of several clusters as one set.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

#[path = "support/any_profile.rs"]
mod any_profile;

use aks_egress::catalog::{CATALOG, Cloud};
use aks_egress::export::{
    ApplicationRules, Cost, Format, Limit, Options, Ports, Reach, format, formats, render,
};
use aks_egress::profile::{ApiServer, Language, Profile, Reading};
use aks_egress::rules::{Rule, RuleSet, merge, resolve};
use any_profile::any_profile;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn profile(region: &str) -> Profile {
    let mut profile = Profile::new(CATALOG.as_of);
    region.clone_into(&mut profile.cluster.region);
    profile
}

fn set(profile: &Profile) -> RuleSet {
    resolve(&CATALOG, profile, None)
}

fn merged(profiles: &[(&str, Profile)]) -> RuleSet {
    let sets = profiles.iter().map(|(label, profile)| ((*label).to_owned(), set(profile)));
    merge(sets.collect()).unwrap()
}

/// Kind, port, protocol and destinations: what a firewall sees of a rule.
type Seen = (String, u16, String, Vec<String>);

fn seen(rule: &Rule) -> Seen {
    (rule.kind().to_string(), rule.port(), rule.protocol().to_string(), rule.destination.texts())
}

fn fleet() -> RuleSet {
    let mut west = profile("westeurope");
    west.nodes.subnets = vec!["10.1.0.0/16".parse().unwrap()];
    west.nodes.gpu = true;
    let mut north = profile("northeurope");
    north.nodes.subnets = vec!["10.2.0.0/16".parse().unwrap(), "10.1.0.0/16".parse().unwrap()];
    north.cluster.api_server = ApiServer::PrivateLink;
    merged(&[("west", west), ("north", north)])
}

#[test]
fn each_rule_knows_who_needs_it_and_from_where() {
    let rules = fleet();
    let of = |host: &str| {
        let is = |rule: &&Rule| rule.destination.texts() == [host];
        let rule = rules.rules.iter().find(is).unwrap();
        let sources: Vec<String> = rules.sources(rule).iter().map(ToString::to_string).collect();
        (rules.needed_by(rule), sources)
    };
    let both = vec!["10.1.0.0/16".to_owned(), "10.2.0.0/16".to_owned()];
    assert_eq!(of("mcr.microsoft.com"), (vec!["west", "north"], both));
    let west = (vec!["west"], vec!["10.1.0.0/16".to_owned()]);
    assert_eq!(of("nvidia.github.io"), west);
    assert_eq!(of("*.hcp.westeurope.azmk8s.io"), west);
}

#[test]
fn a_cluster_without_subnets_makes_its_rules_open_to_any_source() {
    let mut west = profile("westeurope");
    west.nodes.subnets = vec!["10.1.0.0/16".parse().unwrap()];
    let rules = merged(&[("west", west), ("north", profile("northeurope"))]);
    for rule in &rules.rules {
        let any = rules.needed_by(rule).contains(&"north");
        assert_eq!(rules.sources(rule).is_empty(), any, "{}", rule.id());
    }
}

#[test]
fn one_cluster_stays_as_it_is() {
    let one = set(&profile("westeurope"));
    let rules = merge(vec![("x".to_owned(), one.clone())]).unwrap();
    for format in formats() {
        let text = |rules| render(format, rules, Options::default());
        assert_eq!(text(&rules), text(&one), "{}", format.id);
    }
}

#[test]
fn disagreements_are_refused_with_both_answers() {
    let mut china = profile("chinaeast2");
    china.cluster.cloud = Cloud::China;
    let mut other_group = profile("westeurope");
    "hub".clone_into(&mut other_group.azure_firewall.group);
    let rows = [(china, "cluster.cloud", "china"), (other_group, "azure_firewall.group", "hub")];
    for (other, key, answer) in rows {
        let sets = vec![
            ("one".to_owned(), set(&profile("westeurope"))),
            ("other".to_owned(), set(&other)),
        ];
        let conflict = merge(sets).err().unwrap();
        assert_eq!((conflict.key, conflict.other.1.as_str()), (key, answer));
        assert_eq!((conflict.one.0.as_str(), conflict.other.0.as_str()), ("one", "other"));
    }
}

/// So many clusters of one region, each with so many subnets of its own.
fn wide(clusters: u8, subnets: u16) -> RuleSet {
    let sets = (0..clusters).map(|cluster| {
        let mut profile = profile("westeurope");
        profile.cluster.tunnel = aks_egress::profile::Tunnel::Legacy;
        let net = |number: u16| {
            let [high, low] = number.to_be_bytes();
            format!("{cluster}.{high}.{low}.0/24").parse().unwrap()
        };
        profile.nodes.subnets = (0..subnets).map(net).collect();
        (format!("c{cluster}"), set(&profile))
    });
    merge(sets.collect()).unwrap()
}

#[test]
fn what_a_target_takes_at_most_is_said_before_it_hurts() {
    let says = |rules: &RuleSet, id: &str, sentence: &str| {
        let warnings = format(id).unwrap().warnings(rules, Options::default(), Language::En);
        warnings.iter().any(|warning| warning.text.contains(sentence))
    };
    let few = wide(10, 100);
    let many = wide(100, 200);
    for id in ["terraform", "arm", "bicep", "az", "powershell", "portal"] {
        assert!(!says(&few, id, "20,000") && says(&many, id, "20,000"), "{id}");
        assert!(!says(&few, id, "2 MB") && says(&many, id, "2 MB"), "{id}");
    }
    assert!(!says(&wide(2, 100), "nsg", "4,000") && says(&many, "nsg", "4,000"));
    // The estimate is near what is written, without the layout.
    let text = render(format("arm-body").unwrap(), &many, Options::default());
    let written = text.chars().filter(|c| !c.is_whitespace()).count();
    assert!((1_400_000..2_200_000).contains(&written), "{written}");
}

#[test]
fn a_header_says_every_answer_once_and_whom_a_warning_is_about() {
    let mut west = profile("westeurope");
    west.nodes.subnets = vec!["10.1.0.0/16".parse().unwrap()];
    west.addons.enabled = vec!["azure-policy".to_owned()];
    let mut north = profile("northeurope");
    north.cluster.api_server = ApiServer::PrivateLink;
    north.reading = Reading::Printed;
    north.nodes.gpu = true;
    north.azure_firewall.ip_group = Some("/hub/ipGroups/aks".to_owned());
    // The first profile's language is the export's, for what others answer too.
    let mut again = north.clone();
    again.language = Language::Zh;
    again.addons.enabled = west.addons.enabled.clone();
    let rules = merged(&[("west", west), ("north", north), ("again", again)]);
    let text = |id| render(format(id).unwrap(), &rules, Options::default());
    let facts = [
        "# Clusters      3: west, north, again\n",
        "# Region        West Europe (westeurope); North Europe (northeurope)\n",
        "# Reading       recommended (readings are applied and named); printed (",
        "# API server    public, konnectivity; private-link\n",
        "# Nodes         ubuntu; ubuntu, GPU\n",
        "# Add-ons       Azure Policy; none\n",
    ];
    let terraform = text("terraform");
    for fact in facts {
        assert!(terraform.contains(fact), "{fact}: {terraform}");
    }
    assert!(terraform.contains("# Node subnets  10.1.0.0/16; /hub/ipGroups/aks\n"), "{terraform}");
    let other = text("nftables");
    assert!(other.contains("# Node subnets  10.1.0.0/16; not given: any source address\n"));
    assert!(other.contains("(Clusters:") && other.contains("north, again.)"), "{other}");
}

#[test]
fn what_waits_for_one_cluster_waits() {
    let mut waits = profile("westeurope");
    waits.cluster.pods_use_api_server_ip = true;
    for order in [["waits", "other"], ["other", "waits"]] {
        let of = |label: &str| match label {
            "waits" => waits.clone(),
            _ => profile("westeurope"),
        };
        let rules = merged(&order.map(|label| (label, of(label))));
        assert!(rules.absent.iter().any(|absent| absent.reason.waits()), "{order:?}");
    }
}

#[test]
fn every_format_keeps_the_sources_apart_or_says_that_it_cannot() {
    let rules = fleet();
    for format in formats() {
        let text = render(format, &rules, Options::default());
        let lost = |limit| {
            let losses = format.losses(&rules, Options::default());
            losses.iter().any(|loss| loss.limit == limit && loss.cost == Cost::Dropped)
        };
        let can = format.capabilities;
        if !can.sources {
            // Only west has GPU nodes.
            let is_exact = can_say_hosts(format) && can.exact == Reach::Exact;
            assert!(lost(Limit::OtherClusters) || !is_exact, "{}", format.id);
            let data = text.lines().filter(|line| !line.starts_with(['#', '/']));
            let has_it = data.into_iter().any(|line| line.contains("nvidia.github.io"));
            assert!(!has_it, "{} opens it to all", format.id);
            let wider = render(format, &rules, Options { allow_wider: true });
            assert!(wider.contains("nvidia") || !can_say_hosts(format), "{}", format.id);
        } else if can_say_hosts(format) && can.exact == Reach::Exact {
            let of_both = text.contains("10.2.0.0") || text.contains("west");
            assert!(text.contains("10.1.0.0") && of_both, "{}", format.id);
        }
    }
    let csv = render(format("csv").unwrap(), &rules, Options::default());
    assert!(csv.contains(",10.1.0.0/16; 10.2.0.0/16\n"), "{csv}");
    assert!(csv.contains("Needed by west") && csv.contains(",10.1.0.0/16\n"), "{csv}");
}

fn can_say_hosts(format: &Format) -> bool {
    let can = format.capabilities;
    can.application_rules == ApplicationRules::ByHost && can.ports != Ports::Only(80)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// A merged set holds the rules of each cluster and no others, whatever their order.
    #[test]
    fn a_merged_set_is_the_union(profiles in proptest::collection::vec(any_profile(), 2..5)) {
        let first = profiles[0].cluster.cloud;
        let firewall = profiles[0].azure_firewall.clone();
        let alike = profiles.into_iter().map(|mut profile| {
            if profile.cluster.cloud != first {
                profile.cluster.cloud = first;
                profile.cluster.region.clear();
            }
            profile.azure_firewall = firewall.clone();
            profile
        });
        let sets: Vec<(String, RuleSet)> =
            alike.enumerate().map(|(n, profile)| (format!("c{n}"), set(&profile))).collect();
        let all = merge(sets.clone()).unwrap();
        for (label, set) in &sets {
            let own: BTreeSet<Seen> = set.rules.iter().map(seen).collect();
            let needed = all.rules.iter().filter(|rule| all.needed_by(rule).contains(&label.as_str()));
            prop_assert_eq!(own, needed.map(seen).collect::<BTreeSet<_>>());
        }
        let reversed = merge(sets.into_iter().rev().collect()).unwrap();
        let order = |rules: &RuleSet| rules.rules.iter().map(seen).collect::<Vec<_>>();
        prop_assert_eq!(order(&all), order(&reversed));
        prop_assert!(all.rules.iter().all(|rule| !rule.needed_by().is_empty()));
        let names: BTreeSet<String> = all.rules.iter().map(Rule::name).collect();
        prop_assert_eq!(names.len(), all.rules.len());
    }
}
