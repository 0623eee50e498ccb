//! Several profiles as one rule set, and what is to be said about each of them.

use super::Stop;
use super::load::{self, Remark, TagFiles, Unread};
use super::output::talk;
use crate::cells;
use crate::cli::words;
use crate::profile::Language;
use crate::rules::{Conflict, RuleSet, merge};
use crate::service_tags::ServiceTags;
use crate::terminal::files;
use crate::words::{With1, With3, first_of};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What is asked for on the command line.
pub(super) struct Asked<'a> {
    pub profiles: &'a [PathBuf],
    pub service_tags: Option<&'a Path>,
    pub ipv6: bool,
    /// What to say where nothing comes of it.
    pub refusals: Refusals,
}

/// Why nothing came of it.
pub(super) struct Refusals {
    /// The profile has errors.
    pub one: With1,
    /// So many of so many have.
    pub several: fn(usize, usize) -> String,
    /// About a key, one profile says this and another that.
    pub disagree: With3,
}

/// Several profiles as one.
pub(super) struct Fleet {
    pub rules: RuleSet,
    /// The service tags of the first profile that has some.
    pub tags: Option<Rc<ServiceTags>>,
    /// The service tag files that were read.
    pub tag_files: Vec<PathBuf>,
    /// The IP groups that stand for the nodes in exports.
    pub groups: Vec<String>,
}

/// The rules of every profile as one set; what is to be said about each profile is said.
pub(super) fn rules(asked: &Asked<'_>, language: Language) -> Result<Fleet, Stop> {
    let paths = once_each(asked.profiles, language);
    let mut tag_files = TagFiles::with(asked.service_tags, asked.ipv6, language)?;
    let (mut tags, mut groups) = (None, Vec::new());
    let mut said = Said::default();
    let mut sets = Vec::with_capacity(paths.len());
    let mut refused: Vec<&Path> = Vec::new();
    let mut unread: Vec<Stop> = Vec::new();
    for &path in &paths {
        let (remarks, rules) = match load::plan(path, &mut tag_files, language) {
            Ok(plan) => {
                tags = tags.or(plan.tags);
                groups.extend(plan.profile.azure_firewall.ip_group);
                (plan.remarks, Some(plan.rules))
            }
            Err(Unread::Profile(remarks)) => (remarks, None),
            Err(Unread::File(stop)) => {
                refused.push(path);
                unread.push(stop);
                continue;
            }
            Err(Unread::Tags(stop)) => {
                said.tell(language);
                return Err(stop);
            }
        };
        let is_refused = remarks.iter().any(|remark| remark.is_error);
        for remark in remarks {
            said.take(remark, path);
        }
        match rules.filter(|_| !is_refused) {
            Some(rules) => sets.push((path, rules)),
            None => refused.push(path),
        }
    }
    said.tell(language);
    if let Some(stop) = refusal(&refused, unread, paths.len(), &asked.refusals) {
        return Err(stop);
    }
    let rules = merge(labelled(sets)).map_err(|conflict| disagree(&conflict, &asked.refusals))?;
    Ok(Fleet { rules, tags, tag_files: tag_files.paths(), groups })
}

/// One file is one cluster, however often and by whatever path it is given.
fn once_each(paths: &[PathBuf], language: Language) -> Vec<&Path> {
    let mut known: HashSet<PathBuf> = HashSet::new();
    let mut told: HashSet<PathBuf> = HashSet::new();
    let is_new = |path: &&Path| {
        let Ok(file) = path.canonicalize() else { return true };
        if known.insert(file.clone()) {
            return true;
        }
        if told.insert(file) {
            talk(&(words(language).given_twice)(&files::shown(path)));
        }
        false
    };
    paths.iter().map(PathBuf::as_path).filter(is_new).collect()
}

