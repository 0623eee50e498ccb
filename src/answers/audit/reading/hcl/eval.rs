//! Evaluates the expressions of Terraform as far as the files tell.

use super::super::bound::{self, Bound};
use super::super::budget::Budget;
use super::super::node::{MAX_TEXT, Node, Value, why};
use super::super::operators::{binary, truth};
use super::functions;
use super::names::{Definition, Names, Source};
use crate::answers::audit::Hints;
use crate::answers::audit::firewall::Why;
use hcl_edit::Span;
use hcl_edit::expr::{Expression, ForExpr, FuncCall, Object, ObjectKey, UnaryOperator};
use hcl_edit::template::{Element, Template};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

pub(super) struct Evaluator<'a> {
    pub sources: &'a [Source<'a>],
    pub names: Names<'a>,
    pub hints: &'a Hints,
    pub budget: Budget,
    /// Variables that were asked for.
    pub used: RefCell<BTreeSet<String>>,
    /// Names that are being evaluated.
    pub open: RefCell<Vec<String>>,
}

/// What an expression sees around itself.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub source: usize,
    /// The names of loops.
    pub bound: Option<&'a Bound<'a>>,
    /// What the call of its module gives to its variables; none where it is the outermost one.
    pub given: Option<&'a Node>,
}

impl<'a> Scope<'a> {
    pub fn of(source: usize, given: Option<&'a Node>) -> Self {
        Self { source, bound: None, given }
    }

    /// The same with one more name.
    pub fn binding<'b>(self, bound: Option<&'b Bound<'b>>) -> Scope<'b>
    where
        'a: 'b,
    {
        Scope { bound, ..self }
    }
}

/// An expression, and what it sees.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub expression: &'a Expression,
    pub scope: Scope<'a>,
}

