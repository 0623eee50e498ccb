//! What changed between two profiles, and between two editions.

use crate::any_profile::any_profile;
use aks_egress::answers::Tone;
use aks_egress::answers::changes::{
    Cause, Change, Class, Day, Field, Report, Side, compare, since,
};
use aks_egress::catalog::{CATALOG, Cloud, Date, Source};
use aks_egress::cells::is_hidden;
use aks_egress::profile::{
    ApiServer, Channel, ControlPlane, Language, Profile, Reading, Tunnel, keys,
};
use aks_egress::service_tags::ServiceTags;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn day(text: &str) -> Date {
    let moment: toml::value::Datetime = text.parse().expect("a day");
    moment.date.expect("a day")
}

fn profile(edition: &str) -> Profile {
    let mut profile = Profile::new(day(edition));
    "westeurope".clone_into(&mut profile.cluster.region);
    profile
}

/// One profile at two editions.
fn editions(profile: &Profile, to: &str) -> Report {
    since(&CATALOG, &Side::new("p.toml", profile, None), day(to))
}

/// A profile as it is, and with other answers.
fn answers(change: impl Fn(&mut Profile)) -> Report {
    let old = profile("2026-08-21");
    let mut new = old.clone();
    change(&mut new);
    compare(&CATALOG, &Side::new("a.toml", &old, None), &Side::new("b.toml", &new, None))
}

fn hosts(report: &Report, class: Class) -> Vec<String> {
    let text = |change: &Change| change.rule().expect("a rule").destination.texts().join(" ");
    report.of(class).map(text).collect()
}

fn find<'a>(report: &'a Report, host: &str) -> &'a Change {
    let is = |change: &&Change| change.rule().expect("a rule").destination.texts() == [host];
    report.changes.iter().find(is).unwrap_or_else(|| panic!("no {host}"))
}

fn cell(report: &Report, host: &str, column: &str) -> String {
    let sheet = report.sheet(Language::En);
    let rows = sheet.tables.iter().flat_map(|table| {
        let at = table.columns.iter().position(|name| name == column);
        table.rows.iter().map(move |row| (row.get(2), at.and_then(|at| row.get(at))))
    });
    let mut found = rows.filter(|(to, _)| to.is_some_and(|to| to == host));
    let (_, cell) = found.next().unwrap_or_else(|| panic!("no row of {host}"));
    cell.cloned().unwrap_or_default()
}

#[test]
fn between_editions_each_change_has_its_day_its_class_and_its_reason() {
    let report = editions(&profile("2024-06-05"), "2026-08-21");
    assert_eq!(
        hosts(&report, Class::Action),
        ["mcr-0001.mcr-msedge.net", "packages.aks.azure.com"]
    );
    assert_eq!(hosts(&report, Class::WorthAdding), ["snapshot.ubuntu.com"]);
    assert_eq!(hosts(&report, Class::CleanUp), ["acs-mirror.azureedge.net"]);
    let days = [
        ("packages.aks.azure.com", Day::Since(day("2025-02-05"))),
        ("mcr-0001.mcr-msedge.net", Day::Since(day("2024-06-14"))),
        ("snapshot.ubuntu.com", Day::Since(day("2024-09-26"))),
        ("acs-mirror.azureedge.net", Day::Until(day("2025-05-31"))),
    ];
    for (host, day) in days {
        assert_eq!(find(&report, host).cause, Cause::Edition(day), "{host}");
    }
    let why = cell(&report, "acs-mirror.azureedge.net", "why");
    assert!(why.contains("retired") && why.contains("packages.aks.azure.com"), "{why}");
    assert!(cell(&report, "packages.aks.azure.com", "if blocked").contains("fail"));
    let tones: Vec<Tone> =
        report.sheet(Language::En).tables.iter().map(|table| table.tone).collect();
    assert_eq!(tones, [Tone::Bad, Tone::Note, Tone::Warning]);
}

