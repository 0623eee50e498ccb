//! What names stand for: `local.x`, `var.x`, `each.value.y`, `azurerm_subnet.aks.address_prefixes`.

use super::super::node::{Node, Value, why};
use super::eval::{Evaluator, Scope};
use super::names::{Definition, Named};
use crate::answers::audit::firewall::Why;
use hcl_edit::expr::{Expression, Traversal, TraversalOperator};

impl<'a> Evaluator<'a> {
    /// `a.b[0].c`
    pub fn traversal(
        &self,
        expression: &Expression,
        traversal: &Traversal,
        scope: Scope<'_>,
    ) -> Node {
        let steps: Vec<&TraversalOperator> =
            traversal.operators.iter().map(hcl_edit::Decorated::value).collect();
        if let Expression::Variable(root) = &traversal.expr {
            if let Some(node) = scope.find(root.as_str()) {
                return self.walk(expression, node, &steps, scope);
            }
            return self.reference(expression, root.as_str(), &steps, scope);
        }
        let root = self.eval(&traversal.expr, scope);
        self.walk(expression, &root, &steps, scope)
    }

    /// The value at the end of some steps.
    pub fn walk(
        &self,
        expression: &Expression,
        root: &Node,
        steps: &[&TraversalOperator],
        scope: Scope<'_>,
    ) -> Node {
        let mut node = root;
        for (at, step) in steps.iter().enumerate() {
            let index = match step {
                TraversalOperator::GetAttr(name) => Some(name.as_str().to_owned()),
                TraversalOperator::LegacyIndex(index) => Some(index.value().to_string()),
                TraversalOperator::Index(index) => self.eval(index, scope).text(),
                TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => {
                    return self.splat(expression, node, &steps[at + 1..], scope);
                }
            };
            let next = index.and_then(|index| match &node.value {
                Value::List(items) => items.get(index.parse::<usize>().ok()?),
                Value::Map(_) => node.member(&index),
                _ => None,
            });
            match next {
                Some(next) => node = next,
                None => return self.unknown(expression, scope, why(&[node])),
            }
        }
        self.copy(expression, scope, node)
    }

    fn splat(
        &self,
        expression: &Expression,
        node: &Node,
        rest: &[&TraversalOperator],
        scope: Scope<'_>,
    ) -> Node {
        let items = match &node.value {
            Value::List(items) => items.iter().map(|item| self.walk(expression, item, rest, scope)),
            _ => return self.unknown(expression, scope, why(&[node])),
        };
        let items = items.collect();
        self.node(expression, scope, Value::list(items))
    }

    /// The definition of a name that a file sees: its own folder's first.
    fn definition(&self, all: &Named<'a>, name: &str, scope: Scope<'_>) -> Option<Definition<'a>> {
        let folder = self.sources[scope.source].folder();
        let near = |one: &&Definition<'_>| self.sources[one.source].folder() == folder;
        let all = all.get(name)?;
        all.iter().find(near).or(all.first()).copied()
    }

    /// Evaluates what a name stands for, unless it stands for itself.
    fn named(&self, name: String, definition: Definition<'_>, scope: Scope<'_>) -> Option<Node> {
        if self.open.borrow().contains(&name) {
            return None;
        }
        self.open.borrow_mut().push(name);
        let inner = scope.elsewhere(definition.source);
        let node = self.eval(definition.expression, inner);
        self.open.borrow_mut().pop();
        Some(node)
    }

    fn reference(
        &self,
        expression: &Expression,
        root: &str,
        steps: &[&TraversalOperator],
        scope: Scope<'_>,
    ) -> Node {
        let first = match steps.first() {
            Some(TraversalOperator::GetAttr(name)) => name.as_str(),
            _ => return self.unknown(expression, scope, Why::NotEvaluated),
        };
        let name = format!("{root}.{first}");
        let definition = match root {
            "local" => self.definition(&self.names.locals, first, scope),
            "var" => {
                self.used.borrow_mut().insert(first.to_owned());
                if let Some((_, value)) = self.hints.values.iter().find(|(key, _)| key == first) {
                    let node = self.node(expression, scope, Value::text(value.clone()));
                    return self.walk(expression, &node, &steps[1..], scope);
                }
                let told = self.definition(&self.names.values, first, scope);
                told.or_else(|| self.definition(&self.names.defaults, first, scope))
            }
            _ => return self.resource(expression, root, steps, scope),
        };
        self.used.borrow_mut().insert(name.clone());
        let node = definition.and_then(|definition| self.named(name, definition, scope));
        match node {
            Some(node) => self.walk(expression, &node, &steps[1..], scope),
            None if root == "var" => match self.region(first) {
                Some(region) if steps.len() == 1 => {
                    self.node(expression, scope, Value::text(region))
                }
                _ => self.unknown(expression, scope, Why::NoValue(first.to_owned())),
            },
            None => self.unknown(expression, scope, Why::NoValue(format!("{root}.{first}"))),
        }
    }

    /// The cluster's region, where a name without value means a place.
    fn region(&self, name: &str) -> Option<String> {
        let name = name.to_ascii_lowercase();
        let is_place = ["location", "region"].iter().any(|word| {
            name == *word || name.strip_suffix(word).is_some_and(|rest| rest.ends_with('_'))
        });
        (is_place && !self.hints.region.is_empty()).then(|| self.hints.region.clone())
    }

    /// An attribute of a resource, as far as its block says.
    fn resource(
        &self,
        expression: &Expression,
        root: &str,
        steps: &[&TraversalOperator],
        scope: Scope<'_>,
    ) -> Node {
        let names: Vec<&str> = steps
            .iter()
            .filter_map(|step| match step {
                TraversalOperator::GetAttr(name) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        let (kind, rest) = match (root, &*names) {
            ("data", [kind, rest @ ..]) => (format!("data.{kind}"), rest),
            (_, rest) => (root.to_owned(), rest),
        };
        let [name, attribute, ..] = rest else {
            return self.unknown(expression, scope, Why::OnlyAtRunTime);
        };
        // What follows the attribute is taken from its value.
        let is_name = |step: &&TraversalOperator| matches!(step, TraversalOperator::GetAttr(_));
        let mut attributes = steps.iter().enumerate().filter(|(_, step)| is_name(step));
        let last = attributes.nth(names.len() - rest.len() + 1).map_or(0, |(at, _)| at);
        let behind = &steps[last + 1..];
        let key = format!("{kind}.{name}");
        let found = self.names.resources.get(&key).and_then(|(source, body)| {
            // An IP group or a policy is known by its name, which is the end of its id; a policy's
            // is only compared, and so need not be known.
            let is_policy = kind.ends_with("azurerm_firewall_policy");
            let is_id = *attribute == "id" && (is_policy || kind.ends_with("azurerm_ip_group"));
            let told = body.get_attribute(if is_id { "name" } else { attribute })?;
            let definition = Definition { source: *source, expression: &told.value };
            let node = self.named(format!("{key}.{attribute}"), definition, scope)?;
            match (is_id, node.text().or_else(|| is_policy.then(|| node.written()))) {
                (true, Some(name)) => Some(node.with(Value::text(format!("/{kind}/{name}")))),
                (true, None) => None,
                (false, _) => Some(node),
            }
        });
        match (found, self.region(attribute)) {
            (Some(node), _) if node.unknown().is_none() => {
                self.walk(expression, &node, behind, scope)
            }
            (_, Some(region)) if names.last() == Some(attribute) => {
                self.node(expression, scope, Value::text(region))
            }
            _ => self.unknown(expression, scope, Why::OnlyAtRunTime),
        }
    }
}