impl<'a> Evaluator<'a> {
    pub fn new(sources: &'a [Source<'a>], names: Names<'a>, hints: &'a Hints) -> Self {
        Self {
            sources,
            names,
            hints,
            budget: Budget::new(),
            used: RefCell::default(),
            open: RefCell::default(),
        }
    }

    /// What a name stands for.
    pub fn definition_value(&self, definition: Definition<'_>) -> Node {
        self.eval(definition.expression, Scope::of(definition.source, None))
    }

    /// What an expression gives.
    pub fn eval(&self, expression: &Expression, scope: Scope<'_>) -> Node {
        let at = At { expression, scope };
        let Some(_level) = self.budget.enter() else {
            return self.unknown(at, Why::NotEvaluated);
        };
        let value = match expression {
            Expression::Null(_) => Value::Null,
            Expression::Bool(value) => Value::Bool(*value.value()),
            Expression::Number(value) => Value::number(&value.value().to_string()),
            Expression::String(value) => Value::text(value.value()),
            Expression::Array(array) => {
                Value::list(array.iter().map(|item| self.eval(item, scope)).collect())
            }
            Expression::Object(object) => Value::map(self.object(object, scope)),
            Expression::StringTemplate(template) => return self.template(at, template),
            Expression::HeredocTemplate(heredoc) => return self.template(at, &heredoc.template),
            Expression::Parenthesis(inner) => return self.eval(inner.inner(), scope),
            Expression::Variable(name) => match Bound::find(scope.bound, name.as_str()) {
                Some(node) => return self.copy(at, node),
                None => return self.unknown(at, Why::NotEvaluated),
            },
            Expression::Conditional(_) | Expression::UnaryOp(_) | Expression::BinaryOp(_) => {
                return self.operation(at);
            }
            Expression::FuncCall(call) => return self.call(at, call),
            Expression::Traversal(traversal) => return self.traversal(at, traversal),
            Expression::ForExpr(each) => return self.for_each(at, each),
        };
        self.node(at, value)
    }

    /// `a ? b : c`, `!a`, `a + b`; apart from the rest, so that names of names take less of the stack.
    fn operation(&self, at: At<'_>) -> Node {
        let eval = |expression: &Expression| self.eval(expression, at.scope);
        let (value, sides) = match at.expression {
            Expression::Conditional(conditional) => {
                let condition = eval(&conditional.cond_expr);
                return match truth(&condition) {
                    Some(true) => eval(&conditional.true_expr),
                    Some(false) => eval(&conditional.false_expr),
                    None => self.unknown(at, why(&[&condition])),
                };
            }
            Expression::UnaryOp(operation) => {
                let inner = eval(&operation.expr);
                let value = match (operation.operator.value(), truth(&inner), &inner.value) {
                    (UnaryOperator::Not, Some(value), _) => Some(Value::Bool(!value)),
                    (UnaryOperator::Neg, _, Value::Number(number)) => {
                        Some(Value::Number(number.saturating_neg()))
                    }
                    _ => None,
                };
                (value, vec![inner])
            }
            Expression::BinaryOp(operation) => {
                let [left, right] = [&operation.lhs_expr, &operation.rhs_expr].map(eval);
                let value = binary(operation.operator.value().as_str(), &left, &right);
                (value, vec![left, right])
            }
            _ => (None, Vec::new()),
        };
        match value {
            Some(value) => self.node(at, value),
            None => self.unknown(at, why(&sides.iter().collect::<Vec<_>>())),
        }
    }

    /// A value at the place of an expression.
    pub fn node(&self, at: At<'_>, value: Value) -> Node {
        let source = &self.sources[at.scope.source];
        let line = at.expression.span().map_or(0, |span| source.lines.at(span.start));
        Node::at(at.scope.source, line, value)
    }

    /// An expression that nobody can tell.
    pub fn unknown(&self, at: At<'_>, why: Why) -> Node {
        let source = &self.sources[at.scope.source];
        let text = at.expression.span().and_then(|span| source.text.get(span));
        self.node(at, Value::open(text.unwrap_or_default(), why))
    }

    /// A value used once more.
    pub fn copy(&self, at: At<'_>, node: &Node) -> Node {
        let there = self.budget.spend(node.size());
        if there { node.clone() } else { self.unknown(at, Why::NotEvaluated) }
    }

    fn object(&self, object: &Object, scope: Scope<'_>) -> Vec<(Rc<str>, Node)> {
        let entry = |(key, value): (&ObjectKey, &hcl_edit::expr::ObjectValue)| {
            let key = match key {
                ObjectKey::Ident(name) => name.as_str().to_owned(),
                ObjectKey::Expression(key) => self.eval(key, scope).written(),
            };
            (key.into(), self.eval(value.expr(), scope))
        };
        object.iter().map(entry).collect()
    }

    fn template(&self, at: At<'_>, template: &Template) -> Node {
        let mut out = String::new();
        let elements: Vec<&Element> = template.iter().collect();
        for element in &elements {
            match element {
                Element::Literal(text) => out.push_str(text.value()),
                Element::Interpolation(inner) => {
                    let node = self.eval(&inner.expr, at.scope);
                    if elements.len() == 1 {
                        return node;
                    }
                    match node.text() {
                        Some(text) if out.len() + text.len() <= MAX_TEXT => out.push_str(&text),
                        _ => return self.unknown(at, why(&[&node])),
                    }
                }
                Element::Directive(_) => return self.unknown(at, Why::NotEvaluated),
            }
        }
        self.budget.spend(out.len() / 64);
        self.node(at, Value::text(out))
    }

    fn call(&self, at: At<'_>, call: &FuncCall) -> Node {
        // A loop takes less of the stack than an iterator does.
        let mut arguments: Vec<Node> = Vec::new();
        for argument in &call.args {
            arguments.push(self.eval(argument, at.scope));
        }
        if call.args.expand_final() {
            match arguments.pop().map(|last| last.value) {
                Some(Value::List(items)) => arguments.extend(items.iter().cloned()),
                _ => return self.unknown(at, Why::NotEvaluated),
            }
        }
        let name = if call.name.is_namespaced() { "" } else { call.name.name.as_str() };
        match functions::call(name, &arguments) {
            Some(value) => self.copy(at, &self.node(at, value)),
            None => self.unknown(at, why(&arguments.iter().collect::<Vec<_>>())),
        }
    }

    fn for_each(&self, at: At<'_>, each: &ForExpr) -> Node {
        let collection = self.eval(&each.intro.collection_expr, at.scope);
        let Some(pairs) = pairs(&collection) else {
            return self.unknown(at, why(&[&collection]));
        };
        let key = each.intro.key_var.as_ref().map_or("", |name| name.as_str());
        let names = [key, each.intro.value_var.as_str()];
        let mut made: Vec<(Rc<str>, Node)> = Vec::new();
        for (key, value) in pairs {
            if !self.budget.spend(value.size()) {
                return self.unknown(at, Why::NotEvaluated);
            }
            made.extend(bound::with(&names, &[key, value], at.scope.bound, |bound| {
                self.one_of(each, at.scope.binding(bound))
            }));
        }
        let value = match (&each.key_expr, each.grouping) {
            (Some(_), true) => return self.unknown(at, Why::BestEffort),
            (Some(_), false) => Value::map(made),
            (None, _) => Value::list(made.into_iter().map(|(_, node)| node).collect()),
        };
        self.node(at, value)
    }

    /// What a loop makes of one item, if its condition holds; without a key where it has none, or
    /// where nobody knows whether the item is there.
    fn one_of(&self, each: &ForExpr, scope: Scope<'_>) -> Option<(Rc<str>, Node)> {
        if let Some(condition) = &each.cond {
            let holds = self.eval(&condition.expr, scope);
            if truth(&holds) == Some(false) {
                return None;
            }
            if truth(&holds).is_none() {
                let at = At { expression: &each.value_expr, scope };
                return Some(("".into(), self.unknown(at, why(&[&holds]))));
            }
        }
        let node = self.eval(&each.value_expr, scope);
        let key = each.key_expr.as_ref().map(|key| self.eval(key, scope).written());
        Some((key.unwrap_or_default().into(), node))
    }
}

/// Keys and values of a collection; those of a list are numbered.
pub(super) fn pairs(node: &Node) -> Option<Vec<(Node, Node)>> {
    match &node.value {
        Value::List(items) => {
            let numbered = items.iter().enumerate();
            let pair = |(at, item): (usize, &Node)| (item.with(Value::count(at)), item.clone());
            Some(numbered.map(pair).collect())
        }
        Value::Map(entries) => {
            let pair = |(key, node): &(Rc<str>, Node)| (node.with(Value::text(key)), node.clone());
            Some(entries.iter().map(pair).collect())
        }
        _ => None,
    }
}
