//! Azure Firewall with a policy: one model, which every format of the family writes.
//!
//! `policy` groups the rules into one rule collection group of our own, so that no other group of
//! the policy is ever touched. `body` is that group as the REST API takes it.

pub(super) mod arm;
pub(super) mod arm_body;
pub(super) mod az;
pub(super) mod az_policy;
pub(super) mod bicep;
mod body;
mod ceilings;
mod classic;
pub(super) mod classic_az;
pub(super) mod classic_terraform;
pub(super) mod nsg;
mod policy;
pub(super) mod policy_csv;
pub(super) mod powershell;
mod script;
mod shell;
mod tag_view;
pub(super) mod terraform;

pub(super) use policy::{Collection, PolicyRule, PolicyTo, Sources};
pub use tag_view::{TagView, tag_page, tag_view};

use super::warning::Caution;
use crate::catalog::{Cloud, Text};
use crate::profile::{Fqdns, Profile};
use crate::rules::RuleSet;

/// The FQDN tag of Azure Kubernetes Service.
pub const FQDN_TAG: &str = "AzureKubernetesService";

/// What Azure Firewall does, whatever the form in which the policy is written.
pub(super) const CAUTIONS: &[Caution] =
    &[TAG_CLOUD, TAG, IP_GROUP, IPV6_SOURCES, ceilings::ADDRESSES, ceilings::BYTES];

const TAG_CLOUD: Caution = Caution {
    matters: |rules, _| {
        let tag = rules.profile.azure_firewall.fqdns == Fqdns::TagAndAddons;
        tag && rules.profile.cluster.cloud != Cloud::Global
    },
    text: Text {
        en: "Nothing is known of the FQDN tag in this cloud: write the hosts out (fqdns = \"explicit\") unless you have seen it work.",
        zh: "在此云中，FQDN 标记的情况不明：除非已验证有效，请逐条写出主机（fqdns = \"explicit\"）。",
    },
};

const TAG: Caution = Caution {
    matters: |rules, _| rules.profile.azure_firewall.fqdns == Fqdns::TagAndAddons,
    text: Text {
        en: "Core hosts are left to the FQDN tag AzureKubernetesService. Its content is not published: Microsoft documents that it holds the hosts that AKS requires and follows their changes; users report hosts of Azure Policy and Azure Monitor that it lacked, so those of add-ons are written out. It never covers network rules.",
        zh: "核心主机由 FQDN 标记 AzureKubernetesService 覆盖。该标记的内容没有公开：微软文档称它包含 AKS 所需的主机并自动更新；有用户反映它缺少 Azure Policy 和 Azure Monitor 的主机，因此加载项的主机仍逐条写出。它不涵盖网络规则。",
    },
};

const IP_GROUP: Caution = Caution {
    matters: |rules, _| any_profile(rules, |one| one.azure_firewall.ip_group.is_some()),
    text: Text {
        en: "An IP group stands in place of node subnets: it must exist, hold them, and lie in the region of the firewall policy.",
        zh: "用 IP 组代替节点子网：该 IP 组须已存在，包含这些子网，并与防火墙策略位于同一区域。",
    },
};

const IPV6_SOURCES: Caution = Caution {
    matters: |rules, _| {
        any_profile(rules, |one| one.nodes.subnets.iter().any(|net| net.addr().is_ipv6()))
    },
    text: Text {
        en: "Azure Firewall knows no IPv6: IPv6 node subnets are left out as sources. A rule whose nodes have no others keeps them, and Azure refuses it.",
        zh: "Azure 防火墙不支持 IPv6：IPv6 节点子网不作为源写出。若某条规则的节点只有 IPv6 子网，则照原样写出，Azure 会拒绝该规则。",
    },
};

/// Whether something holds for the profile, or for one of several.
fn any_profile(rules: &RuleSet, holds: impl Fn(&Profile) -> bool) -> bool {
    holds(&rules.profile) || rules.members.iter().any(|member| holds(&member.profile))
}
