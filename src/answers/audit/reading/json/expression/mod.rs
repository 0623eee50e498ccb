//! Azure's template expressions, as far as their values are known before a deployment.
//!
//! What is not known becomes [`Value::Unknown`] and stays so; nothing is guessed.

mod parse;

use super::super::budget::Budget;
use super::super::functions::{self, Answer, Failed};
use super::super::node::{Node, Value};
use super::scope::Scope;
use crate::answers::audit::{Hints, Why};
use parse::{Expr, Taken, What};
use std::rc::Rc;

/// How often a loop of a template may run; Azure allows no more.
pub const MAX_COPIES: i64 = 800;

/// Evaluates expressions at one place of a template.
#[derive(Clone)]
pub(super) struct Eval<'a> {
    pub scope: &'a Scope,
    pub hints: &'a Hints,
    pub budget: &'a Budget,
    /// Loops by `#` and their name, the loop of a resource also by `#` alone; variables of lambdas
    /// by their name.
    pub bound: Vec<(String, Node)>,
}

/// An expression's text, and the value that it stands in.
#[derive(Clone, Copy)]
struct Source<'a> {
    text: &'a str,
    node: &'a Node,
}

impl Eval<'_> {
    /// The same with one more name.
    pub(super) fn bind(&self, name: &str, node: Node) -> Self {
        let mut inner = self.clone();
        inner.bound.push((name.to_owned(), node));
        inner
    }

    /// A value with every expression in it evaluated.
    pub(super) fn deep(&self, raw: &Node) -> Node {
        let Some(_level) = self.budget.enter() else {
            let text = raw.as_text().unwrap_or("[…]");
            return raw.with(Value::unknown(text, Why::NotEvaluated));
        };
        match &raw.value {
            Value::Text(text) => self.text(raw, text),
            Value::List(all) => {
                raw.with(Value::list(all.iter().map(|node| self.deep(node)).collect()))
            }
            Value::Map(all) => {
                let mut entries = Vec::with_capacity(all.len());
                for (key, node) in all.iter() {
                    if &**key == "copy" && is_copy(node) {
                        entries.extend(node.items().iter().map(|copy| self.copy(copy)));
                    } else {
                        entries.push((self.key(key, node), self.deep(node)));
                    }
                }
                raw.with(Value::map(entries))
            }
            _ => raw.clone(),
        }
    }

    /// The values of a loop: `{name, count, input}`.
    fn copy(&self, copy: &Node) -> (Rc<str>, Node) {
        let name = copy.text_of("name").unwrap_or_default();
        let (Some(input), Some(count)) = (copy.get("input"), copy.get("count")) else {
            return (name.into(), copy.with(Value::unknown("copy", Why::Malformed)));
        };
        let count = self.deep(count);
        let list = match &count.value {
            Value::Number(count @ 0..=MAX_COPIES) => {
                let one = |index: i64| {
                    let index = copy.with(Value::Number(index));
                    self.bind(&format!("#{}", name.to_lowercase()), index).deep(input)
                };
                Value::list((0..*count).map(one).collect())
            }
            Value::Unknown(unknown) => Value::unknown(&unknown.text, unknown.why.clone()),
            _ => Value::unknown("copy", Why::NotEvaluated),
        };
        (name.into(), copy.with(list))
    }

    fn key(&self, key: &Rc<str>, node: &Node) -> Rc<str> {
        if !key.starts_with('[') {
            return key.clone();
        }
        match self.text(node, key).value {
            Value::Text(text) => text,
            _ => key.clone(),
        }
    }

    /// A text: an expression if it stands in brackets.
    fn text(&self, node: &Node, text: &str) -> Node {
        let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        let Some(inner) = inner else { return node.clone() };
        if inner.starts_with('[') {
            return node.with(Value::text(&text[1..]));
        }
        let parsed = self.budget.spend(text.len() / 8).then(|| parse::parse(inner)).flatten();
        match parsed {
            Some(expr) => self.eval(&expr, Source { text: inner, node }),
            None => node.with(Value::unknown(text, Why::NotEvaluated)),
        }
    }

    fn eval(&self, expr: &Expr, source: Source<'_>) -> Node {
        let Some(_level) = self.budget.enter() else {
            return source.unknown(expr, Why::NotEvaluated.into());
        };
        let start = match &expr.what {
            What::Text(text) if !self.budget.spend(text.len() / 16) => {
                Err(Why::NotEvaluated.into())
            }
            What::Text(text) => Ok(source.node.with(Value::text(text))),
            What::Number(number) => Ok(source.node.with(Value::Number(*number))),
            What::Call(name, arguments) => self.call(name, arguments, source),
        };
        let taken = start.and_then(|start| {
            expr.taken.iter().try_fold(start, |node, taken| self.take(&node, taken, source))
        });
        let node = taken.unwrap_or_else(|failed| source.unknown(expr, failed));
        match (&node.value, self.hinted(source.slice(expr))) {
            (Value::Unknown(_), Some(text)) => node.with(Value::text(text)),
            _ => node,
        }
    }

    /// The value that the caller knows of a name.
    pub(super) fn hinted(&self, name: &str) -> Option<&str> {
        let values = &self.hints.values;
        values.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, text)| &**text)
    }

    fn take(&self, node: &Node, taken: &Taken, source: Source<'_>) -> Result<Node, Failed> {
        let index = match taken {
            Taken::Property(name, _) => source.node.with(Value::text(name)),
            Taken::Index(expr) => self.eval(expr, source),
        };
        if let Value::Unknown(unknown) = &node.value {
            return Err(unknown.why.clone().into());
        }
        if !self.budget.spend(functions::weight(node)) {
            return Err(Why::NotEvaluated.into());
        }
        match functions::element(node, &index)? {
            Some(found) => Ok(found),
            None if matches!(taken, Taken::Property(_, true)) => Ok(node.with(Value::Null)),
            None => Err(Why::NotEvaluated.into()),
        }
    }

    fn call(&self, name: &str, arguments: &[Expr], source: Source<'_>) -> Result<Node, Failed> {
        let value = |at: usize| match arguments.get(at) {
            Some(expr) => Ok(self.eval(expr, source)),
            None => Err(Failed::from(Why::NotEvaluated)),
        };
        let here = |answer: Answer| answer.map(|value| source.node.with(value));
        match name {
            "parameters" => self.scope.parameter(&functions::text(&value(0)?)?, self),
            "variables" => self.scope.variable(&functions::text(&value(0)?)?, self),
            "if" => match value(0)?.value {
                Value::Bool(true) => value(1),
                Value::Bool(false) => value(2),
                Value::Unknown(unknown) => Err(unknown.why.clone().into()),
                _ => Err(Why::NotEvaluated.into()),
            },
            "copyindex" => here(self.copy_index(arguments, source)),
            "lambdavariables" => {
                let name = functions::text(&value(0)?)?;
                self.lookup(&name).cloned().ok_or(Why::NotEvaluated.into())
            }
            "map" | "filter" | "reduce" => here(self.each(name, arguments, source)),
            "resourcegroup" | "deployment" => here(Ok(self.place_of_deployment(source))),
            _ => {
                let all: Vec<Node> = arguments.iter().map(|expr| self.eval(expr, source)).collect();
                here(functions::call(name, &all, self.budget))
            }
        }
    }

    fn lookup(&self, name: &str) -> Option<&Node> {
        Some(&self.bound.iter().rev().find(|(bound, _)| bound.eq_ignore_ascii_case(name))?.1)
    }

    /// `copyIndex()`, `copyIndex(1)`, `copyIndex('name')`, `copyIndex('name', 1)`
    fn copy_index(&self, arguments: &[Expr], source: Source<'_>) -> Answer {
        let (mut name, mut offset) = (String::new(), 0);
        for argument in arguments {
            match self.eval(argument, source).value {
                Value::Text(text) => name = text.to_string(),
                Value::Number(number) => offset = number,
                _ => return Err(Why::NotEvaluated.into()),
            }
        }
        match self.lookup(&format!("#{name}")).map(|node| &node.value) {
            Some(Value::Number(index)) => {
                Ok(Value::Number(index.checked_add(offset).ok_or(Why::NotEvaluated)?))
            }
            Some(Value::Unknown(unknown)) => Err(unknown.why.clone().into()),
            _ => Err(Why::NotEvaluated.into()),
        }
    }

    /// `map(list, lambda('name', body))` and its kin.
    fn each(&self, function: &str, arguments: &[Expr], source: Source<'_>) -> Answer {
        let Some((Expr { what: What::Call(lambda, inner), .. }, values)) = arguments.split_last()
        else {
            return Err(Why::NotEvaluated.into());
        };
        let (true, Some((body, names))) = (lambda == "lambda", inner.split_last()) else {
            return Err(Why::NotEvaluated.into());
        };
        let values: Vec<Node> = values.iter().map(|value| self.eval(value, source)).collect();
        functions::over(function, &values, self.budget, |bound| {
            let mut inner = self.clone();
            for (name, node) in names.iter().zip(bound) {
                if let What::Text(name) = &name.what {
                    inner.bound.push((name.clone(), node.clone()));
                }
            }
            inner.eval(body, source)
        })
    }

    /// What is known of the resource group: where it lies.
    fn place_of_deployment(&self, source: Source<'_>) -> Value {
        let location = match &*self.hints.region {
            "" => Value::unknown("location", Why::NoValue("location".to_owned())),
            region => Value::text(region),
        };
        let unknown = |name: &str| Value::unknown(name, Why::OnlyAtRunTime);
        let entries = [
            ("location", location),
            ("name", unknown("name")),
            ("id", unknown("id")),
            ("tags", unknown("tags")),
        ];
        let entry = |(name, value): (&str, Value)| (name.into(), source.node.with(value));
        Value::map(entries.into_iter().map(entry).collect())
    }
}

impl<'a> Source<'a> {
    fn slice(self, expr: &Expr) -> &'a str {
        self.text.get(expr.span.clone()).unwrap_or(self.text)
    }

    /// The unknown value of a part; the whole keeps its brackets, as it stands in the file.
    fn unknown(self, expr: &Expr, failed: Failed) -> Node {
        let slice = self.slice(expr);
        let text =
            if slice.len() == self.text.len() { format!("[{slice}]") } else { slice.to_owned() };
        self.node.with(match failed.rough {
            Some(rough) => Value::rough(&text, failed.why, rough),
            None => Value::unknown(&text, failed.why),
        })
    }
}

/// Whether a value below `copy` is a loop over properties.
pub(super) fn is_copy(node: &Node) -> bool {
    let copies = node.items();
    !copies.is_empty()
        && copies.iter().all(|copy| copy.get("name").and(copy.get("input")).is_some())
}
