//! The blocks of Terraform that make a firewall, those of modules within modules among them.

use super::super::azure::{Around, Reader, joined};
use super::super::node::{Node, Value};
use super::eval::{Evaluator, Scope};
use super::names::folder_of;
use hcl_edit::Span;
use hcl_edit::structure::{Block, Structure};
use std::collections::BTreeSet;

/// Steps that a block counts, whatever is in it.
const OF_BLOCK: usize = 200;

/// Modules within modules; more call each other in a circle.
const DEEPEST: usize = 8;

/// Reads every resource and module. A folder that a module calls is read as often as it is called,
/// with the values that it is given; others are outermost modules.
pub(super) fn read(evaluator: &Evaluator<'_>, reader: &mut Reader<'_>) {
    let folders: BTreeSet<String> =
        evaluator.sources.iter().map(|one| plain(one.folder())).collect();
    let calls: BTreeSet<String> = (0..evaluator.sources.len())
        .flat_map(|source| blocks(evaluator, source).map(move |block| (source, block)))
        .filter_map(|(source, block)| called(evaluator, source, block))
        .collect();
    let (inner, outer): (Vec<String>, Vec<String>) =
        folders.iter().cloned().partition(|folder| calls.contains(folder));
    let mut walk = Walk { evaluator, reader, folders, done: BTreeSet::new() };
    // What only calls itself is called by nobody.
    for folder in outer.iter().chain(&inner) {
        if !walk.done.contains(folder) {
            walk.folder(folder, None, &Around::default(), 0);
        }
    }
}

fn blocks<'a>(evaluator: &Evaluator<'a>, source: usize) -> impl Iterator<Item = &'a Block> {
    evaluator.sources[source].body.iter().filter_map(Structure::as_block)
}

/// The folder of the files that a module calls.
fn called(evaluator: &Evaluator<'_>, source: usize, block: &Block) -> Option<String> {
    let path = block.body.get_attribute("source").filter(|_| block.ident.as_str() == "module")?;
    folder_of(evaluator.sources[source].folder(), path.value.as_str()?)
}

/// A folder as [`folder_of`] writes it.
fn plain(folder: &str) -> String {
    folder_of(folder, "./").unwrap_or_default()
}

struct Walk<'w, 'e, 'r> {
    evaluator: &'w Evaluator<'e>,
    reader: &'w mut Reader<'r>,
    folders: BTreeSet<String>,
    /// Folders that were read.
    done: BTreeSet<String>,
}

impl Walk<'_, '_, '_> {
    fn folder(&mut self, folder: &str, given: Option<&Node>, around: &Around, depth: usize) {
        self.done.insert(folder.to_owned());
        let evaluator = self.evaluator;
        for source in 0..evaluator.sources.len() {
            if plain(evaluator.sources[source].folder()) == folder {
                for block in blocks(evaluator, source) {
                    self.block(block, Scope::of(source, given), around, depth);
                }
            }
        }
    }

    fn block(&mut self, block: &Block, scope: Scope<'_>, around: &Around, depth: usize) {
        let label = |at: usize| block.labels.get(at).map_or("", |label| label.as_str());
        let (kind, path) = match (block.ident.as_str(), label(0)) {
            ("resource", kind) if kind.contains("firewall") || kind.starts_with("azapi_") => {
                (kind, format!("{kind}.{}", label(1)))
            }
            ("module", name) => ("", format!("module.{name}")),
            _ => return,
        };
        let path = joined(&around.path, &path);
        let line = block
            .span()
            .map_or(0, |span| self.evaluator.sources[scope.source].lines.at(span.start));
        let place = self.reader.place(&Node::at(scope.source, line, Value::Null), &path);
        // Modules that call many others, which call many more, are no firewall.
        if !self.reader.step(&place, OF_BLOCK) {
            return;
        }
        let folder = called(self.evaluator, scope.source, block);
        let folder = folder.filter(|folder| depth < DEEPEST && self.folders.contains(folder));
        for (node, unknown) in self.evaluator.instances(block, scope) {
            let met = self.reader.met;
            let doubt = unknown.as_ref().map(Node::written).or_else(|| around.doubt.clone());
            let inner = Around { doubt, ..Around::at(&path) };
            if let Some(folder) = &folder {
                self.folder(folder, Some(&node), &inner, depth + 1);
            } else {
                // What has a name of its own is found by it.
                let own = Around { path: String::new(), ..inner.clone() };
                if !self.reader.terraform(kind, &node, &own) {
                    self.reader.search(&node, &inner);
                }
            }
            if let Some(node) = unknown.filter(|_| self.reader.met > met) {
                self.reader.lost(&node, &path);
            }
        }
    }
}
