//! Lists and scripts of other makers, read by what their documentation says that an entry matches:
//! what is wider than the rules is exactly what was declared so.

use crate::cases;
use crate::fixture::{self, HOSTILE};
use aks_egress::export::{Cost, Limit, Options, Reach, format, render};
use aks_egress::rules::{Destination, Rule, RuleSet};
use ipnet::IpNet;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What an entry matches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Any,
    Net(IpNet),
    /// This name alone.
    Only(String),
    /// The names below this one.
    Below(String),
    /// This name and those below it.
    All(String),
}

/// With transport and port, where the format says ports.
type Said = (Match, Option<(String, u16)>);

const BOTH: [Options; 2] = [Options { allow_wider: false }, Options { allow_wider: true }];

/// What a format says by its declared losses.
fn declared(id: &str, rules: &RuleSet, options: Options, ports: bool) -> BTreeSet<Said> {
    let format = format(id).unwrap();
    let losses = format.losses(rules, options);
    let has = |rule: &Rule, cost: Cost, limit: Option<Limit>| {
        losses
            .iter()
            .filter(|loss| loss.cost == cost && limit.is_none_or(|limit| loss.limit == limit))
            .any(|loss| loss.rules.iter().any(|lost| lost.id() == rule.id()))
    };
    let matches = |rule: &Rule| -> Vec<Match> {
        let nets = |nets: &[IpNet]| nets.iter().copied().map(Match::Net).collect();
        match &rule.destination {
            Destination::Any => vec![Match::Any],
            Destination::Cidrs(list) => nets(list),
            Destination::Ips(list) => list.iter().map(|&ip| Match::Net(ip.into())).collect(),
            Destination::ServiceTag(_) => nets(&rule.prefixes),
            Destination::Fqdn(name) => {
                let wider = |limit| has(rule, Cost::Wider, Some(limit));
                vec![match name.strip_prefix("*.") {
                    Some(rest) if wider(Limit::Apex) => Match::All(rest.to_owned()),
                    Some(rest) if !rest.contains('*') => Match::Below(rest.to_owned()),
                    None if wider(Limit::NamesBelow) => Match::All(name.clone()),
                    _ if wider(Limit::InnerStar) => {
                        let (_, rest) = name.rsplit_once('*').unwrap().1.split_once('.').unwrap();
                        match format.capabilities.leading {
                            Reach::Wider => Match::All(rest.to_owned()),
                            _ => Match::Below(rest.to_owned()),
                        }
                    }
                    _ => Match::Only(name.clone()),
                }]
            }
        }
    };
    let mut said = BTreeSet::new();
    for rule in rules.rules.iter().filter(|rule| !has(rule, Cost::Dropped, None)) {
        let transport = if rule.protocol().name() == "UDP" { "udp" } else { "tcp" };
        let port = ports.then(|| (transport.to_owned(), rule.port()));
        said.extend(matches(rule).into_iter().map(|entry| (entry, port.clone())));
    }
    said
}

/// Asserts that every case says what is declared, and that a hostile name changes nothing.
fn holds(id: &str, ports: bool, read: impl Fn(&RuleSet, &str) -> BTreeSet<Said>) {
    let text = |rules: &RuleSet, options| render(format(id).unwrap(), rules, options);
    for options in BOTH {
        for (name, rules) in cases() {
            let read = read(&rules, &text(&rules, options));
            assert_eq!(read, declared(id, &rules, options, ports), "{id} of {name}, {options:?}");
        }
    }
    let names = prop_oneof![any::<String>(), "[-|`*_<>#=+\"'${}\\[\\]\\\\()!&~?: \r\n\t;/]{0,40}"];
    proptest!(ProptestConfig::with_cases(32), |(name in names)| {
        let rules = fixture::named(&name);
        let options = Options { allow_wider: true };
        prop_assert_eq!(read(&rules, &text(&rules, options)), declared(id, &rules, options, ports));
    });
}

