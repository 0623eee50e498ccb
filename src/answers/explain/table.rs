//! Rows grouped by destination, in bounded memory: a log of a million rows has few destinations,
//! and a scan of a whole network must not fill the machine.

use super::row::{Cause, Fate, LogFormat, Row};
use super::subject::{Asked, Subject, head, name};
use super::time;
use hashbrown::HashTable;
use jiff::Timestamp;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;

/// The most destinations that are told apart; more are no answer that anyone reads, and this many
/// take some hundred megabytes at worst.
pub const MAX_DESTINATIONS: usize = 100_000;

/// The most sources that are named at a destination; more are a whole subnet.
pub const MAX_SOURCES: usize = 100;

/// The most sources that are told apart in all, and the most addresses whose names are kept.
pub const MAX_KNOWN: usize = 100_000;

/// The most reasons, names of rules, and names of an address that are kept of one destination.
pub const MAX_WORDS: usize = 8;

/// The most bytes of a reason that are kept.
pub const MAX_REASON: usize = 200;

/// One destination, and what was seen of it.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    hash: u64,
    pub subject: Subject,
    pub port: Option<u16>,
    pub transport: Option<super::Transport>,
    /// Rows that were refused, that failed, and that only name it.
    pub counts: [u64; 3],
    /// Rows of the same destination that were let through.
    pub allowed: u64,
    pub first: Option<Timestamp>,
    pub last: Option<Timestamp>,
    /// Places in [`Table::sources`].
    pub sources: Vec<u32>,
    /// Rows from sources that are not among those.
    pub from_others: u64,
    pub formats: Vec<LogFormat>,
    pub causes: Vec<(Cause<'static>, u64)>,
    pub rules: Vec<String>,
}

/// What became of all rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Refused.
    pub denied: u64,
    /// Failed without a firewall's word.
    pub failed: u64,
    /// Only named.
    pub named: u64,
    /// Let through.
    pub allowed: u64,
    /// Let through and reported.
    pub alerted: u64,
    /// From outside, or translated.
    pub inbound: u64,
    /// Refused, failed or named, of destinations beyond [`MAX_DESTINATIONS`].
    pub left_out: u64,
}

impl Counts {
    /// Whether there was no row at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Destinations, in the order in which they were first seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub seen: Vec<Seen>,
    places: HashTable<u32>,
    pub sources: Vec<Box<str>>,
    source_places: HashTable<u32>,
    /// Hashes of destinations, and how often each was let through: no more is asked of them.
    allowed: HashTable<(u64, u64)>,
    /// Names of addresses, as far as rows tell both.
    pub names: HashMap<IpAddr, Vec<Box<str>>>,
    pub counts: Counts,
    hasher: RandomState,
}

impl Table {
    /// Counts a row.
    pub(super) fn take(&mut self, row: &Row<'_>) {
        let asked = Asked::of(row);
        if let (Some(host), Some(address)) = (asked.host(), row.address) {
            self.learn(host, address);
        }
        let counts = &mut self.counts;
        let count = match row.fate {
            Fate::Denied => &mut counts.denied,
            Fate::Failed => &mut counts.failed,
            Fate::Named => &mut counts.named,
            Fate::Allowed => &mut counts.allowed,
            Fate::Alerted => &mut counts.alerted,
            Fate::Inbound => &mut counts.inbound,
        };
        *count += 1;
        match row.fate {
            Fate::Denied | Fate::Failed | Fate::Named => self.add(row, &asked),
            Fate::Allowed => {
                let hash = self.hasher.hash_one(asked);
                let is_room = self.allowed.len() < MAX_DESTINATIONS;
                match self.allowed.find_mut(hash, |(known, _)| *known == hash) {
                    Some((_, count)) => *count += 1,
                    None if is_room => {
                        self.allowed.insert_unique(hash, (hash, 1), |(known, _)| *known);
                    }
                    None => {}
                }
            }
            Fate::Alerted | Fate::Inbound => {}
        }
    }

