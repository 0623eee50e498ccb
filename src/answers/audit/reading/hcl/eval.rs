//! Evaluates the expressions of Terraform as far as the files tell.

use super::super::node::{MAX_TEXT, Node, Value, why};
use super::functions;
use super::names::{Definition, Names, Source};
use super::operators::{binary, pairs, truth};
use crate::answers::audit::Hints;
use crate::answers::audit::firewall::Why;
use hcl_edit::Span;
use hcl_edit::expr::{Expression, ForExpr, ObjectKey, UnaryOperator};
use hcl_edit::structure::{Block, Structure};
use hcl_edit::template::{Element, Template};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// Values that are made while files are evaluated; more is no firewall but a way to fill memory:
/// lists of lists of the same list. A policy at Azure's limits has some hundred thousand.
pub const MAX_VALUES: usize = 2_000_000;

/// Expressions within expressions, through names too. The parser allows 64 levels in one.
pub const MAX_DEPTH: usize = 120;

pub(super) struct Evaluator<'a> {
    pub sources: &'a [Source<'a>],
    pub names: Names<'a>,
    pub hints: &'a Hints,
    /// Names that were asked for.
    pub used: RefCell<BTreeSet<String>>,
    /// Names that are being evaluated.
    pub open: RefCell<Vec<String>>,
    made: Cell<usize>,
}

/// What an expression sees around itself.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub source: usize,
    depth: usize,
    bound: Option<&'a Bound<'a>>,
}

/// A name of a loop.
pub(super) struct Bound<'a> {
    pub name: &'a str,
    pub node: Node,
    pub outer: Option<&'a Bound<'a>>,
}

impl<'a> Scope<'a> {
    pub fn of(source: usize) -> Self {
        Self { source, depth: 0, bound: None }
    }

    /// The same with one more name.
    pub fn binding<'b>(self, bound: &'b Bound<'b>) -> Scope<'b>
    where
        'a: 'b,
    {
        Scope { source: self.source, depth: self.depth, bound: Some(bound) }
    }

    pub fn bound(self) -> Option<&'a Bound<'a>> {
        self.bound
    }

    /// What stands elsewhere sees no loop of here.
    pub fn elsewhere(self, source: usize) -> Scope<'static> {
        Scope { source, depth: self.depth, bound: None }
    }

    /// The same one level down, if there may be one.
    pub fn deeper(self) -> Option<Self> {
        (self.depth < MAX_DEPTH).then_some(Self { depth: self.depth + 1, ..self })
    }

    /// What a loop's name stands for.
    pub fn find(self, name: &str) -> Option<&'a Node> {
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

