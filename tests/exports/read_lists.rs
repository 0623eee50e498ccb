//! Lists of hosts, read by what their makers' documentation says that an entry matches.

use crate::cases;
use crate::fixture::{self, HOSTILE};
use crate::matches::{BOTH, Match, holds};
use aks_egress::export::{Options, format, render};
use aks_egress::rules::Destination;

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
