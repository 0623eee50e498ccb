//! Firewalls in JSON: every wrapper gives the same firewall, and nothing breaks the reader.

use aks_egress::answers::audit::{
    Action, Address, Collection, Firewall, FirewallRule, Hints, Input, Layer, Matched, Place,
    Ports, ReadFault, Setting, SourceSet, Traffic, Why, read,
};
use aks_egress::answers::explain::Transport;
use aks_egress::profile::Language;
use proptest::prelude::*;
use std::path::{Path, PathBuf};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/firewalls/json").join(name)
}

fn file(name: &str) -> Input {
    let text = std::fs::read_to_string(data(name)).expect("a text");
    Input { name: name.to_owned(), text }
}

fn text(text: &str) -> Input {
    Input { name: "a.json".to_owned(), text: text.to_owned() }
}

fn hints() -> Hints {
    let values = vec![("region".to_owned(), "westeurope".to_owned())];
    Hints { region: "westeurope".to_owned(), values }
}

fn firewall(inputs: &[Input]) -> Firewall {
    read(inputs, &hints(), Language::En).expect("readable")
}

fn fault(input: &str) -> ReadFault {
    read(&[text(input)], &hints(), Language::En).expect_err("a fault").remove(0)
}

/// The same without places, in the order in which Azure evaluates.
fn plain(mut firewall: Firewall) -> Vec<Collection> {
    for collection in &mut firewall.collections {
        collection.place = Place::default();
        collection.rules.iter_mut().for_each(|rule| rule.place = Place::default());
    }
    firewall.collections.sort_by_key(|collection| (collection.layer, collection.priorities));
    firewall.collections
}

fn group() -> Vec<Collection> {
    plain(firewall(&[file("group.json")]))
}

fn ports(protocol: Transport, port: u16) -> Traffic {
    Traffic { protocol: Some(protocol), ports: Ports::Range(port, port) }
}

fn net(text: &str) -> Address {
    Address::Net(text.parse().expect("a network"))
}

fn rule<'a>(all: &'a [Collection], name: &str) -> &'a FirewallRule {
    let found = all.iter().flat_map(|collection| &collection.rules).find(|rule| rule.name == name);
    found.expect("a rule of this name")
}

#[test]
fn a_group_is_read_whole() {
    let all = group();
    let kinds: Vec<_> = all
        .iter()
        .map(|one| (&*one.group, &*one.name, one.layer, one.action.clone(), one.priorities))
        .collect();
    assert_eq!(
        kinds,
        [
            ("aks", "network", Layer::Network, Ok(Action::Allow), [1, 300, 200]),
            ("aks", "deny", Layer::Application, Ok(Action::Deny), [1, 300, 300]),
            ("aks", "core", Layer::Application, Ok(Action::Allow), [1, 300, 310]),
        ]
    );
    let core = rule(&all, "core");
    assert_eq!(core.sources, [SourceSet::Addresses(net("10.240.0.0/16"))]);
    assert_eq!(core.to.len(), 3);
    assert_eq!(core.to[2], Matched::Host("*.hcp.westeurope.azmk8s.io".to_owned()));
    assert_eq!(core.traffic, [ports(Transport::Https, 443)]);
    let tag = rule(&all, "tag");
    assert_eq!(tag.sources, [SourceSet::Group("aks-nodes".to_owned())]);
    assert_eq!(tag.to, [Matched::FqdnTag("AzureKubernetesService".to_owned())]);
    assert_eq!(tag.traffic, [ports(Transport::Http, 80), ports(Transport::Https, 443)]);
    let time = rule(&all, "time");
    assert_eq!(time.sources, [SourceSet::Any]);
    assert_eq!(time.to, [Matched::Host("ntp.ubuntu.com".to_owned())]);
    let ranges = rule(&all, "ranges");
    let range = Address::Range([10, 240, 0, 4].into(), [10, 240, 0, 9].into());
    assert_eq!(ranges.sources, [SourceSet::Addresses(range)]);
    let to = [net("192.0.2.0/24"), net("198.51.100.7/32")].map(Matched::Addresses);
    assert_eq!(ranges.to[..2], to);
    assert_eq!(ranges.to[2], Matched::Group("partners".to_owned()));
    assert_eq!(ranges.traffic.len(), 4);
    assert_eq!(ranges.traffic[3], Traffic { protocol: None, ports: Ports::Range(8000, 8010) });
    let social = rule(&all, "no-social");
    assert_eq!(social.to[1], Matched::Category("SocialNetworking".to_owned()));
}

