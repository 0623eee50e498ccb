//! What an answer did to the rules, as sentences.

use super::face::Face;
use crate::catalog::Kind;
use crate::rules::{Finding, Rule, RuleSet, Severity, diff};
use crate::wizard::{Change, Entry};
use std::io;

/// Longer lists are for `r`.
const LISTED: usize = 12;

impl Face<'_> {
    /// Tells the rules' numbers, which rules came and went since `before`, and what is new to know.
    pub(super) fn say_changes(&mut self, before: &RuleSet) -> io::Result<()> {
        self.say_counts()?;
        let changes = diff(before, &self.model.rules);
        if changes.is_empty() {
            self.say(self.words().same_rules)?;
        }
        self.say_each(&changes.added, Change::Added)?;
        self.say_each(&changes.removed, Change::Removed)?;
        self.say_findings(&before.findings)
    }

    fn say_each(&mut self, rules: &[Rule], change: Change) -> io::Result<()> {
        let words = self.words();
        let (lead, sentence) = match change {
            Change::Removed => ("- ", words.went),
            Change::Added | Change::Kept => ("+ ", words.came),
        };
        // One more line instead of "and 1 more".
        let listed = if rules.len() == LISTED + 1 { rules.len() } else { LISTED };
        for rule in rules.iter().take(listed) {
            let text = self.rule_text(&Entry::Rule(rule, change));
            self.item(lead, &sentence(&text))?;
        }
        match rules.len().saturating_sub(listed) {
            0 => Ok(()),
            more => self.item(lead, &(words.more_changes)(more)),
        }
    }

    pub(super) fn say_counts(&mut self) -> io::Result<()> {
        let count = |kind| self.model.rules.of_kind(kind).count();
        let text = (self.words().counts)(count(Kind::Network), count(Kind::Application));
        self.say(&text)
    }

    /// Tells refusals and warnings, except those that were there `before`.
    pub(super) fn say_findings(&mut self, before: &[Finding]) -> io::Result<()> {
        let wizard = self.model.words();
        let findings = self.model.rules.findings.clone();
        for finding in findings.iter().filter(|finding| !before.contains(finding)) {
            let severity = match finding.severity() {
                Severity::Refusal => wizard.refusal,
                Severity::Warning => wizard.warning,
            };
            self.say(&(self.model.words().labelled)(severity, &finding.text(self.model.language)))?;
        }
        Ok(())
    }
}
