//! Templates and their resources, nested to any depth, and resources as `az` prints them.

use super::super::azure::{Around, Reader};
use super::super::node::{Node, Value};
use super::expression::{Eval, MAX_COPIES};
use super::scope::{Given, Scope};
use crate::answers::audit::Why;

/// Steps that a resource counts, whatever is in it.
const OF_RESOURCE: usize = 32;

/// Whether a document is a template.
pub(super) fn is_template(node: &Node) -> bool {
    let marks = ["$schema", "contentVersion", "parameters", "variables", "languageVersion"];
    node.get("resources").is_some() && node.any(&marks).is_some() && node.get("type").is_none()
}

/// Reads the resources of an outermost template; if they hold no firewall, its parameters and
/// variables, which a linked template may use.
pub(super) fn template(reader: &mut Reader<'_>, node: &Node, around: &Around, given: &Given) {
    let scope = Scope::of(node, given, true);
    let before = reader.met;
    resources(reader, &scope, node, around, &[]);
    if reader.met == before {
        for value in scope.values(reader.hints, &reader.budget) {
            reader.search(&value, around);
        }
    }
}

/// The resources of a template, or the children of a resource: a list, or an object by names.
fn resources(
    reader: &mut Reader<'_>,
    scope: &Scope,
    of: &Node,
    around: &Around,
    bound: &[(String, Node)],
) {
    let Some(field) = of.get("resources") else { return };
    for (number, child) in field.items().iter().enumerate() {
        resource(reader, scope, child, &around.step(&format!("resources[{number}]")), bound);
    }
    for (name, child) in field.entries() {
        resource(reader, scope, child, &around.step(&format!("resources.{name}")), bound);
    }
    if let Some(text) = field.as_text() {
        let place = reader.place(field, &around.path);
        reader.unresolved(&place, text, Why::NotEvaluated);
    }
}

/// One resource with its children, or as many as its loop makes of it.
pub(super) fn resource(
    reader: &mut Reader<'_>,
    scope: &Scope,
    raw: &Node,
    around: &Around,
    bound: &[(String, Node)],
) {
    if matches!(raw.get("existing").map(|node| &node.value), Some(Value::Bool(true))) {
        return;
    }
    let Some(copy) = raw.get("copy").filter(|copy| copy.get("count").is_some()) else {
        return once(reader, scope, raw, around, bound);
    };
    let count = with_eval(reader, scope, bound, |eval| {
        copy.get("count").map_or_else(|| copy.clone(), |count| eval.deep(count))
    });
    let name = copy.text_of("name").unwrap_or_default().to_lowercase();
    let looped = |index: Node| {
        let names = ["#".to_owned(), format!("#{name}")];
        let own = names.map(|name| (name, index.clone()));
        bound.iter().cloned().chain(own).collect::<Vec<_>>()
    };
    if let Value::Number(count @ 0..=MAX_COPIES) = count.value {
        for index in 0..count {
            let bound = looped(copy.with(Value::Number(index)));
            once(reader, scope, raw, &around.step(&format!("[{index}]")), &bound);
        }
        return;
    }
    let text = count.unknown().map_or("copy", |unknown| &unknown.text).to_owned();
    let why = count.unknown().map_or(Why::NotEvaluated, |unknown| unknown.why.clone());
    let bound = looped(copy.with(Value::unknown(&text, why.clone())));
    let doubtful = Around { doubt: Some(text.clone()), ..around.clone() };
    let before = reader.met;
    once(reader, scope, raw, &doubtful, &bound);
    if reader.met > before {
        let place = reader.place(copy, &around.path);
        reader.unresolved(&place, &text, why);
    }
}

/// Evaluates within a scope.
fn with_eval<T>(
    reader: &Reader<'_>,
    scope: &Scope,
    bound: &[(String, Node)],
    run: impl FnOnce(&Eval<'_>) -> T,
) -> T {
    let bound = bound.to_vec();
    run(&Eval { scope, hints: reader.hints, budget: &reader.budget, bound })
}

fn once(
    reader: &mut Reader<'_>,
    scope: &Scope,
    raw: &Node,
    around: &Around,
    bound: &[(String, Node)],
) {
    let deep =
        |reader: &Reader<'_>, node: &Node| with_eval(reader, scope, bound, |eval| eval.deep(node));
    let mut around = around.clone();
    let condition = raw.get("condition").map(|condition| deep(reader, condition));
    let before = (reader.met, reader.place(raw, &around.path));
    if !reader.step(&before.1, OF_RESOURCE) {
        return;
    }
    let unknown = match condition.as_ref().map(|node| &node.value) {
        Some(Value::Bool(false)) => return,
        Some(Value::Unknown(unknown)) => Some(unknown.clone()),
        _ => None,
    };
    if let Some(unknown) = &unknown {
        around.doubt = Some(unknown.text.clone());
    }
    if let Some(inner) = raw.get("properties").and_then(|properties| properties.get("template")) {
        deployment(reader, scope, raw, inner, &around, bound);
    } else if let Some(link) = raw.get("properties").and_then(|all| all.get("templateLink")) {
        let link = deep(reader, link);
        let uri = link.any(&["uri", "relativePath", "id"]).and_then(Node::roughly);
        let place = reader.place(raw, &around.path);
        reader.unresolved(&place, uri.unwrap_or("templateLink"), Why::NotEvaluated);
        if let Some(given) = raw.get("properties").and_then(|all| all.get("parameters")) {
            let given = deep(reader, given);
            reader.search(&given, &around);
        }
    } else {
        let own = deep(reader, &raw.without("resources"));
        let kind = own.text_of("type").unwrap_or_default().to_ascii_lowercase();
        let policy = reader.thing(&kind, &own, &around);
        let inner = Around { policy: policy.unwrap_or_else(|| around.policy.clone()), ..around };
        resources(reader, scope, raw, &inner, bound);
    }
    if let Some(unknown) = unknown.filter(|_| reader.met > before.0) {
        reader.unresolved(&before.1, &unknown.text, unknown.why.clone());
    }
}

/// A deployment inside a template, with expressions of its own scope or of the one around it.
fn deployment(
    reader: &mut Reader<'_>,
    scope: &Scope,
    raw: &Node,
    inner: &Node,
    around: &Around,
    bound: &[(String, Node)],
) {
    let properties = raw.get("properties");
    let options = properties.and_then(|properties| properties.get("expressionEvaluationOptions"));
    let evaluated = options.and_then(|options| options.text_of("scope")).unwrap_or("outer");
    if !evaluated.eq_ignore_ascii_case("inner") {
        return resources(reader, scope, inner, around, bound);
    }
    let mut given = Given::new();
    let parameters = properties.and_then(|properties| properties.get("parameters"));
    for (name, parameter) in parameters.map_or(&[][..], Node::entries) {
        let value = match parameter.get("value") {
            Some(value) => with_eval(reader, scope, bound, |eval| eval.deep(value)),
            None if parameter.get("reference").is_some() => {
                parameter.with(Value::unknown(name, Why::OnlyAtRunTime))
            }
            None => continue,
        };
        given.insert(name.to_lowercase(), value);
    }
    let size = |key: &str| inner.get(key).map_or(0, |all| all.entries().len());
    let place = reader.place(raw, &around.path);
    if !reader.step(&place, size("parameters") + size("variables")) {
        return;
    }
    let own = Scope::of(inner, &given, false);
    resources(reader, &own, inner, around, &[]);
}
