//! Formats of which every line stands for itself.
//!
//! To add one, write its file and put it into the table of readers. What a line is in is told by
//! the line: logs have marks that nothing else has, a list has nothing but destinations, and what
//! is left is searched for the words of programs that reached no destination.

mod errors;
mod fortigate;
pub(in crate::answers) mod hosts;
mod node_check;
mod panos;
mod place;
mod squid;
mod text;

use super::{LogFormat, Row};

pub(super) use panos::Export;
pub(super) use place::{is_inbound, is_private};

/// What a line gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Rows, in this format.
    Rows(LogFormat),
    /// Nothing: it is empty, a comment, a header, or prose around an error.
    Nothing,
    /// It looks like a row of this format, and cannot be read.
    Unreadable(LogFormat),
    /// It is of none of these formats.
    Unknown,
}

/// Where rows go.
type Take<'t> = &'t mut dyn FnMut(Row<'_>);

/// One format: how a line of it is told, cheaply, and how it is read. A format that can be told
/// only by reading says yes to every line and [`Line::Unknown`] later.
struct Reader {
    format: LogFormat,
    is: fn(&str) -> bool,
    read: for<'t> fn(&str, Take<'t>) -> Line,
}

/// Those with the surest marks first; whatever has none is an error text at most.
const READERS: &[Reader] = &[
    Reader { format: LogFormat::FortiGate, is: fortigate::is, read: fortigate::read },
    Reader { format: LogFormat::PanOs, is: panos::is, read: panos::read },
    Reader { format: LogFormat::Squid, is: squid::is, read: squid::read },
    Reader { format: LogFormat::NodeCheck, is: node_check::is, read: node_check::read },
    Reader { format: LogFormat::Hosts, is: hosts::is, read: hosts::read },
    Reader { format: LogFormat::Errors, is: errors::is, read: errors::read },
];

/// The readers before this one have marks that no line of another format has, so that the format
/// of the line before may safely be tried first.
const MARKED: usize = 4;

/// Reads one line, trying the format of the line before it first. A line may give several rows.
///
/// A line without a fact is [`Line::Nothing`] where the line before was an error text or a node
/// check: errors stand among prose, and that is no loss. Anywhere else it is [`Line::Unknown`].
pub(super) fn read(line: &str, before: Option<LogFormat>, take: &mut dyn FnMut(Row<'_>)) -> Line {
    let line = text::plain(line);
    if line.is_empty() || line.starts_with("```") || hosts::is_comment(&line) {
        return Line::Nothing;
    }
    match text::unwrapped(&line) {
        Some(inside) => read_inside(&inside, before, take),
        None => read_plain(&line, before, take),
    }
}

/// The lines that stood in one string of JSON, or in one cell of CSV: what the best of them gave.
fn read_inside(inside: &str, before: Option<LogFormat>, take: &mut dyn FnMut(Row<'_>)) -> Line {
    let mut best = Line::Nothing;
    let mut before = before;
    for line in inside.lines() {
        let line = text::plain(line);
        if line.is_empty() {
            continue;
        }
        let read = read_plain(&line, before, take);
        if let Line::Rows(format) = read {
            before = Some(format);
        }
        if rank(read) >= rank(best) {
            best = read;
        }
    }
    best
}

fn rank(line: Line) -> u8 {
    match line {
        Line::Rows(_) => 3,
        Line::Unreadable(_) => 2,
        Line::Unknown => 1,
        Line::Nothing => 0,
    }
}

fn read_plain(line: &str, before: Option<LogFormat>, take: &mut dyn FnMut(Row<'_>)) -> Line {
    let again = READERS[..MARKED].iter().find(|reader| Some(reader.format) == before);
    for reader in again.into_iter().chain(READERS) {
        if (reader.is)(line) {
            match (reader.read)(line, take) {
                Line::Unknown => {}
                read => return read,
            }
        }
    }
    match before {
        Some(LogFormat::Errors | LogFormat::NodeCheck) => Line::Nothing,
        _ => Line::Unknown,
    }
}

#[cfg(test)]
mod tests;
