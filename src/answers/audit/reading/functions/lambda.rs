//! The functions that ask a function of the template for each item of a list.

use super::super::budget::Budget;
use super::super::node::{Node, Value};
use super::{Answer, list};
use crate::answers::audit::Why;

/// `map`, `filter` and `reduce`: what they give of these values, if `ask` is the function that
/// stands behind them.
pub(in super::super) fn over(
    name: &str,
    values: &[Node],
    budget: &Budget,
    ask: impl Fn(&[Node]) -> Node,
) -> Answer {
    let Some(all) = values.first() else { return Err(Why::NotEvaluated.into()) };
    let mut made = Vec::new();
    let mut sum = values.get(1).cloned();
    for (at, item) in list(all)?.iter().enumerate() {
        if !budget.spend(item.size()) {
            return Err(Why::NotEvaluated.into());
        }
        let at = item.with(Value::count(at));
        if let ("reduce", Some(sum)) = (name, &mut sum) {
            *sum = ask(&[sum.clone(), item.clone(), at]);
            continue;
        }
        let answer = ask(&[item.clone(), at]);
        match (name, &answer.value) {
            ("map", _) | ("filter", Value::Unknown(_)) => made.push(answer),
            ("filter", Value::Bool(true)) => made.push(item.clone()),
            ("filter", Value::Bool(false)) => {}
            _ => return Err(Why::NotEvaluated.into()),
        }
    }
    match (name, sum) {
        ("reduce", Some(sum)) => Ok(sum.value),
        ("reduce", None) => Err(Why::Malformed.into()),
        _ => Ok(Value::list(made)),
    }
}
