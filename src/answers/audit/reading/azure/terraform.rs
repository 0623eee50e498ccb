//! The resources of Terraform that make a firewall, in its language or as a plan or a state.

use super::super::json;
use super::super::node::{Node, Value};
use super::super::values;
use super::{Around, Reader};
use crate::answers::audit::{Input, Layer};

impl Reader<'_> {
    /// Reads a resource by its type; whether it is one that is known.
    pub(in super::super) fn terraform(&mut self, kind: &str, node: &Node, around: &Around) -> bool {
        let classic = Around { priority: Some(0), ..around.clone() };
        match kind {
            "azurerm_firewall_policy_rule_collection_group" => {
                let policy = node.get("firewall_policy_id").and_then(Node::roughly);
                let policy = policy.and_then(values::name_of_id).unwrap_or_default();
                self.group(node, &Around { policy: policy.to_lowercase(), ..around.clone() });
            }
            "azurerm_firewall_application_rule_collection" => {
                self.collection(node, "", &classic, Some(Layer::Application));
            }
            "azurerm_firewall_network_rule_collection" => {
                self.collection(node, "", &classic, Some(Layer::Network));
            }
            "azurerm_firewall_nat_rule_collection" => self.met += 1,
            "azurerm_firewall_policy" => {
                self.policy(node, around);
            }
            "azurerm_firewall" => self.classic(node, around),
            kind if kind.starts_with("azapi_") => self.azapi(node, around),
            _ => return false,
        }
        true
    }

    /// A resource in Azure's own words: `type = "Microsoft.Network/…@2023-11-01"`, and a body that
    /// is an object or the text of one.
    fn azapi(&mut self, own: &Node, around: &Around) {
        let kind = own.text_of("type").unwrap_or_default().to_ascii_lowercase();
        let kind = kind.split('@').next().unwrap_or_default();
        let body = own.get("body");
        let body = match body.and_then(Node::as_text) {
            Some(text) => {
                let input = Input { name: String::new(), text: text.to_owned() };
                json::parse(&input, own.file).ok().map(|node| own.with(node.value))
            }
            None => body.cloned(),
        };
        let Some(body) = body else { return };
        let mut entries = body.entries().to_vec();
        entries.extend(own.get("name").map(|name| ("name".into(), name.clone())));
        let parent = own.get("parent_id").and_then(Node::roughly).and_then(values::name_of_id);
        let policy = parent.unwrap_or_default().to_lowercase();
        self.thing(kind, &own.with(Value::map(entries)), &Around { policy, ..around.clone() });
    }
}
