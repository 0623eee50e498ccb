//! How much was read, and from where.

use super::coverage::{Judged, Label};
use super::order::Order;
use super::{Firewall, Layer, Place};
use std::collections::HashSet;

/// What an audit has read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// The files that said something, in their order.
    pub files: Vec<String>,
    /// So many rules.
    pub rules: usize,
    /// In so many rule collections.
    pub collections: usize,
    /// Of so many rule collection groups.
    pub groups: usize,
    /// Whether all of it is lists of destinations, which know no rules.
    pub lists: bool,
    /// IP groups, service tags and expressions among the sources of rules that cover something, of
    /// which nobody knows whether they hold the nodes.
    pub open_sources: Vec<String>,
}

impl Extent {
    pub(super) fn of(firewall: &Firewall, order: &Order<'_>, judged: &[Judged]) -> Self {
        let collections = &firewall.collections;
        let rules = collections.iter().flat_map(|collection| &collection.rules);
        let places = collections.iter().map(|collection| &collection.place);
        let places = places.chain(rules.map(|rule| &rule.place));
        let places = places.chain(firewall.settings.iter().map(|(_, place)| place));
        let places = places.chain(firewall.unresolved.iter().map(|unresolved| &unresolved.place));
        let mut files: Vec<String> = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        for Place { file, .. } in places {
            if !file.is_empty() && seen.insert(file) {
                files.push(file.clone());
            }
        }
        // One collection of a file may hold rules of both kinds.
        let distinct: HashSet<_> =
            collections.iter().map(|one| (&one.place, &one.group, &one.name)).collect();
        let groups: HashSet<_> = collections
            .iter()
            .filter(|one| !one.group.is_empty())
            .map(|one| (one.priorities[0], &one.group))
            .collect();
        Self {
            files,
            rules: order.steps.len(),
            collections: distinct.len(),
            groups: groups.len(),
            lists: !collections.is_empty()
                && collections.iter().all(|one| one.layer == Layer::List),
            open_sources: open_sources(judged),
        }
    }
}

fn open_sources(judged: &[Judged]) -> Vec<String> {
    let mut sources: Vec<String> = Vec::new();
    for label in judged.iter().flat_map(|one| &one.by).flat_map(|by| &by.labels) {
        if let Label::SourceNotChecked(source) = label
            && !source.is_empty()
            && !sources.contains(source)
        {
            sources.push(source.clone());
        }
    }
    sources
}
