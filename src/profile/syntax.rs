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

/// Messages about one value or key, after which the rest of the text is still read rightly.
const LOCAL: &[&str] = &[
    "string values must be quoted",
    "invalid date",
    "invalid boolean",
    "unexpected leading zero",
    "duplicate key",
];

pub(super) fn parse(text: &str) -> Syntax<'_> {
    let (table, mut errors) = DeTable::parse_recoverable(text);
    errors.sort_by_key(offset);
    let broken = errors.iter().position(|error| !is_local(error));
    // After an unclosed list or text, all that follows is misread: one message says it.
    errors.truncate(broken.map_or(errors.len(), |index| index + 1));
    let faults = errors.iter().map(|error| (offset(error), fault(error, text))).collect();
    Syntax { table, faults, is_broken: broken.is_some() }
}

fn offset(error: &Error) -> usize {
    error.span().map_or(0, |span| span.start)
}

fn is_local(error: &Error) -> bool {
    LOCAL.iter().any(|start| error.message().starts_with(start))
}

fn fault(error: &Error, text: &str) -> Fault {
    let found = error.span().and_then(|span| text.get(span)).unwrap_or_default();
    Fault::Syntax(error.message().to_owned(), shown(found))
}
