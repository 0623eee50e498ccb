//! Verdicts over many destinations and clusters.

use super::super::row::{Cause, CodeText, FailureCode, LogFormat, Outcome, Row, Transport};
use super::super::{Answer, Explainer, Report};
use crate::answers::Tone;
use crate::catalog::{
    CATALOG, Catalog, Cloud, Date, Failure, Known, Program, Standing, Target, Text,
};
use crate::profile::{ApiServer, MonitorBy, Profile, Reading, Tunnel};
use crate::rules::{RuleSet, resolve};
use crate::service_tags::{ServiceTags, parse};

fn profile(cloud: Cloud, region: &str, change: impl FnOnce(&mut Profile)) -> Profile {
    let mut profile = Profile::new(CATALOG.as_of);
    profile.cluster.cloud = cloud;
    profile.cluster.region = region.to_owned();
    change(&mut profile);
    profile
}

fn rules(profile: &Profile) -> RuleSet {
    resolve(&CATALOG, profile, None)
}

fn private_gpu_monitor() -> RuleSet {
    rules(&profile(Cloud::Global, "westeurope", |it| {
        it.cluster.api_server = ApiServer::PrivateLink;
        it.nodes.gpu = true;
        it.addons.enabled = vec!["azure-monitor".to_owned()];
    }))
}

/// What was reported of one cloud is no advice for a cluster of another.
#[test]
fn what_is_known_of_another_cloud_is_not_advised() {
    let global = rules(&profile(Cloud::Global, "westeurope", |_| {}));
    let answer = |host: &str, rules: &RuleSet| {
        let mut explainer = Explainer::default();
        explainer.name(host).expect("a name");
        let report = explainer.report(Some(rules));
        (report.answers[0].verdict().name(), report.sheet(crate::profile::Language::En).text(400))
    };
    let (verdict, _) = answer("mcr.azk8s.cn", &global);
    assert_eq!(verdict, "other-cloud", "a rule of China names it");
    let storage = "kubernetesartifacts.blob.core.chinacloudapi.cn";
    let (verdict, page) = answer(storage, &global);
    assert_eq!(verdict, "undocumented");
    assert!(page.contains("It belongs to Azure in China"), "{page}");
    assert!(!page.contains("allow it") && page.contains("Check which cluster asked"), "{page}");
    let (_, page) = answer(storage, &china());
    assert!(page.contains("allow it too") && !page.contains("It belongs to"), "{page}");
}

fn china() -> RuleSet {
    rules(&profile(Cloud::China, "chinaeast2", |_| {}))
}

fn usgov() -> RuleSet {
    rules(&profile(Cloud::UsGov, "usgovvirginia", |_| {}))
}

fn isolated() -> RuleSet {
    rules(&profile(Cloud::Global, "westeurope", |it| {
        it.cluster.api_server = ApiServer::PrivateLink;
        it.cluster.network_isolated = true;
        it.nodes.os_upgrade_channel = crate::profile::Channel::NodeImage;
    }))
}

/// Some data of its own in place of what the catalog knows beside its rules.
fn catalog() -> &'static Catalog {
    const fn text(en: &'static str) -> Text {
        Text { en, zh: "文" }
    }
    const DATE: Date = Date { year: 2026, month: 6, day: 1 };
    static KNOWN: [Known; 3] = [
        Known {
            id: "wire",
            names: &["192.0.2.16"],
            standing: Standing::Platform,
            clouds: Cloud::ALL,
            replaced_by: &[],
            about: text("Wire."),
            advice: text("Route it."),
            evidence: "here",
            date: DATE,
        },
        Known {
            id: "esm",
            names: &["esm.contoso.example"],
            standing: Standing::Undocumented,
            clouds: Cloud::ALL,
            replaced_by: &[],
            about: text("Noise."),
            advice: text("Ignore it."),
            evidence: "a thread",
            date: DATE,
        },
        Known {
            id: "cdn",
            names: &["*.cdn.contoso.example"],
            standing: Standing::Retired,
            clouds: Cloud::ALL,
            replaced_by: &["global-mcr", "china-mcr"],
            about: text("Old."),
            advice: text("Drop it."),
            evidence: "a thread",
            date: DATE,
        },
    ];
    const fn failure(
        id: &'static str,
        program: Program,
        rules: &'static [&'static str],
    ) -> Failure {
        Failure {
            id,
            program,
            codes: &[50],
            names: &["ERR_OUTBOUND"],
            tried: text("Tried."),
            check: text("Check."),
            rules,
            evidence: "a script",
        }
    }
    static FAILURES: [Failure; 3] = [
        failure("linux-50", Program::Linux, &["global-mcr", "china-mcr", "china-mcr-cn"]),
        failure("windows-50", Program::Windows, &[]),
        failure("curl-50", Program::Curl, &[]),
    ];
    static HERE: Catalog = Catalog { known: &KNOWN, failures: &FAILURES, ..CATALOG };
    &HERE
}

