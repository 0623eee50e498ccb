//! Evaluates the expressions of Bicep as far as the file tells.

use super::super::bound::{self, Bound};
use super::super::budget::Budget;
use super::super::functions;
use super::super::location::region;
use super::super::node::{Lines, MAX_TEXT, Node, Value, why};
use super::super::operators::{binary, truth};
use super::tree::{Expr, For, Kind, Resource};
use crate::answers::audit::Hints;
use crate::answers::audit::firewall::Why;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

pub(super) struct Evaluator<'a> {
    pub file: usize,
    pub text: &'a str,
    pub lines: Lines,
    pub hints: &'a Hints,
    pub budget: Budget,
    /// Parameters and variables; a parameter without default has none.
    pub names: HashMap<String, Option<Expr>>,
    /// Values of parameters, from a file of values.
    pub values: HashMap<String, Node>,
    pub resources: HashMap<String, Resource>,
    /// Names that are being evaluated.
    pub open: RefCell<Vec<String>>,
}

/// The names of loops and lambdas around an expression.
pub(super) type Scope<'a> = Option<&'a Bound<'a>>;

impl Evaluator<'_> {
    pub fn node(&self, expr: &Expr, value: Value) -> Node {
        Node::at(self.file, self.lines.at(expr.span.0), value)
    }

    pub fn unknown(&self, expr: &Expr, why: Why) -> Node {
        let text = self.text.get(expr.span.0..expr.span.1).unwrap_or_default();
        self.node(expr, Value::open(text, why))
    }

    /// A value used once more.
    fn copy(&self, expr: &Expr, node: &Node) -> Node {
        let there = self.budget.spend(node.size());
        if there { node.clone() } else { self.unknown(expr, Why::NotEvaluated) }
    }

    /// What an expression gives.
    pub fn eval(&self, expr: &Expr, scope: Scope<'_>) -> Node {
        let Some(_level) = self.budget.enter() else {
            return self.unknown(expr, Why::NotEvaluated);
        };
        let value = match &expr.kind {
            Kind::Null => Value::Null,
            Kind::Bool(value) => Value::Bool(*value),
            Kind::Number(number) => Value::Number(*number),
            Kind::Text(text) => Value::text(text),
            Kind::Parts(parts) => return self.parts(expr, parts, scope),
            Kind::List(items) => Value::list(self.items(items, scope)),
            Kind::Object(entries, _) => Value::map(self.entries(entries, scope)),
            Kind::Name(name) => return self.name(expr, name, scope),
            Kind::Call(name, arguments) => return self.call(expr, name, arguments, scope),
            Kind::Member(inner, name, may_miss) => {
                let found = self.member(expr, inner, name, scope);
                match found {
                    Some(node) => return node,
                    None if *may_miss => Value::Null,
                    None => return self.unknown(expr, Why::NotEvaluated),
                }
            }
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
            Kind::For(each) => {
                let made = self.each(each, scope, |scope, doubt| match doubt {
                    Some(doubt) => self.unknown(&each.body, why(&[doubt])),
                    None => self.eval(&each.body, scope),
                });
                match made {
                    Ok(items) => Value::list(items),
                    Err(unknown) => return self.unknown(expr, why(&[&unknown])),
                }
            }
            Kind::Lambda(..) | Kind::Spread(_) => return self.unknown(expr, Why::BestEffort),
        };
        self.node(expr, value)
    }

    /// What a list holds, that of lists within it among them.
    fn items(&self, items: &[Expr], scope: Scope<'_>) -> Vec<Node> {
        let mut all = Vec::new();
        for item in items {
            let Kind::Spread(inner) = &item.kind else {
                all.push(self.eval(item, scope));
                continue;
            };
            let inner = self.eval(inner, scope);
            match &inner.value {
                Value::List(more) if self.budget.spend(inner.size()) => {
                    all.extend(more.iter().cloned());
                }
                _ => all.push(self.unknown(item, why(&[&inner]))),
            }
        }
        all
    }

    fn entries(&self, entries: &[(Expr, Expr)], scope: Scope<'_>) -> Vec<(Rc<str>, Node)> {
        let mut all: Vec<(Rc<str>, Node)> = Vec::new();
        let is_spread = |(_, value): &(Expr, Expr)| matches!(value.kind, Kind::Spread(_));
        let has_spread = entries.iter().any(is_spread);
        for (key, value) in entries {
            let Kind::Spread(inner) = &value.kind else {
                let key = self.eval(key, scope).written();
                // What comes later wins.
                if has_spread && self.budget.spend(all.len()) {
                    all.retain(|(known, _)| **known != *key);
                }
                all.push((key.into(), self.eval(value, scope)));
                continue;
            };
            let inner = self.eval(inner, scope);
            match &inner.value {
                Value::Map(more) if self.budget.spend(inner.size()) => {
                    all.retain(|(key, _)| inner.member(key).is_none());
                    all.extend(more.iter().cloned());
                }
                _ => {
                    let open = self.unknown(value, why(&[&inner]));
                    all.push((open.written().into(), open));
                }
            }
        }
        all
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
        self.budget.spend(out.len() / 64);
        self.node(expr, Value::text(out))
    }

    fn name(&self, expr: &Expr, name: &str, scope: Scope<'_>) -> Node {
        if let Some(node) = Bound::find(scope, name) {
            return self.copy(expr, node);
        }
        if let Some((_, value)) = self.hints.values.iter().find(|(key, _)| key == name) {
            return self.node(expr, Value::text(value.clone()));
        }
        if let Some(node) = self.values.get(name) {
            return self.copy(expr, node);
        }
        match self.names.get(name) {
            Some(Some(definition)) => self.named(expr, name, definition),
            Some(None) => match region(self.hints, name) {
                Some(region) => self.node(expr, Value::text(region)),
                None => self.unknown(expr, Why::NoValue(name.to_owned())),
            },
            None => self.unknown(expr, Why::OnlyAtRunTime),
        }
    }

    /// Evaluates what a name stands for, unless it stands for itself.
    fn named(&self, expr: &Expr, name: &str, definition: &Expr) -> Node {
        if self.open.borrow().iter().any(|open| open == name) {
            return self.unknown(expr, Why::NotEvaluated);
        }
        self.open.borrow_mut().push(name.to_owned());
        let node = self.eval(definition, None);
        self.open.borrow_mut().pop();
        node
    }

    /// The value below a key; nothing where it is known that there is none.
    fn member(&self, expr: &Expr, inner: &Expr, name: &str, scope: Scope<'_>) -> Option<Node> {
        if let Kind::Name(symbol) = &inner.kind
            && let Some(resource) = self.resources.get(symbol)
        {
            return Some(self.of_resource(expr, resource, name));
        }
        let is_group = |called: &str| called == "resourceGroup" && name == "location";
        if matches!(&inner.kind, Kind::Call(called, _) if is_group(called)) {
            return Some(match region(self.hints, name) {
                Some(region) => self.node(expr, Value::text(region)),
                None => self.unknown(expr, Why::OnlyAtRunTime),
            });
        }
        let inner = self.eval(inner, scope);
        match inner.member(name) {
            Some(node) => Some(self.copy(expr, node)),
            None if matches!(inner.value, Value::Map(_) | Value::Null) => None,
            None => Some(self.unknown(expr, why(&[&inner]))),
        }
    }

    /// What the file says of a resource; of its id the type's last part and the name are enough.
    fn of_resource(&self, expr: &Expr, resource: &Resource, name: &str) -> Node {
        let Kind::Object(entries, _) = &resource.body.kind else {
            return self.unknown(expr, Why::OnlyAtRunTime);
        };
        let wanted = if name == "id" { "name" } else { name };
        let found = entries.iter().find(|(key, _)| key.kind == Kind::Text(wanted.to_owned()));
        let Some((_, value)) = found else { return self.unknown(expr, Why::OnlyAtRunTime) };
        let key = format!("{}.{name}", resource.symbol);
        let node = self.named(expr, &key, value);
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

    /// A function; the names are those of Azure's templates.
    fn call(&self, expr: &Expr, name: &str, arguments: &[Expr], scope: Scope<'_>) -> Node {
        let (values, lambda) = match arguments.split_last() {
            Some((Expr { kind: Kind::Lambda(names, body), .. }, values)) => {
                (values, Some((names, body)))
            }
            _ => (arguments, None),
        };
        let values: Vec<Node> = values.iter().map(|one| self.eval(one, scope)).collect();
        let called = match lambda {
            Some((names, body)) => functions::over(name, &values, &self.budget, |nodes| {
                bound::with(names, nodes, scope, |scope| self.eval(body, scope))
            }),
            None => functions::call(&name.to_ascii_lowercase(), &values, &self.budget),
        };
        match called {
            Ok(value) => {
                let node = self.node(expr, value);
                self.copy(expr, &node)
            }
            Err(failed) => self.unknown(expr, failed.why),
        }
    }

    /// Does something for each item of a loop, or for one of which nobody knows whether it is there;
    /// gives the list back where it is unknown.
    pub fn each<T>(
        &self,
        each: &For,
        scope: Scope<'_>,
        make: impl Fn(Scope<'_>, Option<&Node>) -> T,
    ) -> Result<Vec<T>, Node> {
        let node = self.eval(&each.list, scope);
        let Value::List(items) = &node.value else { return Err(node) };
        let mut results = Vec::new();
        for (at, one) in items.iter().enumerate() {
            if !self.budget.spend(one.size()) {
                return Err(self.unknown(&each.list, Why::NotEvaluated));
            }
            let nodes = [one.clone(), one.with(Value::count(at))];
            results.extend(bound::with(&each.names, &nodes, scope, |scope| {
                let holds = each.condition.as_ref().map(|holds| self.eval(holds, scope));
                match holds.as_ref().map(|holds| (holds, truth(holds))) {
                    None | Some((_, Some(true))) => Some(make(scope, None)),
                    Some((_, Some(false))) => None,
                    Some((holds, None)) => Some(make(scope, Some(holds))),
                }
            }));
        }
        Ok(results)
    }
}
