//! Blocks as values: `rule { … }` and `dynamic "rule" { … }` become a list below `rule`.

use super::super::node::{Node, Value};
use super::eval::{Bound, Evaluator, MAX_DEPTH, Scope};
use super::operators::pairs;
use crate::answers::audit::firewall::Why;
use hcl_edit::Span;
use hcl_edit::structure::{Block, Body, Structure};
use std::ops::Range;
use std::rc::Rc;

impl Evaluator<'_> {
    /// Attributes and blocks of a body.
    pub fn body(&self, body: &Body, span: Option<Range<usize>>, scope: Scope<'_>) -> Node {
        let mut entries: Vec<(Rc<str>, Node)> = Vec::new();
        let mut blocks: Vec<(String, usize, Vec<Node>)> = Vec::new();
        let line = |at: Option<Range<usize>>| {
            at.map_or(0, |span| self.sources[scope.source].lines.at(span.start))
        };
        for structure in body {
            match structure {
                Structure::Attribute(attribute) => {
                    entries
                        .push((attribute.key.as_str().into(), self.eval(&attribute.value, scope)));
                }
                Structure::Block(block) => {
                    let (name, nodes) = self.block(block, scope);
                    match blocks.iter_mut().find(|(known, ..)| *known == name) {
                        Some((.., items)) => items.extend(nodes),
                        None => blocks.push((name, line(block.span()), nodes)),
                    }
                }
            }
        }
        let list = |(name, line, nodes): (String, usize, Vec<Node>)| {
            (name.into(), Node::at(scope.source, line, Value::list(nodes)))
        };
        entries.extend(blocks.into_iter().map(list));
        Node::at(scope.source, line(span), Value::map(entries))
    }

    fn block(&self, block: &Block, scope: Scope<'_>) -> (String, Vec<Node>) {
        let name = block.ident.to_string();
        let Some(scope) = scope.deeper() else {
            return (name, Vec::new());
        };
        let label = block.labels.first().map(hcl_edit::structure::BlockLabel::as_str);
        match (&*name, label) {
            ("dynamic", Some(label)) => (label.to_owned(), self.dynamic(block, label, scope)),
            _ => (name, vec![self.body(&block.body, block.span(), scope)]),
        }
    }

    fn dynamic(&self, block: &Block, label: &str, scope: Scope<'_>) -> Vec<Node> {
        let Some(each) = block.body.get_attribute("for_each") else { return Vec::new() };
        let Some(content) = block.body.get_blocks("content").next() else { return Vec::new() };
        let iterator = block.body.get_attribute("iterator").map(|name| name.value.to_string());
        let iterator = iterator.as_deref().map_or(label, str::trim);
        let collection = self.eval(&each.value, scope);
        let Some(pairs) = pairs(&collection) else {
            return match collection.value {
                Value::Null => Vec::new(),
                Value::Unknown(_) => vec![collection],
                _ => vec![self.unknown(&each.value, scope, Why::Malformed)],
            };
        };
        let mut nodes = Vec::new();
        for (key, value) in pairs {
            if !self.takes(value.size()) {
                nodes.push(self.unknown(&each.value, scope, Why::NotEvaluated));
                break;
            }
            let bound = Bound { name: iterator, node: item(key, value), outer: scope.bound() };
            nodes.push(self.body(&content.body, content.span(), scope.binding(&bound)));
        }
        nodes
    }

    /// The resources or modules that a block stands for, each with the condition that nobody
    /// knows.
    pub fn instances(&self, block: &Block, source: usize) -> Vec<(Node, Option<Node>)> {
        let scope = Scope::of(source);
        let attribute = |name: &str| block.body.get_attribute(name).map(|found| &found.value);
        if let Some(count) = attribute("count") {
            let count = self.eval(count, scope);
            let known = count.text().and_then(|text| text.parse::<usize>().ok());
            let index = |at: Value| {
                let map = vec![("index".into(), count.with(at))];
                Bound { name: "count", node: count.with(Value::map(map)), outer: None }
            };
            let unknown = known.is_none().then(|| count.clone());
            return (0..known.unwrap_or(1).min(MAX_DEPTH))
                .map(|at| {
                    let bound = index(match known {
                        Some(_) => Value::count(at),
                        None => count.value.clone(),
                    });
                    let body = self.body(&block.body, block.span(), scope.binding(&bound));
                    (body, unknown.clone())
                })
                .collect();
        }
        let Some(each) = attribute("for_each") else {
            return vec![(self.body(&block.body, block.span(), scope), None)];
        };
        let collection = self.eval(each, scope);
        let (pairs, unknown) = match pairs(&collection) {
            Some(pairs) => (pairs, None),
            None => (vec![(collection.clone(), collection.clone())], Some(collection)),
        };
        let one = |(key, value): (Node, Node)| {
            // Where nobody knows all that it is for, nobody knows whether this one is there.
            let unknown = unknown.clone().or_else(|| value.unknown().map(|_| value.clone()));
            let bound = Bound { name: "each", node: item(key, value), outer: None };
            (self.body(&block.body, block.span(), scope.binding(&bound)), unknown)
        };
        pairs.into_iter().map(one).collect()
    }
}

/// What a loop's name stands for. A list is a set of texts there, whose keys are the texts.
fn item(key: Node, value: Node) -> Node {
    let key = match (&key.value, &value.value) {
        (Value::Number(_), Value::Text(_)) => value.clone(),
        _ => key,
    };
    let entries = vec![("key".into(), key.clone()), ("value".into(), value)];
    key.with(Value::map(entries))
}
