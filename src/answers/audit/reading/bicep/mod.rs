//! Bicep as best effort: `az bicep build` makes JSON of it, which is read without guessing.

mod eval;
mod expressions;
mod literals;
mod parse;
#[cfg(test)]
mod tests;
mod tree;

use super::azure::{Around, Reader};
use super::budget::Budget;
use super::node::{Lines, Node, Value, shown};
use super::{Fault, Firewall, Form, Hints, Input, What};
use crate::answers::audit::Place;
use crate::answers::audit::firewall::Why;
use eval::{Evaluator, Scope};
use parse::{Parser, Trouble};
use std::cell::RefCell;
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
    let mut reader = Reader::new(inputs, hints);
    for (number, file) in files.iter().enumerate() {
        let mut evaluator = evaluator(number, file, hints);
        evaluator.values.clone_from(&values);
        let before = reader.met;
        for statement in &file.statements {
            if let Statement::Resource(resource) = statement {
                let kind = resource.kind.to_ascii_lowercase();
                read_resource(&evaluator, resource, &kind, &Around::default(), &mut reader, 0);
            }
        }
        if reader.met == before {
            leftovers(&evaluator, file, &mut reader);
        }
        note_broken(&evaluator, file, &mut reader);
    }
    if reader.met > 0 {
        reader.finish(firewall);
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
        budget: Budget::new(),
        names: HashMap::new(),
        values: HashMap::new(),
        resources: HashMap::new(),
        open: RefCell::default(),
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
                let node = evaluator.eval(value, None);
                values.entry(name.clone()).or_insert(node);
            }
        }
    }
    values
}

/// Reads a resource, a module, and the resources within it.
fn read_resource(
    evaluator: &Evaluator<'_>,
    resource: &Resource,
    kind: &str,
    around: &Around,
    reader: &mut Reader<'_>,
    depth: usize,
) {
    let mut around = around.clone();
    if let Some(condition) = &resource.condition {
        let node = evaluator.eval(condition, None);
        match node.value {
            Value::Bool(true) => {}
            Value::Bool(false) => return,
            _ => around.doubt = Some(lost(&node, resource, reader)),
        }
    }
    let body = |body: &Expr, scope: Scope<'_>| match &body.kind {
        Kind::Object(_, children) => Some((evaluator.eval(body, scope), children.clone())),
        _ => None,
    };
    let bodies = match &resource.body.kind {
        Kind::For(each) => {
            let made = evaluator
                .each(each, None, |scope, doubt| (body(&each.body, scope), doubt.cloned()));
            made.unwrap_or_else(|unknown| vec![(body(&each.body, None), Some(unknown))])
        }
        _ => vec![(body(&resource.body, None), None)],
    };
    for (made, doubt) in bodies {
        let Some((node, children)) = made else { continue };
        let mut around = around.clone();
        if let Some(doubt) = doubt {
            around.doubt = Some(lost(&doubt, resource, reader));
        }
        let mut inner = around.clone();
        match resource {
            Resource { existing: true, .. } => {}
            Resource { is_module: true, symbol, .. } => reader.search(&node, &around.step(symbol)),
            _ => inner.policy = reader.thing(kind, &node, &around).unwrap_or_default(),
        }
        for child in children.iter().filter(|_| depth < 8) {
            let kind = format!("{kind}/{}", child.kind.to_ascii_lowercase());
            read_resource(evaluator, child, &kind, &inner, reader, depth + 1);
        }
    }
}

/// Notes why nobody knows whether a resource is there.
fn lost(node: &Node, resource: &Resource, reader: &mut Reader<'_>) -> String {
    reader.lost(node, &resource.symbol);
    node.written()
}

/// Rules that stand in variables and defaults only.
fn leftovers(evaluator: &Evaluator<'_>, file: &File<'_>, reader: &mut Reader<'_>) {
    for statement in &file.statements {
        if let Statement::Param(name, Some(value)) | Statement::Var(name, value) = statement {
            reader.leftover(name, &evaluator.eval(value, None));
        }
    }
}

fn note_broken(evaluator: &Evaluator<'_>, file: &File<'_>, reader: &mut Reader<'_>) {
    for (start, _) in file.broken.iter().take(MAX_BROKEN) {
        let line = file.input.text[*start..].lines().next().unwrap_or_default();
        let name = file.input.name.clone();
        let place = Place { file: name, line: evaluator.lines.at(*start), path: String::new() };
        reader.unresolved(&place, &shown(line), Why::BestEffort);
    }
}
