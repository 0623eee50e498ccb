//! Objects and rules of Cisco ASA and Check Point, read from their commands.

use crate::fixture::{self, HOSTILE};
use crate::matches::{Match, holds};
use aks_egress::export::{Options, format, render};
use aks_egress::rules::{Destination, Member, RuleSet};
use ipnet::IpNet;
use std::collections::{BTreeMap, BTreeSet};

fn subnets(rules: &RuleSet) -> BTreeSet<IpNet> {
    rules.profile.nodes.subnets.iter().copied().collect()
}

/// The members of an ASA's object groups, by name.
fn asa_groups(lines: &[&str]) -> BTreeMap<String, BTreeSet<Match>> {
    let mut objects: BTreeMap<&str, &str> = BTreeMap::new();
    let mut groups: BTreeMap<String, BTreeSet<Match>> = BTreeMap::new();
    let mut current = "";
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["object" | "object-group", "network", name] => {
                let known = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
                assert!(name.len() <= 64 && name.chars().all(known), "{name}");
                assert!(!objects.contains_key(name) && !groups.contains_key(*name), "{name}");
                current = name;
            }
            ["", "fqdn", version @ ("v4" | "v6"), host] => {
                let start = if *version == "v4" { "aks-" } else { "aks6-" };
                assert!(current.starts_with(start), "{line}");
                objects.insert(current, host);
            }
            ["", "description", ..] => assert!(line.is_ascii() && line.len() <= 213, "{line}"),
            ["", "network-object", rest @ ..] => {
                let member = match rest {
                    ["object", name] => Match::Only(objects[name].to_owned()),
                    ["host", ip] => Match::Net(ip.parse::<std::net::IpAddr>().unwrap().into()),
                    [net] => Match::Net(net.parse().unwrap()),
                    [net, mask] => Match::Net(
                        IpNet::with_netmask(net.parse().unwrap(), mask.parse().unwrap()).unwrap(),
                    ),
                    _ => panic!("{line}"),
                };
                groups.entry(current.to_owned()).or_default().insert(member);
            }
            ["access-list", "aks-egress", "remark", ..] => {
                assert!(line.is_ascii() && line.len() <= 130 && !line.contains('?'), "{line}");
            }
            ["access-list", "aks-egress", "extended", "permit", ..] => {}
            _ => panic!("{line:?}"),
        }
    }
    groups
}

#[test]
fn cisco_asa_reads_back() {
    holds("cisco-asa", true, |rules, text| {
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('!')).collect();
        let groups = asa_groups(&lines);
        let mut said = BTreeSet::new();
        for line in lines.iter().filter(|line| line.contains(" extended permit ")) {
            let words: Vec<&str> = line.split(' ').skip(4).collect();
            let (transport, rest) = words.split_first().unwrap();
            let (from, rest) = match rest {
                ["any", rest @ ..] => (BTreeSet::new(), rest),
                ["object-group", name, rest @ ..] => (groups[*name].clone(), rest),
                _ => panic!("{line}"),
            };
            assert_eq!(from, subnets(rules).into_iter().map(Match::Net).collect());
            let (to, port) = match rest {
                ["any", "eq", port] => (BTreeSet::from([Match::Any]), port),
                ["object-group", name, "eq", port] => (groups[*name].clone(), port),
                _ => panic!("{line}"),
            };
            let port = Some(((*transport).to_owned(), port.parse().unwrap()));
            said.extend(to.into_iter().map(|entry| (entry, port.clone())));
        }
        said
    });
}

/// The words of a shell command that has nothing but single quotes and quoted ones of these.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (None, '$' | '`' | '*' | ';' | '&' | '<' | '>' | '(' | '\\') => panic!("{command}"),
            (_, _) => word.get_or_insert_default().push(c),
        }
    }
    assert!(quote.is_none(), "{command}");
    words.extend(word);
    words
}

/// The values of `key.1`, `key.2` and so on.
fn values<'a>(words: &'a [String], key: &str) -> Vec<&'a str> {
    let numbered = (1..).map(|number| format!("{key}.{number}"));
    let value = |key: String| words.iter().position(|word| *word == key);
    numbered.map_while(value).map(|at| words[at + 1].as_str()).collect()
}