#[test]
fn every_wrapper_gives_the_same_rules() {
    let expected = group();
    for names in [
        &["group-lifted.json"][..],
        &["list.json"],
        &["page.json"],
        &["graph.json"],
        &["commented.json"],
        &["template.json"],
        &["template-child.json"],
        &["template-nested.json"],
        &["with-parameters.parameters.json", "with-parameters.json"],
        &["expression.json"],
        &["symbolic.json"],
        &["state.json"],
        &["state-azapi.json"],
        &["terraform.tfstate.json"],
        &["powershell.json"],
        &["rule-groups.json"],
    ] {
        let inputs: Vec<Input> = names.iter().map(|name| file(name)).collect();
        let read = firewall(&inputs);
        assert_eq!(read.unresolved, [], "{names:?}");
        assert_eq!(plain(read), expected, "{names:?}");
    }
}

#[test]
fn collections_may_stand_only_in_parameters() {
    let expected = group();
    let linked = firewall(&[file("default-value.json")]);
    let link = linked.unresolved.iter().map(|one| &*one.text).collect::<Vec<_>>();
    assert_eq!(link, ["https://contoso.example/firewall.json"]);
    assert_eq!(plain(linked), expected);
    // Alone, a file of parameters does not tell its group.
    let mut alone = plain(firewall(&[file("with-parameters.parameters.json")]));
    for collection in &mut alone {
        assert_eq!(collection.priorities[1], u32::MAX);
        (collection.priorities[1], collection.group) = (300, "aks".to_owned());
    }
    assert_eq!(alone, expected);
}

#[test]
fn collections_alone_do_not_tell_their_group() {
    let mut alone = plain(firewall(&[file("collections.json")]));
    for collection in &mut alone {
        assert_eq!(collection.priorities[1], u32::MAX);
        (collection.priorities[1], collection.group) = (300, "aks".to_owned());
    }
    assert_eq!(alone, group());
}

#[test]
fn terraform_has_settings_too() {
    let read = firewall(&[file("state-azapi.json")]);
    let settings: Vec<Setting> = read.settings.into_iter().map(|(setting, _)| setting).collect();
    let expected = [
        Setting::ThreatIntelligenceDenies,
        Setting::IntrusionDenies,
        Setting::DnsProxy(true),
        Setting::BasePolicy("parent-policy".to_owned()),
    ];
    assert_eq!(settings, expected);
}

#[test]
fn a_classic_firewall_has_the_same_rules_and_no_group() {
    let mut expected = group();
    for collection in &mut expected {
        (collection.priorities[1], collection.group) = (0, String::new());
    }
    for name in ["classic.json", "classic-lifted.json", "state-classic.json"] {
        let read = firewall(&[file(name)]);
        assert_eq!(read.unresolved, [], "{name}");
        let has_proxy = |(setting, _): &(Setting, Place)| *setting == Setting::DnsProxy(true);
        assert!(read.settings.iter().all(has_proxy), "{name}");
        assert_eq!(plain(read), expected, "{name}");
    }
    let elsewhere = firewall(&[file("classic-of-policy.json")]);
    assert_eq!(elsewhere.settings[0].0, Setting::ElsewhereInPolicy("hub-policy".to_owned()));
    let both = firewall(&[file("classic-of-policy.json"), file("group.json")]);
    assert_eq!(both.settings, []);
}

