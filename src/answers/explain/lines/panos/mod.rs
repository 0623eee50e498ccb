//! PAN-OS's log: commas, behind a syslog header or none. What its web pages export has a row of
//! names above, and is read by these.

mod export;

pub(in super::super) use export::Export;

use super::super::{Cause, LogFormat, Outcome, Row, Transport};
use super::Line;
use super::place::{Care, Place, address, host, is_inbound, place, port};
use std::borrow::Cow;

/// Columns, counted from 1 as in the vendor's tables.
const TYPE: usize = 4;
const SUBTYPE: usize = 5;
const GENERATED: usize = 7;
const SOURCE: usize = 8;
const DESTINATION: usize = 9;
const RULE: usize = 12;
const APP: usize = 15;
const PORT: usize = 26;
const PROTOCOL: usize = 30;
const ACTION: usize = 31;
const URL: usize = 32;
const THREAT: usize = 33;
const CATEGORY: usize = 34;
const END_REASON: usize = 47;

/// Nothing behind this column is read.
const LAST: usize = END_REASON;

/// Kinds of rows that tell of no flow.
const OTHERS: &[&str] = &[
    "SYSTEM",
    "CONFIG",
    "GLOBALPROTECT",
    "USERID",
    "HIP-MATCH",
    "HIPMATCH",
    "DECRYPTION",
    "AUTHENTICATION",
    "CORRELATION",
    "GTP",
    "IPTAG",
];

/// Whether a line has the type of a row between commas.
pub(super) fn is(line: &str) -> bool {
    kind(line).is_some() || is_other(line)
}

fn is_other(line: &str) -> bool {
    let mut columns = line.split(',').map(|cell| cell.trim_matches('"')).skip(TYPE - 2);
    let serial = columns.next().is_some_and(|cell| cell.bytes().all(|b| b.is_ascii_digit()));
    serial && columns.next().is_some_and(|kind| OTHERS.contains(&kind))
}

/// Where the type stands.
fn kind(line: &str) -> Option<usize> {
    let marks = ["TRAFFIC,", "THREAT,", "\"TRAFFIC\",", "\"THREAT\","];
    // Two columns at least are at the left of the one before it.
    let mut starts = memchr::memchr_iter(b',', line.as_bytes()).skip(2).map(|at| at + 1);
    starts.find(|&start| marks.iter().any(|mark| line[start..].starts_with(mark)))
}

/// Reads one line.
pub(super) fn read(line: &str, take: &mut dyn FnMut(Row<'_>)) -> Line {
    let Some(at) = kind(line) else { return Line::Nothing };
    give(Columns::of(line, at), take)
}

fn give(columns: Option<Columns<'_>>, take: &mut dyn FnMut(Row<'_>)) -> Line {
    let Some(row) = columns.and_then(row) else { return Line::Unreadable(LogFormat::PanOs) };
    take(row);
    Line::Rows(LogFormat::PanOs)
}

struct Columns<'a> {
    cells: [Cow<'a, str>; LAST + 1],
    traffic: bool,
}

impl<'a> Columns<'a> {
    /// Counts from the type on, so that commas in a syslog header move nothing.
    fn of(line: &'a str, at: usize) -> Option<Self> {
        let mut cells = [const { Cow::Borrowed("") }; LAST + 1];
        let mut rest = &line[at..];
        for (number, place) in cells.iter_mut().enumerate().skip(TYPE) {
            let (cell, next) = cell(rest);
            *place = cell;
            match next {
                Some(next) => rest = next,
                None if number < ACTION => return None,
                None => break,
            }
        }
        let traffic = cells[TYPE] == "TRAFFIC";
        Some(Self { cells, traffic })
    }

    fn take(&mut self, column: usize) -> Cow<'a, str> {
        std::mem::take(&mut self.cells[column])
    }
}

/// One cell, and what follows its comma. The `csv` crate builds its tables anew for every reader,
/// which costs more than this line does.
fn cell(text: &str) -> (Cow<'_, str>, Option<&str>) {
    let Some(inside) = text.strip_prefix('"') else {
        return match text.split_once(',') {
            Some((cell, rest)) => (Cow::Borrowed(cell), Some(rest)),
            None => (Cow::Borrowed(text), None),
        };
    };
    let bytes = inside.as_bytes();
    let mut at = 0;
    let mut doubled = false;
    while let Some(&byte) = bytes.get(at) {
        match (byte, bytes.get(at + 1)) {
            (b'"', Some(b'"')) => {
                doubled = true;
                at += 2;
            }
            (b'"', _) => break,
            _ => at += 1,
        }
    }
    let cell = &inside[..at];
    let rest = inside.get(at + 1..).and_then(|rest| rest.split_once(',')).map(|(_, rest)| rest);
    (if doubled { Cow::Owned(cell.replace("\"\"", "\"")) } else { Cow::Borrowed(cell) }, rest)
}

