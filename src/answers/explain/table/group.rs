//! The rows of one destination, in bounded memory.

use super::{MAX_REASON, MAX_SOURCES, MAX_WORDS};
use crate::answers::explain::row::{Cause, LogFormat, Outcome, Row, Transport};
use crate::answers::explain::subject::{GroupKey, Subject, head};
use crate::answers::explain::time;
use jiff::Timestamp;

/// One destination, and what its rows say of it.
#[derive(Clone, Debug)]
pub(in crate::answers::explain) struct Group {
    /// The hash of what its rows are grouped by.
    pub hash: u64,
    pub subject: Subject,
    pub port: Option<u16>,
    pub transport: Option<Transport>,
    /// Rows that were refused.
    pub denied: u64,
    /// Rows of nodes and pods that got no answer.
    pub failed: u64,
    /// Rows that only name it.
    pub named: u64,
    /// Rows of the same destination that were let through.
    pub allowed: u64,
    pub first: Option<Timestamp>,
    pub last: Option<Timestamp>,
    /// Places in [`super::sources::Sources`].
    pub sources: Vec<u32>,
    /// Rows from sources that are not among those.
    pub from_others: u64,
    pub formats: Vec<LogFormat>,
    pub causes: Vec<(Cause<'static>, u64)>,
    pub rules: Vec<String>,
}

/// Who asked.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    Untold,
    /// The place in [`super::sources::Sources`].
    At(u32),
    /// There is no room for one more.
    Further,
}

impl Group {
    pub(super) fn new(key: &GroupKey<'_>, hash: u64) -> Self {
        Self {
            hash,
            subject: key.to_subject(),
            port: key.port,
            transport: key.transport,
            denied: 0,
            failed: 0,
            named: 0,
            allowed: 0,
            first: None,
            last: None,
            sources: Vec::new(),
            from_others: 0,
            formats: Vec::new(),
            causes: Vec::new(),
            rules: Vec::new(),
        }
    }

    /// Counts a row.
    pub(super) fn count(&mut self, row: &Row<'_>, source: Source) {
        match row.outcome {
            Outcome::Failed => self.failed += 1,
            Outcome::Named => self.named += 1,
            _ => self.denied += 1,
        }
        if !row.time.is_empty()
            && let Some(at) = time::instant(&row.time)
        {
            self.first = Some(self.first.map_or(at, |first| first.min(at)));
            self.last = Some(self.last.map_or(at, |last| last.max(at)));
        }
        match source {
            Source::At(place) if self.sources.contains(&place) => {}
            Source::At(place) if self.sources.len() < MAX_SOURCES => self.sources.push(place),
            Source::At(_) | Source::Further => self.from_others += 1,
            Source::Untold => {}
        }
        if !self.formats.contains(&row.format) {
            self.formats.push(row.format);
        }
        if !row.rule.is_empty()
            && self.rules.len() < MAX_WORDS
            && !self.rules.iter().any(|rule| *rule == head(&row.rule, MAX_REASON))
        {
            self.rules.push(head(&row.rule, MAX_REASON).to_owned());
        }
        self.count_cause(&row.cause);
    }

    fn count_cause(&mut self, cause: &Cause<'_>) {
        if *cause == Cause::Unknown {
            return;
        }
        if let Some((_, count)) = self.causes.iter_mut().find(|(known, _)| same_kind(known, cause))
        {
            *count += 1;
        } else if self.causes.len() < MAX_WORDS {
            self.causes.push((bounded(cause), 1));
        }
    }
}

/// Whether two rows say the same; the first words of each kind stand for all.
fn same_kind(one: &Cause<'_>, other: &Cause<'_>) -> bool {
    match (one, other) {
        (Cause::Failure(one), Cause::Failure(other)) => one == other,
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

/// A cause with words of its own, of bounded length.
fn bounded(cause: &Cause<'_>) -> Cause<'static> {
    let own = |words: &str| head(words, MAX_REASON).to_owned().into();
    match cause {
        Cause::Unknown => Cause::Unknown,
        Cause::NoRule => Cause::NoRule,
        Cause::Rule => Cause::Rule,
        Cause::NoSni => Cause::NoSni,
        Cause::Dns(words) => Cause::Dns(own(words)),
        Cause::ThreatIntelligence(words) => Cause::ThreatIntelligence(own(words)),
        Cause::Intrusion(words) => Cause::Intrusion(own(words)),
        Cause::Category(words) => Cause::Category(own(words)),
        Cause::Tls(words) => Cause::Tls(own(words)),
        Cause::ProxyLogin => Cause::ProxyLogin,
        Cause::Failure(code) => Cause::Failure(code.clone()),
        Cause::Timeout => Cause::Timeout,
        Cause::Refused => Cause::Refused,
        Cause::Other(words) => Cause::Other(own(words)),
    }
}
