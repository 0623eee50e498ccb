//! `export`: the rules of one profile, or of several together, for a firewall or for people.

use super::output::{data, talk};
use super::{End, Stop, args, fleet};
use crate::cells;
use crate::cli::words;
use crate::export::{self, Options};
use crate::profile::Language;
use crate::terminal::check;
use crate::terminal::clipboard::{Clipboard, to_controlling_terminal};
use crate::terminal::files;
use crate::wizard::{Over, Route, WriteFault};
use std::io;
use std::path::{Path, PathBuf};

/// Runs the command.
pub(super) fn run(args: &args::Export, language: Language) -> Result<End, Stop> {
    let output = args.output.as_deref();
    let is_output = |path: &&PathBuf| output.is_some_and(|output| same_file(output, path));
    if let Some(path) = args.profiles.iter().find(is_output) {
        return Err(Stop((words(language).is_profile)(&files::shown(path))));
    }
    let words = words(language);
    let refusals = fleet::Refusals {
        one: words.not_exported,
        several: words.none_exported,
        disagree: words.disagree,
    };
    let asked = fleet::Asked {
        profiles: &args.profiles,
        service_tags: args.service_tags.as_deref(),
        ipv6: args.ipv6,
        refusals,
    };
    let fleet = fleet::rules(&asked, language)?;
    let rules = fleet.rules;
    if let Some(path) = fleet.tag_files.iter().find(is_output) {
        return Err(Stop((words.is_tag_file)(&files::shown(path))));
    }
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
        Some(output) if output.as_os_str() != "-" => write(args.force, output, &text, language)?,
        None if args.copy => {}
        _ => data(text.as_bytes(), language)?,
    }
    if args.copy { copy(&text, language) } else { Ok(End::Fine) }
}

/// Writes a file and says so.
pub(super) fn write(force: bool, path: &Path, text: &str, language: Language) -> Result<(), Stop> {
    let words = words(language);
    let over = if force { Over::Anything } else { Over::Nothing };
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

/// Whether two paths lead to one file: `--force` must not cost what the rules are made from.
pub(super) fn same_file(one: &Path, other: &Path) -> bool {
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
