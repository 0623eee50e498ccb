//! JSON in every wrapper that Azure and its tools give.

use super::{Fault, Firewall, Form, Hints, Input};

pub(super) const FORM: Form = Form { name: "JSON", is, read };

fn is(_input: &Input) -> bool {
    false
}

fn read(_inputs: &[&Input], _hints: &Hints, _firewall: &mut Firewall) -> Vec<Fault> {
    Vec::new()
}
