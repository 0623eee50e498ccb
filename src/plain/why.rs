//! One rule, explained.

use super::face::Face;
use crate::catalog::{Advisory, CatalogRule, Origin};
use crate::profile::Reading;
use crate::wizard::Entry;

impl Face<'_> {
    /// Why a rule is there, what breaks without it and where it stands.
    pub(super) fn explanation(&self, entry: &Entry) -> Vec<String> {
        let mut told = vec![self.rule_text(entry)];
        let Entry::Rule(rule, _) = entry else { return told };
        let (wizard, language) = (self.model.words(), self.model.language);
        let parts = || rule.parts.iter().map(|part| part.rule);
        let because: Vec<String> =
            rule.because().into_iter().map(|because| because.text(language)).collect();
        told.extend(self.told(wizard.why, vec![because.join(self.words().comma)]));
        let purposes = parts().map(|row| row.purpose.get(language).to_owned()).collect();
        told.extend(self.told(wizard.purpose, purposes));
        let consequences = parts().map(|row| row.blocked.get(language).to_owned()).collect();
        told.extend(self.told(wizard.if_blocked, consequences));
        let places = parts().map(|row| self.place(row)).collect();
        told.extend(self.told(wizard.stands, places));
        told.extend(
            self.told(wizard.printed, rule.printed().into_iter().map(str::to_owned).collect()),
        );
        let readings = rule.advisories.iter().map(|advisory| self.reading(advisory)).collect();
        told.extend(self.told(wizard.readings, readings));
        told
    }

    /// Each sentence once, under its heading.
    fn told(&self, heading: &str, mut sentences: Vec<String>) -> Vec<String> {
        let mut seen = std::collections::HashSet::new();
        sentences.retain(|sentence| seen.insert(sentence.clone()));
        let line = |sentence: String| (self.words().labelled)(heading, &sentence);
        sentences.into_iter().map(line).collect()
    }

    /// Where a row of the catalog stands, how strongly it is asked for and since when.
    fn place(&self, row: &CatalogRule) -> String {
        let (plain, wizard) = (self.words(), self.model.words());
        let mut place = match row.origin {
            Origin::Article { table, row: 0 } => [table.heading, wizard.in_prose].join(plain.comma),
            Origin::Article { table, row } => {
                [table.heading, &(wizard.row)(&row.to_string())].join(plain.comma)
            }
            Origin::Advisory(advisory) => (wizard.added_by_reading)(advisory.id),
        };
        place += plain.comma;
        place += wizard.requirements[row.requirement as usize];
        if let Some(since) = row.since {
            place += plain.comma;
            place = format!("{place}{} {since}", wizard.since);
        }
        place
    }

    fn reading(&self, advisory: &Advisory) -> String {
        let (plain, wizard, language) = (self.words(), self.model.words(), self.model.language);
        let mut title = format!("[{}] {}", advisory.id, advisory.title.get(language));
        if self.model.rules.profile.reading == Reading::Printed {
            title += &(plain.aside)(wizard.not_applied);
        }
        let evidence = (plain.labelled)(wizard.evidence, advisory.evidence);
        (plain.labelled)(&title, advisory.text.get(language)) + &(plain.aside)(&evidence)
    }
}
