//! `explain` over whole inputs.

use aks_egress::answers::Tone;
use aks_egress::answers::explain::{Cause, Explainer, LogFormat, Outcome, Report, Row, Transport};
use aks_egress::catalog::{CATALOG, Cloud};
use aks_egress::profile::{ApiServer, Language, Profile};
use aks_egress::rules::{RuleSet, resolve};
use proptest::prelude::*;
use snapbox::{Assert, Data};
use std::path::PathBuf;

fn rules(cloud: Cloud, region: &str) -> RuleSet {
    let mut profile = Profile::new(CATALOG.as_of);
    profile.cluster.cloud = cloud;
    region.clone_into(&mut profile.cluster.region);
    resolve(&CATALOG, &profile, None)
}

/// Compares a text with a golden file; `SNAPSHOTS=overwrite` writes it anew.
pub(crate) fn shot(text: &str, name: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("snapshots/answers").join(name);
    let assert = Assert::new().action_env("SNAPSHOTS");
    assert.eq(Data::text(text).raw(), Data::read_from(&path, None).raw());
}

fn single(text: &str, rules: Option<&RuleSet>, language: Language) -> String {
    let mut explainer = Explainer::default();
    explainer.name(text).unwrap();
    explainer.report(rules).sheet(language).text(100)
}

#[test]
fn one_destination_is_answered_like_a_colleague_would() {
    let mut private = Profile::new(CATALOG.as_of);
    private.name = Some("prod-hub".to_owned());
    private.cluster.region = "westeurope".to_owned();
    private.cluster.api_server = ApiServer::PrivateLink;
    private.nodes.gpu = true;
    let private = resolve(&CATALOG, &private, None);
    let china = rules(Cloud::China, "chinaeast2");
    let mut isolated = private.profile.clone();
    isolated.nodes.gpu = false;
    isolated.cluster.network_isolated = true;
    let isolated = resolve(&CATALOG, &isolated, None);
    for language in Language::ALL {
        let mut text = String::new();
        for (asked, rules) in [
            ("mcr.microsoft.com", None),
            ("https://security.ubuntu.com/ubuntu/", None),
            ("contoso.vault.azure.net", None),
            ("udp:1194", None),
            ("example.com:443", None),
            ("nvidia.github.io", Some(&private)),
            ("c1.hcp.westeurope.azmk8s.io", Some(&private)),
            ("c1.hcp.northeurope.azmk8s.io", Some(&private)),
            ("c1-dns.privatelink.westeurope.azmk8s.io", Some(&private)),
            ("acs-mirror.azureedge.net", Some(&private)),
            ("data.policy.core.windows.net", Some(&private)),
            ("203.0.113.7:443", Some(&private)),
            ("management.azure.com", Some(&china)),
            ("203.0.113.7:443", None),
            ("10.1.0.4:443", Some(&private)),
            ("203.0.113.7:9000", Some(&private)),
            ("cdn.mscr.io", None),
            ("ntp.ubuntu.com", None),
            ("mcr.microsoft.com", Some(&isolated)),
            ("login.microsoftonline.com", Some(&isolated)),
            ("vmssCSE failed with exit status=50 on Linux", Some(&isolated)),
        ] {
            text += &single(asked, rules, *language);
            text += "\n----\n\n";
        }
        shot(&text, &format!("explain-single-{language}.txt"));
    }
}

fn denied(host: &'static str, source: &'static str, port: u16) -> Row<'static> {
    let mut row = Row::of(LogFormat::AzureJson, Outcome::Denied);
    row.host = Some(host.into());
    row.source = Some(source.into());
    row.port = Some(port);
    row.transport = Some(if port == 80 { Transport::Http } else { Transport::Https });
    row.cause = Cause::NoRule;
    row
}

/// A little of everything.
fn log() -> Vec<Row<'static>> {
    let mut rows = vec![
        denied("example.com", "10.240.0.4", 443),
        denied("mcr.microsoft.com", "10.240.0.4", 443),
        denied("MCR.microsoft.com.", "10.240.0.5", 443),
        denied("packages.aks.azure.com", "10.240.0.5", 443),
        denied("acs-mirror.azureedge.net", "10.240.0.5", 443),
        denied("mcr.azure.cn", "10.240.0.6", 443),
        denied("=cmd|' /C calc'!A0.example", "10.240.0.6", 443),
        denied("evil\u{1b}[2J.example", "10.240.0.6", 443),
    ];
    let mut allowed = denied("mcr.microsoft.com", "10.240.0.9", 443);
    allowed.outcome = Outcome::Allowed;
    rows.push(allowed);
    let mut no_sni = Row::of(LogFormat::AzureJson, Outcome::Denied);
    no_sni.cause = Cause::NoSni;
    no_sni.source = Some("10.240.0.7".into());
    no_sni.port = Some(443);
    rows.push(no_sni);
    let mut threat = denied("packages.microsoft.com", "10.240.0.4", 443);
    threat.cause = Cause::ThreatIntelligence("listed".into());
    rows.push(threat);
    let mut inbound = denied("192.0.2.1", "198.51.100.1", 443);
    inbound.outcome = Outcome::Inbound;
    rows.push(inbound);
    rows
}

