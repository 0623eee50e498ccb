//! The functions of Azure's templates that need no deployment; Bicep has the same ones.

mod build;
mod compute;
mod lambda;

use super::budget::Budget;
use super::json;
use super::node::{Node, Value};
use crate::answers::audit::{Input, Why};
use base64::prelude::{BASE64_STANDARD, Engine};
pub(super) use lambda::over;
use std::rc::Rc;

/// Why a function has no value, with the text that it would be as far as known.
#[derive(Clone, Debug)]
pub(super) struct Failed {
    pub why: Why,
    pub rough: Option<String>,
}

impl From<Why> for Failed {
    fn from(why: Why) -> Self {
        Self { why, rough: None }
    }
}

/// What a function gives.
pub(super) type Answer = Result<Value, Failed>;

/// Known only to Azure: where and when it is deployed, what is there already.
const AT_RUN_TIME: &[&str] = &[
    "reference",
    "references",
    "environment",
    "subscription",
    "tenant",
    "managementgroup",
    "newguid",
    "utcnow",
    "uniquestring",
    "guid",
    "pickzones",
    "providers",
    "deployer",
    "datetimeadd",
];

/// Calls a function whose arguments are evaluated; some of them may be unknown.
pub(super) fn call(name: &str, arguments: &[Node], budget: &Budget) -> Answer {
    if !budget.spend(arguments.iter().map(weight).sum()) {
        return Err(Why::NotEvaluated.into());
    }
    if AT_RUN_TIME.contains(&name) || name.starts_with("list") {
        return Err(Why::OnlyAtRunTime.into());
    }
    match (name, arguments) {
        ("createarray", all) => Ok(Value::list(all.to_vec())),
        ("createobject", all) => build::object(all),
        ("array", [one]) if !one.is_unknown() => Ok(match &one.value {
            Value::List(_) => one.value.clone(),
            _ => Value::list(vec![one.clone()]),
        }),
        ("concat" | "union", all)
            if all.iter().any(|node| matches!(node.value, Value::List(_))) =>
        {
            build::lists(all, name == "union", budget)
        }
        ("concat", all) => build::concat(all, budget),
        ("format", [pattern, values @ ..]) => build::format(&text(pattern)?, values, budget),
        ("resourceid" | "subscriptionresourceid" | "tenantresourceid", all) => {
            build::id(all, budget)
        }
        ("extensionresourceid", [_, rest @ ..]) => build::id(rest, budget),
        ("coalesce", all) => build::coalesce(all),
        ("and" | "or", all) => build::logic(all, name == "or"),
        _ => match arguments.iter().find_map(Node::unknown) {
            Some(unknown) => Err(unknown.why.clone().into()),
            None => known(name, arguments, budget),
        },
    }
}

/// Functions of values that are all known, at least on their outside.
fn known(name: &str, arguments: &[Node], budget: &Budget) -> Answer {
    Ok(match (name, arguments) {
        ("true" | "false", []) => Value::Bool(name == "true"),
        ("null", []) => Value::Null,
        ("not", [one]) => Value::Bool(!truth(one)?),
        ("equals", [one, other]) => Value::Bool(compute::equal(one, other, budget)?),
        ("empty", [one]) => Value::Bool(compute::size(one)? == 0),
        ("length", [one]) => whole(compute::size(one)?)?,
        ("contains", [of, one]) => Value::Bool(compute::contains(of, one, budget)?),
        ("first" | "last", [one]) => compute::end(one, name == "last")?,
        ("tolower", [one]) => Value::text(text(one)?.to_lowercase()),
        ("toupper", [one]) => Value::text(text(one)?.to_uppercase()),
        ("trim", [one]) => Value::text(text(one)?.trim()),
        ("string", [one]) => Value::text(&compute::shown(one)?),
        ("int", [one]) => match &one.value {
            Value::Text(text) => Value::Number(text.trim().parse().map_err(|_| Why::Malformed)?),
            _ => Value::Number(number(one)?),
        },
        ("bool", [one]) => Value::Bool(truth(one)?),
        ("split", [one, by]) => compute::split(one, by, budget)?,
        ("join", [of, by]) => compute::join(of, &text(by)?, budget)?,
        ("replace", [one, from, to]) => compute::replace(one, from, to, budget)?,
        ("substring", [one, from, rest @ ..]) => compute::substring(one, from, rest.first())?,
        ("skip" | "take", [one, count]) => compute::part(one, count, name == "take", budget)?,
        ("startswith" | "endswith", [one, with]) => {
            Value::Bool(compute::begins(one, with, name == "endswith")?)
        }
        (
            "add" | "sub" | "mul" | "div" | "mod" | "greater" | "less" | "greaterorequals"
            | "lessorequals",
            [one, other],
        ) => compute::arithmetic(name, one, other)?,
        ("range", [from, count]) => compute::range(from, count, budget)?,
        ("flatten", [of]) => build::lists(list(of)?, false, budget)?,
        ("union", [one, other]) => Value::Map(Rc::new(compute::merged(one, other, budget)?)),
        ("tryget", [of, keys @ ..]) => {
            let step = |of: Node, key: &Node| {
                Ok::<_, Failed>(element(&of, key)?.unwrap_or(of.with(Value::Null)))
            };
            keys.iter().try_fold(of.clone(), step)?.value
        }
        ("objectkeys", [of]) => {
            Value::list(map(of)?.iter().map(|(key, _)| of.with(Value::Text(key.clone()))).collect())
        }
        ("items", [of]) => {
            let pair = |(key, node): &(Rc<str>, Node)| {
                let key = ("key".into(), of.with(Value::Text(key.clone())));
                of.with(Value::Map(Rc::new(vec![key, ("value".into(), node.clone())])))
            };
            Value::list(map(of)?.iter().map(pair).collect())
        }
        ("json", [one]) => of_json(&text(one)?, one, budget)?,
        ("base64", [one]) => Value::text(BASE64_STANDARD.encode(&*text(one)?)),
        ("base64tostring", [one]) => Value::text(decoded(one, budget)?),
        ("base64tojson", [one]) => of_json(&decoded(one, budget)?, one, budget)?,
        _ => return Err(Why::NotEvaluated.into()),
    })
}

