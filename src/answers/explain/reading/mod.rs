//! From bytes to rows: which format an input has is told by its content.
//!
//! JSON is cut into records, a header begins a table, and every other line stands for itself. An
//! input may mix them, as pasted text does. What cannot be read is counted and does not take what
//! follows with it, and nothing is held in memory but one record.

mod frame;
mod sink;
mod source;
mod summary;
mod table;

pub(super) use summary::Summary;
pub use summary::{Fault, Unreadable};

#[cfg(test)]
mod tests;

use super::azure::columns::{self, Column};
use super::azure::json;
use super::{Progress, Row};
use frame::{Frame, frame};
use memchr::memmem;
use sink::Sink;
use source::{End, Source};
use std::io::{self, Read};
use std::ops::ControlFlow;

/// The most that one line of text, or one row of a table, may have; the rest of it is skipped.
pub const MAX_LINE: usize = 1024 * 1024;

/// Blanks between a bracket and the first record of an array; more is no JSON that a program wrote.
const MAX_BLANKS: usize = 4096;

/// Reads rows to the end, or until `watch` breaks it off.
pub(super) fn read(
    input: impl Read,
    take: &mut dyn FnMut(Row<'_>),
    watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> io::Result<Summary> {
    let mut reading = Reading {
        source: Source::new(input, watch)?,
        sink: Sink::new(take),
        open: 0,
        before: b'\n',
        columns: None,
        broken: false,
    };
    while reading.next() {
        reading.source.rows = reading.sink.rows;
    }
    let Reading { source, sink, .. } = reading;
    let mut summary = sink.summary;
    match source.ended {
        Some(End::BrokenOff) => summary.broken_off = true,
        Some(End::Fault(error)) if sink.rows == 0 => return Err(error),
        Some(End::Fault(error)) => summary.failed = Some((error.kind(), error.to_string())),
        _ => {}
    }
    Ok(summary)
}

/// An input between two records.
struct Reading<'a> {
    source: Source<'a>,
    sink: Sink<'a>,
    /// How many braces and brackets around the records are open.
    open: u32,
    /// The byte before, blanks left out save line breaks.
    before: u8,
    /// The columns of the query's table whose rows are read.
    columns: Option<Vec<Option<Column>>>,
    /// The record before was broken, so that pieces of it may follow.
    broken: bool,
}

impl Reading<'_> {
    /// Reads what comes next; `false` at the end.
    fn next(&mut self) -> bool {
        let Some(byte) = self.source.byte(0) else { return false };
        let starts_line = self.before == b'\n';
        match byte {
            b'\n' if self.open == 0 => self.pass(b'\n'),
            b' ' | b'\t' | b'\r' | b'\n' => self.source.take(1),
            b'{' if self.open > 0 && self.before == b':' => self.leave_out(),
            b'{' => self.record(),
            b'[' if self.columns.is_some() && self.before != b':' => self.record(),
            b'[' if self.open > 0 || starts_line && self.begins_array() => {
                self.open = self.open.saturating_add(1);
                self.pass(b'[');
            }
            // The end of a row that lost its start; the rows go on.
            b']' if self.columns.is_some() && !matches!(self.before, b'}' | b'[') => {
                self.pass(b'}');
            }
            b']' | b'}' if self.open > 0 => {
                self.open -= 1;
                // A bracket may be one too many; a brace ends the table.
                self.columns.take_if(|_| byte == b'}');
                self.pass(byte);
            }
            b'"' if self.open > 0 => self.leave_out_string(),
            b',' | b':' if self.open > 0 => self.pass(byte),
            _ if self.open > 0 && frame::is_word(byte) => self.pass(byte),
            // The ends of what a broken record left open, or closed too soon.
            b']' | b'}' => self.pass(byte),
            b',' if !starts_line || self.broken => self.pass(byte),
            b'"' if starts_line && self.broken => self.source.skip_line(),
            _ if self.open > 0 || !starts_line => {
                self.broken_record(self.source.line);
                self.resume(0);
            }
            _ => self.line(),
        }
        true
    }

    fn pass(&mut self, byte: u8) {
        self.source.take(1);
        self.before = byte;
    }

    /// Whether a bracket opens an array of objects, and not, say, a time in brackets.
    fn begins_array(&mut self) -> bool {
        for at in 1..MAX_BLANKS {
            match self.source.byte(at) {
                Some(b' ' | b'\t' | b'\r' | b'\n') => {}
                other => return matches!(other, Some(b'{' | b']')),
            }
        }
        false
    }

    /// An object that belongs to what wraps the records, such as the statistics of a query.
    fn leave_out(&mut self) {
        match frame(&mut self.source, false) {
            Frame::Record(size) => {
                self.source.take(size);
                self.before = b'}';
            }
            Frame::TooLong => self.before = b'}',
            Frame::Cut => self.resume(self.source.rest().len()),
            Frame::Wrapper(size, _) | Frame::Table(size) | Frame::Broken(size) => self.resume(size),
        }
    }

    /// A text outside of records: the name of what follows, or a link to the next page.
    fn leave_out_string(&mut self) {
        self.pass(b'"');
        let mut escaped = false;
        while let Some(byte) = self.source.byte(0) {
            if byte == b'\n' {
                return;
            }
            self.source.take(1);
            match byte {
                b'"' if !escaped => return,
                b'\\' => escaped = !escaped,
                _ => escaped = false,
            }
        }
    }

    /// A record, or what wraps records.
    fn record(&mut self) {
        let line = self.source.line;
        match frame(&mut self.source, self.columns.is_none()) {
            Frame::Record(size) => self.whole(size, line),
            Frame::TooLong => {
                self.sink.fault(line, Fault::TooLong, line_of(&self.source.kept));
                self.before = b'}';
            }
            Frame::Wrapper(size, levels) => {
                self.source.take(size);
                self.open = self.open.saturating_add(levels);
                self.before = b'[';
            }
            Frame::Table(size) => {
                self.columns = Some(json::columns(&self.source.rest()[..size]));
                self.source.take(size);
                self.open = self.open.saturating_add(2);
                self.before = b'[';
            }
            Frame::Broken(at) => {
                self.broken_record(line);
                self.resume(at);
            }
            Frame::Cut if matches!(self.source.ended, Some(End::BrokenOff)) => {
                self.source.take(self.source.rest().len());
            }
            Frame::Cut => {
                self.broken_record(line);
                self.resume(self.source.rest().len());
            }
        }
    }

    fn broken_record(&mut self, line: u64) {
        // As much as is shown of it.
        self.source.byte(sink::START_BYTES);
        self.sink.fault(line, Fault::Json, line_of(self.source.rest()));
    }

    fn whole(&mut self, size: usize, line: u64) {
        let raw = &self.source.rest()[..size];
        let (read, fault) = match &self.columns {
            Some(columns) => (self.sink.cells(raw, columns, line), Fault::Columns),
            None => (self.sink.object(raw, line), Fault::Json),
        };
        if !read {
            self.sink.fault(line, fault, line_of(raw));
        }
        // A record that breaks off may have swallowed the one of the next line.
        let inner = || raw.windows(2).position(|pair| pair == b"\n{");
        let next = if read { None } else { inner() };
        self.source.take(next.map_or(size, |at| at + 1));
        self.before = if next.is_some() { b'\n' } else { b'}' };
        self.broken = !read;
    }

    /// Goes on behind a broken record: at what may begin another, which it may have swallowed, or at
    /// the end of the line.
    fn resume(&mut self, mut checked: usize) {
        self.broken = true;
        let start = if self.columns.is_some() { b'[' } else { b'{' };
        let (mut at, mut before, mut adjacent) = (0, b' ', b' ');
        while let Some(byte) = self.source.byte(at) {
            let outside = matches!(before, b',' | b'[' | b'}' | b']') || adjacent == b'\n';
            if at > 0 && byte == start && outside {
                self.source.take(at);
                self.before = if adjacent == b'\n' { b'\n' } else { b',' };
                return;
            }
            at += 1;
            adjacent = byte;
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
            if at > checked && byte == b'\n' {
                self.source.take(at);
                self.before = b'\n';
                return;
            }
            if at > checked.max(frame::MAX_RECORD) {
                self.source.take(at);
                (at, checked) = (0, 0);
            }
        }
        self.source.take(at);
    }

    /// A line of text, or the header of a table.
    fn line(&mut self) {
        let number = self.source.line;
        self.before = b'\n';
        let broken = std::mem::take(&mut self.broken);
        let length = self.source.line_length(MAX_LINE);
        if broken && length.is_none_or(|size| holds_records(&self.source.rest()[..size])) {
            self.resume(0);
            return;
        }
        let Some(size) = length else {
            self.sink.fault(number, Fault::TooLong, self.source.rest());
            self.source.skip_line();
            return;
        };
        if matches!(self.source.ended, Some(End::BrokenOff)) && self.source.rest().len() == size {
            self.source.take(size);
            return;
        }
        let raw = &self.source.rest()[..size];
        // The rows of most logs begin with a time or a priority, and no name of a column does.
        let is_row = matches!(raw.first(), Some(b'0'..=b'9' | b'<'));
        let text = if is_row { None } else { str::from_utf8(raw).ok() };
        let header = text.and_then(|text| columns::header(text.trim_end()));
        if let Some(header) = header {
            self.source.take(size);
            table::read(&mut self.source, &mut self.sink, header);
            return;
        }
        if let Some(at) = wrapped(raw) {
            self.source.take(at);
            return;
        }
        self.sink.text(raw, number);
        self.source.take(size);
    }
}

/// Where an object that wraps records begins behind a prefix.
fn wrapped(line: &[u8]) -> Option<usize> {
    // To look for one byte needs no preparation; most lines have none.
    let brace = memchr::memchr(b'{', line)?;
    memmem::find(&line[brace..], b"{\"records\":").map(|at| brace + at).filter(|at| *at > 0)
}

/// Whether the rest of a broken record is followed by others in its line.
fn holds_records(line: &[u8]) -> bool {
    [&b"}{\""[..], b"},{\""].iter().any(|start| memmem::find(line, start).is_some())
}

/// The start of the first line of a text.
fn line_of(text: &[u8]) -> &[u8] {
    text[..text.len().min(sink::START_BYTES)].split(|b| *b == b'\n').next().unwrap_or_default()
}
