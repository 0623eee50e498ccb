//! The node's own check of its way out, `az aks check-network outbound`: its lines, bare or inside
//! the events that it leaves on the node.

use super::super::{Cause, LogFormat, Outcome, Row, Transport};
use super::Line;
use super::errors::cause::cause;
use super::place::{Care, host};
use std::borrow::Cow;

/// How a line is told: the level behind a date.
const LEVELS: &[(&str, Level)] = &[
    (" - SUCCESS: ", Level::Success),
    (" - ERROR: ", Level::Error),
    (" - FAILURE: ", Level::Error),
    (" - WARNING: ", Level::Error),
    (" - INFO: ", Level::Info),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Success,
    Error,
    Info,
}

/// The check's own words; other programs write such levels too.
const WORDS: &[&str] = &[
    "Successfully ",
    "Failed to test ",
    "Failed to curl ",
    "Failed to find ",
    "Failed to retrieve access token",
    "connectivity check",
    "Kubeconfig file not found",
    "Nameserver ",
];

/// What stands before a host.
const BEFORE_HOST: &[&str] =
    &["resolution to ", "tested apiserver ", "tested ", "to curl ", "test apiserver ", "to test "];

/// Whether a line has a level and the words of the check.
pub(super) fn is(line: &str) -> bool {
    split(line).is_some_and(|(_, _, text)| WORDS.iter().any(|word| text.contains(word)))
}

/// Time, level and text.
fn split(line: &str) -> Option<(&str, Level, &str)> {
    let (at, mark, level) =
        LEVELS.iter().find_map(|&(mark, level)| line.find(mark).map(|at| (at, mark, level)))?;
    let front = &line[..at];
    let time = &front[front.rfind(['\'', '"']).map_or(0, |quote| quote + 1)..];
    Some((time.trim(), level, &line[at + mark.len()..]))
}

/// Reads one line.
pub(super) fn read(line: &str, take: &mut dyn FnMut(Row<'_>)) -> Line {
    let Some((time, level, text)) = split(line) else { return Line::Unknown };
    let asks_dns = text.contains("DNS resolution");
    // That a name was resolved does not say that the host was reached.
    if level == Level::Info || (level == Level::Success && asks_dns) {
        return Line::Nothing;
    }
    let Some((name, rest)) = named(text) else { return Line::Nothing };
    let (outcome, cause) = match level {
        Level::Success => (Outcome::Allowed, Cause::Unknown),
        _ if asks_dns => (Outcome::Failed, dns(rest)),
        _ => (Outcome::Failed, answered(rest)),
    };
    take(Row {
        time: Cow::Borrowed(time),
        cause,
        host: Some(name),
        port: (!asks_dns).then_some(443),
        transport: (!asks_dns).then_some(Transport::Https),
        ..Row::of(LogFormat::NodeCheck, outcome)
    });
    Line::Rows(LogFormat::NodeCheck)
}

/// The host that was tested, and what follows it.
fn named(text: &str) -> Option<(Cow<'_, str>, &str)> {
    BEFORE_HOST.iter().find_map(|mark| {
        let after = &text[text.find(mark)? + mark.len()..];
        let end = after.find([' ', '\'', '"', ',']).unwrap_or(after.len());
        let name = host(after[..end].trim_end_matches(['.', ':']), Care::Prose)?;
        Some((name, &after[end..]))
    })
}

fn dns(rest: &str) -> Cause<'_> {
    match cause(rest) {
        Some(Cause::Dns(words)) => Cause::Dns(words),
        _ => Cause::Dns(Cow::Borrowed("DNS resolution")),
    }
}

/// The status code of the answer; `000` is curl's for none.
fn answered(rest: &str) -> Cause<'_> {
    const MARK: &str = "status code ";
    let Some(at) = rest.find(MARK) else { return Cause::Unknown };
    let digits = rest[at + MARK.len()..].bytes().take_while(u8::is_ascii_digit).count();
    let end = at + MARK.len() + digits;
    match &rest[at + MARK.len()..end] {
        "407" => Cause::ProxyLogin,
        "" | "000" | "0" => Cause::Unknown,
        _ => Cause::Other(Cow::Borrowed(&rest[at..end])),
    }
}
