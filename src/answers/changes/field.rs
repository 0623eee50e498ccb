//! What of a rule may differ while it stays the same rule.

use super::say::words;
use crate::export::place;
use crate::profile::Language;
use crate::rules::Rule;

/// A part of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Protocol and port.
    Port,
    /// Where it goes.
    Destination,
    /// The prefixes of its service tag.
    Prefixes,
    /// Required or recommended.
    Requirement,
    /// The features that need it.
    Feature,
    /// The choices that bring it.
    Because,
    /// What it is for.
    Purpose,
    /// What breaks without it.
    Blocked,
    /// The destination in print, where a reading replaced it.
    Printed,
    /// The readings that touch it.
    Readings,
    /// Where it stands in the source.
    Place,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 11] = [
        Self::Port,
        Self::Destination,
        Self::Prefixes,
        Self::Requirement,
        Self::Feature,
        Self::Because,
        Self::Purpose,
        Self::Blocked,
        Self::Printed,
        Self::Readings,
        Self::Place,
    ];

    /// As it stands in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Port => "port",
            Self::Destination => "destination",
            Self::Prefixes => "prefixes",
            Self::Requirement => "requirement",
            Self::Feature => "features",
            Self::Because => "because",
            Self::Purpose => "purpose",
            Self::Blocked => "if_blocked",
            Self::Printed => "printed",
            Self::Readings => "advisories",
            Self::Place => "source",
        }
    }

    /// Whether a firewall holds it.
    #[must_use]
    pub fn is_on_firewall(self) -> bool {
        matches!(self, Self::Port | Self::Destination | Self::Prefixes)
    }

    /// The fields in which two rules differ.
    pub(super) fn differing(old: &Rule, new: &Rule) -> Vec<Self> {
        let differs = |field: &Self| {
            // Whether a service tag file was read is no change of the rule.
            let unread = *field == Self::Prefixes
                && (old.prefixes.is_empty()
                    || new.prefixes.is_empty()
                    || old.destination != new.destination);
            !unread && field.values(old, Language::En) != field.values(new, Language::En)
        };
        Self::ALL.into_iter().filter(differs).collect()
    }

    /// What it is in a rule, in the words of one language.
    pub(super) fn values(self, rule: &Rule, language: Language) -> Vec<String> {
        let sentences = |of: fn(&crate::catalog::CatalogRule) -> crate::catalog::Text| {
            let all = rule.parts.iter().map(|part| of(part.rule).get(language).to_owned());
            once_each(all.filter(|sentence| !sentence.is_empty()))
        };
        match self {
            Self::Port => vec![format!("{} {}", rule.protocol(), rule.port())],
            Self::Destination => rule.destination.texts(),
            Self::Prefixes => rule.prefixes.iter().map(ToString::to_string).collect(),
            Self::Requirement => {
                vec![words(language).requirements[rule.requirement() as usize].to_owned()]
            }
            Self::Feature => rule
                .features()
                .iter()
                .map(|feature| feature.name.get(language).to_owned())
                .collect(),
            Self::Because => rule.because().iter().map(|because| because.text(language)).collect(),
            Self::Purpose => sentences(|row| row.purpose),
            Self::Blocked => sentences(|row| row.blocked),
            Self::Printed => rule.printed().into_iter().map(str::to_owned).collect(),
            Self::Readings => {
                let title = |id: &str, title: &str| format!("{id}: {title}");
                let all = rule.advisories.iter();
                all.map(|advisory| title(advisory.id, advisory.title.get(language))).collect()
            }
            Self::Place => once_each(rule.parts.iter().map(|part| place(part.rule, language))),
        }
    }
}

fn once_each(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut known: Vec<String> = Vec::new();
    for text in all {
        if !known.contains(&text) {
            known.push(text);
        }
    }
    known
}
