//! What names stand for: `local.x`, `var.x`, `each.value.y`, `azurerm_subnet.aks.address_prefixes`.

use super::super::bound::Bound;
use super::super::location::region;
use super::super::node::{Node, Value, why};
use super::eval::{At, Evaluator, Scope};
use super::names::{Definition, Named};
use crate::answers::audit::firewall::Why;
use hcl_edit::expr::{Expression, Traversal, TraversalOperator};

/// `.b`, `[0]`, `[*]`
type Steps<'a> = [&'a TraversalOperator];

/// The name in a step.
fn name_of(step: &TraversalOperator) -> Option<&str> {
    match step {
        TraversalOperator::GetAttr(name) => Some(name.as_str()),
        _ => None,
    }
}

impl<'a> Evaluator<'a> {
    /// `a.b[0].c`
    pub fn traversal(&self, at: At<'_>, traversal: &Traversal) -> Node {
        let steps: Vec<&TraversalOperator> =
            traversal.operators.iter().map(hcl_edit::Decorated::value).collect();
        let Expression::Variable(root) = &traversal.expr else {
            let root = self.eval(&traversal.expr, at.scope);
            return self.walk(at, &root, &steps);
        };
        match Bound::find(at.scope.bound, root.as_str()) {
            Some(node) => self.walk(at, node, &steps),
            None => self.reference(at, root.as_str(), &steps),
        }
    }

    /// The value at the end of some steps.
    fn walk(&self, at: At<'_>, root: &Node, steps: &Steps<'_>) -> Node {
        let mut node = root;
        for (number, step) in steps.iter().enumerate() {
            let index = match step {
                TraversalOperator::GetAttr(name) => Some(name.as_str().to_owned()),
                TraversalOperator::LegacyIndex(index) => Some(index.value().to_string()),
                TraversalOperator::Index(index) => self.eval(index, at.scope).text(),
                TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => {
                    let Value::List(items) = &node.value else {
                        return self.unknown(at, why(&[node]));
                    };
                    let rest = &steps[number + 1..];
                    let items = items.iter().map(|item| self.walk(at, item, rest)).collect();
                    return self.node(at, Value::list(items));
                }
            };
            let next = index.and_then(|index| match &node.value {
                Value::List(items) => items.get(index.parse::<usize>().ok()?),
                _ => node.member(&index),
            });
            match next {
                Some(next) => node = next,
                None => return self.unknown(at, why(&[node])),
            }
        }
        self.copy(at, node)
    }

    /// The definition of a name that a file sees: its own folder's first.
    fn definition(&self, all: &Named<'a>, name: &str, scope: Scope<'_>) -> Option<Definition<'a>> {
        let folder = self.sources[scope.source].folder();
        let near = |one: &&Definition<'_>| self.sources[one.source].folder() == folder;
        let all = all.get(name)?;
        // What a module does not say itself, it does not have.
        let other = if scope.given.is_some() { None } else { all.first() };
        all.iter().find(near).or(other).copied()
    }

    /// Evaluates what a name stands for, unless it stands for itself. What stands elsewhere sees no
    /// loop of here.
    fn named(&self, name: String, definition: Definition<'_>, scope: Scope<'_>) -> Option<Node> {
        if self.open.borrow().contains(&name) {
            return None;
        }
        self.open.borrow_mut().push(name);
        let inner = Scope::of(definition.source, scope.given);
        let node = self.eval(definition.expression, inner);
        self.open.borrow_mut().pop();
        Some(node)
    }

    fn reference(&self, at: At<'_>, root: &str, steps: &Steps<'_>) -> Node {
        let Some((first, rest)) = steps.split_first() else {
            return self.unknown(at, Why::NotEvaluated);
        };
        let Some(name) = name_of(first) else { return self.unknown(at, Why::NotEvaluated) };
        match root {
            "local" => {
                let definition = self.definition(&self.names.locals, name, at.scope);
                let path = format!("local.{name}");
                match definition.and_then(|found| self.named(path.clone(), found, at.scope)) {
                    Some(node) => self.walk(at, &node, rest),
                    None => self.unknown(at, Why::NoValue(path)),
                }
            }
            "var" => match self.variable(at, name) {
                Some(node) => self.walk(at, &node, rest),
                None => self.unknown(at, Why::NoValue(name.to_owned())),
            },
            _ => self.resource(at, root, steps),
        }
    }

    /// The value of a variable: what the call of its module gives comes before its default, and
    /// what the operator says before all that the outermost module has.
    fn variable(&self, at: At<'_>, name: &str) -> Option<Node> {
        let hinted = || {
            let (_, value) = self.hints.values.iter().find(|(key, _)| key == name)?;
            Some(self.node(at, Value::text(value)))
        };
        let told = |all| {
            let definition = self.definition(all, name, at.scope)?;
            self.named(format!("var.{name}"), definition, at.scope)
        };
        let value = if let Some(given) = at.scope.given {
            given.member(name).cloned().or_else(hinted)
        } else {
            self.used.borrow_mut().insert(name.to_owned());
            hinted().or_else(|| told(&self.names.values))
        };
        let place = || Some(self.node(at, Value::text(region(self.hints, name)?)));
        value.or_else(|| told(&self.names.defaults)).or_else(place)
    }

    /// An attribute of a resource, as far as its block says.
    fn resource(&self, at: At<'_>, root: &str, steps: &Steps<'_>) -> Node {
        // The places of names: `data`, the type, the resource's own name, the attribute. Between
        // them may stand the number of an instance.
        let mut names =
            steps.iter().enumerate().filter_map(|(at, step)| Some((at, name_of(step)?)));
        let kind = match root {
            "data" => names.next().map(|(_, kind)| format!("data.{kind}")),
            _ => Some(root.to_owned()),
        };
        let (Some(kind), Some((_, name)), Some((last, attribute))) =
            (kind, names.next(), names.next())
        else {
            return self.unknown(at, Why::OnlyAtRunTime);
        };
        let behind = &steps[last + 1..];
        match (self.attribute(at, &kind, name, attribute), region(self.hints, attribute)) {
            (Some(node), _) if !node.is_unknown() => self.walk(at, &node, behind),
            (_, Some(region)) if behind.is_empty() => self.node(at, Value::text(region)),
            _ => self.unknown(at, Why::OnlyAtRunTime),
        }
    }

    /// An IP group or a policy is known by its name, which is the end of its id; a policy's is only
    /// compared, and so need not be known.
    fn attribute(&self, at: At<'_>, kind: &str, name: &str, attribute: &str) -> Option<Node> {
        let key = format!("{kind}.{name}");
        let (source, body) = self.names.resources.get(&key)?;
        let is_policy = kind.ends_with("azurerm_firewall_policy");
        let is_id = attribute == "id" && (is_policy || kind.ends_with("azurerm_ip_group"));
        let told = body.get_attribute(if is_id { "name" } else { attribute })?;
        let definition = Definition { source: *source, expression: &told.value };
        let node = self.named(format!("{key}.{attribute}"), definition, at.scope)?;
        if !is_id {
            return Some(node);
        }
        let name = node.text().or_else(|| is_policy.then(|| node.written()))?;
        Some(node.with(Value::text(format!("/{kind}/{name}"))))
    }
}
