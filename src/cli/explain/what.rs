//! What an argument is: a file, standard input, or a destination itself.

use super::words;
use crate::answers::explain::{Explainer, is_file_name, without_password};
use crate::cli::Stop;
use crate::profile::Language;
use crate::terminal::files;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::Path;

/// One argument.
pub(super) enum What<'a> {
    StandardInput,
    File(&'a Path),
    Name(String),
}

/// What each argument is, before anything is read.
pub(super) fn inputs(what: &[OsString], language: Language) -> Result<Vec<What<'_>>, Stop> {
    let words = words(language);
    if what.is_empty() {
        if io::stdin().is_terminal() {
            return Err(Stop(words.nothing_given.to_owned()));
        }
        return Ok(vec![What::StandardInput]);
    }
    what.iter().map(|argument| one(argument, language)).collect()
}

fn one(argument: &OsString, language: Language) -> Result<What<'_>, Stop> {
    let words = words(language);
    if argument == "-" {
        return Ok(What::StandardInput);
    }
    let path = Path::new(argument);
    if path.is_dir() {
        let reason = files::reason(&io::ErrorKind::IsADirectory.into(), language);
        return Err(Stop((crate::cli::words(language).not_read)(&files::shown(path), &reason)));
    }
    if path.exists() {
        return Ok(What::File(path));
    }
    match argument.to_str() {
        Some(text) if is_file_name(text) => Err(Stop((words.no_such_file)(&files::shown(path)))),
        Some(text) if Explainer::default().name(text).is_ok() => Ok(What::Name(text.to_owned())),
        _ => Err(Stop((words.not_understood)(&without_password(&files::shown(path))))),
    }
}
