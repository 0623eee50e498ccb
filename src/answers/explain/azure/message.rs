//! The older messages of Azure Firewall, which are sentences.

use super::place::{self, Place};
use crate::answers::explain::lines::is_inbound;
use crate::answers::explain::{Cause, LogFormat, Outcome, Row, Transport};
use memchr::memmem::Finder;
use std::borrow::Cow;
use std::sync::LazyLock;

// Every line of every log is searched for these, so that they are made ready once.
static FROM: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(" request from "));
static DNS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("DNS Request: "));

const ERROR: &str = "Error: ";

/// What begins a part of a message. Names hold commas and dots, so that nothing else ends one.
const LABELS: &[(&str, Part)] = &[
    ("Url: ", Part::Url),
    ("Action: ", Part::Action),
    ("Reason: ", Part::Reason),
    ("No rule matched", Part::NoRule),
    ("Failed to resolve address", Part::Unresolved),
    ("Policy: ", Part::Policy),
    ("Rule Collection Group: ", Part::Group),
    ("Rule Collection: ", Part::Collection),
    ("Rule: ", Part::Rule),
    ("Web Category: ", Part::Category),
    ("ThreatIntel: ", Part::Threat),
    ("Signature: ", Part::Signature),
    ("IDS: ", Part::Intrusion),
    ("Priority: ", Part::Other),
    ("Classification: ", Part::Other),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Url,
    Action,
    Reason,
    NoRule,
    Unresolved,
    Policy,
    Group,
    Collection,
    Rule,
    Category,
    Threat,
    Signature,
    Intrusion,
    Other,
}

/// The parts of a message by kind.
#[derive(Default)]
struct Parts<'a>([&'a str; Part::Other as usize + 1]);

impl<'a> Parts<'a> {
    fn get(&self, part: Part) -> &'a str {
        self.0[part as usize]
    }
}

/// The row of a message; `None` if the text is none, and an error if it is one that breaks off.
pub(in super::super) fn row<'a>(text: &'a str, time: &'a str) -> Option<Result<Row<'a>, Broken>> {
    let text = text.trim_end().trim_end_matches('"');
    let mut row = if let Some((start, rest)) = around(text, &FROM) {
        request(start, rest)?
    } else if let Some((_, rest)) = around(text, &DNS) {
        dns(rest).ok_or(Broken)
    } else {
        dns_error(text.trim_start().trim_start_matches('"').strip_prefix(ERROR)?).map(Ok)?
    };
    if let Ok(row) = &mut row
        && !time.is_empty()
    {
        row.time = Cow::Borrowed(time);
    }
    Some(row)
}

/// What stands before and behind a mark.
fn around<'a>(text: &'a str, mark: &Finder<'_>) -> Option<(&'a str, &'a str)> {
    let at = mark.find(text.as_bytes())?;
    Some((&text[..at], &text[at + mark.needle().len()..]))
}

/// A message that breaks off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Broken;

fn request<'a>(start: &'a str, rest: &'a str) -> Option<Result<Row<'a>, Broken>> {
    // Before `request from` stands the protocol, for ICMP with its type; before that perhaps a time.
    let start = start.trim_end();
    let (before, word) = start.rsplit_once(char::is_whitespace).unwrap_or(("", start));
    let (before, word) = match word.strip_prefix("Type=") {
        Some(_) => before.trim_end().rsplit_once(char::is_whitespace).unwrap_or(("", before)),
        None => (before, word),
    };
    let transport = Transport::from_name(word.trim_start_matches('"'))?;
    let (source, rest) = word_of(rest.trim_start());
    let (to, rest) = match rest.strip_prefix("to ").map(str::trim_start) {
        Some(rest) => word_of(rest),
        None => ("", rest),
    };
    let parts = parts(rest);
    let mut row = Row { transport: Some(transport), ..verdict(rest, &parts) };
    row.time = Cow::Borrowed(before.trim().trim_matches('"'));
    row.source = place::source(source).map(Cow::Borrowed);
    set_place(&mut row, to, parts.get(Part::Url));
    if rest.is_empty() || row.outcome == Outcome::Named {
        return Some(Err(Broken));
    }
    if is_inbound(row.source.as_deref(), row.address) {
        row.outcome = Outcome::Inbound;
    }
    row.rule =
        path(&[Part::Policy, Part::Group, Part::Collection, Part::Rule].map(|p| parts.get(p)));
    Some(Ok(row))
}

fn set_place<'a>(row: &mut Row<'a>, to: &'a str, url: &'a str) {
    let from_url = || Place::of_url(url).unwrap_or_default();
    let place = Place::of(to).unwrap_or_else(from_url);
    row.host = place.host.or_else(|| from_url().host).map(Cow::Borrowed);
    row.address = place.address;
    // ICMP has no ports, though a zero may stand there.
    row.port = place.port.filter(|port| *port != 0);
}

/// The first word without the dot of the sentence, and what follows.
fn word_of(text: &str) -> (&str, &str) {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (word.trim_end_matches(['.', ',']), rest.trim_start())
}

/// Where the next part begins, which it is, and where its text begins.
fn next_part(text: &str, from: usize) -> Option<(usize, Part, usize)> {
    let mut at = from;
    loop {
        let starts = |(label, _): &&(&str, Part)| text[at..].starts_with(label);
        if let Some((label, part)) = LABELS.iter().find(starts) {
            return Some((at, *part, at + label.len()));
        }
        at += sentence_end(text.get(at..)?)? + 2;
        at += text[at..].len() - text[at..].trim_start().len();
    }
}

