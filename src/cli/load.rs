//! From a profile's path to its rules, or to everything that is wrong with it.

use super::Stop;
use super::output::shown;
use crate::catalog::CATALOG;
use crate::profile::{self, ControlPlane, Language, Loaded, Place, Problem, from_bytes};
use crate::rules::{Finding, RuleSet, Severity, resolve};
use crate::service_tags::ServiceTags;
use crate::terminal::clipboard::Clipboard;
use crate::terminal::perform::Performer;
use crate::terminal::{check, files};
use crate::wizard::{Effect, Message};
use crate::words::cli::words;
use std::io;
use std::path::{Path, PathBuf};

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

    /// `path:line:column: error|warning: key: text`, and perhaps a line of help.
    pub(super) fn lines(&self, path: &Path) -> String {
        let severity = if self.is_error { "error" } else { "warning" };
        let Place { line, column } = self.place;
        let mut text = format!("{}:{line}:{column}: {severity}: ", shown(path));
        if !self.key.is_empty() {
            text.push_str(&self.key);
            text.push_str(": ");
        }
        text.push_str(&self.text);
        if let Some(help) = &self.help {
            text.push_str("\n  help: ");
            text.push_str(help);
        }
        text
    }
}

/// A profile that could be read, and what is to be said about it.
pub(super) struct Plan {
    pub rules: RuleSet,
    /// In the order of the file.
    pub remarks: Vec<Remark>,
}

/// Why there is no plan.
pub(super) enum Unread {
    /// The system gave no bytes.
    File(Stop),
    /// They are no profile, for these reasons.
    Profile(Vec<Remark>),
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
            return Err(Unread::File(Stop((words(language).not_read)(&shown(path), &reason))));
        }
    };
    match from_bytes(&bytes, &CATALOG) {
        Ok(loaded) => Ok((loaded, bytes)),
        Err(problems) => Err(Unread::Profile(
            problems.iter().map(|problem| Remark::of_problem(problem, language)).collect(),
        )),
    }
}

/// Reads a profile and resolves it.
pub(super) fn plan(path: &Path, language: Language) -> Result<Plan, Unread> {
    let (loaded, _) = profile(path, language)?;
    let mut remarks: Vec<Remark> =
        loaded.warnings.iter().map(|problem| Remark::of_problem(problem, language)).collect();
    let tags = wanted_tags(&loaded, path).map(|effect| read_tags(effect, language));
    let tags = match tags {
        Some(Err(reason)) => {
            remarks.push(unread_tags(&loaded, reason));
            None
        }
        Some(Ok(tags)) => Some(tags),
        None => None,
    };
    let rules = resolve(&CATALOG, &loaded.profile, tags.as_ref());
    // A file that cannot be read is not also called missing.
    let named_tags = remarks.iter().any(|remark| remark.is_error);
    let findings = rules
        .findings
        .iter()
        .filter(|finding| !(named_tags && **finding == Finding::NoServiceTags));
    remarks.extend(findings.map(|finding| Remark::of_finding(finding, &loaded, language)));
    remarks.sort_by_key(|remark| remark.place);
    Ok(Plan { rules, remarks })
}

fn unread_tags(loaded: &Loaded, reason: String) -> Remark {
    let key = "destinations.service_tags";
    let place = loaded.place(key);
    Remark { place, is_error: true, key: key.to_owned(), text: reason, help: None }
}

/// The service tag file that a profile's rules need.
pub(super) fn wanted_tags(loaded: &Loaded, path: &Path) -> Option<Effect> {
    let destinations = loaded.profile.meaningful(&CATALOG).destinations;
    let needed = destinations.control_plane == ControlPlane::RegionCidrs;
    let file = destinations.service_tags.filter(|_| needed)?;
    let folder = path.parent().map(PathBuf::from).unwrap_or_default();
    Some(Effect::ReadServiceTags { path: file, folder })
}

/// What does the effects, outside of the wizard's own loop.
pub(super) fn performer() -> Performer {
    Performer::new(Clipboard::new(check::variable))
}

fn read_tags(effect: Effect, language: Language) -> Result<ServiceTags, String> {
    let answer = performer().perform(effect, language, |_| Ok(()));
    match answer {
        Some(Message::ServiceTags { path, result }) => {
            let path = crate::cells::safe(&path).into_owned();
            result.map_err(|reason| (words(language).not_read)(&path, &reason))
        }
        _ => Err(String::new()),
    }
}
