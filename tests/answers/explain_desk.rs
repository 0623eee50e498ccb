//! What an engineer who is called at night pastes, and the answer that a colleague would give.
//!
//! The files of `tests/data/logs/desk` have the same story in every format that is read; the text
//! of each answer was read by people and stands in `snapshots/answers/explain-desk`.

use super::explain::shot;
use aks_egress::answers::explain::{Explainer, Report, Subject, Verdict};
use aks_egress::catalog::CATALOG;
use aks_egress::profile::{ApiServer, Language, Profile};
use aks_egress::rules::{RuleSet, resolve};
use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

fn desk() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/logs/desk")
}

/// A private cluster with GPUs and Azure Monitor.
fn cluster() -> RuleSet {
    let mut profile = Profile::new(CATALOG.as_of);
    profile.name = Some("prod-weu".to_owned());
    "westeurope".clone_into(&mut profile.cluster.region);
    profile.cluster.api_server = ApiServer::PrivateLink;
    profile.nodes.gpu = true;
    profile.addons.enabled = vec!["azure-monitor".to_owned()];
    resolve(&CATALOG, &profile, None)
}

fn report(name: &str, rules: Option<&RuleSet>) -> Report {
    let mut explainer = Explainer::default();
    let file = File::open(desk().join(name)).unwrap();
    explainer.read(name, file, &mut |_| ControlFlow::Continue(())).unwrap();
    explainer.report(rules)
}

/// Destinations with their verdicts, in the order of the answer.
fn told(report: &Report) -> Vec<String> {
    let told = report.answers.iter().map(|answer| {
        let subject = match &answer.subject {
            Subject::Host(name) => name.clone(),
            Subject::Address(address) => address.to_string(),
            Subject::NoSniTo(address) => format!("no-sni {address}"),
            Subject::NoSniFrom(source) => format!("no-sni {source}"),
            Subject::Code(code) => format!("{:?}", code.code),
            Subject::Anywhere => "anywhere".to_owned(),
        };
        let verdicts: Vec<&str> = answer.verdicts.iter().map(Verdict::name).collect();
        format!("{subject} {}: {}", answer.count(), verdicts.join(" "))
    });
    told.collect()
}

const LOGS: &[(&str, &[&str])] = &[
    (
        "azure-lines.jsonl",
        &[
            "packages.microsoft.com 1: dns-failure required",
            "mcr.microsoft.com 2: required",
            "login.microsoftonline.com 1: required deny-rule",
            "168.63.129.16 1: platform",
            "no-sni 10.240.0.7 1: no-sni",
            "ntp.ubuntu.com 1: dns-failure not-needed",
            "evil.example 1: threat-intelligence not-aks",
            "203.0.113.50 1: intrusion",
            "security.ubuntu.com 1: recommended",
            "203.0.113.40 1: by-port by-port",
            "203.0.113.31 1: not-needed",
            "acs-mirror.azureedge.net 1: retired",
            "api.contoso.example 1: not-aks",
        ],
    ),
    (
        "azure-records.json",
        &[
            "mcr.microsoft.com 1: required",
            "203.0.113.31 1: not-needed",
            "api.contoso.example 1: not-aks",
        ],
    ),
    (
        "log-analytics-portal.csv",
        &[
            "mcr.microsoft.com 2: required",
            "no-sni 10.240.0.7 1: no-sni",
            "203.0.113.40 1: by-port by-port",
            "api.contoso.example 1: not-aks",
        ],
    ),
    (
        "log-analytics-api.csv",
        &[
            "packages.microsoft.com 1: dns-failure required",
            "security.ubuntu.com 1: recommended",
            "203.0.113.31 1: not-needed",
            "acs-mirror.azureedge.net 1: retired",
        ],
    ),
    (
        "log-analytics-query.json",
        &[
            "mcr.microsoft.com 1: required",
            "login.microsoftonline.com 1: required deny-rule",
            "evil.example 1: threat-intelligence not-aks",
            "acs-mirror.azureedge.net 1: retired",
        ],
    ),
    (
        "log-analytics-rest.json",
        &[
            "mcr.microsoft.com 1: required",
            "168.63.129.16 1: platform",
            "203.0.113.31 1: not-needed",
            "api.contoso.example 1: not-aks",
        ],
    ),
    (
        "legacy-msg.csv",
        &[
            "packages.microsoft.com 1: dns-failure required",
            "mcr.microsoft.com 2: required",
            "no-sni 10.240.0.7 1: no-sni",
            "rule-host.contoso.example 1: dns-failure not-aks",
            "azure.archive.ubuntu.com 1: recommended",
            "203.0.113.31 1: not-needed",
        ],
    ),
    (
        "legacy-bare.txt",
        &[
            "packages.microsoft.com 1: dns-failure required",
            "mcr.microsoft.com 2: required",
            "no-sni 10.240.0.7 1: no-sni",
            "rule-host.contoso.example 1: dns-failure not-aks",
            "azure.archive.ubuntu.com 1: recommended",
            "203.0.113.31 1: not-needed",
        ],
    ),
    (
        "hosts.txt",
        &[
            "mcr.microsoft.com 1: required",
            "*.data.mcr.microsoft.com 1: required",
            "*.hcp.westeurope.azmk8s.io 1: not-needed",
            "203.0.113.31 1: not-needed",
            "security.ubuntu.com 1: recommended",
            "acs-mirror.azureedge.net 1: retired",
            "cdn.mscr.io 1: near-miss",
            "api.contoso.example 1: not-aks",
        ],
    ),
    (
        "squid.log",
        &[
            "mcr.microsoft.com 2: required",
            "169.254.169.254 1: platform",
            "packages.aks.azure.com 1: proxy-login required",
            "azure.archive.ubuntu.com 1: recommended timeout",
            "login.microsoftonline.com 1: proxy-login required",
            "api.contoso.example 1: not-aks",
        ],
    ),
    (
        "fortigate.log",
        &[
            "mcr.microsoft.com 1: required category",
            "packages.aks.azure.com 1: required tls",
            "203.0.113.31 1: not-needed",
            "api.contoso.example 1: not-aks category",
        ],
    ),
    (
        "panos.log",
        &[
            "mcr.microsoft.com 1: required category",
            "security.ubuntu.com 1: recommended category",
            "203.0.113.40 1: by-port by-port",
            "203.0.113.31 1: not-needed",
            "api.contoso.example 1: not-aks category",
        ],
    ),
];

