//! What the formats of classic rules share: rules that belong to one firewall, not to a policy.

use super::{Collection, PolicyRule, PolicyTo};
use crate::catalog::{Kind, Text};
use crate::export::fit::To;
use crate::export::warning::{Caution, always};

pub(super) const NO_POLICY: Caution = always(
    "Classic rules are for a firewall without a policy; one that has a policy refuses them. For a policy take a format of its family.",
    "经典规则只用于没有关联策略的防火墙，已关联策略的防火墙会拒绝。使用策略时，请选用防火墙策略一类的格式。",
);

pub(super) const IP_GROUP: Caution = Caution {
    matters: |rules, _| rules.profile.azure_firewall.ip_group.is_some(),
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

/// The lists of a rule by the names that its fields have, without empty ones. Names of Terraform
/// and of the Azure CLI differ in dashes alone.
pub(super) fn lists<'a>(
    collection: &Collection,
    rule: &'a PolicyRule,
) -> Vec<(&'static str, Vec<&'a str>)> {
    let texts = |all: &'a [String]| all.iter().map(String::as_str).collect();
    let to = match (&rule.to, collection.kind) {
        (PolicyTo::FqdnTag(_), _) => "fqdn_tags",
        (PolicyTo::Fqdns(_), Kind::Application) => "target_fqdns",
        (PolicyTo::Fqdns(_), Kind::Network) => "destination_fqdns",
        (PolicyTo::Addresses(_) | PolicyTo::Tags(_), _) => "destination_addresses",
    };
    let mut lists: Vec<(&str, Vec<&str>)> = vec![
        ("source_addresses", texts(&rule.sources.addresses)),
        ("source_ip_groups", texts(&rule.sources.ip_groups)),
        (to, rule.to.texts()),
    ];
    lists.retain(|(_, texts)| !texts.is_empty());
    lists
}
