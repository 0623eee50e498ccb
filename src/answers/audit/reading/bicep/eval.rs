//! Evaluates the expressions of Bicep as far as the file tells.

use super::super::node::{Lines, MAX_TEXT, Node, Value, why};
use super::functions::{binary, function};
use super::tree::{Expr, Kind, Resource};
use crate::answers::audit::Hints;
use crate::answers::audit::firewall::Why;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// Values that are made while a file is evaluated; more is a way to fill memory.
pub const MAX_VALUES: usize = 2_000_000;

/// Expressions within expressions, through names too.
pub const MAX_DEPTH: usize = 120;

pub(super) struct Evaluator<'a> {
    pub file: usize,
    pub text: &'a str,
    pub lines: Lines,
    pub hints: &'a Hints,
    /// Parameters and variables; a parameter without default has none.
    pub names: HashMap<String, Option<Expr>>,
    /// Values of parameters, from a file of values.
    pub values: HashMap<String, Node>,
    pub resources: HashMap<String, Resource>,
    pub open: RefCell<Vec<String>>,
    pub made: Cell<usize>,
}

/// What an expression sees around itself.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub depth: usize,
    pub bound: Option<&'a Bound<'a>>,
}

/// A name of a loop.
pub(super) struct Bound<'a> {
    pub name: &'a str,
    pub node: Node,
    pub outer: Option<&'a Bound<'a>>,
}

impl Scope<'_> {
    pub const TOP: Self = Scope { depth: 0, bound: None };

    fn find(&self, name: &str) -> Option<&Node> {
        let mut next = self.bound;
        while let Some(bound) = next {
            if bound.name == name {
                return Some(&bound.node);
            }
            next = bound.outer;
        }
        None
    }
}

