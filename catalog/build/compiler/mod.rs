//! From TOML files to static tables: `fields` reads keys, `parse` reads items,
//! `check` compares them with each other, `emit` writes Rust. `fault` has every message.

mod check;
mod emit;
mod fault;
mod fields;
mod items;
mod parse;

use super::schema;
pub use fault::Fault;
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

/// A catalog file: its path as shown in messages, and what is in it.
pub struct File {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// One thing wrong with the catalog, in one line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    pub place: Place,
    /// The id of the item, or the kind of item when it has none.
    pub item: String,
    pub fault: Fault,
}

/// File and line of an item or a value.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: String,
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, item, fault } = self;
        write!(f, "{place}: {item}: {fault}")
    }
}

/// All TOML files below a folder, in the order of their names.
///
/// # Errors
/// When a file or folder cannot be read.
pub fn read_folder(folder: &Path) -> std::io::Result<Vec<File>> {
    let mut files = Vec::new();
    let mut entries: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            files.extend(read_folder(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.to_string_lossy().replace('\\', "/");
            files.push(File { name, bytes: std::fs::read(&path)? });
        }
    }
    Ok(files)
}

/// The Rust source of the catalog.
///
/// # Errors
/// Every mistake in every file, in the order of files and lines.
pub fn compile(files: &[File]) -> Result<String, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let items = parse::items(files, &mut mistakes);
    check::check(&items, &mut mistakes);
    drop_echoes(&mut mistakes);
    if mistakes.is_empty() {
        return Ok(emit::emit(&items));
    }
    mistakes.sort();
    mistakes.dedup();
    Err(mistakes)
}

/// A file that is not TOML seems to lack things, and others seem to miss what it holds. Neither
/// is worth a line until it can be read.
fn drop_echoes(mistakes: &mut Vec<Mistake>) {
    let unread: BTreeSet<String> = mistakes
        .iter()
        .filter(|mistake| mistake.fault.is_of_reading())
        .map(|mistake| mistake.place.file.clone())
        .collect();
    if !unread.is_empty() {
        mistakes.retain(|Mistake { place, fault, .. }| {
            fault.is_of_reading() || !unread.contains(&place.file) && !fault.is_of_absence()
        });
    }
}
