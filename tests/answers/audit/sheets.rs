//! The report as people and programs see it; `SNAPSHOTS=overwrite cargo test --test answers` writes
//! the golden pages anew.

use super::builder::{firewall, profile, report, rules};
use aks_egress::answers::Tone;
use aks_egress::answers::audit::firewall::Why;
use aks_egress::answers::audit::{Lack, Place, Report, Setting, Unresolved, Wanted, audit};
use aks_egress::export::{Options, formats, render};
use aks_egress::profile::{Language, Profile};
use snapbox::{Assert, Data};
use std::path::Path;

fn shot(text: &str, name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/answers").join(name);
    let version = concat!("aks-egress ", env!("CARGO_PKG_VERSION"));
    let text = text.replace(version, "aks-egress VERSION");
    let assert = Assert::new().action_env("SNAPSHOTS");
    assert.eq(Data::text(text).raw(), Data::read_from(&path, None).raw());
}

/// What is met in the wild, in one firewall.
const WILD: &str = "\
allow net 1/200/100 udp:1194 tag:AzureCloud.westeurope from group:ipg-aks
allow net 1/200/110 tcp:443 tag:AzureMonitor from 10.240.0.0/16
allow app 1/300/200 https:443,http:80 fqdn:AzureKubernetesService from 10.240.0.0/16
allow app 1/300/210 https:443 mcr.microsoft.com *.data.mcr.microsoft.com from 10.240.0.0/16 tls
allow app 1/300/220 https:443 security.ubuntu.com acs-mirror.azureedge.net from 10.240.0.0/16
allow app 1/300/230 https:443 *.hcp.northeurope.azmk8s.io host:*..contoso.com from 10.240.0.0/16
deny app 1/300/240 https:443 *.policy.core.windows.net
allow app 1/300/250 https:443 data.policy.core.windows.net store.policy.core.windows.net from 10.240.0.0/16
allow app 1/300/260 https:443 dc.services.visualstudio.com from 10.240.0.0/17
allow app 1/300/270 https:443 shop.contoso.com ?mirror from 10.240.0.0/16
allow app 1/300/280 https:443 *.com from 10.9.0.0/16
";

fn wild_profile() -> Profile {
    let mut profile = profile();
    profile.addons.enabled = vec!["azure-policy".to_owned(), "azure-monitor".to_owned()];
    profile
}

fn wild() -> Report {
    let mut firewall = firewall(WILD);
    let place = Place { file: "policy.json".to_owned(), line: 7, path: "policy".to_owned() };
    firewall.settings = vec![
        (Setting::BasePolicy("parent".to_owned()), place.clone()),
        (Setting::ThreatIntelligenceDenies, place.clone()),
    ];
    firewall.unresolved = vec![Unresolved {
        place,
        text: "?mirror".to_owned(),
        why: Why::NoValue("mirror".to_owned()),
    }];
    report(&firewall, &rules(&wild_profile()))
}

#[test]
fn the_page_is_reviewed() {
    let report = wild();
    for (language, name) in [(Language::En, "en"), (Language::Zh, "zh")] {
        let sheet = report.sheet(language);
        assert!(sheet.tables.iter().all(|table| !table.rows.is_empty()));
        shot(&sheet.text(100), &format!("audit-wild.{name}.txt"));
        shot(&sheet.markdown(), &format!("audit-wild.{name}.md"));
    }
    let json = serde_json::to_string_pretty(&report.json(Language::En)).unwrap();
    shot(&format!("{json}\n"), "audit-wild.json");
}

#[test]
fn an_empty_firewall_lacks_everything() {
    let rules = rules(&profile());
    let report = report(&firewall(""), &rules);
    assert!(report.has_findings());
    assert_eq!(report.missing(&rules).rules.len(), rules.rules.len());
    shot(&report.sheet(Language::En).text(100), "audit-empty.en.txt");
}

#[test]
fn a_complete_firewall_has_no_findings() {
    let rules = rules(&profile());
    let hosts: Vec<String> = rules
        .rules
        .iter()
        .map(|rule| {
            let scheme = rule.protocol().name().to_lowercase();
            format!("allow app 100 {scheme}:{} {}", rule.port(), rule.destination.texts()[0])
        })
        .collect();
    let report = report(&firewall(&hosts.join("\n")), &rules);
    assert!(!report.has_findings(), "{:?}", report.findings);
    shot(&report.sheet(Language::En).text(100), "audit-complete.en.txt");
}

