//! Destinations behind the words with which programs say that they reached nothing.

use super::super::super::{Cause, Transport};
use super::super::place::{Care, Place, address, place, port};
use super::cause::cause;
use super::{Found, Text, word, words};
use std::borrow::Cow;

/// Go: `dial tcp 192.0.2.1:443: i/o timeout`, `read tcp 10.0.0.4:41000->192.0.2.1:443: ...`.
const CONNECTIONS: &[(&str, Transport)] = &[
    ("dial tcp ", Transport::Tcp),
    ("dial tcp4 ", Transport::Tcp),
    ("dial tcp6 ", Transport::Tcp),
    ("dial udp ", Transport::Udp),
    ("read tcp ", Transport::Tcp),
    ("write tcp ", Transport::Tcp),
    ("read udp ", Transport::Udp),
];

/// Connections that Go or another runtime names by their ends.
pub(super) fn connections<'a>(text: &Text<'a>) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    for &(mark, transport) in CONNECTIONS {
        for at in text.behind(mark) {
            let (ends, after) = word_of_address(text.whole, at);
            let target = ends.rsplit_once("->").map_or(ends, |(_, target)| target);
            let Some(place) = place(target, Care::Named) else { continue };
            let cause = reason(text.rest(after));
            let place = Place { transport: Some(transport), ..place };
            found.push(Found { place, cause, at: at - mark.len()..after });
            if found.len() == super::MOST {
                return found;
            }
        }
    }
    found
}

/// Up to a blank, but without the colon at its end. An IPv6 address keeps its brackets.
fn word_of_address(text: &str, from: usize) -> (&str, usize) {
    let rest = super::near(&text[from..]);
    let end = rest.find([' ', '"', ',']).unwrap_or(rest.len());
    let word = rest[..end].trim_start_matches('(').trim_end_matches([':', '.', ')', '\'']);
    (word, from + end)
}

fn reason(rest: &str) -> Cause<'_> {
    cause(rest).unwrap_or(Cause::Unknown)
}

/// Go: `lookup mcr.microsoft.com on 10.0.0.10:53: no such host`; and `CoreDNS`. What the resolver
/// said takes the rest of the sentence, and the resolver's own address is no destination.
pub(super) fn lookups<'a>(text: &Text<'a>, found: &mut Vec<Found<'a>>) {
    for at in text.behind("lookup ") {
        let (name, after) = word(text.whole, at);
        let rest = text.rest(after);
        let rest = match rest.strip_prefix(" on ") {
            Some(server) => server.find(": ").map_or("", |at| &server[at..]),
            None if text.whole[..after].ends_with(':') => rest,
            None => continue,
        };
        push_dns(name, rest.split("lookup ").next().unwrap_or_default(), at, found);
    }
    for at in text.behind("plugin/errors: ") {
        let mut parts = text.rest(at).splitn(3, ' ');
        if let (Some(_), Some(name), Some(rest)) = (parts.next(), parts.next(), parts.next()) {
            let rest = rest.split_once(": ").map_or(rest, |(_, rest)| rest);
            push_dns(name, rest, at, found);
        }
    }
}

fn push_dns<'a>(name: &'a str, rest: &'a str, at: usize, found: &mut Vec<Found<'a>>) {
    let near = at..at + super::NEAR;
    let Some(Place { host: Some(host), .. }) = place(name, Care::Named) else { return };
    let why = match cause(rest) {
        Some(Cause::Dns(words)) => words,
        _ => words(rest.rsplit_once(": ").map_or(rest, |(_, last)| last)),
    };
    // The connection behind it is the one to the resolver.
    found.retain(|other| other.place.port != Some(53) || !near.contains(&other.at.start));
    let place = Place { host: Some(host), ..Place::default() };
    push(found, Found { place, cause: Cause::Dns(why), at: near });
}

/// Whether words alone say that it failed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// The name was not resolved.
    Dns,
    /// It failed; what follows says why.
    Failed,
    /// Only what follows says whether it failed.
    Open,
}

/// Words in lower case; a destination follows.
const MARKS: &[(&str, Says)] = &[
    ("could not resolve host: ", Says::Dns),
    ("could not resolve proxy: ", Says::Dns),
    ("couldn't resolve host name for ", Says::Dns),
    ("couldn't resolve host ", Says::Dns),
    ("could not resolve ", Says::Dns),
    ("temporary failure resolving ", Says::Dns),
    ("unable to resolve host address ", Says::Dns),
    ("unable to resolve ", Says::Dns),
    ("failed to resolve ", Says::Dns),
    ("cannot resolve ", Says::Dns),
    ("can't resolve ", Says::Dns),
    ("can't find ", Says::Dns),
    ("bad address ", Says::Dns),
    ("name could not be resolved: ", Says::Dns),
    ("getaddrinfo enotfound ", Says::Dns),
    ("getaddrinfo eai_again ", Says::Dns),
    ("getaddrinfo for host ", Says::Dns),
    ("unknownhostexception: ", Says::Dns),
    ("no such host is known. (", Says::Dns),
    ("name or service not known (", Says::Dns),
    ("connect etimedout ", Says::Failed),
    ("connect econnrefused ", Says::Failed),
    ("connect ehostunreach ", Says::Failed),
    ("connect enetunreach ", Says::Failed),
    ("connection refused (", Says::Failed),
    ("timed out (", Says::Failed),
    ("failed to respond (", Says::Failed),
    ("failed to connect to ", Says::Failed),
    ("could not connect to ", Says::Failed),
    ("couldn't connect to ", Says::Failed),
    ("unable to connect to ", Says::Failed),
    ("can't connect to remote host ", Says::Failed),
    ("cannot connect to host ", Says::Failed),
    ("initiate the connection to ", Says::Failed),
    ("in connection to ", Says::Failed),
    ("failed to reach ", Says::Failed),
    ("connection to the server ", Says::Open),
    ("connecting to ", Says::Open),
    ("connection to ", Says::Open),
    ("connect to ", Says::Open),
    ("resolving ", Says::Open),
    ("pool(host=", Says::Open),
];