const ERRORS: &[(&str, &[&str])] = &[
    ("describe-pod.txt", &["mcr.microsoft.com 1: required timeout"]),
    (
        "kubelet-journal.txt",
        &[
            "mcr.microsoft.com 1: dns-failure required",
            "contoso-abc.hcp.westeurope.azmk8s.io 1: required timeout",
        ],
    ),
    (
        "check-network.txt",
        &["packages.aks.azure.com 1: dns-failure required", "mcr.microsoft.com 1: required"],
    ),
    ("linux-50.txt", &["Number(50) 2: failure-code", "mcr.microsoft.com 1: required"]),
    (
        "linux-51.json",
        &["Number(51) 2: failure-code", "contoso-abc.hcp.westeurope.azmk8s.io 1: required timeout"],
    ),
    (
        "linux-41.txt",
        &[
            "Number(41) 2: failure-code",
            "packages.aks.azure.com 1: required tls",
            "Number(35) 1: failure-code",
        ],
    ),
    (
        "linux-124.txt",
        &[
            "Number(124) 2: failure-code",
            "azure.archive.ubuntu.com 1: recommended",
            "azure.archive.ubuntu.com 1: recommended timeout",
        ],
    ),
    ("windows-5.txt", &["Number(5) 3: failure-code"]),
    (
        "windows-35.txt",
        &[
            "Number(35) 2: failure-code",
            "packages.aks.azure.com 1: required",
            "Number(28) 1: failure-code",
        ],
    ),
    ("provisioning-timeout.txt", &["Name(\"VMExtensionProvisioningTimeout\") 1: failure-code"]),
    (
        "lookup.txt",
        &[
            "contoso-abc.hcp.westeurope.azmk8s.io 1: dns-failure required",
            "Number(60) 1: failure-code",
        ],
    ),
];

#[test]
fn every_log_format_gives_the_answer_of_a_colleague() {
    let rules = cluster();
    for (name, expected) in LOGS {
        let report = report(name, Some(&rules));
        assert_eq!(told(&report), *expected, "{name}");
        assert_eq!(report.unreadable(), 0, "{name}");
        shot(&report.sheet(Language::En).text(100), &format!("explain-desk/{name}.txt"));
    }
}

#[test]
fn pasted_errors_give_the_answer_of_a_colleague() {
    for (name, expected) in ERRORS {
        let report = report(name, None);
        assert_eq!(told(&report), *expected, "{name}");
        assert_eq!(report.unreadable(), 0, "{name}");
        shot(&report.sheet(Language::En).text(100), &format!("explain-desk/{name}.txt"));
    }
}

#[test]
fn the_same_story_in_chinese() {
    let rules = cluster();
    for (name, rules) in
        [("azure-lines.jsonl", Some(&rules)), ("linux-50.txt", None), ("windows-35.txt", None)]
    {
        let text = report(name, rules).sheet(Language::Zh).text(80);
        shot(&text, &format!("explain-desk/{name}.zh.txt"));
    }
}

/// No file without a decision about it.
#[test]
fn every_file_is_answered() {
    let named: Vec<&str> = LOGS.iter().chain(ERRORS).map(|(name, _)| *name).collect();
    for entry in std::fs::read_dir(desk()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(named.contains(&&*name), "{name}");
    }
}