#[test]
fn missing_rules_go_into_every_export() {
    let rules = rules(&wild_profile());
    let missing = wild().missing(&rules);
    assert!(!missing.rules.is_empty() && missing.rules.len() < rules.rules.len());
    let order = |set: &aks_egress::rules::RuleSet| -> Vec<&'static str> {
        set.rules.iter().map(aks_egress::rules::Rule::id).collect()
    };
    let kept: Vec<&str> =
        order(&rules).into_iter().filter(|id| order(&missing).contains(id)).collect();
    assert_eq!(kept, order(&missing));
    for format in formats() {
        assert!(!render(format, &missing, Options::default()).is_empty(), "{}", format.id);
    }
}

#[test]
fn text_from_files_cannot_act_on_the_terminal() {
    let mut firewall =
        firewall("allow app 1 https:443 host:x\u{1b}[2J\u{202e}.contoso.com mcr.microsoft.com");
    firewall.collections[0].name = "\u{1b}]0;evil\u{7}|`<script>".to_owned();
    firewall.collections[0].rules[0].place.file = "a\nb\u{9b}.json".to_owned();
    let rules = rules(&profile());
    let report = audit(&firewall, Wanted { rules: &rules, tags: None, subnets: &[], groups: &[] });
    let sheet = report.sheet(Language::En);
    for page in [sheet.text(80), sheet.markdown()] {
        assert!(!page.chars().any(|c| c.is_control() && c != '\n'), "{page}");
        assert!(!page.contains('\u{202e}'));
    }
    assert!(sheet.tables.iter().any(|table| table.tone == Tone::Warning));
}

#[test]
fn rules_that_are_not_in_the_files_are_told_at_the_top() {
    let mut firewall = firewall("");
    let place = Place { file: "fw.json".to_owned(), line: 1, path: "fw".to_owned() };
    firewall.settings.push((Setting::ElsewhereInPolicy("hub".to_owned()), place));
    let summary = report(&firewall, &rules(&profile())).sheet(Language::En).summary;
    assert!(summary.iter().any(|line| line.starts_with("hub: The firewall takes")), "{summary:?}");
}

#[test]
fn what_is_the_same_for_all_rows_is_said_once() {
    let rules = rules(&profile());
    let report = report(&firewall("allow app 1 https:443 fqdn:AzureKubernetesService"), &rules);
    let page = report.sheet(Language::En).text(200);
    assert_eq!(page.matches("[hub.json:1: collection-1 / rule-1]").count(), 1, "{page}");
    assert!(page.contains("HTTPS 443") && !page.contains("HTTPS:443"), "{page}");
}

#[test]
fn one_api_server_may_be_the_clusters_own() {
    let text = "allow app 1 https:443 prod-1.hcp.westeurope.azmk8s.io";
    let report = report(&firewall(text), &rules(&profile()));
    let lacks = &report.judged[0].lacks;
    assert!(matches!(&lacks[..], [Lack::OnlyApiServer(_)]), "{lacks:?}");
    for language in [Language::En, Language::Zh] {
        assert!(lacks[0].text(language).contains("cluster.api_server_fqdn"));
    }
}

#[test]
fn an_unresolved_name_of_the_workload_is_no_finding_where_nothing_is_missing() {
    let unresolved = |text: &str, tone: Tone| {
        let mut firewall = firewall(text);
        firewall.unresolved = vec![Unresolved {
            place: Place::default(),
            text: "?partner".to_owned(),
            why: Why::NoValue("partner".to_owned()),
        }];
        let report = report(&firewall, &rules(&profile()));
        let found = report.findings.iter().find(|one| one.what.id() == "unresolved");
        assert_eq!(found.map(|one| one.tone), Some(tone), "{text}");
    };
    let tag = "allow app 1 https:443 fqdn:AzureKubernetesService";
    unresolved(&format!("{tag}\nallow app 2 https:443 ?partner"), Tone::Note);
    unresolved(&format!("{tag}\ndeny app 2 https:443 ?partner"), Tone::Warning);
    unresolved(&format!("{tag}\nallow app 2 https:443 x.com from ?partner"), Tone::Warning);
    unresolved(tag, Tone::Warning);
    unresolved("allow app 2 https:443 ?partner", Tone::Warning);
}

#[test]
fn another_regions_host_matters_where_the_own_one_is_needed_and_missing() {
    for (host, tone) in [
        ("*.hcp.northeurope.azmk8s.io", Tone::Warning),
        ("northeurope.handler.control.monitor.azure.com", Tone::Note),
    ] {
        let text = format!("allow app 1 https:443 {host}");
        let report = report(&firewall(&text), &rules(&profile()));
        let found = report.findings.iter().find(|one| one.what.id() == "wrong-region");
        let found = found.unwrap_or_else(|| panic!("{host}"));
        assert_eq!(found.tone, tone, "{host}");
        assert_eq!(found.advice(Language::En).contains("westeurope"), tone == Tone::Warning);
    }
}
