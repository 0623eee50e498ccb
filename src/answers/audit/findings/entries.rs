//! Findings about single destinations: each distinct one is looked at once.

use super::Found;
use super::hosts::{is_near, is_near_tag, malformed};
use super::known::{Catalogue, Is};
use crate::answers::Tone;
use crate::answers::audit::candidates::is_far_wider;
use crate::answers::audit::coverage::{By, Coverage, Judged};
use crate::answers::audit::finding::What;
use crate::answers::audit::judge::shown;
use crate::answers::audit::order::{Order, Step};
use crate::answers::audit::{Action, Layer, Matched, Traffic, Wanted};
use crate::answers::hosts;
use crate::catalog::CATALOG;
use crate::export::azure::FQDN_TAG;
use crate::rules::Destination;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

/// Where one destination stands: steps and entries.
type Places = Vec<(usize, usize)>;

/// Puts the findings and says how many hosts are the workload's own.
pub(super) fn entries(
    found: &mut Found,
    wanted: Wanted<'_>,
    order: &Order<'_>,
    judged: &[Judged],
) -> usize {
    let mut distinct: HashMap<(Layer, Matched), Places> = HashMap::new();
    let mut keys: Vec<(Layer, Matched)> = Vec::new();
    for (step_at, step) in order.steps.iter().enumerate() {
        if step.action != Some(Action::Allow) {
            continue;
        }
        for (at, matched) in step.rule.to.iter().enumerate() {
            let Some(key) = key(step.layer(), matched) else { continue };
            let places = distinct.entry(key.clone()).or_default();
            if places.is_empty() {
                keys.push(key);
            }
            places.push((step_at, at));
        }
    }
    let page = Page { wanted, order, judged, catalogue: Catalogue::of(wanted) };
    let mut own: HashSet<String> = HashSet::new();
    for key in keys {
        let places = &distinct[&key];
        let is_own = match &key {
            (layer, Matched::Host(host)) => page.host(found, host, *layer, places),
            (_, Matched::FqdnTag(tag)) => {
                page.fqdn_tag(found, tag, places);
                false
            }
            (_, Matched::ServiceTag(tag)) => {
                page.service_tag(found, tag, places);
                false
            }
            _ => false,
        };
        if let (true, (_, Matched::Host(host))) = (is_own, &key) {
            own.insert(host.clone());
        } else {
            page.duplicates(found, places);
        }
    }
    own.len()
}

/// A destination as it is compared.
fn key(layer: Layer, matched: &Matched) -> Option<(Layer, Matched)> {
    let matched = match matched {
        Matched::Host(host) => Matched::Host(hosts::plain(host)),
        Matched::FqdnTag(tag) => Matched::FqdnTag(tag.to_ascii_lowercase()),
        Matched::ServiceTag(tag) => Matched::ServiceTag(tag.to_ascii_lowercase()),
        Matched::Any => Matched::Any,
        _ => return None,
    };
    Some((layer, matched))
}

struct Page<'a> {
    wanted: Wanted<'a>,
    order: &'a Order<'a>,
    judged: &'a [Judged],
    catalogue: Catalogue<'a>,
}

