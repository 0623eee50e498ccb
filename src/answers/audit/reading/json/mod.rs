//! JSON in every wrapper that Azure and its tools give.
//!
//! A document is parsed to a tree of [`node::Node`]s; templates are walked with their expressions
//! evaluated, and every resource of a firewall, whatever wrote it, is read by the same code.

mod budget;
mod expression;
mod lists;
mod node;
mod plan;
mod policy;
mod reader;
mod rule;
mod scope;
mod template;
#[cfg(test)]
mod tests;

use super::{Fault, Firewall, Form, Hints, Input, What};
use crate::answers::audit::{Setting, Why};
use node::{Node, Value};
use reader::{Reader, joined};
use scope::Scope;
use template::Around;

pub(super) const FORM: Form = Form { name: "JSON", is, read };

/// Whether the first mark after comments opens an object or a list.
fn is(input: &Input) -> bool {
    let mut rest = input.text.trim_start();
    loop {
        let after = if rest.starts_with("//") {
            rest.split_once('\n').map(|(_, after)| after)
        } else if rest.starts_with("/*") {
            rest.split_once("*/").map(|(_, after)| after)
        } else {
            return rest.starts_with(['{', '[']);
        };
        let Some(after) = after else { return false };
        rest = after.trim_start();
    }
}

fn read(inputs: &[&Input], hints: &Hints, firewall: &mut Firewall) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut reader = Reader::new(hints, inputs.iter().map(|input| &*input.name).collect());
    let mut documents: Vec<(usize, Node)> = Vec::new();
    for (number, input) in inputs.iter().enumerate() {
        match u16::try_from(number).map(|file| node::parse(input, file)) {
            Ok(Ok(node)) => documents.push((number, node)),
            Ok(Err(fault)) => faults.push(fault),
            Err(_) => faults.push(Fault::of(input, What::TooMany)),
        }
    }
    let (values, documents): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|(_, node)| is_parameters(node));
    for (number, document) in &documents {
        reader.given = given(inputs, *number, &values);
        let before = reader.met;
        reader.document(document, &Around::default());
        if reader.met == before {
            faults.push(Fault::of(inputs[*number], What::NoFirewall(FORM.name)));
        }
    }
    for (number, node) in &values {
        let used = documents.iter().any(|(_, document)| uses(document, node));
        let before = reader.met;
        if !used {
            template::search(&mut reader, node, &Around::default());
        }
        if !used && reader.met == before && documents.is_empty() {
            faults.push(Fault::of(inputs[*number], What::NoFirewall(FORM.name)));
        }
    }
    reader.finish(firewall);
    faults
}

/// Whether a document gives values to a template's parameters.
fn is_parameters(node: &Node) -> bool {
    let schema = node.text_of("$schema").unwrap_or_default().to_ascii_lowercase();
    let given = node.get("parameters").map_or(&[][..], Node::entries);
    let is_given = |node: &Node| node.any(&["value", "reference"]).is_some();
    schema.contains("deploymentparameters")
        || (node.get("resources").is_none()
            && !given.is_empty()
            && given.iter().all(|(_, node)| is_given(node)))
}

/// Whether a template has a parameter that a file of parameters gives.
fn uses(document: &Node, values: &Node) -> bool {
    let given = values.get("parameters").map_or(&[][..], Node::entries);
    given.iter().any(|(name, _)| Scope::declares(document, &name.to_lowercase()))
}

/// What files of parameters give to the template of this number: `hub.parameters.json` only to
/// `hub.json` where there is one, others to every template; later ones win.
fn given(inputs: &[&Input], number: usize, values: &[(usize, Node)]) -> scope::Given {
    let stem = |number: usize| {
        let name = inputs[number].name.to_lowercase().replace(".parameters", "");
        name.trim_end_matches(".json").to_owned()
    };
    let is_other = |file: usize| {
        let others =
            (0..inputs.len()).filter(|&other| !values.iter().any(|(own, _)| *own == other));
        stem(file) != stem(number) && others.map(stem).any(|other| other == stem(file))
    };
    let mut all = scope::Given::new();
    for (_, node) in values.iter().filter(|(file, _)| !is_other(*file)) {
        for (name, parameter) in node.get("parameters").map_or(&[][..], Node::entries) {
            let value = match parameter.get("value") {
                Some(value) => value.clone(),
                None => parameter.with(Value::unknown(name, Why::OnlyAtRunTime)),
            };
            all.insert(name.to_lowercase(), value);
        }
    }
    all
}

impl Reader<'_> {
    /// A whole document, or one of several in it.
    fn document(&mut self, node: &Node, around: &Around) {
        let each = |reader: &mut Self, all: &[Node], name: &str| {
            for (number, one) in all.iter().enumerate() {
                reader.document(one, &around.step(&format!("{name}[{number}]")));
            }
        };
        let page = ["value", "data"]
            .iter()
            .find(|key| node.get("type").is_none() && node.get(key).is_some_and(Node::is_list));
        if node.is_list() {
            each(self, node.items(), "");
            self.met += usize::from(node.items().is_empty() && around.path.is_empty());
        } else if plan::is_plan(node) {
            plan::read(self, node, &around.path);
        } else if template::is_template(node) {
            template::template(self, node, around);
        } else if lists::is_category(node) {
            lists::category(self, node, &around.path);
        } else if lists::is_own(node) {
            lists::own(self, node, &around.path);
        } else if let Some(key) = page {
            let all = node.get(key).map_or(&[][..], Node::items);
            each(self, all, key);
            self.met += usize::from(all.is_empty());
            let next = node.any(&["nextLink", "$skipToken"]).and_then(Node::as_text);
            if let Some(next) = next.filter(|next| !next.is_empty()) {
                let place = self.place(node, &joined(&around.path, "nextLink"));
                self.settings.push((Setting::NextPage(next.to_owned()), place));
            }
        } else {
            let scope = std::mem::take(&mut self.outside);
            template::resource(self, &scope, node, around, &[]);
            self.outside = scope;
        }
    }
}