/// The entries of a list: in order, each once, without anything but names.
fn entries(text: &str, comments: bool) -> Vec<String> {
    let is_entry = |line: &&str| !(line.is_empty() || comments && line.starts_with('#'));
    let lines: Vec<String> = text.lines().filter(is_entry).map(str::to_owned).collect();
    assert!(lines.is_sorted_by(|one, two| one < two), "{lines:?}");
    for line in &lines {
        let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-*/".contains(c);
        assert!(line.chars().all(known), "{line}");
    }
    lines
}

fn list(id: &str, comments: bool, meaning: impl Fn(&str) -> Match) {
    holds(id, false, |_, text| {
        entries(text, comments).iter().map(|entry| (meaning(entry), None)).collect()
    });
}

/// A name and nothing else.
fn plain(entry: &str) -> String {
    assert!(!entry.contains(['*', '/']) && !entry.starts_with('.'), "{entry}");
    entry.to_owned()
}

#[test]
fn pfsense_takes_exact_hosts() {
    list("pfsense", false, |entry| Match::Only(plain(entry)));
}

#[test]
fn cisco_ftd_urls_read_back() {
    list("cisco-ftd-urls", true, |entry| match entry.strip_prefix("*.") {
        Some(rest) => Match::Below(plain(rest)),
        None => Match::Only(plain(entry.strip_suffix('/').unwrap())),
    });
}

#[test]
fn umbrella_reads_back() {
    list("umbrella", false, |entry| Match::All(plain(entry)));
}

#[test]
fn zscaler_reads_back() {
    list("zscaler", false, |entry| match entry.strip_prefix('.') {
        Some(rest) => Match::All(plain(rest)),
        None => Match::Only(plain(entry)),
    });
}

#[test]
fn netskope_reads_back() {
    list("netskope", true, |entry| match entry.strip_prefix("*.") {
        Some(rest) => Match::All(plain(rest)),
        None => Match::Only(plain(entry)),
    });
}

#[test]
fn an_inner_star_is_widened_only_on_consent() {
    let mut rules = fixture::named(HOSTILE);
    let rule = rules.rules.iter_mut().find(|rule| rule.id() == "api").unwrap();
    rule.destination = Destination::Fqdn("md-*.blob.storage.azure.net".to_owned());
    let rows = [
        ("checkpoint", "domain '.blob.storage.azure.net' true"),
        ("cisco-ftd-urls", "*.blob.storage.azure.net"),
        ("umbrella", "blob.storage.azure.net"),
        ("zscaler", ".blob.storage.azure.net"),
        ("netskope", "*.blob.storage.azure.net"),
    ];
    for (id, entry) in rows {
        let [narrow, wide] = BOTH.map(|options| render(format(id).unwrap(), &rules, options));
        let has = |text: &str| text.lines().any(|line| line == entry);
        assert!(has(&wide) && !has(&narrow), "{id}: {wide}");
    }
    for id in ["cisco-asa", "pfsense"] {
        let text = render(format(id).unwrap(), &rules, BOTH[1]);
        assert!(text.lines().all(|line| line.starts_with('!') || !line.contains("blob")), "{id}");
    }
}

#[test]
fn without_consent_umbrella_says_nothing() {
    for (name, rules) in cases() {
        let text = render(format("umbrella").unwrap(), &rules, Options::default());
        assert_eq!(text, "\n", "{name}");
    }
}

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
            ["object", "network", name] | ["object-group", "network", name] => {
                let known = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
                assert!(name.len() <= 64 && name.chars().all(known), "{name}");
                assert!(!objects.contains_key(name) && !groups.contains_key(*name), "{name}");
                current = name;
            }
            ["", "fqdn", "v4", host] => {
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
            (Some(_), _) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (None, '$' | '`' | '*' | ';' | '&' | '<' | '>' | '(' | '\\') => panic!("{command}"),
            (None, _) => word.get_or_insert_default().push(c),
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
