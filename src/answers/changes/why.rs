//! Why a rule came, went or changed.

use super::say::words;
use super::{Cause, Change, Report};
use crate::catalog::{Action, Advisory, CatalogRule, Origin};
use crate::profile::Language;
use crate::rules::{Absent, Part, Reason, Rule, RuleSet, source_title};

/// Why it changed, most telling first, each reason once.
pub(super) fn why(report: &Report, change: &Change, language: Language) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    let reasons = match (&change.old, &change.new) {
        (Some(old), None) => {
            old.parts.iter().flat_map(|part| why_gone(report, old, part, language)).collect()
        }
        (old, Some(new)) => why_there(report, old.as_ref(), new, change.cause, language),
        (None, None) => Vec::new(),
    };
    for reason in reasons {
        if !reason.is_empty() && !said.contains(&reason) {
            said.push(reason);
        }
    }
    said
}

/// A reading that retires a rule also tells, in its text, what took its place.
fn why_gone(report: &Report, rule: &Rule, part: &Part, language: Language) -> Vec<String> {
    let words = words(language);
    let [old, new] = [&report.old.profile, &report.new.profile];
    if let Some(reason) =
        left_out(&report.new, part.rule).or_else(|| left_out_elsewhere(&report.new, rule))
    {
        let more = match reason {
            Reason::Retired(advisory) => advisory.text.get(language).to_owned(),
            _ => String::new(),
        };
        return vec![reason.text(language), more];
    }
    if old.source != new.source {
        return vec![(words.other_source)(&source_title(new, language))];
    }
    if old.cluster.cloud != new.cluster.cloud {
        return vec![(words.other_cloud)(new.cluster.cloud.title(language))];
    }
    match part.rule.origin {
        Origin::Advisory(advisory) if part.rule.listed_on(new.edition) => {
            vec![(words.reading_not_yet)(advisory.id, advisory.title.get(language))]
        }
        _ => vec![(words.not_listed)(&source_title(new, language))],
    }
}

fn why_there(
    report: &Report,
    old: Option<&Rule>,
    new: &Rule,
    cause: Cause,
    language: Language,
) -> Vec<String> {
    let words = words(language);
    let mut why = Vec::new();
    if matches!(cause, Cause::Edition(_)) && old.is_none() {
        let was_listed = |part: &Part| part.rule.listed_on(report.old.profile.edition);
        why.extend(new.parts.iter().filter(|part| !was_listed(part)).map(|part| {
            match part.rule.origin {
                Origin::Article { .. } => words.listed.to_owned(),
                Origin::Advisory(advisory) => holds(advisory, language),
            }
        }));
    }
    // What replaced a destination.
    let elsewhere = old.is_some_and(|old| old.destination != new.destination);
    if elsewhere {
        why.extend(new.advisories.iter().filter_map(|advisory| {
            let replaces = matches!(advisory.action, Action::Replace(_));
            replaces.then(|| holds(advisory, language))
        }));
    }
    if old.is_none() || elsewhere {
        why.extend(new.because().into_iter().map(|because| because.text(language)));
    }
    if old.is_none() {
        why.extend(new.parts.iter().filter_map(|part| {
            let reason = left_out(&report.old, part.rule)?;
            // That it was not chosen is what the choice itself says.
            let told = matches!(reason, Reason::NotChosen(_));
            (!told).then(|| (words.before)(&reason.text(language)))
        }));
    }
    why
}

fn holds(advisory: &Advisory, language: Language) -> String {
    (words(language).reading_holds)(advisory.id, advisory.title.get(language))
}

/// Why a set leaves a row out.
fn left_out(rules: &RuleSet, row: &CatalogRule) -> Option<Reason> {
    rules.absent.iter().find(|absent| absent.rule.id == row.id).map(|absent| absent.reason)
}

/// Why a set leaves out what another row of it lists.
fn left_out_elsewhere(rules: &RuleSet, rule: &Rule) -> Option<Reason> {
    let is = |absent: &&Absent| {
        (absent.rule.port, absent.rule.protocol) == (rule.port(), rule.protocol())
            && [absent.destination(&rules.profile)] == *rule.destination.texts()
    };
    rules.absent.iter().find(is).map(|absent| absent.reason)
}
