//! Which answers other answers make void.

use aks_egress::catalog::{CATALOG, Cloud, Date, Exemption, Source};
use aks_egress::profile::{ApiServer, ControlPlane, KEYS, Profile, Reading, Tunnel};

/// A public cluster with an answer other than the default behind every key.
fn full(cloud: Cloud) -> Profile {
    let text = "version = 1\nname = \"n\"\nlanguage = \"zh\"\n[cluster]\ncloud = \"global\"\nregion = \"\"\n\
                tunnel = \"legacy\"\napi_server_fqdn = \"a.b\"\napi_server_ip = \"20.1.2.3\"\n\
                custom_dns = [\"10.0.0.4\"]\ncustom_dns_tcp = true\npods_use_api_server_ip = true\n\
                [nodes]\nlinux = [\"ubuntu\", \"flatcar\"]\nwindows = true\ngpu = true\n\
                before_march_2021 = true\nos_upgrade_channel = \"unmanaged\"\n\
                recommended_updates = false\nsubnets = [\"10.0.0.0/8\"]\n\
                [addons]\nenabled = [\"azure-monitor\", \"istio-plugin-ca\"]\nazure_monitor_by = \"both\"\n\
                private_endpoints = [\"key-vault-csi\"]\n\
                [destinations]\ncontrol_plane = \"region-cidrs\"\nntp = \"fqdn\"\nlegacy_hosts = true\n\
                service_tags = \"tags.json\"\nipv6 = true\n\
                [azure_firewall]\ngroup = \"hub\"\npriority = 500\nnetwork_priority = 300\n\
                application_priority = 400\nfqdns = \"tag-and-addons\"\n\
                ip_group = \"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/\
                providers/Microsoft.Network/ipGroups/nodes\"\n";
    let mut profile = super::load(text);
    profile.cluster.cloud = cloud;
    profile
}

fn void(profile: &Profile) -> Vec<&'static str> {
    profile.void(&CATALOG).iter().map(|void| void.key).collect()
}

/// The keys whose answers a private API server makes void, where nothing else is to be said.
const PRIVATE: &[&str] = &[
    "cluster.tunnel",
    "cluster.api_server_fqdn",
    "cluster.api_server_ip",
    "cluster.pods_use_api_server_ip",
    "destinations.control_plane",
];

#[test]
fn every_answer_of_a_public_cluster_means_something() {
    for cloud in Cloud::ALL {
        assert_eq!(void(&full(*cloud)), Vec::<&str>::new(), "{cloud}");
    }
}

#[test]
fn a_private_api_server_takes_its_rules_along() {
    for api_server in [ApiServer::PrivateLink, ApiServer::VnetIntegration] {
        for cloud in Cloud::ALL {
            let mut profile = full(*cloud);
            profile.cluster.api_server = api_server;
            assert_eq!(void(&profile), PRIVATE, "{cloud}");
            let meaningful = profile.meaningful(&CATALOG);
            assert_eq!(meaningful.cluster.tunnel, Tunnel::Konnectivity);
            assert_eq!(meaningful.destinations.control_plane, ControlPlane::ServiceTag);
            assert!(meaningful.destinations.service_tags.is_some(), "for the tags of add-ons");
        }
    }
}

#[test]
fn in_china_and_us_gov_only_where_the_exemption_is_extended() {
    for cloud in [Cloud::China, Cloud::UsGov] {
        let mut profile = full(cloud);
        profile.cluster.api_server = ApiServer::PrivateLink;
        profile.reading = Reading::Printed;
        assert_eq!(void(&profile), Vec::<&str>::new(), "{cloud}, printed");
        profile.cluster.exempt = Some(vec![Exemption::PrivateCluster]);
        assert_eq!(void(&profile), PRIVATE, "{cloud}, printed, extended");
        profile.reading = Reading::Recommended;
        profile.cluster.exempt = Some(vec![Exemption::Ntp, Exemption::Konnectivity]);
        assert_eq!(void(&profile), Vec::<&str>::new(), "{cloud}, not extended");
    }
}

