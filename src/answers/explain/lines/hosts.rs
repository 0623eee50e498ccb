//! Lists of destinations, one a line or several, and the one on the command line.
//!
//! A line belongs to a list when every one of its columns is a destination, a protocol or a port.
//! Only in a table, behind a destination with its port, may other text follow.

use super::super::{LogFormat, Outcome, Row, Transport};
use super::Line;
use super::place::{Care, Place, place, port};
use std::borrow::Cow;

/// A line of a list is not longer.
pub const LONGEST: usize = 4096;

/// Names of columns; a line of nothing else is a header.
const HEADER: &[&str] = &[
    "address",
    "addresses",
    "destination",
    "destinations",
    "domain",
    "endpoint",
    "fqdn",
    "fqdns",
    "host",
    "hostname",
    "hosts",
    "ip",
    "name",
    "port",
    "ports",
    "protocol",
    "protocols",
    "proto",
    "target",
    "url",
    "urls",
    "use",
    "description",
    "comment",
];

/// Any line might be one of a list; only reading tells.
pub(super) fn is(line: &str) -> bool {
    line.len() <= LONGEST
}

/// Whether a line is a comment in a list: `# text`, `#name`, `//` or `;`.
pub(super) fn is_comment(line: &str) -> bool {
    match line.strip_prefix('#') {
        Some(rest) => {
            rest.is_empty()
                || rest.starts_with(|c: char| {
                    c.is_whitespace() || c.is_ascii_alphanumeric() || c == '#' || c == '!'
                })
        }
        None => line.starts_with("//") || line.starts_with(';'),
    }
}

/// The destination that one argument names.
pub(in crate::answers) fn name(text: &str) -> Option<Row<'_>> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let mut first = None;
    let mut more = false;
    let read = entries(text, Care::Named, &mut |place| {
        more = first.is_some();
        first.get_or_insert(place);
    });
    if read && !more { first.map(row) } else { None }
}

/// Reads one line.
pub(super) fn read(line: &str, take: &mut dyn FnMut(Row<'_>)) -> Line {
    let line = without_bullet(without_comment(line));
    if is_header(line) || is_rule(line) {
        return Line::Nothing;
    }
    let mut any = false;
    let read = entries(line, Care::Prose, &mut |place| {
        any = true;
        take(row(place));
    });
    match (read, any) {
        (true, true) => Line::Rows(LogFormat::Hosts),
        (true, false) => Line::Nothing,
        (false, _) => Line::Unknown,
    }
}

fn row(place: Place<'_>) -> Row<'_> {
    Row {
        host: place.host,
        address: place.address,
        port: place.port,
        transport: place.transport,
        ..Row::of(LogFormat::Hosts, Outcome::Named)
    }
}

/// Without what follows a blank and a comment's sign.
fn without_comment(line: &str) -> &str {
    let marks = [" # ", "\t# ", " // ", " ; "];
    let end = marks.iter().filter_map(|mark| line.find(mark)).min().unwrap_or(line.len());
    line[..end].trim_end()
}

/// Without `- `, `* `, `1. ` and the like. A star right before a name belongs to it.
fn without_bullet(line: &str) -> &str {
    let line = ["- [ ] ", "- [x] ", "- ", "* ", "+ ", "• ", "– "]
        .iter()
        .find_map(|bullet| line.strip_prefix(bullet))
        .unwrap_or(line)
        .trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line[digits..].strip_prefix(['.', ')']) {
        Some(rest) if digits > 0 && rest.starts_with(' ') => rest.trim_start(),
        _ => line,
    }
}

fn is_header(line: &str) -> bool {
    let mut words = line.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let is_name = |word: &str| HEADER.iter().any(|name| name.eq_ignore_ascii_case(word));
    line.is_ascii() && line.len() < 200 && words.clone().next().is_some() && words.all(is_name)
}

/// A line that only draws: `| --- | --- |`.
fn is_rule(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b'=' | b'+' | b' ' | b'[' | b']'))
}

/// What a column of a list says.
enum Cell<'a> {
    Place(Place<'a>),
    /// `tcp:443`, `443/tcp`
    Carrier(Transport, u16),
    Protocol(Transport),
    Port(u16),
    /// Any port, any protocol; or nothing.
    Any,
}