#[test]
fn files_of_a_folder_become_one_firewall() {
    let settings = |inputs: &[Input]| {
        firewall(inputs).settings.into_iter().map(|(setting, _)| setting).collect::<Vec<_>>()
    };
    let own =
        [Setting::ThreatIntelligenceDenies, Setting::IntrusionDenies, Setting::DnsProxy(true)];
    let parent = Setting::BasePolicy("Parent-Policy".to_owned());
    let elsewhere = Setting::ElsewhereInPolicy("hub-policy".to_owned());
    let all = [file("backup/policy.json"), file("backup/aks.json"), file("backup/parent.json")];
    assert_eq!(settings(&all[..1]), [&own[..], &[elsewhere, parent.clone()]].concat());
    assert_eq!(settings(&all[..2]), [&own[..], &[parent]].concat());
    assert_eq!(settings(&all), own);
    let levels = firewall(&all).collections.into_iter().map(|one| (one.name, one.priorities[0]));
    let expected = [("network", 1), ("deny", 1), ("core", 1), ("base", 0)];
    assert_eq!(levels.collect::<Vec<_>>(), expected.map(|(name, level)| (name.to_owned(), level)));
}

#[test]
fn a_page_says_that_there_are_more() {
    let read = firewall(&[file("page.json")]);
    let link = "https://management.azure.com/next?$skiptoken=abc".to_owned();
    assert_eq!(read.settings[0].0, Setting::NextPage(link));
    let child = firewall(&[file("template-child.json")]);
    let settings: Vec<Setting> = child.settings.into_iter().map(|(setting, _)| setting).collect();
    assert_eq!(settings, [Setting::ThreatIntelligenceDenies, Setting::DnsProxy(true)]);
}

#[test]
fn places_name_file_line_and_way() {
    let read = firewall(&[file("list.json")]);
    let place = &read.collections[2].rules[1].place;
    assert_eq!(place.path, "[1] / aks / core / tag");
    let text = file("list.json").text;
    let line = text.lines().nth(place.line - 1).expect("a line");
    let next = text.lines().nth(place.line).expect("a line");
    assert_eq!(line.trim(), "{");
    assert!(next.contains("ApplicationRule"), "{next}");
    // Rules that a file of parameters gives stand in that file.
    let both = [file("with-parameters.json"), file("with-parameters.parameters.json")];
    let place = &firewall(&both).collections[0].rules[0].place;
    assert_eq!(place.file, "with-parameters.parameters.json");
}

#[test]
fn what_is_not_known_is_listed_and_covers_nothing() {
    let read = read(&[file("unknown.json")], &Hints::default(), Language::En).expect("readable");
    let all = &read.collections;
    let condition = Err("[parameters('enabled')]".to_owned());
    assert_eq!(all.iter().map(|one| one.action.clone()).collect::<Vec<_>>(), vec![condition; 2]);
    assert_eq!(all[0].priorities, [1, u32::MAX, 100]);
    let mixed = rule(all, "mixed");
    let group = "[resourceId('Microsoft.Network/ipGroups', parameters('ipGroup'))]";
    let sources = [
        SourceSet::Unresolved("[parameters('nodes')]".to_owned()),
        SourceSet::Unresolved(group.to_owned()),
        SourceSet::Group("aks-nodes".to_owned()),
    ];
    assert_eq!(mixed.sources, sources);
    let hosts = mixed.to.iter().filter(|to| matches!(to, Matched::Host(_))).count();
    assert_eq!((mixed.to.len(), hosts), (9, 2));
    let open = |one: &Traffic| matches!(one.ports, Ports::Unresolved(_));
    assert!(mixed.traffic.len() == 2 && mixed.traffic.iter().all(open));
    assert!(!mixed.inspects_tls);
    let hosts = ["first.contoso.com".to_owned(), "parameters('host')".to_owned()];
    let [first, host] = hosts;
    assert_eq!(rule(all, "text").to, [Matched::Host(first), Matched::Unresolved(host)]);
    let strange = rule(all, "strange");
    assert_eq!(strange.to, [Matched::Unresolved("300.1.2.3".to_owned())]);
    let why = |text: &str| read.unresolved.iter().find(|one| one.text == text).map(|one| &one.why);
    let no_value = |name: &str| Some(Why::NoValue(name.to_owned()));
    assert_eq!(why("[parameters('host')]").cloned(), no_value("host"));
    assert_eq!(why("[parameters('rules')]").cloned(), no_value("rules"));
    assert_eq!(why("[parameters('collection')]").cloned(), no_value("collection"));
    assert_eq!(why("[parameters('enabled')]").cloned(), no_value("enabled"));
    assert_eq!(why("[reference('acr').loginServer]"), Some(&Why::OnlyAtRunTime));
    assert_eq!(why("[dataUri('x')]"), Some(&Why::NotEvaluated));
    assert_eq!(why("GRE"), Some(&Why::Malformed));
}

