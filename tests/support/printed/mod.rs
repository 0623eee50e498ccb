//! The tables of an article, read from a file without the catalog's help.
//!
//! Three forms are read: Microsoft's Markdown, the text of the Chinese copy's page, and our own
//! form that has the facts and no sentence.

mod cell;
mod markdown;
mod ours;
mod page;
mod raw;
mod samples;

use aks_egress::catalog::{Cloud, Protocol, Source};
use std::collections::{BTreeMap, BTreeSet};

/// One destination in one cloud: what must be the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    pub destination: String,
    pub protocol: Protocol,
    pub port: u16,
    pub cloud: Cloud,
}

/// A row of a table, or of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub line: usize,
    pub facts: BTreeSet<Fact>,
}

/// A table as printed. Row 0 holds hosts of prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The add-on's own heading, where the table stands below one.
    pub section: Option<String>,
    pub heading: String,
    pub line: usize,
    pub clouds: Vec<Cloud>,
    pub rows: BTreeMap<u16, Row>,
}

impl Printed {
    /// Section and heading, as a person finds them.
    pub fn path(&self) -> String {
        match &self.section {
            Some(section) => format!("{section} > {}", self.heading),
            None => self.heading.clone(),
        }
    }

    pub fn facts(&self) -> BTreeSet<&Fact> {
        self.rows.values().flat_map(|row| &row.facts).collect()
    }
}

/// What stands in the file but cannot be read, by its line.
pub type Problem = (usize, String);

/// An article: its tables in their order.
#[derive(Debug)]
pub struct Document {
    pub source: Source,
    pub tables: Vec<Printed>,
    pub problems: Vec<Problem>,
}

const SAVE_AS: &str = "save Microsoft's article as its raw Markdown (.md), the Chinese copy as the \
                       text of its page (.txt)";

/// Reads an article in the form that its name and its text tell.
pub fn read(name: &str, text: &str) -> Result<Document, String> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let start = text.trim_start().get(..200).unwrap_or(text.trim_start()).to_lowercase();
    if start.starts_with("<!doctype") || start.starts_with("<html") {
        return Err(format!("this is HTML: {SAVE_AS}"));
    }
    let document = match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("md") => markdown::read(&text),
        Some("txt") if ours::is_ours(&text) => ours::read(&text),
        Some("txt") => page::read(&text),
        _ => return Err(format!("neither .md nor .txt: {SAVE_AS}")),
    };
    if document.tables.iter().all(|table| table.rows.keys().all(|&number| number == 0)) {
        return Err(format!("no table of rules in it: {SAVE_AS}"));
    }
    Ok(document)
}
