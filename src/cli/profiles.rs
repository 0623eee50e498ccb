//! Names of profiles: which may be new, and what was probably meant by the others.

use super::Stop;
use super::args::CommandLine;
use crate::cli::words;
use crate::profile::Language;
use crate::terminal::files;
use clap::CommandFactory;
use std::path::{Path, PathBuf};

/// Lets a path through that has a file, or that a new profile can be saved to. Another one is
/// more likely a slip of the fingers.
pub(super) fn may_open(path: &Path, language: Language) -> Result<(), Stop> {
    let words = words(language);
    if path.try_exists().unwrap_or(true) {
        return Ok(());
    }
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        return match folder {
            Some(folder) if !folder.is_dir() => Err(Stop((words.no_folder)(&files::shown(folder)))),
            _ => Ok(()),
        };
    }
    let mut with_extension = path.as_os_str().to_owned();
    with_extension.push(".toml");
    let with_extension = PathBuf::from(with_extension);
    let hint = if with_extension.is_file() {
        (words.similar_file)(&files::shown(&with_extension))
    } else if let Some(command) = similar_command(path) {
        (words.similar_command)(&command)
    } else {
        words.new_profile.to_owned()
    };
    Err(Stop((words.no_file)(&files::shown(path), &hint)))
}

/// Whether a word is a command.
pub(super) fn is_command(word: &Path) -> bool {
    word.to_str().is_some_and(|word| CommandLine::command().find_subcommand(word).is_some())
}

/// The command that a word is probably meant to be.
fn similar_command(path: &Path) -> Option<String> {
    let word = path.to_str()?.to_lowercase();
    let distance = |name: &str| {
        let begins = word.len() > 2 && name.starts_with(&word);
        if begins { 0 } else { strsim::damerau_levenshtein(name, &word) }
    };
    let command = CommandLine::command();
    let names = command.get_subcommands().map(|command| command.get_name().to_owned());
    let nearest = names.min_by_key(|name| distance(name))?;
    // Two mistakes in a long word, one in a short one.
    (distance(&nearest) <= nearest.len() / 3).then_some(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_command_is_recognised() {
        let rows = [
            ("exprot", Some("export")),
            ("exp", Some("export")),
            ("Export", Some("export")),
            ("chekc", Some("check")),
            ("lst", Some("list")),
            ("ls", None),
            ("completion", Some("completions")),
            ("mna", Some("man")),
            ("audit", Some("audit")),
            ("prod", None),
        ];
        for (word, command) in rows {
            assert_eq!(similar_command(Path::new(word)).as_deref(), command, "{word}");
        }
    }
}
