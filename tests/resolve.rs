//! Telling profiles and the rules that each of them needs, written by hand from the decision
//! model: which rows a choice brings, and which it takes away.

use aks_egress::catalog::{CATALOG, Cloud, Date, Exemption, Source};
use aks_egress::profile::{
    ApiServer, Channel, ControlPlane, Linux, MonitorBy, NtpForm, Profile, Reading, Tunnel,
};
use aks_egress::rules::{RuleSet, resolve};
use std::collections::BTreeSet;

const DAY: Date = Date { year: 2026, month: 8, day: 21 };

const GLOBAL_CORE: &[&str] = &[
    "HTTPS 443 mcr.microsoft.com",
    "HTTPS 443 *.data.mcr.microsoft.com",
    "HTTPS 443 mcr-0001.mcr-msedge.net",
    "HTTPS 443 management.azure.com",
    "HTTPS 443 login.microsoftonline.com",
    "HTTPS 443 packages.microsoft.com",
    "HTTPS 443 packages.aks.azure.com",
];
const GLOBAL_API: &[&str] = &["HTTPS 443 *.hcp.westeurope.azmk8s.io"];

const CHINA_CORE: &[&str] = &[
    "HTTPS 443 mcr.microsoft.com",
    "HTTPS 443 *.data.mcr.microsoft.com",
    "HTTPS 443 mcr.azure.cn",
    "HTTPS 443 *.data.mcr.azure.cn",
    "HTTPS 443 management.chinacloudapi.cn",
    "HTTPS 443 login.chinacloudapi.cn",
    "HTTPS 443 packages.microsoft.com",
    "HTTPS 443 *.azk8s.cn",
];
const CHINA_PARTNER: &[&str] = &["HTTPS 443 login.partner.microsoftonline.cn"];
const CHINA_API: &[&str] = &[
    "HTTPS 443 *.hcp.chinanorth3.cx.prod.service.azk8s.cn",
    "HTTPS 443 *.tun.chinanorth3.cx.prod.service.azk8s.cn",
];
const CHINA_TUNNEL: &[&str] = &[
    "UDP 1194 AzureCloud.chinanorth3",
    "TCP 9000 AzureCloud.chinanorth3",
    "TCP 22 AzureCloud.chinanorth3",
];

const GOV_CORE: &[&str] = &[
    "HTTPS 443 mcr.microsoft.com",
    "HTTPS 443 *.data.mcr.microsoft.com",
    "HTTPS 443 management.usgovcloudapi.net",
    "HTTPS 443 login.microsoftonline.us",
    "HTTPS 443 packages.microsoft.com",
    "HTTPS 443 packages.aks.azure.com",
];
const GOV_API: &[&str] = &["HTTPS 443 *.hcp.usgovvirginia.cx.aks.containerservice.azure.us"];
const GOV_TUNNEL: &[&str] =
    &["UDP 1194 AzureCloud.usgovvirginia", "TCP 9000 AzureCloud.usgovvirginia"];

const ARCHIVES: &[&str] = &[
    "HTTP 80 security.ubuntu.com",
    "HTTP 80 azure.archive.ubuntu.com",
    "HTTP 80 changelogs.ubuntu.com",
];
const SNAPSHOT: &[&str] = &["HTTPS 443 snapshot.ubuntu.com"];

const GPU: &[&str] = &[
    "HTTPS 443 nvidia.github.io",
    "HTTPS 443 us.download.nvidia.com",
    "HTTPS 443 download.docker.com",
];
const WINDOWS: &[&str] = &[
    "HTTPS 443 onegetcdn.azureedge.net",
    "HTTPS 443 go.microsoft.com",
    "HTTP 80 *.mp.microsoft.com",
    "HTTP 80 www.msftconnecttest.com",
    "HTTP 80 ctldl.windowsupdate.com",
];

