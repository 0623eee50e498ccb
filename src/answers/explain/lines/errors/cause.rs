//! Why a connection failed, in the words of the languages and tools that clusters are made of.

use super::super::super::Cause;
use std::borrow::Cow;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Dns,
    Tls,
    Timeout,
    Refused,
    ProxyLogin,
    Other,
}

/// Words in lower case. The first in this order wins: a name that is not resolved has timeouts
/// behind it, and a handshake that never ended is more than a timeout.
const WORDS: &[(&str, Kind)] = &[
    ("no such host", Kind::Dns),
    ("server misbehaving", Kind::Dns),
    ("name or service not known", Kind::Dns),
    ("name does not resolve", Kind::Dns),
    ("temporary failure in name resolution", Kind::Dns),
    ("temporary failure resolving", Kind::Dns),
    ("no address associated with hostname", Kind::Dns),
    ("nodename nor servname provided", Kind::Dns),
    ("could not be resolved", Kind::Dns),
    ("could not resolve", Kind::Dns),
    ("couldn't resolve", Kind::Dns),
    ("can't resolve", Kind::Dns),
    ("unable to resolve", Kind::Dns),
    ("failed to resolve", Kind::Dns),
    ("nxdomain", Kind::Dns),
    ("servfail", Kind::Dns),
    ("non-existent domain", Kind::Dns),
    ("enotfound", Kind::Dns),
    ("eai_again", Kind::Dns),
    ("unknownhostexception", Kind::Dns),
    ("proxy authentication required", Kind::ProxyLogin),
    ("tls handshake timeout", Kind::Tls),
    ("x509: ", Kind::Tls),
    ("certificate verify failed", Kind::Tls),
    ("certificate signed by unknown authority", Kind::Tls),
    ("ssl certificate problem", Kind::Tls),
    ("unable to find valid certification path", Kind::Tls),
    ("certificate has expired", Kind::Tls),
    ("self-signed certificate", Kind::Tls),
    ("self signed certificate", Kind::Tls),
    ("ssl_error_syscall", Kind::Tls),
    ("handshake failure", Kind::Tls),
    ("handshake_failure", Kind::Tls),
    ("wrong version number", Kind::Tls),
    ("ssl connection timeout", Kind::Tls),
    ("connection reset by peer", Kind::Tls),
    ("econnreset", Kind::Tls),
    ("remote end closed connection", Kind::Tls),
    ("connection refused", Kind::Refused),
    ("econnrefused", Kind::Refused),
    ("actively refused it", Kind::Refused),
    ("was refused", Kind::Refused),
    ("i/o timeout", Kind::Timeout),
    ("context deadline exceeded", Kind::Timeout),
    ("deadline exceeded", Kind::Timeout),
    ("etimedout", Kind::Timeout),
    ("timed out", Kind::Timeout),
    ("timeout", Kind::Timeout),
    ("did not properly respond", Kind::Timeout),
    ("no route to host", Kind::Other),
    ("ehostunreach", Kind::Other),
    ("network is unreachable", Kind::Other),
    ("enetunreach", Kind::Other),
    ("403 forbidden", Kind::Other),
    ("403  forbidden", Kind::Other),
    ("401 unauthorized", Kind::Other),
    ("502 bad gateway", Kind::Other),
    ("503 service unavailable", Kind::Other),
    ("504 gateway timeout", Kind::Timeout),
    ("manifest unknown", Kind::Other),
    ("unexpected eof", Kind::Tls),
];

/// The cause that a text tells, if it does.
pub(in super::super) fn cause(text: &str) -> Option<Cause<'_>> {
    let lower = text.to_ascii_lowercase();
    for &(word, kind) in WORDS {
        if let Some(at) = lower.find(word) {
            let told = &text[at..at + word.len()];
            return Some(of(kind, told, &text[at..]));
        }
    }
    // The connection was closed before an answer.
    let ends = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_alphanumeric());
    let at = text
        .match_indices("EOF")
        .map(|(at, _)| at)
        .find(|&at| ends(text[..at].chars().next_back()) && ends(text[at + 3..].chars().next()));
    at.map(|at| Cause::Tls(Cow::Borrowed(&text[at..at + 3])))
}

fn of<'a>(kind: Kind, told: &'a str, rest: &'a str) -> Cause<'a> {
    match kind {
        Kind::Dns => Cause::Dns(Cow::Borrowed(told)),
        // What follows says what is wrong with the certificate.
        Kind::Tls if told.starts_with("x509") => Cause::Tls(super::words(rest)),
        Kind::Tls => Cause::Tls(Cow::Borrowed(told)),
        Kind::Timeout => Cause::Timeout,
        Kind::Refused => Cause::Refused,
        Kind::ProxyLogin => Cause::ProxyLogin,
        Kind::Other => Cause::Other(Cow::Borrowed(told)),
    }
}
