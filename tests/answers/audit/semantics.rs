//! Which rules cover which: each point of the firewall's semantics, both ways.

use super::builder::{coverage, firewall, ids, judged, old, profile, report, rules, tags};
use aks_egress::answers::Tone;
use aks_egress::answers::audit::Coverage::{
    self, ByFqdnTag, Covered, Missing, Partly, Perhaps, Shadowed, TooWide, Unknown, WrongTraffic,
};
use aks_egress::answers::audit::{Label, Lack, Wanted, audit};
use aks_egress::profile::{ControlPlane, MonitorBy, Profile};

const MCR: &str = "global-mcr";
const DATA: &str = "global-mcr-data";
const UBUNTU: &str = "updates-security-ubuntu";

fn check(profile: &Profile, rows: &[(&str, &str, Coverage)]) {
    for (text, id, expected) in rows {
        assert_eq!(coverage(text, profile, id), *expected, "{id} by\n{text}");
    }
}

#[test]
fn the_first_match_decides() {
    let allow = "allow app 200 https:443 mcr.microsoft.com";
    let rows: Vec<(String, Coverage)> = vec![
        (allow.to_owned(), Covered),
        // Within a kind, by collection priority; small numbers come first.
        (format!("deny app 100 https:443 mcr.microsoft.com\n{allow}"), Shadowed),
        (format!("deny app 300 https:443 mcr.microsoft.com\n{allow}"), Covered),
        (format!("{allow}\ndeny app 100 https:443 *.microsoft.com"), Shadowed),
        // By group before collection, by policy level before group.
        (format!("deny app 1/50/900 https:443 *\n{allow}"), Shadowed),
        (format!("deny app 1/900/50 https:443 *\n{allow}"), Covered),
        (format!("deny app 0/900/900 https:443 *\n{allow}"), Shadowed),
        (
            "allow app 0/900/900 https:443 mcr.microsoft.com\ndeny app 1/1/1 https:443 *"
                .to_string(),
            Covered,
        ),
        // Network rules come first, whatever their priority.
        (format!("deny net 999 tcp:443 any\n{allow}"), Shadowed),
        (format!("deny net 999 tcp:80 any\n{allow}"), Covered),
        (format!("deny net 999 udp:443 any\n{allow}"), Covered),
        (format!("deny net 999 any:* 0.0.0.0/0\n{allow}"), Shadowed),
        ("allow net 999 tcp:443 any\ndeny app 1 https:443 *".to_owned(), TooWide),
        // A deny of other traffic, other hosts or other sources is none.
        (format!("deny app 100 http:80 mcr.microsoft.com\n{allow}"), Covered),
        (format!("deny app 100 https:443 *.contoso.com\n{allow}"), Covered),
        (format!("deny app 100 https:443 * from 10.9.0.0/16\n{allow}"), Covered),
        // A deny for half of the nodes.
        (format!("deny app 100 https:443 * from 10.240.0.0/17\n{allow}"), Partly),
        // Without an allow there is nothing to shadow.
        ("deny app 100 https:443 mcr.microsoft.com".to_owned(), Missing),
    ];
    for (text, expected) in rows {
        assert_eq!(coverage(&text, &profile(), MCR), expected, "{text}");
    }
    let data = "allow app 200 https:443 *.data.mcr.microsoft.com";
    let deny = "deny app 100 https:443 west.data.mcr.microsoft.com";
    assert_eq!(coverage(&format!("{deny}\n{data}"), &profile(), DATA), Partly);
    let late = deny.replace("100", "300");
    assert_eq!(coverage(&format!("{late}\n{data}"), &profile(), DATA), Covered);
}

#[test]
fn a_network_rule_to_anywhere_hides_application_rules() {
    let text = "allow net 100 tcp:443 any\nallow app 200 https:443 mcr.microsoft.com";
    let report = report(&firewall(text), &rules(&profile()));
    let judged = judged(&report, MCR);
    assert_eq!((judged.coverage, judged.tone()), (TooWide, Tone::Warning));
    assert!(judged.by[0].place.line == 1, "{judged:?}");
    assert!(ids(&report).contains(&"hides-application-rules"), "{:?}", ids(&report));
    let narrow = "allow net 100 tcp:1433 any\nallow app 200 https:443 mcr.microsoft.com";
    let report = super::builder::report(&firewall(narrow), &rules(&profile()));
    assert!(!ids(&report).contains(&"hides-application-rules"), "{:?}", ids(&report));
}

