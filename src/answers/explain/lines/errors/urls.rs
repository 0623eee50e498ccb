//! URLs that were asked for in vain. A URL alone is often a link to documentation.

use super::super::super::{Cause, Transport};
use super::super::place::{Care, place};
use super::cause::cause;
use super::{Found, Text, word};

/// What stands in front of a URL that failed, or that may have; lower case.
const FETCHES: &[&str] = &[
    "failed to fetch ",
    "failed to download ",
    "error downloading ",
    "downloading ",
    "to download ",
    "downlaod ",
    "to fetch ",
    "request to ",
    "request for ",
    "with url: ",
    "for url: ",
    "accessing ",
    "connect to ",
    "connecting to ",
    "reach ",
    "from ",
    "curl ",
    "get ",
    "head ",
    "post ",
    "put ",
    "for ",
];

/// All of them. A URL takes in what Go says of its connection, which stands behind it.
pub(super) fn find<'a>(text: &Text<'a>, found: &mut Vec<Found<'a>>) {
    let mut urls: Vec<Found<'a>> = Vec::new();
    for at in text.behind("://") {
        if urls.len() == super::MOST {
            break;
        }
        let letters = |c: &char| c.is_ascii_alphabetic();
        let front = &text.whole[..at - 3];
        let start = front.len() - front.chars().rev().take_while(letters).count();
        let (url, after) = word(text.whole, start);
        let Some(place) = place(url, Care::Named) else { continue };
        if !matches!(place.transport, Some(Transport::Http | Transport::Https)) {
            continue;
        }
        if let Some(cause) = failure(text, start, after) {
            urls.push(Found { place, cause, at: start..after });
        }
    }
    for mut url in urls {
        absorb(text, &mut url, found);
        found.push(url);
    }
    found.truncate(super::MOST);
}

/// Why a URL failed; nothing if nothing says that it did.
fn failure<'a>(text: &Text<'a>, start: usize, after: usize) -> Option<Cause<'a>> {
    let front = text.lower[..start].trim_end_matches(['"', '\'', '`', '<', '[', '(', '‘', '“']);
    if is_apt_error(front) {
        return Some(cause(text.rest(after)).unwrap_or(Cause::Unknown));
    }
    // `Get "https://a.b/c": reason`
    let rest = text.rest(after).trim_start_matches(['"', '\'']);
    let rest = rest.split("://").next().unwrap_or_default();
    let colon = rest.starts_with(':') || text.whole[..after].ends_with(':');
    if colon && let Some(why) = cause(rest) {
        return Some(why);
    }
    let fetch = FETCHES.iter().any(|mark| front.ends_with(mark));
    if !fetch || !text.failed() {
        return None;
    }
    match cause(rest).unwrap_or_else(|| text.cause()) {
        Cause::Unknown => {
            let sure = ["failed to fetch ", "failed to download ", "error downloading "];
            let says = sure.iter().any(|mark| front.ends_with(mark)) || text.has("curl exited");
            says.then_some(Cause::Unknown)
        }
        why => Some(why),
    }
}

/// `Err:1 http://a.b/ubuntu jammy InRelease`
fn is_apt_error(front: &str) -> bool {
    let front = front.trim();
    front
        .strip_prefix("err:")
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Joins a URL with the connection or the lookup behind it, of the same host.
fn absorb<'a>(text: &Text<'a>, url: &mut Found<'a>, found: &mut Vec<Found<'a>>) {
    let next = text.lower[url.at.end..].find("://").map_or(text.lower.len(), |at| url.at.end + at);
    // The connection to a proxy is not that of the host.
    let by_proxy = text.lower[url.at.end..next].contains("proxyconnect");
    found.retain_mut(|other| {
        let behind = (url.at.end..next).contains(&other.at.start);
        if !behind || by_proxy {
            return true;
        }
        match (&other.place.host, &url.place.host) {
            (None, _) => {
                url.place.address = url.place.address.or(other.place.address);
                url.cause = other.cause.clone();
                false
            }
            (Some(one), Some(two)) if one.eq_ignore_ascii_case(two) => {
                url.cause = other.cause.clone();
                false
            }
            _ => true,
        }
    });
}
