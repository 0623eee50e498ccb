//! Scripts that call the Azure CLI or its sister of PowerShell, alone or in Markdown.

mod assignments;
mod calls;
mod expansion;
mod powershell;
#[cfg(test)]
mod tests;
mod words;

use super::azure::Reader;
use super::{Fault, Firewall, Form, Hints, Input, What};
use calls::Calls;
use powershell::Cmdlets;
use words::Shell;

pub(super) const FORM: Form = Form { name: NAME, is, read };

const NAME: &str = "Azure CLI script";

/// Files of other forms, in which a command may be quoted.
const OTHERS: &[&str] = &[".tf", ".tfvars", ".bicep", ".bicepparam", ".csv", ".tsv"];

fn is(input: &Input) -> bool {
    let name = input.name.to_ascii_lowercase();
    let is_other = OTHERS.iter().any(|end| name.ends_with(end));
    !is_other && input.text.lines().any(is_call)
}

/// Whether a line begins a call that makes rules.
fn is_call(line: &str) -> bool {
    let inner = line.trim_start_matches(|c: char| c.is_whitespace() || "$>`&;".contains(c));
    if powershell::CMDLETS.iter().any(|name| line.contains(name)) {
        return true;
    }
    let Some(rest) = inner.strip_prefix("az ") else { return false };
    let mut words = rest.split_whitespace();
    match words.next() {
        Some("network") => words.next() == Some("firewall"),
        Some("rest") => true,
        _ => false,
    }
}

fn read(inputs: &[&Input], hints: &Hints, firewall: &mut Firewall) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut reader = Reader::new(inputs, hints);
    for (number, input) in inputs.iter().enumerate() {
        let before = (reader.met, reader.unresolved.len());
        let mut calls = Calls::default();
        let mut cmdlets = Cmdlets::default();
        let names = [&["az"][..], powershell::CMDLETS].concat();
        for command in Shell::new(number, &input.text, &hints.values, &names).commands() {
            calls.take(&command, input, number, &mut reader);
            cmdlets.take(&command, &mut reader);
        }
        calls.finish(&mut reader);
        cmdlets.finish(&mut reader);
        if before == (reader.met, reader.unresolved.len()) {
            faults.push(Fault::of(input, What::NoFirewall(NAME)));
        }
    }
    reader.finish(firewall);
    faults
}
