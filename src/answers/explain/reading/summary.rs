//! What an input was, and what of it could not be read.

use crate::answers::explain::LogFormat;
use std::collections::BTreeMap;
use std::io;

/// What an input was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Summary {
    /// Rows of each format.
    pub rows: BTreeMap<LogFormat, u64>,
    /// Rows that no verdict needs, such as flow traces, by their table's name; under the empty name
    /// those of more tables than are kept.
    pub skipped: BTreeMap<String, u64>,
    /// Rows that could not be read.
    pub unreadable: u64,
    /// The first of them.
    pub first_unreadable: Vec<Unreadable>,
    /// Whether it was broken off by `watch`.
    pub broken_off: bool,
    /// The reading failed after its start, for instance where packed data are cut off: what the
    /// system says.
    pub failed: Option<(io::ErrorKind, String)>,
}

/// A row that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The line in which it begins, from 1.
    pub line: u64,
    /// What is wrong.
    pub fault: Fault,
    /// The start of its text.
    pub start: String,
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// A line, or a JSON record, of more than a mebibyte.
    TooLong,
    /// It begins like JSON, and is none, or breaks off.
    Json,
    /// JSON that is no record of a firewall, and names no error.
    NoRecord,
    /// More or fewer values than the header has columns, or values that cannot be what their column
    /// says.
    Columns,
    /// An older message of Azure Firewall that breaks off.
    Message,
    /// A record that names no destination at all.
    NoDestination,
    /// A line of this format that breaks it.
    Line(LogFormat),
    /// A line of no known format.
    Unknown,
}

impl Fault {
    /// A stable name, for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::TooLong => "too-long",
            Self::Json => "json",
            Self::NoRecord => "no-record",
            Self::Columns => "columns",
            Self::Message => "message",
            Self::NoDestination => "no-destination",
            Self::Line(_) => "line",
            Self::Unknown => "unknown",
        }
    }

    /// The format that the row breaks, where it is known.
    #[must_use]
    pub fn format(self) -> Option<LogFormat> {
        match self {
            Self::Line(format) => Some(format),
            _ => None,
        }
    }
}
