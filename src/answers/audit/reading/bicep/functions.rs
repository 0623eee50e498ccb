//! Operators and functions of Bicep that lists of hosts are put together with.

use super::super::hcl::functions as shared;
use super::super::node::{MAX_TEXT, Node, Value};

/// What an operator between two values gives, where that is known.
pub(super) fn binary(operator: &str, left: &Node, right: &Node) -> Option<Value> {
    let texts = || Some((left.text()?, right.text()?));
    let numbers = || match (&left.value, &right.value) {
        (Value::Number(left), Value::Number(right)) => Some((*left, *right)),
        _ => None,
    };
    let equal = || match (&left.value, &right.value) {
        (Value::Null, Value::Null) => Some(true),
        (Value::Unknown(_), _) | (_, Value::Unknown(_)) => None,
        (Value::Null, _) | (_, Value::Null) => Some(false),
        _ => texts().map(|(left, right)| left == right),
    };
    Some(match (operator, &left.value, &right.value) {
        ("==", ..) => Value::Bool(equal()?),
        ("!=", ..) => Value::Bool(!equal()?),
        ("=~", ..) => {
            texts().map(|(left, right)| Value::Bool(left.eq_ignore_ascii_case(&right)))?
        }
        ("!~", ..) => {
            texts().map(|(left, right)| Value::Bool(!left.eq_ignore_ascii_case(&right)))?
        }
        ("&&", Value::Bool(false), _)
        | ("&&", _, Value::Bool(false))
        | ("||", Value::Bool(false), Value::Bool(false)) => Value::Bool(false),
        ("||", Value::Bool(true), _)
        | ("||", _, Value::Bool(true))
        | ("&&", Value::Bool(true), Value::Bool(true)) => Value::Bool(true),
        ("??", Value::Unknown(_), _) => return None,
        ("??", Value::Null, right) => right.clone(),
        ("??", left, _) => left.clone(),
        ("+", ..) => {
            Value::Number(numbers().and_then(|(left, right): (i64, i64)| left.checked_add(right))?)
        }
        ("-", ..) => {
            Value::Number(numbers().and_then(|(left, right): (i64, i64)| left.checked_sub(right))?)
        }
        ("*", ..) => {
            Value::Number(numbers().and_then(|(left, right): (i64, i64)| left.checked_mul(right))?)
        }
        ("<", ..) => numbers().map(|(left, right)| Value::Bool(left < right))?,
        (">", ..) => numbers().map(|(left, right)| Value::Bool(left > right))?,
        ("<=", ..) => numbers().map(|(left, right)| Value::Bool(left <= right))?,
        (">=", ..) => numbers().map(|(left, right)| Value::Bool(left >= right))?,
        _ => return None,
    })
}

/// What a function gives; `None` where it, or an argument, is not known.
pub(super) fn function(name: &str, arguments: &[Node]) -> Option<Value> {
    let text = |at: usize| arguments.get(at).and_then(Node::text);
    let swapped = || Some([arguments.get(1)?.clone(), arguments.first()?.clone()]);
    Some(match name {
        "concat" | "union" => match &arguments.first()?.value {
            Value::Map(_) => shared::call("merge", arguments)?,
            Value::List(_) if name == "union" => shared::call("distinct", arguments)?,
            Value::Text(_) | Value::Number(_) => {
                let texts: Option<String> = arguments.iter().map(Node::text).collect();
                Value::text(texts.filter(|text| text.len() <= MAX_TEXT)?)
            }
            // One that is unknown may be a list too, if others are lists.
            _ if arguments.iter().any(|one| matches!(one.value, Value::List(_))) => {
                shared::call("concat", arguments)?
            }
            _ => return None,
        },
        "format" => format(&text(0)?, &arguments[1..])?,
        "toLower" => Value::text(text(0)?.to_lowercase()),
        "toUpper" => Value::text(text(0)?.to_uppercase()),
        "string" => Value::text(text(0)?),
        "int" => Value::Number(text(0)?.parse().ok()?),
        "trim" => Value::text(text(0)?.trim()),
        "replace" => {
            let (what, with) = (text(1)?, text(2)?);
            let whole = text(0).filter(|_| !what.is_empty())?.replace(&*what, &with);
            Value::text(Some(whole).filter(|text| text.len() <= MAX_TEXT)?)
        }
        "flatten" | "array" | "createArray" => shared::call("flatten", &[list_of(arguments)?])?,
        "join" | "split" => shared::call(name, &swapped()?)?,
        "contains" | "length" | "coalesce" => shared::call(name, arguments)?,
        "empty" => match &arguments.first()?.value {
            Value::Text(text) => Value::Bool(text.is_empty()),
            Value::List(items) => Value::Bool(items.is_empty()),
            Value::Map(entries) => Value::Bool(entries.is_empty()),
            Value::Null => Value::Bool(true),
            _ => return None,
        },
        "resourceId" | "extensionResourceId" | "subscriptionResourceId" => {
            Value::text(format!("/{}", arguments.last()?.text()?))
        }
        _ => return None,
    })
}

fn list_of(arguments: &[Node]) -> Option<Node> {
    Some(arguments.first()?.with(Value::list(arguments.to_vec())))
}

/// `{0}`, `{1}`
fn format(pattern: &str, arguments: &[Node]) -> Option<Value> {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('}')? + at;
        out.push_str(&arguments.get(rest[at + 1..end].parse::<usize>().ok()?)?.text()?);
        rest = &rest[end + 1..];
        if out.len() > MAX_TEXT {
            return None;
        }
    }
    out.push_str(rest);
    Some(Value::text(out))
}