/// The tenth, login.microsoftonline.com, is core already.
const GLOBAL_MONITOR: &[&str] = &[
    "HTTPS 443 *.ods.opinsights.azure.com",
    "HTTPS 443 *.oms.opinsights.azure.com",
    "HTTPS 443 dc.services.visualstudio.com",
    "HTTPS 443 *.in.applicationinsights.azure.com",
    "HTTPS 443 *.monitoring.azure.com",
    "HTTPS 443 global.handler.control.monitor.azure.com",
    "HTTPS 443 *.ingest.monitor.azure.com",
    "HTTPS 443 *.metrics.ingest.monitor.azure.com",
    "HTTPS 443 westeurope.handler.control.monitor.azure.com",
];
const MONITOR_TAG: &[&str] = &["TCP 443 AzureMonitor"];

/// The two hosts of the registry are core already.
const GLOBAL_EXTENSIONS: &[&str] = &[
    "HTTPS 443 westeurope.dp.kubernetesconfiguration.azure.com",
    "HTTPS 443 *.ingestion.msftcloudes.com",
    "HTTPS 443 *.microsoftmetrics.com",
];
const MARKETPLACE: &[&str] = &[
    "HTTPS 443 arcmktplaceprod.azurecr.io",
    "HTTPS 443 arcmktplaceprod.centralindia.data.azurecr.io",
    "HTTPS 443 arcmktplaceprod.japaneast.data.azurecr.io",
    "HTTPS 443 arcmktplaceprod.westus2.data.azurecr.io",
    "HTTPS 443 arcmktplaceprod.westeurope.data.azurecr.io",
    "HTTPS 443 arcmktplaceprod.eastus.data.azurecr.io",
    "HTTPS 443 marketplaceapi.microsoft.com",
];
const CHINA_DEFENDER: &[&str] = &[
    "HTTPS 443 *.ods.opinsights.azure.cn",
    "HTTPS 443 *.oms.opinsights.azure.cn",
    "HTTPS 443 *.cloud.defender.microsoft.com",
];

fn profile(cloud: Cloud, change: impl FnOnce(&mut Profile)) -> Profile {
    let mut profile = Profile::new(DAY);
    profile.cluster.cloud = cloud;
    let region = match cloud {
        Cloud::Global => "westeurope",
        Cloud::China => "chinanorth3",
        Cloud::UsGov => "usgovvirginia",
    };
    region.clone_into(&mut profile.cluster.region);
    change(&mut profile);
    profile
}

/// Without update hosts, so that a case shows its own rules.
fn bare(cloud: Cloud, change: impl FnOnce(&mut Profile)) -> Profile {
    profile(cloud, |profile| {
        profile.nodes.recommended_updates = false;
        change(profile);
    })
}

fn with_addons(cloud: Cloud, ids: &[&str]) -> Profile {
    bare(cloud, |profile| profile.addons.enabled = ids.iter().map(|&id| id.to_owned()).collect())
}

fn rules_of(profile: &Profile) -> RuleSet {
    resolve(&CATALOG, profile, None)
}

fn lines(rules: &RuleSet) -> Vec<String> {
    let line = |rule: &aks_egress::rules::Rule| {
        format!("{} {} {}", rule.protocol(), rule.port(), rule.destination.texts().join(","))
    };
    rules.rules.iter().map(line).collect()
}

/// Exactly these rules, each once.
#[track_caller]
fn assert_rules(profile: &Profile, expected: &[&[&str]]) {
    let rules = rules_of(profile);
    assert!(!rules.refused(), "{:#?}", rules.findings);
    let lines = lines(&rules);
    let found: BTreeSet<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(found.len(), lines.len(), "a rule stands twice: {lines:#?}");
    let expected: BTreeSet<&str> =
        expected.iter().flat_map(|group| group.iter().copied()).collect();
    let missing: Vec<_> = expected.difference(&found).collect();
    let extra: Vec<_> = found.difference(&expected).collect();
    assert!(missing.is_empty() && extra.is_empty(), "missing {missing:#?}, extra {extra:#?}");
}

