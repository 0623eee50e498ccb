//! What a firewall has for a destination that nothing covers.

use super::candidates::{denies, is_far_wider};
use super::coverage::Lack;
use super::demand::{self, Demand};
use super::judge::shown;
use super::order::Order;
use super::traffic::{self, Carries};
use super::{Matched, Wanted};
use crate::rules::Rule;

/// So many rules are named.
const NAMED: usize = 5;

/// The same destination with other traffic, or for other sources.
pub(super) fn find(
    rule: &Rule,
    forms: &[Demand],
    wanted: Wanted<'_>,
    order: &Order<'_>,
) -> Vec<Lack> {
    let need = demand::need(rule);
    let mut found = Vec::new();
    let mut put = |step_at: usize, at: usize| {
        let step = &order.steps[step_at];
        if denies(step) || found.len() >= NAMED || (step.rule.to.len() <= at) {
            return;
        }
        let by = step.by(&shown(&step.rule.to[at]));
        match need.carried(step.layer(), &step.rule.traffic) {
            Carries::No if serves_another(rule, step_at, wanted, order) => {}
            Carries::No => {
                found.push(Lack::Traffic(by, traffic::text(&step.rule.traffic)));
            }
            _ => found.push(Lack::OtherSource(by)),
        }
    };
    for form in forms {
        match form {
            Demand::Host(host) => {
                for (entry, _) in order.hosts.covering(host) {
                    let pattern = &order.steps[entry.step].rule.to[entry.at];
                    if !matches!(pattern, Matched::Host(pattern) if is_far_wider(pattern)) {
                        put(entry.step, entry.at);
                    }
                }
            }
            Demand::Tag(wanted, _) => {
                for (step_at, step) in order.steps.iter().enumerate() {
                    let same = |matched: &Matched| matches!(matched, Matched::ServiceTag(tag) if tag.eq_ignore_ascii_case(wanted));
                    if let Some(at) = step.rule.to.iter().position(same) {
                        put(step_at, at);
                    }
                }
            }
            Demand::Any | Demand::Addresses(_) => {}
        }
    }
    found
}

/// Whether a rule is there for another of those wanted, so that its traffic is not wrong.
fn serves_another(rule: &Rule, step_at: usize, wanted: Wanted<'_>, order: &Order<'_>) -> bool {
    let step = &order.steps[step_at];
    wanted.rules.rules.iter().any(|other| {
        other.key() != rule.key()
            && other.destination == rule.destination
            && matches!(
                demand::need(other).carried(step.layer(), &step.rule.traffic),
                Carries::Yes { .. } | Carries::NotTold
            )
    })
}
