//! Plans and states of Terraform, as `terraform show -json` writes them: every value resolved, or
//! known only after it is applied.

use super::node::{Node, Value};
use super::reader::{Home, Reader, joined};
use super::template::Around;
use crate::answers::audit::reading::values;
use crate::answers::audit::{Layer, Setting, Why};
use std::collections::HashMap;
use std::rc::Rc;

/// Whether a document is a plan or a state.
pub(super) fn is_plan(node: &Node) -> bool {
    modules(node).is_some()
        || is_state(node)
        || (node.get("terraform_version").is_some() && node.get("format_version").is_some())
}

/// The outermost module, of what is planned or else of what is there.
fn modules(node: &Node) -> Option<&Node> {
    node.any(&["planned_values", "values"])?.get("root_module")
}

/// Whether a document is a state as Terraform keeps it.
fn is_state(node: &Node) -> bool {
    node.get("terraform_version").is_some() && node.get("lineage").is_some()
}

/// Reads every firewall resource of all modules.
pub(super) fn read(reader: &mut Reader<'_>, node: &Node, path: &str) {
    if is_state(node) {
        return state(reader, node, path);
    }
    let changes = node.get("resource_changes").map_or(&[][..], Node::items);
    let later = |change: &'_ Node| change.get("change")?.get("after_unknown").cloned();
    let later: HashMap<&str, Node> = changes
        .iter()
        .filter_map(|change| Some((change.text_of("address")?, later(change)?)))
        .collect();
    let mut waiting: Vec<&Node> = modules(node).into_iter().collect();
    while let Some(module) = waiting.pop() {
        waiting.extend(module.get("child_modules").map_or(&[][..], Node::items).iter().rev());
        for resource in module.get("resources").map_or(&[][..], Node::items) {
            let address = resource.text_of("address").unwrap_or_default();
            let Some(own) = resource.get("values").filter(|_| is_ours(resource)) else { continue };
            let own = match later.get(address) {
                Some(open) => overlaid(own, open, address),
                None => own.clone(),
            };
            let around = Around { path: joined(path, address), ..Around::default() };
            one(reader, resource.text_of("type").unwrap_or_default(), &own, &around);
        }
    }
}

/// A state: `resources: [{module, type, name, instances: [{attributes}]}]`
fn state(reader: &mut Reader<'_>, node: &Node, path: &str) {
    let resources = node.get("resources").map_or(&[][..], Node::items);
    for resource in resources.iter().filter(|resource| is_ours(resource)) {
        let kind = resource.text_of("type").unwrap_or_default();
        let name = resource.text_of("name").unwrap_or_default();
        let module = resource.text_of("module").map_or(String::new(), |name| format!("{name}."));
        let path = joined(path, &format!("{module}{kind}.{name}"));
        for instance in resource.get("instances").map_or(&[][..], Node::items) {
            if let Some(own) = instance.get("attributes") {
                one(reader, kind, own, &Around { path: path.clone(), ..Around::default() });
            }
        }
    }
}

/// A resource that is managed, not only looked up, and that may be a firewall's.
fn is_ours(resource: &Node) -> bool {
    let kind = resource.text_of("type").unwrap_or_default();
    resource.text_of("mode") != Some("data")
        && (kind.starts_with("azurerm_firewall") || kind.starts_with("azapi_"))
}

fn one(reader: &mut Reader<'_>, kind: &str, own: &Node, around: &Around) {
    match kind {
        "azurerm_firewall_policy_rule_collection_group" => {
            let policy = own.get("firewall_policy_id").and_then(Node::roughly);
            let policy = policy.and_then(values::name_of_id).unwrap_or_default().to_lowercase();
            reader.group(own, &Around { policy, ..around.clone() });
        }
        "azurerm_firewall_application_rule_collection"
        | "azurerm_firewall_network_rule_collection" => {
            let is_network = kind.contains("network");
            let hint = if is_network { Layer::Network } else { Layer::Application };
            reader.met += 1;
            let home = Home { path: around.path.clone(), ..Home::default() };
            reader.collection(own, &home, Some(hint));
        }
        "azurerm_firewall_policy" => policy(reader, own, around),
        "azurerm_firewall" => {
            let policy = own.get("firewall_policy_id").and_then(Node::roughly);
            if let Some(policy) = policy.and_then(values::name_of_id) {
                reader.met += 1;
                let place = reader.place(own, &around.path);
                reader.settings.push((Setting::ElsewhereInPolicy(policy.to_owned()), place));
            }
        }
        kind if kind.starts_with("azapi_") => azapi(reader, own, around),
        _ => {}
    }
}

