//! What is found beside what is missing.

use super::builder::{firewall, ids, old, profile, report, rules};
use aks_egress::answers::Tone;
use aks_egress::answers::audit::firewall::Why;
use aks_egress::answers::audit::{Finding, Place, Setting, Unresolved};
use aks_egress::catalog::{CATALOG, Standing};
use aks_egress::profile::{Language, Profile};

fn findings(text: &str, profile: &Profile) -> Vec<Finding> {
    report(&firewall(text), &rules(profile)).findings
}

/// Each firewall has this finding, or none of this name.
fn check(id: &str, profile: &Profile, yes: &[&str], no: &[&str]) {
    for text in yes {
        let found = findings(text, profile);
        let finding = found.iter().find(|finding| finding.what.id() == id);
        let finding = finding.unwrap_or_else(|| panic!("no {id} in {text}: {found:?}"));
        for language in [Language::En, Language::Zh] {
            assert!(!finding.text(language).is_empty(), "{id}");
            assert!(!finding.advice(language).is_empty(), "{id}");
        }
    }
    for text in no {
        let found = findings(text, profile);
        assert!(!found.iter().any(|finding| finding.what.id() == id), "{id} in {text}: {found:?}");
    }
}

#[test]
fn hosts_that_are_over() {
    check(
        "retired-host",
        &profile(),
        &[
            "allow app 1 https:443 acs-mirror.azureedge.net",
            "allow app 1 https:443 ACS-Mirror.azureedge.net",
        ],
        &[
            "allow app 1 https:443 mcr.microsoft.com",
            "allow app 1 https:443 packages.aks.azure.com",
            "allow app 1 https:443 contoso.azureedge.net",
            "deny app 1 https:443 acs-mirror.azureedge.net",
        ],
    );
    let mut kept = profile();
    kept.destinations.legacy_hosts = true;
    check("retired-host", &kept, &[], &["allow app 1 https:443 acs-mirror.azureedge.net"]);
    // Every host that the catalog calls retired.
    let here = |known: &&aks_egress::catalog::Known| {
        known.standing == Standing::Retired && known.clouds.contains(&profile().cluster.cloud)
    };
    for known in CATALOG.known.iter().filter(here) {
        for name in known.names {
            let text = format!("allow app 1 https:443 {}", name.replace("<region>", "northeurope"));
            let found = findings(&text, &profile());
            let told = found.iter().find(|one| one.what.id() == "retired-host");
            assert!(told.is_some(), "{name}: {found:?}");
        }
    }
    let found = findings("allow app 1 https:443 eastus.cdn.mscr.io", &profile());
    let advice = found[0].advice(Language::En);
    assert!(advice.contains("*.data.mcr.microsoft.com"), "{advice}");
}

#[test]
fn rows_that_ended_before_the_edition() {
    let ended =
        CATALOG.rules.iter().find(|rule| rule.id == "azure-monitor-global-ingest-until-2024-12");
    assert!(ended.is_some_and(|rule| rule.until.is_some()));
    let mut monitored = profile();
    monitored.addons.enabled = vec!["azure-monitor".to_owned()];
    // It had a region in it, and a wildcard took its place.
    let text = "allow app 1 https:443 westeurope.ingest.monitor.azure.com";
    check("retired-host", &monitored, &[], &[text]);
}

#[test]
fn other_clouds_and_regions() {
    check(
        "wrong-cloud",
        &profile(),
        &[
            "allow app 1 https:443 management.chinacloudapi.cn",
            "allow app 1 https:443 login.microsoftonline.us",
            "allow net 1 udp:1194 tag:AzureCloud.chinaeast2",
        ],
        &[
            "allow app 1 https:443 management.azure.com",
            "allow app 1 https:443 contoso.cn",
            "allow net 1 udp:1194 tag:AzureCloud.northeurope",
        ],
    );
    let other = "allow app 1 https:443 *.hcp.northeurope.azmk8s.io";
    check(
        "wrong-region",
        &old(),
        &[other, "allow net 1 udp:1194 tag:AzureCloud.northeurope"],
        &[
            "allow app 1 https:443 *.hcp.westeurope.azmk8s.io",
            "allow app 1 https:443 northeurope.contoso.com",
            "allow net 1 udp:1194 tag:AzureCloud",
        ],
    );
    assert_eq!(findings(other, &profile())[0].tone, Tone::Warning);
    // Beside the own region it is perhaps another cluster's.
    let both = format!("{other} *.hcp.westeurope.azmk8s.io");
    assert_eq!(findings(&both, &profile())[0].tone, Tone::Note);
}

