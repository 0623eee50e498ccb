//! list as best effort.

use super::{Fault, Firewall, Form, Hints, Input};

pub(super) const FORM: Form = Form { name: "list", is, read };

fn is(_input: &Input) -> bool {
    false
}

fn read(_inputs: &[&Input], _hints: &Hints, _firewall: &mut Firewall) -> Vec<Fault> {
    Vec::new()
}