#[test]
fn the_caller_gives_values_of_any_type() {
    let values = [
        ("enabled", "true"),
        ("Host", "own.contoso.com"),
        ("priority", "7"),
        ("reference('acr').loginServer", "acr.contoso.com"),
    ];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let hints = Hints { values, ..Hints::default() };
    let mut input = file("unknown.json");
    let typed = "\"enabled\": {\n      \"type\": \"bool\"";
    input.text = input.text.replace("\"enabled\": {\n      \"type\": \"string\"", typed);
    let read = read(&[input], &hints, Language::En).expect("readable");
    assert_eq!(read.collections[0].priorities[1], 7);
    assert_eq!(read.collections[0].action, Err("[parameters('action')]".to_owned()));
    let to = &rule(&read.collections, "mixed").to;
    assert_eq!(to[1], Matched::Host("own.contoso.com".to_owned()));
    assert_eq!(to[2], Matched::Host("acr.contoso.com".to_owned()));
}

#[test]
fn a_plan_knows_some_values_only_later() {
    let read = firewall(&[file("plan.json")]);
    assert!(matches!(rule(&read.collections, "tunnel").to[..], [Matched::Unresolved(_)]));
    assert!(matches!(rule(&read.collections, "tag").sources[..], [SourceSet::Unresolved(_)]));
    let core = |all: &[Collection]| rule(all, "core").to.clone();
    assert_eq!(core(&read.collections), core(&group()));
    assert!(read.unresolved.iter().all(|one| one.why == Why::OnlyAtRunTime));
    assert_eq!(read.unresolved.len(), 2);
}

#[test]
fn lists_do_not_tell_their_layer() {
    let read = firewall(&[file("endpoints.json")]);
    assert!(read.collections.iter().all(|one| one.layer == Layer::List));
    let tunnel = rule(&read.collections, "AzureCloud.westeurope");
    assert_eq!(tunnel.to, [Matched::ServiceTag("AzureCloud.westeurope".to_owned())]);
    assert_eq!(tunnel.traffic, [ports(Transport::Udp, 1194), ports(Transport::Tcp, 9000)]);
    let ubuntu = rule(&read.collections, "security.ubuntu.com");
    assert_eq!(ubuntu.to, [Matched::Host("security.ubuntu.com".to_owned())]);
    assert_eq!(ubuntu.traffic, [ports(Transport::Http, 80)]);
    let bare = rule(&read.collections, "192.0.2.1");
    assert_eq!(bare.traffic, [Traffic { protocol: None, ports: Ports::Any }]);
}

#[test]
fn our_own_exports_are_read_completely() {
    let exports = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/exports");
    let mut count = 0;
    for folder in std::fs::read_dir(exports).expect("a folder") {
        let folder = folder.expect("an entry").path();
        let open = |name: &str| {
            let text = std::fs::read_to_string(folder.join(name)).ok()?;
            let read = firewall(&[Input { name: name.to_owned(), text }]);
            assert_eq!(read.unresolved, [], "{} {name}", folder.display());
            Some(plain(read))
        };
        let (Some(template), Some(body)) = (open("arm.json"), open("arm-body.json")) else {
            continue;
        };
        count += 1;
        let rules = |all: Vec<Collection>| all.into_iter().map(|one| one.rules).collect::<Vec<_>>();
        assert!(template.iter().all(|one| !one.group.is_empty() && !one.group.contains('{')));
        assert_eq!(rules(template), rules(body), "{}", folder.display());
        assert!(open("json.json").is_some_and(|all| all[0].rules.len() > 1));
    }
    assert!(count > 10, "{count}");
}

