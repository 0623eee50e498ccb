//! `export`: the rules of one profile, or of several together, for a firewall or for people.

use super::load::{self, TagFiles, Unread};
use super::output::{data, talk};
use super::{End, Stop, args};
use crate::cells;
use crate::cli::words;
use crate::export::{self, Options};
use crate::profile::Language;
use crate::rules::{Conflict, RuleSet, merge};
use crate::terminal::check;
use crate::terminal::clipboard::{Clipboard, to_controlling_terminal};
use crate::terminal::files;
use crate::wizard::{Over, Route, WriteFault};
use std::collections::HashMap;
use std::io;
use std::path::Path;

/// Runs the command.
pub(super) fn run(args: &args::Export, language: Language) -> Result<End, Stop> {
    let output = args.output.as_deref();
    if let Some(path) = args.profiles.iter().find(|path| output.is_some_and(|o| same_file(o, path)))
    {
        return Err(Stop((words(language).is_profile)(&files::shown(path))));
    }
    let rules = rules(args, language)?;
    let about = match &args.profiles[..] {
        [path] => files::shown(path),
        _ => args.format.id.to_owned(),
    };
    let options = Options { allow_wider: args.allow_wider };
    for warning in args.format.warnings(&rules, options, language) {
        talk(&format!("{about}: warning: {}", cells::safe(&warning.text)));
    }
    let text = export::render(args.format, &rules, options);
    match output {
        Some(output) if output.as_os_str() != "-" => write(args, output, &text, language)?,
        None if args.copy => {}
        _ => data(text.as_bytes(), language)?,
    }
    if args.copy { copy(&text, language) } else { Ok(End::Fine) }
}

/// The rules of every profile as one set; what is to be said about each profile is said.
fn rules(args: &args::Export, language: Language) -> Result<RuleSet, Stop> {
    let mut tag_files = TagFiles::new(args.service_tags.as_deref(), args.ipv6);
    let mut sets = Vec::with_capacity(args.profiles.len());
    let mut refused = None;
    for path in &args.profiles {
        let (remarks, rules) = match load::plan(path, &mut tag_files, language) {
            Ok(plan) => (plan.remarks, Some(plan.rules)),
            Err(Unread::File(stop)) => return Err(stop),
            Err(Unread::Profile(remarks)) => (remarks, None),
        };
        for remark in &remarks {
            talk(&remark.lines(path));
        }
        match rules.filter(|_| !remarks.iter().any(|remark| remark.is_error)) {
            Some(rules) => sets.push((path.as_path(), rules)),
            None => refused = refused.or(Some(path)),
        }
    }
    match refused {
        Some(path) => Err(Stop((words(language).not_exported)(&files::shown(path)))),
        None => merge(labelled(sets)).map_err(|conflict| disagree(&conflict, language)),
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
    let label = |(path, rules): (&Path, RuleSet)| {
        let name = name(path, &rules);
        let label = if seen[&name] > 1 { path.to_string_lossy().into_owned() } else { name };
        (label, rules)
    };
    sets.into_iter().map(label).collect()
}

fn disagree(conflict: &Conflict, language: Language) -> Stop {
    let say = |(label, answer): &(String, String)| {
        format!("{} = {}", cells::safe(label), cells::safe(answer))
    };
    Stop((words(language).disagree)(conflict.key, &say(&conflict.one), &say(&conflict.other)))
}

fn write(args: &args::Export, path: &Path, text: &str, language: Language) -> Result<(), Stop> {
    let words = words(language);
    let over = if args.force { Over::Anything } else { Over::Nothing };
    match files::write(path, text.as_bytes(), &over, language) {
        Ok(()) => {
            talk(&(words.wrote)(&files::shown(path)));
            Ok(())
        }
        Err(WriteFault::Exists | WriteFault::Changed) => {
            Err(Stop((words.exists)(&files::shown(path))))
        }
        Err(WriteFault::Failed(reason)) => {
            Err(Stop((words.not_written)(&files::shown(path), &reason)))
        }
    }
}

/// Whether two paths lead to one file: `--force` must not cost a profile.
fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// Copies a text and says which way it went.
fn copy(text: &str, language: Language) -> Result<End, Stop> {
    let words = words(language);
    let send_bytes = |bytes: &[u8]| {
        to_controlling_terminal(bytes).map_err(|_| io::Error::other(words.no_way_to_copy))
    };
    let route = Clipboard::new(check::variable)
        .copy(text, language, send_bytes)
        .map_err(|reason| Stop((words.not_copied)(&reason)))?;
    talk(match route {
        Route::Desktop if forgets() && send(text, language).is_ok() => words.copied_twice,
        Route::Desktop => words.copied,
        Route::Terminal { tmux: false } => words.sent,
        Route::Terminal { tmux: true } => words.sent_tmux,
    });
    Ok(End::Fine)
}

/// Whether a desktop may lose a text together with the program that offered it.
fn forgets() -> bool {
    cfg!(all(unix, not(target_os = "macos")))
}

/// Sends a text to the terminal although there is a desktop.
fn send(text: &str, language: Language) -> Result<Route, String> {
    let without_display = |name: &str| match name {
        "DISPLAY" | "WAYLAND_DISPLAY" => None,
        _ => check::variable(name),
    };
    Clipboard::new(without_display).copy(text, language, to_controlling_terminal)
}
