//! Firewalls written down in a few words, without any file format.

use aks_egress::answers::audit::{
    Action, Address, Collection, Coverage, Firewall, FirewallRule, Judged, Layer, Matched, Place,
    Ports, Report, SourceSet, Traffic, Wanted, audit,
};
use aks_egress::answers::explain::Transport;
use aks_egress::catalog::CATALOG;
use aks_egress::profile::{Profile, Tunnel};
use aks_egress::rules::{RuleSet, resolve};
use aks_egress::service_tags::{ServiceTags, parse};
use ipnet::IpNet;
use std::net::IpAddr;

/// One rule a line, each in a collection of its own:
/// `allow|deny|unknown net|app|list PRIORITY TRAFFIC DESTINATION... [from SOURCE...] [tls] [narrowed]`.
///
/// Traffic is `https:443`, `any:*` or `tcp:1-99`, several with commas; `-` is none. A destination is
/// a host, an address, or `fqdn:`, `tag:`, `group:`, `url:`, `category:`, `?` (unresolved) with a
/// text; `any` is any address. Priorities are of the collection, or `level/group/collection`.
pub fn firewall(text: &str) -> Firewall {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let collections = lines.map(|(at, line)| collection(at, line.trim())).collect();
    Firewall { collections, ..Firewall::default() }
}

fn collection(at: usize, line: &str) -> Collection {
    let place = Place { file: "hub.json".to_owned(), line: at + 1, path: String::new() };
    let mut words = line.split_whitespace();
    let action = match words.next().unwrap() {
        "allow" => Ok(Action::Allow),
        "deny" => Ok(Action::Deny),
        other => Err(other.to_owned()),
    };
    let layer = match words.next().unwrap() {
        "net" => Layer::Network,
        "app" => Layer::Application,
        "list" => Layer::List,
        other => panic!("{other}"),
    };
    let priorities: Vec<u32> =
        words.next().unwrap().split('/').map(|number| number.parse().unwrap()).collect();
    let priorities = match priorities[..] {
        [level, group, own] => [level, group, own],
        [own] => [1, 100, own],
        _ => panic!("{line}"),
    };
    let traffic = words.next().unwrap();
    let traffic = traffic.split(',').filter(|entry| *entry != "-").map(one_traffic).collect();
    let mut rule = FirewallRule {
        place: place.clone(),
        name: format!("rule-{}", at + 1),
        sources: Vec::new(),
        to: Vec::new(),
        traffic,
        inspects_tls: false,
        narrowed: false,
    };
    let mut is_source = false;
    for word in words {
        match word {
            "from" => is_source = true,
            "tls" => rule.inspects_tls = true,
            "narrowed" => rule.narrowed = true,
            "nowhere" => {}
            word if is_source => rule.sources.push(source(word)),
            word => rule.to.push(matched(word)),
        }
    }
    if !is_source {
        rule.sources.push(SourceSet::Any);
    }
    let name = format!("collection-{}", at + 1);
    Collection {
        place,
        group: "aks".to_owned(),
        name,
        layer,
        action,
        priorities,
        rules: vec![rule],
    }
}

fn one_traffic(text: &str) -> Traffic {
    let (protocol, ports) = text.split_once(':').unwrap();
    let ports = match ports.split_once('-') {
        _ if ports == "*" => Ports::Any,
        _ if ports.starts_with('?') => Ports::Unresolved(ports.to_owned()),
        Some((first, last)) => Ports::Range(first.parse().unwrap(), last.parse().unwrap()),
        None => Ports::Range(ports.parse().unwrap(), ports.parse().unwrap()),
    };
    let protocol = (protocol != "any").then(|| Transport::from_name(protocol).unwrap());
    Traffic { protocol, ports }
}

fn address(text: &str) -> Option<Address> {
    if let Some((first, last)) = text.split_once('-')
        && let (Ok(first), Ok(last)) = (first.parse(), last.parse())
    {
        return Some(Address::Range(first, last));
    }
    let net = text.parse::<IpNet>().ok();
    net.or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from)).map(Address::Net)
}

fn matched(text: &str) -> Matched {
    let (kind, rest) = text.split_once(':').unwrap_or(("", text));
    let rest = rest.to_owned();
    match kind {
        _ if text == "any" => Matched::Any,
        _ if text.starts_with('?') => Matched::Unresolved(text.to_owned()),
        "fqdn" => Matched::FqdnTag(rest),
        "tag" => Matched::ServiceTag(rest),
        "group" => Matched::Group(rest),
        "url" => Matched::Url(rest),
        "category" => Matched::Category(rest),
        "host" => Matched::Host(rest),
        _ => address(text).map_or_else(|| Matched::Host(text.to_owned()), Matched::Addresses),
    }
}

fn source(text: &str) -> SourceSet {
    match text.split_once(':') {
        _ if text == "*" => SourceSet::Any,
        _ if text.starts_with('?') => SourceSet::Unresolved(text.to_owned()),
        Some(("group", name)) => SourceSet::Group(name.to_owned()),
        Some(("tag", name)) => SourceSet::ServiceTag(name.to_owned()),
        _ => SourceSet::Addresses(address(text).unwrap()),
    }
}

/// A cluster of West Europe with known subnets.
pub fn profile() -> Profile {
    let mut profile = Profile::new(CATALOG.as_of);
    profile.name = Some("prod-hub".to_owned());
    "westeurope".clone_into(&mut profile.cluster.region);
    profile.nodes.subnets = vec!["10.240.0.0/16".parse().unwrap()];
    profile
}

/// The same with the older tunnel and old nodes, so that it has network rules.
pub fn old() -> Profile {
    let mut profile = profile();
    profile.cluster.tunnel = Tunnel::Legacy;
    profile.nodes.before_march_2021 = true;
    profile.cluster.custom_dns = vec!["10.0.0.4".parse().unwrap(), "10.0.0.5".parse().unwrap()];
    profile
}

pub fn rules(profile: &Profile) -> RuleSet {
    resolve(&CATALOG, profile, None)
}

/// A service tag file with two regions of the cloud.
pub fn tags() -> ServiceTags {
    let tag = |name: &str, prefixes: &[&str]| serde_json::json!({ "name": name, "properties": { "addressPrefixes": prefixes } });
    let file = serde_json::json!({ "changeNumber": 1, "cloud": "Public", "values": [
        tag("AzureCloud", &["203.0.113.0/24", "198.51.100.0/24"]),
        tag("AzureCloud.westeurope", &["203.0.113.0/25", "203.0.113.128/26"]),
        tag("AzureMonitor", &["198.51.100.0/25"]),
    ]});
    parse("ServiceTags_Public_20260720.json", file.to_string().as_bytes()).unwrap()
}

pub fn report(firewall: &Firewall, rules: &RuleSet) -> Report {
    let subnets = &rules.profile.nodes.subnets;
    audit(firewall, Wanted { rules, tags: None, subnets, groups: &[] })
}

/// What became of the rule with this id.
pub fn judged<'a>(report: &'a Report, id: &str) -> &'a Judged {
    report.judged.iter().find(|one| one.rule.id() == id).unwrap_or_else(|| panic!("no rule {id}"))
}

pub fn coverage(text: &str, profile: &Profile, id: &str) -> Coverage {
    judged(&report(&firewall(text), &rules(profile)), id).coverage
}

/// The ids of all findings.
pub fn ids(report: &Report) -> Vec<&'static str> {
    report.findings.iter().map(|finding| finding.what.id()).collect()
}