/// Gives the destinations of a line. Says whether the line is one of a list at all; nothing was
/// given if not.
fn entries<'a>(line: &'a str, care: Care, take: &mut dyn FnMut(Place<'a>)) -> bool {
    let tabular = line.contains(['|', '\t', ',']);
    let mut places = Vec::new();
    let mut ports = Vec::new();
    let mut transport = None;
    for text in columns(line) {
        match cell(text, care) {
            Some(Cell::Place(place)) if places.len() < MOST => places.push(place),
            Some(Cell::Carrier(carrier, port)) if ports.len() < MOST => {
                ports.push((Some(carrier), port));
            }
            Some(Cell::Port(port)) if ports.len() < MOST => ports.push((None, port)),
            Some(Cell::Protocol(carrier)) if transport.is_none() => transport = Some(carrier),
            Some(Cell::Any) => {}
            None if is_local(text) => return true,
            // A table's last column may say what it is for.
            None if tabular && !places.is_empty() && !ports.is_empty() => break,
            _ => return false,
        }
    }
    if places.is_empty() && (ports.len() != 1 || ports[0].0.or(transport).is_none()) {
        return false;
    }
    unmapped(&mut places);
    if places.is_empty() {
        places.push(Place::default());
    }
    give(places, &ports, transport, take);
    true
}

/// So many destinations, and so many ports, are taken from a line.
pub const MOST: usize = 64;

fn give<'a>(
    places: Vec<Place<'a>>,
    ports: &[(Option<Transport>, u16)],
    transport: Option<Transport>,
    take: &mut dyn FnMut(Place<'a>),
) {
    for place in places {
        if ports.is_empty() {
            take(Place { transport: transport.or(place.transport), ..place });
            continue;
        }
        for &(carrier, port) in ports {
            let transport = carrier.or(transport).or(place.transport);
            take(Place { port: Some(port), transport, ..place.clone() });
        }
    }
}

/// A hosts file names an address and then its names: one row for each name, with the address if it
/// is more than a way to nowhere.
fn unmapped(places: &mut Vec<Place<'_>>) {
    let is_map = places.len() > 1
        && places[0].host.is_none()
        && places[0].port.is_none()
        && places[1..].iter().all(|place| place.host.is_some());
    if is_map {
        let to = places.remove(0).address;
        let real = to.filter(|to| !to.is_unspecified() && !to.is_loopback());
        for place in places {
            place.address = real;
        }
    }
}

fn is_local(text: &str) -> bool {
    ["localhost", "ip6-localhost", "ip6-loopback"].contains(&text)
}

fn columns(line: &str) -> impl Iterator<Item = &str> {
    line.split([' ', '\t', ',', ';', '|']).map(bare).filter(|text| !text.is_empty())
}

/// Without quotes and Markdown's emphasis.
fn bare(text: &str) -> &str {
    let quotes: &[char] = &['"', '\'', '`', '“', '”', '‘', '’'];
    let text = text.trim_matches(quotes);
    let strong = text.strip_prefix("**").and_then(|text| text.strip_suffix("**"));
    let text = strong.unwrap_or(text).trim_matches(quotes);
    // The ends of a list in JSON; an IPv6 address has both.
    let text = text.strip_prefix("[\"").or_else(|| text.strip_prefix("['")).unwrap_or(text);
    text.strip_suffix("\"]").or_else(|| text.strip_suffix("']")).unwrap_or(text)
}

fn cell(text: &str, care: Care) -> Option<Cell<'_>> {
    if matches!(text, "*" | "-") || ["any", "all"].iter().any(|any| text.eq_ignore_ascii_case(any))
    {
        return Some(Cell::Any);
    }
    if let Some(port) = port(text) {
        return Some(Cell::Port(port));
    }
    if let Some(transport) = protocol(text) {
        return Some(Cell::Protocol(transport));
    }
    if let Some((transport, port)) = carrier(text) {
        return Some(Cell::Carrier(transport, port));
    }
    place(text, care).map(Cell::Place)
}

/// A protocol by its name; by its number, a time such as 17:30 would be one too.
fn protocol(text: &str) -> Option<Transport> {
    let name = text.strip_suffix(':').unwrap_or(text);
    if name.starts_with(|c: char| c.is_ascii_digit()) { None } else { Transport::from_name(name) }
}

/// `tcp:443`, `TCP/443`, `443/tcp`, `https=443`
fn carrier(text: &str) -> Option<(Transport, u16)> {
    let (front, back) = text.split_once([':', '/', '='])?;
    let either = |name: &str, digits: &str| Some((protocol(name)?, port(digits)?));
    either(front, back).or_else(|| either(back, front))
}

/// The registry that an image's name begins with; images without one come from Docker Hub.
pub(super) fn registry(image: &str) -> Option<(Cow<'_, str>, Option<u16>)> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-:/@".contains(&byte);
    if image.is_empty() || !image.bytes().all(allowed) || image.starts_with(['/', ':', '.']) {
        return None;
    }
    let first = image.split_once('/').map(|(first, _)| first);
    match first.and_then(|first| place(first, Care::Named)) {
        Some(Place { host: Some(host), port, .. }) => Some((host, port)),
        Some(_) => None,
        None if first.is_some_and(|first| first.contains(['.', ':'])) => None,
        None => Some((Cow::Borrowed("docker.io"), None)),
    }
}
