//! The blocks of Terraform that make a firewall.

use super::super::node::{Node, Value};
use super::super::roles;
use super::super::shape::{Around, Shapes};
use super::super::values;
use super::eval::Evaluator;
use crate::answers::audit::{Layer, Setting};
use hcl_edit::structure::Block;

const GROUP: &str = "azurerm_firewall_policy_rule_collection_group";
const POLICY: &str = "azurerm_firewall_policy";

/// Reads every resource and module.
pub(super) fn read(evaluator: &Evaluator<'_>, shapes: &mut Shapes<'_>) {
    let parents = parents(evaluator);
    let mut firewalls = Vec::new();
    for (source, block) in evaluator.blocks() {
        let label = |at: usize| block.labels.get(at).map_or("", |label| label.as_str());
        match (block.ident.as_str(), label(0)) {
            ("resource", "azurerm_firewall_nat_rule_collection") => shapes.met += 1,
            ("resource", "azurerm_firewall") => firewalls.push((source, block)),
            ("resource", POLICY) => {
                for (node, _) in evaluator.instances(block, source) {
                    policy(&node, &format!("{POLICY}.{}", label(1)), &parents, shapes);
                }
            }
            ("resource", kind) if kind.contains("firewall") || kind.starts_with("azapi_") => {
                let path = format!("{kind}.{}", label(1));
                each(evaluator, shapes, block, source, &path, &parents);
            }
            ("module", name) => {
                let path = format!("module.{name}");
                each(evaluator, shapes, block, source, &path, &parents);
            }
            _ => {}
        }
    }
    for (source, block) in firewalls {
        for (node, _) in evaluator.instances(block, source) {
            firewall(&node, evaluator, shapes);
        }
    }
}

fn each(
    evaluator: &Evaluator<'_>,
    shapes: &mut Shapes<'_>,
    block: &Block,
    source: usize,
    path: &str,
    parents: &[String],
) {
    let kind = block.labels.first().map_or("", |label| label.as_str());
    for (node, unknown) in evaluator.instances(block, source) {
        let policy = node.get("firewall_policy_id").or_else(|| node.get("parent_id"));
        let is_parent = policy.is_some_and(|policy| parents.contains(&reference(policy)));
        let mut around = Around {
            path: path.to_owned(),
            in_parent: is_parent,
            layer: match kind {
                "azurerm_firewall_application_rule_collection" => Some(Layer::Application),
                "azurerm_firewall_network_rule_collection" => Some(Layer::Network),
                _ => None,
            },
            ..Around::default()
        };
        if kind.starts_with("azapi_") {
            around.group = node.get("name").map(reference).unwrap_or_default();
        }
        let met = shapes.met;
        if around.layer.is_some() {
            around.path = String::new();
        }
        let told = unknown.as_ref().map(|unknown| (unknown, reference(unknown)));
        around.condition = told.as_ref().map(|(_, text)| text.clone());
        if around.layer.is_some() {
            shapes.collection(&node, "", &around);
        } else {
            if kind == GROUP {
                shapes.met += 1;
                around.path = String::new();
            }
            shapes.walk(&node, &around, 0);
        }
        if let Some((unknown, _)) = told.filter(|_| shapes.met > met) {
            shapes.unresolved(unknown, path);
        }
    }
}

/// What a reference to another block says, as written; the text where it is one.
fn reference(node: &Node) -> String {
    node.gap().map_or_else(|| node.text().unwrap_or_default(), |gap| gap.text.clone())
}

/// The parents of the policies, as references to them.
fn parents(evaluator: &Evaluator<'_>) -> Vec<String> {
    let mut parents = Vec::new();
    for (source, block) in evaluator.blocks() {
        let is_policy = block.labels.first().is_some_and(|label| label.as_str() == POLICY);
        if block.ident.as_str() != "resource" || !is_policy {
            continue;
        }
        for (node, _) in evaluator.instances(block, source) {
            parents.extend(node.get("base_policy_id").map(reference));
        }
    }
    parents.retain(|parent| !parent.is_empty() && is_here(evaluator, parent));
    parents
}

/// Whether a reference names a resource of the files.
fn is_here(evaluator: &Evaluator<'_>, reference: &str) -> bool {
    let mut parts = reference.split('.');
    let (Some(kind), Some(name)) = (parts.next(), parts.next()) else { return false };
    let name = name.split('[').next().unwrap_or(name);
    evaluator.names.resources.contains_key(&format!("{kind}.{name}"))
}

fn is_deny(node: Option<&Node>) -> bool {
    node.and_then(Node::text).is_some_and(|text| text.eq_ignore_ascii_case("deny"))
}

/// The settings of a policy.
fn policy(node: &Node, path: &str, parents: &[String], shapes: &mut Shapes<'_>) {
    let block = |name: &str| match node.get(name).map(|node| &node.value) {
        Some(Value::List(items)) => items.first(),
        _ => None,
    };
    if is_deny(node.get("threat_intelligence_mode")) {
        shapes.setting(Setting::ThreatIntelligenceDenies, node, path);
    }
    if is_deny(block("intrusion_detection").and_then(|block| block.get("mode"))) {
        shapes.setting(Setting::IntrusionDenies, node, path);
    }
    let proxy = block("dns").and_then(|dns| dns.get("proxy_enabled")).and_then(Node::text);
    shapes.setting(Setting::DnsProxy(proxy.as_deref() == Some("true")), node, path);
    let Some(base) = node.get("base_policy_id").filter(|base| base.value != Value::Null) else {
        return;
    };
    let told = reference(base);
    if parents.contains(&told) {
        return;
    }
    let name = match base.gap() {
        Some(_) => Some(&*told),
        None => values::name_of_id(&told),
    };
    if let Some(name) = name {
        shapes.setting(Setting::BasePolicy(name.to_owned()), base, path);
    }
}

/// The settings of a firewall, and where its rules are.
fn firewall(node: &Node, evaluator: &Evaluator<'_>, shapes: &mut Shapes<'_>) {
    if is_deny(node.get("threat_intel_mode")) {
        shapes.setting(Setting::ThreatIntelligenceDenies, node, "azurerm_firewall");
    }
    let policy = roles::property(node, "firewall_policy_id");
    match policy.map(reference) {
        Some(policy) if shapes.met == 0 && !is_here(evaluator, &policy) => {
            let name = values::name_of_id(&policy).unwrap_or(&policy).to_owned();
            shapes.setting(Setting::ElsewhereInPolicy(name), node, "azurerm_firewall");
        }
        Some(_) => {}
        None => {
            let proxy = node.get("dns_proxy_enabled").and_then(Node::text);
            let proxy = Setting::DnsProxy(proxy.as_deref() == Some("true"));
            shapes.setting(proxy, node, "azurerm_firewall");
        }
    }
}
