//! What changed, for programs. The keys are a contract.

use super::say::counts;
use super::why::why;
use super::{Cause, Change, Class, Day, Report};
use crate::catalog::CATALOG;
use crate::profile::{Language, Value as Answer};
use crate::rules::{Rule, RuleSet};
use serde_json::{Map, Value, json};

/// Grows when a key changes its meaning or leaves; new keys may come at any time.
const SCHEMA: u32 = 1;

pub(super) fn report(report: &Report, language: Language) -> Value {
    let counts = Class::ALL.into_iter().zip(counts(report));
    let summary: Map<String, Value> =
        counts.map(|(class, count)| (class.name().to_owned(), json!(count))).collect();
    json!({
        "schema": SCHEMA,
        "tool": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        "catalog": { "as_of": CATALOG.as_of.to_string(), "article": CATALOG.article.to_string() },
        "old": side(&report.names[0], &report.old),
        "new": side(&report.names[1], &report.new),
        "summary": summary,
        "unchanged": report.unchanged,
        "changes": report.changes.iter()
            .map(|item| change(report, item, language)).collect::<Vec<_>>(),
        "answers": report.answers.iter().map(|item| json!({
            "key": item.key, "old": answer(item.old.as_ref()), "new": answer(item.new.as_ref()),
        })).collect::<Vec<_>>(),
    })
}

fn side(name: &str, rules: &RuleSet) -> Value {
    json!({
        "name": name,
        "source": rules.profile.source.name(),
        "edition": rules.profile.edition.to_string(),
        "cloud": rules.profile.cluster.cloud.name(),
        "region": rules.profile.cluster.region,
        "rules": rules.rules.len(),
        "service_tags": rules.service_tags.as_ref().map(
            |(file, change)| json!({ "file": file, "change_number": change })
        ),
    })
}

fn change(report: &Report, change: &Change, language: Language) -> Value {
    let (since, until) = match change.cause {
        Cause::Edition(Day::Since(day)) => (Some(day.to_string()), None),
        Cause::Edition(Day::Until(day)) => (None, Some(day.to_string())),
        Cause::Answers => (None, None),
    };
    let fields: Vec<Value> = match (&change.old, &change.new) {
        (Some(old), Some(new)) => change
            .fields
            .iter()
            .map(|field| {
                json!({
                    "field": field.name(),
                    "old": field.values(old, language),
                    "new": field.values(new, language),
                })
            })
            .collect(),
        _ => Vec::new(),
    };
    json!({
        "class": change.class.name(),
        "change": change.kind(),
        "cause": match change.cause { Cause::Edition(_) => "edition", Cause::Answers => "answers" },
        "since": since,
        "until": until,
        "old": change.old.as_ref().map(|item| rule(item, language)),
        "new": change.new.as_ref().map(|item| rule(item, language)),
        "fields": fields,
        "why": why(report, change, language),
        "waits": change.waits,
        "allowed_by": change.allowed_by,
    })
}

fn rule(rule: &Rule, language: Language) -> Value {
    let advisories: Vec<&str> = rule.advisories.iter().map(|advisory| advisory.id).collect();
    let features: Vec<&str> = rule.features().iter().map(|feature| feature.id).collect();
    json!({
        "id": rule.name(),
        "kind": rule.kind().name(),
        "destinations": rule.destination.texts(),
        "destination_type": rule.destination.type_name(),
        "protocol": rule.protocol().name(),
        "port": rule.port(),
        "requirement": rule.requirement().name(),
        "features": features,
        "purpose": super::Field::Purpose.values(rule, language),
        "if_blocked": super::Field::Blocked.values(rule, language),
        "advisories": advisories,
    })
}

fn answer(answer: Option<&Answer>) -> Value {
    match answer {
        None => Value::Null,
        Some(Answer::Number(number)) => json!(number),
        Some(Answer::Flag(flag)) => json!(flag),
        Some(Answer::Text(text)) => json!(text),
        Some(Answer::List(items)) => json!(items),
    }
}
