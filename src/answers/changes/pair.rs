//! Which rule of one set is which of the other.

use crate::answers::hosts::{Cover, cover};
use crate::rules::{Destination, Rule, RuleSet, diff};

/// A rule as it was and as it is.
pub(super) type Pair<'a> = (Option<&'a Rule>, Option<&'a Rule>);

/// Every rule of both sets once. Rules of one destination, or else of one row, are one rule that
/// changed.
pub(super) fn pairs<'a>(old: &'a RuleSet, new: &'a RuleSet) -> Vec<Pair<'a>> {
    let changes = diff(old, new);
    let of = |set: &'a RuleSet, rules: &[Rule]| -> Vec<&'a Rule> {
        let is = |rule: &&Rule| rules.iter().any(|other| other.key() == rule.key());
        set.rules.iter().filter(is).collect()
    };
    let mut gone = of(old, &changes.removed);
    let came = of(new, &changes.added);
    let mut earlier: Vec<Option<&Rule>> = vec![None; came.len()];
    for is_same in [same_destination, same_row] {
        for (rule, earlier) in came.iter().zip(&mut earlier) {
            if earlier.is_none()
                && let Some(at) = gone.iter().position(|old| is_same(old, rule))
            {
                *earlier = Some(gone.remove(at));
            }
        }
    }
    let mut earlier = came.iter().zip(earlier);
    let mut pairs: Vec<Pair<'a>> = Vec::with_capacity(new.rules.len() + gone.len());
    for rule in &new.rules {
        let stayed = old.rules.iter().find(|other| other.key() == rule.key());
        let was = stayed.or_else(|| {
            earlier.by_ref().find(|(came, _)| came.key() == rule.key()).and_then(|(_, was)| was)
        });
        pairs.push((was, Some(rule)));
    }
    pairs.extend(gone.into_iter().map(|rule| (Some(rule), None)));
    pairs
}

/// Another port or protocol. Any address is no destination that tells rules apart.
fn same_destination(old: &Rule, new: &Rule) -> bool {
    old.destination == new.destination && old.destination != Destination::Any
}

/// Another destination: another region, another form, a reading.
fn same_row(old: &Rule, new: &Rule) -> bool {
    old.parts.iter().any(|was| new.parts.iter().any(|is| was.rule.id == is.rule.id))
}

/// Whether the other set lacks a rule only because an answer is missing.
pub(super) fn waits(rule: &Rule, other: &RuleSet) -> bool {
    rule.parts.iter().any(|part| {
        other.absent.iter().any(|row| row.rule.id == part.rule.id && row.reason.waits())
    })
}

/// The destination of a rule that both sets have and that allows everything a new one does.
pub(super) fn allowed(rule: &Rule, old: &RuleSet, new: &RuleSet) -> Option<String> {
    let Destination::Fqdn(host) = &rule.destination else { return None };
    let wider = |other: &&Rule| {
        (other.port(), other.protocol()) == (rule.port(), rule.protocol())
            && matches!(&other.destination, Destination::Fqdn(name) if cover(name, host) == Cover::Wider)
    };
    let stays = |other: &&Rule| old.rules.iter().any(|rule| rule.key() == other.key());
    let found = new.rules.iter().filter(wider).find(stays)?;
    found.destination.texts().pop()
}