#[test]
fn hosts_match_without_case_and_with_a_star_at_the_left_end() {
    check(
        &profile(),
        &[
            ("allow app 1 https:443 MCR.Microsoft.com.", MCR, Covered),
            ("allow app 1 https:443 *.microsoft.com", MCR, Covered),
            ("allow app 1 https:443 *microsoft.com", MCR, Covered),
            ("allow app 1 https:443 *.mcr.microsoft.com", MCR, Missing),
            ("allow app 1 https:443 m*.microsoft.com", MCR, Missing),
            ("allow app 1 https:443 https://mcr.microsoft.com", MCR, Missing),
            ("allow app 1 https:443 *", MCR, TooWide),
            ("allow app 1 https:443 *.com", MCR, TooWide),
            ("allow app 1 https:443 *.mcr.microsoft.com", DATA, Covered),
            ("allow app 1 https:443 *.data.mcr.microsoft.com", DATA, Covered),
            ("allow app 1 https:443 west.data.mcr.microsoft.com", DATA, Partly),
            ("allow app 1 https:443 data.mcr.microsoft.com", DATA, Missing),
            ("allow app 1 https:443 url:mcr.microsoft.com/v2/", MCR, Partly),
            ("allow app 1 https:443 mcr.microsoft.com narrowed", MCR, Partly),
        ],
    );
    let wide = report(&firewall("allow app 1 https:443 *.microsoft.com"), &rules(&profile()));
    assert!(judged(&wide, MCR).by[0].labels.contains(&Label::Wider));
}

#[test]
fn protocol_and_port_must_match() {
    let host = UBUNTU_HOST;
    let id = ubuntu();
    for (text, expected) in [
        (format!("allow app 1 http:80 {host}"), Covered),
        (format!("allow app 1 https:443 {host}"), WrongTraffic),
        (format!("allow app 1 https:443,http:80 {host}"), Covered),
        (format!("allow app 1 http:8080 {host}"), WrongTraffic),
        (format!("allow app 1 mssql:80 {host}"), WrongTraffic),
        ("allow app 1 https:443 contoso.com".to_owned(), Missing),
    ] {
        assert_eq!(coverage(&text, &profile(), id), expected, "{text}");
    }
    let found = report(&firewall(&format!("allow app 1 https:443 {host}")), &rules(&profile()));
    let lacks = &judged(&found, id).lacks;
    assert!(
        matches!(&lacks[..], [Lack::Traffic(_, traffic)] if traffic == "HTTPS 443"),
        "{lacks:?}"
    );
}

const UBUNTU_HOST: &str = "security.ubuntu.com";

fn ubuntu() -> &'static str {
    let rules = rules(&profile());
    let rule = rules.rules.iter().find(|rule| rule.destination.texts() == [UBUNTU_HOST]);
    rule.map_or(UBUNTU, |rule| rule.id())
}

#[test]
fn udp_is_a_matter_of_network_rules() {
    check(
        &old(),
        &[
            ("allow net 1 udp:123 any", "global-ntp", Covered),
            ("allow net 1 udp:123 ntp.ubuntu.com", "global-ntp", Covered),
            ("allow app 1 https:443 ntp.ubuntu.com", "global-ntp", WrongTraffic),
            ("allow net 1 tcp:123 any", "global-ntp", Missing),
            ("allow net 1 udp:123 192.0.2.1", "global-ntp", Partly),
            ("allow net 1 any:* any", "global-ntp", TooWide),
            ("allow list 1 udp:123 ntp.ubuntu.com", "global-ntp", Covered),
            // A name with a star is nothing in a network rule.
            ("allow net 1 udp:123 *.ubuntu.com", "global-ntp", Missing),
        ],
    );
    let text = "allow app 1 https:443 ntp.ubuntu.com";
    let report = report(&firewall(text), &rules(&old()));
    let finding = report.findings.iter().find(|finding| finding.what.id() == "time-host");
    assert_eq!(finding.map(|finding| finding.tone), Some(Tone::Warning));
}

