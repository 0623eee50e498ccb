//! Rows grouped by destination, in bounded memory: a log of a million rows has few destinations,
//! and a scan of a whole network must not fill the machine.

mod group;
mod sources;

#[cfg(test)]
mod tests;

pub(super) use group::Group;

use super::row::{Outcome, Row};
use super::subject::{GroupKey, name};
use group::Source;
use hashbrown::HashTable;
use sources::Sources;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;

/// The most destinations that are told apart; more are no answer that anyone reads, and this many
/// take some hundred megabytes at worst.
pub const MAX_DESTINATIONS: usize = 100_000;

/// The most sources that are named at a destination; more are a whole subnet.
pub const MAX_SOURCES: usize = 100;

/// The most sources that are told apart in all, and the most addresses whose names are kept.
pub const MAX_KNOWN: usize = 100_000;

/// The most reasons, names of rules, and names of an address that are kept of one destination.
pub const MAX_WORDS: usize = 8;

/// The most bytes of a reason that are kept.
pub const MAX_REASON: usize = 200;

/// What became of all rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Refused.
    pub denied: u64,
    /// Failed without a firewall's word.
    pub failed: u64,
    /// Only named.
    pub named: u64,
    /// Let through.
    pub allowed: u64,
    /// Let through and reported.
    pub alerted: u64,
    /// From outside, or translated.
    pub inbound: u64,
    /// Refused, failed or named, of destinations beyond [`MAX_DESTINATIONS`].
    pub left_out: u64,
}

impl Counts {
    /// Whether there was no row at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Destinations, in the order in which they were first seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub groups: Vec<Group>,
    places: HashTable<u32>,
    pub sources: Sources,
    /// Hashes of destinations, and how often each was let through: no more is asked of them.
    allowed: HashTable<(u64, u64)>,
    /// Names of addresses, as far as rows tell both.
    pub names: HashMap<IpAddr, Vec<Box<str>>>,
    pub counts: Counts,
    hasher: RandomState,
}

impl Table {
    /// Counts a row.
    pub(super) fn take(&mut self, row: &Row<'_>) {
        let key = GroupKey::of(row);
        if let (Some(host), Some(address)) = (key.host(), row.address) {
            self.learn(host, address);
        }
        let counts = &mut self.counts;
        let count = match row.outcome {
            Outcome::Denied => &mut counts.denied,
            Outcome::Failed => &mut counts.failed,
            Outcome::Named => &mut counts.named,
            Outcome::Allowed => &mut counts.allowed,
            Outcome::Alerted => &mut counts.alerted,
            Outcome::Inbound => &mut counts.inbound,
        };
        *count += 1;
        match row.outcome {
            Outcome::Denied | Outcome::Failed | Outcome::Named => self.add(row, &key),
            Outcome::Allowed => {
                let hash = self.hasher.hash_one(key);
                let is_room = self.allowed.len() < MAX_DESTINATIONS;
                match self.allowed.find_mut(hash, |(known, _)| *known == hash) {
                    Some((_, count)) => *count += 1,
                    None if is_room => {
                        self.allowed.insert_unique(hash, (hash, 1), |(known, _)| *known);
                    }
                    None => {}
                }
            }
            Outcome::Alerted | Outcome::Inbound => {}
        }
    }

    /// Tells each destination how often it was let through; to be called when all rows are counted.
    pub(super) fn count_allowed(&mut self) {
        for group in &mut self.groups {
            let allowed = self.allowed.find(group.hash, |(known, _)| *known == group.hash);
            group.allowed = allowed.map_or(0, |(_, count)| *count);
        }
    }

    /// Remembers the name of an address.
    fn learn(&mut self, host: &str, address: IpAddr) {
        let is_room = self.names.len() < MAX_KNOWN;
        match self.names.get_mut(&address) {
            Some(names) => {
                let is_new = !names.iter().any(|name| name.eq_ignore_ascii_case(host));
                if is_new && names.len() < MAX_WORDS {
                    names.push(host.to_ascii_lowercase().into());
                }
            }
            None if is_room => {
                self.names.insert(address, vec![host.to_ascii_lowercase().into()]);
            }
            None => {}
        }
    }

    fn add(&mut self, row: &Row<'_>, key: &GroupKey<'_>) {
        let Some(place) = self.place(key) else {
            self.counts.left_out += 1;
            return;
        };
        let source = row.source.as_deref().map(name).filter(|source| !source.is_empty());
        let source = match source.map(|source| self.sources.place(source)) {
            None => Source::Untold,
            Some(None) => Source::Further,
            Some(Some(place)) => Source::At(place),
        };
        self.groups[place].count(row, source);
    }

    /// The place of a destination, if there is room for it.
    fn place(&mut self, key: &GroupKey<'_>) -> Option<usize> {
        let hash = self.hasher.hash_one(key);
        let is_it = |&place: &u32| {
            let group = &self.groups[place as usize];
            group.port == key.port && group.transport == key.transport && key.is(&group.subject)
        };
        if let Some(&place) = self.places.find(hash, is_it) {
            return Some(place as usize);
        }
        if self.groups.len() >= MAX_DESTINATIONS {
            return None;
        }
        let place = u32::try_from(self.groups.len()).ok()?;
        self.groups.push(Group::new(key, hash));
        let groups = &self.groups;
        self.places.insert_unique(hash, place, |&place| groups[place as usize].hash);
        Some(place as usize)
    }
}
