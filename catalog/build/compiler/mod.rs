//! From TOML files to static tables: `fields` reads keys, `parse` reads items,
//! `check` compares them with each other, `emit` writes Rust.

mod check;
mod emit;
mod fields;
mod parse;

use super::schema;
use std::fmt;
use std::path::Path;

/// A catalog file: its path as shown in messages, and its text.
pub struct File {
    pub name: String,
    pub text: String,
}

/// One thing wrong with the catalog, in one line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    pub place: Place,
    /// The id of the item, or the kind of item when it has none.
    pub item: String,
    pub message: String,
}

/// File and line of an item or a value.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: String,
    pub line: usize,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, item, message } = self;
        write!(f, "{}:{}: {item}: {message}", place.file, place.line)
    }
}

/// All TOML files below a folder, in the order of their names.
///
/// # Errors
/// When a file or folder cannot be read, or a file is not UTF-8.
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
            files.push(File { name, text: std::fs::read_to_string(&path)? });
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
    if mistakes.is_empty() {
        return Ok(emit::emit(&items));
    }
    mistakes.sort();
    mistakes.dedup();
    Err(mistakes)
}