fn report(rows: &[Row<'_>], rules: Option<&RuleSet>, tags: Option<&ServiceTags>) -> Report {
    let mut explainer = Explainer::default();
    for row in rows {
        explainer.take(row);
    }
    explainer.report_with(catalog(), rules, tags)
}

fn named(text: &str, rules: Option<&RuleSet>) -> Answer {
    let mut explainer = Explainer::default();
    explainer.name(text).expect("a destination");
    explainer.report_with(catalog(), rules, None).answers.remove(0)
}

fn verdicts(answer: &Answer) -> String {
    let names: Vec<&str> = answer.verdicts.iter().map(super::Verdict::name).collect();
    names.join(" ")
}

#[track_caller]
fn check(rules: Option<&RuleSet>, rows: &[(&str, &str)]) {
    for (asked, expected) in rows {
        let answer = named(asked, rules);
        assert_eq!(verdicts(&answer), *expected, "{asked}: {:#?}", answer.verdicts);
    }
}

#[test]
fn without_a_profile_every_cloud_and_feature_counts() {
    check(
        None,
        &[
            ("mcr.microsoft.com", "required"),
            ("https://mcr.microsoft.com/v2/", "required"),
            ("MCR.Microsoft.COM.", "required"),
            ("eus.data.mcr.microsoft.com:443", "required"),
            ("*.data.mcr.microsoft.com", "required"),
            ("*.hcp.#.azmk8s.io", "required"),
            ("http://mcr.microsoft.com", "other-port"),
            ("mcr.microsoft.com:8443", "other-port"),
            ("security.ubuntu.com", "recommended"),
            ("https://security.ubuntu.com/", "other-port"),
            ("acs-mirror.azureedge.net", "retired"),
            ("dc.services.visualstudio.cn", "retired"),
            ("login.microsoftonline.cn", "retired"),
            ("contoso.vault.azure.net", "needed-if"),
            ("data.policy.core.windows.net", "needed-if"),
            ("umsa1.blob.core.windows.net", "observed"),
            ("md-x.z1.blob.storage.azure.net", "observed"),
            ("mcr.azk8s.cn", "required"),
            ("management.azure.com", "required"),
            ("github.com", "not-aks"),
            ("c1-dns.privatelink.westeurope.azmk8s.io", "private-dns"),
            ("c1.0a1b.privatelink.chinaeast2.cx.prod.service.azk8s.cn", "required"),
            ("udp:1194", "by-port"),
            ("203.0.113.9:9000", "by-port"),
            ("tcp:445", "azure-files"),
            ("tcp:1688", "windows-activation"),
            ("udp:443", "quic"),
            ("203.0.113.9", "not-aks"),
            ("192.0.2.16", "platform"),
            ("192.0.2.16:32526", "platform"),
            ("esm.contoso.example", "undocumented"),
            ("a.cdn.contoso.example", "retired"),
            ("cdn.contoso.example", "near-miss"),
            ("hcp.westeurope.azmk8s.io", "near-miss"),
            ("ntp.ubuntu.com", "needed-if"),
            ("ntp.ubuntu.com:123", "needed-if"),
            ("10.0.0.1:443", "private-address"),
        ],
    );
}

#[test]
fn a_private_cluster_with_gpus_and_monitor() {
    let rules = private_gpu_monitor();
    check(
        Some(&rules),
        &[
            ("mcr.microsoft.com", "required"),
            ("mcr.microsoft.com:80", "other-port"),
            ("nvidia.github.io", "required"),
            ("us.download.nvidia.com", "required"),
            ("westeurope.ingest.monitor.azure.com", "required"),
            ("northeurope.handler.control.monitor.azure.com", "other-region"),
            ("atlantis.handler.control.monitor.azure.com", "other-region"),
            ("c1.hcp.westeurope.azmk8s.io", "not-needed"),
            ("c1.hcp.northeurope.azmk8s.io", "other-region"),
            ("c1.privatelink.westeurope.azmk8s.io", "private-dns"),
            ("data.policy.core.windows.net", "needed-if"),
            ("onegetcdn.azureedge.net", "needed-if"),
            ("ctldl.windowsupdate.com:443", "needed-if"),
            ("acs-mirror.azureedge.net", "retired"),
            ("mcr.azure.cn", "other-cloud"),
            ("login.microsoftonline.us", "other-cloud"),
            ("vault.azure.cn", "other-source"),
            ("security.ubuntu.com", "recommended"),
            ("md-1.blob.storage.azure.net", "observed"),
            ("github.com", "not-aks"),
            ("udp:1194", "not-needed"),
            ("203.0.113.9:9000", "not-needed"),
            ("203.0.113.9:443", "by-port by-port"),
            ("10.0.0.1:443", "private-address"),
            ("10.0.0.1:8443", "not-aks"),
            ("ntp.ubuntu.com", "not-needed"),
            ("data.mcr.microsoft.com", "near-miss"),
            ("192.0.2.16", "platform"),
            ("esm.contoso.example", "undocumented"),
            ("a.cdn.contoso.example", "retired"),
        ],
    );
}

#[test]
fn the_other_clouds_and_an_isolated_cluster() {
    check(
        Some(&china()),
        &[
            ("mcr.azure.cn", "required"),
            ("mcr.azk8s.cn", "required"),
            ("a.hcp.chinaeast2.cx.prod.service.azk8s.cn", "required required"),
            ("login.partner.microsoftonline.cn", "required"),
            ("management.azure.com", "other-cloud"),
            ("acs-mirror.azureedge.net", "other-cloud"),
            ("mcr.microsoft.cn", "retired"),
        ],
    );
    check(
        Some(&usgov()),
        &[
            ("management.usgovcloudapi.net", "required"),
            ("management.azure.com", "other-cloud"),
            ("a.hcp.usgovarizona.cx.aks.containerservice.azure.us", "other-region"),
            ("contoso.vault.usgovcloudapi.net", "needed-if"),
        ],
    );
    check(
        Some(&isolated()),
        &[
            // Extensions would bring it; none is chosen.
            ("mcr.microsoft.com", "not-needed needed-if"),
            ("packages.microsoft.com", "not-needed"),
            ("management.azure.com", "not-needed needed-if"),
            ("ntp.ubuntu.com", "not-needed"),
            ("c1.privatelink.westeurope.azmk8s.io", "private-dns"),
        ],
    );
}

#[test]
fn editions_and_readings_decide() {
    let old = rules(&profile(Cloud::Global, "westeurope", |it| {
        it.edition = Date { year: 2024, month: 9, day: 26 };
        it.addons.enabled = vec!["azure-monitor".to_owned()];
    }));
    check(
        Some(&old),
        &[
            ("packages.aks.azure.com", "newer"),
            ("westeurope.ingest.monitor.azure.com", "required"),
            ("northeurope.handler.control.monitor.azure.com", "other-region"),
        ],
    );
    let printed = rules(&profile(Cloud::Global, "westeurope", |it| {
        it.reading = Reading::Printed;
        it.addons.enabled = vec!["key-vault-csi".to_owned()];
    }));
    check(
        Some(&printed),
        &[
            ("vault.azure.net", "required"),
            ("contoso.vault.azure.net", "needed-if"),
            ("acs-mirror.azureedge.net", "required"),
        ],
    );
}

#[test]
fn a_cluster_knows_its_own_api_server_and_dns() {
    let own = rules(&profile(Cloud::Global, "westeurope", |it| {
        it.cluster.api_server_fqdn = Some("own.hcp.westeurope.azmk8s.io".to_owned());
        it.cluster.api_server_ip = Some([203, 0, 113, 4].into());
        it.cluster.pods_use_api_server_ip = true;
        it.cluster.custom_dns = vec![[10, 0, 0, 4].into()];
        it.cluster.tunnel = Tunnel::Legacy;
        it.addons.enabled = vec!["azure-monitor".to_owned()];
        it.addons.azure_monitor_by = Some(MonitorBy::ServiceTag);
    }));
    check(
        Some(&own),
        &[
            ("own.hcp.westeurope.azmk8s.io", "required"),
            ("other.hcp.westeurope.azmk8s.io", "other-cluster"),
            ("203.0.113.4:443", "required by-port"),
            ("203.0.113.5:443", "by-port other-address"),
            ("10.0.0.4:53", "required"),
            ("10.0.0.9:53", "by-port other-address"),
            ("203.0.113.9:1194", "by-port"),
            ("udp:1194", "required"),
        ],
    );
    let tags = r#"{"changeNumber": 1, "cloud": "Public", "values": [
        {"name": "AzureCloud.westeurope", "properties": {"addressPrefixes": ["203.0.113.0/24"]}},
        {"name": "AzureMonitor", "properties": {"addressPrefixes": ["203.0.113.64/28"]}}]}"#;
    let tags = parse("tags.json", tags.as_bytes()).expect("tags");
    for (address, port, expected, held) in [
        ([203, 0, 113, 9], 1194, "required", "azurecloud.westeurope"),
        ([198, 51, 100, 9], 1194, "other-address", ""),
        ([203, 0, 113, 65], 443, "required", "azuremonitor azurecloud.westeurope"),
        ([203, 0, 113, 9], 443, "other-address other-address", "azurecloud.westeurope"),
    ] {
        let mut row = Row::of(LogFormat::AzureJson, Outcome::Denied);
        row.address = Some(address.into());
        row.port = Some(port);
        row.transport = Some(if port == 443 { Transport::Tcp } else { Transport::Udp });
        let answer = report(&[row], Some(&own), Some(&tags)).answers.remove(0);
        assert_eq!(verdicts(&answer), expected, "{address:?}:{port}");
        assert_eq!(answer.service_tags.join(" "), held, "{address:?}");
    }
}

