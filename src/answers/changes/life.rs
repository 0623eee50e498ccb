//! When a rule came, went or changed, and whether the edition did it.

use super::{Cause, Day, Field, Side};
use crate::catalog::{Catalog, Date};
use crate::profile::Profile;
use crate::rules::{Rule, RuleSet, resolve};

/// The older answers at every edition between the two, oldest first.
pub(super) struct Life {
    days: Vec<(Date, RuleSet)>,
    /// Whether the newer side has the older edition.
    back: bool,
}

impl Life {
    pub(super) fn of(catalog: &Catalog, side: &Side<'_>, edition: Date) -> Self {
        let own = side.profile.edition;
        let (first, last) = (own.min(edition), own.max(edition));
        let mut days = catalog.editions();
        days.extend(catalog.advisories.iter().filter_map(|advisory| advisory.effective));
        days.retain(|day| (first..=last).contains(day));
        days.extend([first, last]);
        days.sort_unstable();
        days.dedup();
        let at = |day: Date| {
            let profile = Profile { edition: day, ..side.profile.clone() };
            (day, resolve(catalog, &profile, side.tags))
        };
        Self { days: days.into_iter().map(at).collect(), back: edition < own }
    }

    /// What made a rule what it is, or made it go.
    pub(super) fn cause(&self, was: Option<&Rule>, is: Option<&Rule>) -> Cause {
        let state = |rules: &RuleSet| match (was, is) {
            // A rule of another port or destination: the day is that of the new one.
            (_, Some(is)) => rules.rules.iter().any(|rule| equal(rule, is, was)),
            (Some(was), None) => !rules.rules.iter().any(|rule| rule.key() == was.key()),
            (None, None) => false,
        };
        let [first, last] = [self.days.first(), self.days.last()];
        let (Some((_, first)), Some((_, last))) = (first, last) else { return Cause::Answers };
        let (from, to) = if self.back { (last, first) } else { (first, last) };
        if state(from) || !state(to) {
            return Cause::Answers;
        }
        // The newest of both states began on the first day from which on it holds to the end.
        let newest = state(last);
        let behind = self.days.iter().rposition(|(_, rules)| state(rules) != newest);
        let Some((day, _)) = self.days.get(behind.map_or(0, |at| at + 1)) else {
            return Cause::Answers;
        };
        let is_there = if self.back { was.is_some() } else { is.is_some() };
        Cause::Edition(if is_there { Day::Since(*day) } else { Day::Until(*day) })
    }
}

/// Whether a rule is the newer one: in all that differs, where it was there before.
fn equal(rule: &Rule, is: &Rule, was: Option<&Rule>) -> bool {
    let same = rule.key() == is.key();
    match was {
        Some(was) if was.key() == is.key() => same && Field::differing(rule, is).is_empty(),
        _ => same,
    }
}
