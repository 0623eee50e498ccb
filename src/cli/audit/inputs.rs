//! The files of a firewall: named ones, those of folders, and standard input.

use super::words;
use crate::answers::audit::{self, Firewall, Hints, Input, ReadFault};
use crate::answers::input::{InputFault, MAX_BYTES};
use crate::cells;
use crate::cli::output::talk;
use crate::cli::{Stop, words as cli_words};
use crate::profile::Language;
use crate::terminal::files;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The most files of one folder: a policy has a few dozen rule collection groups.
const MOST_FILES: usize = 500;
/// Folders in folders are read so deep.
const DEEPEST: usize = 4;
/// The most bytes of all files together.
const MOST_BYTES: u64 = 4 * MAX_BYTES;
/// What firewalls are written in.
const ENDINGS: &[&str] = &["json", "jsonc", "tf", "tfvars", "bicep", "sh", "csv", "txt", "md"];

/// A file to read.
pub(super) struct Found {
    pub path: PathBuf,
    /// Whether only its folder was named, so that it may be none of the firewall's.
    is_of_folder: bool,
}

/// Every file that was named, and those of the folders that were.
pub(super) fn find(paths: &[PathBuf], language: Language) -> Result<Vec<Found>, Stop> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut inside = Vec::new();
            folder(path, 0, &mut inside).map_err(|error| not_read(path, &error, language))?;
            if inside.len() > MOST_FILES {
                return Err(Stop((words(language).too_many)(&files::shown(path))));
            }
            if inside.is_empty() {
                return Err(Stop((words(language).empty_folder)(&files::shown(path))));
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

/// Reads all of them as one firewall. What is no firewall's in a folder is left out and said.
pub(super) fn read(found: Vec<Found>, hints: &Hints, language: Language) -> Result<Firewall, Stop> {
    let mut inputs: Vec<(Input, bool)> = Vec::with_capacity(found.len());
    let mut bytes = 0;
    for Found { path, is_of_folder } in found {
        let input = input(&path, language)?;
        bytes += input.text.len() as u64;
        if bytes > MOST_BYTES {
            return Err(not_read(&path, &io::ErrorKind::FileTooLarge.into(), language));
        }
        inputs.push((input, is_of_folder));
    }
    let all = |inputs: &[(Input, bool)]| -> Vec<Input> {
        inputs.iter().map(|(input, _)| input.clone()).collect()
    };
    let faults = match audit::read(&all(&inputs), hints, language) {
        Ok(firewall) => return Ok(firewall),
        Err(faults) => faults,
    };
    let may_go = |fault: &ReadFault| {
        inputs.iter().any(|(input, is_of_folder)| *is_of_folder && input.name == fault.file)
    };
    if faults.iter().all(may_go) && faults.len() < inputs.len() {
        for fault in &faults {
            talk(&(words(language).skipped)(&at(fault), &cells::safe(&fault.text)));
        }
        inputs.retain(|(input, _)| !faults.iter().any(|fault| fault.file == input.name));
        return audit::read(&all(&inputs), hints, language)
            .map_err(|faults| refused(&faults, language));
    }
    Err(refused(&faults, language))
}

/// Tells all faults but the last, which stops the command.
fn refused(faults: &[ReadFault], language: Language) -> Stop {
    let told: Vec<String> = faults
        .iter()
        .map(|fault| (cli_words(language).not_read)(&at(fault), &cells::safe(&fault.text)))
        .collect();
    let Some((last, others)) = told.split_last() else { return Stop(String::new()) };
    for other in others {
        talk(&format!("aks-egress: {other}"));
    }
    Stop(last.clone())
}

/// `file:line:column`
fn at(fault: &ReadFault) -> String {
    let place = fault.at.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
    format!("{}{place}", cells::safe(&fault.file))
}

fn input(path: &Path, language: Language) -> Result<Input, Stop> {
    let name = path.to_string_lossy();
    let read = match &*name {
        "-" => audit::input("-", io::stdin().lock()),
        _ => File::open(path).map_err(InputFault::from).and_then(|file| audit::input(&name, file)),
    };
    read.map_err(|fault| match fault {
        InputFault::Io(error) => not_read(path, &error, language),
        InputFault::TooLarge => Stop((words(language).too_large)(&files::shown(path))),
    })
}

fn not_read(path: &Path, error: &io::Error, language: Language) -> Stop {
    Stop((cli_words(language).not_read)(&files::shown(path), &files::reason(error, language)))
}
