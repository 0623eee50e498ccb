//! A small catalog with one of every kind of rule, and profiles that bring them out.
//!
//! Its sentences hold what the real catalog avoids: bars, stars, quotes, brackets.

use aks_egress::catalog::{
    Action, Address, Advisory, Catalog, CatalogRule, Cloud, Condition, Confidence, Date, Feature,
    Kind, Origin, Protocol, Requirement, Source, Table, Target, Text,
};
use aks_egress::profile::{ApiServer, ControlPlane, Fqdns, Language, MonitorBy, NtpForm, Profile};
use aks_egress::rules::{RuleSet, merge, resolve};
use aks_egress::service_tags::ServiceTags;
use std::sync::LazyLock;

const DAY: Date = Date { year: 2026, month: 8, day: 21 };
pub const HOSTILE: &str = "\"a|b\" *c* <d> =1+2 # ${x} `q` \\ \u{1b}[31m\u{202e}\n- x";

const fn feature(id: &'static str, en: &'static str, zh: &'static str) -> Feature {
    let name = Text { en, zh };
    Feature {
        id,
        name,
        about: name,
        addon: true,
        pulls: &[],
        private_endpoint: false,
        not_isolated: false,
        fqdn_tag: false,
    }
}

static FEATURES: [Feature; 7] = [
    Feature { fqdn_tag: true, ..feature("core", "Core", "核心") },
    feature("updates", "Recommended updates", "推荐的更新"),
    feature("gpu", "GPU | *nodes*", "GPU 节点池"),
    feature("windows", "Windows", "Windows 节点池"),
    feature("azure-monitor", "Azure Monitor with a long name that wraps", "Azure Monitor 监视"),
    feature("key-vault-csi", "Key Vault", "密钥保管库"),
    feature("workload-identity", "Workload identity", "工作负载标识"),
];

static TABLE: Table =
    Table { id: "fixture", source: Source::Learn, heading: "Required <rules> | of `this` *test*" };

static RENAMED: Advisory = Advisory {
    id: "K1",
    title: Text { en: "Vaults have names of their own", zh: "保管库有自己的主机名" },
    text: Text {
        en: "The driver calls <vault>.vault.azure.net.",
        zh: "驱动访问各保管库的主机名。",
    },
    evidence: "https://example.org/a_b_c, 2025-08-25",
    date: Date { year: 2025, month: 8, day: 25 },
    confidence: Confidence::High,
    effective: None,
    clouds: Cloud::ALL,
    action: Action::Replace("*.vault.azure.net"),
    rules: &["vault"],
};

static RETIRED: Advisory = Advisory {
    id: "A1",
    title: Text { en: "The mirror is retired", zh: "镜像站已停用" },
    action: Action::Retire { kept_by: Some(Condition::LegacyHosts) },
    rules: &["mirror"],
    ..RENAMED
};

const fn rule(id: &'static str, feature: usize, protocol: Protocol, port: u16) -> CatalogRule {
    let kind = match protocol {
        Protocol::Tcp | Protocol::Udp => Kind::Network,
        Protocol::Http | Protocol::Https => Kind::Application,
    };
    CatalogRule {
        id,
        origin: Origin::Article { table: &TABLE, row: 3 },
        source: Source::Learn,
        clouds: Cloud::ALL,
        feature: &FEATURES[feature],
        kind,
        target: Target::Address(Address::ControlPlane),
        or_host: None,
        protocol,
        port,
        requirement: Requirement::Required,
        when: &[],
        unless: &[],
        purpose: Text {
            en: "Reads \"a|b\", *stars*, <tags> and = signs; a sentence that is long enough to wrap in a table of plain text.",
            zh: "节点到控制平面的隧道，用于 `kubectl logs`、exec 和 port-forward；这句话足够长，在纯文本表格中会换行。",
        },
        blocked: Text { en: "Pods | nodes stop.", zh: "Pod 停止。" },
        since: Some(Date { year: 2023, month: 3, day: 9 }),
        until: None,
        alternative_until: None,
        absent: &[],
        place: 0,
        advisories: &[],
    }
}

const fn host(id: &'static str, feature: usize, name: &'static str, port: u16) -> CatalogRule {
    let protocol = if port == 80 { Protocol::Http } else { Protocol::Https };
    CatalogRule { target: Target::Host(name), ..rule(id, feature, protocol, port) }
}

