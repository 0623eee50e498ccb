//! Answers that still mean something, and those that another answer makes void.
//!
//! A void answer is neither resolved nor saved; the wizard does not ask for it, but keeps it in
//! mind in case the other answer is taken back. One row of [`VOID`] per key. A row says nothing
//! about the catalog's rules by itself: where it depends on them, an answer stays as long as one
//! rule that listens to it could still be part of the plan, so that taking a void answer back
//! never changes a rule.

use super::{Linux, Profile, keys};
use crate::catalog::{Action, Address, Catalog, CatalogRule, Cloud, Condition, Target, Text};

/// An answer that changes nothing, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Void {
    /// The key.
    pub key: &'static str,
    /// Why, as a fragment of a sentence.
    pub why: Text,
}

struct Row {
    key: &'static str,
    /// Whether the key means nothing with these answers.
    is_void: fn(&Profile, &Catalog) -> bool,
    why: Text,
}

const fn row(
    key: &'static str,
    is_void: fn(&Profile, &Catalog) -> bool,
    en: &'static str,
    zh: &'static str,
) -> Row {
    Row { key, is_void, why: Text { en, zh } }
}

const PRIVATE_EN: &str = "no rule to a public API server is part of the plan";
const PRIVATE_ZH: &str = "方案中没有到公共 API 服务器的规则";
const NO_LINUX_EN: &str = "there are no Linux nodes";
const NO_LINUX_ZH: &str = "没有 Linux 节点";

/// In this order: a later row sees what earlier ones took back.
static VOID: &[Row] = &[
    // Azure DNS is reached inside the host, whatever the protocol.
    row(
        "cluster.custom_dns_tcp",
        |profile, _| profile.cluster.custom_dns.is_empty(),
        "there are no own DNS servers",
        "没有自有 DNS 服务器",
    ),
    // The article prints the tunnel ports, the API server's name and its address for public API
    // servers. In China and US Gov that holds only as far as `exempt` says so.
    row("cluster.tunnel", |p, c| none_left(p, c, hears_tunnel), PRIVATE_EN, PRIVATE_ZH),
    row(
        "cluster.pods_use_api_server_ip",
        |p, c| none_left(p, c, hears_pods),
        PRIVATE_EN,
        PRIVATE_ZH,
    ),
    row("cluster.api_server_ip", |p, c| none_left(p, c, hears_address), PRIVATE_EN, PRIVATE_ZH),
    row("cluster.api_server_fqdn", |p, c| none_left(p, c, hears_name), PRIVATE_EN, PRIVATE_ZH),
    // The article prints these exemptions for Global itself.
    row(
        "cluster.exempt",
        |profile, _| profile.cluster.cloud == Cloud::Global,
        "the article prints these exemptions for Global itself",
        "全球云的豁免由文章写明",
    ),
    // Time and update hosts are asked for by Linux nodes alone, the latter by Ubuntu.
    row("nodes.before_march_2021", no_linux, NO_LINUX_EN, NO_LINUX_ZH),
    // Windows nodes have no such hosts, but some channels do not serve them.
    row(
        "nodes.os_upgrade_channel",
        |profile, catalog| no_linux(profile, catalog) && !profile.nodes.windows,
        "there are neither Linux nor Windows nodes",
        "既没有 Linux 节点，也没有 Windows 节点",
    ),
    row(
        "nodes.recommended_updates",
        |profile, _| !profile.nodes.linux.contains(&Linux::Ubuntu),
        "there are no Ubuntu nodes",
        "没有 Ubuntu 节点",
    ),
    // Private endpoints take the place of hosts and service tag alike.
    row(
        "addons.azure_monitor_by",
        |profile, catalog| {
            !profile.has_addon("azure-monitor", catalog)
                || profile.holds(Condition::PrivateEndpoint, "azure-monitor")
        },
        "Azure Monitor is not part of the plan, or reached privately",
        "方案不含 Azure Monitor，或通过专用终结点访问",
    ),
    // The form of a destination matters while there is a rule to it.
    row(
        "destinations.control_plane",
        |p, c| no_rule_to(p, c, Address::ControlPlane),
        "no rule for the tunnel ports is part of the plan",
        "方案中没有隧道端口的规则",
    ),
    row(
        "destinations.ntp",
        |p, c| no_rule_to(p, c, Address::Ntp),
        "no time rule is part of the plan",
        "方案中没有时间同步规则",
    ),
    row(
        "destinations.ipv6",
        |profile, _| profile.destinations.service_tags.is_none(),
        "no service tag file is given",
        "没有提供服务标记文件",
    ),
];

/// Partly void: entries of add-ons that are not part of the plan.
const ENDPOINTS: Void = Void {
    key: "addons.private_endpoints",
    why: Text {
        en: "it names an add-on that is not part of the plan",
        zh: "其中有方案不包含的加载项",
    },
};