#[test]
fn the_three_clouds_as_they_come() {
    assert_rules(&profile(Cloud::Global, |_| ()), &[GLOBAL_CORE, GLOBAL_API, ARCHIVES, SNAPSHOT]);
    // Konnectivity takes the tunnel away where the article says so, or the operator.
    assert_rules(
        &profile(Cloud::China, |_| ()),
        &[CHINA_CORE, CHINA_PARTNER, CHINA_API, CHINA_TUNNEL, ARCHIVES, SNAPSHOT],
    );
    assert_rules(
        &profile(Cloud::UsGov, |_| ()),
        &[GOV_CORE, GOV_API, GOV_TUNNEL, ARCHIVES, SNAPSHOT],
    );
}

#[test]
fn tunnels() {
    let legacy = |profile: &mut Profile| profile.cluster.tunnel = Tunnel::Legacy;
    let tunnel: &[&str] = &["UDP 1194 AzureCloud.westeurope", "TCP 9000 AzureCloud.westeurope"];
    assert_rules(&bare(Cloud::Global, legacy), &[GLOBAL_CORE, GLOBAL_API, tunnel]);
    let odd_tag = bare(Cloud::Global, |profile| {
        legacy(profile);
        "norwayeast".clone_into(&mut profile.cluster.region);
    });
    let norway: &[&str] = &[
        "HTTPS 443 *.hcp.norwayeast.azmk8s.io",
        "UDP 1194 AzureCloud.norwaye",
        "TCP 9000 AzureCloud.norwaye",
    ];
    assert_rules(&odd_tag, &[GLOBAL_CORE, norway]);
    let confirmed = |profile: &mut Profile| {
        profile.cluster.exempt = Some(vec![Exemption::Konnectivity, Exemption::Ntp]);
    };
    assert_rules(&bare(Cloud::China, confirmed), &[CHINA_CORE, CHINA_PARTNER, CHINA_API]);
    assert_rules(&bare(Cloud::UsGov, confirmed), &[GOV_CORE, GOV_API]);
}

#[test]
fn private_api_servers() {
    for api_server in [ApiServer::PrivateLink, ApiServer::VnetIntegration] {
        let private = |profile: &mut Profile| {
            profile.cluster.api_server = api_server;
            profile.cluster.tunnel = Tunnel::Legacy;
            profile.cluster.pods_use_api_server_ip = true;
            profile.cluster.api_server_ip = Some("192.0.2.7".parse().expect("an address"));
        };
        assert_rules(&bare(Cloud::Global, private), &[GLOBAL_CORE]);
        assert_rules(&bare(Cloud::China, private), &[CHINA_CORE, CHINA_PARTNER]);
        assert_rules(&bare(Cloud::UsGov, private), &[GOV_CORE]);
    }
    // The tables of China and US Gov print no exemption; taken at their word, all rows stay.
    let printed = |profile: &mut Profile| {
        profile.cluster.api_server = ApiServer::PrivateLink;
        profile.reading = Reading::Printed;
    };
    let ntp: &[&str] = &["UDP 123 *"];
    assert_rules(&bare(Cloud::China, printed), &[CHINA_CORE, CHINA_API, CHINA_TUNNEL, ntp]);
}

#[test]
fn the_api_server_by_address() {
    let known = |profile: &mut Profile| {
        profile.cluster.pods_use_api_server_ip = true;
        profile.cluster.api_server_ip = Some("192.0.2.7".parse().expect("an address"));
        profile.cluster.api_server_fqdn = Some("prod-1a2b.hcp.westeurope.azmk8s.io".to_owned());
        profile.cluster.tunnel = Tunnel::Legacy;
        profile.destinations.control_plane = ControlPlane::ApiServerIp;
    };
    let own: &[&str] = &[
        "HTTPS 443 prod-1a2b.hcp.westeurope.azmk8s.io",
        "TCP 443 192.0.2.7",
        "UDP 1194 192.0.2.7",
        "TCP 9000 192.0.2.7",
    ];
    assert_rules(&bare(Cloud::Global, known), &[GLOBAL_CORE, own]);
}

