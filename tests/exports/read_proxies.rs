//! Squid's access lists and the PAC file, read back.

use crate::fixture::{self, HOSTILE};
use crate::read_back::holds;
use crate::readers::Fact;
use aks_egress::catalog::CATALOG;
use aks_egress::export::{Options, format, render};
use aks_egress::profile::Profile;
use aks_egress::rules::{RuleSet, merge, resolve};
use std::collections::{BTreeMap, BTreeSet};

/// Lines that are no comments, as words.
pub(crate) fn lines<'a>(text: &'a str, comment: &str) -> Vec<Vec<&'a str>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with(comment));
    lines.map(|line| line.split_whitespace().collect()).filter(|w: &Vec<_>| !w.is_empty()).collect()
}

pub(crate) fn application(host: String, service: (&str, u16)) -> Fact {
    ("application".to_owned(), host, service.0.to_owned(), service.1)
}

/// The host that a pattern of whole names stands for.
fn host_of(pattern: &str) -> String {
    let whole = pattern.strip_prefix('^').and_then(|rest| rest.strip_suffix('$')).unwrap();
    let below = whole.strip_prefix(r".+\.").map(|rest| format!(r"*\.{rest}"));
    let host = below.unwrap_or(whole.to_owned()).replace(".*", "*").replace(r"\.", "\u{0}");
    assert!(!host.contains(['.', '\\', '+', '(']), "{pattern}");
    host.replace('\u{0}', ".")
}

/// Access lists by name: type and values.
type Lists<'a> = BTreeMap<&'a str, (&'a str, Vec<&'a str>)>;

fn squid(rules: &RuleSet, text: &str) -> BTreeSet<Fact> {
    let mut lists = Lists::new();
    let mut facts = BTreeSet::new();
    let lines = lines(text, "#");
    for line in &lines {
        match line.as_slice() {
            ["acl", name, kind, values @ ..] => {
                assert!(name.len() < 64, "{name}");
                let list = lists.entry(name).or_insert((kind, Vec::new()));
                assert_eq!(list.0, *kind);
                let value = *values.last().unwrap();
                let flags = &values[..values.len() - 1];
                let expected: &[&str] = match *kind {
                    "dstdomain" => &["-n"],
                    "dstdom_regex" => &["-n", "-i"],
                    _ => &[],
                };
                assert_eq!(flags, expected);
                assert!(!list.1.contains(&value), "{value} stands twice in {name}");
                list.1.push(value);
            }
            ["http_access", "allow", connect, port, nodes, names] => {
                let scheme = if connect.starts_with('!') { "HTTP" } else { "HTTPS" };
                assert_eq!(lists[connect.trim_start_matches('!')], ("method", vec!["CONNECT"]));
                let (kind, ports) = &lists[port];
                assert_eq!((*kind, ports.len()), ("port", 1));
                assert_eq!(nodes_of(&lists, nodes), subnets(rules));
                let (kind, values) = &lists[names];
                for value in values {
                    let is_exact = *kind == "dstdomain";
                    assert!(!is_exact || !value.starts_with('.') && !value.contains('*'));
                    let host = if is_exact { (*value).to_owned() } else { host_of(value) };
                    facts.insert(application(host, (scheme, ports[0].parse().unwrap())));
                }
            }
            ["http_access", "deny", "all"] => {}
            _ => panic!("{line:?}"),
        }
    }
    assert_eq!(lines.last().unwrap(), &["http_access", "deny", "all"]);
    facts
}

fn nodes_of(lists: &Lists, name: &str) -> Vec<String> {
    assert_eq!(lists[name].0, "src");
    lists[name].1.iter().map(ToString::to_string).collect()
}

fn subnets(rules: &RuleSet) -> Vec<String> {
    let nets = rules.profile.nodes.subnets.iter().map(ToString::to_string).collect::<Vec<_>>();
    if nets.is_empty() { vec!["all".to_owned()] } else { nets }
}

#[test]
fn squid_reads_back() {
    holds("squid", squid);
}

/// What stands between these marks, as a string.
fn between<'a>(line: &'a str, before: &str, after: &str) -> Option<&'a str> {
    line.strip_prefix(before)?.strip_suffix(after)
}

#[test]
fn pac_reads_back() {
    holds("pac", |_, text| {
        let (_, listed) = text.split_once("function isListed(service, host) {\n").unwrap();
        let listed = listed.strip_suffix("    return false;\n}\n").unwrap();
        let mut facts = BTreeSet::new();
        let mut service = None;
        for line in listed.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
            if let Some(named) = between(line, "if (service === \"", "\") {") {
                let (scheme, port) = named.split_once(':').unwrap();
                service = Some((scheme.to_uppercase(), port.parse().unwrap()));
                continue;
            }
            if line == "}" {
                service = None;
                continue;
            }
            let (scheme, port) = service.as_ref().unwrap();
            let test = |before| between(line, before, "\")) return true;");
            let host = between(line, "if (host === \"", "\") return true;").map(str::to_owned);
            let below = test("if (dnsDomainIs(host, \".").map(|name| format!("*.{name}"));
            let host = host.or(below).or(test("if (shExpMatch(host, \"").map(str::to_owned));
            facts.insert(application(host.unwrap(), (scheme, *port)));
        }
        facts
    });
}

#[test]
fn a_pac_file_says_its_two_ways_above_everything_else() {
    let text = render(format("pac").unwrap(), &fixture::named(HOSTILE), Options::default());
    let code: Vec<&str> = text.lines().filter(|line| !line.trim().starts_with("//")).collect();
    assert_eq!(code[1], "var LISTED = \"PROXY proxy.example.com:3128\";");
    assert_eq!(code[2], "var OTHERS = \"DIRECT\";");
}

/// Two clusters with subnets of their own.
pub(crate) fn fleet() -> RuleSet {
    let profile = |region: &str, subnet: &str| {
        let mut profile = Profile::new(CATALOG.as_of);
        region.clone_into(&mut profile.cluster.region);
        profile.nodes.subnets = vec![subnet.parse().unwrap()];
        profile
    };
    let mut west = profile("westeurope", "10.1.0.0/16");
    west.nodes.gpu = true;
    let north = profile("northeurope", "fd00:2::/48");
    let set = |label: &str, profile| (label.to_owned(), resolve(&CATALOG, &profile, None));
    merge(vec![set("west", west), set("north", north)]).unwrap()
}

#[test]
fn each_cluster_of_several_has_its_own_sources() {
    let rules = fleet();
    let text = render(format("squid").unwrap(), &rules, Options::default());
    let words = lines(&text, "#");
    let sources = |host: &str| {
        let list =
            words.iter().find(|w| w[0] == "acl" && w.last().unwrap().contains(host)).unwrap()[1];
        let nodes =
            words.iter().find(|w| w[0] == "http_access" && w.last() == Some(&list)).unwrap()[4];
        words.iter().filter(|w| w[1] == nodes).map(|w| w[3]).collect::<Vec<_>>()
    };
    assert_eq!(sources("mcr.microsoft.com"), ["10.1.0.0/16", "fd00:2::/48"]);
    assert_eq!(sources("nvidia.github.io"), ["10.1.0.0/16"]);
    assert_eq!(sources(r"hcp\.northeurope"), ["fd00:2::/48"]);
}
