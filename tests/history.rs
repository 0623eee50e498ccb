//! The catalog's editions held against the article's history, day by day.
//!
//! `tests/data/history.txt` has the life of every destination, made from the article's changes and
//! not from the catalog.

use aks_egress::catalog::{
    Address, CATALOG, CatalogRule, Cloud, Condition, Date, Origin, Source, Target,
};
use std::collections::{BTreeMap, BTreeSet};

const HISTORY: &str = include_str!("data/history.txt");
const FILE: &str = "tests/data/history.txt";

/// A destination of a feature in one cloud.
type Listing = (Cloud, &'static str, String);

/// From the first day up to the second.
type Period = (Date, Option<Date>);

fn day(text: &str) -> Date {
    let moment: toml::value::Datetime = text.parse().unwrap_or_else(|_| panic!("a day: {text}"));
    moment.date.unwrap_or_else(|| panic!("a day: {text}"))
}

fn lines() -> impl Iterator<Item = &'static str> {
    HISTORY.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '~']))
}

fn read_periods(text: &str) -> Vec<Period> {
    let period = |period: &str| {
        let (from, to) = period.split_once("..").expect("a period has two ends");
        (day(from), (!to.is_empty()).then(|| day(to)))
    };
    text.split(", ").map(period).collect()
}

/// The periods of each listing. A destination that changed from one group of clouds to another
/// has a line for each.
fn history() -> BTreeMap<Listing, Vec<Period>> {
    let mut lives: BTreeMap<Listing, Vec<Period>> = BTreeMap::new();
    for line in lines() {
        let columns: Vec<&str> = line.split(" | ").collect();
        let [cloud, feature, destination, periods] = columns[..] else {
            panic!("{FILE}: four columns: {line}");
        };
        let periods = read_periods(periods);
        for cloud in clouds(cloud) {
            let listing = (cloud, feature_id(feature), region_named(destination));
            lives.entry(listing).or_default().extend(&periods);
        }
    }
    lives
}

fn clouds(name: &str) -> Vec<Cloud> {
    if name == "all" {
        return Cloud::ALL.to_vec();
    }
    vec![Cloud::from_name(name).unwrap_or_else(|| panic!("{FILE}: unknown cloud `{name}`"))]
}

/// The catalog's ids are those of the article's groups, but for two.
fn feature_id(group: &str) -> &'static str {
    let id = match group {
        "optional-updates" => "updates",
        "observed-traffic" => "observed",
        same => same,
    };
    CATALOG.feature(id).unwrap_or_else(|| panic!("{FILE}: unknown feature `{group}`")).id
}

fn region_named(destination: &str) -> String {
    destination.replace("<location>", "<region>").replace("<cluster-region-name>", "<region>")
}

fn is_listed(periods: &[Period], day: Date) -> bool {
    periods.iter().any(|&(from, to)| from <= day && to.is_none_or(|to| day < to))
}

fn rules() -> impl Iterator<Item = &'static CatalogRule> {
    CATALOG.rules.iter().filter(|rule| {
        rule.source == Source::Learn && matches!(rule.origin, Origin::Article { .. })
    })
}

fn listings(rule: &CatalogRule) -> impl Iterator<Item = Listing> {
    // The article has one table for extensions; its rows for Marketplace are an add-on here.
    let feature = match rule.feature.id {
        "marketplace-extension" => "cluster-extensions",
        same => same,
    };
    let destination = match rule.target {
        Target::Host(host) => host,
        Target::Tag(tag) => tag,
        Target::Address(Address::ControlPlane | Address::Ntp) => "*",
        Target::Address(Address::CustomDns) => "CustomDNSIP",
        Target::Address(Address::ApiServerIp) => "APIServerPublicIP",
    };
    rule.clouds.iter().map(move |&cloud| (cloud, feature, destination.to_owned()))
}

/// Every day on which either side changes, and the day before.
fn days(history: &BTreeMap<Listing, Vec<Period>>) -> BTreeSet<Date> {
    let mut days: BTreeSet<Date> = CATALOG.editions().into_iter().collect();
    days.extend([CATALOG.first, CATALOG.article, CATALOG.as_of]);
    days.extend(history.values().flatten().flat_map(|&(from, to)| [Some(from), to]).flatten());
    days.iter().flat_map(|&day| [Some(day), day_before(day)]).flatten().collect()
}

