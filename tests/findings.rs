//! What is said about answers that cannot be, or that need a word.

use aks_egress::catalog::{CATALOG, Cloud, Date, Source};
use aks_egress::profile::{
    ApiServer, Channel, ControlPlane, Language, MonitorBy, Profile, Reading, Tunnel,
};
use aks_egress::rules::{Finding, RuleSet, resolve};
use aks_egress::service_tags::{ServiceTags, parse};

fn profile(cloud: Cloud, region: &str) -> Profile {
    let mut profile = Profile::new(CATALOG.as_of);
    profile.cluster.cloud = cloud;
    region.clone_into(&mut profile.cluster.region);
    profile.nodes.subnets = vec!["10.240.0.0/16".parse().expect("a network")];
    profile
}

fn with_addon(cloud: Cloud, region: &str, id: &str) -> Profile {
    let mut profile = profile(cloud, region);
    profile.addons.enabled = vec![id.to_owned()];
    profile
}

fn findings(profile: &Profile) -> Vec<Finding> {
    resolve(&CATALOG, profile, None).findings
}

fn tags(prefixes: &str) -> ServiceTags {
    let file = format!(
        r#"{{"changeNumber": 1, "cloud": "Public", "values": [{{
            "name": "AzureCloud.westeurope", "properties": {{"addressPrefixes": [{prefixes}]}}
        }}]}}"#
    );
    parse("tags.json", file.as_bytes()).expect("a good file")
}

fn by_cidrs(prefixes: &str) -> RuleSet {
    let mut profile = profile(Cloud::Global, "westeurope");
    profile.cluster.tunnel = Tunnel::Legacy;
    profile.destinations.control_plane = ControlPlane::RegionCidrs;
    resolve(&CATALOG, &profile, Some(&tags(prefixes)))
}

#[test]
fn a_tag_without_ipv4_prefixes_is_as_good_as_none() {
    for prefixes in ["", r#""2603:1020::/47""#] {
        let rules = by_cidrs(prefixes);
        assert!(rules.refused());
        let missing =
            Finding::ServiceTagsWithoutTag("tags.json".to_owned(), "AzureCloud.westeurope");
        assert_eq!(rules.findings, [missing]);
        assert!(rules.rules.iter().all(|rule| !rule.destination.texts().is_empty()));
    }
}