#[test]
fn hosts_that_match_nothing() {
    check(
        "malformed-host",
        &profile(),
        &[
            "allow app 1 https:443 host:*..microsoft.com",
            "allow app 1 https:443 host:https://mcr.microsoft.com",
            "allow app 1 https:443 host:mcr.microsoft.com/",
            "allow app 1 https:443 host:m*.microsoft.com",
            "allow app 1 https:443 host:",
            "allow net 1 tcp:443 host:*.microsoft.com",
        ],
        &["allow app 1 https:443 *.microsoft.com", "allow app 1 https:443 xn--fiq228c.contoso.com"],
    );
    check(
        "misspelt-host",
        &profile(),
        &["allow app 1 https:443 mcr.mircosoft.com"],
        &["allow app 1 https:443 mcr.mircosoft.com mcr.microsoft.com"],
    );
}

#[test]
fn tags_that_are_none() {
    check(
        "misspelt-fqdn-tag",
        &profile(),
        &[
            "allow app 1 https:443 fqdn:AzureKubernetesServices",
            "allow app 1 https:443 fqdn:AzureKubernetService",
        ],
        &[
            "allow app 1 https:443 fqdn:azurekubernetesservice",
            "allow app 1 https:443 fqdn:WindowsUpdate",
        ],
    );
    check(
        "fqdn-tag-as-host",
        &profile(),
        &["allow app 1 https:443 AzureKubernetesService"],
        &["allow app 1 https:443 fqdn:AzureKubernetesService", "allow app 1 https:443 contoso"],
    );
    check(
        "unknown-service-tag",
        &old(),
        &[
            "allow net 1 udp:1194 tag:AzureCloud.norwayeast",
            "allow net 1 udp:1194 tag:AzureCloud.westeuropa",
        ],
        &[
            "allow net 1 udp:1194 tag:AzureCloud.norwaye",
            "allow net 1 udp:1194 tag:AzureCloud.mars",
        ],
    );
}

#[test]
fn rules_that_are_too_wide() {
    check(
        "too-wide-host",
        &profile(),
        &["allow app 1 https:443 *", "allow app 1 https:443 *.com"],
        &["allow app 1 https:443 *.microsoft.com"],
    );
    check(
        "shared-wildcard",
        &profile(),
        &["allow app 1 https:443 *.blob.core.windows.net", "allow app 1 https:443 *.azurecr.io"],
        &["allow app 1 https:443 contoso.azurecr.io", "allow app 1 https:443 *.azurecr.us"],
    );
    check(
        "wider-host",
        &profile(),
        &["allow app 1 https:443 *.microsoft.com"],
        &["allow app 1 https:443 mcr.microsoft.com", "allow app 1 https:443 *.contoso.com"],
    );
    check(
        "too-wide-network",
        &profile(),
        &["allow net 1 tcp:443 any", "allow net 1 tcp:* any", "allow net 1 any:* 0.0.0.0/0"],
        &[
            // Said once, as what hides application rules.
            "allow net 1 tcp:443 any\nallow app 1 https:443 contoso.com",
            "allow net 1 tcp:* 10.0.0.0/8",
            "allow net 1 udp:123 any",
            "allow net 1 tcp:9000 any",
        ],
    );
    check(
        "hides-application-rules",
        &profile(),
        &["allow net 1 tcp:443 any\nallow app 1 https:443 contoso.com"],
        &["allow net 1 tcp:443 any", "allow net 1 udp:443 any\nallow app 1 https:443 contoso.com"],
    );
}