/// Isolation takes the core away; time, name servers and what an add-on signs in to stay.
#[test]
fn network_isolated_clusters() {
    let isolated = |profile: &mut Profile| {
        profile.cluster.network_isolated = true;
        profile.cluster.api_server = ApiServer::PrivateLink;
        profile.nodes.recommended_updates = true;
    };
    for cloud in Cloud::ALL {
        assert_rules(&bare(*cloud, isolated), &[]);
    }
    let old = bare(Cloud::Global, |profile| {
        isolated(profile);
        profile.nodes.before_march_2021 = true;
        profile.cluster.custom_dns = vec!["10.0.0.4".parse().expect("an address")];
        profile.addons.enabled = vec!["workload-identity".to_owned(), "azure-policy".to_owned()];
    });
    let stays: &[&str] = &[
        "UDP 123 *",
        "UDP 53 10.0.0.4",
        "HTTPS 443 login.microsoftonline.com",
        "HTTPS 443 data.policy.core.windows.net",
        "HTTPS 443 store.policy.core.windows.net",
        "HTTPS 443 dc.services.visualstudio.com",
    ];
    assert_rules(&old, &[stays]);
}

#[test]
fn time_and_names() {
    let old = |profile: &mut Profile| profile.nodes.before_march_2021 = true;
    let any: &[&str] = &["UDP 123 *"];
    assert_rules(&bare(Cloud::Global, old), &[GLOBAL_CORE, GLOBAL_API, any]);
    assert_rules(&bare(Cloud::UsGov, old), &[GOV_CORE, GOV_API, GOV_TUNNEL, any]);
    let by_name = bare(Cloud::Global, |profile| {
        old(profile);
        profile.destinations.ntp = NtpForm::Fqdn;
        let own = ["10.0.0.4", "10.0.0.5"];
        profile.cluster.custom_dns = own.map(|text| text.parse().expect("an address")).to_vec();
        profile.cluster.custom_dns_tcp = true;
    });
    let names: &[&str] =
        &["UDP 123 ntp.ubuntu.com", "UDP 53 10.0.0.4,10.0.0.5", "TCP 53 10.0.0.4,10.0.0.5"];
    assert_rules(&by_name, &[GLOBAL_CORE, GLOBAL_API, names]);
    let no_linux = |profile: &mut Profile| {
        old(profile);
        profile.nodes.linux = Vec::new();
        profile.nodes.windows = true;
    };
    assert_rules(&bare(Cloud::Global, no_linux), &[GLOBAL_CORE, GLOBAL_API, WINDOWS]);
    let china: &[&[&str]] = &[CHINA_CORE, CHINA_PARTNER, CHINA_API, CHINA_TUNNEL, WINDOWS];
    assert_rules(&bare(Cloud::China, no_linux), china);
}

#[test]
fn nodes() {
    let both = |profile: &mut Profile| {
        profile.nodes.gpu = true;
        profile.nodes.windows = true;
    };
    assert_rules(&bare(Cloud::Global, both), &[GLOBAL_CORE, GLOBAL_API, GPU, WINDOWS]);
    let core: &[&[&str]] = &[GOV_CORE, GOV_API, GOV_TUNNEL, GPU, WINDOWS];
    assert_rules(&bare(Cloud::UsGov, both), core);
}

#[test]
fn update_hosts_follow_the_channel() {
    for (channel, hosts) in [
        (Channel::Unset, &[ARCHIVES, SNAPSHOT][..]),
        (Channel::Unmanaged, &[ARCHIVES]),
        (Channel::SecurityPatch, &[SNAPSHOT]),
        (Channel::NodeImage, &[]),
        (Channel::None, &[]),
    ] {
        let set = |profile: &mut Profile| profile.nodes.os_upgrade_channel = channel;
        let expected = [&[GLOBAL_CORE, GLOBAL_API], hosts].concat();
        assert_rules(&profile(Cloud::Global, set), &expected);
    }
    let no_ubuntu = |profile: &mut Profile| profile.nodes.linux = vec![Linux::AzureLinux];
    assert_rules(&profile(Cloud::Global, no_ubuntu), &[GLOBAL_CORE, GLOBAL_API]);
}

