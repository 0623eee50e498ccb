//! What is wrong with a file, and where.

use super::Language;
use super::azure::IpGroupFault;
use super::host::HostFault;
use crate::catalog::{Cloud, Date, Region, Text};
use crate::cells;
use ipnet::IpNet;
use std::net::IpAddr;

/// A place in a text; lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

impl Place {
    /// The beginning of a file.
    pub const START: Self = Self { line: 1, column: 1 };
}

/// One thing that is wrong with a file, or one to warn of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The key with its table; empty when the problem is the file's. Ready to be shown.
    pub key: String,
    /// What is wrong.
    pub fault: Fault,
}

/// The type of a value in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text in quotes.
    Text,
    /// A whole number.
    Number,
    /// A number with a decimal point.
    Float,
    /// `true` or `false`.
    Flag,
    /// A date or a time.
    Date,
    /// A list.
    List,
    /// A table.
    Table,
}

/// Why a file cannot be a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// Nothing in the file.
    Empty,
    /// The file has this many bytes.
    TooLarge(u64),
    /// The byte at this offset, from 0, is NUL.
    Binary(usize),
    /// The file is in UTF-16.
    Utf16,
    /// The byte at this offset, from 0, cannot be read as UTF-8.
    NotUtf8(usize),
}

/// What is wrong. Texts from the file are kept as they are and made safe when they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file is no text that could be a profile.
    File(FileFault),
    /// The parser's message, and the text that it points at.
    Syntax(String, String),
    /// Text without quotes.
    Unquoted(String),
    /// Neither `true` nor `false`.
    NotAFlag(String),
    /// Begins as a number does, and is none.
    NotANumber(String),
    /// The key must be given.
    Missing,
    /// The file's version, which is newer than this program's.
    NewerVersion(String),
    /// The file's version, which never was.
    NoSuchVersion(i64),
    /// There is no such table; the nearest one.
    UnknownTable(Option<&'static str>),
    /// There is no such key; the full path of the nearest one.
    UnknownKey(Option<&'static str>),
    /// A value of another type.
    WrongType {
        /// The type that the key has.
        expected: Type,
        /// The type of the value.
        found: Type,
    },
    /// Not one of the names that the key takes.
    UnknownName {
        /// The value.
        value: String,
        /// The names.
        allowed: &'static [&'static str],
        /// The name that was probably meant.
        nearest: Option<&'static str>,
    },
    /// The value stands in the list already.
    Duplicate(String),
    /// No cloud has such a region; the nearest one.
    UnknownRegion(String, Option<&'static Region>),
    /// A region of another cloud than the profile's.
    RegionOfOtherCloud(&'static Region, Cloud),
    /// There is no such add-on; the nearest one.
    UnknownAddon(String, Option<&'static str>),
    /// The add-on has no private endpoint; those that have one.
    NoPrivateEndpoint(String, Vec<&'static str>),
    /// Not a day of the calendar.
    NotADate(String),
    /// An edition outside the catalog's first and newest.
    NoEdition(Date, Date, Date),
    /// Not an IP address.
    NotAnAddress(String),
    /// Not a network; perhaps an address without prefix length.
    NotANetwork(String, Option<IpAddr>),
    /// An address inside a network instead of the network.
    HostBits(String, IpNet),
    /// Not an exact host name.
    Host(String, HostFault),
    /// A number outside its range: the smallest and the largest that may stand there.
    OutOfRange(String, u16, u16),
    /// Not a name that Azure takes for a part of a firewall policy.
    NotAPolicyName(String),
    /// Not the resource id of an IP group: the part that is wrong, and why.
    IpGroup(String, IpGroupFault),
    /// A text with a control character in it.
    ControlCharacter(String),
    /// A text with this many characters; the most it may have.
    TooLong(usize, usize),
    /// A warning: the answer changes nothing, and why.
    Void(Text),
}

impl Problem {
    /// A problem of a file as a whole, at its beginning.
    #[must_use]
    pub fn of_file(fault: FileFault) -> Self {
        Self::at(Place::START, String::new(), Fault::File(fault))
    }

    pub(super) fn at(place: Place, key: String, fault: Fault) -> Self {
        Self { line: place.line, column: place.column, key, fault }
    }

    /// Whether the file can be used all the same.
    #[must_use]
    pub fn is_warning(&self) -> bool {
        matches!(self.fault, Fault::Void(_))
    }

    /// `path:line:column: key: what is wrong`, and below it what to do.
    #[must_use]
    pub fn render(&self, path: &str, language: Language) -> String {
        let key = if self.key.is_empty() { String::new() } else { format!("{}: ", self.key) };
        let path = cells::safe(path);
        let text = self.text(language);
        let mut lines = format!("{path}:{}:{}: {key}{text}", self.line, self.column);
        if let Some(help) = self.help(language) {
            lines.push_str("\n  help: ");
            lines.push_str(&help);
        }
        lines
    }
}

/// More problems than a person reads are not collected.
pub(super) const MOST: usize = 100;

/// The mark that some editors put before UTF-8 text.
pub(super) const BOM: char = '\u{feff}';

/// Turns byte offsets of a text into places.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub fn new(text: &'a str) -> Self {
        let ends = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(offset, _)| offset + 1)).collect();
        Self { text, starts }
    }

    /// The line, counted from 1, that an offset lies in.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    pub fn place(&self, offset: usize) -> Place {
        let offset = offset.min(self.text.len());
        let line = self.line(offset);
        let mut start = self.starts[line - 1];
        if line == 1 && offset > 0 && self.text.starts_with(BOM) {
            start = BOM.len_utf8();
        }
        let before = &self.text.as_bytes()[start.min(offset)..offset];
        let is_start = |byte: &u8| byte & 0xC0 != 0x80; // the other bytes of a character are not
        let characters = before.iter().copied().filter(|byte| is_start(byte)).count();
        Place { line, column: characters + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let lines = Lines::new("a = 1\r\n名 = \"值\" # é\nz");
        let place = |offset| (lines.place(offset).line, lines.place(offset).column);
        assert_eq!(place(0), (1, 1));
        assert_eq!(place(4), (1, 5));
        assert_eq!(place(7), (2, 1));
        assert_eq!(place(10), (2, 2));
        assert_eq!(place(13), (2, 5));
        assert_eq!(place(24), (3, 1));
        assert_eq!(place(99), (3, 2));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let lines = Lines::new("\u{feff}a = 1\nb = 2");
        assert_eq!(lines.place(0), Place::START);
        assert_eq!(lines.place(3), Place::START);
        assert_eq!(lines.place(7), Place { line: 1, column: 5 });
        assert_eq!(lines.place(9), Place { line: 2, column: 1 });
    }
}
