//! Blocks as values: `rule { … }` and `dynamic "rule" { … }` become a list below `rule`.

use super::super::bound::Bound;
use super::super::node::{Node, Value};
use super::eval::{At, Evaluator, Scope, pairs};
use crate::answers::audit::firewall::Why;
use hcl_edit::Span;
use hcl_edit::structure::{Block, Body, Structure};
use std::ops::Range;
use std::rc::Rc;

/// Resources that one block may stand for; more are not told apart.
pub const MAX_COUNT: usize = 2_000;

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
        let Some(_level) = self.budget.enter() else {
            let span = block.span();
            let line = span.map_or(0, |span| self.sources[scope.source].lines.at(span.start));
            let open = Value::open(&name, Why::NotEvaluated);
            return (name, vec![Node::at(scope.source, line, open)]);
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
        let at = At { expression: &each.value, scope };
        let collection = self.eval(&each.value, scope);
        let Some(pairs) = pairs(&collection) else {
            return match collection.value {
                Value::Null => Vec::new(),
                Value::Unknown(_) => vec![collection],
                _ => vec![self.unknown(at, Why::Malformed)],
            };
        };
        let mut nodes = Vec::new();
        for (key, value) in pairs {
            if !self.budget.spend(value.size()) {
                nodes.push(self.unknown(at, Why::NotEvaluated));
                break;
            }
            let bound = Bound { name: iterator, node: &item(key, value), outer: scope.bound };
            nodes.push(self.body(&content.body, content.span(), scope.binding(Some(&bound))));
        }
        nodes
    }

    /// The resources or modules that a block stands for, each with the condition that nobody
    /// knows.
    pub fn instances(&self, block: &Block, scope: Scope<'_>) -> Vec<(Node, Option<Node>)> {
        let attribute = |name: &str| block.body.get_attribute(name).map(|found| &found.value);
        let one = |name: &str, node: &Node, unknown: Option<&Node>| {
            let bound = Bound { name, node, outer: scope.bound };
            let body = self.body(&block.body, block.span(), scope.binding(Some(&bound)));
            (body, unknown.cloned())
        };
        if let Some(count) = attribute("count") {
            let count = self.eval(count, scope);
            let index = |at: Value| count.with(Value::map(vec![("index".into(), count.with(at))]));
            return match count.text().and_then(|text| text.parse::<usize>().ok()) {
                Some(known) if known <= MAX_COUNT => {
                    (0..known).map(|at| one("count", &index(Value::count(at)), None)).collect()
                }
                _ => vec![one("count", &index(count.value.clone()), Some(&count))],
            };
        }
        let Some(each) = attribute("for_each") else {
            return vec![(self.body(&block.body, block.span(), scope), None)];
        };
        let collection = self.eval(each, scope);
        let Some(pairs) = pairs(&collection) else {
            let unknown = item(collection.clone(), collection.clone());
            return vec![one("each", &unknown, Some(&collection))];
        };
        let of_pair = |(key, value): (Node, Node)| {
            // Where nobody knows all that it is for, nobody knows whether this one is there.
            let unknown = value.unknown().map(|_| value.clone());
            one("each", &item(key, value), unknown.as_ref())
        };
        pairs.into_iter().map(of_pair).collect()
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
