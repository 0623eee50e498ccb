//! What a refused destination is: needed, harmless, retired, or none of AKS.
//!
//! Readers turn each row of a log, or of a pasted error, into a [`Row`]; rows are grouped by
//! destination, and each destination is judged by the catalog once, at the end.
//!
//! ```
//! use aks_egress::answers::explain::{Explainer, Verdict};
//! use aks_egress::catalog::CATALOG;
//! use aks_egress::profile::Profile;
//! use aks_egress::rules::resolve;
//!
//! let mut profile = Profile::new(CATALOG.as_of);
//! profile.cluster.region = "westeurope".to_owned();
//! let rules = resolve(&CATALOG, &profile, None);
//!
//! let mut explainer = Explainer::default();
//! explainer.name("mcr.microsoft.com:443").expect("a destination");
//! let report = explainer.report(Some(&rules));
//! assert!(matches!(report.answers[0].verdict(), Verdict::Required(..)));
//! ```

pub mod row;

pub use file_name::is_file_name;
pub use firewall::ByFirewall;
pub use hint::Hint;
pub use reading::{Fault, MAX_LINE, Unreadable};
pub use report::{Answer, Input, Report};
pub use row::{Cause, CodeText, FailureCode, LogFormat, Outcome, Row, Transport};
pub use subject::{MAX_NAME, Subject};
pub use table::{Counts, MAX_DESTINATIONS, MAX_KNOWN, MAX_REASON, MAX_SOURCES, MAX_WORDS};
pub use verdict::{End, Found, PortUse, Verdict};

mod azure;
mod conditions;
mod csv;
mod file_name;
mod find;
mod firewall;
mod hint;
mod json;
mod judge;
mod lines;
mod page;
mod reading;
mod report;
mod say;
mod subject;
mod table;
mod time;
mod verdict;
mod why;

#[cfg(test)]
mod tests;

use crate::catalog::{CATALOG, Catalog};
use crate::rules::RuleSet;
use crate::service_tags::ServiceTags;
use std::io::{self, Read};
use std::ops::ControlFlow;
use table::Table;

/// How far the reading of one input has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read so far, as they are in the file.
    pub bytes: u64,
    /// Rows read so far.
    pub rows: u64,
}

/// A text to show, without what stands between a URL's scheme and its host.
#[must_use]
pub fn without_password(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive([' ', '\t', '"', '\'', '<', '>']) {
        let (scheme, rest) = match word.split_once("://") {
            Some((scheme, rest)) => (format!("{scheme}://"), rest),
            None => (String::new(), word),
        };
        let authority = rest.split(['/', '?']).next().unwrap_or_default();
        let secret = authority.rsplit_once('@').filter(|(user, _)| user.contains(':'));
        out.push_str(&scheme);
        match secret {
            Some((user, _)) => {
                out.push_str("***");
                out.push_str(&rest[user.len()..]);
            }
            None => out.push_str(rest),
        }
    }
    out
}

/// Rows of any number of inputs, grouped by destination.
#[derive(Clone, Debug, Default)]
pub struct Explainer {
    table: Table,
    inputs: Vec<Input>,
    broken_off: bool,
}

impl Explainer {
    /// Takes one host, URL, `host:port`, `address:port` or `protocol:port`, or an error that
    /// somebody pasted.
    ///
    /// # Errors
    ///
    /// If it is none of these: the text, without passwords.
    pub fn name(&mut self, text: &str) -> Result<(), String> {
        if let Some(row) = lines::hosts::name(text) {
            self.table.take(&row);
            return Ok(());
        }
        let table = &mut self.table;
        let mut is_any = false;
        // Words are more than one; a single one that is no destination is a slip.
        if text.trim().contains(char::is_whitespace) {
            let mut take = |row: Row<'_>| {
                is_any = true;
                table.take(&row);
            };
            let read =
                reading::read(text.as_bytes(), &mut take, &mut |_| ControlFlow::Continue(()));
            is_any &= read.is_ok();
        }
        if is_any { Ok(()) } else { Err(without_password(text)) }
    }

    /// Reads an input to its end, or until `watch`, which is called now and then, breaks it off;
    /// what was read until then counts.
    ///
    /// # Errors
    ///
    /// If the input cannot be read; what was read until then counts.
    pub fn read(
        &mut self,
        name: &str,
        input: impl Read,
        watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> io::Result<()> {
        let table = &mut self.table;
        let summary = reading::read(input, &mut |row| table.take(&row), watch)?;
        self.broken_off |= summary.broken_off || summary.failed.is_some();
        let failed = summary.failed.clone();
        self.inputs.push(Input::new(name, summary));
        match failed {
            Some((kind, reason)) => Err(io::Error::new(kind, reason)),
            None => Ok(()),
        }
    }

    /// Marks the report as one of a part, where the caller ended an input early.
    pub fn break_off(&mut self) {
        self.broken_off = true;
    }

    /// Takes one row that was read elsewhere.
    pub fn take(&mut self, row: &Row<'_>) {
        self.table.take(row);
    }

    /// Judges every destination by the rules of a cluster, or of every cluster there can be.
    #[must_use]
    pub fn report(self, rules: Option<&RuleSet>) -> Report {
        self.report_with(&CATALOG, rules, None)
    }

    /// The same by this catalog, with the addresses that stand behind service tags.
    #[must_use]
    pub fn report_with(
        self,
        catalog: &'static Catalog,
        rules: Option<&RuleSet>,
        tags: Option<&ServiceTags>,
    ) -> Report {
        Report::new(
            self.table,
            self.inputs,
            self.broken_off,
            &judge::Judge::new(catalog, rules, tags),
        )
    }
}