#[test]
fn the_chinese_copy_prints_the_exemption_for_global_alone() {
    let mut profile = full(Cloud::Global);
    profile.source = Source::AzureCnZh;
    profile.reading = Reading::Printed;
    profile.cluster.api_server = ApiServer::PrivateLink;
    assert!(void(&profile).contains(&"cluster.tunnel"));
    profile.cluster.cloud = Cloud::China;
    assert!(!void(&profile).contains(&"cluster.tunnel"));
}

/// For two days the article asked private clusters for the API server's host, too.
#[test]
fn the_host_name_means_something_while_the_article_lists_it() {
    let mut profile = full(Cloud::Global);
    profile.cluster.api_server = ApiServer::PrivateLink;
    profile.reading = Reading::Printed;
    for (day, is_void) in [(23, true), (24, false), (25, false), (26, true)] {
        profile.edition = Date { year: 2026, month: 3, day };
        assert_eq!(void(&profile).contains(&"cluster.api_server_fqdn"), is_void, "2026-03-{day}");
        assert!(void(&profile).contains(&"cluster.api_server_ip"));
    }
}

#[test]
fn the_form_of_the_control_plane_goes_with_its_last_rule() {
    let mut profile = full(Cloud::Global);
    profile.cluster.tunnel = Tunnel::Konnectivity;
    assert_eq!(void(&profile), ["destinations.control_plane"]);
    profile.cluster.cloud = Cloud::China;
    assert_eq!(void(&profile), Vec::<&str>::new(), "not confirmed in China");
    profile.cluster.exempt = Some(vec![Exemption::Konnectivity]);
    assert_eq!(void(&profile), ["destinations.control_plane"]);
}

#[test]
fn exemptions_are_for_china_and_us_gov() {
    let mut profile = full(Cloud::Global);
    profile.cluster.exempt = Some(Vec::new());
    assert_eq!(void(&profile), ["cluster.exempt"]);
    assert_eq!(profile.meaningful(&CATALOG).cluster.exempt, None);
    profile.cluster.cloud = Cloud::UsGov;
    assert_eq!(profile.meaningful(&CATALOG).cluster.exempt, Some(Vec::new()));
}

#[test]
fn nodes_and_what_they_ask_for() {
    let mut profile = full(Cloud::Global);
    profile.nodes.linux.remove(0);
    assert_eq!(void(&profile), ["nodes.recommended_updates"], "no Ubuntu");
    profile.nodes.linux.clear();
    let linux = ["nodes.before_march_2021", "nodes.recommended_updates", "destinations.ntp"];
    assert_eq!(void(&profile), linux, "no Linux, but Windows, which has an upgrade channel too");
    profile.nodes.windows = false;
    assert!(void(&profile).contains(&"nodes.os_upgrade_channel"), "no nodes");
    let mut profile = full(Cloud::Global);
    profile.nodes.before_march_2021 = false;
    assert_eq!(void(&profile), ["destinations.ntp"], "no old nodes");
}

#[test]
fn one_answer_at_a_time() {
    let check = |change: fn(&mut Profile), key: &str| {
        let mut profile = full(Cloud::China);
        change(&mut profile);
        assert_eq!(void(&profile), [key]);
        let reset = profile.meaningful(&CATALOG);
        for other in KEYS.iter().filter(|other| other.path != key) {
            assert_eq!((other.get)(&reset), (other.get)(&profile), "{}", other.path);
        }
    };
    check(|profile| profile.cluster.custom_dns.clear(), "cluster.custom_dns_tcp");
    check(|profile| profile.destinations.service_tags = None, "destinations.ipv6");
    check(|profile| drop(profile.addons.enabled.remove(0)), "addons.azure_monitor_by");
    check(
        |profile| profile.addons.private_endpoints.push("azure-monitor".to_owned()),
        "addons.azure_monitor_by",
    );
    check(|profile| drop(profile.addons.enabled.pop()), "addons.private_endpoints");
}

#[test]
fn private_endpoints_stay_for_add_ons_that_are_pulled_in() {
    let mut profile = full(Cloud::Global);
    profile.addons.private_endpoints = ["defender", "key-vault-csi"].map(str::to_owned).to_vec();
    assert_eq!(profile.meaningful(&CATALOG).addons.private_endpoints, ["key-vault-csi"]);
    assert!(profile.has_addon("key-vault-csi", &CATALOG));
    assert!(!profile.has_addon("defender", &CATALOG));
}