fn denied<'a>(host: &'a str, cause: Cause<'a>) -> Row<'a> {
    let mut row = Row::of(LogFormat::AzureJson, Outcome::Denied);
    row.host = (!host.is_empty()).then(|| host.into());
    row.port = Some(443);
    row.transport = Some(Transport::Https);
    row.cause = cause;
    row
}

#[test]
fn the_words_of_the_log_come_first() {
    let needed = "mcr.microsoft.com";
    for (cause, expected, tone) in [
        (Cause::NoRule, "required", Tone::Bad),
        (Cause::Dns("NXDOMAIN".into()), "dns-failure required", Tone::Bad),
        (Cause::ThreatIntelligence("bad".into()), "threat-intelligence required", Tone::Bad),
        (Cause::Intrusion("2000".into()), "intrusion required", Tone::Bad),
        (Cause::Timeout, "required timeout", Tone::Bad),
        (Cause::Tls("handshake".into()), "required tls", Tone::Bad),
        (Cause::ProxyLogin, "proxy-login required", Tone::Warning),
        (Cause::Category("news".into()), "required category", Tone::Bad),
        (Cause::Rule, "required deny-rule", Tone::Bad),
    ] {
        let report = report(&[denied(needed, cause.clone())], None, None);
        assert_eq!(verdicts(&report.answers[0]), expected, "{cause:?}");
        assert_eq!(report.tone(), tone, "{cause:?}");
    }
    // One row of several does not decide.
    let rows = [Cause::NoRule, Cause::Dns("x".into()), Cause::NoRule];
    let some = report(&rows.map(|cause| denied(needed, cause)), None, None);
    assert_eq!(verdicts(&some.answers[0]), "required dns-failure");
    let rows = [denied("", Cause::NoSni), denied("github.com", Cause::Dns("x".into()))];
    let report = report(&rows, None, None);
    assert_eq!(verdicts(&report.answers[0]), "no-sni");
    assert_eq!(verdicts(&report.answers[1]), "dns-failure not-aks");
    assert_eq!(report.tone(), Tone::Warning);
}

