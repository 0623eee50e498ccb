//! What a refused destination is: needed, harmless, retired, or none of AKS.
//!
//! Readers turn each row of a log, or of a pasted error, into a [`Row`]; rows are grouped by
//! destination, and each destination is judged by the catalog once, at the end.

pub mod row;

pub use row::{Cause, Fate, LogFormat, Row, Transport};

mod azure;
mod lines;
mod reading;
mod time;

use super::Sheet;
use crate::profile::Language;
use crate::rules::RuleSet;
use std::io::{self, Read};
use std::ops::ControlFlow;

/// How far the reading of one input has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read so far, as they are in the file.
    pub bytes: u64,
    /// Rows read so far.
    pub rows: u64,
}

/// Rows of any number of inputs, grouped by destination.
#[derive(Debug, Default)]
pub struct Explainer {}

impl Explainer {
    /// Takes one host, URL, `host:port`, `address:port` or `protocol:port`.
    ///
    /// # Errors
    ///
    /// If it is none of these: the text.
    pub fn name(&mut self, text: &str) -> Result<(), String> {
        Err(text.to_owned())
    }

    /// Reads an input to its end, or until `watch`, which is called now and then, breaks it off;
    /// what was read until then counts.
    ///
    /// # Errors
    ///
    /// If the input cannot be read; what was read until then counts.
    pub fn read(
        &mut self,
        _name: &str,
        input: impl Read,
        watch: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> io::Result<()> {
        reading::read(input, &mut |_| (), watch)?;
        Ok(())
    }

    /// Judges every destination by the rules of a cluster, or of every cluster there can be.
    #[must_use]
    pub fn report(self, _rules: Option<&RuleSet>) -> Report {
        Report {}
    }
}

/// Destinations with their verdicts.
#[derive(Clone, Debug, Default)]
pub struct Report {}

impl Report {
    /// The report for people.
    #[must_use]
    pub fn sheet(&self, _language: Language) -> Sheet {
        Sheet::default()
    }
}
