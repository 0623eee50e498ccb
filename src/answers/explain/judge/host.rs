//! A host name, by the rules of one cluster; then by all that is known.

use super::{Judge, Over};
use crate::answers::explain::find::{Name, Pattern, fits, region_in};
use crate::answers::explain::verdict::{End, Found, Verdict};
use crate::catalog::{Action, Advisory, CatalogRule, Cloud, Date, Origin, Region, Requirement};
use crate::profile::{Profile, Reading};
use crate::rules::{Absent, REGION, Reason, Rule, RuleSet};

impl Judge<'_> {
    /// What a host name is, asked for over this transport and port.
    pub(super) fn host(&self, host: &str, over: Over) -> Vec<Verdict> {
        let name = Name::new(host);
        let known = self.known(&name);
        if known.iter().any(|verdict| matches!(verdict, Verdict::Platform(_))) {
            return known;
        }
        let mut verdicts = match self.rules {
            Some(set) => self.of_cluster(set, &name, over),
            None => self.of_everyone(&name, over),
        };
        if verdicts.is_empty() && self.private.iter().any(|pattern| pattern.names(&name)) {
            verdicts.push(Verdict::PrivateDns);
        }
        let tells = |verdict: &Verdict| !matches!(verdict, Verdict::NotNeeded(..));
        // What is known of a host in another cloud helps only where no rule of that cloud names it.
        let here = self.profile().map(|profile| profile.cluster.cloud);
        let (own, elsewhere): (Vec<_>, Vec<_>) =
            known.into_iter().partition(|verdict| here.is_none_or(|here| verdict.is_of(here)));
        if !verdicts.iter().any(tells) {
            verdicts.extend(own);
        }
        if verdicts.is_empty()
            && let Some(set) = self.rules
        {
            verdicts = self.of_other_clouds(&set.profile, &name);
        }
        if verdicts.is_empty() {
            verdicts.extend(elsewhere);
        }
        if verdicts.is_empty() {
            verdicts = self.of_other_source(&name);
        }
        if verdicts.is_empty() {
            verdicts.push(self.near(&name, over).unwrap_or(Verdict::NotAks));
        }
        verdicts
    }

    /// What stands right above a star of the catalog, such as `x` of `*.x`.
    fn near(&self, name: &Name, over: Over) -> Option<Verdict> {
        let below = Name::new(&format!("*.{}", name.text));
        let is_it = self.all.iter().any(|pattern| pattern.is(&below))
            || self.known.iter().any(|pattern| pattern.is(&below))
            || self.own.iter().any(|pattern| pattern.is(&below));
        if !is_it || name.has_star {
            return None;
        }
        let verdict = self.host(&below.text, over).into_iter().next()?;
        Some(Verdict::NearMiss(below.text, Box::new(verdict)))
    }

    fn of_cluster(&self, set: &RuleSet, name: &Name, over: Over) -> Vec<Verdict> {
        let mut hits: Vec<&Pattern<usize>> =
            self.own.iter().filter(|pattern| pattern.names(name)).collect();
        hits.sort_by_key(|pattern| std::cmp::Reverse(pattern.closeness()));
        let rules = || hits.iter().map(|pattern| &set.rules[pattern.of]);
        let fitting: Vec<Verdict> = rules()
            .filter(|rule| fits(rule.first(), over.0, over.1))
            .map(|rule| needed(rule, set))
            .collect();
        if fitting.iter().any(|verdict| matches!(verdict, Verdict::Required(..))) {
            return fitting;
        }
        let mut verdicts = fitting;
        if verdicts.is_empty() {
            verdicts.extend(rules().map(|rule| Verdict::OtherPort(of_rule(rule, set))));
        }
        for pattern in self.absent.iter().filter(|pattern| pattern.names(name)) {
            let verdict = not_needed(&set.absent[pattern.of], &pattern.text, set);
            if !verdicts.contains(&verdict) {
                verdicts.push(verdict);
            }
        }
        if verdicts.is_empty() {
            verdicts = self.of_other_times(set, name);
        }
        verdicts
    }

    /// Rows of the profile's own document and cloud that its rule set does not have.
    fn of_other_times(&self, set: &RuleSet, name: &Name) -> Vec<Verdict> {
        let profile = &set.profile;
        let cloud = profile.cluster.cloud;
        let own = |row: &CatalogRule| row.source == profile.source && row.clouds.contains(&cloud);
        let mut verdicts: Vec<Verdict> = Vec::new();
        for pattern in self.all.iter().filter(|pattern| own(pattern.of) && pattern.names(name)) {
            let row = pattern.of;
            let region = region_in(self.catalog, &pattern.text, name, &[cloud]);
            let found = Found {
                rows: vec![row],
                clouds: vec![cloud],
                destination: with_region(&pattern.text, region),
                region,
            };
            let verdict = if let Some(day) = begins_after(row, profile.edition) {
                Verdict::Newer(found, day)
            } else if let Some(day) = ended_before(row, profile.edition) {
                Verdict::Retired(found, End::Dropped(day))
            } else if pattern.text.contains(REGION) {
                match region {
                    Some(region) if region.name == profile.cluster.region => {
                        Verdict::OtherCluster(found)
                    }
                    _ => Verdict::OtherRegion(found),
                }
            } else if let Some(advisory) = replacing(row, cloud) {
                match profile.reading {
                    Reading::Printed => Verdict::OnlyIf(found, Some(Reason::NotApplied(advisory))),
                    Reading::Recommended => Verdict::Retired(found, End::Reading(advisory)),
                }
            } else {
                continue;
            };
            if !verdicts.contains(&verdict) {
                verdicts.push(verdict);
            }
        }
        prefer_current(verdicts)
    }

    fn of_other_clouds(&self, profile: &Profile, name: &Name) -> Vec<Verdict> {
        let mut all: Option<Found> = None;
        for pattern in self.all.iter().filter(|pattern| pattern.names(name)) {
            let row = pattern.of;
            if row.source != profile.source || !row.listed_on(profile.edition) {
                continue;
            }
            let clouds: Vec<Cloud> =
                row.clouds.iter().copied().filter(|it| *it != profile.cluster.cloud).collect();
            if !clouds.is_empty() {
                let region = region_in(self.catalog, &pattern.text, name, &clouds);
                join(&mut all, row, &clouds, &pattern.text, region);
            }
        }
        all.map(Verdict::OtherCloud).into_iter().collect()
    }

    /// Rows of the other document; the Chinese copy's tables for Global hold China's hosts.
    fn of_other_source(&self, name: &Name) -> Vec<Verdict> {
        let own = self.rules.map_or(crate::catalog::Source::Learn, |set| set.profile.source);
        let mut all: Option<Found> = None;
        for pattern in self.all.iter().filter(|it| it.of.source != own && it.names(name)) {
            if pattern.of.until.is_none() {
                let clouds = pattern.of.clouds;
                let region = region_in(self.catalog, &pattern.text, name, clouds);
                join(&mut all, pattern.of, clouds, &pattern.text, region);
            }
        }
        all.map(Verdict::OtherSource).into_iter().collect()
    }
}

