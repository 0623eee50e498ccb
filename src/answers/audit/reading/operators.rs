//! Operators and conditions, which Terraform and Bicep write alike.

use super::node::{Node, Value};

/// A value as a condition.
pub(super) fn truth(node: &Node) -> Option<bool> {
    match &node.value {
        Value::Bool(value) => Some(*value),
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}

/// What an operator between two values gives, where that is known.
pub(super) fn binary(operator: &str, left: &Node, right: &Node) -> Option<Value> {
    let texts = || Some((left.text()?, right.text()?));
    let is_same_name = || texts().map(|(left, right)| left.eq_ignore_ascii_case(&right));
    Some(match operator {
        "==" => Value::Bool(equal(left, right)?),
        "!=" => Value::Bool(!equal(left, right)?),
        "=~" => Value::Bool(is_same_name()?),
        "!~" => Value::Bool(!is_same_name()?),
        // One side may decide, whatever the other is.
        "&&" | "||" => {
            let decides = operator == "||";
            let sides = [truth(left), truth(right)];
            Value::Bool(if sides.contains(&Some(decides)) {
                decides
            } else {
                let [left, right] = sides;
                left? | right?
            })
        }
        "??" => match &left.value {
            Value::Unknown(_) => return None,
            Value::Null => right.value.clone(),
            left => left.clone(),
        },
        _ => of_numbers(operator, left, right)?,
    })
}

fn equal(left: &Node, right: &Node) -> Option<bool> {
    match (&left.value, &right.value) {
        (Value::Null, Value::Null) => Some(true),
        (Value::Unknown(_), _) | (_, Value::Unknown(_)) => None,
        (Value::Null, _) | (_, Value::Null) => Some(false),
        _ => Some(left.text()? == right.text()?),
    }
}

fn of_numbers(operator: &str, left: &Node, right: &Node) -> Option<Value> {
    let (Value::Number(left), Value::Number(right)) = (&left.value, &right.value) else {
        return None;
    };
    Some(match operator {
        "+" => Value::Number(left.checked_add(*right)?),
        "-" => Value::Number(left.checked_sub(*right)?),
        "*" => Value::Number(left.checked_mul(*right)?),
        "<" => Value::Bool(left < right),
        ">" => Value::Bool(left > right),
        "<=" => Value::Bool(left <= right),
        ">=" => Value::Bool(left >= right),
        _ => return None,
    })
}
