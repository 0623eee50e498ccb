//! Profiles as files: good ones, bad ones with their messages, and what saving keeps.
//!
//! `SNAPSHOTS=overwrite cargo test --test profile_files` writes the expected messages anew;
//! their diff is reviewed.

#[path = "../support/any_profile.rs"]
mod any_profile;
mod meaning;
mod properties;
mod reading;
mod saving;

use aks_egress::catalog::CATALOG;
use aks_egress::profile::{Language, Problem, Profile, from_bytes};
use std::path::{Path, PathBuf};

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/profiles").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    files
}

/// Name and bytes of each good profile.
fn good() -> Vec<(String, String)> {
    let text = |path: PathBuf| {
        let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(&path).expect("it is text"))
    };
    files("good").into_iter().map(text).collect()
}

fn load(text: &str) -> Profile {
    match from_bytes(text.as_bytes(), &CATALOG) {
        Ok(loaded) => loaded.profile,
        Err(problems) => panic!("{}\n{text}", rendered(&problems, "profile", Language::En)),
    }
}

fn rendered(problems: &[Problem], name: &str, language: Language) -> String {
    problems.iter().map(|problem| problem.render(name, language) + "\n").collect()
}

/// The text of one good profile.
fn the(name: &str) -> String {
    let found = good().into_iter().find(|(known, _)| known == name);
    found.expect("the profile is there").1
}