    /// The destinations, each with how often it was let through.
    pub(super) fn settle(&mut self) {
        for seen in &mut self.seen {
            let allowed = self.allowed.find(seen.hash, |(known, _)| *known == seen.hash);
            seen.allowed = allowed.map_or(0, |(_, count)| *count);
        }
    }

    fn learn(&mut self, host: &str, address: IpAddr) {
        let is_room = self.names.len() < MAX_KNOWN;
        match self.names.get_mut(&address) {
            Some(names) => {
                let is_new = !names.iter().any(|name| name.eq_ignore_ascii_case(host));
                if is_new && names.len() < MAX_WORDS {
                    names.push(host.to_ascii_lowercase().into());
                }
            }
            None if is_room => {
                self.names.insert(address, vec![host.to_ascii_lowercase().into()]);
            }
            None => {}
        }
    }

    fn add(&mut self, row: &Row<'_>, asked: &Asked<'_>) {
        let hash = self.hasher.hash_one(asked);
        let is_it = |&place: &u32| {
            let seen = &self.seen[place as usize];
            seen.port == asked.port && seen.transport == asked.transport && asked.is(&seen.subject)
        };
        let place = match self.places.find(hash, is_it) {
            Some(&place) => place,
            None => match u32::try_from(self.seen.len()) {
                Ok(place) if self.seen.len() < MAX_DESTINATIONS => {
                    self.seen.push(Seen::new(asked, hash));
                    let seen = &self.seen;
                    self.places.insert_unique(hash, place, |&place| seen[place as usize].hash);
                    place
                }
                _ => {
                    self.counts.left_out += 1;
                    return;
                }
            },
        };
        let source = row.source.as_deref().map(name).filter(|source| !source.is_empty());
        let source = match source.map(|source| self.source(source)) {
            None => Source::Untold,
            Some(None) => Source::Further,
            Some(Some(place)) => Source::At(place),
        };
        self.seen[place as usize].count(row, source);
    }

    /// The place of a source, if there is room for it.
    fn source(&mut self, text: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(text);
        if let Some(&place) =
            self.source_places.find(hash, |&place| *self.sources[place as usize] == *text)
        {
            return Some(place);
        }
        let place = u32::try_from(self.sources.len()).ok()?;
        if self.sources.len() >= MAX_KNOWN {
            return None;
        }
        self.sources.push(text.into());
        let (sources, hasher) = (&self.sources, &self.hasher);
        self.source_places
            .insert_unique(hash, place, |&place| hasher.hash_one(&*sources[place as usize]));
        Some(place)
    }
}

/// Who asked.
#[derive(Clone, Copy, Debug)]
enum Source {
    Untold,
    /// The place in [`Table::sources`].
    At(u32),
    /// There is no room for one more.
    Further,
}

