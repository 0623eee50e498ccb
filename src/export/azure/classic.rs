//! What the formats of classic rules share: rules that belong to one firewall, not to a policy.

use super::{PolicyRule, PolicyTo};
use crate::catalog::{Kind, Text};
use crate::export::fit::To;
use crate::export::warning::{Caution, always};

pub(super) const NO_POLICY: Caution = always(
    "Classic rules are for a firewall without a policy; one that has a policy refuses them. For one with a policy take a format under Azure Firewall policy.",
    "经典规则只用于没有关联策略的防火墙，已关联策略的防火墙会拒绝。使用策略时，请选用“Azure 防火墙策略”下的格式。",
);

pub(super) const IP_GROUP: Caution = Caution {
    matters: super::IP_GROUP.matters,
    text: Text {
        en: "The source is an IP group: it must exist, hold the node subnets, and lie in the region of the firewall.",
        zh: "源是 IP 组：该 IP 组须已存在，包含节点子网，并与防火墙位于同一区域。",
    },
};

pub(super) const DNS_PROXY: Caution = Caution {
    matters: |_, fit| {
        fit.rules
            .iter()
            .any(|fitted| fitted.rule.kind() == Kind::Network && matches!(fitted.to, To::Host(_)))
    },
    text: Text {
        en: "Without a policy, DNS proxy is a setting of the firewall itself: az network firewall update --enable-dns-proxy true.",
        zh: "没有策略时，DNS 代理是防火墙自身的设置：az network firewall update --enable-dns-proxy true。",
    },
};

/// The name that a rule's destinations have in Terraform, and with dashes in the Azure CLI.
pub(super) fn destination_key(rule: &PolicyRule, kind: Kind) -> &'static str {
    match (&rule.to, kind) {
        (PolicyTo::FqdnTag(_), _) => "fqdn_tags",
        (PolicyTo::Fqdns(_), Kind::Application) => "target_fqdns",
        (PolicyTo::Fqdns(_), Kind::Network) => "destination_fqdns",
        (PolicyTo::Addresses(_) | PolicyTo::Tags(_), _) => "destination_addresses",
    }
}
