//! From the text of a file to a profile, or to everything that is wrong with it.

use super::check::{check, type_of};
use super::keys::{self, KEYS, Key, Presence};
use super::nearest::nearest;
use super::problem::{Fault, Lines, Place, Problem, Type};
use super::text::shown;
use super::{Profile, syntax};
use crate::catalog::{Catalog, Cloud};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// More problems than a person reads are not collected.
const MOST: usize = 100;

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
    let mut reader = Reader::new(catalog);
    let syntax = syntax::parse(text);
    reader.table(None, syntax.table.get_ref());
    let newer = reader.faults.iter().find(|(_, fault)| matches!(fault.1, Fault::NewerVersion(_)));
    if let Some(newer) = newer.cloned() {
        // The keys of a later version are not known here: what else seems wrong may be right.
        reader.faults = vec![newer];
    } else if syntax.is_broken {
        reader.faults.clear();
    } else {
        reader.required(syntax.faults.is_empty());
        reader.region_fits_cloud();
    }
    let lines = Lines::new(text);
    let broken: HashSet<usize> = syntax.faults.iter().map(|(at, _)| lines.line(*at)).collect();
    reader.faults.retain(|(offset, _)| !broken.contains(&lines.line(*offset)));
    let mut faults = reader.faults;
    faults.extend(syntax.faults.into_iter().map(|(at, fault)| (at, (String::new(), fault))));
    faults.sort_by_key(|(offset, _)| *offset);
    faults.truncate(MOST);
    if faults.is_empty() {
        return Ok(loaded(reader.profile, &reader.said, &lines, catalog));
    }
    let problem = |(offset, (key, fault))| Problem::at(lines.place(offset), key, fault);
    Err(faults.into_iter().map(problem).collect())
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

struct Reader<'a> {
    catalog: &'a Catalog,
    profile: Profile,
    said: Said,
    /// By offset: the key, ready to be shown, and what is wrong.
    faults: Vec<(usize, (String, Fault))>,
}

impl<'a> Reader<'a> {
    fn new(catalog: &'a Catalog) -> Self {
        let profile = Profile::new(catalog.as_of);
        Self { catalog, profile, said: Said::new(), faults: Vec::new() }
    }

    fn fault(&mut self, offset: usize, key: &str, fault: Fault) {
        self.faults.push((offset, (key.to_owned(), fault)));
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
        let fault = if is_table && table.is_none() {
            Fault::UnknownTable(nearest(name.get_ref(), keys::tables()))
        } else {
            Fault::UnknownKey(nearest_key(table, name.get_ref()))
        };
        self.fault(name.span().start, &path, fault);
    }

    /// Reports keys that must be given; not while a line that may hold them cannot be read.
    fn required(&mut self, all_readable: bool) {
        let required = KEYS.iter().filter(|key| key.presence == Presence::Required);
        for key in required.filter(|_| all_readable) {
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
        self.faults.iter().any(|(_, (key, _))| Some(key.as_str()) == table)
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

/// The full path of the key that was probably meant: the same name in another table, a similar
/// one in the same table, a similar one elsewhere.
fn nearest_key(table: Option<&str>, name: &str) -> Option<&'static str> {
    let elsewhere = KEYS.iter().find(|key| key.name() == name);
    let similar = |keys: &[&'static Key]| {
        let near = nearest(name, keys.iter().map(|key| key.name()))?;
        keys.iter().copied().find(|key| key.name() == near)
    };
    let (here, others): (Vec<_>, Vec<_>) = KEYS.iter().partition(|key| key.table() == table);
    elsewhere.or_else(|| similar(&here)).or_else(|| similar(&others)).map(|key| key.path)
}
