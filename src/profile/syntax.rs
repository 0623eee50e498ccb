//! TOML, read as far as it can be.

use super::problem::Fault;
use super::text::shown;
use toml::Spanned;
use toml::de::{DeTable, Error};

/// A text as TOML.
pub(super) struct Syntax<'a> {
    pub table: Spanned<DeTable<'a>>,
    /// What is wrong, by offset.
    pub faults: Vec<(usize, Fault)>,
    /// Whether what follows the last fault cannot be relied on.
    pub is_broken: bool,
}

/// Messages about one value without quotes, after which the rest of the text is still read rightly.
const SCALAR: &[&str] = &[
    "string values must be quoted",
    "invalid boolean",
    "invalid float",
    "invalid integer",
    "invalid hexadecimal",
    "invalid octal",
    "invalid binary",
    "invalid date",
    "invalid time",
    "unexpected leading zero",
    "unexpected sign",
    "redundant",
    "radix must be lowercase",
    "integers with a radix",
    "`_` may only go between digits",
];

/// The other message of that kind.
const DUPLICATE: &str = "duplicate key";

pub(super) fn parse(text: &str) -> Syntax<'_> {
    let (table, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(offset);
    let is_local = |error: &Error| is_about_scalar(error) || error.message() == DUPLICATE;
    let broken = errors.iter().position(|error| !is_local(error));
    // After an unclosed list or text, all that follows is misread: one message says it.
    errors.truncate(broken.map_or(errors.len(), |index| index + 1));
    let mut faults: Vec<_> = errors.iter().map(|error| fault(error, text)).collect();
    faults.dedup_by_key(|(offset, _)| *offset);
    Syntax { table, faults, is_broken: broken.is_some() }
}

fn offset(error: &Error) -> usize {
    error.span().map_or(0, |span| span.start)
}

fn is_about_scalar(error: &Error) -> bool {
    SCALAR.iter().any(|start| error.message().starts_with(start))
}

fn fault(error: &Error, text: &str) -> (usize, Fault) {
    if is_about_scalar(error) {
        return scalar(text, offset(error));
    }
    let found = error.span().and_then(|span| text.get(span)).unwrap_or_default();
    (offset(error), Fault::Syntax(error.message().to_owned(), shown(found)))
}

/// The whole value around an offset: the parser may point at its middle, and takes `norwayeast`
/// for a number and `flatcar` for a truth value.
fn scalar(text: &str, offset: usize) -> (usize, Fault) {
    let ends = |c: char| c.is_whitespace() || matches!(c, '=' | ',' | '[' | ']' | '{' | '}' | '#');
    let before = text.get(..offset).unwrap_or_default().char_indices();
    let start = before.rev().find(|(_, c)| ends(*c)).map_or(0, |(at, c)| at + c.len_utf8());
    let value = text[start..].split(ends).next().unwrap_or_default();
    let fault = match value.to_ascii_lowercase().as_str() {
        "true" | "false" | "yes" | "no" | "on" | "off" => Fault::NotAFlag,
        value if is_dated(value) => Fault::NotADate,
        value if is_numeric(value) => Fault::NotANumber,
        _ => Fault::Unquoted,
    };
    (start, fault(value.to_owned()))
}

/// Whether a value begins with a year.
fn is_dated(value: &str) -> bool {
    let year = value.bytes().take_while(u8::is_ascii_digit).count();
    year == 4 && value[year..].starts_with('-')
}

/// Whether a value was meant as a number, rather than as an address.
fn is_numeric(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_digit())
        && value.matches('.').count() < 2
        && value.chars().all(|c| c.is_ascii_hexdigit() || "+-._xo".contains(c))
}
