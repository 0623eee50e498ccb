//! Bicep as best effort: `az bicep build` makes JSON of it, which is read without guessing.

mod eval;
mod expressions;
mod functions;
mod literals;
mod parse;
#[cfg(test)]
mod tests;
mod tree;

use super::node::{Gap, Lines, Node, Value, shown};
use super::shape::{Around, Shapes};
use super::{Fault, Firewall, Form, Hints, Input, What, values};
use crate::answers::audit::firewall::Why;
use crate::answers::audit::{Place, Setting};
use eval::{Evaluator, Scope};
use parse::{Parser, Trouble};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use tree::{Expr, Kind, Resource, Statement};

pub(super) const FORM: Form = Form { name: NAME, is, read };

const NAME: &str = "Bicep";

/// Statements that could not be read, of one file; the rest are only counted as one.
pub const MAX_BROKEN: usize = 50;

fn is(input: &Input) -> bool {
    let name = input.name.to_ascii_lowercase();
    if [".bicep", ".bicepparam"].iter().any(|end| name.ends_with(end)) {
        return true;
    }
    let declares = |line: &str| {
        let mut words = line.split_whitespace();
        let keyword = matches!(words.next(), Some("resource" | "module"));
        keyword && words.nth(1).is_some_and(|kind| kind.starts_with('\''))
    };
    input.text.lines().any(declares)
}

/// A file's statements, and what of it could not be read.
struct File<'a> {
    input: &'a Input,
    statements: Vec<Statement>,
    broken: Vec<(usize, Trouble)>,
}

fn statements(input: &Input) -> File<'_> {
    let mut file = File { input, statements: Vec::new(), broken: Vec::new() };
    let mut parser = Parser::new(&input.text);
    loop {
        parser.skip(true);
        let start = parser.at;
        match parser.statement() {
            None => return file,
            Some(Ok(statement)) => file.statements.push(statement),
            Some(Err(trouble)) => {
                file.broken.push((start, trouble));
                parser.at = start;
                parser.pass_statement();
            }
        }
    }
}

fn read(inputs: &[&Input], hints: &Hints, firewall: &mut Firewall) -> Vec<Fault> {
    let files: Vec<File<'_>> = inputs.iter().map(|input| statements(input)).collect();
    let values = values_of(&files, hints);
    let settings = firewall.settings.len();
    let mut shapes = Shapes { inputs, firewall, met: 0 };
    for (number, file) in files.iter().enumerate() {
        let mut evaluator = evaluator(number, file, hints);
        evaluator.values.clone_from(&values);
        let before = (shapes.met, shapes.firewall.settings.len());
        resources(&evaluator, file, &mut shapes);
        if before == (shapes.met, shapes.firewall.settings.len()) {
            leftovers(&evaluator, file, &mut shapes);
        }
        note_broken(&evaluator, file, &mut shapes);
    }
    if shapes.met > 0 || shapes.firewall.settings.len() > settings {
        return Vec::new();
    }
    let fault = |file: &File<'_>| match file.broken.first() {
        Some((at, trouble)) => {
            let before = &file.input.text[..*at];
            let line = before.matches('\n').count() + 1;
            let what = match trouble {
                Trouble::Syntax => What::Broken(NAME),
                Trouble::TooDeep => What::TooDeep,
            };
            Some(Fault::at(file.input, (line, 1), what))
        }
        None => None,
    };
    let faults: Vec<Fault> = files.iter().filter_map(fault).collect();
    match (faults.is_empty(), inputs.first()) {
        (true, Some(input)) => vec![Fault::of(input, What::NoFirewall(NAME))],
        _ => faults,
    }
}

fn evaluator<'a>(number: usize, file: &'a File<'_>, hints: &'a Hints) -> Evaluator<'a> {
    let mut evaluator = Evaluator {
        file: number,
        text: &file.input.text,
        lines: Lines::of(&file.input.text),
        hints,
        names: HashMap::new(),
        values: HashMap::new(),
        resources: HashMap::new(),
        open: RefCell::default(),
        made: Cell::default(),
    };
    for statement in &file.statements {
        match statement {
            Statement::Param(name, value) => {
                evaluator.names.insert(name.clone(), value.clone());
            }
            Statement::Var(name, value) => {
                evaluator.names.insert(name.clone(), Some(value.clone()));
            }
            Statement::Resource(resource) => {
                evaluator.resources.insert(resource.symbol.clone(), resource.clone());
            }
            Statement::Other => {}
        }
    }
    evaluator
}