#[test]
fn the_fqdn_tag_counts_for_the_core_alone() {
    let mut profile = profile();
    profile.addons.enabled = vec!["azure-policy".to_owned()];
    let policy = rules(&profile);
    let policy =
        policy.rules.iter().find(|rule| rule.id().starts_with("azure-policy")).unwrap().id();
    check(
        &profile,
        &[
            ("allow app 1 https:443,http:80 fqdn:AzureKubernetesService", MCR, ByFqdnTag),
            ("allow app 1 https:443 fqdn:azurekubernetesservice", MCR, ByFqdnTag),
            ("allow app 1 - fqdn:AzureKubernetesService", MCR, ByFqdnTag),
            ("allow app 1 http:80 fqdn:AzureKubernetesService", MCR, Missing),
            ("allow app 1 https:443 fqdn:AzureKubernetesServices", MCR, Missing),
            ("allow app 1 https:443 AzureKubernetesService", MCR, Missing),
            ("allow app 1 https:443 fqdn:AzureKubernetesService", policy, Missing),
            ("allow app 1 https:443,http:80 fqdn:AzureKubernetesService", ubuntu(), Missing),
            (
                "deny app 1 https:443 *\nallow app 2 https:443 fqdn:AzureKubernetesService",
                MCR,
                Shadowed,
            ),
            (
                "allow app 1 https:443 fqdn:AzureKubernetesService\ndeny app 2 https:443 *",
                MCR,
                ByFqdnTag,
            ),
            // A name is surer than the tag.
            (
                "allow app 1 https:443 fqdn:AzureKubernetesService\nallow app 2 https:443 mcr.microsoft.com",
                MCR,
                Covered,
            ),
        ],
    );
    let text = "allow net 1 udp:1194 fqdn:AzureKubernetesService";
    assert_eq!(coverage(text, &old(), "global-tunnel-udp"), Missing);
}

#[test]
fn a_wide_service_tag_proves_nothing_for_one_host() {
    let mut profile = profile();
    profile.addons.enabled = vec!["azure-monitor".to_owned()];
    let monitor = rules(&profile);
    let monitor = monitor.rules.iter().find(|rule| rule.id().contains("monitor-global-ods"));
    let monitor = monitor.map_or("azure-monitor-global-ods", |rule| rule.id());
    let both = "allow net 1 tcp:443 tag:MicrosoftContainerRegistry tag:AzureFrontDoor.FirstParty";
    check(
        &profile,
        &[
            ("allow net 1 tcp:443 tag:AzureCloud", MCR, Perhaps),
            ("allow net 1 tcp:443 tag:AzureCloud.westeurope", MCR, Perhaps),
            ("allow net 1 tcp:1194 tag:AzureCloud", MCR, Missing),
            ("allow net 1 udp:443 tag:AzureCloud", MCR, Missing),
            ("allow net 1 tcp:443 tag:AzureMonitor", monitor, Perhaps),
            ("allow net 1 tcp:443 tag:AzureMonitor", MCR, Missing),
            ("allow net 1 tcp:443 tag:Storage", MCR, Missing),
            ("allow net 1 tcp:443 tag:MicrosoftContainerRegistry", MCR, Partly),
            (both, MCR, Perhaps),
            (both, "global-azure-api", Missing),
            ("allow net 1 tcp:443 tag:AzureResourceManager", "global-azure-api", Perhaps),
            (
                "allow net 1 tcp:443 tag:AzureCloud\nallow app 1 https:443 mcr.microsoft.com",
                MCR,
                Covered,
            ),
            ("allow net 1 tcp:443 tag:AzureCloud\ndeny app 1 https:443 *", MCR, Perhaps),
        ],
    );
    let found = report(&firewall("allow net 1 tcp:443 tag:AzureCloud"), &rules(&profile));
    assert_eq!(judged(&found, MCR).tone(), Tone::Warning);
    assert!(found.missing(&rules(&profile)).rules.iter().all(|rule| rule.port() != 443));
    profile.addons.azure_monitor_by = Some(MonitorBy::ServiceTag);
    check(
        &profile,
        &[
            ("allow net 1 tcp:443 tag:azuremonitor", "azure-monitor-tag", Covered),
            ("allow net 1 tcp:443 tag:AzureMonitor.WestEurope", "azure-monitor-tag", Partly),
            ("allow net 1 tcp:80 tag:AzureMonitor", "azure-monitor-tag", WrongTraffic),
            ("allow net 1 tcp:443 any", "azure-monitor-tag", Covered),
        ],
    );
}

