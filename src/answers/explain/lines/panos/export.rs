//! What PAN-OS's web pages export: the columns that the operator chose, in any order, below a row of
//! their names.

use super::super::{Line, text};
use super::{
    ACTION, APP, CATEGORY, Columns, DESTINATION, END_REASON, GENERATED, LAST, OTHERS, PORT,
    PROTOCOL, RULE, SOURCE, SUBTYPE, THREAT, TYPE, URL, cell, give,
};
use crate::answers::explain::Row;
use std::borrow::Cow;

/// The names of the columns that are read, and their places in the log.
const NAMES: &[(&str, usize)] = &[
    ("Type", TYPE),
    ("Threat/Content Type", SUBTYPE),
    ("Generate Time", GENERATED),
    ("Source address", SOURCE),
    ("Destination address", DESTINATION),
    ("Rule", RULE),
    ("Application", APP),
    ("Destination Port", PORT),
    ("IP Protocol", PROTOCOL),
    ("Action", ACTION),
    ("URL", URL),
    ("URL/Filename", URL),
    ("Threat/Content Name", THREAT),
    ("Category", CATEGORY),
    ("Session End Reason", END_REASON),
];

/// Without these a row tells nothing.
const NEEDED: &[usize] = &[TYPE, SOURCE, DESTINATION, ACTION];

/// The columns of an export: the place of each in the log, none for those that are not read.
pub(in crate::answers::explain) struct Export(Vec<Option<usize>>);

impl Export {
    /// The export whose row of names this is.
    pub(in crate::answers::explain) fn of(line: &str) -> Option<Self> {
        // Soon told: the rows of nearly every log begin with a digit or a priority.
        if line.starts_with(|c: char| c.is_ascii_digit() || c == '<') || !line.contains(',') {
            return None;
        }
        let columns: Vec<Option<usize>> = cells(&text::plain(line))
            .map(|name| {
                let is = |known: &&(&str, usize)| known.0.eq_ignore_ascii_case(name.trim());
                NAMES.iter().find(is).map(|known| known.1)
            })
            .collect();
        NEEDED.iter().all(|needed| columns.contains(&Some(*needed))).then_some(Self(columns))
    }

    /// Reads a row below the names; nothing if it is none, such as a line of another log.
    pub(in crate::answers::explain) fn read(
        &self,
        line: &str,
        take: &mut dyn FnMut(Row<'_>),
    ) -> Option<Line> {
        let line = text::plain(line);
        let mut columns =
            Columns { cells: [const { Cow::Borrowed("") }; LAST + 1], traffic: false };
        let mut count = 0;
        for (at, cell) in cells(&line).enumerate() {
            count += 1;
            if let Some(place) = self.0.get(at).copied().flatten() {
                columns.cells[place] = cell;
            }
        }
        columns.traffic = columns.cells[TYPE] == "TRAFFIC";
        match &*columns.cells[TYPE] {
            _ if count != self.0.len() => None,
            "TRAFFIC" | "THREAT" => Some(give(Some(columns), take)),
            kind if OTHERS.contains(&kind) => Some(Line::Nothing),
            _ => None,
        }
    }
}

fn cells(line: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let (cell, next) = cell(rest?);
        rest = next;
        Some(cell)
    })
}
