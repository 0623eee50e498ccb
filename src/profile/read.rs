//! From the text of a file to a profile, or to everything that is wrong with it.

use super::check::{check, type_of};
use super::keys::{self, KEYS, Key, Presence};
use super::problem::{Fault, Lines, MOST, Place, Problem, Type};
use super::text::shown;
use super::{Profile, nearest, syntax};
use crate::catalog::{Catalog, Cloud};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// A profile as it stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The answers.
    pub profile: Profile,
    /// What to say about the file although it can be used.
    pub warnings: Vec<Problem>,
    places: BTreeMap<&'static str, Place>,
}

impl Loaded {
    /// Where a key's value stands; where it would stand, if it was left out: at its table, or
    /// at the beginning.
    #[must_use]
    pub fn place(&self, path: &str) -> Place {
        let table = path.split_once('.').map_or("", |(table, _)| table);
        let known = self.places.get(path).or_else(|| self.places.get(table));
        known.copied().unwrap_or(Place::START)
    }
}

/// Reads a profile. A file with an error gives no profile, but all of its problems, in their order.
///
/// # Errors
///
/// Every problem of the file, or the first hundred.
pub fn read(text: &str, catalog: &Catalog) -> Result<Loaded, Vec<Problem>> {
    let syntax = syntax::parse(text);
    let mut reader = Reader::new(catalog);
    reader.table(None, syntax.table.get_ref());
    reader.whole(syntax.is_broken);
    // The parser's stand-in for a value that it could not read says nothing.
    let unread: HashSet<usize> = syntax.faults.iter().map(|(offset, _)| *offset).collect();
    reader.found.retain(|found| !unread.contains(&found.offset));
    for (offset, fault) in syntax.faults {
        let key = key_at(&reader.said, offset);
        reader.found.push(Found { offset, key, fault });
    }
    let lines = Lines::new(text);
    if reader.found.is_empty() {
        return Ok(loaded(reader.profile, &reader.said, &lines, catalog));
    }
    reader.found.sort_by_key(|found| found.offset);
    let most = reader.found.into_iter().take(MOST);
    Err(most.map(|found| found.into_problem(&lines)).collect())
}

fn loaded(profile: Profile, said: &Said, lines: &Lines, catalog: &Catalog) -> Loaded {
    let places: BTreeMap<&'static str, Place> =
        said.iter().map(|(path, entry)| (*path, lines.place(entry.value.start))).collect();
    let void = profile.void(catalog).into_iter();
    let mut warnings: Vec<Problem> = void
        .filter_map(|void| {
            let place = places.get(void.key)?;
            Some(Problem::at(*place, void.key.to_owned(), Fault::Void(void.why)))
        })
        .collect();
    warnings.sort_by_key(|warning| (warning.line, warning.column));
    Loaded { profile, warnings, places }
}

/// The key whose value stands at an offset.
fn key_at(said: &Said, offset: usize) -> String {
    let around = said.iter().filter(|(_, entry)| entry.value.contains(&offset));
    let narrowest = around.min_by_key(|(_, entry)| entry.value.len());
    narrowest.map_or_else(String::new, |(path, _)| (*path).to_owned())
}

/// What a text says, as far as it can be read.
pub(super) fn said(text: &str, catalog: &Catalog) -> (Profile, Vec<&'static str>) {
    let mut reader = Reader::new(catalog);
    reader.table(None, syntax::parse(text).table.get_ref());
    let good = reader.said.iter().filter(|(_, entry)| entry.good).map(|(path, _)| *path);
    (reader.profile, good.collect())
}

/// The keys and tables of a file.
type Said = BTreeMap<&'static str, Entry>;

/// A key that stands in the file, or a table.
struct Entry {
    value: Range<usize>,
    good: bool,
}

/// What is wrong, and the key, ready to be shown.
struct Found {
    offset: usize,
    key: String,
    fault: Fault,
}

impl Found {
    fn into_problem(self, lines: &Lines) -> Problem {
        let fault = nearest::propose(&self.key, self.fault);
        Problem::at(lines.place(self.offset), self.key, fault)
    }
}

struct Reader<'a> {
    catalog: &'a Catalog,
    profile: Profile,
    said: Said,
    found: Vec<Found>,
}

