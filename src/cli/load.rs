//! From a profile's path to its rules, or to everything that is wrong with it.

use super::Stop;
use crate::catalog::CATALOG;
use crate::cells;
use crate::cli::words;
use crate::profile::{self, Language, Loaded, Place, Problem, Profile, from_bytes};
use crate::rules::{Finding, RuleSet, Severity, resolve};
use crate::service_tags::ServiceTags;
use crate::terminal::files;
use crate::terminal::perform::read_tags;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The key under which a profile names its service tag file.
const SERVICE_TAGS: &str = "destinations.service_tags";

/// Something to say about a file, at a place in it.
pub(super) struct Remark {
    pub place: Place,
    pub is_error: bool,
    /// Empty where it is about the file.
    pub key: String,
    pub text: String,
    pub help: Option<String>,
}

impl Remark {
    fn of_problem(problem: &Problem, language: Language) -> Self {
        Self {
            place: Place { line: problem.line, column: problem.column },
            is_error: !problem.is_warning(),
            key: problem.key.clone(),
            text: problem.text(language),
            help: problem.help(language),
        }
    }

    fn of_finding(finding: &Finding, loaded: &Loaded, language: Language) -> Self {
        Self {
            place: loaded.place(finding.key()),
            is_error: finding.severity() == Severity::Refusal,
            key: finding.key().to_owned(),
            text: finding.text(language),
            help: None,
        }
    }

    /// `path:line:column`
    pub(super) fn at(&self, path: &Path) -> String {
        let Place { line, column } = self.place;
        format!("{}:{line}:{column}", files::shown(path))
    }

    /// `path:line:column: error|warning: key: text`, what else belongs there, and perhaps a line
    /// of help.
    pub(super) fn lines(&self, path: &Path, also: &str) -> String {
        let severity = if self.is_error { "error" } else { "warning" };
        let mut text = format!("{}: {severity}: ", self.at(path));
        if !self.key.is_empty() {
            text.push_str(&cells::safe(&self.key));
            text.push_str(": ");
        }
        text.push_str(&cells::safe(&self.text));
        text.push_str(also);
        if let Some(help) = &self.help {
            text.push_str("\n  help: ");
            text.push_str(&cells::safe(help));
        }
        text
    }
}

/// A profile that could be read, and what is to be said about it.
pub(super) struct Plan {
    pub rules: RuleSet,
    /// The answers that the rules were made from, void ones too.
    pub profile: Profile,
    /// The service tag file that was used.
    pub tags: Option<Rc<ServiceTags>>,
    /// In the order of the file.
    pub remarks: Vec<Remark>,
}

/// Why there is no plan.
pub(super) enum Unread {
    /// The system gave no bytes.
    File(Stop),
    /// They are no profile, for these reasons.
    Profile(Vec<Remark>),
    /// The service tag file of the command line does not serve this profile.
    Tags(Stop),
}

/// The bytes of a profile's file, and what they say.
pub(super) fn profile(path: &Path, language: Language) -> Result<(Loaded, Vec<u8>), Unread> {
    let bytes = match files::read_limited(path, profile::MAX_BYTES) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            let size = path.metadata().map_or(profile::MAX_BYTES + 1, |data| data.len());
            let problem = Problem::of_file(profile::FileFault::TooLarge(size));
            return Err(Unread::Profile(vec![Remark::of_problem(&problem, language)]));
        }
        Err(error) => {
            let reason = files::reason(&error, language);
            return Err(Unread::File(Stop((words(language).not_read)(
                &files::shown(path),
                &reason,
            ))));
        }
    };
    match from_bytes(&bytes, &CATALOG) {
        Ok(loaded) => Ok((loaded, bytes)),
        Err(problems) => Err(Unread::Profile(
            problems.iter().map(|problem| Remark::of_problem(problem, language)).collect(),
        )),
    }
}

/// Service tag files, each read once, and what the command line says about them.
#[derive(Default)]
pub(super) struct TagFiles<'a> {
    /// The file to use in place of the one that a profile names.
    instead: Option<&'a Path>,
    /// Take IPv6 prefixes, whatever a profile says.
    ipv6: bool,
    read: HashMap<PathBuf, Result<Rc<ServiceTags>, String>>,
}