#[test]
fn ipv6_prefixes_are_counted_where_they_are_left_out() {
    let left_out = by_cidrs(r#""20.50.0.0/16", "2603:1020::/47", "2603:1026::/48""#);
    let finding = Finding::Ipv6LeftOut("tags.json".to_owned(), "AzureCloud.westeurope", 2);
    assert_eq!(left_out.findings, [finding]);
    assert!(!left_out.refused());
    assert_eq!(by_cidrs(r#""20.50.0.0/16""#).findings, []);
    for language in Language::ALL {
        let text = left_out.findings[0].text(*language);
        assert!(text.contains("destinations.ipv6 = true"), "{text}");
    }
    assert_eq!(left_out.findings[0].key(), "destinations.ipv6");
}

#[test]
fn ipv6_prefixes_that_are_asked_for_stand_behind_the_others() {
    let mut profile = profile(Cloud::Global, "westeurope");
    profile.cluster.tunnel = Tunnel::Legacy;
    profile.destinations.service_tags = Some("tags.json".to_owned());
    profile.destinations.ipv6 = true;
    for form in [ControlPlane::RegionCidrs, ControlPlane::ServiceTag] {
        profile.destinations.control_plane = form;
        let tags = tags(r#""2603:1020::/47", "20.50.0.0/17", "20.50.128.0/17""#);
        let rules = resolve(&CATALOG, &profile, Some(&tags));
        assert_eq!(rules.findings, [], "{form}");
        let expected = ["20.50.0.0/16", "2603:1020::/47"];
        let tunnel = rules.rules.iter().find(|rule| rule.port() == 1194).expect("the tunnel");
        let prefixes: Vec<String> = tunnel.prefixes.iter().map(ToString::to_string).collect();
        match form {
            ControlPlane::RegionCidrs => assert_eq!(tunnel.destination.texts(), expected),
            _ => assert_eq!(prefixes, expected),
        }
        // A cluster without IPv4 is none that AKS knows.
        let ipv6 = resolve(&CATALOG, &profile, Some(&self::tags(r#""2603:1020::/47""#)));
        let tag = "AzureCloud.westeurope";
        assert_eq!(
            ipv6.findings,
            [Finding::ServiceTagsWithoutTag("tags.json".to_owned(), tag)],
            "{form}"
        );
    }
}

#[test]
fn a_file_of_another_cloud_is_refused_whenever_it_is_given() {
    let good = tags(r#""20.50.0.0/16""#);
    for (cloud, region) in [(Cloud::China, "chinanorth3"), (Cloud::UsGov, "usgovvirginia")] {
        for form in ControlPlane::ALL {
            let mut profile = profile(cloud, region);
            profile.cluster.tunnel = Tunnel::Legacy;
            profile.cluster.api_server_ip = Some("20.1.2.3".parse().expect("an address"));
            profile.destinations.control_plane = *form;
            profile.destinations.service_tags = Some("tags.json".to_owned());
            let rules = resolve(&CATALOG, &profile, Some(&good));
            let other = Finding::ServiceTagsOfOtherCloud("tags.json".to_owned(), Cloud::Global);
            assert_eq!(rules.findings, [other], "{cloud}, {form}");
            assert!(rules.refused());
            assert!(rules.rules.iter().all(|rule| rule.prefixes.is_empty()));
        }
    }
}

#[test]
fn a_file_that_lacks_a_tag_of_the_rules_is_refused() {
    let mut monitor = with_addon(Cloud::Global, "westeurope", "azure-monitor");
    monitor.addons.azure_monitor_by = Some(MonitorBy::ServiceTag);
    monitor.cluster.tunnel = Tunnel::Legacy;
    monitor.destinations.service_tags = Some("tags.json".to_owned());
    let refusals = |profile: &Profile, tags: &ServiceTags| -> Vec<Finding> {
        let mut findings = resolve(&CATALOG, profile, Some(tags)).findings;
        findings.retain(|finding| *finding != Finding::MonitorTagHidesHosts);
        findings
    };
    let lacks = |tag: &'static str| Finding::ServiceTagsWithoutTag("tags.json".to_owned(), tag);
    let region = tags(r#""20.50.0.0/16""#);
    assert_eq!(refusals(&monitor, &region), [lacks("AzureMonitor")]);
    let mut nothing = region.clone();
    nothing.tags.clear();
    let each_once = [lacks("AzureCloud.westeurope"), lacks("AzureMonitor")];
    assert_eq!(refusals(&monitor, &nothing), each_once);
    let mut whole = region.clone();
    let prefixes = vec!["13.0.0.0/24".parse().expect("a network")];
    whole.tags.insert("azuremonitor".to_owned(), prefixes);
    assert_eq!(refusals(&monitor, &whole), []);
    monitor.addons.azure_monitor_by = Some(MonitorBy::Fqdn);
    assert_eq!(refusals(&monitor, &region), [], "no rule names the tag");
    for language in Language::ALL {
        let text = lacks("AzureMonitor").text(*language);
        assert!(text.contains("tags.json") && text.contains("AzureMonitor"), "{text}");
    }
}

#[test]
fn the_collections_of_a_group_have_priorities_of_their_own() {
    let mut profile = profile(Cloud::Global, "westeurope");
    profile.azure_firewall.application_priority = 200;
    let rules = resolve(&CATALOG, &profile, None);
    assert_eq!(rules.findings, [Finding::SamePriority(200)]);
    assert!(rules.refused());
    assert_eq!(rules.findings[0].key(), "azure_firewall.application_priority");
    // The group's own is compared with those of other groups.
    profile.azure_firewall.application_priority = 100;
    profile.azure_firewall.priority = 200;
    assert_eq!(findings(&profile), [], "which of both is lower does not matter");
}

#[test]
fn an_ip_group_is_a_source_for_azure_firewall_alone() {
    let mut profile = profile(Cloud::Global, "westeurope");
    profile.azure_firewall.ip_group = Some("/subscriptions/x".to_owned());
    assert_eq!(findings(&profile), []);
    profile.nodes.subnets.clear();
    assert_eq!(findings(&profile), [Finding::AnySourceElsewhere]);
    profile.azure_firewall.ip_group = None;
    assert_eq!(findings(&profile), [Finding::AnySource]);
}

#[test]
fn nodes_without_ipv4_are_none_that_aks_knows() {
    let mut profile = profile(Cloud::Global, "westeurope");
    profile.nodes.subnets = vec!["fd00:240::/48".parse().expect("a network")];
    let rules = resolve(&CATALOG, &profile, None);
    assert_eq!(rules.findings, [Finding::NoIpv4Subnet]);
    assert!(!rules.refused(), "a warning");
    assert_eq!(Finding::NoIpv4Subnet.key(), "nodes.subnets");
    for language in Language::ALL {
        let text = Finding::NoIpv4Subnet.text(*language);
        assert!(text.contains("IPv4") && text.contains("nodes.subnets"), "{text}");
    }
    profile.nodes.subnets.push("10.240.0.0/16".parse().expect("a network"));
    assert_eq!(findings(&profile), [], "both versions");
}

#[test]
fn the_monitor_tag_hides_hosts_only_while_its_rule_is_there() {
    let mut monitor = with_addon(Cloud::Global, "westeurope", "azure-monitor");
    assert_eq!(findings(&monitor), []);
    for form in [MonitorBy::ServiceTag, MonitorBy::Both] {
        monitor.addons.azure_monitor_by = Some(form);
        assert_eq!(findings(&monitor), [Finding::MonitorTagHidesHosts]);
    }
    monitor.addons.private_endpoints = vec!["azure-monitor".to_owned()];
    assert_eq!(findings(&monitor), []);
    // The default of the printed reading names the tag, but not where Monitor is private.
    monitor.addons.azure_monitor_by = None;
    monitor.reading = Reading::Printed;
    assert!(!findings(&monitor).contains(&Finding::MonitorTagHidesHosts));
}

#[test]
fn a_retired_addon_is_named_whatever_the_reading() {
    let retired = |profile: &Profile| {
        findings(profile).iter().any(|finding| {
            matches!(finding, Finding::AddonRetired(feature, advisory)
                if feature.id == "defender" && advisory.id == "D1")
        })
    };
    let mut defender = with_addon(Cloud::China, "chinanorth3", "defender");
    for reading in Reading::ALL {
        for source in Source::ALL {
            (defender.reading, defender.source) = (*reading, *source);
            defender.edition = Date { year: 2026, month: 8, day: 18 };
            assert!(retired(&defender), "{reading} {source}");
            defender.edition = Date { year: 2026, month: 8, day: 17 };
            assert!(!retired(&defender), "{reading} {source}");
        }
    }
    assert!(!retired(&with_addon(Cloud::UsGov, "usgovvirginia", "defender")));
}

#[test]
fn an_addon_without_rows_here_is_named_with_cloud_and_edition() {
    let silent = |profile: &Profile| -> Vec<&str> {
        let findings = findings(profile);
        let ids = findings.iter().filter_map(|finding| match finding {
            Finding::AddonWithoutRules(feature, ..) => Some(feature.id),
            _ => None,
        });
        ids.collect()
    };
    let mut marketplace = with_addon(Cloud::UsGov, "usgovvirginia", "marketplace-extension");
    assert_eq!(silent(&marketplace), ["marketplace-extension"]);
    let is_silence = |finding: &Finding| matches!(finding, Finding::AddonWithoutRules(..));
    let found = findings(&marketplace).into_iter().find(is_silence).expect("the finding");
    let text = found.text(Language::En);
    assert!(
        text.contains("Azure US Government") && text.contains(&CATALOG.as_of.to_string()),
        "{text}"
    );
    marketplace.cluster.cloud = Cloud::China;
    "chinanorth3".clone_into(&mut marketplace.cluster.region);
    assert_eq!(silent(&marketplace), ["marketplace-extension"]);
    marketplace.cluster.cloud = Cloud::Global;
    "westeurope".clone_into(&mut marketplace.cluster.region);
    assert_eq!(silent(&marketplace), [""; 0]);
    // Its first rows came on 2023-04-24; those of workload identity on 2024-12-07.
    marketplace.edition = Date { year: 2023, month: 4, day: 23 };
    assert_eq!(silent(&marketplace), ["marketplace-extension"]);
    let mut identity = with_addon(Cloud::Global, "westeurope", "workload-identity");
    identity.edition = Date { year: 2024, month: 12, day: 6 };
    assert_eq!(silent(&identity), ["workload-identity"]);
    // Dapr has no rows anywhere: what it pulls in is all that it needs.
    assert_eq!(silent(&with_addon(Cloud::UsGov, "usgovvirginia", "dapr")), [""; 0]);
    // The Chinese copy knows neither.
    let mut copy = with_addon(Cloud::China, "chinanorth3", "dapr");
    copy.source = Source::AzureCnZh;
    assert_eq!(silent(&copy), ["cluster-extensions"]);
}

#[test]
fn the_upgrade_channel_speaks_of_windows_without_linux() {
    let mut windows = profile(Cloud::Global, "westeurope");
    windows.nodes.linux = Vec::new();
    windows.nodes.windows = true;
    windows.nodes.os_upgrade_channel = Channel::SecurityPatch;
    let said = findings(&windows);
    assert!(said.iter().any(|finding| matches!(finding, Finding::ChannelWithoutNodes(_))));
    windows.cluster.network_isolated = true;
    windows.cluster.api_server = ApiServer::PrivateLink;
    windows.nodes.os_upgrade_channel = Channel::Unmanaged;
    assert!(findings(&windows).contains(&Finding::IsolatedWithChannel(Channel::Unmanaged)));
}

#[test]
fn vnet_integration_needs_rules_inside_the_network() {
    let mut cluster = profile(Cloud::Global, "westeurope");
    for (api_server, said) in [
        (ApiServer::Public, &[][..]),
        (ApiServer::PrivateLink, &[]),
        (ApiServer::VnetIntegration, &[Finding::VnetIntegration]),
    ] {
        cluster.cluster.api_server = api_server;
        assert_eq!(findings(&cluster), said, "{api_server}");
    }
    for language in Language::ALL {
        let text = Finding::VnetIntegration.text(*language);
        assert!(["443", "4443", "9988"].iter().all(|port| text.contains(port)), "{text}");
    }
}

#[test]
fn tunnel_ports_that_stay_open_are_said_once_the_agent_could_make_them_needless() {
    let stays = |profile: &Profile| {
        findings(profile).iter().any(|finding| matches!(finding, Finding::TunnelPortsStay(_)))
    };
    let mut gov = profile(Cloud::UsGov, "usgovvirginia");
    assert!(stays(&gov));
    gov.cluster.exempt = Some(vec![aks_egress::catalog::Exemption::Konnectivity]);
    assert!(!stays(&gov), "the operator saw the agent run");
    gov.cluster.exempt = None;
    gov.cluster.api_server = ApiServer::PrivateLink;
    assert!(!stays(&gov), "there are no ports to stay");
    gov.cluster.api_server = ApiServer::Public;
    gov.cluster.tunnel = Tunnel::Legacy;
    assert!(!stays(&gov), "the older tunnel needs them");
    assert!(!stays(&profile(Cloud::Global, "westeurope")));
}