impl Profile {
    /// The profile without answers that other answers make void: those have their defaults again.
    #[must_use]
    pub fn meaningful(&self, catalog: &Catalog) -> Self {
        let mut profile = self.clone();
        let kept = |id: &String| self.has_addon(id, catalog);
        profile.addons.private_endpoints.retain(kept);
        for row in VOID {
            if (row.is_void)(&profile, catalog)
                && let Some(key) = keys::key(row.key)
            {
                key.reset(&mut profile, catalog);
            }
        }
        profile
    }

    /// The answers that [`Profile::meaningful`] takes back, in the order of the keys.
    #[must_use]
    pub fn void(&self, catalog: &Catalog) -> Vec<Void> {
        let meaningful = self.meaningful(catalog);
        let reasons = VOID.iter().map(|row| Void { key: row.key, why: row.why });
        let reasons: Vec<Void> = reasons.chain([ENDPOINTS]).collect();
        let changed = keys::KEYS.iter().filter(|key| (key.get)(self) != (key.get)(&meaningful));
        changed
            .filter_map(|key| reasons.iter().find(|void| void.key == key.path).copied())
            .collect()
    }

    /// The keys whose answers change nothing, whatever they are: not worth asking.
    #[must_use]
    pub fn void_keys(&self, catalog: &Catalog) -> Vec<&'static str> {
        let meaningful = self.meaningful(catalog);
        let void = VOID.iter().filter(|row| (row.is_void)(&meaningful, catalog));
        void.map(|row| row.key).collect()
    }

    /// Whether an add-on is part of the plan: enabled, or needed by one that is.
    #[must_use]
    pub fn has_addon(&self, id: &str, catalog: &Catalog) -> bool {
        self.addons.enabled.iter().any(|enabled| {
            enabled == id
                || catalog.feature(enabled).is_some_and(|feature| feature.pulls.contains(&id))
        })
    }
}

fn no_linux(profile: &Profile, _: &Catalog) -> bool {
    profile.nodes.linux.is_empty()
}

/// A private API server, or a network isolated cluster, and no rule left that listens.
fn none_left(profile: &Profile, catalog: &Catalog, listens: fn(&CatalogRule) -> bool) -> bool {
    const TAKES_AWAY: &[Condition] = &[Condition::PrivateApiServer, Condition::NetworkIsolated];
    TAKES_AWAY.iter().any(|condition| profile.holds(*condition, "core"))
        && all_gone(profile, catalog, listens, TAKES_AWAY)
}

/// No rule to this kind of address is left.
fn no_rule_to(profile: &Profile, catalog: &Catalog, address: Address) -> bool {
    const TAKES_AWAY: &[Condition] = &[
        Condition::PrivateApiServer,
        Condition::NetworkIsolated,
        Condition::Konnectivity,
        Condition::NewNodes,
    ];
    let listens = |rule: &CatalogRule| rule.target == Target::Address(address);
    all_gone(profile, catalog, listens, TAKES_AWAY)
}

/// Whether every rule that listens falls away, because it lacks what it needs or because one of
/// these conditions makes it needless.
fn all_gone(
    profile: &Profile,
    catalog: &Catalog,
    listens: impl Fn(&CatalogRule) -> bool,
    takes_away: &[Condition],
) -> bool {
    let mut listening = catalog.rules.iter().filter(|rule| listens(rule) && profile.lists(rule));
    listening.all(|rule| falls_away(profile, rule, takes_away))
}

fn falls_away(profile: &Profile, rule: &CatalogRule, takes_away: &[Condition]) -> bool {
    let holds = |condition: &Condition| {
        takes_away.contains(condition) && profile.holds(*condition, rule.feature.id)
    };
    let without_linux =
        rule.when.contains(&Condition::LinuxNodes) && profile.nodes.linux.is_empty();
    without_linux
        || rule.unless.iter().any(holds)
        || rule.advisories.iter().any(|advisory| match advisory.action {
            Action::Unless { condition, .. } => {
                profile.in_effect(advisory) && profile.applies(advisory) && holds(&condition)
            }
            _ => false,
        })
}

fn hears_tunnel(rule: &CatalogRule) -> bool {
    hears(rule, Condition::Konnectivity)
}

fn hears_pods(rule: &CatalogRule) -> bool {
    hears(rule, Condition::PodsUseApiServerIp)
}

fn hears_address(rule: &CatalogRule) -> bool {
    let written_as_ip = [Address::ApiServerIp, Address::ControlPlane].map(Target::Address);
    written_as_ip.contains(&rule.target)
}

fn hears_name(rule: &CatalogRule) -> bool {
    matches!(rule.target, Target::Host(host) if host.starts_with("*.hcp."))
}

fn hears(rule: &CatalogRule, heard: Condition) -> bool {
    let by_reading = |condition: &Condition| {
        rule.advisories.iter().any(|advisory| {
            matches!(advisory.action, Action::Unless { condition: other, .. } if other == *condition)
        })
    };
    rule.when.contains(&heard) || rule.unless.contains(&heard) || by_reading(&heard)
}