impl Evaluator<'_> {
    pub fn node(&self, expr: &Expr, value: Value) -> Node {
        Node::at(self.file, self.lines.at(expr.span.0), value)
    }

    pub fn unknown(&self, expr: &Expr, why: Why) -> Node {
        let text = self.text.get(expr.span.0..expr.span.1).unwrap_or_default();
        self.node(expr, Value::open(text, why))
    }

    fn takes(&self, count: usize) -> bool {
        let made = self.made.get().saturating_add(count);
        self.made.set(made);
        made <= MAX_VALUES
    }

    fn copy(&self, expr: &Expr, node: &Node) -> Node {
        if self.takes(node.size()) { node.clone() } else { self.unknown(expr, Why::NotEvaluated) }
    }

    /// What an expression gives.
    pub fn eval(&self, expr: &Expr, scope: Scope<'_>) -> Node {
        let scope = Scope { depth: scope.depth + 1, ..scope };
        if scope.depth > MAX_DEPTH || !self.takes(1) {
            return self.unknown(expr, Why::NotEvaluated);
        }
        let value = match &expr.kind {
            Kind::Null => Value::Null,
            Kind::Bool(value) => Value::Bool(*value),
            Kind::Number(number) => Value::Number(*number),
            Kind::Text(text) => Value::text(text),
            Kind::Parts(parts) => return self.parts(expr, parts, scope),
            Kind::List(items) => {
                Value::list(items.iter().map(|item| self.eval(item, scope)).collect())
            }
            Kind::Object(entries, _) => {
                let entry = |(key, value): &(Expr, Expr)| {
                    let key = self.eval(key, scope);
                    (key.written().into(), self.eval(value, scope))
                };
                Value::map(entries.iter().map(entry).collect())
            }
            Kind::Name(name) => return self.name(expr, name, scope),
            Kind::Call(name, arguments) => return self.call(expr, name, arguments, scope),
            Kind::Member(inner, name) => return self.member(expr, inner, name, scope),
            Kind::Index(inner, index) => {
                let (inner, index) = (self.eval(inner, scope), self.eval(index, scope));
                let found = index.text().and_then(|index| match &inner.value {
                    Value::List(items) => items.get(index.parse::<usize>().ok()?),
                    _ => inner.member(&index),
                });
                return match found {
                    Some(node) => self.copy(expr, node),
                    None => self.unknown(expr, why(&[&inner, &index])),
                };
            }
            Kind::Choice(choice) => {
                let [condition, yes, no] = &**choice;
                let condition = self.eval(condition, scope);
                return match condition.value {
                    Value::Bool(true) => self.eval(yes, scope),
                    Value::Bool(false) => self.eval(no, scope),
                    _ => self.unknown(expr, why(&[&condition])),
                };
            }
            Kind::Binary(operator, sides) => {
                let [left, right] = &**sides;
                let (left, right) = (self.eval(left, scope), self.eval(right, scope));
                match binary(operator, &left, &right) {
                    Some(value) => value,
                    None => return self.unknown(expr, why(&[&left, &right])),
                }
            }
            Kind::Not(inner) => match self.eval(inner, scope).value {
                Value::Bool(value) => Value::Bool(!value),
                Value::Unknown(open) => return self.unknown(expr, open.why.clone()),
                _ => return self.unknown(expr, Why::Malformed),
            },
            Kind::Negative(inner) => match self.eval(inner, scope).value {
                Value::Number(number) => Value::Number(number.saturating_neg()),
                _ => return self.unknown(expr, Why::NotEvaluated),
            },
            Kind::For(item, number, parts) => {
                return self.for_each(expr, item, number.as_deref(), parts, scope);
            }
            Kind::Other => return self.unknown(expr, Why::BestEffort),
        };
        self.node(expr, value)
    }

    fn parts(&self, expr: &Expr, parts: &[Expr], scope: Scope<'_>) -> Node {
        let mut out = String::new();
        for part in parts {
            let node = self.eval(part, scope);
            match node.text() {
                Some(text) if out.len() + text.len() <= MAX_TEXT => out.push_str(&text),
                _ => return self.unknown(expr, why(&[&node])),
            }
        }
        self.takes(out.len() / 64);
        self.node(expr, Value::text(out))
    }

    fn name(&self, expr: &Expr, name: &str, scope: Scope<'_>) -> Node {
        if let Some(node) = scope.find(name) {
            return self.copy(expr, node);
        }
        if let Some((_, value)) = self.hints.values.iter().find(|(key, _)| key == name) {
            return self.node(expr, Value::text(value.clone()));
        }
        if let Some(node) = self.values.get(name) {
            return self.copy(expr, node);
        }
        match self.names.get(name) {
            Some(Some(definition)) => self.named(expr, name, definition, scope),
            Some(None) => match self.region(name) {
                Some(region) => self.node(expr, Value::text(region)),
                None => self.unknown(expr, Why::NoValue(name.to_owned())),
            },
            None => self.unknown(expr, Why::OnlyAtRunTime),
        }
    }

    /// Evaluates what a name stands for, unless it stands for itself.
    fn named(&self, expr: &Expr, name: &str, definition: &Expr, scope: Scope<'_>) -> Node {
        if self.open.borrow().iter().any(|open| open == name) {
            return self.unknown(expr, Why::NotEvaluated);
        }
        self.open.borrow_mut().push(name.to_owned());
        let node = self.eval(definition, Scope { depth: scope.depth, bound: None });
        self.open.borrow_mut().pop();
        node
    }

    /// The cluster's region, where a name without value means a place.
    fn region(&self, name: &str) -> Option<String> {
        let name = name.to_ascii_lowercase();
        let is_place = name.ends_with("location") || name.ends_with("region");
        (is_place && !self.hints.region.is_empty()).then(|| self.hints.region.clone())
    }

    fn member(&self, expr: &Expr, inner: &Expr, name: &str, scope: Scope<'_>) -> Node {
        if let Kind::Name(symbol) = &inner.kind
            && let Some(resource) = self.resources.get(symbol)
        {
            return self.of_resource(expr, resource, name, scope);
        }
        if matches!(&inner.kind, Kind::Call(called, _) if called == "resourceGroup")
            && name == "location"
        {
            return match self.region(name) {
                Some(region) => self.node(expr, Value::text(region)),
                None => self.unknown(expr, Why::OnlyAtRunTime),
            };
        }
        let inner = self.eval(inner, scope);
        match inner.member(name) {
            Some(node) => self.copy(expr, node),
            None => self.unknown(expr, why(&[&inner])),
        }
    }

    /// What the file says of a resource; of its id the type's last part and the name are enough.
    fn of_resource(&self, expr: &Expr, resource: &Resource, name: &str, scope: Scope<'_>) -> Node {
        let Kind::Object(entries, _) = &resource.body.kind else {
            return self.unknown(expr, Why::OnlyAtRunTime);
        };
        let wanted = if name == "id" { "name" } else { name };
        let found = entries.iter().find(|(key, _)| key.kind == Kind::Text(wanted.to_owned()));
        let Some((_, value)) = found else { return self.unknown(expr, Why::OnlyAtRunTime) };
        let key = format!("{}.{name}", resource.symbol);
        let node = self.named(expr, &key, value, scope);
        let kind = resource.kind.rsplit('/').next().unwrap_or_default();
        match (name, node.text()) {
            ("id", Some(own)) => node.with(Value::text(format!("/{kind}/{own}"))),
            // A policy's id is only compared, and so need not be known.
            ("id", None) if kind.eq_ignore_ascii_case("firewallPolicies") => {
                node.with(Value::text(format!("/{kind}/{}", node.written())))
            }
            ("id", None) => self.unknown(expr, why(&[&node])),
            _ => node,
        }
    }

    fn call(&self, expr: &Expr, name: &str, arguments: &[Expr], scope: Scope<'_>) -> Node {
        let values: Vec<Node> = arguments.iter().map(|one| self.eval(one, scope)).collect();
        if let Some(value) = function(name, &values) {
            let node = self.node(expr, value);
            self.copy(expr, &node)
        } else {
            let known = values.iter().find_map(Node::unknown).map(|gap| gap.why.clone());
            let late = ["environment", "reference", "subscription", "resourceGroup", "listKeys"];
            let why = if late.contains(&name) { Why::OnlyAtRunTime } else { Why::NotEvaluated };
            self.unknown(expr, known.unwrap_or(why))
        }
    }

    /// What a loop makes of each item.
    fn for_each(
        &self,
        expr: &Expr,
        item: &str,
        number: Option<&str>,
        parts: &[Expr; 2],
        scope: Scope<'_>,
    ) -> Node {
        let [list, body] = parts;
        match self.each(list, item, number, scope, |scope| self.eval(body, scope)) {
            Ok(items) => self.node(expr, Value::list(items)),
            Err(unknown) => self.unknown(expr, why(&[&unknown])),
        }
    }

    /// Does something for each item of a list; gives the list back where it is unknown.
    pub fn each<T>(
        &self,
        list: &Expr,
        item: &str,
        number: Option<&str>,
        scope: Scope<'_>,
        make: impl Fn(Scope<'_>) -> T,
    ) -> Result<Vec<T>, Node> {
        let node = self.eval(list, scope);
        let Value::List(items) = &node.value else { return Err(node) };
        let mut results = Vec::new();
        for (at, one) in items.iter().enumerate() {
            if !self.takes(one.size()) {
                return Err(self.unknown(list, Why::NotEvaluated));
            }
            let at = one.with(Value::count(at));
            let number = Bound { name: number.unwrap_or_default(), node: at, outer: scope.bound };
            let bound = Bound { name: item, node: one.clone(), outer: Some(&number) };
            results.push(make(Scope { depth: scope.depth, bound: Some(&bound) }));
        }
        Ok(results)
    }
}
