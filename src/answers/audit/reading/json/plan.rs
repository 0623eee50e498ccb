//! Plans and states of Terraform, as `terraform show -json` writes them: every value resolved, or
//! known only after it is applied.

use super::super::azure::{Around, Reader, joined};
use super::super::node::{Node, Value};
use super::super::values;
use crate::answers::audit::Why;
use std::collections::HashMap;

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
            let kind = resource.text_of("type").unwrap_or_default();
            reader.terraform(kind, &own, &Around::at(&joined(path, address)));
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
                reader.terraform(kind, own, &Around::at(&path));
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
