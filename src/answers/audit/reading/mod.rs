//! From files to one [`Firewall`]: which form a file has is told by its content.
//!
//! A form reads all of its files together, since a template has its values beside it and a parent
//! policy has its rules in other files.

mod azure;
mod bicep;
mod bound;
mod budget;
mod functions;
mod hcl;
mod json;
mod list;
mod location;
mod node;
mod operators;
mod script;
mod values;

pub use hcl::MAX_BYTES as MAX_TERRAFORM_BYTES;
pub use node::MAX_DEPTH;

use super::{Firewall, Hints, Input, ReadFault};
use crate::profile::Language;
use crate::words::audit_files::{AuditFileWords, EN, ZH};
use std::panic::resume_unwind;
use std::thread;

/// One way in which firewalls are written down.
struct Form {
    /// As messages call it.
    name: &'static str,
    /// Whether a file looks like it.
    is: fn(&Input) -> bool,
    /// Reads all files of the form, in the order in which they were named.
    read: fn(&[&Input], &Hints, &mut Firewall) -> Vec<Fault>,
}

/// Every form; the first that a file looks like is taken, so the stricter ones come first.
const FORMS: &[Form] = &[json::FORM, script::FORM, hcl::FORM, bicep::FORM, list::FORM];

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fault {
    /// The file as it was named.
    file: String,
    /// Line and column, from 1, where the reader knows them.
    at: Option<(usize, usize)>,
    /// What is wrong.
    what: What,
}

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// Nothing in it.
    Empty,
    /// Of no form that is known.
    NoForm,
    /// Broken syntax of a form, by the form's name.
    Broken(&'static str),
    /// Nested too deeply.
    TooDeep,
    /// More values than a firewall can have.
    TooMany,
    /// Of a form, by its name, but without a firewall in it.
    NoFirewall(&'static str),
}

impl Fault {
    fn of(input: &Input, what: What) -> Self {
        Self { file: input.name.clone(), at: None, what }
    }

    fn at(input: &Input, at: (usize, usize), what: What) -> Self {
        Self { file: input.name.clone(), at: Some(at), what }
    }

    fn said(self, language: Language) -> ReadFault {
        let words: &AuditFileWords = language.of(&EN, &ZH);
        let text = match self.what {
            What::Empty => words.empty.to_owned(),
            What::NoForm => words.no_form.to_owned(),
            What::Broken(form) => (words.broken)(form),
            What::TooDeep => words.too_deep.to_owned(),
            What::TooMany => words.too_many.to_owned(),
            What::NoFirewall(form) => (words.no_firewall)(form),
        };
        ReadFault { file: self.file, at: self.at, text }
    }
}

/// What nests as deeply as is allowed does not fit into the main thread of every system: 64 levels of
/// Terraform take its parser some 4 MB without optimization.
const STACK: usize = 32 << 20;

fn on_a_large_stack<T: Send>(read: impl Fn() -> T + Copy + Send) -> T {
    let builder = thread::Builder::new().stack_size(STACK);
    thread::scope(|scope| match builder.spawn_scoped(scope, read) {
        // A panic ends the program, there as here.
        Ok(reader) => reader.join().unwrap_or_else(|panic| resume_unwind(panic)),
        Err(_) => read(),
    })
}

/// Reads all files as one firewall, those of one form together.
pub(super) fn read(
    inputs: &[Input],
    hints: &Hints,
    language: Language,
) -> Result<Firewall, Vec<ReadFault>> {
    on_a_large_stack(|| read_forms(inputs, hints, language))
}

fn read_forms(
    inputs: &[Input],
    hints: &Hints,
    language: Language,
) -> Result<Firewall, Vec<ReadFault>> {
    let mut faults: Vec<Fault> = Vec::new();
    let mut of_form: Vec<Vec<&Input>> = vec![Vec::new(); FORMS.len()];
    for input in inputs {
        match FORMS.iter().position(|form| (form.is)(input)) {
            Some(form) => of_form[form].push(input),
            None if input.text.trim().is_empty() => faults.push(Fault::of(input, What::Empty)),
            None => faults.push(Fault::of(input, What::NoForm)),
        }
    }
    let mut firewall = Firewall::default();
    for (form, inputs) in FORMS.iter().zip(&of_form).filter(|(_, inputs)| !inputs.is_empty()) {
        faults.extend((form.read)(inputs, hints, &mut firewall));
    }
    if !faults.is_empty() {
        let order = |fault: &Fault| inputs.iter().position(|input| input.name == fault.file);
        faults.sort_by_key(order);
        return Err(faults.into_iter().map(|fault| fault.said(language)).collect());
    }
    let order = |file: &str| inputs.iter().position(|input| input.name == file);
    firewall.collections.sort_by_key(|collection| order(&collection.place.file));
    Ok(firewall)
}
