//! JSON in every wrapper that Azure and its tools give.
//!
//! Templates are walked with their expressions evaluated; plans and states of Terraform have theirs.

mod expression;
mod lists;
mod parse;
mod plan;
mod scope;
mod template;
#[cfg(test)]
mod tests;

use super::azure::{Around, Reader, joined};
use super::node::{Node, Value};
use super::{Fault, Firewall, Form, Hints, Input, What};
use crate::answers::audit::{Setting, Why};
pub(super) use parse::parse;
use scope::{Given, Scope};

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
    let mut reader = Reader::new(inputs, hints);
    let mut documents: Vec<(usize, Node)> = Vec::new();
    for (number, input) in inputs.iter().enumerate() {
        match u16::try_from(number).map(|file| parse(input, file)) {
            Ok(Ok(node)) => documents.push((number, node)),
            Ok(Err(fault)) => faults.push(fault),
            Err(_) => faults.push(Fault::of(input, What::TooMany)),
        }
    }
    let (values, documents): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|(_, node)| is_parameters(node));
    for (number, document) in &documents {
        let given = given(inputs, *number, &values);
        let before = reader.met;
        self::document(&mut reader, document, &Around::default(), &given);
        if reader.met == before {
            faults.push(Fault::of(inputs[*number], What::NoFirewall(FORM.name)));
        }
    }
    for (number, node) in &values {
        let used = documents.iter().any(|(_, document)| uses(document, node));
        let before = reader.met;
        if !used {
            reader.search(node, &Around::default());
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
fn given(inputs: &[&Input], number: usize, values: &[(usize, Node)]) -> Given {
    let stem = |number: usize| {
        let name = inputs[number].name.to_lowercase().replace(".parameters", "");
        name.trim_end_matches(".json").to_owned()
    };
    let is_other = |file: usize| {
        let others =
            (0..inputs.len()).filter(|&other| !values.iter().any(|(own, _)| *own == other));
        stem(file) != stem(number) && others.map(stem).any(|other| other == stem(file))
    };
    let mut all = Given::new();
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

/// A whole document, or one of several in it.
pub(super) fn document(reader: &mut Reader<'_>, node: &Node, around: &Around, given: &Given) {
    let each = |reader: &mut Reader<'_>, all: &[Node], name: &str| {
        for (number, one) in all.iter().enumerate() {
            document(reader, one, &around.step(&format!("{name}[{number}]")), given);
        }
    };
    let page = ["value", "data"]
        .iter()
        .find(|key| node.get("type").is_none() && node.get(key).is_some_and(Node::is_list));
    if node.is_list() {
        each(reader, node.items(), "");
        reader.met += usize::from(node.items().is_empty() && around.path.is_empty());
    } else if plan::is_plan(node) {
        plan::read(reader, node, &around.path);
    } else if template::is_template(node) {
        template::template(reader, node, around, given);
    } else if lists::is_category(node) {
        lists::category(reader, node, &around.path);
    } else if lists::is_own(node) {
        lists::own(reader, node, &around.path);
    } else if let Some(key) = page {
        let all = node.get(key).map_or(&[][..], Node::items);
        each(reader, all, key);
        reader.met += usize::from(all.is_empty());
        let next = node.any(&["nextLink", "$skipToken"]).and_then(Node::as_text);
        if let Some(next) = next.filter(|next| !next.is_empty()) {
            let place = reader.place(node, &joined(&around.path, "nextLink"));
            reader.settings.push((Setting::NextPage(next.to_owned()), place));
        }
    } else {
        template::resource(reader, &Scope::default(), node, around, &[]);
    }
}