impl<'a> Reader<'a> {
    fn new(catalog: &'a Catalog) -> Self {
        let profile = Profile::new(catalog.as_of);
        Self { catalog, profile, said: Said::new(), found: Vec::new() }
    }

    fn fault(&mut self, offset: usize, key: &str, fault: Fault) {
        self.found.push(Found { offset, key: key.to_owned(), fault });
    }

    /// What can be said when everything was read.
    fn whole(&mut self, is_broken: bool) {
        let is_newer = |found: &Found| matches!(found.fault, Fault::NewerVersion(_));
        if self.found.iter().any(is_newer) {
            // The keys of a later version are not known here: what else seems wrong may be right.
            self.found.retain(is_newer);
        } else if is_broken {
            self.found.clear();
        } else {
            self.required();
            self.region_fits_cloud();
        }
    }

    /// The entries of one table, or of the top.
    fn table(&mut self, table: Option<&'static str>, entries: &DeTable) {
        for (name, value) in entries {
            let path = match table {
                Some(table) => format!("{table}.{}", name.get_ref()),
                None => name.get_ref().to_string(),
            };
            let known = KEYS.iter().find(|key| key.path == path && key.table() == table);
            let inner = keys::tables().into_iter().find(|known| table.is_none() && *known == path);
            match (known, inner, value.get_ref()) {
                (Some(key), ..) => self.key(key, value),
                (None, Some(inner), DeValue::Table(entries)) => {
                    self.said.insert(inner, Entry { value: value.span(), good: false });
                    self.table(Some(inner), entries);
                }
                (None, Some(inner), other) => {
                    self.said.insert(inner, Entry { value: value.span(), good: false });
                    let found = type_of(other);
                    let fault = Fault::WrongType { expected: Type::Table, found };
                    self.fault(name.span().start, inner, fault);
                }
                (None, None, _) => self.unknown(table, name, value),
            }
        }
    }

    fn key(&mut self, key: &'static Key, value: &Spanned<DeValue>) {
        let checked = check(key.shape, value, self.catalog);
        self.said.insert(key.path, Entry { value: value.span(), good: checked.is_ok() });
        match checked {
            Ok(value) => (key.set)(&mut self.profile, value.as_ref()),
            Err(faults) => {
                for (offset, fault) in faults {
                    self.fault(offset, key.path, fault);
                }
            }
        }
    }

    fn unknown(
        &mut self,
        table: Option<&'static str>,
        name: &Spanned<DeString>,
        value: &Spanned<DeValue>,
    ) {
        let is_table = matches!(value.get_ref(), DeValue::Table(_));
        let path = match table {
            Some(table) => format!("{table}.{}", shown(name.get_ref())),
            None => shown(name.get_ref()),
        };
        // The nearest one is looked for when it is known which problems are shown.
        let fault = if is_table && table.is_none() {
            Fault::UnknownTable(None)
        } else {
            Fault::UnknownKey(None)
        };
        self.fault(name.span().start, &path, fault);
    }

    /// Reports keys that must be given.
    fn required(&mut self) {
        for key in KEYS.iter().filter(|key| key.presence == Presence::Required) {
            let table = key.table().map(|table| self.said.get(table));
            let is_no_table = matches!(table, Some(Some(_))) && self.is_faulty(key.table());
            if !self.said.contains_key(key.path) && !is_no_table {
                let offset = table.flatten().map_or(0, |entry| entry.value.start);
                self.fault(offset, key.path, Fault::Missing);
            }
        }
    }

    /// Whether what should be a table is something else.
    fn is_faulty(&self, table: Option<&str>) -> bool {
        self.found.iter().any(|found| Some(found.key.as_str()) == table)
    }

    fn region_fits_cloud(&mut self) {
        let good = |path: &str| self.said.get(path).filter(|entry| entry.good);
        let (Some(_), Some(entry)) = (good("cluster.cloud"), good("cluster.region")) else {
            return;
        };
        let cloud: Cloud = self.profile.cluster.cloud;
        let region = self.catalog.region(&self.profile.cluster.region);
        if let Some(region) = region.filter(|region| region.cloud != cloud) {
            let fault = Fault::RegionOfOtherCloud(region, cloud);
            self.fault(entry.value.start, "cluster.region", fault);
        }
    }
}
