//! Features and regions.

use super::super::Place;
use super::super::fault::Fault;
use super::{Checker, first_place};
use std::collections::{BTreeMap, BTreeSet};

impl Checker<'_> {
    pub fn features(&mut self) {
        let items = self.items;
        let find = |id: &str| items.features.iter().find(|feature| feature.id.value == id);
        let needed: BTreeSet<&str> = items.rows.iter().map(|row| &*row.feature.value).collect();
        for feature in &items.features {
            let id = &feature.id;
            for pulled in &feature.pulls {
                match find(&pulled.value) {
                    None => {
                        let known = items.features.iter().map(|feature| &feature.id.value);
                        self.unknown(&id.value, "feature", pulled, known);
                    }
                    Some(found) if !found.pulls.is_empty() => {
                        let fault = Fault::PullsInSteps(pulled.value.clone());
                        self.mistake(&pulled.place, &id.value, fault);
                    }
                    Some(_) => {}
                }
            }
            let mut all = feature.pulls.iter().map(|pulled| &pulled.value).chain([&id.value]);
            if !id.value.is_empty() && !all.any(|id| needed.contains(id.as_str())) {
                self.mistake(&id.place, &id.value, Fault::FeatureWithoutRules);
            }
        }
    }

    pub fn regions(&mut self) {
        let items = self.items;
        let mut tags: BTreeMap<&str, &Place> = BTreeMap::new();
        for region in &items.regions {
            let name = &region.name.value;
            if !is_plain(name) {
                self.mistake(&region.name.place, name, Fault::BadRegionName);
            }
            let tag = &region.azurecloud_tag;
            if tag.value.is_empty() {
                continue;
            }
            let suffix = tag.value.strip_prefix("AzureCloud.");
            if !suffix.is_some_and(|suffix| !suffix.is_empty() && is_plain(suffix)) {
                self.mistake(&tag.place, name, Fault::BadRegionTag(tag.value.clone()));
            }
            if let Some(first) = first_place(&mut tags, &tag.value, &tag.place) {
                self.mistake(&tag.place, name, Fault::DuplicateRegionTag(first));
            }
        }
    }
}

fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
}