/// `None` before the first edition. No change falls on the first day of January or March.
fn day_before(date: Date) -> Option<Date> {
    let length = |month| match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let before = match date {
        Date { day: 1, month, .. } => {
            Date { month: month - 1, day: length(month - 1), year: date.year }
        }
        _ => Date { day: date.day - 1, ..date },
    };
    (before >= CATALOG.first).then_some(before)
}

#[test]
fn every_edition_lists_what_the_article_listed() {
    let history = history();
    let mut found = Vec::new();
    for day in days(&history) {
        let printed: BTreeSet<&Listing> = history
            .iter()
            .filter(|(_, periods)| is_listed(periods, day))
            .map(|(listing, _)| listing)
            .collect();
        let known: BTreeSet<Listing> =
            rules().filter(|rule| rule.listed_on(day)).flat_map(listings).collect();
        let known: BTreeSet<&Listing> = known.iter().collect();
        let line = |what: &str, (cloud, feature, destination): &Listing| {
            format!("{day}: {what} {destination} for {feature} in {cloud}")
        };
        found.extend(printed.difference(&known).map(|listing| line("missing", listing)));
        found.extend(known.difference(&printed).map(|listing| line("invented", listing)));
    }
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
}

/// A destination that left is still known, so that `explain` can say when it was listed; this
/// includes those that came and went on one day, which no edition lists.
#[test]
fn every_destination_of_the_history_is_known() {
    let known: BTreeSet<Listing> = rules().flat_map(listings).collect();
    let history = history();
    let missing: Vec<&Listing> =
        history.keys().filter(|listing| !known.contains(listing)).collect();
    assert!(missing.is_empty(), "not in the catalog: {missing:#?}");
    let invented: Vec<&Listing> =
        known.iter().filter(|listing| !history.contains_key(listing)).collect();
    assert!(invented.is_empty(), "not in {FILE}: {invented:#?}");
}

/// A time in which a row stood without an exemption.
struct Lapse {
    listing: Listing,
    periods: Vec<Period>,
    exemption: Condition,
}

fn lapses() -> Vec<Lapse> {
    let lines = HISTORY.lines().filter_map(|line| line.strip_prefix("~ "));
    let lapse = |line: &str| {
        let columns: Vec<&str> = line.split(" | ").collect();
        let [cloud, feature, destination, periods, exemption] = columns[..] else {
            panic!("{FILE}: five columns: {line}");
        };
        Lapse {
            listing: (clouds(cloud)[0], feature_id(feature), region_named(destination)),
            periods: read_periods(periods),
            exemption: Condition::from_name(exemption).expect("a known condition"),
        }
    };
    lines.map(lapse).collect()
}

#[test]
fn exemptions_lapse_when_the_article_dropped_them() {
    let history = history();
    assert!(!lapses().is_empty());
    for Lapse { listing, periods, exemption } in lapses() {
        for day in days(&history) {
            let here: Vec<&CatalogRule> = rules()
                .filter(|rule| rule.listed_on(day) && listings(rule).any(|own| own == listing))
                .collect();
            let [rule] = here[..] else { panic!("{day}: {} rules for {listing:?}", here.len()) };
            let exempt = rule.unless.contains(&exemption);
            assert_eq!(exempt, !is_listed(&periods, day), "{day}: {exemption} in {}", rule.id);
        }
    }
}

/// The editions offered are the days on which the article changed, and the as-of day.
#[test]
fn editions_are_the_days_of_change() {
    let history = history();
    let lapses = lapses();
    let periods = history.values().flatten().chain(lapses.iter().flat_map(|lapse| &lapse.periods));
    let mut expected: BTreeSet<Date> =
        periods.flat_map(|&(from, to)| [Some(from), to]).flatten().collect();
    expected.insert(CATALOG.as_of);
    let editions: BTreeSet<Date> = CATALOG.editions().into_iter().collect();
    assert_eq!(editions, expected);
}

/// The lines of the file against the number of facts counted in the article on some days. There,
/// the addresses of `*` are seven facts more: two in Global and US Gov, three in China.
#[test]
fn the_history_is_whole() {
    let counted =
        [("2023-03-09", 71), ("2024-01-17", 100), ("2024-09-26", 108), ("2025-07-03", 127)];
    for (on, count) in counted {
        let is_listed = |line: &&str| {
            let periods = line.rsplit(" | ").next().unwrap_or_default();
            is_listed(&read_periods(periods), day(on))
        };
        assert_eq!(lines().filter(is_listed).count() + 7, count, "{on}");
    }
}
