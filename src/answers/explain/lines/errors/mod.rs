//! What nodes, pods and tools say when they reach nothing: exit codes and destinations, wherever
//! they stand in a text.
//!
//! A destination counts only behind the words of a program that failed to reach it. That a text
//! names a host is not enough: errors come with links to their documentation, and with the steps
//! that went well.

pub(super) mod cause;
mod codes;
mod images;
mod marks;
mod urls;

use super::super::row::FailureCode;
use super::super::{Cause, LogFormat, Outcome, Row, Transport};
use super::place::Place;
use super::{Line, text};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

/// So many facts are taken from one line. A whole log in one string of JSON has some dozens.
pub const MOST: usize = 256;

/// So many places with the same mark are looked at in one line, so that a line of marks alone costs
/// no more than it is long.
const TRIES: usize = 1024;

/// So far behind a mark, in bytes, a destination and its cause are looked for.
const NEAR: usize = 600;

/// Words without which no line has a fact; lower case.
const NEEDED: &[&str] = &[
    "fail",
    "err",
    "exit",
    "lookup",
    "timed out",
    "timeout",
    "refused",
    "resolv",
    "tcp ",
    "udp ",
    "can't",
    "cannot",
    "could not",
    "vmextension",
    "back-off",
    "unknownhost",
    "://",
    "not known",
    "not found",
    "such host",
    "bad address",
    "unable",
    "curl",
    "reset",
];

/// Whether a line has one of the words without which it has no fact.
pub(super) fn is(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    NEEDED.iter().any(|word| line.contains(word))
}

/// Reads one line, which may be a whole text in one string.
pub(super) fn read(line: &str, take: &mut dyn FnMut(Row<'_>)) -> Line {
    let line = text::unescaped(line);
    let mut facts = Facts::default();
    codes::find(&Text::of(&line), &mut facts);
    for part in line.lines() {
        destinations(&Text::of(part), &mut facts);
    }
    if facts.codes.is_empty() && facts.places.is_empty() {
        return Line::Unknown;
    }
    for code in facts.codes {
        take(Row { cause: Cause::Failure(code), ..Row::of(LogFormat::Errors, Outcome::Failed) });
    }
    for (place, cause) in facts.places {
        take(Row {
            cause,
            host: place.host,
            address: place.address,
            port: place.port,
            transport: place.transport,
            ..Row::of(LogFormat::Errors, Outcome::Failed)
        });
    }
    Line::Rows(LogFormat::Errors)
}

/// A text, and the same in lower case, byte for byte at the same places.
struct Text<'a> {
    whole: &'a str,
    lower: String,
    cause: OnceCell<Option<Cause<'a>>>,
    failed: OnceCell<bool>,
}

impl<'a> Text<'a> {
    fn of(whole: &'a str) -> Self {
        let lower = whole.to_ascii_lowercase();
        Self { whole, lower, cause: OnceCell::new(), failed: OnceCell::new() }
    }

    /// Every place at which a mark stands, as the place behind it.
    fn behind<'s>(&'s self, mark: &'s str) -> impl Iterator<Item = usize> + 's {
        self.lower.match_indices(mark).map(move |(at, _)| at + mark.len()).take(TRIES)
    }

    fn has(&self, mark: &str) -> bool {
        self.lower.contains(mark)
    }

    /// What follows, as far as it matters.
    fn rest(&self, at: usize) -> &'a str {
        near(&self.whole[at..])
    }

    /// The cause that the text tells anywhere.
    fn cause(&self) -> Cause<'a> {
        let cause = self.cause.get_or_init(|| cause::cause(self.whole));
        cause.clone().unwrap_or(Cause::Unknown)
    }

    /// Whether the text says anywhere that something failed.
    fn failed(&self) -> bool {
        const WORDS: &[&str] = &["fail", "error", "curl", "exception", "max retries"];
        *self.failed.get_or_init(|| WORDS.iter().any(|word| self.has(word)))
    }
}

fn near(text: &str) -> &str {
    let mut end = text.len().min(NEAR);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// What a line said, each only once.
#[derive(Default)]
struct Facts<'a> {
    codes: Vec<FailureCode>,
    places: Vec<(Place<'a>, Cause<'a>)>,
}

impl<'a> Facts<'a> {
    fn code(&mut self, code: FailureCode) {
        if self.codes.len() < MOST && !self.codes.contains(&code) {
            self.codes.push(code);
        }
    }

    /// A second mention may tell more of the same destination.
    fn place(&mut self, place: Place<'a>, cause: Cause<'a>) {
        let same = |(other, _): &&mut (Place<'a>, Cause<'a>)| {
            let ports = place.port.is_none() || other.port.is_none() || place.port == other.port;
            match (&place.host, &other.host) {
                (Some(one), Some(two)) => ports && one.eq_ignore_ascii_case(two),
                _ => ports && place.address.is_some() && place.address == other.address,
            }
        };
        if let Some((known, why)) = self.places.iter_mut().find(same) {
            known.host = known.host.take().or(place.host);
            known.address = known.address.or(place.address);
            known.port = known.port.or(place.port);
            let plain = matches!(known.transport, None | Some(Transport::Tcp));
            if plain && place.transport.is_some() {
                known.transport = place.transport;
            }
            if *why == Cause::Unknown {
                *why = cause;
            }
        } else if self.places.len() < MOST {
            self.places.push((place, cause));
        }
    }
}

/// A destination that was found, and where in the text.
struct Found<'a> {
    place: Place<'a>,
    cause: Cause<'a>,
    at: Range<usize>,
}

/// All destinations of one line of text.
fn destinations<'a>(text: &Text<'a>, facts: &mut Facts<'a>) {
    let mut found = marks::connections(text);
    marks::lookups(text, &mut found);
    urls::find(text, &mut found);
    marks::named(text, &mut found);
    if found.is_empty() {
        images::find(text, &mut found);
    }
    for Found { place, cause, .. } in found {
        facts.place(place, cause);
    }
}

/// A word up to a blank, a quote or a bracket, without quotes and brackets before it; and where it
/// ends.
fn word(text: &str, from: usize) -> (&str, usize) {
    let opening: &[char] = &['"', '\'', '`', '‘', '“', '(', '<', ' '];
    let rest = near(&text[from..]);
    let inside = rest.trim_start_matches(opening);
    let ends = |c: char| c.is_whitespace() || "\"'`’”()<>,;|".contains(c);
    let end = inside.find(ends).unwrap_or(inside.len());
    let word = inside[..end].trim_end_matches(['.', ':', '!', '?']);
    (word, from + rest.len() - inside.len() + end)
}

/// Words of a message, not longer than a line of a table.
fn words(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 100;
    let text = text.trim_start_matches([':', ' ', '"', '\'']);
    let end = text.find(['"', '\n']).unwrap_or(text.len());
    let end = text[..end].char_indices().nth(LONGEST).map_or(end, |(at, _)| at);
    Cow::Borrowed(text[..end].trim_end_matches(['.', ' ', '\'', ')', ',']))
}
