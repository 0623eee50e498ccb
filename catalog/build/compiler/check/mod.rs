//! What only shows when items are held against each other.

mod advisories;
mod days;
mod features;
mod host;
mod rows;
mod seen;

use super::fault::{Fault, hint};
use super::fields::At;
use super::items::{Destination, Items, Row, Table};
use super::schema::{Cloud, Date, Source};
use super::{Mistake, Place};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

struct Checker<'a> {
    items: &'a Items,
    mistakes: &'a mut Vec<Mistake>,
}

pub fn check(items: &Items, mistakes: &mut Vec<Mistake>) {
    let mut checker = Checker { items, mistakes };
    checker.dates();
    checker.ids();
    checker.tables();
    checker.rows();
    checker.repetitions();
    checker.advisories();
    checker.features();
    checker.regions();
    checker.tagged();
    checker.known();
    checker.failures();
}

impl<'a> Checker<'a> {
    fn mistake(&mut self, place: &Place, item: &str, fault: Fault) {
        self.mistakes.push(Mistake { place: place.clone(), item: item.to_owned(), fault });
    }

    fn ids(&mut self) {
        let items = self.items;
        self.unique("rule", items.rows.iter().flat_map(|row| &row.destinations).map(|d| &d.id));
        self.unique("table", items.tables.iter().map(|table| &table.id));
        self.unique("advisory", items.advisories.iter().map(|advisory| &advisory.id));
        self.unique("feature", items.features.iter().map(|feature| &feature.id));
        self.unique("region", items.regions.iter().map(|region| &region.name));
        self.seen_ids();
    }

    fn unique(&mut self, kind: &'static str, ids: impl Iterator<Item = &'a At<String>>) {
        let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
        for id in ids.filter(|id| !id.value.is_empty()) {
            // A region's name is stricter still, and checked with the region.
            if kind != "region" && !is_id(&id.value) {
                self.mistake(&id.place, &id.value, Fault::BadId);
            }
            if let Some(first) = first_place(&mut seen, &id.value, &id.place) {
                self.mistake(&id.place, &id.value, Fault::DuplicateId(kind, first));
            }
        }
    }

    fn tables(&mut self) {
        let items = self.items;
        let mut headings: BTreeMap<(Source, &str), &Place> = BTreeMap::new();
        for table in &items.tables {
            let At { value: heading, place } = &table.heading;
            if let Some(source) = table.source
                && !heading.is_empty()
                && let Some(first) = first_place(&mut headings, (source, heading), place)
            {
                self.mistake(place, &table.id.value, Fault::DuplicateHeading(first));
            }
            self.rows_of(table);
        }
    }

    /// A table has rows, and they count up without a gap.
    fn rows_of(&mut self, table: &Table) {
        let id = &table.id;
        if id.value.is_empty() {
            return;
        }
        let named = |row: &&Row| row.table.as_ref().is_some_and(|table| table.value == id.value);
        let rows: Vec<&Row> = self.items.rows.iter().filter(named).collect();
        if rows.is_empty() {
            self.mistake(&id.place, &id.value, Fault::TableWithoutRows);
        }
        let numbers: Vec<i64> =
            rows.iter().filter_map(|row| Some(row.number.as_ref()?.value)).collect();
        let last = numbers.iter().copied().max().unwrap_or(0).min(1000);
        for missing in (1..last).filter(|number| !numbers.contains(number)) {
            self.mistake(&id.place, &id.value, Fault::MissingRow(missing, last));
        }
    }

    fn table(&self, row: &Row) -> Option<&'a Table> {
        let id = row.table.as_ref()?;
        self.items.tables.iter().find(|table| table.id.value == id.value)
    }

    /// The document that a row belongs to, as its table or the row itself says.
    fn source(&self, row: &Row) -> Option<Source> {
        match self.table(row) {
            Some(table) => table.source,
            None => row.source.as_ref().map(|source| source.value),
        }
    }

    fn rule(&self, id: &str) -> Option<(&'a Row, &'a Destination)> {
        let mut rules =
            self.items.rows.iter().flat_map(|row| row.destinations.iter().map(move |d| (row, d)));
        rules.find(|(_, destination)| destination.id.value == id)
    }

    /// Notes that no rule has this id, if none has.
    fn known_rule(&mut self, item: &str, id: &At<String>) -> Option<(&'a Row, &'a Destination)> {
        let found = self.rule(&id.value);
        if found.is_none() {
            let ids = self.items.rows.iter().flat_map(|row| &row.destinations);
            let ids: Vec<&String> = ids.map(|known| &known.id.value).collect();
            self.unknown(item, "rule", id, ids);
        }
        found
    }

    /// Evidence is no newer than the catalog.
    fn evidence(&mut self, item: &str, date: Option<&At<Date>>) {
        let as_of = self.items.dates.as_ref().and_then(|dates| dates.as_of);
        if let (Some(date), Some(as_of)) = (date, as_of)
            && date.value > as_of
        {
            let fault = Fault::EvidenceFromTheFuture(date.value.to_string());
            self.mistake(&date.place, item, fault);
        }
    }

    fn unknown<'k>(
        &mut self,
        item: &str,
        what: &'static str,
        id: &At<String>,
        known: impl IntoIterator<Item = &'k String>,
    ) {
        let hint = hint(&id.value, known.into_iter().map(String::as_str));
        let fault = Fault::UnknownReference(what, id.value.clone(), hint);
        self.mistake(&id.place, item, fault);
    }
}

/// The clouds that a document speaks of.
fn clouds_of(source: Source) -> &'static [Cloud] {
    match source {
        Source::Learn => Cloud::ALL,
        Source::AzureCnZh => &[Cloud::Global, Cloud::China],
    }
}

/// Where this key stood first, if it stood before.
fn first_place<'k, K: Ord>(
    seen: &mut BTreeMap<K, &'k Place>,
    key: K,
    place: &'k Place,
) -> Option<Place> {
    match seen.entry(key) {
        Entry::Occupied(first) => Some((*first.get()).clone()),
        Entry::Vacant(free) => {
            free.insert(place);
            None
        }
    }
}

fn is_id(text: &str) -> bool {
    text.trim_matches('-') == text && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