static RULES: [CatalogRule; 19] = [
    CatalogRule {
        unless: &[Condition::PrivateApiServer],
        ..rule("tunnel-udp", 0, Protocol::Udp, 1194)
    },
    CatalogRule {
        unless: &[Condition::PrivateApiServer],
        ..rule("tunnel-tcp", 0, Protocol::Tcp, 9000)
    },
    CatalogRule {
        target: Target::Address(Address::Ntp),
        or_host: Some("ntp.ubuntu.com"),
        ..rule("time", 0, Protocol::Udp, 123)
    },
    CatalogRule {
        target: Target::Address(Address::CustomDns),
        when: &[Condition::CustomDns],
        ..rule("dns", 0, Protocol::Udp, 53)
    },
    CatalogRule {
        target: Target::Address(Address::ApiServerIp),
        when: &[Condition::PodsUseApiServerIp],
        ..rule("api-ip", 0, Protocol::Tcp, 443)
    },
    CatalogRule {
        target: Target::Tag("AzureMonitor"),
        when: &[Condition::MonitorByServiceTag],
        ..rule("monitor-tag", 4, Protocol::Tcp, 443)
    },
    CatalogRule {
        unless: &[Condition::PrivateApiServer],
        ..host("api", 0, "*.hcp.<region>.azmk8s.io", 443)
    },
    host("images", 0, "mcr.microsoft.com", 443),
    host("sign-in", 0, "login.microsoftonline.com", 443),
    CatalogRule { advisories: &[&RETIRED], ..host("mirror", 0, "acs-mirror.azureedge.net", 443) },
    CatalogRule {
        requirement: Requirement::Recommended,
        when: &[Condition::RecommendedUpdates],
        origin: Origin::Article { table: &TABLE, row: 0 },
        ..host("updates", 1, "security.ubuntu.com", 80)
    },
    host("gpu", 2, "nvidia.github.io", 443),
    host("windows-80", 3, "*.mp.microsoft.com", 80),
    host("both-443", 3, "go.microsoft.com", 443),
    host("both-80", 3, "go.microsoft.com", 80),
    host("dot", 3, ".data.mcr.azk8s.cn", 443),
    CatalogRule {
        when: &[Condition::MonitorByFqdn],
        ..host("monitor", 4, "*.ods.opinsights.azure.com", 443)
    },
    CatalogRule { advisories: &[&RENAMED], ..host("vault", 5, "vault.azure.net", 443) },
    CatalogRule {
        purpose: Text { en: "Tokens for pods.", zh: "Pod 的令牌。" },
        ..host("identity", 6, "login.microsoftonline.com", 443)
    },
];

fn catalog() -> Catalog {
    let real = &aks_egress::catalog::CATALOG;
    Catalog {
        as_of: DAY,
        article: DAY,
        first: Date { year: 2023, month: 3, day: 9 },
        tables: &[],
        rules: &RULES,
        advisories: &[],
        features: &FEATURES,
        regions: real.regions,
        tagged: &[],
        known: &[],
        failures: &[],
    }
}

