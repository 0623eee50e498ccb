//! The blocks of Terraform that make a firewall.

use super::super::azure::{Around, Reader};
use super::super::node::Node;
use super::eval::Evaluator;

/// Reads every resource and module.
pub(super) fn read(evaluator: &Evaluator<'_>, reader: &mut Reader<'_>) {
    for (source, block) in evaluator.blocks() {
        let label = |at: usize| block.labels.get(at).map_or("", |label| label.as_str());
        let (kind, path) = match (block.ident.as_str(), label(0)) {
            ("resource", kind) if kind.contains("firewall") || kind.starts_with("azapi_") => {
                (kind, format!("{kind}.{}", label(1)))
            }
            ("module", name) => ("", format!("module.{name}")),
            _ => continue,
        };
        for (node, unknown) in evaluator.instances(block, source) {
            let met = reader.met;
            let doubt = unknown.as_ref().map(Node::written);
            let around = Around { doubt, ..Around::at(&path) };
            // What has a name of its own is found by it.
            if !reader.terraform(kind, &node, &Around { path: String::new(), ..around.clone() }) {
                reader.search(&node, &around);
            }
            if let Some(node) = unknown.filter(|_| reader.met > met) {
                reader.lost(&node, &path);
            }
        }
    }
}