#[test]
fn azure_monitor_by_hosts_by_tag_by_both_and_privately() {
    let by = |form| {
        let mut profile = with_addons(Cloud::Global, &["azure-monitor"]);
        profile.addons.azure_monitor_by = form;
        profile
    };
    let core = [GLOBAL_CORE, GLOBAL_API];
    let and = |more: &[&'static [&'static str]]| [&core[..], more].concat();
    assert_rules(&by(None), &and(&[GLOBAL_MONITOR]));
    assert_rules(&by(Some(MonitorBy::Fqdn)), &and(&[GLOBAL_MONITOR]));
    assert_rules(&by(Some(MonitorBy::ServiceTag)), &and(&[MONITOR_TAG]));
    assert_rules(&by(Some(MonitorBy::Both)), &and(&[MONITOR_TAG, GLOBAL_MONITOR]));
    let mut private = by(Some(MonitorBy::Both));
    private.addons.private_endpoints = vec!["azure-monitor".to_owned()];
    assert_rules(&private, &core);
    let china: &[&str] = &[
        "HTTPS 443 *.ods.opinsights.azure.cn",
        "HTTPS 443 *.oms.opinsights.azure.cn",
        "HTTPS 443 dc.services.visualstudio.com",
        "HTTPS 443 *.in.applicationinsights.azure.com",
        "HTTPS 443 *.in.applicationinsights.azure.cn",
        "HTTPS 443 global.handler.control.monitor.azure.cn",
        "HTTPS 443 chinanorth3.handler.control.monitor.azure.cn",
        "HTTPS 443 *.ingest.monitor.azure.cn",
        "HTTPS 443 *.metrics.ingest.monitor.azure.cn",
    ];
    assert_rules(
        &with_addons(Cloud::China, &["azure-monitor"]),
        &[CHINA_CORE, CHINA_PARTNER, CHINA_API, CHINA_TUNNEL, china],
    );
}

#[test]
fn policy_key_vault_and_cost_analysis() {
    let ids = ["azure-policy", "istio-plugin-ca", "cost-analysis"];
    let global: &[&str] = &[
        "HTTPS 443 data.policy.core.windows.net",
        "HTTPS 443 store.policy.core.windows.net",
        "HTTPS 443 dc.services.visualstudio.com",
        "HTTPS 443 *.vault.azure.net",
    ];
    assert_rules(&with_addons(Cloud::Global, &ids), &[GLOBAL_CORE, GLOBAL_API, global]);
    let china: &[&str] = &[
        "HTTPS 443 data.policy.azure.cn",
        "HTTPS 443 store.policy.azure.cn",
        "HTTPS 443 *.vault.azure.cn",
    ];
    assert_rules(
        &with_addons(Cloud::China, &ids),
        &[CHINA_CORE, CHINA_PARTNER, CHINA_API, CHINA_TUNNEL, china],
    );
    let gov: &[&str] = &[
        "HTTPS 443 data.policy.azure.us",
        "HTTPS 443 store.policy.azure.us",
        "HTTPS 443 *.vault.usgovcloudapi.net",
    ];
    assert_rules(&with_addons(Cloud::UsGov, &ids), &[GOV_CORE, GOV_API, GOV_TUNNEL, gov]);
}

#[test]
fn extensions_and_those_from_marketplace() {
    let core = [GLOBAL_CORE, GLOBAL_API, GLOBAL_EXTENSIONS];
    for id in ["cluster-extensions", "dapr", "flux", "azure-ml", "backup", "app-configuration"] {
        assert_rules(&with_addons(Cloud::Global, &[id]), &core);
    }
    let expected = [&core[..], &[MARKETPLACE]].concat();
    assert_rules(&with_addons(Cloud::Global, &["marketplace-extension"]), &expected);
    let china: &[&str] = &["HTTPS 443 chinanorth3.dp.kubernetesconfiguration.azure.cn"];
    let gov: &[&str] = &["HTTPS 443 usgovvirginia.dp.kubernetesconfiguration.azure.us"];
    for id in ["dapr", "marketplace-extension"] {
        let china = [CHINA_CORE, CHINA_PARTNER, CHINA_API, CHINA_TUNNEL, china];
        assert_rules(&with_addons(Cloud::China, &[id]), &china);
        let gov = [GOV_CORE, GOV_API, GOV_TUNNEL, gov];
        assert_rules(&with_addons(Cloud::UsGov, &[id]), &gov);
    }
}