fn of_json(text: &str, at: &Node, budget: &Budget) -> Answer {
    let input = Input { name: String::new(), text: text.to_owned() };
    let parsed = budget.spend(text.len()).then(|| json::parse(&input, at.file));
    let Some(Ok(node)) = parsed else { return Err(Why::NotEvaluated.into()) };
    Ok(node.value)
}

fn decoded(node: &Node, budget: &Budget) -> Result<String, Failed> {
    let text = text(node)?;
    if !budget.spend(text.len()) {
        return Err(Why::NotEvaluated.into());
    }
    let bytes = BASE64_STANDARD.decode(&*text).map_err(|_| Why::Malformed)?;
    String::from_utf8(bytes).map_err(|_| Why::Malformed.into())
}

/// How much work it is to look a value through.
pub(super) fn weight(node: &Node) -> usize {
    match &node.value {
        Value::Text(text) => 1 + text.len() / 16,
        Value::List(all) => 1 + all.len() / 4,
        Value::Map(all) => 1 + all.len(),
        _ => 1,
    }
}

pub(super) fn text(node: &Node) -> Result<Rc<str>, Failed> {
    match &node.value {
        Value::Text(text) => Ok(text.clone()),
        Value::Unknown(unknown) => Err(unknown.why.clone().into()),
        _ => Err(Why::Malformed.into()),
    }
}

pub(super) fn list(node: &Node) -> Result<&[Node], Failed> {
    match &node.value {
        Value::List(all) => Ok(all),
        Value::Unknown(unknown) => Err(unknown.why.clone().into()),
        _ => Err(Why::Malformed.into()),
    }
}

pub(super) fn map(node: &Node) -> Result<&[(Rc<str>, Node)], Failed> {
    match &node.value {
        Value::Map(all) => Ok(all),
        _ => Err(Why::Malformed.into()),
    }
}

pub(super) fn number(node: &Node) -> Result<i64, Failed> {
    match &node.value {
        Value::Number(number) => Ok(*number),
        _ => Err(Why::Malformed.into()),
    }
}

pub(super) fn truth(node: &Node) -> Result<bool, Failed> {
    match &node.value {
        Value::Bool(truth) => Ok(*truth),
        Value::Text(text) if text.eq_ignore_ascii_case("true") => Ok(true),
        Value::Text(text) if text.eq_ignore_ascii_case("false") => Ok(false),
        Value::Number(number) => Ok(*number != 0),
        _ => Err(Why::Malformed.into()),
    }
}

pub(super) fn lower(node: &Node) -> Result<String, Failed> {
    Ok(text(node)?.to_lowercase())
}

fn whole(size: usize) -> Answer {
    Ok(Value::Number(i64::try_from(size).map_err(|_| Why::NotEvaluated)?))
}

/// What is known of a list that holds something unknown is not its length.
pub(super) fn settled(all: &[Node]) -> Result<(), Failed> {
    match all.iter().find_map(Node::unknown) {
        Some(unknown) => Err(unknown.why.clone().into()),
        None => Ok(()),
    }
}

/// The value below a key or at an index.
pub(super) fn element(node: &Node, index: &Node) -> Result<Option<Node>, Failed> {
    match (&node.value, &index.value) {
        (Value::List(all), Value::Number(index)) => {
            let index = usize::try_from(*index).map_err(|_| Why::Malformed)?;
            settled(&all[..index.min(all.len())])?;
            Ok(all.get(index).cloned())
        }
        (Value::Map(all), Value::Text(key)) => {
            let found = all.iter().rev().find(|(name, _)| name.eq_ignore_ascii_case(key));
            Ok(found.map(|(_, node)| node.clone()))
        }
        (Value::Null, _) => Ok(None),
        (_, Value::Unknown(unknown)) => Err(unknown.why.clone().into()),
        _ => Err(Why::NotEvaluated.into()),
    }
}
