//! A firewall's files: one, or all of a folder.

use super::{files, words};
use crate::answers::audit::{self, Firewall, Hints, Input, ReadFault};
use crate::answers::input::{InputFault, MAX_BYTES};
use crate::cells;
use crate::profile::Language;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The most files of a folder; a policy is a few dozen rule collection groups.
pub const MOST_FILES: usize = 500;

/// Reads a file, or every file of a folder, as one firewall; the error is a sentence.
///
/// # Errors
/// When one cannot be read, or is no form of a firewall.
pub fn read_firewall(path: &Path, hints: &Hints, language: Language) -> Result<Firewall, String> {
    let paths = inside(path).map_err(|error| not_read(path, &error, language))?;
    let mut inputs: Vec<Input> = Vec::with_capacity(paths.len());
    let mut bytes = 0;
    for path in &paths {
        let input = input(path, language)?;
        bytes += input.text.len() as u64;
        if bytes > MAX_BYTES {
            return Err(not_read(path, &io::ErrorKind::FileTooLarge.into(), language));
        }
        inputs.push(input);
    }
    audit::read(&inputs, hints, language).map_err(|faults| {
        let first = faults.first().map(fault).unwrap_or_default();
        let more = faults.len().saturating_sub(1);
        if more > 0 { format!("{first} (+{more})") } else { first }
    })
}

/// The file itself, or the files of a folder by their names; hidden ones are left out.
fn inside(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && entry.path().is_file() {
            paths.push(entry.path());
        }
        if paths.len() > MOST_FILES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
    }
    paths.sort();
    if paths.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(paths) }
}

fn input(path: &Path, language: Language) -> Result<Input, String> {
    let read = File::open(path)
        .map_err(InputFault::from)
        .and_then(|file| audit::input(&path.to_string_lossy(), file));
    read.map_err(|fault| match fault {
        InputFault::Io(error) => not_read(path, &error, language),
        InputFault::TooLarge => not_read(path, &io::ErrorKind::FileTooLarge.into(), language),
    })
}

fn not_read(path: &Path, error: &io::Error, language: Language) -> String {
    (words(language).not_read)(&files::shown(path), &files::reason(error, language))
}

/// `file:line:column: text`
fn fault(fault: &ReadFault) -> String {
    let at = fault.at.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
    cells::safe(&format!("{}{at}: {}", fault.file, fault.text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_files_by_name_and_no_hidden_ones() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.json", "a.json", ".hidden"] {
            fs::write(folder.path().join(name), "{}").unwrap();
        }
        fs::create_dir(folder.path().join("inner")).unwrap();
        let names: Vec<_> = inside(folder.path())
            .unwrap()
            .iter()
            .map(|path| path.file_name().map(ToOwned::to_owned))
            .collect();
        assert_eq!(names, [Some("a.json".into()), Some("b.json".into())]);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let read = |path: &Path| {
            read_firewall(path, &Hints::default(), Language::En).err().unwrap_or_default()
        };
        let missing = folder.path().join("none\u{1b}[2J.json");
        let told = read(&missing);
        assert!(told.contains("it does not exist") && !told.contains('\u{1b}'), "{told}");
        assert!(read(folder.path()).contains("does not exist"), "an empty folder");
        let large = File::create(folder.path().join("large.json")).unwrap();
        large.set_len(MAX_BYTES + 1).unwrap();
        assert!(read(folder.path()).contains("too large"), "{}", read(folder.path()));
    }
}
