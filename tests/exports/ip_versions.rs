//! Where traffic comes from: many subnets, of one IP version or both, or none; and who asks which DNS.

use aks_egress::catalog::CATALOG;
use aks_egress::export::{Options, format, render};
use aks_egress::profile::{Language, Profile};
use aks_egress::rules::{RuleSet, resolve};
use ipnet::IpNet;

fn profile(subnets: &[&str]) -> Profile {
    let mut profile = Profile::new(CATALOG.as_of);
    "westeurope".clone_into(&mut profile.cluster.region);
    profile.nodes.subnets = subnets.iter().map(|net| net.parse().unwrap()).collect();
    profile
}

fn text(id: &str, profile: &Profile) -> String {
    render(format(id).unwrap(), &resolve(&CATALOG, profile, None), Options::default())
}

fn warnings(id: &str, rules: &RuleSet, language: Language) -> Vec<String> {
    let warnings = format(id).unwrap().warnings(rules, Options::default(), language);
    warnings.into_iter().map(|warning| warning.text).collect()
}

/// The lines that begin so, without that.
fn after<'a>(text: &'a str, start: &str) -> Vec<&'a str> {
    text.lines().filter_map(|line| line.strip_prefix(start)).collect()
}

#[test]
fn hosts_are_resolved_for_the_ip_versions_of_the_nodes() {
    let v4 = "10.240.0.0/16";
    let v6 = "fd00:240::/48";
    let rows = [
        (vec![], false, [true, false]),
        (vec![], true, [true, true]),
        (vec![v4], true, [true, false]),
        (vec![v6], false, [false, true]),
        (vec![v4, v6], false, [true, true]),
    ];
    for (subnets, ipv6, versions) in rows {
        let mut profile = profile(&subnets);
        profile.destinations.service_tags = Some("tags.json".to_owned());
        profile.destinations.ipv6 = ipv6;
        let asa = text("cisco-asa", &profile);
        let hosts = ["v4", "v6"].map(|version| after(&asa, &format!(" fqdn {version} ")));
        let [one, two] = hosts;
        assert_eq!([!one.is_empty(), !two.is_empty()], versions, "{subnets:?}, {ipv6}");
        assert!(one.is_empty() || two.is_empty() || one == two, "twins");
        let fortigate = text("fortigate", &profile);
        let says = ["dstaddr", "dstaddr6"]
            .map(|key| !after(&fortigate, &format!("        set {key} ")).is_empty());
        assert_eq!(says, versions, "{subnets:?}, {ipv6}");
        let newer = fortigate.contains("FortiOS 6.4");
        assert_eq!(newer, versions[1], "{subnets:?}, {ipv6}");
    }
}

#[test]
fn hundreds_of_subnets_stand_in_a_group_and_not_on_a_line() {
    let mut large = profile(&[]);
    large.nodes.subnets = (0..=300_u16)
        .map(|n| format!("10.{}.{}.0/24", n / 256, n % 256).parse::<IpNet>().unwrap())
        .collect();
    for (id, member) in [
        ("panos", "set address-group aks-nodes static "),
        ("fortigate", "        append member \"aks-src-"),
        ("cisco-asa", " network-object 10."),
    ] {
        let text = text(id, &large);
        let rules = text.lines().filter(|line| !line.starts_with(['#', '!']));
        let longest = rules.map(|line| line.chars().count()).max().unwrap();
        assert!(longest < 450, "{id}: {longest}");
        assert!(after(&text, member).len() >= 300, "{id}");
    }
    let limit = "Models limit the members of an address group";
    assert!(text("fortigate", &large).contains(limit));
    assert!(!text("fortigate", &profile(&["10.240.0.0/16"])).contains(limit));
}

#[test]
fn networks_have_objects_of_their_own() {
    let text = text("checkpoint", &profile(&["1::8/125", "1::8:125/128"]));
    let mut names: Vec<&str> = ["object network ", "object host "]
        .into_iter()
        .flat_map(|start| after(&text, start))
        .map(|rest| rest.split(' ').next().unwrap())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["aks-1__8-125", "aks-1__8_125-128"]);
}

#[test]
fn a_router_that_drops_everything_says_so_without_rules_too() {
    let mut rules = resolve(&CATALOG, &profile(&[]), None);
    let open = "hold for all that this machine forwards";
    for _ in 0..2 {
        let all = warnings("nftables", &rules, Language::En);
        assert!(all.iter().any(|text| text.contains(open)), "{all:?}");
        rules.rules.clear();
    }
    let closed = resolve(&CATALOG, &profile(&["10.240.0.0/16"]), None);
    assert!(!warnings("nftables", &closed, Language::En).iter().any(|text| text.contains(open)));
}

#[test]
fn a_fortigate_that_sees_no_dns_answers_is_told_first_of_its_cautions() {
    let mut profile = profile(&["10.240.0.0/16"]);
    for language in Language::ALL {
        let [azure, own] = [vec![], vec!["10.0.0.4".parse().unwrap()]].map(|servers| {
            profile.cluster.custom_dns = servers;
            warnings("fortigate", &resolve(&CATALOG, &profile, None), *language)
        });
        let new: Vec<&String> = azure.iter().filter(|text| !own.contains(text)).collect();
        let [new] = new.as_slice() else { panic!("{new:?}") };
        assert!(new.contains("Azure DNS") && new.contains("cluster.custom_dns"), "{new}");
        let cautions = own.iter().map(|text| azure.iter().position(|other| other == text));
        let place = azure.iter().position(|text| text == *new);
        assert!(cautions.flatten().any(|after| Some(after) > place), "{azure:?}");
    }
}

#[test]
fn commands_in_the_comments_of_a_fortigate_can_be_copied() {
    let mut profile = profile(&["10.240.0.0/16"]);
    profile.name = Some("the \"5\" it's '\"".to_owned());
    let text = text("fortigate", &profile);
    assert!(text.contains("in place of \"any\""), "{text}");
    assert!(text.contains("'^#'"), "{text}");
    assert!(!text.contains(['\u{201c}', '\u{201d}', '\u{2018}']), "{text}");
}
