//! The functions that build texts, lists and objects, some of whose parts may be unknown.

use super::super::budget::Budget;
use super::super::node::{MAX_TEXT, Node, Value};
use super::compute::{equal, shown};
use super::{Answer, Failed, list, text, truth};
use crate::answers::audit::Why;
use std::fmt::Write;
use std::rc::Rc;

/// `createObject('key', value, ...)`
pub(super) fn object(all: &[Node]) -> Answer {
    let pairs = all.chunks(2).map(|pair| match pair {
        [key, value] => Ok((text(key)?, value.clone())),
        _ => Err(Failed::from(Why::Malformed)),
    });
    Ok(Value::Map(Rc::new(pairs.collect::<Result<_, _>>()?)))
}

/// Lists one after the other; an unknown one among them stays as one unknown element.
pub(super) fn lists(all: &[Node], once: bool, budget: &Budget) -> Answer {
    let mut parts = Vec::new();
    for node in all {
        match &node.value {
            Value::Unknown(_) => parts.push(node),
            _ => parts.extend(list(node)?),
        }
    }
    if !once {
        return joined(parts.into_iter(), budget);
    }
    let mut out: Vec<Node> = Vec::new();
    for node in parts {
        // Values that cannot be compared, having unknown parts, are kept.
        let mut same = false;
        for other in &out {
            same |= equal(node, other, budget).unwrap_or(false);
        }
        if !budget.spend(out.len()) {
            return Err(Why::NotEvaluated.into());
        }
        if !same {
            out.push(node.clone());
        }
    }
    Ok(Value::list(out))
}

pub(super) fn joined<'a>(parts: impl Iterator<Item = &'a Node>, budget: &Budget) -> Answer {
    let mut out = Vec::new();
    for node in parts {
        if !budget.spend(0) {
            return Err(Why::NotEvaluated.into());
        }
        out.push(node.clone());
    }
    Ok(Value::list(out))
}

/// A text whose parts may be unknown; then there is only a rough text.
#[derive(Default)]
struct Built {
    text: String,
    unknown: Option<Why>,
}

impl Built {
    fn add(&mut self, node: &Node, budget: &Budget) -> Result<(), Failed> {
        match node.unknown() {
            Some(part) => {
                self.text.push_str(&part.rough);
                self.unknown.get_or_insert_with(|| part.why.clone());
            }
            None => self.text.push_str(&shown(node)?),
        }
        if self.text.len() > MAX_TEXT || !budget.spend(self.text.len() / 16) {
            return Err(Why::NotEvaluated.into());
        }
        Ok(())
    }

    fn answer(self) -> Answer {
        match self.unknown {
            Some(why) => Err(Failed { why, rough: Some(self.text) }),
            None => Ok(Value::text(&self.text)),
        }
    }
}

/// Texts one after the other.
pub(super) fn concat(all: &[Node], budget: &Budget) -> Answer {
    let mut built = Built::default();
    for node in all {
        built.add(node, budget)?;
    }
    built.answer()
}

/// `format('{0}.b', 'a')`; a doubled brace stands for one.
pub(super) fn format(pattern: &str, values: &[Node], budget: &Budget) -> Answer {
    let mut built = Built::default();
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '}']) {
        built.text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("{{").or_else(|| rest.strip_prefix("}}")) {
            built.text.push_str(&rest[..1]);
            rest = after;
            continue;
        }
        let (index, after) = rest
            .strip_prefix('{')
            .and_then(|rest| rest.split_once('}'))
            .ok_or(Why::NotEvaluated)?;
        let index: usize = index.trim().parse().map_err(|_| Why::NotEvaluated)?;
        built.add(values.get(index).ok_or(Why::Malformed)?, budget)?;
        rest = after;
    }
    built.text.push_str(rest);
    built.answer()
}

/// `resourceId([subscription], [group], type, name, ...)`: an id whose scope is not known.
pub(super) fn id(all: &[Node], budget: &Budget) -> Answer {
    let is_type = |node: &&Node| node.as_text().is_some_and(|text| text.contains('/'));
    let at = all.iter().position(|node| is_type(&node)).ok_or(Why::NotEvaluated)?;
    let kind = text(&all[at])?;
    let (provider, kinds) = kind.split_once('/').ok_or(Why::NotEvaluated)?;
    let names = &all[at + 1..];
    if kinds.split('/').count() != names.len() {
        return Err(Why::NotEvaluated.into());
    }
    let mut built = Built::default();
    let _ = write!(built.text, "/subscriptions/{{…}}/resourceGroups/{{…}}/providers/{provider}");
    for (kind, name) in kinds.split('/').zip(names) {
        let _ = write!(built.text, "/{kind}/");
        built.add(name, budget)?;
    }
    built.answer()
}

/// The first value that is not null.
pub(super) fn coalesce(all: &[Node]) -> Answer {
    for node in all {
        match &node.value {
            Value::Null => {}
            Value::Unknown(unknown) => return Err(unknown.why.clone().into()),
            value => return Ok(value.clone()),
        }
    }
    Ok(Value::Null)
}

/// `and` and `or`: one part may decide, whatever the unknown ones are.
pub(super) fn logic(all: &[Node], or: bool) -> Answer {
    let mut unknown = None;
    for node in all {
        match node.unknown() {
            Some(part) => unknown = Some(part.why.clone()),
            None if truth(node)? == or => return Ok(Value::Bool(or)),
            None => {}
        }
    }
    unknown.map_or(Ok(Value::Bool(!or)), |why| Err(why.into()))
}