#[test]
fn the_control_plane_may_be_written_in_four_forms() {
    let tunnel = "global-tunnel-udp";
    check(
        &old(),
        &[
            ("allow net 1 udp:1194 tag:AzureCloud.westeurope", tunnel, Covered),
            ("allow net 1 udp:1194 tag:AzureCloud.WestEurope", tunnel, Covered),
            ("allow net 1 udp:1194 tag:AzureCloud", tunnel, Covered),
            ("allow net 1 udp:1194 any", tunnel, Covered),
            ("allow net 1 udp:1-65535 any", tunnel, TooWide),
            ("allow net 1 udp:1194 tag:AzureCloud.northeurope", tunnel, Missing),
            ("allow net 1 tcp:1194 tag:AzureCloud.westeurope", tunnel, WrongTraffic),
            ("allow net 1 tcp:9000 tag:AzureCloud.westeurope", tunnel, Missing),
            // Without a file nobody knows whose addresses these are.
            ("allow net 1 udp:1194 203.0.113.7", tunnel, Perhaps),
            ("allow net 1 udp:1194 group:aks", tunnel, Missing),
            (
                "deny net 1 udp:1194 tag:AzureCloud\nallow net 2 udp:1194 tag:AzureCloud.westeurope",
                tunnel,
                Shadowed,
            ),
            (
                "deny net 1 udp:* any\nallow net 2 udp:1194 tag:AzureCloud.westeurope",
                tunnel,
                Shadowed,
            ),
        ],
    );
    let mut known = old();
    known.cluster.api_server_ip = Some("203.0.113.7".parse().unwrap());
    check(
        &known,
        &[
            ("allow net 1 udp:1194 203.0.113.7", tunnel, Covered),
            ("allow net 1 udp:1194 203.0.113.0-203.0.113.9", tunnel, Covered),
            ("allow net 1 udp:1194 203.0.113.8", tunnel, Perhaps),
        ],
    );
    known.destinations.control_plane = ControlPlane::ApiServerIp;
    check(
        &known,
        &[
            ("allow net 1 udp:1194 203.0.113.7", tunnel, Covered),
            ("allow net 1 udp:1194 203.0.113.8", tunnel, Missing),
            ("allow net 1 udp:1194 tag:AzureCloud.westeurope", tunnel, Covered),
            ("allow net 1 udp:1194 tag:AzureCloud.northeurope", tunnel, Perhaps),
        ],
    );
}

#[test]
fn a_service_tag_file_tells_what_addresses_are() {
    let (rules, tags) = (rules(&old()), tags());
    let subnets = &rules.profile.nodes.subnets;
    for (text, expected) in [
        ("allow net 1 udp:1194 203.0.113.0/24", Covered),
        ("allow net 1 udp:1194 203.0.113.0/25\nallow net 2 udp:1194 203.0.113.128/26", Covered),
        ("allow net 1 udp:1194 203.0.113.0/25", Partly),
        ("allow net 1 udp:1194 192.0.2.0/24", Missing),
        (
            "deny net 1 udp:1194 203.0.113.0/26\nallow net 2 udp:1194 tag:AzureCloud.westeurope",
            Partly,
        ),
        (
            "deny net 1 udp:1194 192.0.2.0/24\nallow net 2 udp:1194 tag:AzureCloud.westeurope",
            Covered,
        ),
    ] {
        let wanted = Wanted { rules: &rules, tags: Some(&tags), subnets, groups: &[] };
        let report = audit(&firewall(text), wanted);
        assert_eq!(judged(&report, "global-tunnel-udp").coverage, expected, "{text}");
    }
}

