//! What functions compute of values that are known.

use super::super::budget::Budget;
use super::super::node::{MAX_TEXT, Node, Value};
use super::{Answer, Failed, list, lower, map, number, settled, text};
use crate::answers::audit::Why;
use std::rc::Rc;

type Entries = Vec<(Rc<str>, Node)>;

/// Whether two values are the same; unknown ones cannot be compared. Texts keep their letter case.
pub(super) fn equal(one: &Node, other: &Node, budget: &Budget) -> Result<bool, Failed> {
    if !budget.spend(0) {
        return Err(Why::NotEvaluated.into());
    }
    let all = |one: &[Node], other: &[Node]| {
        let pairs = one.iter().zip(other).map(|(one, other)| equal(one, other, budget));
        pairs.collect::<Result<Vec<_>, _>>().map(|same| same.into_iter().all(|same| same))
    };
    match (&one.value, &other.value) {
        (Value::Unknown(unknown), _) | (_, Value::Unknown(unknown)) => {
            Err(unknown.why.clone().into())
        }
        (Value::Null, Value::Null) => Ok(true),
        (Value::Bool(one), Value::Bool(other)) => Ok(one == other),
        (Value::Number(one), Value::Number(other)) => Ok(one == other),
        (Value::Text(one), Value::Text(other)) => Ok(one == other),
        (Value::List(one), Value::List(other)) => Ok(one.len() == other.len() && all(one, other)?),
        (Value::Map(one), Value::Map(other)) if one.len() == other.len() => {
            if !budget.spend(one.len().saturating_mul(other.len()) / 4) {
                return Err(Why::NotEvaluated.into());
            }
            for (key, node) in one.iter() {
                let found = other.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
                let Some((_, other)) = found else { return Ok(false) };
                if !equal(node, other, budget)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        _ => Ok(false),
    }
}

pub(super) fn contains(of: &Node, one: &Node, budget: &Budget) -> Result<bool, Failed> {
    match &of.value {
        Value::Text(of) => Ok(of.contains(&*shown(one)?)),
        Value::Map(all) => {
            let key = text(one)?;
            Ok(all.iter().any(|(name, _)| name.eq_ignore_ascii_case(&key)))
        }
        Value::List(all) => {
            let mut unknown = None;
            for node in all.iter() {
                match equal(node, one, budget) {
                    Ok(true) => return Ok(true),
                    Ok(false) => {}
                    Err(failed) => unknown = Some(failed),
                }
            }
            unknown.map_or(Ok(false), Err)
        }
        _ => Err(Why::Malformed.into()),
    }
}

/// The first or the last element or character.
pub(super) fn end(of: &Node, last: bool) -> Answer {
    if let Value::Text(text) = &of.value {
        let end = if last { text.chars().next_back() } else { text.chars().next() };
        return Ok(Value::text(end.map_or(String::new(), String::from)));
    }
    let all = list(of)?;
    let end = if last { settled(all).map(|()| all.last())? } else { all.first() };
    Ok(end.map_or(Value::Null, |node| node.value.clone()))
}

/// A value as a text; objects are not written out.
pub(super) fn shown(node: &Node) -> Result<String, Failed> {
    Ok(match &node.value {
        Value::Text(text) => text.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Unknown(unknown) => return Err(unknown.why.clone().into()),
        _ => return Err(Why::NotEvaluated.into()),
    })
}

pub(super) fn split(one: &Node, by: &Node, budget: &Budget) -> Answer {
    let one_text = text(one)?;
    let marks: Vec<Rc<str>> = match &by.value {
        Value::List(all) => all.iter().map(text).collect::<Result<_, _>>()?,
        _ => vec![text(by)?],
    };
    if marks.iter().any(|mark| mark.is_empty()) || !budget.spend(one_text.len()) {
        return Err(Why::NotEvaluated.into());
    }
    let mut parts = vec![&*one_text];
    for mark in &marks {
        parts = parts.into_iter().flat_map(|part| part.split(&**mark)).collect();
    }
    Ok(Value::list(parts.into_iter().map(|part| one.with(Value::text(part))).collect()))
}

pub(super) fn join(of: &Node, by: &str, budget: &Budget) -> Answer {
    let mut out = String::new();
    for (number, node) in list(of)?.iter().enumerate() {
        if number > 0 {
            out.push_str(by);
        }
        out.push_str(&shown(node)?);
        if out.len() > MAX_TEXT || !budget.spend(0) {
            return Err(Why::NotEvaluated.into());
        }
    }
    Ok(Value::text(&out))
}

pub(super) fn replace(one: &Node, from: &Node, to: &Node, budget: &Budget) -> Answer {
    let (one, from, to) = (text(one)?, text(from)?, text(to)?);
    let grown = one.len().saturating_mul(to.len() + 1);
    if from.is_empty() || grown > MAX_TEXT || !budget.spend(grown / 16) {
        return Err(Why::NotEvaluated.into());
    }
    Ok(Value::text(one.replace(&*from, &to)))
}

pub(super) fn substring(one: &Node, from: &Node, count: Option<&Node>) -> Answer {
    let index = |node: &Node| -> Result<usize, Failed> {
        usize::try_from(number(node)?).map_err(|_| Why::Malformed.into())
    };
    let count = count.map_or(Ok(usize::MAX), index);
    let part = text(one)?.chars().skip(index(from)?).take(count?).collect::<String>();
    Ok(Value::text(&part))
}

/// `skip` and `take`, of lists and texts.
pub(super) fn part(one: &Node, count: &Node, take: bool, budget: &Budget) -> Answer {
    let count = usize::try_from(number(count)?.max(0)).map_err(|_| Why::NotEvaluated)?;
    if let Value::Text(text) = &one.value {
        let part: String = if take {
            text.chars().take(count).collect()
        } else {
            text.chars().skip(count).collect()
        };
        return Ok(Value::text(&part));
    }
    let all = list(one)?;
    settled(all)?;
    let (head, tail) = all.split_at(count.min(all.len()));
    let part = if take { head } else { tail };
    if !budget.spend(part.len()) {
        return Err(Why::NotEvaluated.into());
    }
    Ok(Value::list(part.to_vec()))
}

pub(super) fn range(from: &Node, count: &Node, budget: &Budget) -> Answer {
    let (start, count) = (number(from)?, number(count)?);
    let end = start.checked_add(count).ok_or(Why::Malformed)?;
    if !(0..=10_000).contains(&count) || !budget.spend(usize::try_from(count).unwrap_or(0)) {
        return Err(Why::NotEvaluated.into());
    }
    Ok(Value::list((start..end).map(|number| from.with(Value::Number(number))).collect()))
}

/// Two objects as one, also below the same key.
pub(super) fn merged(one: &Node, other: &Node, budget: &Budget) -> Result<Entries, Failed> {
    let mut out: Entries = map(one)?.to_vec();
    for (key, node) in map(other)? {
        if !budget.spend(out.len()) {
            return Err(Why::NotEvaluated.into());
        }
        match out.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case(key)) {
            Some((_, old)) => {
                let both = matches!((&old.value, &node.value), (Value::Map(_), Value::Map(_)));
                *old = if both {
                    node.with(Value::Map(Rc::new(merged(old, node, budget)?)))
                } else {
                    node.clone()
                };
            }
            None => out.push((key.clone(), node.clone())),
        }
    }
    Ok(out)
}

pub(super) fn size(node: &Node) -> Result<usize, Failed> {
    match &node.value {
        Value::Text(text) => Ok(text.chars().count()),
        Value::List(all) => settled(all).map(|()| all.len()),
        Value::Map(all) => Ok(all.len()),
        Value::Null => Ok(0),
        _ => Err(Why::Malformed.into()),
    }
}

/// `tolower` and the like compare without letter case.
pub(super) fn begins(one: &Node, with: &Node, at_end: bool) -> Result<bool, Failed> {
    let (one, with) = (lower(one)?, lower(with)?);
    Ok(if at_end { one.ends_with(&with) } else { one.starts_with(&with) })
}

/// `add` and its kin.
pub(super) fn arithmetic(name: &str, one: &Node, other: &Node) -> Answer {
    let (one, other) = (number(one)?, number(other)?);
    let result = match name {
        "add" => one.checked_add(other),
        "sub" => one.checked_sub(other),
        "mul" => one.checked_mul(other),
        "div" => one.checked_div(other),
        "mod" => one.checked_rem(other),
        "greater" => return Ok(Value::Bool(one > other)),
        "less" => return Ok(Value::Bool(one < other)),
        "greaterorequals" => return Ok(Value::Bool(one >= other)),
        "lessorequals" => return Ok(Value::Bool(one <= other)),
        _ => None,
    };
    Ok(Value::Number(result.ok_or(Why::Malformed)?))
}