/// Adds a row to what was found.
pub(super) fn join(
    all: &mut Option<Found>,
    row: &'static CatalogRule,
    clouds: &[Cloud],
    destination: &str,
    region: Option<&'static Region>,
) {
    let found = all.get_or_insert_with(|| Found {
        rows: Vec::new(),
        clouds: Vec::new(),
        destination: with_region(destination, region),
        region,
    });
    if !found.rows.iter().any(|known| known.id == row.id) {
        found.rows.push(row);
    }
    for cloud in clouds {
        if !found.clouds.contains(cloud) {
            found.clouds.push(*cloud);
        }
    }
}

/// A pattern with the region that the asked name has.
fn with_region(pattern: &str, region: Option<&'static Region>) -> String {
    region.map_or_else(|| pattern.to_owned(), |region| pattern.replace(REGION, region.name))
}

/// A rule of the set, as it was found.
pub(super) fn of_rule(rule: &Rule, set: &RuleSet) -> Found {
    let texts = rule.destination.texts();
    let more = if texts.len() > 3 { format!(" +{}", texts.len() - 3) } else { String::new() };
    let shown: Vec<String> = texts.into_iter().take(3).collect();
    Found {
        rows: rule.parts.iter().map(|part| part.rule).collect(),
        clouds: vec![set.profile.cluster.cloud],
        destination: format!("{}{more}", shown.join(", ")),
        region: None,
    }
}

/// A rule of the set.
pub(super) fn needed(rule: &Rule, set: &RuleSet) -> Verdict {
    let found = of_rule(rule, set);
    match rule.requirement() {
        Requirement::Required => Verdict::Required(found, rule.because()),
        Requirement::Recommended => Verdict::Recommended(found),
        Requirement::Observed => Verdict::Observed(found),
    }
}

/// A rule that the set leaves out.
pub(super) fn not_needed(absent: &Absent, destination: &str, set: &RuleSet) -> Verdict {
    let found = Found {
        rows: vec![absent.rule],
        clouds: vec![set.profile.cluster.cloud],
        destination: destination.to_owned(),
        region: None,
    };
    match absent.reason {
        Reason::Observed => Verdict::Observed(found),
        Reason::Retired(advisory) => Verdict::Retired(found, End::Reading(advisory)),
        Reason::Exempt(_) | Reason::Extended(..) => Verdict::NotNeeded(found, absent.reason),
        Reason::NotChosen(_)
        | Reason::Unmet(_)
        | Reason::NotApplied(_)
        | Reason::NoRegion
        | Reason::NoApiServerIp
        | Reason::NoServiceTags => Verdict::OnlyIf(found, Some(absent.reason)),
    }
}

/// The day on which a row begins, where that is after this day.
pub(super) fn begins_after(row: &CatalogRule, day: Date) -> Option<Date> {
    let effective = match row.origin {
        Origin::Advisory(advisory) => advisory.effective,
        Origin::Article { .. } => None,
    };
    let gap = row.absent.iter().find(|&&(from, to)| from <= day && day < to).map(|&(_, to)| to);
    [row.since, effective, gap].into_iter().flatten().filter(|begins| *begins > day).max()
}

/// The day on which a row ended, where that is not after this day.
pub(super) fn ended_before(row: &CatalogRule, day: Date) -> Option<Date> {
    row.until.filter(|until| *until <= day)
}

/// The reading that puts another host in place of a row's.
pub(super) fn replacing(row: &CatalogRule, cloud: Cloud) -> Option<&'static Advisory> {
    let replaces = |advisory: &&&'static Advisory| {
        matches!(advisory.action, Action::Replace(_)) && advisory.clouds.contains(&cloud)
    };
    row.advisories.iter().find(replaces).copied()
}

/// What the source lists now stands above what it once listed.
pub(super) fn prefer_current(verdicts: Vec<Verdict>) -> Vec<Verdict> {
    let is_past = |verdict: &Verdict| matches!(verdict, Verdict::Retired(_, End::Dropped(_)));
    if verdicts.iter().all(is_past) {
        return verdicts;
    }
    verdicts.into_iter().filter(|verdict| !is_past(verdict)).collect()
}
