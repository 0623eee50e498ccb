//! Sentences in English and Chinese, apart from the code that says them.
//!
//! Each room has one struct of sentences and two constants of it, so a missing translation
//! does not compile.

pub mod audit;
pub mod audit_files;
pub mod capabilities;
pub mod changes;
pub mod cli;
pub mod explain;
pub mod export;
pub mod plain;
pub mod profile;
pub mod rules;
pub mod service_tags;
pub mod terminal;
pub mod toml;
pub mod wizard;

/// A sentence with one name in it.
pub type With1 = fn(&str) -> String;
/// A sentence with two names in it.
pub type With2 = fn(&str, &str) -> String;
/// A sentence with three values in it.
pub type With3 = fn(&str, &str, &str) -> String;

/// The first few items of a list, and how many there are more: `a, b, c +4`.
pub(crate) fn first_of<T>(
    all: impl ExactSizeIterator<Item = T>,
    most: usize,
    between: &str,
) -> String
where
    T: std::borrow::Borrow<str>,
{
    let rest = all.len().saturating_sub(most);
    let more = if rest > 0 { format!(" +{rest}") } else { String::new() };
    all.take(most).collect::<Vec<T>>().join(between) + &more
}

/// A name inside a Chinese sentence: Latin letters stand apart from the characters beside them.
fn spaced(name: &str) -> String {
    let gap = |c: Option<char>| if c.is_some_and(|c| c.is_ascii()) { " " } else { "" };
    format!("{}{name}{}", gap(name.chars().next()), gap(name.chars().next_back()))
}
