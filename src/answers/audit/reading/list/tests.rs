use super::*;
use crate::answers::audit::{Address, SourceSet};
use crate::answers::explain::Transport;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn input(text: &str) -> Input {
    Input { name: "hosts.txt".to_owned(), text: text.to_owned() }
}

fn firewall(text: &str) -> Firewall {
    let mut firewall = Firewall::default();
    let input = input(text);
    if is(&input) {
        read(&[&input], &Hints::default(), &mut firewall);
    }
    firewall
}

fn host(name: &str) -> Matched {
    Matched::Host(name.to_owned())
}

fn traffic(protocol: Option<Transport>, ports: Option<u16>) -> Traffic {
    let ports = ports.map_or(Ports::Any, |port| Ports::Range(port, port));
    Traffic { protocol, ports }
}

fn net(text: &str) -> Matched {
    Matched::Addresses(Address::Net(text.parse().expect("a network")))
}

#[test]
fn a_line_names_a_destination_and_perhaps_its_traffic() {
    use Transport::{Http, Https, Tcp, Udp};
    let one = |to: Matched, protocol, port| Some((vec![to], traffic(protocol, port)));
    let rows = [
        ("mcr.microsoft.com", one(host("mcr.microsoft.com"), None, None)),
        ("  \"MCR.microsoft.com\",", one(host("MCR.microsoft.com"), None, None)),
        ("*.data.mcr.microsoft.com:443", one(host("*.data.mcr.microsoft.com"), None, Some(443))),
        ("https:443 a.example.com", one(host("a.example.com"), Some(Https), Some(443))),
        ("a.example.com HTTP:80", one(host("a.example.com"), Some(Http), Some(80))),
        ("a.example.com 443 tcp", one(host("a.example.com"), Some(Tcp), Some(443))),
        ("a.example.com 443/tcp", one(host("a.example.com"), Some(Tcp), Some(443))),
        ("udp/123 ntp.example.com", one(host("ntp.example.com"), Some(Udp), Some(123))),
        ("a.example.com https", one(host("a.example.com"), Some(Https), Some(443))),
        ("http://a.example.com/", one(host("a.example.com"), Some(Http), Some(80))),
        ("https://a.example.com:8443", one(host("a.example.com"), Some(Https), Some(8443))),
        (
            "https://a.example.com/x/y",
            one(Matched::Url("a.example.com/x/y".to_owned()), Some(Https), Some(443)),
        ),
        ("a.example.com/", one(host("a.example.com"), None, None)),
        ("a.example.com/x", one(Matched::Url("a.example.com/x".to_owned()), None, None)),
        ("192.0.2.10", one(net("192.0.2.10/32"), None, None)),
        ("192.0.2.0/24 tcp:443", one(net("192.0.2.0/24"), Some(Tcp), Some(443))),
        ("192.0.2.10:9000", one(net("192.0.2.10/32"), None, Some(9000))),
        ("[2001:db8::1]:443", one(net("2001:db8::1/128"), None, Some(443))),
        ("2001:db8::/32", one(net("2001:db8::/32"), None, None)),
        (
            "AzureMonitor TCP:443",
            one(Matched::ServiceTag("AzureMonitor".into()), Some(Tcp), Some(443)),
        ),
        (
            "UDP:1194 AzureCloud.westeurope",
            one(Matched::ServiceTag("AzureCloud.westeurope".into()), Some(Udp), Some(1194)),
        ),
        ("* UDP:123", one(Matched::Any, Some(Udp), Some(123))),
        (
            ".example.com",
            Some((vec![host("example.com"), host("*.example.com")], traffic(None, None))),
        ),
        ("md-*.blob.example.net", one(host("md-*.blob.example.net"), None, None)),
        ("Please open the firewall for mcr.microsoft.com", None),
        ("mcr.microsoft.com is the registry", None),
        ("server. Let TLS pass", None),
        ("localhost", None),
        ("1.2.3", None),
        ("443", None),
        ("", None),
    ];
    for (text, expected) in rows {
        let found = entry::line(text).map(|entry| (entry.to, entry.traffic));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn comments_are_never_cover() {
    let text = "# mcr.microsoft.com\n// a.example.com\n; b.example.com\n! c.example.com\n-- d.example.com\nrem e.example.com\n\n- f.example.com # was g.example.com\n* h.example.com\n1. i.example.com\n";
    let firewall = firewall(text);
    let to: Vec<Matched> =
        firewall.collections[0].rules.iter().flat_map(|rule| rule.to.clone()).collect();
    assert_eq!(to, [host("f.example.com"), host("h.example.com"), host("i.example.com")]);
    assert_eq!(firewall.collections[0].layer, Layer::List);
    assert_eq!(firewall.collections[0].rules[0].place.line, 8);
    assert_eq!(firewall.unresolved, []);
}

#[test]
fn what_is_no_destination_is_listed() {
    let firewall = firewall("a.example.com\nb.example.com\nask Ann about the rest\r\n");
    assert_eq!(firewall.collections[0].rules.len(), 2);
    assert_eq!(firewall.unresolved[0].text, "ask Ann about the rest");
    assert_eq!(
        (firewall.unresolved[0].place.line, &firewall.unresolved[0].why),
        (3, &Why::BestEffort)
    );
    // A letter is no list.
    assert!(!is(&input("Dear team,\nplease allow\nmcr.microsoft.com\nthank you\n")));
    assert!(!is(&input("")));
}

#[test]
fn tables_are_read_by_their_heads() {
    let text = "# ours\nName;FQDN;Ports;Protocol;Comment;Action;Source\none;a.example.com, b.example.com;80,443;TCP;x;Allow;10.0.0.0/8\ntwo;c.example.com;;https;;deny;any\nthree;d.example.com;http;;;maybe;x y\n";
    let firewall = firewall(text);
    let [allow, deny, maybe] = firewall.collections.as_slice() else { panic!("{firewall:?}") };
    assert_eq!(allow.rules[0].name, "one");
    assert_eq!(allow.rules[0].to, [host("a.example.com"), host("b.example.com")]);
    let tcp = |port| traffic(Some(Transport::Tcp), Some(port));
    assert_eq!(allow.rules[0].traffic, [tcp(80), tcp(443)]);
    assert_eq!(allow.rules[0].place.line, 3);
    assert_eq!((&deny.action, &deny.rules[0].sources), (&Ok(Action::Deny), &vec![SourceSet::Any]));
    assert_eq!(deny.rules[0].traffic, [traffic(Some(Transport::Https), Some(443))]);
    assert_eq!(maybe.action, Err("maybe".to_owned()));
    assert_eq!(maybe.rules[0].traffic, [traffic(Some(Transport::Http), Some(80))]);
    assert_eq!(firewall.unresolved.last().map(|one| &*one.text), Some("maybe"));
}

#[test]
fn tables_of_markdown_are_read() {
    let text = "# Egress\n\nWhat we need.\n\n| Destination | Port | Why |\n| --- | :---: | --- |\n| `a.example.com`<br>`*.b.example.com` | `HTTPS:443` | x \\| y |\n| not this | 80 | |\n\n| Host | Protocol | Ports |\n|---|---|---|\n| 192.0.2.1 | UDP | 53 |\n";
    let firewall = firewall(text);
    let rules = &firewall.collections[0].rules;
    assert_eq!(rules[0].to, [host("a.example.com"), host("*.b.example.com")]);
    assert_eq!(rules[0].traffic, [traffic(Some(Transport::Https), Some(443))]);
    assert_eq!(rules[0].place.line, 7);
    assert!(rules[1].to.iter().all(|to| matches!(to, Matched::Unresolved(_))));
    assert!(firewall.unresolved.iter().any(|one| one.text == "not"));
    assert_eq!(rules[2].to, [net("192.0.2.1/32")]);
    assert_eq!(rules[2].traffic, [traffic(Some(Transport::Udp), Some(53))]);
}

#[test]
fn hostile_texts_end_quickly() {
    let start = Instant::now();
    for unit in [
        "{",
        "(",
        "a",
        "a.",
        ".",
        "|",
        "| destination |\n",
        ",",
        "a.b\n",
        "\"",
        "#\n",
        "a,destination\n",
        "*",
        ":",
    ] {
        firewall(&unit.repeat(size(unit) / unit.len()));
        firewall(&format!("destination,port\n{}", unit.repeat(size(unit) / unit.len())));
    }
    let unknown = firewall(&format!("{}{}", "a.b\n".repeat(2000), "what is it\n".repeat(1500)));
    assert_eq!(unknown.unresolved.len(), MAX_UNKNOWN + 1);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn no_text_breaks_it(text in any::<String>(), words in "[a-zA-Z0-9.:/*|,;\"# \n\t=-]{0,200}") {
        firewall(&text);
        firewall(&words);
        firewall(&format!("destination,port,action\n{words}"));
        firewall(&format!("| host | port |\n|---|---|\n|{words}"));
    }
}

/// A megabyte of what nests; of the rest less, for the sake of slow machines.
fn size(unit: &str) -> usize {
    if matches!(unit, "{" | "(") { 1_000_000 } else { 200_000 }
}