fn report(rows: &[Row<'_>], rules: Option<&RuleSet>) -> Report {
    let mut explainer = Explainer::default();
    for row in rows {
        explainer.take(row);
    }
    explainer.report(rules)
}

#[test]
fn a_log_is_told_by_verdict_what_matters_first() {
    let rules = rules(Cloud::Global, "westeurope");
    let report = report(&log(), Some(&rules));
    assert_eq!(report.tone(), Tone::Bad);
    for language in Language::ALL {
        shot(&report.sheet(*language).text(100), &format!("explain-log-{language}.txt"));
        let tones: Vec<Tone> =
            report.sheet(*language).tables.iter().map(|table| table.tone).collect();
        assert!(tones.is_sorted(), "{tones:?}");
    }
    shot(&report.csv(Language::En), "explain-log.csv");
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let json = report.json(Language::En).replace(&version, "\"version\": \"VERSION\"");
    serde_json::from_str::<serde_json::Value>(&json).unwrap();
    shot(&json, "explain-log.json.txt");
}

#[test]
fn a_login_that_was_given_is_no_finding() {
    let login = |host: &'static str| {
        let mut row = denied(host, "10.240.0.4", 443);
        row.cause = Cause::ProxyLogin;
        row
    };
    let mut allowed = denied("mcr.microsoft.com", "10.240.0.4", 443);
    allowed.outcome = Outcome::Allowed;
    let rows = [login("mcr.microsoft.com"), allowed, login("packages.aks.azure.com")];
    let report = report(&rows, None);
    let tones: Vec<Tone> =
        report.answers.iter().map(aks_egress::answers::explain::Answer::tone).collect();
    assert_eq!(tones, [Tone::Warning, Tone::Note]);
    let text = report.sheet(Language::En).text(200);
    assert!(text.contains("and then let it through"), "{text}");
    assert!(!text.contains("Allow HTTPS"), "{text}");
    // One that was refused as well is.
    let rows = [login("mcr.microsoft.com"), denied("mcr.microsoft.com", "10.240.0.4", 443)];
    assert_eq!(self::report(&rows, None).tone(), Tone::Bad);
}

#[test]
fn no_password_is_shown() {
    for text in ["https://root:hunter2@", "root:hunter2@word", "see https://root:hunter2@x/ now"] {
        let told = Explainer::default().name(text).unwrap_err();
        assert!(told.contains("***@") && !told.contains("hunter2"), "{told}");
    }
    for text in ["https://root:hunter2@mcr.microsoft.com/v2/#top", "root:hunter2@mcr.microsoft.com"]
    {
        let text = single(text, None, Language::En);
        assert!(text.starts_with("mcr.microsoft.com"), "{text}");
        assert!(!text.contains("hunter2"), "{text}");
    }
}

/// The keys are a contract: they stand at `Report::json`, and leave only with another `schema`.
#[test]
fn the_keys_of_the_report_stay() {
    let keys = |value: &serde_json::Value| {
        value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ")
    };
    let text = report(&log(), Some(&rules(Cloud::Global, "westeurope"))).json(Language::En);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let destination = &json["destinations"][0];
    for (value, expected) in [
        (&json, "catalog counts destinations findings inputs partial profile schema tool"),
        (&json["catalog"], "as_of"),
        (&json["tool"], "name version"),
        (&json["profile"], "cloud edition name region source"),
        (&json["counts"], "alerted allowed denied failed inbound left_out named unreadable"),
        (
            destination,
            "address code counts firewall firewall_rules first formats host last no_sni port program protocol \
             rows_from_other_sources seen_as service_tags sources tone verdicts",
        ),
        (&destination["counts"], "allowed denied failed named"),
        (
            &destination["verdicts"][0],
            "advice clouds destination endpoints features if_blocked known region requirement rules \
             sections tone verdict why",
        ),
    ] {
        let mut found: Vec<&str> = Vec::new();
        let all = keys(value);
        found.extend(all.split(' '));
        found.sort_unstable();
        assert_eq!(found.join(" "), expected);
    }
}

