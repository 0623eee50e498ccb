//! What Azure takes at most, said before it hurts: from four fifths of a limit on.

use crate::catalog::{Kind, Text};
use crate::export::fit::{Fit, Fitted, To};
use crate::export::warning::Caution;
use crate::rules::RuleSet;
use std::collections::HashSet;

/// Unique sources and destinations in the network rules of a policy (reported: copies of Azure's
/// page on limits).
const NETWORK_ADDRESSES: usize = 20_000;
/// Bytes of a rule collection group in policies since July 2022 (reported likewise).
const GROUP_BYTES: usize = 2_000_000;
/// Rules of a network security group.
const NSG_RULES: usize = 1_000;
/// Addresses and networks of a network security group.
const NSG_ADDRESSES: usize = 4_000;

pub(super) const ADDRESSES: Caution = Caution {
    matters: |rules, fit| is_near(network_addresses(rules, fit), NETWORK_ADDRESSES),
    text: Text {
        en: "Azure Firewall takes 20,000 different sources and destinations in the network rules of a policy (reported), and these rules come near or above: join subnets, put them into an IP group, or give service tags in place of prefixes.",
        zh: "Azure 防火墙一个策略的网络规则最多容纳 20,000 个不同的源和目标（据报道），这些规则已接近或超出：请合并子网，改用 IP 组，或用服务标记代替地址前缀。",
    },
};

pub(super) const BYTES: Caution = Caution {
    matters: |rules, fit| is_near(bytes(rules, fit), GROUP_BYTES),
    text: Text {
        en: "Azure Firewall takes 2 MB in a rule collection group (reported), and this one comes near or above: export fewer profiles at once, or put the subnets into an IP group.",
        zh: "Azure 防火墙的一个规则集合组最多 2 MB（据报道），此规则集合组已接近或超出：请减少一次导出的配置，或把子网放入 IP 组。",
    },
};

pub(super) const NSG: Caution = Caution {
    matters: |rules, fit| {
        is_near(fit.rules.len(), NSG_RULES) || is_near(network_addresses(rules, fit), NSG_ADDRESSES)
    },
    text: Text {
        en: "A network security group takes 1,000 rules and 4,000 addresses and networks, and these rules come near or above: join subnets, or export fewer profiles at once.",
        zh: "一个网络安全组最多容纳 1,000 条规则和 4,000 个地址或网段，这些规则已接近或超出：请合并子网，或减少一次导出的配置。",
    },
};

fn is_near(count: usize, most: usize) -> bool {
    count > most / 5 * 4
}

fn network_addresses(rules: &RuleSet, fit: &Fit) -> usize {
    let network = || fit.rules.iter().filter(|fitted| fitted.rule.kind() == Kind::Network);
    let sources: HashSet<_> = network().flat_map(|fitted| rules.sources(fitted.rule)).collect();
    let destinations: HashSet<String> = network().flat_map(texts).collect();
    sources.len() + destinations.len()
}

fn texts(fitted: &Fitted) -> Vec<String> {
    match &fitted.to {
        To::Any => vec!["*".to_owned()],
        To::Tag(tag) => vec![tag.clone()],
        To::Nets(nets) => nets.iter().map(ToString::to_string).collect(),
        To::Host(host) => vec![host.starred()],
    }
}

/// About how many bytes the rules have as JSON: each address and host with its quotes, and what
/// stands around a rule.
fn bytes(rules: &RuleSet, fit: &Fit) -> usize {
    const AROUND_AN_ITEM: usize = 4;
    const AROUND_A_RULE: usize = 900;
    let mut groups = HashSet::new();
    let mut bytes = 0;
    for fitted in &fit.rules {
        let rule = fitted.rule;
        if groups.insert((rule.first().feature.id, rule.protocol(), rule.port(), rule.needed_by()))
        {
            let sources = rules.sources(rule);
            bytes += AROUND_A_RULE;
            bytes +=
                sources.iter().map(|net| net.to_string().len() + AROUND_AN_ITEM).sum::<usize>();
        }
        bytes += texts(fitted).iter().map(|text| text.len() + AROUND_AN_ITEM).sum::<usize>();
    }
    bytes
}
