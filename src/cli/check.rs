//! `check`: everything that is to be said about profiles.

use super::load::{self, Plan, Remark, TagFiles, Unread};
use super::output::{data, talk};
use super::{End, Stop, args};
use crate::answers::changes::{self, Side};
use crate::catalog::CATALOG;
use crate::cli::words;
use crate::profile::Language;
use crate::rules::Finding;
use crate::terminal::files;
use std::path::Path;

/// Runs the command. A profile that cannot be read outweighs findings about others.
pub(super) fn run(args: &args::Check, language: Language) -> Result<End, Stop> {
    let mut end = End::Fine;
    let (mut errors, mut warnings) = (0, 0);
    let mut tag_files = TagFiles::default();
    for path in &args.profiles {
        let (remarks, readable) = match load::plan(path, &mut tag_files, language) {
            Ok(plan) => (with_changes(plan, path, language), true),
            Err(Unread::Profile(remarks)) => (remarks, false),
            Err(Unread::File(Stop(reason)) | Unread::Tags(Stop(reason))) => {
                talk(&format!("aks-egress: {reason}"));
                errors += 1;
                (Vec::new(), false)
            }
        };
        for remark in &remarks {
            data(format!("{}\n", remark.lines(path, "")).as_bytes(), language)?;
        }
        errors += remarks.iter().filter(|remark| remark.is_error).count();
        warnings += remarks.iter().filter(|remark| !remark.is_error).count();
        end = worse(end, &remarks, readable);
    }
    talk(&(words(language).checked)(args.profiles.len(), errors, warnings));
    Ok(end)
}

fn worse(end: End, remarks: &[Remark], readable: bool) -> End {
    match end {
        End::Wrong => End::Wrong,
        _ if !readable => End::Wrong,
        _ if !remarks.is_empty() => End::Findings,
        end => end,
    }
}

/// The remarks, of which the one about an old edition also says what changed since.
fn with_changes(plan: Plan, path: &Path, language: Language) -> Vec<Remark> {
    let mut remarks = plan.remarks;
    let findings = plan.rules.findings.iter();
    let old = findings.filter(|finding| matches!(finding, Finding::OldEdition(..)));
    for finding in old {
        let text = finding.text(language);
        let side = Side::new("", &plan.profile, plan.tags.as_deref());
        let since = changes::since(&CATALOG, &side, CATALOG.as_of);
        if let Some(remark) = remarks.iter_mut().find(|remark| remark.text == text) {
            let all = (words(language).all_changes)(&files::shown(path));
            let shown = if since.has_changes() { all } else { String::new() };
            remark.help = Some(since.short(language) + &shown);
        }
    }
    remarks
}
