//! Squid's access log: its own format, and the web servers' formats with Squid's result at the end.

use super::super::{Cause, LogFormat, Outcome, Row, Transport};
use super::Line;
use super::place::{Care, Place, address, place};
use std::borrow::Cow;

/// Whether a line is of Squid's own format, or ends with a result such as `TCP_DENIED:HIER_NONE`.
pub(super) fn is(line: &str) -> bool {
    native(line).is_some() || combined_result(line).is_some()
}

/// Reads one line.
pub(super) fn read(line: &str, take: &mut dyn FnMut(Row<'_>)) -> Line {
    let entry = match native(line) {
        Some(line) => native_entry(line),
        None => combined_entry(line),
    };
    let Some(entry) = entry else { return Line::Unreadable(LogFormat::Squid) };
    // Questions between proxies.
    if matches!(entry.method, "ICP_QUERY" | "HTCP_TST" | "HTCP_CLR") {
        return Line::Nothing;
    }
    let Some(place) = target(entry.method, entry.url) else {
        // What never became a request has no destination: `error:invalid-request`.
        let asked = entry.method == "CONNECT" || entry.url.starts_with("http");
        return if asked { Line::Unreadable(LogFormat::Squid) } else { Line::Nothing };
    };
    take(row(&entry, place, line));
    Line::Rows(LogFormat::Squid)
}

struct Entry<'a> {
    time: &'a str,
    client: &'a str,
    /// `TCP_MISS`
    result: &'a str,
    /// `200`
    status: &'a str,
    method: &'a str,
    url: &'a str,
    /// `HIER_DIRECT`, and the address behind it.
    way: (&'a str, &'a str),
}

/// The line from its time on: seconds, a point and three digits. A syslog header ends in `squid…: `.
fn native(line: &str) -> Option<&str> {
    let starts = |line: &str| {
        let bytes = line.as_bytes();
        let digits = bytes.iter().take(12).take_while(|byte| byte.is_ascii_digit()).count();
        let fraction = bytes.get(digits + 1..digits + 5);
        let is_fraction = fraction.is_some_and(|fraction| {
            fraction[..3].iter().all(u8::is_ascii_digit) && fraction[3].is_ascii_whitespace()
        });
        (9..=11).contains(&digits) && bytes.get(digits) == Some(&b'.') && is_fraction
    };
    if starts(line) {
        return Some(line);
    }
    let after = line.find("squid").map(|at| &line[at..])?;
    let (_, rest) = after.split_once(": ")?;
    Some(rest.trim_start()).filter(|rest| starts(rest))
}

fn native_entry(line: &str) -> Option<Entry<'_>> {
    let mut words = line.split_ascii_whitespace();
    let (time, _, client, code) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let (_, method, url, _, way) =
        (words.next()?, words.next()?, words.next()?, words.next()?, words.next()?);
    let (result, status) = code.split_once('/')?;
    let way = way.split_once('/')?;
    is_result(result).then_some(Entry { time, client, result, status, method, url, way })
}

fn is_result(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
}

/// Result and hierarchy at the end of a line in the web servers' formats.
fn combined_result(line: &str) -> Option<(&str, &str)> {
    let last = line.rsplit(' ').next()?;
    let (result, way) = last.split_once(':')?;
    let known = ["TCP_", "UDP_", "NONE", "TAG_"].iter().any(|start| result.starts_with(start));
    (known && is_result(result) && is_result(way) && line.contains("] \"")).then_some((result, way))
}

/// `client ident user [time] "METHOD url HTTP/1.1" status bytes "referrer" "agent" RESULT:WAY`
fn combined_entry(line: &str) -> Option<Entry<'_>> {
    let (result, way) = combined_result(line)?;
    let (front, rest) = line.split_once(" [")?;
    let (time, rest) = rest.split_once("] \"")?;
    let (request, rest) = rest.split_once("\" ")?;
    let mut words = request.split_ascii_whitespace();
    let (method, url) = (words.next()?, words.next()?);
    let status = rest.split_ascii_whitespace().next()?;
    let client = front.split_ascii_whitespace().next()?;
    Some(Entry { time, client, result, status, method, url, way: (way, "-") })
}

fn target<'a>(method: &str, url: &'a str) -> Option<Place<'a>> {
    let mut place = place(url, Care::Field)?;
    if method == "CONNECT" {
        let is_tls = place.port.is_none_or(|port| port == 443);
        place.transport = Some(if is_tls { Transport::Https } else { Transport::Tcp });
    } else if place.transport.is_none() {
        return None;
    }
    Some(place)
}

fn row<'a>(entry: &Entry<'a>, place: Place<'a>, line: &'a str) -> Row<'a> {
    let (outcome, cause) = verdict(entry, line);
    let direct = entry.way.0.ends_with("DIRECT") || entry.way.0.ends_with("ORIGINAL_DST");
    let reached = direct.then(|| address(entry.way.1)).flatten();
    Row {
        time: Cow::Borrowed(entry.time),
        cause,
        source: (entry.client != "-").then_some(Cow::Borrowed(entry.client)),
        host: place.host,
        address: place.address.or(reached),
        port: place.port,
        transport: place.transport,
        ..Row::of(LogFormat::Squid, outcome)
    }
}

/// A denial with 407 asks for a login, and is the first half of every request that has one.
fn verdict<'a>(entry: &Entry<'a>, line: &'a str) -> (Outcome, Cause<'a>) {
    let (result, status) = (entry.result, entry.status);
    if result.contains("DENIED") {
        let cause = if status == "407" { Cause::ProxyLogin } else { Cause::NoRule };
        return (Outcome::Denied, cause);
    }
    let late = result.contains("TIMEDOUT") || result.contains("TIMEOUT") || status == "504";
    if late {
        return (Outcome::Failed, Cause::Timeout);
    }
    let answered = match status {
        "000" | "0" | "502" | "503" => false,
        // From the site itself, if it was asked.
        "500" => !entry.way.0.ends_with("NONE"),
        _ => true,
    };
    if answered {
        return (Outcome::Allowed, Cause::Unknown);
    }
    // A log format may have Squid's name of the error behind the usual fields.
    let told = ["ERR_DNS_FAIL", "ERR_CONNECT_FAIL", "ERR_SECURE_CONNECT_FAIL"];
    let word = told.iter().find_map(|word| line.find(word).map(|at| &line[at..at + word.len()]));
    let cause = match word {
        Some(word @ "ERR_DNS_FAIL") => Cause::Dns(Cow::Borrowed(word)),
        Some(word @ "ERR_SECURE_CONNECT_FAIL") => Cause::Tls(Cow::Borrowed(word)),
        Some(word) => Cause::Other(Cow::Borrowed(word)),
        None => Cause::Other(Cow::Owned(format!("{result}/{status}"))),
    };
    (Outcome::Failed, cause)
}
