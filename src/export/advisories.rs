//! The readings that a rule set refers to.

use crate::catalog::Advisory;
use crate::profile::Language;
use crate::rules::{Finding, Reason, RuleSet};

/// The readings that a rule, a rule left out or a finding names, in that order, each once.
pub(super) fn referred(rules: &RuleSet) -> Vec<&'static Advisory> {
    let of_rules = rules.rules.iter().flat_map(|rule| rule.advisories.iter().copied());
    let of_absent = rules.absent.iter().filter_map(|absent| of_reason(absent.reason));
    let of_findings = rules.findings.iter().filter_map(of_finding);
    let mut all: Vec<&'static Advisory> = Vec::new();
    for advisory in of_rules.chain(of_absent).chain(of_findings) {
        if !all.iter().any(|known| known.id == advisory.id) {
            all.push(advisory);
        }
    }
    all
}

/// What a reading says: its title with how sure it is, what it makes of the source, its evidence.
pub(super) fn lines(advisory: &Advisory, language: Language) -> [String; 3] {
    let words = super::words(language);
    let confidence = words.confidence[advisory.confidence as usize];
    [
        (words.reading)(advisory.title.get(language), confidence),
        advisory.text.get(language).to_owned(),
        (words.evidence)(advisory.evidence),
    ]
}

fn of_reason(reason: Reason) -> Option<&'static Advisory> {
    match reason {
        Reason::Extended(_, advisory)
        | Reason::Retired(advisory)
        | Reason::NotApplied(advisory) => Some(advisory),
        _ => None,
    }
}

fn of_finding(finding: &Finding) -> Option<&'static Advisory> {
    match finding {
        Finding::AddonRetired(_, advisory) | Finding::ReadingNotApplied(advisory) => Some(advisory),
        _ => None,
    }
}