#[test]
fn defender_in_china_until_its_last_day() {
    let on = |day: u8| {
        let mut profile = with_addons(Cloud::China, &["defender"]);
        profile.edition = Date { year: 2026, month: 8, day };
        profile
    };
    let core = [CHINA_CORE, CHINA_PARTNER, CHINA_API, CHINA_TUNNEL];
    let before = [&core[..], &[CHINA_DEFENDER]].concat();
    assert_rules(&on(17), &before);
    assert_rules(&on(18), &core);
    let mut printed = on(21);
    printed.reading = Reading::Printed;
    printed.cluster.exempt = Some(vec![Exemption::Ntp]);
    let wrong_host: &[&str] = &["HTTPS 443 login.microsoftonline.cn"];
    let at_its_word = [CHINA_CORE, CHINA_API, CHINA_TUNNEL, CHINA_DEFENDER, wrong_host];
    assert_rules(&printed, &at_its_word);
}

#[test]
fn the_article_at_its_word() {
    let mut printed = with_addons(Cloud::Global, &["key-vault-csi", "azure-monitor"]);
    printed.reading = Reading::Printed;
    printed.nodes.recommended_updates = true;
    printed.nodes.os_upgrade_channel = Channel::NodeImage;
    let as_printed: &[&str] = &["HTTPS 443 acs-mirror.azureedge.net", "HTTPS 443 vault.azure.net"];
    assert_rules(
        &printed,
        &[GLOBAL_CORE, GLOBAL_API, as_printed, MONITOR_TAG, GLOBAL_MONITOR, ARCHIVES, SNAPSHOT],
    );
    let kept = bare(Cloud::Global, |profile| profile.destinations.legacy_hosts = true);
    let mirror: &[&str] = &["HTTPS 443 acs-mirror.azureedge.net"];
    assert_rules(&kept, &[GLOBAL_CORE, GLOBAL_API, mirror]);
}

#[test]
fn the_chinese_copy() {
    let copy = |profile: &mut Profile| profile.source = Source::AzureCnZh;
    // Its Global tables, read for what they mean, are the article's.
    assert_rules(&profile(Cloud::Global, copy), &[GLOBAL_CORE, GLOBAL_API, ARCHIVES, SNAPSHOT]);
    let as_printed: &[&str] = &[
        "HTTPS 443 *.hcp.westeurope.cx.prod.service.azk8s.cn",
        "HTTPS 443 mcr.azk8s.cn",
        "HTTPS 443 *.data.mcr.azk8s.cn",
        "HTTPS 443 mcr-0001.mcr-msedge.net",
        "HTTPS 443 management.chinacloudapi.cn",
        "HTTPS 443 login.partner.microsoftonline.cn",
        "HTTPS 443 packages.microsoft.com",
        "HTTPS 443 acs-mirror.azureedge.net",
    ];
    let printed = profile(Cloud::Global, |profile| {
        copy(profile);
        profile.reading = Reading::Printed;
    });
    assert_rules(&printed, &[as_printed, ARCHIVES]);
    let china: &[&str] = &["HTTPS 443 mcr.azk8s.cn", "HTTPS 443 *.data.mcr.azk8s.cn"];
    assert_rules(
        &profile(Cloud::China, copy),
        &[CHINA_CORE, CHINA_PARTNER, CHINA_API, CHINA_TUNNEL, china, ARCHIVES, SNAPSHOT],
    );
}
