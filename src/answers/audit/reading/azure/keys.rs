//! What the parts of a firewall are called: `targetFqdns` of Azure, `destination_fqdns` of
//! Terraform, `--target-fqdns` of the Azure CLI and `-TargetFqdn` of PowerShell mean the same.
//!
//! Letter case and marks between words say nothing. A key of Terraform's modules repeats what it
//! belongs to, so some are known by their end.

use super::super::node::Node;
use crate::answers::audit::Layer;

/// Old rule groups call a collection a rule, and its rules conditions.
pub const RULES: &[&str] = &["rules", "rule", "ruleset", "ruleConditions"];
pub const HOSTS: &[&str] = &["targetFqdns", "targetFqdn", "destinationFqdns", "destinationFqdn"];
pub const FQDN_TAGS: &[&str] = &["fqdnTags", "fqdnTag", "destinationFqdnTags"];
pub const URLS: &[&str] = &["targetUrls", "targetUrl", "destinationUrls"];
pub const CATEGORIES: &[&str] = &["webCategories", "webCategory"];
pub const ADDRESSES: &[&str] = &["destinationAddresses", "destinationAddress"];
/// The landing zones of Terraform name IP groups by the keys of another map.
pub const GROUPS: &[&str] =
    &["destinationIpGroups", "destinationIpGroup", "destinationIpGroupsKeys"];
pub const PORTS: &[&str] = &["destinationPorts", "destinationPort"];
pub const PROTOCOLS: &[&str] = &["ipProtocols", "protocols", "protocol"];
pub const SOURCES: &[&str] = &["sourceAddresses", "sourceAddress"];
pub const SOURCE_GROUPS: &[&str] = &["sourceIpGroups", "sourceIpGroup", "sourceIpGroupsKeys"];
pub const INSPECTS: &[&str] = &["terminateTls", "enableTlsInsp", "enableTlsInspection"];
pub const SCHEME: &[&str] = &["protocolType", "type"];
pub const TRANSLATES: &[&str] = &["translatedAddress", "translatedFqdn"];

pub const THREATS: &[&str] = &["threatIntelMode", "threatIntelligenceMode"];
pub const PROXY: &[&str] = &["enableProxy", "proxyEnabled"];
/// The proxy where it is no part of DNS settings.
pub const FLAT_PROXY: &[&str] = &["enableDnsProxy", "dnsProxyEnabled", "Network.DNS.EnableProxy"];
pub const BASE: &[&str] = &["basePolicy", "basePolicyId"];
pub const POLICY: &[&str] = &["firewallPolicy", "firewallPolicyId"];

/// What a key says that stands below it.
pub enum Below {
    Collections(Option<Layer>),
    Translation,
    Anything,
}

/// What stands below a key: `applicationRuleCollections`, a module's
/// `firewall_policy_rule_collection_group_network_rule_collection`, PowerShell's singular.
pub fn below(key: &str) -> Below {
    let key: String = plain(key).map(char::from).collect();
    let key = key.trim_end_matches("definition").trim_end_matches('s');
    match key.strip_suffix("rulecollection") {
        Some(kind) if kind.ends_with("nat") => Below::Translation,
        Some(kind) if kind.ends_with("application") => Below::Collections(Some(Layer::Application)),
        Some(kind) if kind.ends_with("network") => Below::Collections(Some(Layer::Network)),
        Some(_) => Below::Collections(None),
        None => Below::Anything,
    }
}

/// Whether two keys are the same but for letter case and the marks between their words.
pub fn same(one: &str, other: &str) -> bool {
    plain(one).eq(plain(other))
}

fn plain(key: &str) -> impl Iterator<Item = u8> {
    key.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase())
}

/// What a map says of the rule collection group whose collections it holds, by the last words of a
/// key.
pub fn of_group<'a>(node: &'a Node, word: &str) -> Option<&'a Node> {
    let end = format!("rulecollectiongroup{word}");
    let is = |key: &str| plain(key).map(char::from).collect::<String>().ends_with(&end);
    node.lifted(word).or_else(|| Some(&node.entries().iter().find(|(key, _)| is(key))?.1))
}

/// Whether a map is a rule rather than rules by their names.
pub fn is_rule(node: &Node) -> bool {
    // A rule by the name of `protocol` is a map.
    let marks = [HOSTS, FQDN_TAGS, URLS, CATEGORIES, ADDRESSES, GROUPS, SOURCES, SOURCE_GROUPS];
    marks.concat().iter().any(|key| node.get(key).is_some_and(|field| !field.is_map()))
        || !node.entries().iter().any(|(_, one)| one.is_map())
}

/// Whether a map is a collection rather than collections by their names.
pub fn is_collection(node: &Node) -> bool {
    let kind = ["ruleCollectionType", "action", "priority"];
    node.lifted_any(RULES).is_some() && node.lifted_any(&kind).is_some()
}