#[test]
fn a_fault_says_what_was_expected() {
    let cases = [
        ("{\n  \"a\": ]", Some((2, 8)), "syntax"),
        ("{\"value\": {\"name\": 1}}", None, "rule-collection-group list"),
        ("[{\"type\": \"Microsoft.Network/virtualNetworks\"}]", None, "az network firewall show"),
        ("[1, 2]", None, "rule collections"),
        ("  \r\n", None, "empty"),
    ];
    for (input, at, word) in cases {
        let fault = fault(input);
        assert_eq!(fault.at, at, "{input}");
        assert!(fault.text.contains(word), "{input}: {}", fault.text);
    }
    for open in ["[", "{\"resources\":", "{\"a\":["] {
        let fault = fault(&open.repeat(100_000));
        assert!(fault.text.contains("deeper"), "{}", fault.text);
    }
}

/// A template with one rule, whose hosts are this value.
fn with_hosts(hosts: &str, variables: &str) -> String {
    format!(
        r#"{{"$schema": "x", "variables": {{{variables}}}, "resources": [{{
        "type": "Microsoft.Network/firewallPolicies/ruleCollectionGroups", "name": "p/g",
        "properties": {{"priority": 1, "ruleCollections": [{{"name": "c", "priority": 1,
        "action": {{"type": "Allow"}}, "rules": [{{"ruleType": "ApplicationRule", "name": "r",
        "protocols": [{{"protocolType": "Https", "port": 443}}], "targetFqdns": {hosts}}}]}}]}}}}]}}"#
    )
}

#[test]
fn expressions_that_double_each_other_end_quickly() {
    let start = std::time::Instant::now();
    let doubled = |first: &str, body: fn(usize) -> String| {
        let more = (1..90).map(|at| format!("\"v{at}\": {}", body(at - 1)));
        [format!("\"v0\": {first}")].into_iter().chain(more).collect::<Vec<_>>().join(", ")
    };
    let bombs = [
        doubled("\"aaaaaaaaaaaaaaaa\"", |at| {
            format!("\"[concat(variables('v{at}'), variables('v{at}'))]\"")
        }),
        doubled("[\"a.b\"]", |at| format!("\"[concat(variables('v{at}'), variables('v{at}'))]\"")),
        doubled("[\"a.b\"]", |at| format!("[\"[variables('v{at}')]\", \"[variables('v{at}')]\"]")),
        doubled("[\"a.b\"]", |at| {
            format!(
                "\"[createArray(equals(variables('v{at}'), variables('v{at}')), variables('v{at}'))]\""
            )
        }),
        doubled("\"a\"", |at| {
            format!("\"[replace(variables('v{at}'), 'a', 'aaaaaaaaaaaaaaaa')]\"")
        }),
        doubled("\"[variables('v89')]\"", |at| format!("\"[variables('v{at}')]\"")),
    ];
    for bomb in bombs {
        let read = firewall(&[text(&with_hosts("\"[variables('v89')]\"", &bomb))]);
        assert!(!read.unresolved.is_empty());
        let hosts = &read.collections[0].rules[0].to;
        assert!(!hosts.iter().any(|to| matches!(to, Matched::Host(_))));
    }
    let long = format!("[{}1{}]", "not(".repeat(50_000), ")".repeat(50_000));
    for hosts in [long, format!("[f{}]", ".a".repeat(90_000)), format!("['{}", "''".repeat(90_000))]
    {
        assert!(firewall(&[text(&with_hosts(&format!("\"{hosts}\""), ""))]).collections.len() == 1);
    }
    // Variables that call each other in a long chain.
    let chain = (1..5_000).map(|at| format!("\"v{at}\": \"[variables('v{}')]\"", at - 1));
    let chain = chain.collect::<Vec<_>>().join(",");
    assert!(
        !firewall(&[text(&with_hosts("\"[variables('v4999')]\"", &chain))]).unresolved.is_empty()
    );
    // Loops in loops.
    let looped = r#"{"copy": [{"name": "a", "count": 800, "input": {"copy": [{"name": "b", "count":
        800, "input": {"copy": [{"name": "c", "count": 800, "input": "x.y"}]}}]}}]}"#;
    let bomb = format!("\"v\": {looped}");
    assert!(
        !firewall(&[text(&with_hosts("\"[variables('v').a]\"", &bomb))]).collections.is_empty()
    );
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn the_deepest_documents_that_are_read_need_no_deep_stack() {
    let wrapped = |open: &str, close: &str, inner: &str, times: usize| {
        format!("{}{inner}{}", open.repeat(times), close.repeat(times))
    };
    let call = format!("\"[{}]\"", wrapped("concat('a', ", ")", "'b'", 60));
    let nested = [
        wrapped("{\"type\": \"x\", \"resources\": [", "]}", &call, 98),
        wrapped("{\"properties\": {\"template\": {\"resources\": [", "]}}}", &call, 48),
        wrapped("{\"a\": ", "}", &call, 190),
        wrapped("[", "]", "[]", 190),
    ];
    for inner in nested {
        let document = format!("{{\"$schema\": 1, \"resources\": [{inner}]}}");
        assert!(read(&[text(&document)], &hints(), Language::En).is_err());
        assert!(read(&[text(&inner)], &hints(), Language::En).is_err());
    }
}

