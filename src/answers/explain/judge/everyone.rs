//! A host name, by the newest edition of the article: every cloud, feature and region.

use super::host::{begins_after, ended_before, join, prefer_current, replacing};
use super::{Judge, Over};
use crate::answers::explain::find::{Name, Pattern, fits, region_in};
use crate::answers::explain::verdict::{End, Found, Verdict};
use crate::catalog::{Action, CatalogRule, Cloud, Requirement, Source};

/// The feature that every cluster has.
pub(in crate::answers::explain) const CORE: &str = "core";

/// The sense in which a row names a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    Required,
    OtherPort,
    OnlyIf(&'static str),
    Recommended,
    Observed,
    Retired(End),
}

impl Sense {
    /// Whether two rows are told as one; readings of several clouds say the same of a host.
    fn is(self, other: Self) -> bool {
        let by_reading = |sense| matches!(sense, Self::Retired(End::Reading(_)));
        self == other || by_reading(self) && by_reading(other)
    }
}

impl Judge<'_> {
    pub(super) fn of_everyone(&self, name: &Name, over: Over) -> Vec<Verdict> {
        let mut hits: Vec<&Pattern<&'static CatalogRule>> = self
            .all
            .iter()
            .filter(|pattern| pattern.of.source == Source::Learn && pattern.names(name))
            .collect();
        hits.sort_by_key(|pattern| std::cmp::Reverse(pattern.closeness()));
        let mut senses: Vec<(Sense, Option<Found>)> = Vec::new();
        for pattern in hits {
            for cloud in pattern.of.clouds {
                let Some(sense) = self.sense(pattern, *cloud, name, over) else { continue };
                let region = region_in(self.catalog, &pattern.text, name, &[*cloud]);
                let at =
                    senses.iter().position(|(known, _)| known.is(sense)).unwrap_or_else(|| {
                        senses.push((sense, None));
                        senses.len() - 1
                    });
                join(&mut senses[at].1, pattern.of, &[*cloud], &pattern.text, region);
            }
        }
        // What every cluster needs tells more than who else needs it.
        let always = clouds_of(&senses, Sense::Required);
        let anyhow = [always.clone(), clouds_of(&senses, Sense::OtherPort)].concat();
        let verdicts = senses.into_iter().filter_map(|(sense, found)| {
            let mut found = found?;
            let told = match sense {
                Sense::OtherPort => &always[..],
                Sense::OnlyIf(_) => &anyhow[..],
                _ => &[],
            };
            found.clouds.retain(|cloud| !told.contains(cloud));
            let left = found.clouds.clone();
            found.rows.retain(|row| row.clouds.iter().any(|cloud| left.contains(cloud)));
            (!found.rows.is_empty()).then(|| verdict(sense, found))
        });
        prefer_current(verdicts.collect())
    }

    fn sense(
        &self,
        pattern: &Pattern<&'static CatalogRule>,
        cloud: Cloud,
        name: &Name,
        over: Over,
    ) -> Option<Sense> {
        let row = pattern.of;
        let day = self.catalog.as_of;
        if begins_after(row, day).is_some() {
            return None;
        }
        if let Some(ended) = ended_before(row, day) {
            return Some(Sense::Retired(End::Dropped(ended)));
        }
        let in_effect = |advisory: &&&'static crate::catalog::Advisory| {
            advisory.clouds.contains(&cloud) && advisory.effective.is_none_or(|from| from <= day)
        };
        let mut advisories = row.advisories.iter().filter(in_effect);
        let retires = advisories.find(|advisory| matches!(advisory.action, Action::Retire { .. }));
        if let Some(advisory) = retires {
            return Some(Sense::Retired(End::Reading(advisory)));
        }
        if let Some(advisory) = replacing(row, cloud)
            && let Action::Replace(host) = advisory.action
            && !Pattern::new(host, ()).names(name)
        {
            return Some(Sense::Retired(End::Reading(advisory)));
        }
        Some(match row.requirement {
            Requirement::Observed => Sense::Observed,
            Requirement::Required if row.feature.id != CORE || !row.when.is_empty() => {
                Sense::OnlyIf(row.feature.id)
            }
            _ if !fits(row, over.0, over.1) => Sense::OtherPort,
            Requirement::Recommended => Sense::Recommended,
            Requirement::Required => Sense::Required,
        })
    }
}

fn clouds_of(senses: &[(Sense, Option<Found>)], wanted: Sense) -> Vec<Cloud> {
    let found = senses.iter().filter(|(sense, _)| *sense == wanted);
    found.filter_map(|(_, found)| found.as_ref()).flat_map(|found| found.clouds.clone()).collect()
}

fn verdict(sense: Sense, found: Found) -> Verdict {
    match sense {
        Sense::Required => Verdict::Required(found, Vec::new()),
        Sense::OtherPort => Verdict::OtherPort(found),
        Sense::OnlyIf(_) => Verdict::OnlyIf(found, None),
        Sense::Recommended => Verdict::Recommended(found),
        Sense::Observed => Verdict::Observed(found),
        Sense::Retired(end) => Verdict::Retired(found, end),
    }
}
