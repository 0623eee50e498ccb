//! Names of sources, each kept once, as many as there is room for.

use super::MAX_KNOWN;
use hashbrown::HashTable;
use std::hash::{BuildHasher, RandomState};

/// The names, by their places.
#[derive(Clone, Debug, Default)]
pub(in crate::answers::explain) struct Sources {
    names: Vec<Box<str>>,
    places: HashTable<u32>,
    hasher: RandomState,
}

impl Sources {
    /// The name at a place.
    pub(in crate::answers::explain) fn get(&self, place: u32) -> Option<&str> {
        self.names.get(place as usize).map(|name| &**name)
    }

    #[cfg(test)]
    pub(in crate::answers::explain) fn len(&self) -> usize {
        self.names.len()
    }

    /// The place of a name, if there is room for it.
    pub(super) fn place(&mut self, name: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(name);
        if let Some(&place) = self.places.find(hash, |&place| *self.names[place as usize] == *name)
        {
            return Some(place);
        }
        let place = u32::try_from(self.names.len()).ok()?;
        if self.names.len() >= MAX_KNOWN {
            return None;
        }
        self.names.push(name.into());
        let (names, hasher) = (&self.names, &self.hasher);
        self.places.insert_unique(hash, place, |&place| hasher.hash_one(&*names[place as usize]));
        Some(place)
    }
}
