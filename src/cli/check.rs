//! `check`: everything that is to be said about profiles.

use super::load::{self, Remark, TagFiles, Unread};
use super::output::{data, talk};
use super::{End, Stop, args};
use crate::cli::words;
use crate::profile::Language;

/// Runs the command. A profile that cannot be read outweighs findings about others.
pub(super) fn run(args: &args::Check, language: Language) -> Result<End, Stop> {
    let mut end = End::Fine;
    let (mut errors, mut warnings) = (0, 0);
    let mut tag_files = TagFiles::default();
    for path in &args.profiles {
        let (remarks, readable) = match load::plan(path, &mut tag_files, language) {
            Ok(plan) => (plan.remarks, true),
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