#[test]
fn codes_are_told_for_the_program_or_for_both() {
    let row = |of, code| {
        let mut row = Row::of(LogFormat::Errors, Outcome::Failed);
        row.cause = Cause::Failure(FailureCode { of, code });
        row
    };
    let number = || CodeText::Number(50);
    for (of, code, expected) in [
        (Some(Program::Linux), number(), "failure-code"),
        (None, number(), "failure-code failure-code"),
        (Some(Program::Curl), number(), "failure-code"),
        (None, CodeText::Name("err_outbound".into()), "failure-code failure-code"),
        (None, CodeText::Number(4242), "unknown-code"),
    ] {
        let report = report(&[row(of, code.clone())], Some(&china()), None);
        assert_eq!(verdicts(&report.answers[0]), expected, "{code:?}");
    }
    // The step's rules are those of the profile's cloud.
    let report = report(&[row(Some(Program::Linux), number())], Some(&china()), None);
    let found = report.answers[0].verdict().found().expect("rules");
    assert_eq!(found.destination, "mcr.microsoft.com, mcr.azure.cn");
    assert_eq!(report.tone(), Tone::Bad);
}

#[test]
fn an_address_has_the_name_that_other_rows_give_it() {
    let address = [203, 0, 113, 80].into();
    let mut by_address = Row::of(LogFormat::AzureJson, Outcome::Denied);
    by_address.address = Some(address);
    by_address.port = Some(443);
    by_address.transport = Some(Transport::Tcp);
    let mut by_name = denied("mcr.microsoft.com", Cause::Unknown);
    by_name.outcome = Outcome::Allowed;
    by_name.address = Some(address);
    for rows in [[by_address.clone(), by_name.clone()], [by_name, by_address]] {
        let report = report(&rows, None, None);
        assert_eq!(report.answers.len(), 1);
        assert_eq!(report.answers[0].seen_as, ["mcr.microsoft.com"]);
        assert_eq!(verdicts(&report.answers[0]), "required");
        assert_eq!(report.counts.allowed, 1);
    }
}