/// Rule sets of this catalog, by name: everything, hardly anything, both languages, each form.
pub fn rule_sets() -> Vec<(String, RuleSet)> {
    let plain = Profile::new(DAY);
    let mut west = plain.clone();
    "westeurope".clone_into(&mut west.cluster.region);
    let mut all = west.clone();
    all.name = Some(HOSTILE.to_owned());
    all.cluster.custom_dns = ["10.0.0.4", "10.0.0.5"].map(|ip| ip.parse().unwrap()).to_vec();
    all.cluster.pods_use_api_server_ip = true;
    all.cluster.api_server_ip = Some("20.1.2.3".parse().unwrap());
    all.nodes.windows = true;
    all.nodes.gpu = true;
    all.nodes.subnets = ["10.240.0.0/16", "10.241.0.0/16"].map(|net| net.parse().unwrap()).to_vec();
    let ids = ["azure-monitor", "key-vault-csi", "workload-identity"];
    all.addons.enabled = ids.map(str::to_owned).to_vec();
    all.addons.azure_monitor_by = Some(MonitorBy::Both);
    all.destinations.ntp = NtpForm::Fqdn;
    let mut chinese = all.clone();
    chinese.language = Language::Zh;
    chinese.reading = aks_egress::profile::Reading::Printed;
    let mut private = west.clone();
    private.cluster.api_server = ApiServer::PrivateLink;
    private.destinations.legacy_hosts = true;
    let mut cidrs = west.clone();
    cidrs.destinations.control_plane = ControlPlane::RegionCidrs;
    cidrs.destinations.service_tags = Some("tags.json".to_owned());
    let mut any = west.clone();
    any.destinations.control_plane = ControlPlane::Any;
    let mut both = cidrs.clone();
    both.destinations.ipv6 = true;
    both.nodes.subnets =
        ["10.240.0.0/16", "fd00:240::/48"].map(|net| net.parse().unwrap()).to_vec();
    both.cluster.custom_dns = ["10.0.0.4", "fd00::4"].map(|ip| ip.parse().unwrap()).to_vec();
    both.addons.enabled = vec!["azure-monitor".to_owned()];
    both.addons.azure_monitor_by = Some(MonitorBy::Both);
    let cases = [
        ("no-region", plain),
        ("west", west),
        ("all", all),
        ("chinese", chinese),
        ("private", private),
        ("cidrs", cidrs),
        ("any", any),
        ("both IP versions", both),
    ];
    let tags = service_tags();
    let set = |profile: &Profile| resolve(&catalog(), profile, Some(&tags));
    cases.into_iter().map(|(name, profile)| (name.to_owned(), set(&profile))).collect()
}

pub const IP_GROUP: &str = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/ipGroups/aks-nodes";

/// Rule sets with an FQDN tag, with an IP group, and of several clusters, by name.
pub fn azure_rule_sets() -> Vec<(String, RuleSet)> {
    let mut tag = named("tag").profile;
    tag.azure_firewall.fqdns = Fqdns::TagAndAddons;
    let mut ip_group = named("ip group").profile;
    ip_group.azure_firewall.ip_group = Some(IP_GROUP.to_owned());
    let mut both = tag.clone();
    both.azure_firewall.ip_group = Some(IP_GROUP.to_owned());
    let mut two_families = named("two families").profile;
    two_families.nodes.subnets.push("fd00:240::/48".parse().unwrap());
    let mut group = named("another group").profile;
    "1.Hub_x".clone_into(&mut group.azure_firewall.group);
    group.azure_firewall.priority = 65000;
    group.azure_firewall.network_priority = 101;
    group.azure_firewall.application_priority = 100;
    let set = |profile: &Profile| resolve(&catalog(), profile, Some(&service_tags()));
    vec![
        ("tag".to_owned(), set(&tag)),
        ("ip group".to_owned(), set(&ip_group)),
        ("tag and ip group".to_owned(), set(&both)),
        ("another group".to_owned(), set(&group)),
        ("two families".to_owned(), set(&two_families)),
        ("fleet".to_owned(), fleet(&format!("it's %{{y}} \u{2019} {HOSTILE}"))),
    ]
}

/// The rules of two clusters: one of this label with an IP group, one with subnets.
pub fn fleet(label: &str) -> RuleSet {
    let mut one = named(label).profile;
    one.azure_firewall.fqdns = Fqdns::TagAndAddons;
    let mut other = one.clone();
    one.azure_firewall.ip_group = Some(IP_GROUP.to_owned());
    other.addons.enabled.clear();
    "northeurope".clone_into(&mut other.cluster.region);
    let set = |profile: &Profile| resolve(&catalog(), profile, Some(&service_tags()));
    let sets = vec![(label.to_owned(), set(&one)), ("north".to_owned(), set(&other))];
    merge(sets).unwrap()
}

/// The rule set with everything, under another name.
pub fn named(name: &str) -> RuleSet {
    static ALL: LazyLock<RuleSet> = LazyLock::new(|| rule_sets().swap_remove(2).1);
    let mut rules = ALL.clone();
    rules.profile.name = Some(name.to_owned());
    rules
}

fn service_tags() -> ServiceTags {
    let prefixes = ["13.69.0.0/17", "20.50.0.0/18", "40.68.0.0/14", "51.105.96.0/19", "2603::/32"];
    let prefixes = prefixes.map(|net| net.parse().unwrap()).to_vec();
    ServiceTags {
        file: "tags.json".to_owned(),
        change_number: 376,
        cloud: Cloud::Global,
        tags: [("azurecloud.westeurope".to_owned(), prefixes)].into(),
    }
}
