//! The two streams: data to one, talk to the other.

use super::Stop;
use crate::cells;
use crate::cli::words;
use crate::profile::Language;
use crate::terminal::files;
use std::io::{self, Write};
use std::path::Path;

/// Writes data to standard output. A reader that is gone has what it wanted.
pub(super) fn data(bytes: &[u8], language: Language) -> Result<(), Stop> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Stop((words(language).not_printed)(&files::reason(&error, language))))
        }
        _ => Ok(()),
    }
}

/// Writes a line to standard error, where there is nobody to tell that it failed.
pub(super) fn talk(line: &str) {
    writeln!(io::stderr(), "{line}").ok();
}

/// A path as it can be shown.
pub(super) fn shown(path: &Path) -> String {
    cells::safe(&path.to_string_lossy()).into_owned()
}
