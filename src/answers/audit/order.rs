//! A firewall's rules in the order of their evaluation, found by what they match.

use super::coverage::By;
use super::nets::{Span, is_everything, merged, of_address, of_net};
use super::nodes::From;
use super::patterns::Patterns;
use super::traffic::{Carries, Need};
use super::{Action, Collection, Firewall, FirewallRule, Layer, Matched, Wanted};
use crate::service_tags::ServiceTags;
use std::collections::HashMap;

/// One rule at its place in the order.
pub(super) struct Step<'a> {
    pub rule: &'a FirewallRule,
    pub collection: &'a Collection,
    /// `None` where the action could not be resolved.
    pub action: Option<Action>,
    pub from: From,
    /// The addresses among its destinations; service tags are not among them.
    pub spans: Vec<Span>,
    /// Whether it matches something else than hosts and addresses.
    has_others: bool,
}

impl Step<'_> {
    pub fn layer(&self) -> Layer {
        self.collection.layer
    }

    /// An entry of the rule, as it is told.
    pub fn by(&self, entry: &str) -> By {
        let collection = match &*self.collection.name {
            "" => &self.collection.group,
            name => name,
        };
        By {
            place: self.rule.place.clone(),
            collection: collection.to_owned(),
            rule: self.rule.name.clone(),
            entry: entry.to_owned(),
            traffic: super::traffic::text(&self.rule.traffic),
            labels: Vec::new(),
        }
    }
}

/// One entry among the destinations of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub step: usize,
    pub at: usize,
}

/// All rules, in order and by what they match.
pub(super) struct Order<'a> {
    pub steps: Vec<Step<'a>>,
    /// Hosts, and hosts of URLs.
    pub hosts: Patterns<Entry>,
    pub tags: Tags<'a>,
    carriers: HashMap<Need, Vec<usize>>,
}

impl<'a> Order<'a> {
    pub fn of(firewall: &'a Firewall, wanted: Wanted<'a>) -> Self {
        let mut order = Self::new(firewall, wanted.groups, wanted.tags);
        for rule in &wanted.rules.rules {
            let need = Need { protocol: rule.protocol(), port: rule.port() };
            let steps = &order.steps;
            order.carriers.entry(need).or_insert_with(|| carriers(steps, need));
        }
        order
    }

    /// The same, of nothing that is wanted.
    pub fn new(firewall: &'a Firewall, groups: &[String], tags: Option<&'a ServiceTags>) -> Self {
        let mut collections: Vec<&Collection> = firewall.collections.iter().collect();
        // Network rules come first, whatever their priority. A list has no order; what it denies
        // is taken to come first.
        collections.sort_by_key(|collection| {
            let is_first = collection.action == Ok(Action::Deny);
            let list = collection.layer == Layer::List && !is_first;
            (collection.layer, list, collection.priorities)
        });
        let mut steps = Vec::new();
        let mut hosts = Patterns::new();
        for collection in collections {
            for rule in &collection.rules {
                for (at, matched) in rule.to.iter().enumerate() {
                    if let Some(host) = host_of(matched, collection.layer) {
                        hosts.insert(host, Entry { step: steps.len(), at });
                    }
                }
                steps.push(step(collection, rule, groups));
            }
        }
        Self { steps, hosts, tags: Tags::of(firewall, tags), carriers: HashMap::new() }
    }

    /// The steps that carry this traffic.
    pub fn carriers(&self, need: Need) -> impl Iterator<Item = (usize, &Step<'a>)> {
        let steps = self.carriers.get(&need).map(Vec::as_slice).unwrap_or_default();
        steps.iter().map(|&at| (at, &self.steps[at]))
    }

    /// Those of them that match something else than hosts and addresses.
    pub fn others(&self, need: Need) -> impl Iterator<Item = (usize, &Step<'a>)> {
        self.carriers(need).filter(|(_, step)| step.has_others)
    }
}

/// A rule without traffic may leave it to its FQDN tag, or to nobody.
fn carriers(steps: &[Step<'_>], need: Need) -> Vec<usize> {
    let carries = |step: &Step<'_>| {
        let traffic = &step.rule.traffic;
        traffic.is_empty() || need.carried(step.layer(), traffic) != Carries::No
    };
    (0..steps.len()).filter(|&at| carries(&steps[at])).collect()
}

fn step<'a>(collection: &'a Collection, rule: &'a FirewallRule, groups: &[String]) -> Step<'a> {
    let spans = rule.to.iter().filter_map(|matched| match matched {
        Matched::Addresses(address) => of_address(address),
        _ => None,
    });
    let spans = merged(spans.collect());
    let everything = spans.iter().any(|&span| is_everything(span));
    let other = |matched: &Matched| {
        !matches!(matched, Matched::Host(_) | Matched::Url(_) | Matched::Addresses(_))
    };
    Step {
        rule,
        collection,
        action: collection.action.as_ref().ok().copied(),
        from: From::of(rule, collection.layer, groups),
        spans,
        has_others: everything || rule.to.iter().any(other),
    }
}

/// The host that an entry matches; a network rule takes exact names alone.
fn host_of(matched: &Matched, layer: Layer) -> Option<&str> {
    match matched {
        Matched::Host(host) if layer == Layer::Network && host.contains('*') => None,
        Matched::Host(host) => Some(host),
        Matched::Url(url) => {
            let url = url.split_once("://").map_or(&**url, |(_, rest)| rest);
            url.split('/').next()
        }
        _ => None,
    }
}

/// What stands behind service tags, each looked up once.
pub(super) struct Tags<'a> {
    file: Option<&'a ServiceTags>,
    known: HashMap<String, Vec<Span>>,
}

impl<'a> Tags<'a> {
    fn of(firewall: &Firewall, file: Option<&'a ServiceTags>) -> Self {
        let mut tags = Self { file, known: HashMap::new() };
        let rules = firewall.collections.iter().flat_map(|collection| &collection.rules);
        for matched in rules.flat_map(|rule| &rule.to) {
            if let Matched::ServiceTag(tag) = matched {
                let tag = tag.to_ascii_lowercase();
                if !tags.known.contains_key(&tag)
                    && let Some(spans) = tags.look_up(&tag, true)
                {
                    tags.known.insert(tag, spans);
                }
            }
        }
        tags
    }

    /// The addresses of a tag that the firewall names, where the file knows it.
    pub fn named(&self, tag: &str) -> Option<&[Span]> {
        self.known.get(&tag.to_ascii_lowercase()).map(Vec::as_slice)
    }

    /// The addresses of any tag, where the file knows it.
    pub fn look_up(&self, tag: &str, ipv6: bool) -> Option<Vec<Span>> {
        let prefixes = self.file?.tags.get(&tag.to_ascii_lowercase())?;
        let taken = prefixes.iter().filter(|net| ipv6 || net.addr().is_ipv4());
        Some(merged(taken.map(of_net).collect()))
    }
}