#[test]
fn checkpoint_reads_back() {
    holds("checkpoint", true, |rules, text| {
        let script = text.replace(" \\\n    ", " ");
        let ours = |line: &&str| {
            ["domain ", "object ", "group ", "rule "].iter().any(|start| line.starts_with(start))
        };
        let mut objects: BTreeMap<String, BTreeSet<Match>> =
            [("Any".to_owned(), [Match::Any].into())].into();
        let port = |transport: &str, port| Some((transport.to_owned(), port));
        let mut services = BTreeMap::from([
            ("http".to_owned(), port("tcp", 80)),
            ("https".to_owned(), port("tcp", 443)),
            ("ntp-udp".to_owned(), port("udp", 123)),
            ("domain-udp".to_owned(), port("udp", 53)),
            ("domain-tcp".to_owned(), port("tcp", 53)),
        ]);
        let mut said = BTreeSet::new();
        for command in script.lines().filter(ours).map(words) {
            let all: Vec<&str> = command.iter().map(String::as_str).collect();
            let of = |names: Vec<&str>| -> BTreeSet<Match> {
                names.iter().flat_map(|name| objects[*name].clone()).collect()
            };
            match all.as_slice() {
                ["domain", name, below] => {
                    let host = name.strip_prefix('.').unwrap().to_owned();
                    let entry = match *below {
                        "true" => Match::All(host),
                        "false" => Match::Only(host),
                        _ => panic!("{command:?}"),
                    };
                    assert_eq!(objects.insert((*name).to_owned(), [entry].into()), None);
                }
                ["object", "host", name, "ip-address", ip] => {
                    let ip: std::net::IpAddr = ip.parse().unwrap();
                    let entry = Match::Net(ip.into());
                    assert_eq!(objects.insert((*name).to_owned(), [entry].into()), None);
                }
                ["object", "network", name, "subnet", net, "mask-length", length] => {
                    let net = format!("{net}/{length}").parse().unwrap();
                    assert_eq!(objects.insert((*name).to_owned(), [Match::Net(net)].into()), None);
                }
                ["object", service, name, "port", number, "match-for-any", "false"] => {
                    let transport = service.strip_prefix("service-").unwrap();
                    services.insert((*name).to_owned(), port(transport, number.parse().unwrap()));
                }
                ["group", name, ..] => {
                    let members = of(values(&command, "members"));
                    objects.insert((*name).to_owned(), members);
                }
                ["rule", name, ..] => {
                    assert!(name.starts_with("aks-"), "{name}");
                    let from = of(values(&command, "source"));
                    let nets = subnets(rules).into_iter().map(Match::Net).collect();
                    let expected: BTreeSet<Match> = if rules.profile.nodes.subnets.is_empty() {
                        [Match::Any].into()
                    } else {
                        nets
                    };
                    assert_eq!(from, expected);
                    let at = all.iter().position(|word| *word == "service").unwrap();
                    assert_eq!(all[at + 2..at + 6], ["action", "Accept", "track.type", "Log"]);
                    assert_eq!((all[at + 6], all.len()), ("comments", at + 8));
                    let to = of(values(&command, "destination"));
                    said.extend(to.into_iter().map(|entry| (entry, services[all[at + 1]].clone())));
                }
                _ => panic!("{command:?}"),
            }
        }
        said
    });
}

#[test]
fn one_domain_object_stands_for_a_host_and_the_names_below_it() {
    let mut rules = fixture::named(HOSTILE);
    let below = rules.rules.iter_mut().find(|rule| rule.id() == "api").unwrap();
    below.destination = Destination::Fqdn("*.mcr.microsoft.com".to_owned());
    let checkpoint = format("checkpoint").unwrap();
    let text = render(checkpoint, &rules, Options { allow_wider: true });
    let domains: Vec<&str> =
        text.lines().filter(|line| line.starts_with("domain '.mcr.")).collect();
    assert_eq!(domains, ["domain '.mcr.microsoft.com' true"]);
    assert!(text.contains("has one domain object, with sub-domains"), "{text}");
    let alone = render(checkpoint, &rules, Options::default());
    assert!(alone.contains("\ndomain '.mcr.microsoft.com' false\n"), "{alone}");
}

#[test]
fn each_cluster_of_several_has_its_own_sources() {
    let mut rules = fixture::named("x");
    let member = |label: &str, subnet: &str| {
        let mut profile = rules.profile.clone();
        profile.nodes.subnets = vec![subnet.parse().unwrap()];
        Member { profile, label: label.to_owned(), findings: Vec::new() }
    };
    rules.members = vec![member("网 ? one", "10.1.0.0/16"), member("two", "10.2.0.0/16")];
    for rule in &mut rules.rules {
        let members = if rule.id() == "time" { vec![0] } else { vec![0, 1] };
        rule.parts.iter_mut().for_each(|part| part.needed_by.clone_from(&members));
    }
    let text = |id| render(format(id).unwrap(), &rules, Options::default());
    let asa = text("cisco-asa");
    assert!(asa.contains("remark Needed by _ _ one.\n"), "{asa}");
    let groups = asa_groups(&asa.lines().filter(|line| !line.starts_with('!')).collect::<Vec<_>>());
    let time = asa.lines().find(|line| line.ends_with(" eq 123")).unwrap();
    let from = time.split(' ').nth(6).unwrap();
    assert_eq!(groups[from], [Match::Net("10.1.0.0/16".parse().unwrap())].into());
    assert_eq!(groups["aks-nodes"].len(), 2);
    let script = text("checkpoint").replace(" \\\n    ", " ");
    let time = script.lines().find(|line| line.contains(" service ntp-udp ")).unwrap();
    assert_eq!(values(&words(time), "source"), ["aks-10.1.0.0-16"]);
    assert!(time.contains("Needed by 网 ? one."), "{time}");
}
