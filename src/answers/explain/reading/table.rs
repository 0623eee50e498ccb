//! Tables with a header, their values separated by commas, semicolons or tabs.

use super::sink::Sink;
use super::source::{End, Source};
use super::{Fault, MAX_LINE};
use crate::answers::explain::LogFormat;
use crate::answers::explain::azure::columns::{self, Column, Fields, Header};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// The values of one row, one after the other, and where each ends.
struct Cells {
    text: Vec<u8>,
    ends: Vec<usize>,
}

/// What one row of the file is.
enum Cut {
    /// A row of so many bytes and values.
    Row(usize, usize),
    /// No row within the limit.
    TooLong,
    /// Nothing more.
    End,
}

/// Reads rows to the end of the input. The header is taken already.
pub(super) fn read(source: &mut Source<'_>, sink: &mut Sink<'_>, mut header: Header) {
    let reader = |header: &Header| ReaderBuilder::new().delimiter(header.delimiter).build();
    let mut csv = reader(&header);
    let mut cells = Cells { text: vec![0; 4096], ends: vec![0; 64] };
    loop {
        while matches!(source.byte(0), Some(b'\r' | b'\n')) {
            source.take(1);
        }
        csv.reset();
        let line = source.line;
        let (size, count) = match cut(&mut csv, source, &mut cells) {
            Cut::Row(size, count) => (size, count),
            Cut::TooLong => {
                sink.fault(line, Fault::TooLong, source.rest());
                source.skip_line();
                continue;
            }
            Cut::End => return,
        };
        let raw = &source.rest()[..size];
        let fields = cells.fields(count, &header.columns);
        let broken = raw.trim_ascii_end().contains(&b'\n');
        let slipped = |fields: &Fields<'_>| broken && fields.have_breaks();
        let row = fields.filter(|fields| !slipped(fields) && !fields.are_names());
        let taken = if let Some(fields) = row {
            sink.fields(&fields, LogFormat::LogAnalyticsCsv, line, raw);
            size
        } else if let Some(next) = next_header(raw) {
            header = next;
            csv = reader(&header);
            size
        } else {
            // A quotation mark too many swallows the rows that follow: only its own line is given
            // up.
            let first = raw.iter().position(|b| *b == b'\n').map_or(size, |at| at + 1);
            sink.fault(line, Fault::Columns, &raw[..first]);
            first
        };
        source.take(taken);
        source.rows = sink.rows;
    }
}

fn next_header(raw: &[u8]) -> Option<Header> {
    columns::header(str::from_utf8(raw).ok()?.trim_end())
}

/// Finds the end of the next row and its values.
fn cut(reader: &mut Reader, source: &mut Source<'_>, cells: &mut Cells) -> Cut {
    let (mut at, mut written, mut ended) = (0, 0, 0);
    loop {
        if at > MAX_LINE {
            return Cut::TooLong;
        }
        if source.rest().len() == at
            && !source.more()
            && matches!(source.ended, Some(End::BrokenOff))
        {
            return Cut::End;
        }
        let (result, taken, out, ends) = reader.read_record(
            &source.rest()[at..],
            &mut cells.text[written..],
            &mut cells.ends[ended..],
        );
        at += taken;
        written += out;
        ended += ends;
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull => cells.text.resize(cells.text.len() * 2, 0),
            ReadRecordResult::OutputEndsFull => cells.ends.resize(cells.ends.len() * 2, 0),
            // The second byte of a line break belongs to the row as well.
            ReadRecordResult::Record => {
                let next = source.byte(at);
                let both = source.rest()[at - 1] == b'\r' && next == Some(b'\n');
                return Cut::Row(at + usize::from(both), ended);
            }
            ReadRecordResult::End => return Cut::End,
        }
    }
}

impl Cells {
    /// The values by column; `None` if there are more or fewer of them than columns. Empty values
    /// at the end count for nothing.
    fn fields(&self, count: usize, columns: &[Option<Column>]) -> Option<Fields<'_>> {
        let value = |at: usize| {
            let start = if at == 0 { 0 } else { self.ends[at - 1] };
            &self.text[start..self.ends[at]]
        };
        count.checked_sub(columns.len())?;
        if (columns.len()..count).any(|at| !value(at).is_empty()) {
            return None;
        }
        let mut fields = Fields::default();
        for (at, column) in columns.iter().enumerate() {
            if let Some(column) = column {
                fields.put(*column, String::from_utf8_lossy(value(at)));
            }
        }
        Some(fields)
    }
}