/// In its own cloud, every host of the newest edition is what its row says.
#[test]
fn every_destination_of_the_catalog_explains_itself() {
    for cloud in Cloud::ALL {
        let region = CATALOG.regions.iter().find(|region| region.cloud == *cloud).expect("one");
        let every = rules(&profile(*cloud, region.name, |it| {
            it.addons.enabled = CATALOG.addons().map(|addon| addon.id.to_owned()).collect();
            it.nodes.gpu = true;
            it.nodes.windows = true;
            it.destinations.legacy_hosts = true;
        }));
        let none = rules(&profile(*cloud, region.name, |_| {}));
        for row in CATALOG.rules {
            let Target::Host(host) = row.target else { continue };
            let day = CATALOG.as_of;
            let is_current = row.source == crate::catalog::Source::Learn
                && row.clouds.contains(cloud)
                && row.listed_on(day);
            if !is_current {
                continue;
            }
            let host = host.replace("<region>", region.name).replace('*', "x1");
            for set in [Some(&every), Some(&none), None] {
                let answer = named(&host, set);
                let explained = answer.verdicts.iter().any(|verdict| {
                    let found = verdict.found();
                    found.is_some_and(|found| {
                        found.rows.iter().any(|it| it.id == row.id || same(it, row))
                    })
                });
                assert!(explained, "{} ({host}): {}", row.id, verdicts(&answer));
                let told = answer.verdict().name();
                let fine =
                    ["required", "recommended", "needed-if", "observed", "not-needed", "retired"];
                assert!(fine.contains(&told), "{} ({host}) is {told}", row.id);
            }
        }
    }
}

/// Whether two rows have one destination, so that one stands for both.
fn same(one: &crate::catalog::CatalogRule, other: &crate::catalog::CatalogRule) -> bool {
    (one.target, one.protocol, one.port) == (other.target, other.protocol, other.port)
}