#[test]
fn what_came_and_went_between_is_not_shown() {
    let mut profile = profile("2025-03-12");
    profile.cluster.cloud = Cloud::China;
    "chinaeast2".clone_into(&mut profile.cluster.region);
    profile.reading = Reading::Printed;
    // `.data.mcr.azure.cn` stood from 2025-03-13 to 2025-03-25; `mcr.azure.cn` was missing for a while.
    let all = editions(&profile, "2026-08-21");
    let changed: Vec<String> = Class::ALL.iter().flat_map(|class| hosts(&all, *class)).collect();
    assert!(!changed.contains(&".data.mcr.azure.cn".to_owned()), "{changed:?}");
    let cause = find(&all, "mcr.azure.cn").cause;
    assert_eq!(cause, Cause::Edition(Day::Since(day("2025-05-08"))), "the last time it came");
    let early = editions(&profile, "2025-03-14");
    let cause = find(&early, "mcr.azure.cn").cause;
    assert_eq!(cause, Cause::Edition(Day::Since(day("2025-03-13"))));
    assert!(hosts(&early, Class::Action).contains(&".data.mcr.azure.cn".to_owned()));
}

#[test]
fn a_row_that_lost_its_exemption_for_two_days_is_dated_by_them() {
    let mut private = profile("2026-03-23");
    private.cluster.api_server = ApiServer::PrivateLink;
    private.reading = Reading::Printed;
    let host = "*.hcp.westeurope.azmk8s.io";
    let came = editions(&private, "2026-03-25");
    assert_eq!(find(&came, host).cause, Cause::Edition(Day::Since(day("2026-03-24"))));
    private.edition = day("2026-03-25");
    let went = editions(&private, "2026-08-21");
    assert_eq!(find(&went, host).cause, Cause::Edition(Day::Until(day("2026-03-26"))));
    assert_eq!(find(&went, host).class, Class::CleanUp);
    assert_eq!(cell(&went, host, "why"), "not needed: a private API server");
    private.edition = day("2026-03-23");
    assert!(!editions(&private, "2026-08-21").has_changes());
}

#[test]
fn readings_take_effect_on_their_day() {
    let mut china = profile("2026-08-17");
    china.cluster.cloud = Cloud::China;
    "chinaeast2".clone_into(&mut china.cluster.region);
    china.addons.enabled = vec!["defender".to_owned()];
    let report = editions(&china, "2026-08-21");
    assert!(report.of(Class::CleanUp).count() > 0);
    for change in report.of(Class::CleanUp) {
        assert_eq!(change.cause, Cause::Edition(Day::Until(day("2026-08-18"))));
    }
    let mut copy = profile("2025-02-04");
    copy.source = Source::AzureCnZh;
    let report = editions(&copy, "2025-03-01");
    assert_eq!(hosts(&report, Class::Action), ["packages.aks.azure.com"]);
    let added = find(&report, "packages.aks.azure.com");
    assert_eq!(added.cause, Cause::Edition(Day::Since(day("2025-02-05"))));
    assert!(cell(&report, "packages.aks.azure.com", "why").contains("reading A3"));
}

#[test]
fn going_back_to_an_older_edition_says_until_when_it_was_so() {
    let report = editions(&profile("2026-08-21"), "2024-12-07");
    let came = find(&report, "acs-mirror.azureedge.net");
    assert_eq!(came.cause, Cause::Edition(Day::Until(day("2025-05-31"))));
    let went = find(&report, "packages.aks.azure.com");
    assert_eq!(went.cause, Cause::Edition(Day::Since(day("2025-02-05"))));
    assert!(cell(&report, "packages.aks.azure.com", "why").contains("edition 2024-12-07"));
}

#[test]
fn what_an_answer_changes_names_the_answer() {
    let private = answers(|new| new.cluster.api_server = ApiServer::PrivateLink);
    let host = "*.hcp.westeurope.azmk8s.io";
    assert_eq!(find(&private, host).cause, Cause::Answers);
    assert_eq!(cell(&private, host, "why"), "not needed: a private API server");
    assert_eq!(cell(&private, host, "date"), "");

    let archive = answers(|new| new.nodes.os_upgrade_channel = Channel::NodeImage);
    assert!(cell(&archive, "security.ubuntu.com", "why").contains("reading U1"));
    let old = archive.new.profile.clone();
    let new = archive.old.profile.clone();
    let back = compare(&CATALOG, &Side::new("b", &old, None), &Side::new("a", &new, None));
    let why = cell(&back, "security.ubuntu.com", "why");
    assert!(why.contains("before: not needed") && why.contains("reading U1"), "{why}");

    let addon = answers(|new| new.addons.enabled = vec!["dapr".to_owned()]);
    let sheet = addon.sheet(Language::En).text(100);
    assert!(sheet.contains("Dapr"), "{sheet}");
    assert!(sheet.contains("addons.enabled") && !sheet.contains("before: not chosen"), "{sheet}");
}

