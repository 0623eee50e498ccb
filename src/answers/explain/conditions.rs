//! Under which conditions a rule is needed, in words: those of the profile, or those that a row has
//! for every cluster.

use super::judge::CORE;
use super::say::Speaker;
use super::verdict::Found;
use crate::catalog::{CatalogRule, Condition};
use crate::rules::Reason;

impl Speaker<'_> {
    /// On what it depends.
    pub(super) fn only_if(&self, found: &Found, reason: Option<Reason>) -> String {
        let (words, language) = (self.words, self.language);
        match reason {
            Some(Reason::NotChosen(feature)) => (words.only_with)(feature.name.get(language)),
            Some(Reason::Unmet(condition)) => (words.only_with)(condition.text(true, language)),
            Some(reason) => self.sentence(&reason.text(language)),
            None => {
                let mut features: Vec<&str> = Vec::new();
                for row in &found.rows {
                    if row.feature.id == CORE {
                        let told = [self.when(found), self.unless(found)];
                        return told.into_iter().flatten().collect::<Vec<_>>().join(words.space);
                    }
                    let name = row.feature.name.get(language);
                    if !features.contains(&name) {
                        features.push(name);
                    }
                }
                (words.only_with_in)(&features.join(words.comma), &self.clouds(&found.clouds))
            }
        }
    }

    /// What a port alone may be for.
    pub(super) fn by_port(&self, found: &Found, reason: Option<Reason>) -> Vec<String> {
        let is_own = reason.is_none() && self.profile.is_some();
        let may_be = (!is_own).then(|| self.words.may_be.to_owned());
        may_be.into_iter().chain([self.further_port(found, reason)]).collect()
    }

    /// What a port may be for; the first of several says that it only may be.
    pub(super) fn further_port(&self, found: &Found, reason: Option<Reason>) -> String {
        let own = (reason.is_none() && self.profile.is_some())
            .then(|| (self.words.perhaps_of)(&found.destination));
        let mut told: Vec<String> = own.into_iter().chain(self.uses(found)).collect();
        match (reason, self.profile) {
            (Some(reason @ (Reason::NotChosen(_) | Reason::Unmet(_))), _) => {
                told.push(self.only_if(found, Some(reason)));
            }
            (Some(reason), _) => told.push(self.sentence(&reason.text(self.language))),
            (None, Some(_)) => {}
            (None, None) => {
                told.extend([self.when(found), self.unless(found)].into_iter().flatten());
            }
        }
        told.join(self.words.space)
    }

    /// What the rules of a port are for, in a sentence each.
    fn uses(&self, found: &Found) -> Vec<String> {
        let purposes = self.each(found, |row| row.purpose);
        purposes.iter().map(|text| self.first_sentence(text)).collect()
    }

    /// Enough to know a rule by.
    pub(super) fn first_sentence(&self, text: &str) -> String {
        let end = self.words.stop.to_owned() + self.words.space;
        let first = text.split_once(&*end).map_or(text, |(first, _)| first);
        first.trim_end_matches(self.words.stop).to_owned() + self.words.stop
    }

    /// The conditions under which rows of every cluster are needless.
    fn unless(&self, found: &Found) -> Option<String> {
        self.conditions(found, |row| row.unless).map(|all| (self.words.unless)(&all))
    }

    /// The conditions under which alone they are needed.
    fn when(&self, found: &Found) -> Option<String> {
        self.conditions(found, |row| row.when).map(|all| (self.words.only_with)(&all))
    }

    /// Conditions of all rows, where all have the same.
    pub(super) fn conditions(
        &self,
        found: &Found,
        of: fn(&CatalogRule) -> &'static [Condition],
    ) -> Option<String> {
        let mut texts: Vec<&str> = Vec::new();
        for condition in found.rows.iter().flat_map(|row| of(row)) {
            let text = condition.text(true, self.language);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        // Conditions of one row add up; those of several rows would be taken for one another's.
        let is_one =
            found.rows.iter().all(|row| Some(of(row)) == found.rows.first().map(|it| of(it)));
        (is_one && !texts.is_empty()).then(|| texts.join(self.words.comma))
    }
}