impl<'a> Evaluator<'a> {
    pub fn new(sources: &'a [Source<'a>], names: Names<'a>, hints: &'a Hints) -> Self {
        Self {
            sources,
            names,
            hints,
            used: RefCell::default(),
            open: RefCell::default(),
            made: Cell::new(0),
        }
    }

    /// Every block at the top of a file, in order.
    pub fn blocks(&self) -> impl Iterator<Item = (usize, &'a Block)> {
        let sources = self.sources;
        sources.iter().enumerate().flat_map(|(source, file)| {
            file.body.iter().filter_map(move |structure| match structure {
                Structure::Block(block) => Some((source, block)),
                Structure::Attribute(_) => None,
            })
        })
    }

    /// What a name stands for.
    pub fn definition_value(&self, definition: Definition<'_>) -> Node {
        self.eval(definition.expression, Scope::of(definition.source))
    }

    /// What an expression gives.
    pub fn eval(&self, expression: &Expression, scope: Scope<'_>) -> Node {
        let scope = Scope { depth: scope.depth + 1, ..scope };
        if scope.depth > MAX_DEPTH || !self.takes(1) {
            return self.unknown(expression, scope, Why::NotEvaluated);
        }
        let value = match expression {
            Expression::Null(_) => Value::Null,
            Expression::Bool(value) => Value::Bool(*value.value()),
            Expression::Number(value) => Value::number(&value.value().to_string()),
            Expression::String(value) => Value::text(value.value()),
            Expression::Array(array) => {
                Value::list(array.iter().map(|item| self.eval(item, scope)).collect())
            }
            Expression::Object(_) => return self.object(expression, scope),
            Expression::StringTemplate(template) => {
                return self.template(expression, template, scope);
            }
            Expression::HeredocTemplate(heredoc) => {
                return self.template(expression, &heredoc.template, scope);
            }
            Expression::Parenthesis(inner) => return self.eval(inner.inner(), scope),
            Expression::Variable(name) => match scope.find(name.as_str()) {
                Some(node) => return self.copy(expression, scope, node),
                None => return self.unknown(expression, scope, Why::NotEvaluated),
            },
            Expression::Conditional(conditional) => {
                let condition = self.eval(&conditional.cond_expr, scope);
                return match truth(&condition) {
                    Some(true) => self.eval(&conditional.true_expr, scope),
                    Some(false) => self.eval(&conditional.false_expr, scope),
                    None => self.unknown(expression, scope, why(&[&condition])),
                };
            }
            Expression::FuncCall(_) => return self.call(expression, scope),
            Expression::Traversal(traversal) => {
                return self.traversal(expression, traversal, scope);
            }
            Expression::UnaryOp(operation) => {
                let inner = self.eval(&operation.expr, scope);
                match (operation.operator.value(), truth(&inner), &inner.value) {
                    (UnaryOperator::Not, Some(value), _) => Value::Bool(!value),
                    (UnaryOperator::Neg, _, Value::Number(number)) => {
                        Value::Number(number.saturating_neg())
                    }
                    _ => return self.unknown(expression, scope, why(&[&inner])),
                }
            }
            Expression::BinaryOp(operation) => {
                let left = self.eval(&operation.lhs_expr, scope);
                let right = self.eval(&operation.rhs_expr, scope);
                match binary(*operation.operator.value(), &left, &right) {
                    Some(value) => value,
                    None => return self.unknown(expression, scope, why(&[&left, &right])),
                }
            }
            Expression::ForExpr(each) => return self.for_each(expression, each, scope),
        };
        self.node(expression, scope, value)
    }

    /// A value at the place of an expression.
    pub fn node(&self, expression: &Expression, scope: Scope<'_>, value: Value) -> Node {
        let source = &self.sources[scope.source];
        let line = expression.span().map_or(0, |span| source.lines.at(span.start));
        Node::at(scope.source, line, value)
    }

    /// An expression that nobody can tell.
    pub fn unknown(&self, expression: &Expression, scope: Scope<'_>, why: Why) -> Node {
        let text = expression.span().and_then(|span| self.sources[scope.source].text.get(span));
        self.node(expression, scope, Value::open(text.unwrap_or_default(), why))
    }

    /// Whether so many values more may be made.
    pub fn takes(&self, count: usize) -> bool {
        let made = self.made.get().saturating_add(count);
        self.made.set(made);
        made <= MAX_VALUES
    }

    /// A value used once more.
    pub fn copy(&self, expression: &Expression, scope: Scope<'_>, node: &Node) -> Node {
        if self.takes(node.size()) {
            node.clone()
        } else {
            self.unknown(expression, scope, Why::NotEvaluated)
        }
    }

    fn object(&self, expression: &Expression, scope: Scope<'_>) -> Node {
        let Expression::Object(object) = expression else {
            return self.unknown(expression, scope, Why::NotEvaluated);
        };
        let entries = object.iter().map(|(key, value)| {
            let key = match key {
                ObjectKey::Ident(name) => name.as_str().to_owned(),
                ObjectKey::Expression(key) => {
                    let node = self.eval(key, scope);
                    node.written()
                }
            };
            (key.into(), self.eval(value.expr(), scope))
        });
        let entries = entries.collect();
        self.node(expression, scope, Value::map(entries))
    }

    fn template(&self, expression: &Expression, template: &Template, scope: Scope<'_>) -> Node {
        let mut out = String::new();
        let elements: Vec<&Element> = template.iter().collect();
        for element in &elements {
            match element {
                Element::Literal(text) => out.push_str(text.value()),
                Element::Interpolation(inner) => {
                    let node = self.eval(&inner.expr, scope);
                    if elements.len() == 1 {
                        return node;
                    }
                    match node.text() {
                        Some(text) if out.len() + text.len() <= MAX_TEXT => out.push_str(&text),
                        _ => return self.unknown(expression, scope, why(&[&node])),
                    }
                }
                Element::Directive(_) => {
                    return self.unknown(expression, scope, Why::NotEvaluated);
                }
            }
        }
        self.takes(out.len() / 64);
        self.node(expression, scope, Value::text(out))
    }

    fn call(&self, expression: &Expression, scope: Scope<'_>) -> Node {
        let Expression::FuncCall(call) = expression else {
            return self.unknown(expression, scope, Why::NotEvaluated);
        };
        let mut arguments: Vec<Node> = call.args.iter().map(|arg| self.eval(arg, scope)).collect();
        if call.args.expand_final() {
            match arguments.pop().map(|last| last.value) {
                Some(Value::List(items)) => arguments.extend(items.iter().cloned()),
                _ => return self.unknown(expression, scope, Why::NotEvaluated),
            }
        }
        let name = if call.name.is_namespaced() { "" } else { call.name.name.as_str() };
        if let Some(value) = functions::call(name, &arguments) {
            let node = self.node(expression, scope, value);
            if self.takes(node.size()) {
                return node;
            }
            self.unknown(expression, scope, Why::NotEvaluated)
        } else {
            let unknown: Vec<&Node> = arguments.iter().collect();
            self.unknown(expression, scope, why(&unknown))
        }
    }

    fn for_each(&self, expression: &Expression, each: &ForExpr, scope: Scope<'_>) -> Node {
        let collection = self.eval(&each.intro.collection_expr, scope);
        let Some(pairs) = pairs(&collection) else {
            return self.unknown(expression, scope, why(&[&collection]));
        };
        let (mut list, mut map) = (Vec::new(), Vec::new());
        for (key, value) in pairs {
            let key_name = each.intro.key_var.as_ref().map_or("", |name| name.as_str());
            let key = Bound { name: key_name, node: key, outer: scope.bound };
            let value_name = each.intro.value_var.as_str();
            let value = Bound { name: value_name, node: value, outer: Some(&key) };
            let scope = scope.binding(&value);
            if !self.takes(value.node.size()) {
                return self.unknown(expression, scope, Why::NotEvaluated);
            }
            if let Some(condition) = &each.cond {
                let holds = self.eval(&condition.expr, scope);
                match truth(&holds) {
                    Some(true) => {}
                    Some(false) => continue,
                    None => {
                        list.push(self.unknown(&each.value_expr, scope, why(&[&holds])));
                        map.push((
                            "".into(),
                            self.unknown(&each.value_expr, scope, why(&[&holds])),
                        ));
                        continue;
                    }
                }
            }
            let node = self.eval(&each.value_expr, scope);
            match &each.key_expr {
                Some(key) => {
                    let key = self.eval(key, scope);
                    map.push((key.written().into(), node));
                }
                None => list.push(node),
            }
        }
        let value = match (&each.key_expr, each.grouping) {
            (Some(_), true) => return self.unknown(expression, scope, Why::BestEffort),
            (Some(_), false) => Value::map(map),
            (None, _) => Value::list(list),
        };
        self.node(expression, scope, value)
    }
}