impl Page<'_> {
    fn by(&self, places: &[(usize, usize)]) -> Vec<By> {
        let by = |&(step, at): &(usize, usize)| {
            let step = &self.order.steps[step];
            step.by(&shown(&step.rule.to[at]))
        };
        places.iter().map(by).collect()
    }

    /// Whether the host is the workload's own.
    fn host(&self, found: &mut Found, host: &str, layer: Layer, places: &Places) -> bool {
        let by = || self.by(places);
        if host.eq_ignore_ascii_case(FQDN_TAG)
            || (!host.contains('.') && host != "*" && is_near_tag(host, FQDN_TAG))
        {
            found.put(What::FqdnTagAsHost, by());
            return false;
        }
        if let Some(malformed) = malformed(host, layer) {
            found.put(What::MalformedHost(malformed), by());
            return false;
        }
        if is_far_wider(host) {
            found.put(What::TooWideHost, by());
            return false;
        }
        if layer == Layer::Application && CATALOG.is_time_host(host) {
            let is_time = |judged: &&Judged| judged.rule.port() == 123;
            let asked = self.judged.iter().any(|judged| is_time(&judged));
            let tone = if asked { Tone::Warning } else { Tone::Note };
            found.put_as(tone, What::TimeHost, by());
            return false;
        }
        match self.catalogue.what(host) {
            Is::Needed | Is::Fine => false,
            Is::Retired(retirement) => {
                let successors = self.catalogue.successors(retirement);
                found.put(What::Retired(retirement, successors), by());
                false
            }
            Is::Shared(known) => {
                found.put(What::SharedWildcard(known), by());
                false
            }
            Is::NotNeeded(reason) => {
                found.put(What::NotNeeded(reason), by());
                false
            }
            Is::OtherRegion(region, own) => {
                self.region(found, region.name, own, by());
                false
            }
            Is::OtherCloud(clouds) => {
                found.put(What::WrongCloud(clouds), by());
                false
            }
            Is::Own => !self.misspelt(found, host, places),
        }
    }

    /// Another region's host may be there for another cluster, unless the own one is missing.
    fn region(&self, found: &mut Found, region: &str, own: String, by: Vec<By>) {
        let is_covered = |judged: &Judged| {
            judged.rule.destination.texts().contains(&own) && judged.coverage <= Coverage::Perhaps
        };
        let covered = self.judged.iter().any(is_covered);
        let is_needed =
            self.judged.iter().any(|judged| judged.rule.destination.texts().contains(&own));
        let tone = if covered || !is_needed { Tone::Note } else { Tone::Warning };
        found.put_as(tone, What::WrongRegion { region: region.to_owned(), own, is_needed }, by);
    }

    /// Whether the host looks like one that is missing.
    fn misspelt(&self, found: &mut Found, host: &str, places: &Places) -> bool {
        let near =
            self.judged.iter().filter(|judged| judged.coverage.is_missing()).find_map(|judged| {
                match &judged.rule.destination {
                    Destination::Fqdn(wanted) if is_near(host, wanted) => Some(wanted),
                    _ => None,
                }
            });
        if let Some(wanted) = near {
            found.put(What::MisspeltHost(wanted.clone()), self.by(places));
        }
        near.is_some()
    }

    fn fqdn_tag(&self, found: &mut Found, tag: &str, places: &Places) {
        if !tag.eq_ignore_ascii_case(FQDN_TAG) && is_near_tag(tag, FQDN_TAG) {
            found.put(What::MisspeltFqdnTag, self.by(places));
        }
    }

    /// `AzureCloud` has tags of regions, some with names of their own.
    fn service_tag(&self, found: &mut Found, tag: &str, places: &Places) {
        let Some(("azurecloud", suffix)) = tag.split_once('.') else { return };
        let by_tag =
            CATALOG.regions.iter().find(|region| region.azurecloud_tag.eq_ignore_ascii_case(tag));
        let Some(region) = by_tag else {
            let meant = CATALOG.region(suffix).or_else(|| {
                let near = |region: &&crate::catalog::Region| is_near(suffix, region.name);
                CATALOG.regions.iter().find(near)
            });
            // A region that this program does not know yet is no mistake.
            if let Some(meant) = meant {
                let meant = meant.azurecloud_tag.to_owned();
                found.put(What::UnknownServiceTag(Some(meant)), self.by(places));
            }
            return;
        };
        let profile = &self.wanted.rules.profile;
        if region.cloud != profile.cluster.cloud {
            found.put(What::WrongCloud(vec![region.cloud]), self.by(places));
            return;
        }
        let own = CATALOG.region(&profile.cluster.region);
        let asked = |judged: &Judged| matches!(&judged.rule.destination, Destination::ServiceTag(wanted) if wanted.starts_with("AzureCloud"));
        if let Some(own) = own
            && own.name != region.name
            && self.judged.iter().any(asked)
        {
            self.region(found, region.name, own.azurecloud_tag.to_owned(), self.by(places));
        }
    }

    /// The same destination, traffic and source in two rules.
    fn duplicates(&self, found: &mut Found, places: &Places) {
        let mut known: HashMap<(u64, &Traffic), (usize, usize)> = HashMap::new();
        let mut told: HashSet<(usize, usize)> = HashSet::new();
        for &(step_at, at) in places.iter().filter(|_| places.len() > 1) {
            let step = &self.order.steps[step_at];
            for traffic in &step.rule.traffic {
                let first = *known.entry((sources(step), traffic)).or_insert((step_at, at));
                let same = &self.order.steps[first.0];
                let is_same =
                    first.0 != step_at && same.rule.sources.len() == step.rule.sources.len();
                if is_same && told.insert((first.0, step_at)) {
                    found.put(What::Duplicate, self.by(&[(step_at, at), first]));
                }
            }
        }
    }
}

/// The sources of a rule as one number, whatever their order.
fn sources(step: &Step<'_>) -> u64 {
    let one = |source: &crate::answers::audit::SourceSet| {
        let mut hasher = std::hash::DefaultHasher::new();
        source.hash(&mut hasher);
        hasher.finish()
    };
    step.rule.sources.iter().map(one).fold(0, u64::wrapping_add)
}
