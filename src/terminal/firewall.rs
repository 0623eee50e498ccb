//! The files of a firewall: named ones, those of folders, and standard input.

use super::files;
use crate::answers::audit::{self, Firewall, Hints, Input, ReadFault};
use crate::answers::input::{InputFault, MAX_BYTES};
use crate::cells;
use crate::profile::Language;
use crate::words::audit::{CliAudit, EN, ZH};
use crate::words::cli::{self, CliWords};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The most files of one folder: a policy has a few dozen rule collection groups.
pub const MOST_FILES: usize = 500;
/// Folders in folders are read so deep.
pub const DEEPEST: usize = 4;
/// The most bytes of all files together.
pub const MOST_BYTES: u64 = 4 * MAX_BYTES;
/// What firewalls are written in.
const ENDINGS: &[&str] = &[
    "json",
    "jsonc",
    "tf",
    "tfvars",
    "hcl",
    "tofu",
    "bicep",
    "bicepparam",
    "sh",
    "ps1",
    "csv",
    "tsv",
    "txt",
    "md",
];

/// A file to read.
#[derive(Debug)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Whether only its folder was named, so that it may be none of the firewall's.
    is_of_folder: bool,
}

/// A firewall, and the files of folders that are none of it.
pub type Whole = (Firewall, Vec<ReadFault>);

/// Every file that was named, and those of the folders that were.
///
/// # Errors
/// A sentence: what cannot be read, or that a folder has too many files or none.
pub fn find(paths: &[PathBuf], language: Language) -> Result<Vec<Found>, String> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut inside = Vec::new();
            folder(path, 0, &mut inside).map_err(|error| not_read(path, &error, language))?;
            if inside.len() > MOST_FILES {
                return Err((words(language).too_many)(&files::shown(path)));
            }
            if inside.is_empty() {
                return Err((words(language).empty_folder)(&files::shown(path)));
            }
            inside.sort();
            found.extend(inside.into_iter().map(|path| Found { path, is_of_folder: true }));
        } else {
            found.push(Found { path: path.clone(), is_of_folder: false });
        }
    }
    Ok(found)
}

/// Hidden files and folders, and links to folders, are left out.
fn folder(path: &Path, depth: usize, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let path = entry.path();
        if found.len() > MOST_FILES || entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            if depth < DEEPEST {
                folder(&path, depth + 1, found)?;
            }
            continue;
        }
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        if ending.is_some_and(|ending| ENDINGS.contains(&&*ending)) && path.is_file() {
            found.push(path);
        }
    }
    Ok(())
}

/// Reads all of them as one firewall. What is no firewall's in a folder is left out and told.
///
/// # Errors
/// Sentences, one for each file that cannot be read, or is no form of a firewall.
pub fn read(found: Vec<Found>, hints: &Hints, language: Language) -> Result<Whole, Vec<String>> {
    let mut inputs: Vec<Input> = Vec::with_capacity(found.len());
    let mut of_folders: Vec<String> = Vec::new();
    let mut bytes = 0;
    for Found { path, is_of_folder } in found {
        let input = input(&path, language).map_err(|fault| vec![fault])?;
        bytes += input.text.len() as u64;
        if bytes > MOST_BYTES {
            return Err(vec![not_read(&path, &io::ErrorKind::FileTooLarge.into(), language)]);
        }
        if is_of_folder {
            of_folders.push(input.name.clone());
        }
        inputs.push(input);
    }
    let faults = match audit::read(&inputs, hints, language) {
        Ok(firewall) => return Ok((firewall, Vec::new())),
        Err(faults) => faults,
    };
    let may_go = |fault: &ReadFault| of_folders.contains(&fault.file);
    if faults.iter().all(may_go) && faults.len() < inputs.len() {
        inputs.retain(|input| !faults.iter().any(|fault| fault.file == input.name));
        return match audit::read(&inputs, hints, language) {
            Ok(firewall) => Ok((firewall, faults)),
            Err(faults) => Err(told(&faults, language)),
        };
    }
    Err(told(&faults, language))
}

fn told(faults: &[ReadFault], language: Language) -> Vec<String> {
    let not_read = fragments(language).not_read;
    faults.iter().map(|fault| not_read(&at(fault), &cells::safe(&fault.text))).collect()
}

/// `file:line:column`
#[must_use]
pub fn at(fault: &ReadFault) -> String {
    let place = fault.at.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
    format!("{}{place}", cells::safe(&fault.file))
}

fn input(path: &Path, language: Language) -> Result<Input, String> {
    let name = path.to_string_lossy();
    let read = match &*name {
        "-" => audit::input("-", io::stdin().lock()),
        _ => File::open(path).map_err(InputFault::from).and_then(|file| audit::input(&name, file)),
    };
    read.map_err(|fault| match fault {
        InputFault::Io(error) => not_read(path, &error, language),
        InputFault::TooLarge => (words(language).too_large)(&files::shown(path)),
    })
}

fn not_read(path: &Path, error: &io::Error, language: Language) -> String {
    let say = fragments(language).not_read;
    say(&files::shown(path), &files::reason(error, language))
}

fn words(language: Language) -> &'static CliAudit {
    &language.of(&EN, &ZH).cli
}

fn fragments(language: Language) -> &'static CliWords {
    language.of(&cli::EN, &cli::ZH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(path: &Path) -> String {
        let found = find(&[path.to_owned()], Language::En);
        let read = found
            .map_err(|told| vec![told])
            .and_then(|found| read(found, &Hints::default(), Language::En));
        read.err().unwrap_or_default().join("; ")
    }

    #[test]
    fn a_folder_gives_its_files_by_name_and_no_hidden_ones() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.json", "a.json", ".hidden.json", "logo.png"] {
            fs::write(folder.path().join(name), "{}").unwrap();
        }
        fs::create_dir(folder.path().join("inner")).unwrap();
        fs::write(folder.path().join("inner/c.tf"), "").unwrap();
        let found = find(&[folder.path().to_owned()], Language::En).unwrap();
        let names: Vec<_> =
            found.iter().map(|found| found.path.strip_prefix(folder.path()).unwrap()).collect();
        assert_eq!(names, [Path::new("a.json"), Path::new("b.json"), Path::new("inner/c.tf")]);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let said = told(&folder.path().join("none\u{1b}[2J.json"));
        assert!(said.contains("it does not exist") && !said.contains('\u{1b}'), "{said}");
        assert!(!told(folder.path()).is_empty(), "an empty folder");
        let large = File::create(folder.path().join("large.json")).unwrap();
        large.set_len(MAX_BYTES + 1).unwrap();
        assert!(told(folder.path()).contains("64 MB"), "{}", told(folder.path()));
    }
}
