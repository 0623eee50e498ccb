//! Every mistake that a catalog can have, and the line that the build says about it.
//!
//! Each folder under `tests/bad_catalogs` is laid over the small catalog in `good`: a file of the
//! same name takes the other's place. `expected.txt` has all messages in order;
//! `SNAPSHOTS=overwrite` writes it anew.

#[path = "../catalog/build/compiler/mod.rs"]
mod compiler;

use aks_egress::catalog::schema;
use compiler::{Fault, File, Mistake};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const CASES: &str = "tests/bad_catalogs";

fn cases() -> Vec<PathBuf> {
    let folders = std::fs::read_dir(CASES).expect("the folder of bad catalogs");
    let mut cases: Vec<PathBuf> =
        folders.map(|entry| entry.expect("a readable folder").path()).collect();
    cases.retain(|case| !case.ends_with("good"));
    cases.sort();
    cases
}

/// The files of a folder, named as they are within it.
fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = compiler::read_folder(folder).expect("a readable folder");
    let start = format!("{}/", folder.display());
    let relative = |file: File| (file.name.trim_start_matches(&start).to_owned(), file.bytes);
    files.into_iter().map(relative).collect()
}

/// The good catalog with a case laid over it.
fn catalog(case: &Path) -> Vec<File> {
    let mut files = read(&Path::new(CASES).join("good"));
    files.extend(read(case));
    files.into_iter().map(|(name, bytes)| File { name, bytes }).collect()
}

fn mistakes(case: &Path) -> Vec<Mistake> {
    compiler::compile(&catalog(case)).err().unwrap_or_default()
}

fn lines(mistakes: &[Mistake]) -> String {
    let lines: Vec<String> = mistakes.iter().map(Mistake::to_string).collect();
    format!("{}\n", lines.join("\n"))
}

#[test]
fn each_case_is_told_as_expected() {
    for case in cases() {
        let found = mistakes(&case);
        assert!(!found.is_empty(), "{} compiles", case.display());
        let expected = snapbox::Data::read_from(&case.join("expected.txt"), None).raw();
        snapbox::assert_data_eq!(lines(&found), expected);
    }
}

#[test]
fn the_good_catalog_has_no_mistakes() {
    let files = catalog(&Path::new(CASES).join("good"));
    let code = compiler::compile(&files).map_err(|mistakes| lines(&mistakes));
    let code = code.unwrap_or_else(|lines| panic!("{lines}"));
    assert!(code.contains("id: \"global-mcr\""), "{code}");
}

/// The catalog of this crate is the one that the build compiled.
#[test]
fn the_real_catalog_has_no_mistakes() {
    let files = compiler::read_folder(Path::new("catalog")).expect("a readable folder");
    let found = compiler::compile(&files).err().unwrap_or_default();
    assert!(found.is_empty(), "{}", lines(&found));
}

/// A message that no case shows is a message that nobody has read.
#[test]
fn every_message_has_a_case() {
    let shown: BTreeSet<String> = cases()
        .iter()
        .flat_map(|case| mistakes(case))
        .map(|mistake| mistake.fault.name())
        .collect();
    let missing: Vec<&str> =
        Fault::NAMES.iter().copied().filter(|name| !shown.contains(*name)).collect();
    assert!(missing.is_empty(), "no case under {CASES} for: {}", missing.join(", "));
}

/// One readable line each: `file:line: id: message`, in the order of files and lines, none twice,
/// and the line is within the file.
#[test]
fn messages_are_single_lines_in_order() {
    for case in cases() {
        let files = catalog(&case);
        let found = mistakes(&case);
        assert!(found.is_sorted_by(|a, b| a < b), "{}", lines(&found));
        for mistake in &found {
            let line = mistake.to_string();
            assert!(!line.contains(char::is_control), "{}: {line:?}", case.display());
            assert!(line.chars().count() <= 400, "{}: too long: {line}", case.display());
            let place = &mistake.place;
            let file = files.iter().find(|file| file.name == place.file);
            let count = file.map(|file| file.bytes.split(|&byte| byte == b'\n').count());
            let inside = count.is_none_or(|count| (1..=count).contains(&place.line));
            assert!(inside, "{}: {line}", case.display());
        }
    }
}

/// A file that is cut off anywhere, or lacks a line, is told about or compiles; nothing panics.
#[test]
fn a_damaged_catalog_does_not_panic() {
    let good = read(&Path::new(CASES).join("good"));
    for (damaged, bytes) in &good {
        let cut = (0..bytes.len()).step_by(5).map(|end| bytes[..end].to_vec());
        let lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
        let short = (0..lines.len()).map(|index| [&lines[..index], &lines[index + 1..]].concat());
        for bytes in cut.chain(short.map(|lines| lines.concat())) {
            let damage = |(name, good): (&String, &Vec<u8>)| File {
                name: name.clone(),
                bytes: if name == damaged { bytes.clone() } else { good.clone() },
            };
            let files: Vec<File> = good.iter().map(damage).collect();
            let found = compiler::compile(&files).err().unwrap_or_default();
            for mistake in found {
                assert!(!mistake.to_string().contains(char::is_control), "{mistake:?}");
            }
        }
    }
}
