//! Terraform as best effort: `terraform show -json` knows more, and is read as JSON.
//!
//! All files are read together, since each may use the locals and variables of the others.

mod blocks;
mod eval;
mod functions;
mod names;
mod references;
mod resources;
#[cfg(test)]
mod tests;

use super::azure::{Around, Reader};
use super::node::Lines;
use super::{Fault, Firewall, Form, Hints, Input, What};
use eval::Evaluator;
use hcl_edit::parser::parse_body;
use names::{Names, Source};
use std::borrow::Cow;

pub(super) const FORM: Form = Form { name: NAME, is, read };

const NAME: &str = "Terraform";

/// The most that one file may have: the parser keeps many times as much. People do not write files
/// of that size, and what a program wrote can be had as JSON.
pub const MAX_BYTES: usize = 8_000_000;

/// Blocks with which a file of Terraform begins a line.
const BLOCKS: &[&str] = &[
    "resource \"",
    "module \"",
    "variable \"",
    "data \"",
    "locals {",
    "terraform {",
    "provider \"",
];

fn is(input: &Input) -> bool {
    let name = input.name.to_ascii_lowercase();
    let named = [".tf", ".tfvars", ".hcl", ".tofu"].iter().any(|end| name.ends_with(end));
    let mut lines = input.text.lines();
    named || lines.any(|line| BLOCKS.iter().any(|block| line.starts_with(block)))
}

fn read(inputs: &[&Input], hints: &Hints, firewall: &mut Firewall) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut sources = Vec::new();
    for input in inputs {
        match source(input) {
            Ok(source) => sources.push(source),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return faults;
    }
    let evaluator = Evaluator::new(&sources, Names::of(&sources), hints);
    let mut reader = Reader::new(inputs, hints);
    resources::read(&evaluator, &mut reader);
    values(&evaluator, &mut reader);
    if reader.met == 0 {
        faults.extend(inputs.first().map(|input| Fault::of(input, What::NoFirewall(NAME))));
    }
    reader.finish(firewall);
    faults
}

fn source(input: &Input) -> Result<Source<'_>, Fault> {
    if input.text.len() > MAX_BYTES {
        return Err(Fault::of(input, What::TooMany));
    }
    let text = if input.text.contains('\r') {
        Cow::Owned(input.text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(&*input.text)
    };
    let body = parse_body(&text).map_err(|error| {
        let at = (error.location().line(), error.location().column());
        let deep = error.message().contains("nesting depth") || error.message().contains("chained");
        Fault::at(input, at, if deep { What::TooDeep } else { What::Broken(NAME) })
    })?;
    let lines = Lines::of(&text);
    let values_only = input.name.to_ascii_lowercase().ends_with(".tfvars");
    Ok(Source { name: &input.name, text, lines, body, values_only })
}

/// Values that no block asked for: they belong to a module that was not given. Where there is no
/// rule at all, locals and defaults may hold them too; whether these are used, nobody knows.
fn values(evaluator: &Evaluator<'_>, reader: &mut Reader<'_>) {
    for (name, definition) in Names::in_order(&evaluator.names.values) {
        if !evaluator.used.borrow().contains(name) {
            let node = evaluator.definition_value(definition);
            reader.entry(name, &node, &Around::default());
        }
    }
    if reader.met > 0 {
        return;
    }
    for all in [&evaluator.names.locals, &evaluator.names.defaults] {
        for (name, definition) in Names::in_order(all) {
            let node = evaluator.definition_value(definition);
            reader.leftover(name, &node);
        }
    }
}