#[test]
fn loops_of_resources_end_quickly() {
    let start = std::time::Instant::now();
    let copy = "\"copy\": {\"name\": \"c\", \"count\": 800}, \"type\": \"x\", \"resources\": [";
    let bomb = format!("{}{}", format!("{{{copy}").repeat(12), "]}".repeat(12));
    let document = format!("{{\"$schema\": 1, \"resources\": [{bomb}]}}");
    let _ = read(&[text(&document)], &hints(), Language::En);
    let many = (0..200_000).map(|at| format!("\"k{at}\": 1")).collect::<Vec<_>>().join(",");
    let uses = vec!["\"[variables('m').k7]\""; 100_000].join(",");
    let document = with_hosts(&format!("[{uses}]"), &format!("\"m\": {{{many}}}"));
    assert!(!firewall(&[text(&document)]).unresolved.is_empty());
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

const SAMPLES: &[&str] = &[
    "group.json",
    "template.json",
    "template-nested.json",
    "expression.json",
    "symbolic.json",
    "plan.json",
    "endpoints.json",
    "classic.json",
    "unknown.json",
    "commented.json",
    "with-parameters.parameters.json",
    "default-value.json",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400), open in 0..4_usize) {
        let start = ["", "{", "[", "{\"$schema\": 1, \"resources\": ["][open];
        let text = format!("{start}{}", String::from_utf8_lossy(&bytes));
        let _ = read(&[self::text(&text)], &hints(), Language::Zh);
    }

    #[test]
    fn no_expression_breaks_the_reader(inner in "[a-z'(),.\\[\\]{}0-9 é-]{0,60}", call in 0..6_usize) {
        let call = ["concat", "format", "variables", "if", "map", "copyIndex"][call];
        let hosts = serde_json::to_string(&format!("[{call}({inner})]")).expect("a text");
        let _ = read(&[text(&with_hosts(&hosts, ""))], &hints(), Language::En);
    }

    #[test]
    fn no_mutation_breaks_the_reader(
        sample in 0..SAMPLES.len(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, "[\\[\\]{}\",:'a0]{0,4}"), 1..6),
    ) {
        let mut input = file(SAMPLES[sample]);
        for (at, length, new) in edits {
            let mut all: Vec<char> = input.text.chars().collect();
            let at = at.index(all.len() + 1);
            let end = (at + length).min(all.len());
            all.splice(at..end, new.chars());
            input.text = all.into_iter().collect();
        }
        let _ = read(&[input], &hints(), Language::En);
    }
}
