//! A reading and what it does.

use super::super::fault::{Fault, hint};
use super::super::fields::Fields;
use super::super::items::{Action, Advisory};
use super::super::schema::{Cloud, Condition, Confidence, Exemption};
use super::language::{LINE, PARAGRAPH, both};

/// The keys that only one action has.
const OWNERS: [(&str, &str); 4] =
    [("with", "replace"), ("kept_by", "retire"), ("condition", "unless"), ("exemption", "unless")];

pub fn advisory(fields: &mut Fields) -> Advisory {
    let confidence =
        fields.need("confidence").name("confidence", Confidence::ALL, Confidence::name);
    let clouds = fields.names("clouds", Cloud::ALL, Cloud::name);
    let clouds = clouds.map(|clouds| clouds.into_iter().map(|cloud| cloud.value).collect());
    Advisory {
        action: action(fields),
        id: fields.text("id"),
        title: both(fields, "title", &LINE),
        text: both(fields, "text", &PARAGRAPH),
        evidence: fields.text("evidence").value,
        date: fields.need("date").date("date"),
        confidence: confidence.map(|confidence| confidence.value),
        effective: fields.date("effective"),
        clouds: clouds.unwrap_or_else(|| Cloud::ALL.to_vec()),
        rules: fields.texts("rules").unwrap_or_default(),
    }
}

fn action(fields: &mut Fields) -> Option<Action> {
    let action = fields.text("action");
    for (key, owner) in OWNERS.iter().filter(|(_, owner)| *owner != action.value) {
        if let Some((place, _)) = fields.take(key)
            && ACTIONS.contains(&action.value.as_str())
        {
            fields.mistake(&place, Fault::KeyOfOtherAction(key, owner));
        }
    }
    match action.value.as_str() {
        "note" => Some(Action::Note),
        "add" => Some(Action::Add),
        "replace" => Some(Action::Replace(fields.text("with"))),
        "retire" => Some(Action::Retire(condition(fields, "kept_by"))),
        "unless" => {
            let exemption = fields.name("exemption", Exemption::ALL, Exemption::name);
            let found = condition(fields.need("condition"), "condition");
            Some(Action::Unless(found, exemption))
        }
        "" => None,
        other => {
            let fault = Fault::UnknownName("action", other.to_owned(), hint(other, ACTIONS));
            fields.mistake(&action.place, fault);
            None
        }
    }
}

const ACTIONS: [&str; 5] = ["note", "add", "replace", "retire", "unless"];

fn condition(fields: &mut Fields, key: &'static str) -> Option<Condition> {
    fields.name(key, Condition::ALL, Condition::name).map(|condition| condition.value)
}