/// A spreadsheet of needed hosts has their rules, also where DNS failed first.
#[test]
fn a_needed_host_has_its_rule_in_every_face() {
    let mut row = denied("mcr.microsoft.com", "10.240.0.4", 443);
    row.cause = Cause::Dns("SERVFAIL".into());
    let report = report(&[row], None);
    let csv = report.csv(Language::En);
    for part in ["dns-failure,bad,required", "global-mcr", "Allow HTTPS 443", "DNS servers"] {
        assert!(csv.contains(part), "{part}: {csv}");
    }
    let text = report.sheet(Language::En).text(100);
    for part in ["isted in", "f blocked", "Allow HTTPS 443", "DNS servers"] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

/// Without SNI there is no host: the two ways out, or that neither fits a private cluster.
#[test]
fn both_ways_out_of_missing_sni_are_told() {
    let mut row = Row::of(LogFormat::AzureJson, Outcome::Denied);
    row.cause = Cause::NoSni;
    row.address = Some([203, 0, 113, 20].into());
    row.port = Some(443);
    let mut private = Profile::new(CATALOG.as_of);
    private.cluster.region = "westeurope".to_owned();
    private.cluster.api_server = ApiServer::VnetIntegration;
    let private = resolve(&CATALOG, &private, None);
    let text = |rules| report(std::slice::from_ref(&row), rules).sheet(Language::En).text(400);
    let public = text(None);
    assert!(public.contains("network rule") && public.contains("set-kube-service-host-fqdn"));
    assert!(!public.contains("Perhaps needed"), "{public}");
    let private = text(Some(&private));
    assert!(private.contains("private DNS zone") && !private.contains("set-kube"), "{private}");
}

#[test]
fn nothing_is_a_report_too() {
    let report = Explainer::default().report(None);
    assert_eq!(report.tone(), Tone::Good);
    let json: serde_json::Value = serde_json::from_str(&report.json(Language::En)).unwrap();
    assert_eq!(json["destinations"].as_array().map(Vec::len), Some(0));
    assert_eq!(report.csv(Language::En).lines().count(), 1);
    assert!(report.sheet(Language::Zh).text(80).contains("没有需要解释的内容"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever a log says, every face of the report is safe to show, and read back.
    #[test]
    fn no_log_acts_on_terminal_spreadsheet_or_parser(
        hosts in prop::collection::vec("\\PC{0,40}|[=+@\t-]{1,3}[a-z.]{0,9}|[\u{0}-\u{a0}\u{202a}-\u{202e}]{0,9}", 1..8),
        words in "[\u{0}-\u{ff}\u{2028}]{0,300}",
    ) {
        let rows: Vec<Row<'_>> = hosts.iter().map(|host| {
            let mut row = Row::of(LogFormat::Squid, Outcome::Denied);
            row.host = Some(host.as_str().into());
            row.source = Some(words.as_str().into());
            row.rule = words.as_str().into();
            row.cause = Cause::Category(words.as_str().into());
            row
        }).collect();
        let report = report(&rows, None);
        let acts = |c: char| c != '\n' && aks_egress::cells::is_hidden(c);
        for text in [report.sheet(Language::En).text(80), report.json(Language::Zh), report.csv(Language::En)] {
            prop_assert!(!text.contains(acts), "{text:?}");
        }
        let json = serde_json::from_str::<serde_json::Value>(&report.json(Language::En)).unwrap();
        prop_assert_eq!(json["destinations"].as_array().map(Vec::len), Some(report.answers.len()));
        let csv = report.csv(Language::En);
        for record in csv::Reader::from_reader(csv.as_bytes()).records() {
            for cell in &record.unwrap() {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
            }
        }
    }
}

#[test]
fn a_step_names_the_api_server_of_the_profiles_region() {
    let failed = "vmssCSE WINDOWS_CSE_ERROR_CHECK_API_SERVER_CONNECTIVITY exit code 5";
    let page = single(failed, Some(&rules(Cloud::Global, "westeurope")), Language::En);
    assert!(page.contains("*.hcp.westeurope.azmk8s.io") && !page.contains("<region>"), "{page}");
}

#[test]
fn many_sources_are_counted() {
    let mut explainer = Explainer::default();
    for source in 0..110 {
        let source = format!("10.240.0.{source}");
        let mut row = Row::of(LogFormat::Squid, Outcome::Denied);
        row.host = Some("mcr.microsoft.com".into());
        row.source = Some(source.as_str().into());
        explainer.take(&row);
    }
    explainer.name("example.com").unwrap();
    let page = explainer.report(None).sheet(Language::En).text(200);
    assert!(page.contains("10.240.0.4, 95 more, and 10 rows from others\n"), "{page}");
}