#[test]
fn every_server_must_be_reached() {
    check(
        &old(),
        &[
            ("allow net 1 udp:53 10.0.0.4 10.0.0.5", "global-dns", Covered),
            ("allow net 1 udp:53 10.0.0.4\nallow net 2 udp:53 10.0.0.5", "global-dns", Covered),
            ("allow net 1 udp:53 10.0.0.0/24", "global-dns", Covered),
            ("allow net 1 udp:53 10.0.0.4", "global-dns", Partly),
            ("allow net 1 udp:53 10.0.0.5-10.0.0.4", "global-dns", Missing),
            ("allow net 1 udp:53 tag:AzureCloud", "global-dns", Missing),
            ("deny net 1 udp:53 10.0.0.5\nallow net 2 udp:53 10.0.0.0/24", "global-dns", Partly),
            ("allow list 1 any:53 10.0.0.4 10.0.0.5", "global-dns", Covered),
        ],
    );
    let half = report(&firewall("allow net 1 udp:53 10.0.0.4"), &rules(&old()));
    let lacks = &judged(&half, "global-dns").lacks;
    assert_eq!(lacks[..], [Lack::Destinations(vec!["10.0.0.5".to_owned()])]);
}

#[test]
fn only_rules_for_the_nodes_count() {
    let rule = |sources: &str| format!("allow app 1 https:443 mcr.microsoft.com from {sources}");
    for (sources, expected) in [
        ("*", Covered),
        ("10.240.0.0/16", Covered),
        ("10.0.0.0/8", Covered),
        ("10.240.0.0/17 10.240.128.0/17", Covered),
        ("10.240.0.0-10.240.255.255", Covered),
        ("10.240.0.0/17", Partly),
        ("10.9.0.0/16", Missing),
        ("?sources", Covered),
        ("?sources 10.240.0.0/16", Covered),
        ("group:ipg-aks", Covered),
    ] {
        assert_eq!(coverage(&rule(sources), &profile(), MCR), expected, "{sources}");
    }
    let rules = rules(&profile());
    let half = report(&firewall(&rule("10.240.0.0/17")), &rules);
    let lacks = &judged(&half, MCR).lacks;
    assert_eq!(lacks[..], [Lack::Sources(vec!["10.240.128.0/17".to_owned()])]);
    let other = report(&firewall(&rule("10.9.0.0/16")), &rules);
    assert!(matches!(judged(&other, MCR).lacks[..], [Lack::OtherSource(_)]));

    let labels = |sources: &str, subnets: &[ipnet::IpNet], groups: &[String]| {
        let firewall = firewall(&rule(sources));
        let report = audit(&firewall, Wanted { rules: &rules, tags: None, subnets, groups });
        let judged = judged(&report, MCR).clone();
        assert_eq!(judged.coverage, Covered, "{sources}");
        (judged.by[0].labels.clone(), !report.sources.is_empty())
    };
    let subnets = &rules.profile.nodes.subnets;
    let unchecked = |group: &str| vec![Label::SourceNotChecked(group.to_owned())];
    assert_eq!(labels("group:ipg-aks", subnets, &[]), (unchecked("ipg-aks"), true));
    assert_eq!(labels("group:ipg-aks", subnets, &["IPG-AKS".to_owned()]), (vec![], true));
    assert_eq!(labels("10.9.0.0/16", &[], &[]), (unchecked(""), false));
    assert_eq!(labels("*", &[], &[]), (vec![], false));
}