#[test]
fn rules_that_get_in_each_others_way() {
    check(
        "tls-inspection",
        &profile(),
        &[
            "allow app 1 https:443 mcr.microsoft.com tls",
            "allow app 1 https:443 *.hcp.westeurope.azmk8s.io tls",
            "allow app 1 https:443 fqdn:AzureKubernetesService tls",
            "allow app 1 https:443 * tls",
        ],
        &[
            "allow app 1 https:443 packages.microsoft.com tls",
            "allow app 1 https:443 mcr.microsoft.com",
            // It is never asked.
            "allow app 1 https:443 mcr.microsoft.com\nallow app 2 https:443 mcr.microsoft.com tls",
        ],
    );
    let mcr = "allow app 1 https:443 mcr.microsoft.com";
    check(
        "duplicate",
        &profile(),
        &[
            &format!("{mcr}\n{mcr}"),
            &format!("{mcr}\nallow app 2 https:443 MCR.microsoft.com contoso.com"),
        ],
        &[
            mcr,
            &format!("{mcr}\nallow app 2 https:8443 mcr.microsoft.com"),
            &format!("{mcr}\n{mcr} from 10.240.0.0/16"),
            "allow app 1 https:443 contoso.com\nallow app 2 https:443 contoso.com",
        ],
    );
    // What is required is told as a verdict, with what to do about it.
    let snapshot = "allow app 1 https:443 snapshot.ubuntu.com";
    check(
        "shadowed-rule",
        &profile(),
        &[&format!("deny app 0 https:443 *\n{snapshot}")],
        &[snapshot, &format!("deny app 0 https:443 *\n{mcr}")],
    );
    check(
        "deny-perhaps",
        &profile(),
        &[
            "deny net 1 tcp:443 tag:AzureCloud",
            "deny app 1 https:443 * from group:other",
            "deny net 1 tcp:443 10.0.0.0/8 20.0.0.0/8",
        ],
        &[
            "deny net 1 tcp:443 10.0.0.0/8",
            "deny app 1 https:443 * from 10.9.0.0/16",
            "deny app 1 https:443 *",
            "deny net 1 tcp:22 tag:AzureCloud",
            "deny net 1 tcp:443 20.0.0.0/8 from 10.9.0.0/16",
            "deny net 1 tcp:445 20.0.0.0/8",
        ],
    );
    check(
        "order-unknown",
        &profile(),
        &["deny app 1/100/4294967295 https:443 *"],
        &["deny app 1/100/200 https:443 *"],
    );
}

#[test]
fn what_this_profile_does_without() {
    check(
        "not-needed",
        &profile(),
        &[
            "allow net 1 udp:1194 tag:AzureCloud.westeurope",
            "allow net 1 tcp:9000 any",
            "allow net 1 udp:123 any",
            "allow app 1 https:443 data.policy.core.windows.net",
        ],
        &[
            "allow net 1 tcp:22 any",
            "allow net 1 tcp:443 tag:AzureCloud",
            "allow net 1 udp:53 10.0.0.4",
            "allow app 1 https:443 contoso.com",
            "allow app 1 https:443 mcr.microsoft.com",
        ],
    );
    check("not-needed", &old(), &[], &["allow net 1 udp:1194 tag:AzureCloud.westeurope"]);
}

#[test]
fn the_workloads_own_rules_are_left_in_peace() {
    let text = "allow app 1 https:443 contoso.com *.contoso.net contoso.com\nallow app 1 http:80 contoso.com";
    let report = report(&firewall(text), &rules(&profile()));
    assert_eq!((ids(&report), report.own_hosts), (vec![], 2));
}

#[test]
fn settings_and_gaps_are_told() {
    let place = Place { file: "policy.json".to_owned(), line: 3, path: String::new() };
    let settings = [
        (Setting::ThreatIntelligenceDenies, "threat-intelligence-denies"),
        (Setting::IntrusionDenies, "intrusion-denies"),
        (Setting::BasePolicy("parent".to_owned()), "base-policy"),
        (Setting::ElsewhereInPolicy("hub".to_owned()), "rules-elsewhere"),
        (Setting::NextPage("https://contoso/?page=2".to_owned()), "cut-off"),
    ];
    for (setting, id) in settings {
        let mut firewall = firewall("allow app 1 https:443 mcr.microsoft.com");
        firewall.settings = vec![(setting.clone(), place.clone()), (setting, place.clone())];
        assert_eq!(ids(&report(&firewall, &rules(&profile()))), [id]);
    }
    let named = "allow net 1 udp:123 ntp.ubuntu.com";
    for (settings, tone) in [
        (vec![], Some(Tone::Note)),
        (vec![(Setting::DnsProxy(false), place.clone())], Some(Tone::Warning)),
        (vec![(Setting::DnsProxy(true), place.clone())], None),
    ] {
        let mut firewall = firewall(named);
        firewall.settings = settings;
        let found = report(&firewall, &rules(&old())).findings;
        let proxy = found.iter().find(|finding| finding.what.id() == "dns-proxy-needed");
        assert_eq!(proxy.map(|finding| finding.tone), tone);
    }
    let mut firewall = firewall("allow app 1 https:443 mcr.microsoft.com");
    firewall.unresolved = vec![Unresolved {
        place,
        text: "[parameters('rules')]".to_owned(),
        why: Why::NoValue("rules".to_owned()),
    }];
    let report = report(&firewall, &rules(&profile()));
    assert_eq!(ids(&report), ["unresolved"]);
    assert_eq!(report.findings[0].tone, Tone::Warning);
}