#[test]
fn both_an_edition_and_an_answer_may_change_rules() {
    let old = profile("2024-06-05");
    let mut new = profile("2026-08-21");
    new.cluster.api_server = ApiServer::PrivateLink;
    let report = compare(&CATALOG, &Side::new("a", &old, None), &Side::new("b", &new, None));
    let cause = |host: &str| find(&report, host).cause;
    assert_eq!(cause("packages.aks.azure.com"), Cause::Edition(Day::Since(day("2025-02-05"))));
    assert_eq!(cause("*.hcp.westeurope.azmk8s.io"), Cause::Answers);
}

#[test]
fn one_rule_that_goes_elsewhere_is_one_change() {
    let report = answers(|new| {
        "northeurope".clone_into(&mut new.cluster.region);
        new.cluster.tunnel = Tunnel::Legacy;
    });
    let moved = find(&report, "*.hcp.northeurope.azmk8s.io");
    assert_eq!((moved.kind(), moved.class), ("changed", Class::Action));
    assert_eq!(moved.fields, [Field::Destination]);
    let what = cell(&report, "*.hcp.northeurope.azmk8s.io", "what");
    assert_eq!(what, "destination: *.hcp.westeurope.azmk8s.io → *.hcp.northeurope.azmk8s.io");
    assert!(!hosts(&report, Class::CleanUp).contains(&"*.hcp.westeurope.azmk8s.io".to_owned()));
}

#[test]
fn a_rule_that_only_waits_is_not_to_be_removed() {
    let mut old = profile("2026-08-21");
    old.cluster.tunnel = Tunnel::Legacy;
    let mut new = old.clone();
    new.destinations.control_plane = ControlPlane::ApiServerIp;
    let report = compare(&CATALOG, &Side::new("a", &old, None), &Side::new("b", &new, None));
    assert!(report.changes.iter().any(|change| change.waits));
    assert_eq!(report.of(Class::CleanUp).count(), 0);
    assert!(report.sheet(Language::En).text(100).contains("Do not remove it"));
}

#[test]
fn other_subnets_concern_every_rule() {
    let report = answers(|new| new.nodes.subnets = vec!["10.9.0.0/16".parse().expect("a net")]);
    assert!(report.changes.is_empty() && report.has_changes());
    let sheet = report.sheet(Language::En);
    assert_eq!(sheet.tables[0].tone, Tone::Bad);
    assert_eq!(sheet.tables[0].rows[0][4], "nodes.subnets: none → 10.9.0.0/16");
}

#[test]
fn a_reading_that_changes_only_the_words_asks_for_nothing() {
    let report = answers(|new| new.addons.enabled = vec!["defender".to_owned()]);
    let sign_in = find(&report, "login.microsoftonline.com");
    assert_eq!(sign_in.class, Class::Wording);
    let what = cell(&report, "login.microsoftonline.com", "what");
    assert_eq!(what, "needed by: + Microsoft Defender for Containers");
}

#[test]
fn a_rule_that_a_wider_one_allows_says_so() {
    let mut old = profile("2024-09-26");
    old.addons.enabled = vec!["azure-monitor".to_owned()];
    let report = editions(&old, "2026-08-21");
    let note = cell(&report, "*.metrics.ingest.monitor.azure.com", "note");
    assert!(note.contains("*.ingest.monitor.azure.com"), "{note}");
}

#[test]
fn other_prefixes_of_a_tag_are_to_be_changed_and_a_file_alone_is_no_change() {
    let tags = |prefix: &str| ServiceTags {
        file: "ServiceTags_Public_20251110.json".to_owned(),
        change_number: 1,
        cloud: Cloud::Global,
        tags: BTreeMap::from([(
            "azurecloud.westeurope".to_owned(),
            vec![prefix.parse().expect("a net")],
        )]),
    };
    let mut profile = profile("2026-08-21");
    profile.cluster.tunnel = Tunnel::Legacy;
    let (one, other) = (tags("192.0.2.0/24"), tags("198.51.100.0/24"));
    let report = |old, new| {
        compare(&CATALOG, &Side::new("a", &profile, old), &Side::new("b", &profile, new))
    };
    assert!(!report(None, Some(&one)).has_changes());
    assert!(!report(Some(&one), Some(&one)).has_changes());
    let changed = report(Some(&one), Some(&other));
    assert!(changed.of(Class::Action).all(|change| change.fields == [Field::Prefixes]));
    assert!(changed.of(Class::Action).count() > 0);
    let what = cell(&changed, "AzureCloud.westeurope", "what");
    assert!(what.starts_with("prefixes: 1 came, 1 went"), "{what}");
}

