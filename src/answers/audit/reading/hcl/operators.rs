//! Operators, conditions and collections of Terraform.

use super::super::node::{Node, Value};
use hcl_edit::expr::BinaryOperator;
use std::rc::Rc;

/// Keys and values of a collection; a list of texts, which may be a set, has its values as keys.
pub(super) fn pairs(node: &Node) -> Option<Vec<(Node, Node)>> {
    match &node.value {
        Value::List(items) => {
            let numbered = items.iter().enumerate();
            let pair = |(at, item): (usize, &Node)| (item.with(Value::count(at)), item.clone());
            Some(numbered.map(pair).collect())
        }
        Value::Map(entries) => {
            let pair = |(key, node): &(Rc<str>, Node)| (node.with(Value::text(key)), node.clone());
            Some(entries.iter().map(pair).collect())
        }
        _ => None,
    }
}

/// A value as a condition.
pub(super) fn truth(node: &Node) -> Option<bool> {
    match &node.value {
        Value::Bool(value) => Some(*value),
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}

/// What an operator between two values gives, where that is known.
pub(super) fn binary(operator: BinaryOperator, left: &Node, right: &Node) -> Option<Value> {
    let numbers = || match (&left.value, &right.value) {
        (Value::Number(left), Value::Number(right)) => Some((*left, *right)),
        _ => None,
    };
    let equal = || match (&left.value, &right.value) {
        (Value::Null, Value::Null) => Some(true),
        (Value::Unknown(_), _) | (_, Value::Unknown(_)) => None,
        (Value::Null, _) | (_, Value::Null) => Some(false),
        _ => Some(left.text()? == right.text()?),
    };
    Some(match operator {
        BinaryOperator::Eq => Value::Bool(equal()?),
        BinaryOperator::NotEq => Value::Bool(!equal()?),
        BinaryOperator::And => match (truth(left), truth(right)) {
            (Some(false), _) | (_, Some(false)) => Value::Bool(false),
            (left, right) => Value::Bool(left? && right?),
        },
        BinaryOperator::Or => match (truth(left), truth(right)) {
            (Some(true), _) | (_, Some(true)) => Value::Bool(true),
            (left, right) => Value::Bool(left? || right?),
        },
        BinaryOperator::Greater => numbers().map(|(a, b)| Value::Bool(a > b))?,
        BinaryOperator::GreaterEq => numbers().map(|(a, b)| Value::Bool(a >= b))?,
        BinaryOperator::Less => numbers().map(|(a, b)| Value::Bool(a < b))?,
        BinaryOperator::LessEq => numbers().map(|(a, b)| Value::Bool(a <= b))?,
        BinaryOperator::Plus => {
            Value::Number(numbers().and_then(|(a, b): (i64, i64)| a.checked_add(b))?)
        }
        BinaryOperator::Minus => {
            Value::Number(numbers().and_then(|(a, b): (i64, i64)| a.checked_sub(b))?)
        }
        BinaryOperator::Mul => {
            Value::Number(numbers().and_then(|(a, b): (i64, i64)| a.checked_mul(b))?)
        }
        BinaryOperator::Div | BinaryOperator::Mod => return None,
    })
}
