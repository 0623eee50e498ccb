//! The functions of Terraform that lists of hosts are put together with.

use super::super::node::{MAX_TEXT, Node, Value};
use std::rc::Rc;

/// What a function gives; `None` where it, or an argument, is not known.
///
/// A list that is known in part stays a list, with what is unknown in its place.
pub(super) fn call(name: &str, arguments: &[Node]) -> Option<Value> {
    let text = |at: usize| arguments.get(at).and_then(Node::text);
    let first = arguments.first();
    Some(match name {
        "concat" => Value::list(arguments.iter().flat_map(items).collect()),
        "flatten" => Value::list(flat(first?, 0)),
        "toset" | "distinct" | "setunion" => Value::list(distinct(arguments)),
        "compact" => Value::list(kept(first?, |node| {
            node.value != Value::Null && node.text().as_deref() != Some("")
        })),
        "tolist" | "sort" | "reverse" => match &first?.value {
            Value::List(items) => Value::List(items.clone()),
            _ => return None,
        },
        "jsonencode" | "tomap" | "tostring" | "nonsensitive" | "sensitive" | "try" | "tobool" => {
            known(first?)?.value.clone()
        }
        "tonumber" => Value::Number(text(0)?.parse().ok()?),
        "coalesce" => arguments.iter().find(|node| is_filled(node)).and_then(known)?.value.clone(),
        "coalescelist" => arguments.iter().find(|node| items(node).next().is_some())?.value.clone(),
        "merge" => merge(arguments)?,
        "join" => {
            let parts: Option<Vec<String>> =
                list(arguments.get(1)?)?.iter().map(Node::text).collect();
            bounded(parts?.join(&text(0)?))?
        }
        "split" => {
            let (mark, whole) = (text(0)?, text(1)?);
            let part = |part: &str| first.map(|node| node.with(Value::text(part)));
            Value::list(whole.split(&*mark).filter_map(part).collect())
        }
        "format" => bounded(format(&text(0)?, &arguments[1..])?)?,
        "lower" => Value::text(text(0)?.to_lowercase()),
        "upper" => Value::text(text(0)?.to_uppercase()),
        "trimspace" => Value::text(text(0)?.trim()),
        "trimsuffix" => Value::text(text(0)?.trim_end_matches(&*text(1)?)),
        "trimprefix" => Value::text(text(0)?.trim_start_matches(&*text(1)?)),
        // A text between slashes is a regular expression.
        "replace" if !text(1)?.starts_with('/') && !text(1)?.is_empty() => {
            bounded(text(0)?.replace(&*text(1)?, &text(2)?))?
        }
        "lookup" => {
            let found = known(first?)?.member(&text(1)?);
            found.or(arguments.get(2))?.value.clone()
        }
        "element" => {
            let (all, at) = (list(first?)?, text(1)?.parse::<usize>().ok()?);
            all.get(at.checked_rem(all.len())?)?.value.clone()
        }
        "keys" | "values" => {
            let Value::Map(entries) = &first?.value else { return None };
            let one = |(key, node): &(Rc<str>, Node)| match name {
                "keys" => node.with(Value::text(key)),
                _ => node.clone(),
            };
            Value::list(entries.iter().map(one).collect())
        }
        "length" => length(first?)?,
        "contains" => {
            let wanted = text(1)?;
            let texts: Option<Vec<String>> = list(first?)?.iter().map(Node::text).collect();
            Value::Bool(texts?.contains(&wanted))
        }
        _ => return None,
    })
}

fn known(node: &Node) -> Option<&Node> {
    node.unknown().is_none().then_some(node)
}

fn is_filled(node: &Node) -> bool {
    node.value != Value::Null && node.text().as_deref() != Some("")
}

fn list(node: &Node) -> Option<&[Node]> {
    match &node.value {
        Value::List(items) => Some(items),
        _ => None,
    }
}

/// What a list holds; what is unknown, or no list, stands for itself.
fn items(node: &Node) -> impl Iterator<Item = Node> {
    let items = match &node.value {
        Value::List(items) => items.to_vec(),
        Value::Null => Vec::new(),
        _ => vec![node.clone()],
    };
    items.into_iter()
}

fn flat(node: &Node, depth: usize) -> Vec<Node> {
    match &node.value {
        // Values are as deep as expressions, which have a limit; a list deeper than this is none.
        Value::List(items) if depth < 64 => {
            items.iter().flat_map(|item| flat(item, depth + 1)).collect()
        }
        _ => vec![node.clone()],
    }
}

fn distinct(arguments: &[Node]) -> Vec<Node> {
    let mut seen = std::collections::HashSet::new();
    let all = arguments.iter().flat_map(items);
    all.filter(|node| node.text().is_none_or(|text| seen.insert(text))).collect()
}

fn kept(node: &Node, keep: impl Fn(&Node) -> bool) -> Vec<Node> {
    items(node).filter(|node| keep(node)).collect()
}

/// Later entries win; an unknown map may hold any of them, and stands beside them as unknown.
fn merge(arguments: &[Node]) -> Option<Value> {
    let mut merged: Vec<(Rc<str>, Node)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for node in arguments {
        let entries = match &node.value {
            Value::Map(entries) => entries.to_vec(),
            Value::Null => continue,
            Value::Unknown(open) => vec![(open.text.as_str().into(), node.clone())],
            _ => return None,
        };
        for (key, node) in entries {
            if let Some(&at) = places.get(&key) {
                merged[at] = (key, node);
            } else {
                places.insert(key.clone(), merged.len());
                merged.push((key, node));
            }
        }
    }
    Some(Value::map(merged))
}

fn length(node: &Node) -> Option<Value> {
    let count = match &node.value {
        // Of a list that is known in part, nobody knows the length.
        Value::List(items) if items.iter().all(|item| item.unknown().is_none()) => items.len(),
        Value::Map(entries) if entries.iter().all(|(_, item)| item.unknown().is_none()) => {
            entries.len()
        }
        Value::Text(text) => text.chars().count(),
        _ => return None,
    };
    Some(Value::count(count))
}

fn bounded(text: String) -> Option<Value> {
    (text.len() <= MAX_TEXT).then_some(Value::text(text))
}

/// `%s`, `%d`, `%v` and `%%`; nothing else is needed for a host.
fn format(pattern: &str, arguments: &[Node]) -> Option<String> {
    let mut out = String::new();
    let mut arguments = arguments.iter();
    let mut rest = pattern;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let verb = rest[at + 1..].chars().next()?;
        match verb {
            '%' => out.push('%'),
            's' | 'd' | 'v' => out.push_str(&arguments.next()?.text()?),
            _ => return None,
        }
        rest = &rest[at + 1 + verb.len_utf8()..];
        if out.len() > MAX_TEXT {
            return None;
        }
    }
    out.push_str(rest);
    Some(out)
}
