//! Which rule decides a flow that a log tells of.

use super::builder::{firewall, tags};
use aks_egress::answers::audit::{Flow, Rules, Ruling, Setting};
use aks_egress::answers::explain::Transport;

/// A host over HTTPS 443.
fn to_host(host: &str) -> Flow<'_> {
    let transport = Transport::Https;
    Flow { host: Some(host), address: None, transport, port: 443, in_fqdn_tag: false }
}

/// An address over TCP 443.
fn to_address(address: &str) -> Flow<'static> {
    let address = Some(address.parse().unwrap());
    Flow { host: None, address, transport: Transport::Tcp, port: 443, in_fqdn_tag: false }
}

/// What the rules say, with the numbers of the lines that they stand in.
fn ruling(text: &str, flow: &Flow<'_>, source: Option<&str>) -> String {
    let (firewall, tags) = (firewall(text), tags());
    let source = source.map(|source| source.parse().unwrap());
    let rules = Rules::new(&firewall, &[], Some(&tags));
    let Some(rulings) = rules.rulings(flow, &[source]) else { return "nothing".to_owned() };
    let behind = match &rulings[0] {
        Ruling::Denied(_, Some(behind)) | Ruling::Unsure(_, Some(behind)) => Some(behind),
        _ => None,
    };
    let lines = rulings[0].by().into_iter().chain(behind).map(|by| by.place.line.to_string());
    [rulings[0].name().to_owned()].into_iter().chain(lines).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_first_rule_that_matches_decides() {
    let flow = to_host("MCR.microsoft.com.");
    let allow = "allow app 200 https:443 mcr.microsoft.com";
    for (rules, source, expected) in [
        (allow.to_owned(), "10.240.0.4", "allowed 1"),
        ("allow app 200 https:443 *.microsoft.com".to_owned(), "10.240.0.4", "allowed 1"),
        ("allow app 200 https:443 other.example".to_owned(), "10.240.0.4", "no-rule"),
        (format!("{allow}\ndeny app 100 https:443 *"), "10.240.0.4", "denied 2 1"),
        (format!("{allow}\ndeny app 300 https:443 *"), "10.240.0.4", "allowed 1"),
        ("deny app 300 https:443 *".to_owned(), "10.240.0.4", "denied 1"),
        // Network rules come first, whatever their priority.
        (format!("{allow}\ndeny net 900 tcp:443 any"), "10.240.0.4", "denied 2 1"),
        (format!("{allow}\ndeny net 100 udp:443 any"), "10.240.0.4", "allowed 1"),
        // Sources, protocols and paths.
        (format!("{allow} from 10.240.0.0/16"), "10.240.0.4", "allowed 1"),
        (format!("{allow} from 10.240.0.0/16"), "10.9.0.4", "other-source 1"),
        (format!("{allow} from group:ipg-aks"), "10.9.0.4", "allowed 1"),
        (format!("{allow} from group:ipg-aks\ndeny app 300 https:443 *"), "10.9.0.4", "denied 2"),
        ("allow app 200 http:80 mcr.microsoft.com".to_owned(), "10.9.0.4", "other-traffic 1"),
        ("allow app 200 http:80 *".to_owned(), "10.9.0.4", "no-rule"),
        ("allow app 200 https:443 url:mcr.microsoft.com/v2/".to_owned(), "10.9.0.4", "only-some 1"),
        (format!("{allow} narrowed"), "10.9.0.4", "only-some 1"),
        (
            format!("allow app 100 http:80 mcr.microsoft.com\n{allow} from 10.240.0.0/16"),
            "10.9.0.4",
            "other-source 2",
        ),
        // What is not known neither allows nor lets it be said that nothing does.
        ("unknown app 200 https:443 mcr.microsoft.com".to_owned(), "10.9.0.4", "unsure 1"),
        ("allow app 200 https:443 ?x".to_owned(), "10.9.0.4", "unsure 1"),
        ("allow net 200 tcp:443 group:ipg-x".to_owned(), "10.9.0.4", "unsure 1"),
        ("allow net 200 tcp:443 tag:AzureCloud.westeurope".to_owned(), "10.9.0.4", "unsure 1"),
        ("allow net 200 tcp:443 tag:AzureMonitor".to_owned(), "10.9.0.4", "no-rule"),
        (format!("{allow}\ndeny app 100 https:443 * from group:ipg-x"), "10.9.0.4", "unsure 2 1"),
        (format!("{allow}\nunknown app 100 https:443 *"), "10.9.0.4", "unsure 2 1"),
        (format!("{allow}\nunknown app 300 https:443 *"), "10.9.0.4", "allowed 1"),
        (
            "allow app 100 https:443 ?x\ndeny app 200 https:443 *".to_owned(),
            "10.9.0.4",
            "unsure 1 2",
        ),
        ("allow list 0 - mcr.microsoft.com".to_owned(), "10.9.0.4", "allowed 1"),
    ] {
        assert_eq!(ruling(&rules, &flow, Some(source)), expected, "{rules} from {source}");
    }
    assert_eq!(ruling(&format!("{allow} from 10.240.0.0/16"), &flow, None), "allowed 1");
}

#[test]
fn addresses_are_a_matter_of_network_rules() {
    let flow = to_address("203.0.113.7");
    for (rules, expected) in [
        ("allow net 200 tcp:443 203.0.113.0/24", "allowed 1"),
        ("allow net 200 tcp:443 198.51.100.0/24", "no-rule"),
        ("allow net 200 udp:1194 203.0.113.7", "other-traffic 1"),
        ("allow net 200 udp:53 any", "no-rule"),
        ("allow net 200 any:* any", "allowed 1"),
        ("allow app 200 https:443 *", "no-rule"),
        ("allow net 200 tcp:443 tag:NoSuchTag", "unsure 1"),
    ] {
        assert_eq!(ruling(rules, &flow, Some("10.240.0.4")), expected, "{rules}");
    }
    let icmp = Flow { transport: Transport::Icmp, ..flow };
    assert_eq!(ruling("allow net 200 any:* any", &icmp, None), "nothing");
}

#[test]
fn the_fqdn_tag_allows_what_it_is_believed_to_hold() {
    let rules = "allow app 200 - fqdn:azurekubernetesservice";
    let flow = to_host("mcr.microsoft.com");
    assert_eq!(ruling(rules, &flow, None), "no-rule");
    assert_eq!(ruling(rules, &Flow { in_fqdn_tag: true, ..flow }, None), "allowed 1");
}

#[test]
fn policies_that_are_not_in_the_files_are_named() {
    let mut firewall = firewall("allow app 200 https:443 mcr.microsoft.com");
    let place = firewall.collections[0].place.clone();
    firewall.settings.push((Setting::BasePolicy("parent".to_owned()), place));
    assert_eq!(Rules::new(&firewall, &[], None).policies_elsewhere, ["parent"]);
}
