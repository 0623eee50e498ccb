//! One rule in detail.

use super::face::Face;
use crate::wizard::Entry;

impl Face<'_> {
    /// Why a rule is there or not, what breaks without it and where it stands.
    pub(super) fn details(&self, entry: &Entry) -> Vec<String> {
        let mut told = vec![self.rule_text(entry)];
        for section in self.model.details(entry) {
            let line = |text: &String| (self.model.words().labelled)(section.heading, text);
            told.extend(section.sentences.iter().map(line));
        }
        told
    }
}
