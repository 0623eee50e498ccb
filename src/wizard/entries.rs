//! What the rule list shows: rules, rules that just went, or rules not needed.

use super::model::Model;
use crate::catalog::{CatalogRule, Kind};
use crate::rules::{Absent, Rule};

/// One line of the rule list.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'a> {
    /// A rule of the plan, or one that the last choice took away.
    Rule(&'a Rule, Change),
    /// A rule that is not needed.
    Absent(&'a Absent),
}

/// What the last choice did to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was there before.
    Kept,
    /// It came.
    Added,
    /// It went.
    Removed,
}

impl Entry<'_> {
    /// Network or application.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.row().kind
    }

    /// The first row of the catalog behind it.
    #[must_use]
    pub fn row(&self) -> &'static CatalogRule {
        match self {
            Self::Rule(rule, _) => rule.first(),
            Self::Absent(absent) => absent.rule,
        }
    }

    /// Where the traffic goes; several addresses are joined by commas.
    #[must_use]
    pub fn destination(&self, model: &Model) -> String {
        match self {
            Self::Rule(rule, _) => rule.destination.texts().join(", "),
            Self::Absent(absent) => absent.destination(&model.rules.profile),
        }
    }

    /// Names of the features that ask for it.
    #[must_use]
    pub fn features(&self, model: &Model) -> String {
        let name = |feature: &crate::catalog::Feature| feature.name.get(model.language);
        match self {
            Self::Rule(rule, _) => {
                rule.features().into_iter().map(name).collect::<Vec<_>>().join(", ")
            }
            Self::Absent(absent) => name(absent.rule.feature).to_owned(),
        }
    }

    fn matches(&self, model: &Model, words: &[String]) -> bool {
        if words.is_empty() {
            return true;
        }
        let row = self.row();
        let text = format!(
            "{} {}:{} {} {} {}",
            self.destination(model),
            row.protocol,
            row.port,
            self.features(model),
            row.feature.id,
            row.id
        );
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    }
}

impl Model {
    /// The rule list as it is filtered, network rules first.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry<'_>> {
        let words: Vec<String> =
            self.filter.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let all: Vec<Entry<'_>> = if self.show_absent {
            self.rules.absent.iter().map(Entry::Absent).collect()
        } else {
            Kind::ALL.iter().flat_map(|kind| self.rules_of(*kind)).collect()
        };
        all.into_iter().filter(|entry| entry.matches(self, &words)).collect()
    }

    fn rules_of(&self, kind: Kind) -> impl Iterator<Item = Entry<'_>> {
        // What came stands in the order of the rules.
        let mut added =
            self.changes.added.iter().filter(move |rule| rule.kind() == kind).peekable();
        let here = self.rules.of_kind(kind).map(move |rule| {
            let came = added.next_if(|added| added.key() == rule.key()).is_some();
            Entry::Rule(rule, if came { Change::Added } else { Change::Kept })
        });
        let gone = self.changes.removed.iter().filter(move |rule| rule.kind() == kind);
        here.chain(gone.map(|rule| Entry::Rule(rule, Change::Removed)))
    }
}
