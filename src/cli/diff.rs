//! `diff`: what changed between two profiles, or for one between two editions.

use super::load::{self, Plan, TagFiles, Unread};
use super::names::{edition, edition_or_latest};
use super::output::{columns, data, talk};
use super::{End, Stop};
use crate::answers::changes::{Report, Side, compare};
use crate::catalog::{CATALOG, Date};
use crate::cli::words;
use crate::profile::{Language, Profile};
use crate::terminal::files;
use clap::{Args, ValueEnum, ValueHint};
use std::path::{Path, PathBuf};

/// `diff`
#[derive(Args)]
pub struct Diff {
    /// The older profile, or the only one
    #[arg(value_name = "A", value_hint = ValueHint::FilePath)]
    pub old: PathBuf,
    /// The newer profile
    #[arg(value_name = "B", value_hint = ValueHint::FilePath)]
    pub new: Option<PathBuf>,
    /// The older edition of one profile, such as 2024-09-26 [default: the profile's own]
    #[arg(long, value_name = "DATE", value_parser = edition, conflicts_with = "new")]
    pub from: Option<Date>,
    /// The newer edition of one profile, a day or `latest` [default: latest]
    #[arg(long, value_name = "DATE", value_parser = edition_or_latest, conflicts_with = "new")]
    pub to: Option<Date>,
    /// Text for people, Markdown for a ticket, or JSON for programs
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
    /// Microsoft's weekly service tag file, in place of the one that a profile names
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub service_tags: Option<PathBuf>,
}

/// How the changes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines of text
    Text,
    /// Markdown
    Markdown,
    /// JSON
    Json,
}

/// Runs the command.
pub(super) fn run(args: &Diff, language: Language) -> Result<End, Stop> {
    let mut tag_files = TagFiles::with(args.service_tags.as_deref(), false, language)?;
    let old = plan(&args.old, &mut tag_files, language)?;
    let report = match &args.new {
        Some(path) => {
            let new = plan(path, &mut tag_files, language)?;
            compare(&CATALOG, &side(&args.old, &old), &side(path, &new))
        }
        None => editions(args, &old, language)?,
    };
    let text = match args.format {
        Format::Text => report.sheet(language).text(columns()),
        Format::Markdown => report.sheet(language).markdown(),
        Format::Json => report.json_text(language),
    };
    data(text.as_bytes(), language)?;
    Ok(if report.has_changes() { End::Findings } else { End::Fine })
}

/// One profile at two editions.
fn editions(args: &Diff, plan: &Plan, language: Language) -> Result<Report, Stop> {
    let at = |edition: Date| Profile { edition, ..plan.profile.clone() };
    let old = at(args.from.unwrap_or(plan.profile.edition));
    let new = at(args.to.unwrap_or(CATALOG.as_of));
    if new.edition < old.edition {
        let (from, to) = (old.edition.to_string(), new.edition.to_string());
        return Err(Stop((words(language).backwards)(&from, &to)));
    }
    let name = files::shown(&args.old);
    let side = |profile| Side::new(&name, profile, plan.tags.as_deref());
    Ok(compare(&CATALOG, &side(&old), &side(&new)))
}

fn side<'a>(path: &Path, plan: &'a Plan) -> Side<'a> {
    Side::new(&files::shown(path), &plan.profile, plan.tags.as_deref())
}

/// A profile that contradicts itself has no rules to compare; what else is to be said about it,
/// `check` says.
fn plan(path: &Path, files: &mut TagFiles, language: Language) -> Result<Plan, Stop> {
    let remarks = match load::plan(path, files, language) {
        Ok(plan) if !plan.remarks.iter().any(|remark| remark.is_error) => return Ok(plan),
        Ok(plan) => plan.remarks,
        Err(Unread::Profile(remarks)) => remarks,
        Err(Unread::File(stop) | Unread::Tags(stop)) => return Err(stop),
    };
    for remark in remarks.iter().filter(|remark| remark.is_error) {
        talk(&remark.lines(path, ""));
    }
    Err(Stop((words(language).not_compared)(&files::shown(path))))
}