impl Seen {
    fn new(asked: &Asked<'_>, hash: u64) -> Self {
        Self {
            hash,
            subject: asked.subject(),
            port: asked.port,
            transport: asked.transport,
            counts: [0; 3],
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

    fn count(&mut self, row: &Row<'_>, source: Source) {
        let kind = match row.fate {
            Fate::Failed => 1,
            Fate::Named => 2,
            _ => 0,
        };
        self.counts[kind] += 1;
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
        self.blame(&row.cause);
    }

    fn blame(&mut self, cause: &Cause<'_>) {
        if *cause == Cause::Unknown {
            return;
        }
        if let Some((_, count)) = self.causes.iter_mut().find(|(known, _)| same_kind(known, cause))
        {
            *count += 1;
        } else if self.causes.len() < MAX_WORDS {
            self.causes.push((kept(cause), 1));
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
fn kept(cause: &Cause<'_>) -> Cause<'static> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::explain::Transport;

    fn row(host: &str) -> Row<'_> {
        let mut row = Row::of(LogFormat::AzureJson, Fate::Denied);
        row.host = Some(host.into());
        row.port = Some(443);
        row.transport = Some(Transport::Https);
        row
    }

    #[test]
    fn rows_of_one_destination_are_one() {
        let mut table = Table::default();
        for host in ["a.example", "A.EXAMPLE.", " a.example "] {
            table.take(&row(host));
        }
        let mut other_port = row("a.example");
        other_port.port = Some(80);
        table.take(&other_port);
        let mut allowed = row("a.Example");
        allowed.fate = Fate::Allowed;
        table.take(&allowed);
        // An address in the place of a name is an address.
        let mut by_address = row("192.0.2.1");
        table.take(&by_address);
        by_address.host = None;
        by_address.address = Some([192, 0, 2, 1].into());
        table.take(&by_address);
        table.settle();
        let counts: Vec<_> = table.seen.iter().map(|it| (it.counts[0], it.allowed)).collect();
        assert_eq!(counts, [(3, 1), (1, 0), (2, 0)]);
        assert_eq!(table.counts.denied, 6);
    }

    #[test]
    fn what_has_no_destination_is_told_apart_all_the_same() {
        let mut table = Table::default();
        let bare = || Row::of(LogFormat::AzureJson, Fate::Denied);
        let mut no_sni = bare();
        no_sni.cause = Cause::NoSni;
        for source in ["10.0.0.4", "10.0.0.5", "10.0.0.4"] {
            no_sni.source = Some(source.into());
            table.take(&no_sni);
        }
        no_sni.address = Some([192, 0, 2, 1].into());
        table.take(&no_sni);
        table.take(&bare());
        let subjects: Vec<_> =
            table.seen.iter().map(|seen| (&seen.subject, seen.counts[0])).collect();
        assert_eq!(
            subjects,
            [
                (&Subject::NoSniFrom("10.0.0.4".to_owned()), 2),
                (&Subject::NoSniFrom("10.0.0.5".to_owned()), 1),
                (&Subject::NoSniTo([192, 0, 2, 1].into()), 1),
                (&Subject::Anywhere, 1),
            ]
        );
    }

    #[test]
    fn memory_has_an_end() {
        let mut table = Table::default();
        let most = MAX_DESTINATIONS + 500;
        for number in 0..most {
            let name = format!("h{number}.{}.example", "x".repeat(300));
            let source = format!("10.{}.{}.{}", number >> 16, (number >> 8) & 255, number & 255);
            let mut row = row(&name);
            row.source = Some(source.as_str().into());
            let [.., high, low] = number.to_be_bytes();
            row.address = Some([10, 1, high, low].into());
            table.take(&row);
        }
        assert_eq!((table.seen.len(), table.counts.left_out), (MAX_DESTINATIONS, 500));
        assert_eq!(table.sources.len(), MAX_KNOWN);
        // Known ones are still counted, and found again.
        table.take(&row(&format!("H7.{}.example", "x".repeat(300))));
        assert_eq!(table.seen[7].counts[0], 2);
        let names = table.names.values().map(Vec::len).max();
        assert!(names <= Some(MAX_WORDS), "{names:?}");
    }

    #[test]
    fn sources_and_words_have_an_end() {
        let mut table = Table::default();
        for number in 0..MAX_SOURCES + 7 {
            let (source, rule) = (format!("node-{number}"), format!("rule-{number}"));
            let mut row = row("a.example");
            row.source = Some(source.as_str().into());
            row.rule = rule.as_str().into();
            row.cause = Cause::Other("long ".repeat(1000).into());
            table.take(&row);
        }
        let seen = &table.seen[0];
        assert_eq!((seen.sources.len(), seen.from_others), (MAX_SOURCES, 7));
        assert_eq!(seen.rules.len(), MAX_WORDS);
        let words = |cause: &Cause<'_>| matches!(cause, Cause::Other(it) if it.len() <= MAX_REASON);
        assert!(seen.causes.len() == 1 && words(&seen.causes[0].0));
    }
}