/// A policy in Terraform's names, in Azure's.
fn policy(reader: &mut Reader<'_>, own: &Node, around: &Around) {
    let first = |key: &str| {
        let field = own.get(key)?;
        Some(field.items().first().unwrap_or(field).clone())
    };
    let mut entries: Vec<(Rc<str>, Node)> = own.entries().to_vec();
    let renamed = [
        ("threatIntelMode", own.get("threat_intelligence_mode").cloned()),
        ("basePolicy", own.get("base_policy_id").cloned()),
        ("intrusionDetection", first("intrusion_detection")),
        (
            "dnsSettings",
            first("dns").map(|dns| match dns.get("proxy_enabled") {
                Some(on) => dns.with(Value::map(vec![("enableProxy".into(), on.clone())])),
                None => dns,
            }),
        ),
    ];
    entries.retain(|(name, _)| &**name != "intrusion_detection");
    entries.extend(renamed.into_iter().filter_map(|(name, node)| Some((name.into(), node?))));
    reader.policy(&own.with(Value::map(entries)), around);
}

/// A resource in Azure's own words: `type = "Microsoft.Network/…@2023-11-01"`, and a body that is
/// an object or the text of one.
fn azapi(reader: &mut Reader<'_>, own: &Node, around: &Around) {
    let kind = own.text_of("type").unwrap_or_default();
    let kind = kind.split('@').next().unwrap_or_default().to_owned();
    let body = own.get("body");
    let body = match body.and_then(Node::as_text) {
        Some(text) => {
            let input = crate::answers::audit::Input { name: String::new(), text: text.to_owned() };
            super::node::parse(&input, own.file).ok().map(|node| own.with(node.value))
        }
        None => body.cloned(),
    };
    let Some(body) = body else { return };
    let mut entries = body.entries().to_vec();
    entries.push(("type".into(), own.with(Value::text(&kind))));
    entries.extend(own.get("name").map(|name| ("name".into(), name.clone())));
    let parent = own.get("parent_id").and_then(Node::roughly).and_then(values::name_of_id);
    let policy = parent.unwrap_or_default().to_lowercase();
    reader.thing(&own.with(Value::map(entries)), &Around { policy, ..around.clone() });
}

/// A value with unknown ones where a plan says that they are known only later.
fn overlaid(own: &Node, open: &Node, text: &str) -> Node {
    match (&own.value, &open.value) {
        (_, Value::Bool(true)) => own.with(Value::unknown(text, Why::OnlyAtRunTime)),
        (Value::List(all), Value::List(open)) => {
            let later = |at: usize| open.get(at);
            let longer = all.len().max(open.len());
            let null = own.with(Value::Null);
            let one = |at: usize| {
                let own = all.get(at).unwrap_or(&null);
                later(at).map_or_else(|| own.clone(), |open| overlaid(own, open, text))
            };
            own.with(Value::list((0..longer).map(one).collect()))
        }
        (Value::Null, Value::List(_)) => overlaid(&own.with(Value::list(Vec::new())), open, text),
        (Value::Null, Value::Map(_)) => overlaid(&own.with(Value::map(Vec::new())), open, text),
        (Value::Map(all), Value::Map(open)) => {
            let mut entries = all.to_vec();
            for (key, open) in open.iter() {
                let text = values::excerpt(&format!("{text}.{key}"));
                match entries.iter_mut().find(|(name, _)| name == key) {
                    Some((_, node)) => *node = overlaid(node, open, &text),
                    None => {
                        entries.push((key.clone(), overlaid(&own.with(Value::Null), open, &text)));
                    }
                }
            }
            own.with(Value::map(entries))
        }
        _ => own.clone(),
    }
}