#[test]
fn what_could_not_be_resolved_never_covers() {
    check(
        &profile(),
        &[
            ("allow app 1 https:443 ?hosts", MCR, Missing),
            ("allow app 1 http:80 ?hosts", MCR, Missing),
            ("allow app 1 https:? mcr.microsoft.com", MCR, Unknown),
            ("unknown app 1 https:443 mcr.microsoft.com", MCR, Unknown),
            ("allow app 1 https:443 ?hosts mcr.microsoft.com", MCR, Covered),
            ("allow net 1 tcp:443 ?addresses", MCR, Missing),
            ("unknown app 1 https:443 *.microsoft.com", MCR, Unknown),
            ("unknown net 1 tcp:443 any", MCR, Missing),
            ("allow app 1 https:? ?hosts", MCR, Missing),
            ("allow app 1 https:? *", MCR, Missing),
        ],
    );
    let rules = rules(&profile());
    let report = report(&firewall("allow app 1 https:443 ?hosts"), &rules);
    assert!(report.has_findings());
    assert_eq!(report.missing(&rules).rules.len(), rules.rules.len());
    let lacks = &judged(&report, MCR).lacks;
    assert!(matches!(&lacks[..], [Lack::Unless(by)] if by.entry == "?hosts"), "{lacks:?}");
    // It may be any host, and is said once.
    let text = report.sheet(aks_egress::profile::Language::En).text(100);
    assert_eq!(text.matches("?hosts").count(), 2, "{text}");
}

#[test]
fn an_unresolved_name_may_be_told_by_its_known_parts() {
    use aks_egress::answers::audit::Matched;
    let coverage = |name: &str, id: &str, profile: &Profile, text: &str| {
        let mut firewall = firewall(text);
        firewall.collections[0].rules[0].to = vec![Matched::Unresolved(name.to_owned())];
        let report = report(&firewall, &rules(profile));
        let one = judged(&report, id);
        (one.coverage, one.lacks.len())
    };
    let host = |name: &str, id: &str| coverage(name, id, &profile(), "allow app 1 https:443 x");
    let api = "\"*.hcp.${var.location}.azmk8s.io\"";
    assert_eq!(host(api, "global-hcp"), (Unknown, 0));
    assert_eq!(host(api, MCR), (Missing, 0));
    assert_eq!(host("[parameters('x')]", MCR), (Missing, 1));
    let tag = "[concat('AzureCloud.', parameters('location'))]";
    let tunnel = |text| coverage(tag, "global-tunnel-udp", &old(), text).0;
    assert_eq!(tunnel("allow net 1 udp:1194 x"), Unknown);
    assert_eq!(tunnel("allow net 1 udp:1195 x"), Missing);
}

#[test]
fn a_list_has_no_order_and_may_tell_no_port() {
    check(
        &profile(),
        &[
            ("allow list 1 any:* mcr.microsoft.com", MCR, Covered),
            ("allow list 1 - mcr.microsoft.com", MCR, Covered),
            ("allow list 1 any:443 mcr.microsoft.com", MCR, Covered),
            ("allow list 1 tcp:443 mcr.microsoft.com", MCR, Covered),
            ("allow list 1 udp:443 mcr.microsoft.com", MCR, WrongTraffic),
            ("allow list 1 any:80 mcr.microsoft.com", MCR, WrongTraffic),
        ],
    );
    let report = report(&firewall("allow list 1 - mcr.microsoft.com from"), &rules(&profile()));
    assert_eq!(judged(&report, MCR).by[0].labels, [Label::PortNotTold]);
}

#[test]
fn names_in_network_rules_are_exact() {
    check(
        &profile(),
        &[
            ("allow net 1 tcp:443 mcr.microsoft.com", MCR, Covered),
            ("allow net 1 tcp:443 *.microsoft.com", MCR, Missing),
            ("allow net 1 tcp:443 *.data.mcr.microsoft.com", DATA, Missing),
            ("allow net 1 tcp:443 west.data.mcr.microsoft.com", DATA, Partly),
            ("allow net 1 tcp:80 mcr.microsoft.com", MCR, WrongTraffic),
        ],
    );
    let report = report(&firewall("allow net 1 tcp:443 mcr.microsoft.com"), &rules(&profile()));
    assert_eq!(judged(&report, MCR).by[0].labels, [Label::NeedsDnsProxy]);
}
