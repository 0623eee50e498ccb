//! Where rows, and what could not be read, are counted and passed on.

use super::summary::{Fault, Summary, Unreadable};
use crate::answers::explain::azure::columns::{Column, Fields};
use crate::answers::explain::azure::record::{self, Record};
use crate::answers::explain::azure::{json, message};
use crate::answers::explain::lines::{self, Export, Line};
use crate::answers::explain::{LogFormat, Row};
use std::borrow::Cow;

/// So many unreadable rows are told of.
pub const FIRST_UNREADABLE: usize = 5;

/// So many characters of each.
const START: usize = 160;

/// So many bytes hold them, as a character has four at most.
pub(super) const START_BYTES: usize = 4 * START;

/// So many names of skipped tables are kept; a log has one or two.
const MAX_TABLES: usize = 50;

/// Passes rows on and counts them.
pub(super) struct Sink<'a> {
    pub summary: Summary,
    pub rows: u64,
    take: &'a mut dyn FnMut(Row<'_>),
    /// The format of the line before.
    before: Option<LogFormat>,
    /// The columns of the PAN-OS export that is read.
    export: Option<Export>,
    /// Lines of no known format before anything else; prose, if an error follows.
    prelude: u64,
}

impl<'a> Sink<'a> {
    pub(super) fn new(take: &'a mut dyn FnMut(Row<'_>)) -> Self {
        Self { summary: Summary::default(), rows: 0, take, before: None, export: None, prelude: 0 }
    }

    fn give(&mut self, row: Row<'_>) {
        self.rows += 1;
        *self.summary.rows.entry(row.format).or_default() += 1;
        (self.take)(row);
    }

    pub(super) fn fault(&mut self, line: u64, fault: Fault, text: &[u8]) {
        self.summary.unreadable += 1;
        if self.summary.first_unreadable.len() < FIRST_UNREADABLE {
            let text = String::from_utf8_lossy(&text[..text.len().min(START_BYTES)]);
            let start = text.trim().chars().take(START).collect();
            self.summary.first_unreadable.push(Unreadable { line, fault, start });
        }
    }

    fn skip(&mut self, table: &str) {
        let skipped = &mut self.summary.skipped;
        let known = skipped.len() < MAX_TABLES || skipped.contains_key(table);
        let table: String = if known { table.chars().take(START).collect() } else { String::new() };
        *skipped.entry(table).or_default() += 1;
    }

    /// A JSON object; `false` if it is no JSON.
    pub(super) fn object(&mut self, raw: &[u8], line: u64) -> bool {
        let text = readable(raw);
        let Some(fields) = json::object(&text) else { return false };
        let queried = [Column::Generated, Column::Table, Column::QueryTable];
        let is_query = queried.into_iter().any(|column| fields.knows(column));
        let format = if is_query && !fields.knows(Column::Time) {
            LogFormat::LogAnalyticsJson
        } else {
            LogFormat::AzureJson
        };
        self.fields(&fields, format, line, raw);
        true
    }

    /// A row of a query's table; `false` if it does not fit the columns.
    pub(super) fn cells(&mut self, raw: &[u8], columns: &[Option<Column>], line: u64) -> bool {
        let text = readable(raw);
        let Some(fields) = json::row(&text, columns) else { return false };
        self.fields(&fields, LogFormat::LogAnalyticsJson, line, raw);
        true
    }

    pub(super) fn fields(&mut self, fields: &Fields<'_>, format: LogFormat, line: u64, raw: &[u8]) {
        match record::read(fields, format) {
            Record::Packed(text) => match json::object(text) {
                Some(mut inner) => {
                    inner.adopt(fields);
                    self.record(record::read(&inner, format), line, raw);
                }
                None => self.fault(line, Fault::Json, raw),
            },
            record => self.record(record, line, raw),
        }
    }

    fn record(&mut self, record: Record<'_>, line: u64, raw: &[u8]) {
        match record {
            Record::Row(row) => self.give(row),
            Record::Prose(text, _) if self.prose(text) => {}
            Record::Prose(_, "") if self.before == Some(LogFormat::Errors) => {}
            Record::Prose(_, "") | Record::Packed(_) => self.fault(line, Fault::NoRecord, raw),
            Record::Foreign(_) | Record::Fault(Fault::NoRecord) if self.prose(&unescaped(raw)) => {}
            Record::Skipped(table) | Record::Foreign(table) | Record::Prose(_, table) => {
                self.skip(table);
            }
            Record::Fault(fault) => self.fault(line, fault, raw),
        }
    }

    /// Looks for errors of nodes and pods in the words of a program; whether there are any. A name
    /// alone is no error there.
    fn prose(&mut self, text: &str) -> bool {
        let before = self.rows;
        for line in text.lines() {
            lines::read(line, Some(LogFormat::Errors), &mut |row| {
                if matches!(row.format, LogFormat::Errors | LogFormat::NodeCheck) {
                    self.give(row);
                }
            });
        }
        let found = self.rows > before;
        if found {
            self.forgive(LogFormat::Errors);
            self.before = Some(LogFormat::Errors);
        }
        found
    }

    /// A line that is neither JSON nor a header.
    pub(super) fn text(&mut self, raw: &[u8], number: u64) {
        let text = readable(raw);
        let text = text.trim_end_matches(['\r', '\n']);
        match message::row(text, "") {
            Some(Ok(row)) => return self.give(row),
            Some(Err(message::Broken)) => return self.fault(number, Fault::Message, raw),
            None => {}
        }
        if self.prefixed(text) {
            return;
        }
        if let Some(export) = Export::of(text) {
            self.export = Some(export);
            return;
        }
        let export = self.export.take();
        let exported = export.as_ref().and_then(|it| it.read(text, &mut |row| self.give(row)));
        self.export = export;
        let before = self.before;
        let read = exported.unwrap_or_else(|| lines::read(text, before, &mut |row| self.give(row)));
        match read {
            Line::Rows(format) => {
                self.forgive(format);
                self.before = Some(format);
            }
            Line::Nothing => {}
            Line::Unreadable(format) => self.fault(number, Fault::Line(format), raw),
            Line::Unknown if text.trim().is_empty() => {}
            Line::Unknown => {
                self.prelude += u64::from(self.rows == 0);
                self.fault(number, Fault::Unknown, raw);
            }
        }
    }

    /// Lines before the first error of a program are what it said before, and no loss.
    fn forgive(&mut self, format: LogFormat) {
        let prelude = std::mem::take(&mut self.prelude);
        if matches!(format, LogFormat::Errors | LogFormat::NodeCheck) && prelude > 0 {
            self.summary.unreadable -= prelude;
            self.summary.first_unreadable.retain(|told| told.fault != Fault::Unknown);
        }
    }

    /// A record behind the prefix of syslog, `kubectl logs` or the like; `false` if there is none.
    fn prefixed(&mut self, text: &str) -> bool {
        // Most lines have no brace at all, which is seen much faster than what may follow it.
        let Some(brace) = memchr::memchr(b'{', text.as_bytes()) else { return false };
        let begins = |mark| text[brace..].find(mark).map(|at| brace + at);
        let Some(at) = begins("{\"").or_else(|| begins("{ \"")) else { return false };
        let Some(fields) = json::object(&text[at..]) else { return false };
        match record::read(&fields, LogFormat::AzureJson) {
            Record::Row(row) => self.give(row),
            Record::Skipped(table) => self.skip(table),
            _ => return false,
        }
        true
    }
}

/// The text, with U+FFFD in place of what is no UTF-8, so that one byte does not cost a row.
///
/// Nearly every row is UTF-8, and `from_utf8` sees that much faster than `from_utf8_lossy`.
fn readable(raw: &[u8]) -> Cow<'_, str> {
    match str::from_utf8(raw) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(raw),
    }
}

/// The text with the line breaks and quotation marks that JSON strings hold.
fn unescaped(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw);
    text.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\")
}