impl<'a> TagFiles<'a> {
    /// With what the command line says. Its file is read at once: where it does not serve, no
    /// profile is to blame.
    pub(super) fn with(
        instead: Option<&'a Path>,
        ipv6: bool,
        language: Language,
    ) -> Result<Self, Stop> {
        let mut read = HashMap::new();
        if let Some(file) = instead {
            let tags = read_tags(file, language).map_err(|reason| of_option(file, &reason))?;
            read.insert(file.to_owned(), Ok(Rc::new(tags)));
        }
        Ok(Self { instead, ipv6, read })
    }

    /// The files that were looked for.
    pub(super) fn paths(self) -> Vec<PathBuf> {
        self.read.into_keys().collect()
    }

    /// The tags that were read, where there is one file at most.
    pub(super) fn any(&self) -> Option<&ServiceTags> {
        self.read.values().find_map(|tags| tags.as_ref().ok().map(|tags| &**tags))
    }

    /// The tags for a profile, or a sentence that says what is wrong with their file.
    fn of(
        &mut self,
        loaded: &Loaded,
        path: &Path,
        language: Language,
    ) -> Option<&Result<Rc<ServiceTags>, String>> {
        let file = match self.instead {
            Some(file) => file.to_owned(),
            None => beside(path, loaded.profile.destinations.service_tags.as_ref()?),
        };
        let read = || read_tags(&file, language).map(Rc::new);
        Some(self.read.entry(file.clone()).or_insert_with(read))
    }
}

/// What is wrong with the file of `--service-tags`.
fn of_option(file: &Path, reason: &str) -> Stop {
    Stop(format!("--service-tags {}: {reason}", files::shown(file)))
}

/// A path in a profile is relative to the profile's folder.
fn beside(profile: &Path, file: &str) -> PathBuf {
    profile.parent().unwrap_or(Path::new("")).join(file)
}

/// Reads a profile and resolves it.
pub(super) fn plan(path: &Path, files: &mut TagFiles, language: Language) -> Result<Plan, Unread> {
    let (mut loaded, _) = profile(path, language)?;
    let mut remarks: Vec<Remark> =
        loaded.warnings.iter().map(|problem| Remark::of_problem(problem, language)).collect();
    if let Some(file) = files.instead {
        loaded.profile.destinations.service_tags = Some(file.to_string_lossy().into_owned());
    }
    loaded.profile.destinations.ipv6 |= files.ipv6;
    let tags = match files.of(&loaded, path, language) {
        Some(Ok(tags)) => Some(Rc::clone(tags)),
        Some(Err(reason)) => {
            remarks.push(unread_tags(&loaded, reason.clone()));
            None
        }
        None => None,
    };
    let rules = resolve(&CATALOG, &loaded.profile, tags.as_deref());
    let of_tags = |finding: &&Finding| {
        finding.severity() == Severity::Refusal && finding.key() == SERVICE_TAGS
    };
    if let (Some(file), Some(finding)) = (files.instead, rules.findings.iter().find(of_tags)) {
        let reason = format!("{}: {}", files::shown(path), finding.text(language));
        return Err(Unread::Tags(of_option(file, &reason)));
    }
    // A file that cannot be read is not also called missing.
    let named_tags = remarks.iter().any(|remark| remark.is_error);
    let findings = rules
        .findings
        .iter()
        .filter(|finding| !(named_tags && **finding == Finding::NoServiceTags));
    remarks.extend(findings.map(|finding| Remark::of_finding(finding, &loaded, language)));
    remarks.sort_by_key(|remark| remark.place);
    Ok(Plan { rules, profile: loaded.profile, tags, remarks })
}

fn unread_tags(loaded: &Loaded, reason: String) -> Remark {
    let place = loaded.place(SERVICE_TAGS);
    Remark { place, is_error: true, key: SERVICE_TAGS.to_owned(), text: reason, help: None }
}

/// The service tag file that a profile names, read: its path in the profile, and its tags or a
/// sentence that says what is wrong.
pub(super) fn wanted_tags(
    loaded: &Loaded,
    path: &Path,
    language: Language,
) -> Option<(String, Result<ServiceTags, String>)> {
    let file = loaded.profile.destinations.service_tags.clone()?;
    let result = read_tags(&beside(path, &file), language);
    Some((file, result))
}
