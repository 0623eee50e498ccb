//! The rule collection group as Azure's REST API takes it; templates and scripts hold this body.

use super::policy::{Collection, Policy, PolicyRule, PolicyTo, Sources};
use crate::catalog::{Kind, Protocol};
use serde_json::{Value, json};

/// Version of the API: the clouds in China and for US Gov get new ones late.
pub(super) const API: &str = "2023-11-01";

/// Type of the resource.
pub(super) const TYPE: &str = "Microsoft.Network/firewallPolicies/ruleCollectionGroups";

/// `properties` of the resource.
pub(super) fn properties(policy: &Policy) -> Value {
    json!({
        "priority": policy.priority,
        "ruleCollections": policy.collections.iter().map(collection).collect::<Vec<_>>(),
    })
}

fn collection(collection: &Collection) -> Value {
    let rule = |rule| match collection.kind {
        Kind::Network => network_rule(rule),
        Kind::Application => application_rule(rule),
    };
    json!({
        "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
        "name": collection.name,
        "priority": collection.priority,
        "action": { "type": "Allow" },
        "rules": collection.rules.iter().map(rule).collect::<Vec<_>>(),
    })
}

fn network_rule(rule: &PolicyRule) -> Value {
    let protocols: Vec<&str> = rule.protocols.iter().map(|(protocol, _)| protocol.name()).collect();
    let ports: Vec<String> = rule.protocols.iter().map(|(_, port)| port.to_string()).collect();
    let to = match rule.to {
        PolicyTo::Fqdns(_) | PolicyTo::FqdnTag(_) => "destinationFqdns",
        PolicyTo::Addresses(_) | PolicyTo::Tags(_) => "destinationAddresses",
    };
    json!({
        "ruleType": "NetworkRule",
        "name": rule.name,
        "description": rule.description,
        "ipProtocols": protocols,
        sources_key(&rule.sources): rule.sources.texts(),
        to: rule.to.texts(),
        "destinationPorts": ports,
    })
}

fn application_rule(rule: &PolicyRule) -> Value {
    let protocol = |(protocol, port): &(Protocol, u16)| json!({ "protocolType": scheme(*protocol), "port": port });
    let to = match rule.to {
        PolicyTo::FqdnTag(_) => "fqdnTags",
        _ => "targetFqdns",
    };
    json!({
        "ruleType": "ApplicationRule",
        "name": rule.name,
        "description": rule.description,
        sources_key(&rule.sources): rule.sources.texts(),
        "protocols": rule.protocols.iter().map(protocol).collect::<Vec<_>>(),
        to: rule.to.texts(),
    })
}

fn sources_key(sources: &Sources) -> &'static str {
    match sources {
        Sources::Addresses(_) => "sourceAddresses",
        Sources::IpGroups(_) => "sourceIpGroups",
    }
}

/// A scheme as Azure spells it: the case matters.
pub(super) fn scheme(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Http => "Http",
        Protocol::Https => "Https",
        Protocol::Tcp => "TCP",
        Protocol::Udp => "UDP",
    }
}
