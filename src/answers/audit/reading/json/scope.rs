//! The parameters and variables that the expressions of one template see.

use super::super::budget::Budget;
use super::super::functions::Failed;
use super::super::location::region;
use super::super::node::{Node, Value};
use super::expression::Eval;
use super::parse;
use crate::answers::audit::{Hints, Input, Why};
use std::cell::RefCell;
use std::collections::HashMap;

/// Values by the lower-case name of their parameter.
pub(super) type Given = HashMap<String, Node>;

/// What the expressions of one template see.
#[derive(Default)]
pub(super) struct Scope {
    /// Whether this is the outermost template, whose parameters the operator gives.
    outermost: bool,
    parameters: HashMap<String, Parameter>,
    variables: HashMap<String, Lazy>,
}

#[derive(Default)]
struct Parameter {
    given: Option<Node>,
    default: Option<Lazy>,
    /// Its declared type in lower case.
    kind: String,
    nullable: bool,
}

/// A value that is evaluated when it is first asked for.
struct Lazy {
    raw: Node,
    state: RefCell<State>,
}

enum State {
    Waiting,
    /// Being evaluated: who asks again asks for itself.
    Busy,
    Done(Node),
}

impl Scope {
    /// The scope of a template with the values that it was given.
    pub(super) fn of(template: &Node, given: &Given, outermost: bool) -> Self {
        let mut scope = Self { outermost, ..Self::default() };
        for (name, declared) in template.get("parameters").map_or(&[][..], Node::entries) {
            let name = name.to_lowercase();
            let parameter = Parameter {
                given: given.get(&name).cloned(),
                default: declared.get("defaultValue").cloned().map(Lazy::of),
                kind: declared.text_of("type").unwrap_or_default().to_lowercase(),
                nullable: declared.get("nullable").is_some(),
            };
            scope.parameters.insert(name, parameter);
        }
        for (name, value) in template.get("variables").map_or(&[][..], Node::entries) {
            if &**name != "copy" {
                scope.variables.insert(name.to_lowercase(), Lazy::of(value.clone()));
                continue;
            }
            for copy in value.items() {
                let name = copy.text_of("name").unwrap_or_default();
                let loops = copy.with(Value::list(vec![copy.clone()]));
                let holder = copy.with(Value::map(vec![("copy".into(), loops)]));
                scope.variables.insert(name.to_lowercase(), Lazy::of(holder));
            }
        }
        scope
    }

    /// Whether a template has a parameter of this lower-case name.
    pub(super) fn declares(template: &Node, name: &str) -> bool {
        let declared = template.get("parameters").map_or(&[][..], Node::entries);
        declared.iter().any(|(own, _)| own.to_lowercase() == name)
    }

    /// Every parameter with a value, and every variable.
    pub(super) fn values(&self, hints: &Hints, budget: &Budget) -> Vec<Node> {
        let eval = Eval { scope: self, hints, budget, bound: Vec::new() };
        let mut names: Vec<&String> = self.parameters.keys().collect();
        names.sort_unstable();
        let parameters = names.into_iter().map(|name| self.parameter(name, &eval));
        let mut names: Vec<&String> = self.variables.keys().collect();
        names.sort_unstable();
        let variables = names.into_iter().map(|name| self.variable(name, &eval));
        parameters.chain(variables).filter_map(Result::ok).collect()
    }

    pub(super) fn parameter(&self, name: &str, eval: &Eval<'_>) -> Result<Node, Failed> {
        let none = Parameter::default();
        let declared = self.parameters.get(&name.to_lowercase()).unwrap_or(&none);
        let hinted = || eval.hinted(name).map(|text| typed(&declared.kind, text));
        let given = || declared.given.clone();
        let value = if self.outermost { hinted().or_else(given) } else { given().or_else(hinted) };
        if let Some(node) = value {
            return Ok(node);
        }
        match &declared.default {
            Some(default) => Ok(default.value(self, eval)),
            None if declared.nullable => Ok(nowhere(Value::Null)),
            None => match region(eval.hints, name) {
                Some(region) => Ok(nowhere(Value::text(region))),
                None => Err(Why::NoValue(name.to_owned()).into()),
            },
        }
    }

    pub(super) fn variable(&self, name: &str, eval: &Eval<'_>) -> Result<Node, Failed> {
        if let Some(variable) = self.variables.get(&name.to_lowercase()) {
            let node = variable.value(self, eval);
            // A loop's value stands below its name.
            let looped = variable.raw.get("copy").filter(|copy| super::expression::is_copy(copy));
            return Ok(match looped {
                Some(_) => node.get(name).cloned().unwrap_or(node),
                None => node,
            });
        }
        match eval.hinted(name) {
            Some(text) => Ok(nowhere(Value::text(text))),
            None => Err(Why::NoValue(name.to_owned()).into()),
        }
    }
}

impl Lazy {
    fn of(raw: Node) -> Self {
        Self { raw, state: RefCell::new(State::Waiting) }
    }

    fn value(&self, scope: &Scope, eval: &Eval<'_>) -> Node {
        match &*self.state.borrow() {
            State::Done(node) => return node.clone(),
            State::Busy => {
                let text = self.raw.as_text().unwrap_or("[…]");
                return self.raw.with(Value::unknown(text, Why::Malformed));
            }
            State::Waiting => {}
        }
        self.state.replace(State::Busy);
        let own = Eval { scope, hints: eval.hints, budget: eval.budget, bound: Vec::new() };
        let node = own.deep(&self.raw);
        self.state.replace(State::Done(node.clone()));
        node
    }
}

/// A value that the caller gave as a text, as the declared type of its parameter.
fn typed(kind: &str, text: &str) -> Node {
    if matches!(kind, "array" | "object" | "int" | "bool") {
        let input = Input { name: String::new(), text: text.to_owned() };
        if let Ok(node) = parse::parse(&input, 0) {
            return node;
        }
    }
    nowhere(Value::text(text))
}

/// A value that stands in no file.
fn nowhere(value: Value) -> Node {
    Node::at(0, 0, value)
}
