//! The files, and what has a name in them.

use super::super::node::Lines;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Body, Structure};
use std::borrow::Cow;
use std::collections::HashMap;

/// One file.
pub(super) struct Source<'a> {
    pub name: &'a str,
    pub text: Cow<'a, str>,
    pub lines: Lines,
    pub body: Body,
    /// A file of values for variables, such as `terraform.tfvars`.
    pub values_only: bool,
}

impl Source<'_> {
    /// Files of one folder are one module.
    pub fn folder(&self) -> &str {
        self.name.rfind(['/', '\\']).map_or("", |at| &self.name[..at])
    }
}

/// The folder that a module's `source` means, seen from a folder; `None` where it is no path.
pub(super) fn folder_of(from: &str, source: &str) -> Option<String> {
    let is_path = |start: &&str| source.starts_with(*start);
    ["./", "../", ".\\", "..\\"].iter().find(|start| is_path(start))?;
    let mut parts: Vec<&str> = from.split(['/', '\\']).filter(|part| *part != ".").collect();
    if parts == [""] {
        parts.clear();
    }
    for part in source.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Something that has a name.
#[derive(Clone, Copy)]
pub(super) struct Definition<'a> {
    pub source: usize,
    pub expression: &'a Expression,
}

/// Definitions by name; several modules may use a name.
pub(super) type Named<'a> = HashMap<&'a str, Vec<Definition<'a>>>;

/// All that has a name in the files.
#[derive(Default)]
pub(super) struct Names<'a> {
    pub locals: Named<'a>,
    /// Variables with a default.
    pub defaults: Named<'a>,
    /// Values for variables.
    pub values: Named<'a>,
    /// `azurerm_subnet.aks`, `data.azurerm_subnet.aks`
    pub resources: HashMap<String, (usize, &'a Body)>,
}

impl<'a> Names<'a> {
    /// Collects the names of all files.
    pub fn of(sources: &'a [Source<'a>]) -> Self {
        let mut names = Self::default();
        for (source, file) in sources.iter().enumerate() {
            for structure in &file.body {
                match structure {
                    Structure::Attribute(attribute) if file.values_only => {
                        let definition = Definition { source, expression: &attribute.value };
                        let known = names.values.entry(attribute.key.as_str()).or_default();
                        known.push(definition);
                    }
                    Structure::Attribute(_) => {}
                    Structure::Block(block) => names.block(source, block),
                }
            }
        }
        names
    }

    fn block(&mut self, source: usize, block: &'a hcl_edit::structure::Block) {
        let label = |at: usize| block.labels.get(at).map_or("", |label| label.as_str());
        match block.ident.as_str() {
            "locals" => {
                for attribute in block.body.attributes() {
                    let definition = Definition { source, expression: &attribute.value };
                    self.locals.entry(attribute.key.as_str()).or_default().push(definition);
                }
            }
            "variable" => {
                if let Some(default) = block.body.get_attribute("default") {
                    let definition = Definition { source, expression: &default.value };
                    self.defaults.entry(label(0)).or_default().push(definition);
                }
            }
            "resource" => {
                let key = format!("{}.{}", label(0), label(1));
                self.resources.entry(key).or_insert((source, &block.body));
            }
            "data" => {
                let key = format!("data.{}.{}", label(0), label(1));
                self.resources.entry(key).or_insert((source, &block.body));
            }
            _ => {}
        }
    }

    /// Every definition of a kind, in the order of the files.
    pub fn in_order<'b>(all: &'b Named<'a>) -> Vec<(&'b str, Definition<'a>)> {
        use hcl_edit::Span;
        let each = all.iter().flat_map(|(name, all)| all.iter().map(move |one| (*name, *one)));
        let mut ordered: Vec<(&str, Definition<'a>)> = each.collect();
        ordered.sort_by_key(|(_, one)| {
            (one.source, one.expression.span().map_or(0, |span| span.start))
        });
        ordered
    }
}