fn row(mut columns: Columns<'_>) -> Option<Row<'_>> {
    let place = destination(&mut columns)?;
    let (outcome, cause) =
        if columns.traffic { session(&mut columns) } else { found(&mut columns) };
    let source = columns.take(SOURCE);
    let outcome = if is_inbound(Some(&source), place.address) { Outcome::Inbound } else { outcome };
    Some(Row {
        time: columns.take(GENERATED),
        cause,
        source: (!source.is_empty()).then_some(source),
        host: place.host,
        address: place.address,
        port: place.port,
        transport: place.transport,
        rule: columns.take(RULE),
        ..Row::of(LogFormat::PanOs, outcome)
    })
}

fn destination<'a>(columns: &mut Columns<'a>) -> Option<Place<'a>> {
    let named = if columns.traffic { None } else { asked(columns) };
    let transport = match (&*columns.cells[APP], named.is_some()) {
        ("ssl", true) => Some(Transport::Https),
        ("web-browsing", true) if columns.cells[PORT] != "443" => Some(Transport::Http),
        _ => {
            let name = &columns.cells[PROTOCOL];
            (!name.is_empty()).then(|| Transport::from_name(name).unwrap_or(Transport::Other))
        }
    };
    let address = address(&columns.cells[DESTINATION]);
    let is_dns = named.is_some() && columns.cells[APP].starts_with("dns");
    if named.is_none() && address.is_none() {
        return None;
    }
    if is_dns {
        // Address and port are those of the DNS server.
        return Some(Place { host: named, ..Place::default() });
    }
    Some(Place { host: named, address, port: port(&columns.cells[PORT]), transport })
}

/// The host in front of the path. Other inspections than that of sites have a file's name there,
/// or the name in a DNS question.
fn asked<'a>(columns: &mut Columns<'a>) -> Option<Cow<'a, str>> {
    let care = if columns.cells[SUBTYPE] == "url" { Care::Field } else { Care::Prose };
    match columns.take(URL) {
        Cow::Borrowed(url) => place(url, care).and_then(|place| place.host),
        Cow::Owned(url) => Some(Cow::Owned(place(&url, care)?.host?.into_owned())),
    }
    .filter(|name| host(name, care).is_some())
}

/// A row that denies may have the action `allow`: its subtype tells.
fn session<'a>(columns: &mut Columns<'a>) -> (Outcome, Cause<'a>) {
    let refused = matches!(&*columns.cells[SUBTYPE], "deny" | "drop");
    if refused || !matches!(&*columns.cells[ACTION], "allow" | "") {
        // The rules at the end are called `intrazone-default` and `interzone-default`.
        let rule = &columns.cells[RULE];
        let is_last = rule.is_empty() || rule.ends_with("zone-default");
        return (Outcome::Denied, if is_last { Cause::NoRule } else { Cause::Rule });
    }
    let reason = columns.take(END_REASON);
    match &*reason {
        "policy-deny" => (Outcome::Denied, Cause::Rule),
        "threat" => (Outcome::Denied, Cause::Other(reason)),
        "decrypt-error" | "decrypt-cert-validation" | "decrypt-unsupport-param" => {
            (Outcome::Failed, Cause::Tls(reason))
        }
        _ => (Outcome::Allowed, Cause::Unknown),
    }
}

/// What an inspection found, and whether it let it pass.
fn found<'a>(columns: &mut Columns<'a>) -> (Outcome, Cause<'a>) {
    let outcome = match &*columns.cells[ACTION] {
        "allow" | "continue" | "override" | "override-lockout" | "forward" => Outcome::Allowed,
        "alert" | "" => Outcome::Alerted,
        _ => Outcome::Denied,
    };
    let cause = match &*columns.cells[SUBTYPE] {
        _ if outcome == Outcome::Allowed => Cause::Unknown,
        "url" => Cause::Category(columns.take(CATEGORY)),
        _ => Cause::Intrusion(columns.take(THREAT)),
    };
    (outcome, cause)
}
