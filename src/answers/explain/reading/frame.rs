//! Cuts JSON into records without reading it as a whole: which bytes belong to one object, and
//! which objects only wrap others.

use super::source::Source;

/// The most that one record may have. A record of Azure Firewall has about a kilobyte, and Event Hubs
/// pass on none above a megabyte.
pub const MAX_RECORD: usize = 1024 * 1024;

/// How deep a record may be nested; `serde_json` reads no more.
const MAX_DEPTH: u32 = 128;

/// What begins at a brace or a bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// A record of so many bytes.
    Record(usize),
    /// A record above the limit; it is taken already.
    TooLong,
    /// So many bytes wrap the records that follow, so many levels deep.
    Wrapper(usize, u32),
    /// So many bytes are the start of a query's table, up to its rows.
    Table(usize),
    /// No JSON from this byte on, or above every limit.
    Broken(usize),
    /// The input ended in the middle.
    Cut,
}

/// Names of the arrays that hold records.
const WRAPPERS: &[&[u8]] =
    &[b"records", b"value", b"values", b"tables", b"Tables", b"results", b"Results", b"items"];

/// Fields with which a record may begin, so that a list in it wraps nothing.
const RECORD_KEYS: &[&[u8]] =
    &[b"time", b"category", b"properties", b"TimeGenerated", b"resourceId"];

/// What stood before the next byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Open,
    Comma,
    Colon,
    Value,
    /// A number or a word, which the next byte may continue.
    Word,
}

/// How far one object or array was looked at.
struct Scan {
    at: usize,
    depth: u32,
    /// One bit for each open level: set where it is an object.
    objects: u128,
    before: Before,
    in_string: bool,
    escaped: bool,
    /// Where the last string of the first level stands.
    key: (usize, usize),
    keys: u32,
    /// An array was opened in the first level, under a name that may wrap records.
    opened: bool,
    /// It is looked at for wrappers, as an object may be and a row of a table is not.
    wraps: bool,
    /// A row of a table, in which no array may be: it is the next row of one that breaks off.
    flat: bool,
}

/// Looks at what begins with the source's next byte, an object perhaps for what it wraps. Nothing is
/// taken, save of a record that is too long.
pub(super) fn frame(source: &mut Source<'_>, wraps: bool) -> Frame {
    let mut scan = Scan {
        at: 0,
        depth: 0,
        objects: 0,
        before: Before::Colon,
        in_string: false,
        escaped: false,
        key: (0, 0),
        keys: 0,
        opened: false,
        wraps,
        flat: source.rest().first() == Some(&b'['),
    };
    let mut long = false;
    loop {
        match scan.step(source.rest()) {
            Some(Frame::Record(size)) if long || size > MAX_RECORD => {
                source.take(size);
                return Frame::TooLong;
            }
            Some(frame) => return frame,
            None => {}
        }
        if scan.at > MAX_RECORD {
            // Its end is still looked for, but nothing of it is kept.
            if !long {
                source.keep();
            }
            long = true;
            scan.wraps = false;
            source.take(scan.at);
            scan.at = 0;
        }
        if !source.more() {
            return Frame::Cut;
        }
    }
}

/// Whether a byte may be part of a number, `true`, `false` or `null`.
pub(super) fn is_word(byte: u8) -> bool {
    matches!(
        byte,
        b'0'..=b'9' | b'+' | b'-' | b'.' | b'E' | b'a' | b'e' | b'f' | b'l' | b'n' | b'r'..=b'u'
    )
}

impl Scan {
    /// Looks at the bytes up to their end; `None` if they do not suffice.
    fn step(&mut self, bytes: &[u8]) -> Option<Frame> {
        while let Some(&byte) = bytes.get(self.at) {
            if self.in_string {
                if let Some(frame) = self.string(bytes) {
                    return Some(frame);
                }
                continue;
            }
            if matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                if self.before == Before::Word {
                    self.before = Before::Value;
                }
                self.at += 1;
                continue;
            }
            if let Some(frame) = self.byte(byte, bytes) {
                return Some(frame);
            }
            self.at += 1;
        }
        None
    }

    /// The rest of a string. A line break inside is no JSON, and tells that the record was cut off.
    fn string(&mut self, bytes: &[u8]) -> Option<Frame> {
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b'\n' => return Some(Frame::Broken(self.at)),
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => {
                    self.in_string = false;
                    self.before = Before::Value;
                    self.key.1 = self.at;
                    self.at += 1;
                    return None;
                }
                // Most bytes of a record stand in strings; one by one, they made the cutting of records
                // a third of all work.
                _ => {
                    let rest = &bytes[self.at..];
                    let next = memchr::memchr3(b'"', b'\\', b'\n', rest);
                    self.at += next.unwrap_or(rest.len());
                    continue;
                }
            }
            self.at += 1;
        }
        None
    }

    fn byte(&mut self, byte: u8, bytes: &[u8]) -> Option<Frame> {
        let broken = Some(Frame::Broken(self.at));
        if std::mem::take(&mut self.opened)
            && let Some(frame) = self.wrapper(byte, bytes)
        {
            return Some(frame);
        }
        let ended = matches!(self.before, Before::Value | Before::Word);
        match byte {
            b'"' if !ended => {
                self.in_string = true;
                if self.depth == 1 && self.before != Before::Colon {
                    self.key.0 = self.at + 1;
                    self.keys += 1;
                }
            }
            b'{' | b'[' if !ended => return self.open(byte, bytes),
            b'}' | b']' if self.before != Before::Comma && self.before != Before::Colon => {
                let is_object = self.objects & 1 == 1;
                if is_object != (byte == b'}') {
                    return broken;
                }
                self.objects >>= 1;
                self.depth -= 1;
                self.before = Before::Value;
                if self.depth == 0 {
                    return Some(Frame::Record(self.at + 1));
                }
            }
            b',' if ended => self.before = Before::Comma,
            b':' if self.before == Before::Value && self.objects & 1 == 1 => {
                self.before = Before::Colon;
            }
            _ if is_word(byte) && self.before != Before::Value => self.before = Before::Word,
            _ => return broken,
        }
        None
    }

    fn open(&mut self, byte: u8, bytes: &[u8]) -> Option<Frame> {
        let is_object = byte == b'{';
        let needs_name = self.objects & 1 == 1 && self.before != Before::Colon;
        let next_row = self.flat && !is_object && self.depth > 0;
        if self.depth > 0 && is_object && needs_name || next_row || self.depth == MAX_DEPTH {
            return Some(Frame::Broken(self.at));
        }
        if self.depth == 1 && self.wraps {
            let key = bytes.get(self.key.0..self.key.1).unwrap_or_default();
            if is_object && key == b"body" {
                return Some(Frame::Wrapper(self.at, 1));
            }
            self.opened = !is_object && !key.eq_ignore_ascii_case(b"columns");
        }
        self.objects = self.objects << 1 | u128::from(is_object);
        self.depth += 1;
        self.before = Before::Open;
        None
    }

    /// Whether an array of the first level, whose first byte this is, holds records.
    fn wrapper(&self, first: u8, bytes: &[u8]) -> Option<Frame> {
        let key = bytes.get(self.key.0..self.key.1).unwrap_or_default();
        if first == b'[' && key.eq_ignore_ascii_case(b"rows") {
            return Some(Frame::Table(self.at));
        }
        let known = WRAPPERS.contains(&key);
        let unknown = self.keys == 1 && !RECORD_KEYS.contains(&key);
        (first == b'{' && (known || unknown)).then_some(Frame::Wrapper(self.at, 2))
    }
}
