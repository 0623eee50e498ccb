//! What to know before the rules are loaded.

use super::fit::Fit;
use super::{Cost, Export, Fallback};
use crate::catalog::Text;
use crate::rules::{Rule, RuleSet};

/// A numbered warning of one format for one rule set.
#[derive(Clone, Debug)]
pub struct Warning<'a> {
    /// The sentences, with the option of `export` that does it in another way.
    pub text: String,
    /// The same about the first few rules, without the option.
    pub short: String,
    /// What it costs the rules, where it is about some.
    pub cost: Option<Cost>,
    /// What does it in another way.
    pub fallback: Option<Fallback>,
    /// The rules that it is about.
    pub rules: Vec<&'a Rule>,
}

/// Something that a format's target does, and when it matters.
pub(super) struct Caution {
    /// Whether it matters for these rules.
    pub matters: fn(&RuleSet, &Fit) -> bool,
    /// What happens and what to do about it.
    pub text: Text,
}

/// A caution that always matters.
pub(super) const fn always(en: &'static str, zh: &'static str) -> Caution {
    Caution { matters: |_, _| true, text: Text { en, zh } }
}

impl<'a> Export<'a> {
    /// What the format cannot say, then what its target does.
    pub(super) fn warnings(&self) -> Vec<Warning<'a>> {
        let losses = self.fit.losses.iter().map(|loss| {
            let hint = loss.fallback().map(|fallback| fallback.hint(self.language));
            let sentences: Vec<String> =
                [loss.text(self.language)].into_iter().chain(hint.map(str::to_owned)).collect();
            Warning {
                text: sentences.join(super::words(self.language).space),
                short: loss.short(self.language),
                cost: Some(loss.cost),
                fallback: loss.fallback(),
                rules: loss.rules.clone(),
            }
        });
        let matters = |caution: &&Caution| (caution.matters)(self.rules, &self.fit);
        let cautions = self.format.cautions.iter().filter(matters).map(|caution| Warning {
            text: caution.text.get(self.language).to_owned(),
            short: caution.text.get(self.language).to_owned(),
            cost: None,
            fallback: None,
            rules: Vec::new(),
        });
        let nothing = super::words(self.language).nothing_written;
        let empty = self.fit.rules.is_empty() && !self.rules.rules.is_empty();
        let empty = empty.then(|| Warning {
            text: nothing.to_owned(),
            short: nothing.to_owned(),
            cost: None,
            fallback: None,
            rules: Vec::new(),
        });
        empty.into_iter().chain(losses).chain(cautions).collect()
    }
}