/// The values of parameters, from files of values.
fn values_of(files: &[File<'_>], hints: &Hints) -> HashMap<String, Node> {
    let mut values = HashMap::new();
    for (number, file) in files.iter().enumerate() {
        if !file.input.name.to_ascii_lowercase().ends_with(".bicepparam") {
            continue;
        }
        let evaluator = evaluator(number, file, hints);
        for statement in &file.statements {
            if let Statement::Param(name, Some(value)) = statement {
                let node = evaluator.eval(value, Scope::TOP);
                values.entry(name.clone()).or_insert(node);
            }
        }
    }
    values
}

fn resources(evaluator: &Evaluator<'_>, file: &File<'_>, shapes: &mut Shapes<'_>) {
    for statement in &file.statements {
        if let Statement::Resource(resource) = statement {
            let kind = resource.kind.to_ascii_lowercase();
            read_resource(evaluator, resource, &kind, &Around::default(), shapes, 0);
        }
    }
}

/// Reads a resource, a module, and the resources within it.
fn read_resource(
    evaluator: &Evaluator<'_>,
    resource: &Resource,
    kind: &str,
    around: &Around,
    shapes: &mut Shapes<'_>,
    depth: usize,
) {
    let mut around = around.clone();
    if let Some(condition) = &resource.condition {
        let node = evaluator.eval(condition, Scope::TOP);
        match node.value {
            Value::Bool(true) => {}
            Value::Bool(false) => return,
            _ => around.condition = Some(lost(&node, resource, shapes)),
        }
    }
    let body = |body: &Expr, scope: Scope<'_>| match &body.kind {
        Kind::Object(_, children) => Some((evaluator.eval(body, scope), children.clone())),
        _ => None,
    };
    let bodies = match &resource.body.kind {
        Kind::For(item, number, parts) => {
            let [list, each] = &**parts;
            let made = evaluator
                .each(list, item, number.as_deref(), Scope::TOP, |scope| body(each, scope));
            made.unwrap_or_else(|unknown| {
                around.condition = Some(lost(&unknown, resource, shapes));
                vec![body(each, Scope::TOP)]
            })
        }
        _ => vec![body(&resource.body, Scope::TOP)],
    };
    for (node, children) in bodies.into_iter().flatten() {
        if !resource.existing {
            one_resource(resource, kind, &node, &around, shapes);
        }
        for child in children.iter().filter(|_| depth < 8) {
            let kind = format!("{kind}/{}", child.kind.to_ascii_lowercase());
            read_resource(evaluator, child, &kind, &around, shapes, depth + 1);
        }
    }
}

/// Notes why nobody knows whether a resource is there.
fn lost(node: &Node, resource: &Resource, shapes: &mut Shapes<'_>) -> String {
    shapes.unresolved(node, &resource.symbol)
}

fn one_resource(
    resource: &Resource,
    kind: &str,
    node: &Node,
    around: &Around,
    shapes: &mut Shapes<'_>,
) {
    let around = Around { path: String::new(), ..around.clone() };
    match kind {
        _ if resource.is_module => {
            let path = resource.symbol.clone();
            shapes.walk(node, &Around { path, ..around }, 0);
        }
        "microsoft.network/firewallpolicies/rulecollectiongroups" => {
            shapes.met += 1;
            let name = node.get("name").and_then(Node::text).unwrap_or_default();
            let group = values::name_of_id(&name).unwrap_or_default().to_owned();
            shapes.walk(node, &Around { group, ..around }, 0);
        }
        "microsoft.network/firewallpolicies" => policy(node, &resource.symbol, shapes),
        "microsoft.network/azurefirewalls" => {
            let met = shapes.met;
            shapes.walk(node, &around, 0);
            firewall(node, &resource.symbol, shapes.met > met, shapes);
        }
        _ => {}
    }
}

fn at<'a>(node: &'a Node, path: &[&str]) -> Option<&'a Node> {
    path.iter().try_fold(node, |node, key| node.get(key))
}

fn is_deny(node: Option<&Node>) -> bool {
    node.and_then(Node::text).is_some_and(|text| text.eq_ignore_ascii_case("deny"))
}

fn policy(node: &Node, path: &str, shapes: &mut Shapes<'_>) {
    if is_deny(at(node, &["properties", "threatIntelMode"])) {
        shapes.setting(Setting::ThreatIntelligenceDenies, node, path);
    }
    if is_deny(at(node, &["properties", "intrusionDetection", "mode"])) {
        shapes.setting(Setting::IntrusionDenies, node, path);
    }
    let proxy = at(node, &["properties", "dnsSettings", "enableProxy"]).and_then(Node::text);
    shapes.setting(Setting::DnsProxy(proxy.as_deref() == Some("true")), node, path);
    if let Some(base) = at(node, &["properties", "basePolicy", "id"]).and_then(name_of) {
        shapes.setting(Setting::BasePolicy(base), node, path);
    }
}

fn firewall(node: &Node, path: &str, has_rules: bool, shapes: &mut Shapes<'_>) {
    if is_deny(at(node, &["properties", "threatIntelMode"])) {
        shapes.setting(Setting::ThreatIntelligenceDenies, node, path);
    }
    let policy = at(node, &["properties", "firewallPolicy", "id"]).and_then(name_of);
    if let Some(policy) = policy.filter(|_| !has_rules && shapes.met == 0) {
        shapes.setting(Setting::ElsewhereInPolicy(policy), node, path);
    }
}

fn name_of(node: &Node) -> Option<String> {
    let text = node.text().or_else(|| Some(node.gap()?.text.clone()))?;
    values::name_of_id(&text).map(str::to_owned)
}

/// Rules that stand in variables and defaults only: whether they are used, nobody knows.
fn leftovers(evaluator: &Evaluator<'_>, file: &File<'_>, shapes: &mut Shapes<'_>) {
    for statement in &file.statements {
        let (Statement::Param(name, Some(value)) | Statement::Var(name, value)) = statement else {
            continue;
        };
        let node = evaluator.eval(value, Scope::TOP);
        let around = Around { condition: Some(name.clone()), ..Around::default() };
        let met = shapes.met;
        shapes.entry(name, &node, &around);
        if shapes.met > met {
            let gap = Gap { text: name.clone(), why: Why::BestEffort };
            shapes.unresolved(&node.with(Value::Unknown(Box::new(gap))), name);
        }
    }
}

fn note_broken(evaluator: &Evaluator<'_>, file: &File<'_>, shapes: &mut Shapes<'_>) {
    for (start, _) in file.broken.iter().take(MAX_BROKEN) {
        let line = file.input.text[*start..].lines().next().unwrap_or_default();
        let name = file.input.name.clone();
        let place = Place { file: name, line: evaluator.lines.at(*start), path: String::new() };
        values::unresolved(shapes.firewall, &place, &shown(line), Why::BestEffort);
    }
}
