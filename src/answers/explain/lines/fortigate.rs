//! The log of `FortiGate`: `key=value` with spaces or commas between, behind a syslog header or none.

use super::super::{Cause, LogFormat, Outcome, Row, Transport};
use super::Line;
use super::place::{Care, Place, address, host, is_inbound, place, port};
use std::borrow::Cow;

/// Whether a line has the keys that every row about a flow has.
pub(super) fn is(line: &str) -> bool {
    line.contains("type=") && (line.contains("srcip=") || line.contains("logid="))
}

/// Reads one line.
pub(super) fn read(line: &str, take: &mut dyn FnMut(Row<'_>)) -> Line {
    let fields = Fields::of(line);
    match &*fields.kind {
        "traffic" | "utm" => {}
        "" => return Line::Unreadable(LogFormat::FortiGate),
        // Events of the firewall itself.
        _ => return Line::Nothing,
    }
    if fields.action.is_empty() {
        return Line::Unreadable(LogFormat::FortiGate);
    }
    let row = if fields.kind == "traffic" { traffic(fields) } else { inspected(fields) };
    if row.host.is_none() && row.address.is_none() {
        return Line::Unreadable(LogFormat::FortiGate);
    }
    take(row);
    Line::Rows(LogFormat::FortiGate)
}

/// The fields that matter, as written, without their quotes; empty where they are missing.
macro_rules! fields {
    ($($field:ident = $($key:literal)|+),+ $(,)?) => {
        #[derive(Default)]
        struct Fields<'a> { $($field: Cow<'a, str>),+ }

        impl<'a> Fields<'a> {
            fn put(&mut self, key: &str, value: &'a str) {
                match key {
                    $($($key)|+ => self.$field = unquoted(value),)+
                    _ => {}
                }
            }
        }
    };
}

fields! {
    date = "date",
    time = "time",
    zone = "tz",
    kind = "type",
    subtype = "subtype",
    action = "action",
    inspection = "utmaction",
    source = "srcip" | "src",
    to = "dstip" | "dst",
    port = "dstport" | "dst_port",
    protocol = "proto",
    service = "service",
    policy = "policyid",
    policy_name = "policyname",
    hostname = "hostname" | "dstname",
    url = "url",
    asked = "qname",
    message = "msg",
    category = "catdesc",
    app = "app",
    attack = "attack" | "virus",
    received = "rcvdbyte",
}

impl<'a> Fields<'a> {
    fn of(line: &'a str) -> Self {
        let mut fields = Self::default();
        let commas = line.contains(",type=") || line.contains(",\"type=");
        let ends = |byte: u8| byte == b' ' || byte == b'\t' || (commas && byte == b',');
        let mut rest = line;
        // The first key may stand right behind a syslog priority: `<189>date=…`.
        while let Some(at) = memchr::memchr(b'=', rest.as_bytes()) {
            let front = &rest[..at];
            let blank = front.bytes().rposition(|byte| matches!(byte, b' ' | b',' | b'\t' | b'>'));
            let key = &front[blank.map_or(0, |at| at + 1)..];
            let after = &rest[at + 1..];
            let (value, next) = match key.strip_prefix('"') {
                // Whole pairs in quotes: `"type=traffic","action=deny"`.
                Some(_) => split(after, |byte| byte == b'"'),
                None => value(after, ends),
            };
            fields.put(key.trim_start_matches('"'), value);
            rest = next;
        }
        fields
    }
}

fn split(text: &str, ends: impl Fn(u8) -> bool) -> (&str, &str) {
    text.split_at(text.bytes().position(ends).unwrap_or(text.len()))
}

/// A value, and what follows it. A quote inside a quoted value has a backslash before it.
fn value(text: &str, ends: impl Fn(u8) -> bool) -> (&str, &str) {
    // The line may stand in a string of JSON, or in a cell of CSV.
    for quote in ["\\\"", "\"\""] {
        if let Some(inside) = text.strip_prefix(quote)
            && inside.bytes().next().is_some_and(|byte| !ends(byte))
        {
            return inside.split_once(quote).unwrap_or((inside, ""));
        }
    }
    let Some(inside) = text.strip_prefix('"') else { return split(text, ends) };
    let bytes = inside.as_bytes();
    let mut at = 0;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    match inside.get(..at) {
        Some(value) => (value, inside.get(at + 1..).unwrap_or_default()),
        None => (inside, ""),
    }
}

fn unquoted(value: &str) -> Cow<'_, str> {
    if value.contains('\\') {
        Cow::Owned(value.replace("\\\"", "\"").replace("\\\\", "\\"))
    } else {
        Cow::Borrowed(value)
    }
}