#[test]
fn one_line_tells_how_many_and_the_first_of_them() {
    let short = |edition: &str, language| editions(&profile(edition), "2026-08-21").short(language);
    let said = short("2024-06-05", Language::En);
    let expected = "since then: 2 rules to add or change (mcr-0001.mcr-msedge.net, packages.aks.azure.com); 1 worth adding (snapshot.ubuntu.com); 1 to remove (acs-mirror.azureedge.net)";
    assert_eq!(said, expected);
    assert!(short("2026-07-02", Language::En).contains("nothing changed"));
    assert!(short("2024-06-05", Language::Zh).starts_with("此后：需添加或修改 2 条（"));
}

#[test]
fn json_says_what_the_sheet_says() {
    let report = editions(&profile("2024-06-05"), "2026-08-21");
    let json = report.json(Language::En);
    assert_eq!(json["schema"], 1);
    assert_eq!(json["old"]["edition"], "2024-06-05");
    assert_eq!(json["summary"]["action-needed"], 2);
    let changes = json["changes"].as_array().expect("a list");
    assert_eq!(changes.len(), report.changes.len());
    let first = &changes[0];
    assert_eq!(first["class"], "action-needed");
    assert_eq!((&first["change"], &first["cause"]), (&"added".into(), &"edition".into()));
    assert_eq!(first["since"], "2024-06-14");
    assert!(first["old"].is_null());
    assert_eq!(first["new"]["destinations"][0], "mcr-0001.mcr-msedge.net");
}

/// Every rule of both sides is told once, or is the same on both.
fn is_whole(report: &Report) {
    let changes = |is: fn(&Change) -> bool| report.changes.iter().filter(|it| is(it)).count();
    let came = changes(|it| it.old.is_none());
    let went = changes(|it| it.new.is_none());
    let on_both = report.changes.len() - came - went;
    assert_eq!(report.new.rules.len(), report.unchanged + on_both + came);
    assert_eq!(report.old.rules.len(), report.unchanged + on_both + went);
    for change in &report.changes {
        let rule = change.rule().expect("one of the two");
        let both = change.old.is_some() && change.new.is_some();
        assert_eq!(both, !change.fields.is_empty(), "{}", rule.id());
        if let Cause::Edition(day) = change.cause {
            let [one, other] = [&report.old, &report.new].map(|set| set.profile.edition);
            let between = one.min(other)..=one.max(other);
            assert!(between.contains(&day.date()), "{}: {day:?}", rule.id());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_two_profiles_can_be_compared(old in any_profile(), new in any_profile()) {
        let report = compare(&CATALOG, &Side::new("a", &old, None), &Side::new("b", &new, None));
        is_whole(&report);
        for language in Language::ALL {
            let text = report.sheet(*language).text(80);
            prop_assert!(!text.contains(|c: char| c != '\n' && is_hidden(c)));
            let json = report.json_text(*language);
            prop_assert!(!json.contains(|c: char| c != '\n' && is_hidden(c)));
        }
    }

    #[test]
    fn a_profile_and_itself_differ_in_nothing(profile in any_profile()) {
        let side = Side::new("a", &profile, None);
        let report = compare(&CATALOG, &side, &side);
        prop_assert!(!report.has_changes() && report.answers.is_empty());
        prop_assert!(report.is_of_editions());
    }

    #[test]
    fn editions_alone_bring_no_change_by_answers(profile in any_profile()) {
        for edition in [CATALOG.first, CATALOG.as_of] {
            let report = since(&CATALOG, &Side::new("a", &profile, None), edition);
            is_whole(&report);
            let by_answers = |change: &&Change| change.cause == Cause::Answers;
            prop_assert_eq!(report.changes.iter().find(by_answers).map(Change::kind), None);
        }
    }
}

#[test]
fn the_keys_that_bring_no_rules_are_keys() {
    for path in
        ["version", "name", "language", "edition", "nodes.subnets", "azure_firewall.ip_group"]
    {
        assert!(keys::key(path).is_some(), "{path}");
    }
}