/// Destinations behind such words, and in front of a few.
pub(super) fn named<'a>(text: &Text<'a>, found: &mut Vec<Found<'a>>) {
    for &(mark, says) in MARKS {
        for at in text.behind(mark) {
            let (name, after) = word(text.whole, at);
            // A URL in this place has its own words behind it.
            let Some(mut place) = place_of(name) else { continue };
            let rest = text.rest(after);
            let failed = rest.to_ascii_lowercase().contains("failed");
            let why = cause(rest);
            if says == Says::Open && why.is_none() && !failed {
                continue;
            }
            complete(&mut place, rest);
            let why = match (says, why) {
                (Says::Dns, Some(Cause::Dns(words))) => Cause::Dns(words),
                (Says::Dns, _) => match text.cause() {
                    Cause::Dns(words) => Cause::Dns(words),
                    _ => Cause::Dns(Cow::Borrowed(
                        text.rest(at - mark.len())
                            .get(..mark.len())
                            .unwrap_or_default()
                            .trim_end_matches([' ', ':', '(']),
                    )),
                },
                (_, Some(why)) => why,
                _ => text.cause(),
            };
            push(found, Found { place, cause: why, at: at - mark.len()..after });
        }
    }
    not_found(text, found);
    bracketed(text, found);
}

fn push<'a>(found: &mut Vec<Found<'a>>, one: Found<'a>) {
    if found.len() < super::MOST {
        found.push(one);
    }
}

fn place_of(name: &str) -> Option<Place<'_>> {
    // apt writes the name of a service in the place of its port.
    if let Some((host, "http" | "https")) = name.rsplit_once(':') {
        let secure = name.ends_with('s');
        let transport = if secure { Transport::Https } else { Transport::Http };
        let port = if secure { 443 } else { 80 };
        return place(host, Care::Named).map(|place| Place {
            port: Some(port),
            transport: Some(transport),
            ..place
        });
    }
    place(name, Care::Named)
}

/// ` port 443`, `', port=443`, ` (192.0.2.1)|192.0.2.1|:443`, ` 443 port [tcp/https]`
fn complete(place: &mut Place<'_>, rest: &str) {
    let digits = |text: &str| {
        let count = text.bytes().take_while(u8::is_ascii_digit).count();
        port(&text[..count])
    };
    let near = &rest[..rest.char_indices().nth(80).map_or(rest.len(), |(at, _)| at)];
    let after = |mark: &str| near.find(mark).and_then(|at| digits(&near[at + mark.len()..]));
    if place.port.is_none() {
        place.port = after(" port ").or_else(|| after("port=")).or_else(|| after("|:"));
    }
    if place.address.is_none() && place.host.is_some() {
        place.address = near
            .split(['(', ')', '|', ' ', '[', ']', '/'])
            .take(6)
            .find_map(|part| (part.contains(['.', ':'])).then(|| address(part)).flatten());
    }
}

/// `Host a.b not found: 3(NXDOMAIN)`
fn not_found<'a>(text: &Text<'a>, found: &mut Vec<Found<'a>>) {
    let Some(rest) = text.whole.strip_prefix("Host ") else { return };
    let Some((name, rest)) = rest.split_once(" not found: ") else { return };
    push_dns(name, rest, 0, found);
}

/// apt: `Connection timed out [IP: 192.0.2.1 80]`
fn bracketed<'a>(text: &Text<'a>, found: &mut Vec<Found<'a>>) {
    for at in text.behind("[ip: ") {
        let mut parts = text.rest(at).split([' ', ']']);
        let (to, port) = (parts.next().and_then(address), parts.next().and_then(port));
        let cause = text.cause();
        if to.is_none() || cause == Cause::Unknown {
            continue;
        }
        // The line may name the host, too.
        if let Some(other) = found.iter_mut().find(|other| other.place.host.is_some()) {
            other.place.address = other.place.address.or(to);
        } else {
            let transport = Some(Transport::Tcp);
            let place = Place { host: None, address: to, port, transport };
            push(found, Found { place, cause, at: at..at });
        }
    }
}
