//! The two streams: data to one, talk to the other.

use super::Stop;
use crate::cells;
use crate::cli::words;
use crate::profile::Language;
use crate::terminal::{self, files};
use std::io::{self, IsTerminal, Write};

/// Columns of a text that no terminal shows: a file, a pipe, a ticket.
const COLUMNS: usize = 100;
/// Longer lines are hard to read, narrower ones harder.
const READABLE: std::ops::RangeInclusive<usize> = 40..=120;

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

/// Writes lines to standard error, where there is nobody to tell that it failed.
pub(super) fn talk(lines: &str) {
    // Arguments, files and the system have a say in them.
    let lines: Vec<_> = lines.split('\n').map(cells::safe).collect();
    writeln!(io::stderr(), "{}", lines.join("\n")).ok();
}

/// How wide a text for people may be.
pub(super) fn columns() -> usize {
    if !io::stdout().is_terminal() {
        return COLUMNS;
    }
    usize::from(terminal::size().width).clamp(*READABLE.start(), *READABLE.end())
}