/// Why nothing comes of it, if profiles are refused.
fn refusal(
    refused: &[&Path],
    mut unread: Vec<Stop>,
    all: usize,
    refusals: &Refusals,
) -> Option<Stop> {
    match refused {
        [] => None,
        [_] if !unread.is_empty() => unread.pop(),
        [path] => Some(Stop((refusals.one)(&files::shown(path)))),
        _ => {
            for Stop(reason) in &unread {
                talk(&format!("aks-egress: {reason}"));
            }
            Some(Stop((refusals.several)(refused.len(), all)))
        }
    }
}

/// Each rule set with a name of its own: the profile's name, its file's, or its whole path.
fn labelled(sets: Vec<(&Path, RuleSet)>) -> Vec<(String, RuleSet)> {
    let name = |path: &Path, rules: &RuleSet| match &rules.profile.name {
        Some(name) => name.clone(),
        None => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
    };
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (path, rules) in &sets {
        *seen.entry(name(path, rules)).or_default() += 1;
    }
    // Whoever has a name for itself keeps it, wherever it stands in the command line.
    let mut taken: HashSet<String> =
        seen.iter().filter(|(_, count)| **count == 1).map(|(name, _)| name.clone()).collect();
    let label = |(path, rules): (&Path, RuleSet)| {
        let name = name(path, &rules);
        let label = match seen[&name] {
            1 => name,
            _ => free(&path.to_string_lossy(), &mut taken),
        };
        (label, rules)
    };
    sets.into_iter().map(label).collect()
}

/// A name that is not taken yet, and is so from now on. Paths that are no Unicode may look alike,
/// and a profile may be called like another one's path.
fn free(name: &str, taken: &mut HashSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name} ({number})"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names.find(|name| taken.insert(name.clone())).unwrap_or_default()
}

fn disagree(conflict: &Conflict, refusals: &Refusals) -> Stop {
    let say = |(label, answer): &(String, String)| {
        format!("{} = {}", cells::safe(label), cells::safe(answer))
    };
    Stop((refusals.disagree)(conflict.key, &say(&conflict.one), &say(&conflict.other)))
}

/// Remarks in the order of the profiles. Errors are told one by one; a warning that several
/// profiles share is told once, with the first of the places.
#[derive(Default)]
struct Said {
    remarks: Vec<(Remark, PathBuf, Vec<String>)>,
    known: HashMap<(String, String), usize>,
}

impl Said {
    fn take(&mut self, remark: Remark, path: &Path) {
        if !remark.is_error {
            let about = (remark.key.clone(), remark.text.clone());
            if let Some(&at) = self.known.get(&about) {
                self.remarks[at].2.push(remark.at(path));
                return;
            }
            self.known.insert(about, self.remarks.len());
        }
        self.remarks.push((remark, path.to_owned(), Vec::new()));
    }

    fn tell(&self, language: Language) {
        const SHOWN: usize = 3;
        let words = words(language);
        for (remark, path, places) in &self.remarks {
            let also = if places.is_empty() {
                String::new()
            } else {
                (words.also_at)(&first_of(places.iter().map(String::as_str), SHOWN, words.comma))
            };
            talk(&remark.lines(path, &also));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::CATALOG;
    use crate::profile::Profile;
    use crate::rules::resolve;

    fn labels(given: &[(Option<&'static str>, &'static str)]) -> Vec<String> {
        let set = |&(name, path): &(Option<&str>, &'static str)| {
            let mut profile = Profile::new(CATALOG.as_of);
            profile.name = name.map(str::to_owned);
            (Path::new(path), resolve(&CATALOG, &profile, None))
        };
        labelled(given.iter().map(set).collect()).into_iter().map(|(label, _)| label).collect()
    }

    #[test]
    fn no_two_clusters_have_one_label() {
        assert_eq!(labels(&[(None, "a/x.toml"), (Some("x"), "y.toml")]), ["a/x.toml", "y.toml"]);
        assert_eq!(labels(&[(Some("p"), "a.toml"), (None, "b.toml")]), ["p", "b"]);
        let crossed = [(Some("x"), "b.toml"), (Some("x"), "c.toml"), (Some("b.toml"), "d.toml")];
        assert_eq!(labels(&crossed), ["b.toml (2)", "c.toml", "b.toml"]);
    }
}