/// A row about a session.
fn traffic(fields: Fields<'_>) -> Row<'_> {
    let place = Place {
        host: named(&fields.hostname),
        address: address(&fields.to),
        port: port(&fields.port),
        transport: carrier(&fields.protocol),
    };
    let local = fields.subtype == "local";
    let (outcome, cause) = session(&fields);
    let inbound = is_inbound(Some(&fields.source), place.address);
    let outcome = match outcome {
        // To the firewall's own address.
        Outcome::Denied if local => Outcome::Inbound,
        _ if inbound => Outcome::Inbound,
        outcome => outcome,
    };
    row(fields, place, outcome, cause)
}

fn session<'a>(fields: &Fields<'a>) -> (Outcome, Cause<'a>) {
    if matches!(&*fields.inspection, "block" | "blocked" | "reset" | "drop" | "dropped") {
        return (Outcome::Denied, Cause::Other(Cow::Borrowed("utmaction=block")));
    }
    match &*fields.action {
        "deny" | "denied" | "block" | "blocked" => (Outcome::Denied, by_policy(fields)),
        "ip-conn" => (Outcome::Failed, Cause::Other(Cow::Borrowed("ip-conn"))),
        "dns" => (Outcome::Failed, Cause::Dns(words(&[&fields.message, &fields.action]))),
        // The end of a session that was quiet for long; one without an answer never began.
        "timeout" if fields.received == "0" => (Outcome::Failed, Cause::Timeout),
        _ => (Outcome::Allowed, Cause::Unknown),
    }
}

/// The policy without a number of its own is the one at the end that denies everything.
fn by_policy<'a>(fields: &Fields<'a>) -> Cause<'a> {
    match &*fields.policy {
        "" => Cause::Unknown,
        "0" => Cause::NoRule,
        _ => Cause::Rule,
    }
}

/// A row of an inspection: of sites, of TLS, of applications, of DNS questions, of attacks.
fn inspected(fields: Fields<'_>) -> Row<'_> {
    let outcome = match &*fields.action {
        "blocked" | "block" | "deny" | "denied" | "drop" | "dropped" | "reset" | "reset_client"
        | "reset_server" | "drop_session" | "clear_session" | "redirect" => Outcome::Denied,
        "detected" | "monitored" | "warning" => Outcome::Alerted,
        _ => Outcome::Allowed,
    };
    let place = if fields.asked.is_empty() {
        asked_site(&fields)
    } else {
        // Address and port are those of the DNS server.
        Place { host: named(&fields.asked), ..Place::default() }
    };
    let cause = match (&*fields.subtype, outcome) {
        (_, Outcome::Allowed) => Cause::Unknown,
        ("ssl", _) => Cause::Tls(words(&[&fields.message, &fields.action])),
        ("ips" | "virus" | "anomaly", _) => {
            Cause::Intrusion(words(&[&fields.attack, &fields.message, &fields.subtype]))
        }
        ("app-ctrl", _) => Cause::Category(words(&[&fields.app, &fields.message, &fields.subtype])),
        _ => Cause::Category(words(&[&fields.category, &fields.message, &fields.subtype])),
    };
    let inbound = is_inbound(Some(&fields.source), place.address);
    row(fields, place, if inbound { Outcome::Inbound } else { outcome }, cause)
}

fn asked_site<'a>(fields: &Fields<'a>) -> Place<'a> {
    let by_url = place(&fields.url, Care::Field).filter(|place| place.transport.is_some());
    let transport = match &*fields.service {
        "HTTPS" | "SSL" => Some(Transport::Https),
        "HTTP" => Some(Transport::Http),
        _ => carrier(&fields.protocol),
    };
    let by_url = by_url.unwrap_or_default();
    let host = named(&fields.hostname).or_else(|| by_url.host.map(|host| host.into_owned().into()));
    Place {
        host,
        address: address(&fields.to),
        port: port(&fields.port).or(by_url.port),
        transport: transport.or(by_url.transport),
    }
}

/// A host name; a field may hold an address in its place, which another field has too.
fn named<'a>(text: &Cow<'a, str>) -> Option<Cow<'a, str>> {
    let name = match text.rsplit_once(':') {
        Some((name, digits)) if port(digits).is_some() => name,
        _ => text,
    };
    if address(name).is_some() {
        return None;
    }
    host(name, Care::Field)?;
    Some(match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[..name.len()]),
        Cow::Owned(_) => Cow::Owned(name.to_owned()),
    })
}

/// The transport of a protocol's number.
fn carrier(number: &str) -> Option<Transport> {
    let known = || Transport::from_name(number).unwrap_or(Transport::Other);
    (!number.is_empty()).then(known)
}

/// The first text that is not empty.
fn words<'a>(texts: &[&Cow<'a, str>]) -> Cow<'a, str> {
    texts.iter().find(|text| !text.is_empty()).map_or(Cow::Borrowed(""), |text| (*text).clone())
}

fn row<'a>(fields: Fields<'a>, place: Place<'a>, outcome: Outcome, cause: Cause<'a>) -> Row<'a> {
    let rule = if fields.policy_name.is_empty() { fields.policy } else { fields.policy_name };
    Row {
        time: time(&fields.date, &fields.time, &fields.zone),
        cause,
        source: (!fields.source.is_empty()).then_some(fields.source),
        host: place.host,
        address: place.address,
        port: place.port,
        transport: place.transport,
        rule: if rule == "0" { Cow::Borrowed("") } else { rule },
        ..Row::of(LogFormat::FortiGate, outcome)
    }
}

/// `2026-11-25 10:00:00 +0100`
fn time<'a>(date: &str, time: &str, zone: &str) -> Cow<'a, str> {
    let mut out = String::with_capacity(date.len() + time.len() + zone.len() + 2);
    for part in [date, time, zone] {
        if !part.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(part);
        }
    }
    Cow::Owned(out)
}
