//! The profiles whose exports are reviewed: the folders of `snapshots/exports`.

use aks_egress::catalog::CATALOG;
use aks_egress::profile;
use aks_egress::rules::{RuleSet, resolve};
use aks_egress::service_tags;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of each profile.
pub fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/exports");
    let entries = fs::read_dir(root)
        .expect("a reviewed profile")
        .map(|entry| entry.expect("a reviewed profile").path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The rules of the profile in a folder.
pub fn load(folder: &Path) -> RuleSet {
    let text = fs::read_to_string(folder.join("profile.toml")).expect("a reviewed profile");
    let loaded = profile::read(&text, &CATALOG);
    let loaded = loaded.unwrap_or_else(|problems| panic!("{}: {problems:#?}", folder.display()));
    assert!(loaded.warnings.is_empty(), "{}: {:#?}", folder.display(), loaded.warnings);
    let tags = loaded.profile.destinations.service_tags.as_ref().map(|file| {
        let bytes = fs::read(folder.join(file)).expect("a reviewed profile");
        service_tags::parse(file, &bytes).expect("a reviewed profile")
    });
    resolve(&CATALOG, &loaded.profile, tags.as_ref())
}

/// Every profile's rules, by the name of its folder.
pub fn rule_sets() -> Vec<(String, RuleSet)> {
    let name = |folder: &Path| {
        folder.file_name().expect("a reviewed profile").to_string_lossy().into_owned()
    };
    folders().iter().map(|folder| (name(folder), load(folder))).collect()
}