/// The first dot before a blank.
fn sentence_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'.', bytes).find(|&at| bytes.get(at + 1) == Some(&b' '))
}

fn parts(text: &str) -> Parts<'_> {
    let mut parts = Parts::default();
    let mut next = next_part(text, 0);
    while let Some((_, part, start)) = next {
        next = next_part(text, start);
        let end = next.map_or(text.len(), |(at, ..)| at);
        let value = text[start..end].trim().trim_end_matches('.').trim_end();
        let place = &mut parts.0[part as usize];
        if place.is_empty() {
            *place = if value.is_empty() { text[..start].trim() } else { value };
        }
    }
    parts
}

/// What became of the flow, and why.
fn verdict<'a>(tail: &'a str, parts: &Parts<'a>) -> Row<'a> {
    let action = parts.get(Part::Action);
    let outcome = match action.split([' ', '.']).next().unwrap_or_default() {
        _ if tail.starts_with("was denied") => Outcome::Denied,
        _ if tail.starts_with("was DNAT") || tail.starts_with("was SNAT") => Outcome::Inbound,
        word if word.eq_ignore_ascii_case("allow") => Outcome::Allowed,
        word if word.eq_ignore_ascii_case("alert") => Outcome::Alerted,
        word if ["deny", "drop"].iter().any(|w| word.eq_ignore_ascii_case(w)) => Outcome::Denied,
        _ => Outcome::Named,
    };
    Row { cause: cause(outcome, parts), ..Row::of(LogFormat::AzureMessage, outcome) }
}

fn cause<'a>(outcome: Outcome, parts: &Parts<'a>) -> Cause<'a> {
    let words = |part| Cow::Borrowed(parts.get(part));
    let told = |part| !parts.get(part).is_empty();
    if told(Part::Threat) {
        return Cause::ThreatIntelligence(words(Part::Threat));
    }
    if told(Part::Signature) || told(Part::Intrusion) {
        let text = [parts.get(Part::Signature), parts.get(Part::Intrusion)].join(" ");
        return Cause::Intrusion(Cow::Owned(text.trim().to_owned()));
    }
    if outcome != Outcome::Denied {
        return Cause::Unknown;
    }
    if told(Part::Unresolved) {
        return Cause::Dns(words(Part::Unresolved));
    }
    if told(Part::Reason) {
        return super::record::reason(parts.get(Part::Reason));
    }
    match () {
        () if told(Part::NoRule) => Cause::NoRule,
        () if told(Part::Rule) || told(Part::Collection) => Cause::Rule,
        () if told(Part::Category) => Cause::Category(words(Part::Category)),
        () => Cause::Unknown,
    }
}

/// Policy, group, collection and rule as one path, as far as they are named.
pub(super) fn path<'a>(names: &[&'a str; 4]) -> Cow<'a, str> {
    let mut told = names.iter().filter(|name| !name.is_empty());
    match (told.next(), told.next()) {
        (None, _) => Cow::Borrowed(""),
        (Some(only), None) => Cow::Borrowed(only),
        (Some(first), Some(second)) => {
            let room = names.iter().map(|name| name.len() + 1).sum();
            let mut path = String::with_capacity(room);
            path.push_str(first);
            for name in std::iter::once(second).chain(told) {
                path.push('/');
                path.push_str(name);
            }
            Cow::Owned(path)
        }
    }
}

/// `address:port - id type class name protocol size …, code, …`: columns may be missing where no
/// answer came.
fn dns(text: &str) -> Option<Row<'_>> {
    let (source, rest) = text.split_once(" - ")?;
    let mut words = rest.split_whitespace();
    // The name stands behind number, type and class.
    words.nth(2).filter(|class| is_type(class))?;
    let host = place::host(words.next()?)?;
    // Where no answer came, a dash stands in place of the code.
    let code = words.clone().find(|word| is_code(word) || *word == "-");
    let outcome = if code == Some("NOERROR") { Outcome::Allowed } else { Outcome::Failed };
    let mut row = Row::of(LogFormat::AzureMessage, outcome);
    row.source = place::source(source).map(Cow::Borrowed);
    row.host = Some(Cow::Borrowed(host));
    if outcome == Outcome::Failed {
        row.cause = Cause::Dns(Cow::Borrowed(code?));
    }
    Some(row)
}

/// `2 name type: text`, the words of the resolver.
pub(super) fn dns_error(text: &str) -> Option<Row<'_>> {
    let (name, words) = text.split_once(": ")?;
    let mut name = name.split_whitespace();
    name.next()?.parse::<u16>().ok()?;
    let host = place::host(name.next()?)?;
    if !is_type(name.next()?) || name.next().is_some() {
        return None;
    }
    let mut row = Row::of(LogFormat::AzureMessage, Outcome::Failed);
    row.host = Some(Cow::Borrowed(host));
    row.cause = Cause::Dns(Cow::Borrowed(words.trim()));
    Some(row)
}

/// Whether a word is a response code of the DNS.
pub(super) fn is_code(word: &str) -> bool {
    const CODES: &[&str] = &[
        "NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED", "FORMERR", "NOTIMP", "NOTIMPL", "YXDOMAIN",
        "YXRRSET", "NXRRSET", "NOTAUTH", "NOTZONE", "BADSIG", "BADVERS", "BADKEY", "BADTIME",
    ];
    CODES.iter().any(|code| word.eq_ignore_ascii_case(code))
}

/// Whether a word is a type of DNS records.
pub(super) fn is_type(word: &str) -> bool {
    let plain = word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    plain && word.len() <= 10 && word.starts_with(|c: char| c.is_ascii_uppercase())
}
