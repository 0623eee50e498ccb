//! What the catalog knows of a host that a firewall names.

use crate::answers::audit::Wanted;
use crate::answers::audit::finding::Retirement;
use crate::answers::audit::patterns::Patterns;
use crate::answers::hosts;
use crate::catalog::{CATALOG, CatalogRule, Cloud, Known, Region, Standing, Target};
use crate::profile::Profile;
use crate::rules::{Destination, REGION, Reason};

/// What a host is to the profile.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Is {
    /// A rule needs it.
    Needed,
    /// It is over.
    Retired(Retirement),
    /// The catalog has it for this cloud, and the profile does not need it.
    NotNeeded(Reason),
    /// It is of another region; what the own region has in its place.
    OtherRegion(&'static Region, String),
    /// It is of other clouds.
    OtherCloud(Vec<Cloud>),
    /// The catalog knows it, and there is nothing to say.
    Fine,
    /// A wildcard over services that anybody can own.
    Shared(&'static Known),
    /// The workload's own.
    Own,
}

/// The catalog, seen from one profile.
pub(super) struct Catalogue<'a> {
    profile: &'a Profile,
    needed: Patterns<()>,
    needed_hosts: Vec<&'a str>,
    absent: Patterns<&'static CatalogRule>,
    reasons: Vec<(&'static CatalogRule, Reason)>,
    rows: Patterns<&'static CatalogRule>,
    known: Patterns<&'static Known>,
    /// What stands before and behind a region in a host.
    templates: Vec<(&'static str, &'static str, &'static CatalogRule)>,
    known_templates: Vec<(&'static str, &'static str, &'static Known)>,
}

impl<'a> Catalogue<'a> {
    pub fn of(wanted: Wanted<'a>) -> Self {
        let profile = &wanted.rules.profile;
        let mut catalogue = Self {
            profile,
            needed: Patterns::new(),
            needed_hosts: Vec::new(),
            absent: Patterns::new(),
            reasons: Vec::new(),
            rows: Patterns::new(),
            known: Patterns::new(),
            templates: Vec::new(),
            known_templates: Vec::new(),
        };
        for rule in &wanted.rules.rules {
            if let Destination::Fqdn(host) = &rule.destination {
                catalogue.needed.insert(&starred(host), ());
                catalogue.needed_hosts.push(host);
            }
        }
        for absent in &wanted.rules.absent {
            if let Target::Host(_) = absent.rule.target {
                catalogue.absent.insert(&starred(&absent.destination(profile)), absent.rule);
                catalogue.reasons.push((absent.rule, absent.reason));
            }
        }
        for rule in CATALOG.rules {
            let Target::Host(host) = rule.target else { continue };
            match host.split_once(REGION) {
                Some((before, behind)) => catalogue.templates.push((before, behind, rule)),
                None => catalogue.rows.insert(&starred(host), rule),
            }
        }
        for known in CATALOG.known {
            for name in known.names {
                match name.split_once(REGION) {
                    Some((before, behind)) => {
                        catalogue.known_templates.push((before, behind, known));
                    }
                    None => catalogue.known.insert(name, known),
                }
            }
        }
        catalogue
    }

    /// What a host of the firewall is, by all that is known of names like it.
    pub fn what(&self, host: &str) -> Is {
        let plain = hosts::plain(host);
        let is_wider = plain
            .strip_prefix('*')
            .is_some_and(|end| self.needed_hosts.iter().any(|needed| needed.ends_with(end)));
        if is_wider || !self.needed.covering(host).is_empty() {
            return Is::Needed;
        }
        if let Some((row, _)) = self.absent.covering(host).first() {
            let reason = self.reasons.iter().find(|(rule, _)| rule.id == row.id);
            return match reason.map(|(_, reason)| *reason) {
                Some(Reason::Retired(advisory)) => Is::Retired(Retirement::Reading(advisory)),
                Some(reason) if !reason.waits() => Is::NotNeeded(reason),
                _ => Is::Fine,
            };
        }
        self.row(host)
            .or_else(|| self.before(host))
            .or_else(|| self.of_region(host))
            .unwrap_or(Is::Own)
    }

    /// Rows of any cloud and edition.
    fn row(&self, host: &str) -> Option<Is> {
        let mut rows: Vec<&'static CatalogRule> =
            self.rows.covering(host).into_iter().map(|(row, _)| row).collect();
        // What the profile's document says outweighs the other one.
        if rows.iter().any(|row| row.source == self.profile.source) {
            rows.retain(|row| row.source == self.profile.source);
        }
        let cloud = self.profile.cluster.cloud;
        let here: Vec<&'static CatalogRule> =
            rows.iter().copied().filter(|row| row.clouds.contains(&cloud)).collect();
        if here.is_empty() {
            let mut clouds: Vec<Cloud> = rows.iter().flat_map(|row| row.clouds).copied().collect();
            clouds.sort_unstable();
            clouds.dedup();
            return (!clouds.is_empty()).then_some(Is::OtherCloud(clouds));
        }
        // A document without history tells nothing of an end.
        let edition = self.profile.edition;
        let over = |row: &&CatalogRule| row.until.is_some_and(|until| until <= edition);
        match here.iter().max_by_key(|row| row.until) {
            Some(last) if here.iter().all(over) => Some(Is::Retired(Retirement::Row(last))),
            _ => Some(Is::Fine),
        }
    }

    /// Hosts of the time before the first edition, and wildcards over everybody's own services.
    fn before(&self, host: &str) -> Option<Is> {
        let cloud = self.profile.cluster.cloud;
        let mut found: Vec<(&'static Known, bool)> = self.known.covering(host);
        found.extend(self.known_templates.iter().filter_map(|&(before, behind, known)| {
            region_within(host, before, behind).map(|_| (known, true))
        }));
        found.retain(|(known, _)| known.clouds.contains(&cloud));
        if let Some((known, _)) =
            found.iter().find(|(known, _)| known.standing == Standing::Retired)
        {
            return Some(Is::Retired(Retirement::Known(known)));
        }
        // The catalog calls what belongs to operators by such ids.
        let shared = |&&(known, exact): &&(&Known, bool)| {
            exact && host.starts_with('*') && known.id.starts_with("own-")
        };
        found.iter().find(shared).map(|(known, _)| Is::Shared(known))
    }

    /// The hosts that took a retired one's place in this cloud and document.
    pub fn successors(&self, retirement: Retirement) -> Vec<String> {
        let Retirement::Known(known) = retirement else { return Vec::new() };
        let rules = known.replaced_by.iter().filter_map(|id| CATALOG.rule(id));
        let here = rules.filter(|rule| {
            rule.source == self.profile.source && rule.clouds.contains(&self.profile.cluster.cloud)
        });
        let region = &self.profile.cluster.region;
        let host = |rule: &CatalogRule| match rule.target {
            Target::Host(host) if region.is_empty() => Some(host.to_owned()),
            Target::Host(host) => Some(host.replace(REGION, region)),
            Target::Tag(_) | Target::Address(_) => None,
        };
        here.filter_map(host).collect()
    }

    /// A host with the name of a region in it.
    fn of_region(&self, host: &str) -> Option<Is> {
        let own = &self.profile.cluster.region;
        let mut found = None;
        for &(before, behind, rule) in &self.templates {
            let Some(region) = region_within(host, before, behind) else { continue };
            if region.name == own {
                return Some(Is::Fine);
            }
            let Target::Host(template) = rule.target else { continue };
            if rule.clouds.contains(&self.profile.cluster.cloud) {
                let is = if own.is_empty() {
                    Is::Fine
                } else {
                    Is::OtherRegion(region, template.replace(REGION, own))
                };
                return Some(is);
            }
            found = Some(Is::OtherCloud(rule.clouds.to_vec()));
        }
        found
    }
}

/// The region whose name stands between two parts of a host, which is plain. Few hosts end like
/// any of them, so that the end is asked for first.
fn region_within(host: &str, before: &str, behind: &str) -> Option<&'static Region> {
    let start = host.strip_suffix(behind)?;
    let before = before.trim_start_matches('*');
    let at = start.find(before)?;
    CATALOG.region(&start[at + before.len()..])
}

/// Some documents lost the star in front of the dot.
fn starred(host: &str) -> String {
    if host.starts_with('.') { format!("*{host}") } else { host.to_owned() }
}
