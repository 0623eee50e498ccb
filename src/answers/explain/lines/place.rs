//! Where a flow was meant to go, as people and programs write it: a name, a URL, an address, each
//! with or without a port.

use super::super::Transport;
use crate::catalog::CATALOG;
use ipnet::IpNet;
use std::borrow::Cow;
use std::net::IpAddr;

/// How sure it must be that a text is a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// The field of a log is one: any name, also of one label.
    Field,
    /// Somebody named it as one.
    Named,
    /// It stands in a text that may be anything.
    Prose,
}

/// A destination.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place<'a> {
    pub host: Option<Cow<'a, str>>,
    pub address: Option<IpAddr>,
    pub port: Option<u16>,
    pub transport: Option<Transport>,
}

/// Schemes with what carries them and their usual port.
const SCHEMES: &[(&str, Transport, Option<u16>)] = &[
    ("https", Transport::Https, Some(443)),
    ("http", Transport::Http, Some(80)),
    ("wss", Transport::Https, Some(443)),
    ("ws", Transport::Http, Some(80)),
    ("oci", Transport::Https, Some(443)),
    ("docker", Transport::Https, Some(443)),
    ("ftp", Transport::Tcp, Some(21)),
    ("tls", Transport::Https, None),
    ("tcp", Transport::Tcp, None),
    ("udp", Transport::Udp, None),
];

const LONGEST_NAME: usize = 253;
const LONGEST_LABEL: usize = 63;

/// Endings of files. A name of two labels with one of these is no host, unless somebody says so.
const FILE_ENDINGS: &[&str] = &[
    "bicep", "cfg", "conf", "crt", "csv", "dll", "exe", "go", "gz", "html", "js", "json", "jsonl",
    "key", "log", "md", "ndjson", "pem", "ps", "py", "rs", "service", "sh", "slice", "sock",
    "socket", "target", "tf", "tfvars", "timer", "toml", "txt", "xml", "yaml", "yml",
];

/// The destination that a text is; whatever follows the host in a URL is left out.
pub(super) fn place(text: &str, care: Care) -> Option<Place<'_>> {
    let (transport, port, rest) = scheme(text)?;
    let has_scheme = transport.is_some();
    let rest = if has_scheme { without_fragment(rest) } else { rest };
    if let Some(address) = address(rest) {
        return Some(Place { address: Some(address), transport, port, ..Place::default() });
    }
    let (authority, path) = match rest.find(['/', '?']) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    // A label of Kubernetes, such as `kubernetes.io/os=linux`, is no URL.
    if care == Care::Prose && !has_scheme && path.contains('=') && !path.contains('?') {
        return None;
    }
    let authority = match authority.rsplit_once('@') {
        // An address of mail is no host, but nobody mails to `user:password@host`.
        Some((user, host)) if has_scheme || care == Care::Named && user.contains(':') => host,
        _ => authority,
    };
    let (name, written_port) = split_port(authority)?;
    let port = written_port.or(port);
    match address(name) {
        Some(address) => {
            Some(Place { address: Some(address), port, transport, ..Place::default() })
        }
        None => Some(Place { host: Some(host(name, care)?), port, transport, ..Place::default() }),
    }
}

/// The transport, the usual port, and what follows the scheme. A scheme that is not known makes no
/// destination.
fn scheme(text: &str) -> Option<(Option<Transport>, Option<u16>, &str)> {
    let Some((name, rest)) = text.split_once("://") else { return Some((None, None, text)) };
    let known = SCHEMES.iter().find(|known| known.0.eq_ignore_ascii_case(name))?;
    Some((Some(known.1), known.2, rest))
}

/// A URL without scheme and fragment. The sign of a fragment may also stand for a variable part of
/// the host: then it is next to a dot or a hyphen.
fn without_fragment(rest: &str) -> &str {
    let mut parts = rest.match_indices('#').map(|(at, _)| (&rest[..at], &rest[at + 1..]));
    let is_fragment = |(front, back): &(&str, &str)| {
        front.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
            && !back.starts_with(['.', '-', '#'])
    };
    parts.find(is_fragment).map_or(rest, |(front, _)| front)
}

/// A single address, or the first one of a range in CIDR writing.
pub(super) fn address(text: &str) -> Option<IpAddr> {
    let text = match text.strip_prefix('[') {
        Some(inside) => inside.strip_suffix(']').filter(|inside| inside.contains(':'))?,
        None => text,
    };
    if !text.starts_with(|c: char| c.is_ascii_hexdigit() || c == ':') || text.len() > 64 {
        return None;
    }
    text.parse().ok().or_else(|| text.parse::<IpNet>().ok().map(|net| net.addr()))
}

/// Name and port; nothing if what looks like a port is none.
fn split_port(text: &str) -> Option<(&str, Option<u16>)> {
    if text.ends_with(']') {
        return Some((text, None));
    }
    match text.rsplit_once(':') {
        None => Some((text, None)),
        Some((name, digits)) => Some((name, Some(port(digits)?))),
    }
}

/// A port between 1 and 65535, in digits.
pub(super) fn port(digits: &str) -> Option<u16> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|&port| is_number && port != 0)
}

/// The host name that a text is, with a star for each variable part, however it is marked.
pub(super) fn host(text: &str, care: Care) -> Option<Cow<'_, str>> {
    let text = text.strip_suffix('.').unwrap_or(text);
    if text.is_empty() || text.len() > LONGEST_NAME {
        return None;
    }
    if care == Care::Field {
        return text.bytes().all(is_letter).then_some(Cow::Borrowed(text));
    }
    let name = starred(text)?;
    let (front, top) = name.rsplit_once('.')?;
    let is_label = |label: &str| {
        let fits = (1..=LONGEST_LABEL).contains(&label.len());
        fits && label.bytes().all(is_letter) && !label.starts_with('-') && !label.ends_with('-')
    };
    let fits = front.split('.').all(is_label) && is_top(top, care, &name) && !is_tag(front, top);
    let is_file = care == Care::Prose && !front.contains(['.', '*']) && FILE_ENDINGS.contains(&top);
    (fits && !is_file).then_some(name)
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'*')
}

/// A variable part may be written `*`, `#`, `<region>`, `{region}` or `${region}`. A name that
/// starts with a dot stands for every name below it, as in Squid's lists.
fn starred(text: &str) -> Option<Cow<'_, str>> {
    if !text.starts_with('.') && !text.contains(['#', '<', '{']) {
        return Some(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len() + 1);
    if text.starts_with('.') {
        out.push('*');
    }
    let mut rest = text;
    while let Some(at) = rest.find(['#', '<', '{']) {
        out.push_str(rest[..at].strip_suffix('$').unwrap_or(&rest[..at]));
        let marked = &rest[at..];
        let end = match marked.as_bytes().first() {
            Some(b'#') => marked.bytes().take_while(|&byte| byte == b'#').count(),
            Some(b'<') => marked.find('>')? + 1,
            _ => marked.find('}')? + 1,
        };
        out.push('*');
        rest = &marked[end..];
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}

/// Whether a last label may be a top-level domain: letters, not in the mixed case of a program's
/// names, such as `System.Net.Http`.
fn is_top(top: &str, care: Care, name: &str) -> bool {
    if let Some(code) = top.strip_prefix("xn--") {
        return !code.is_empty();
    }
    let letters = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    let lower = |text: &str| !text.bytes().any(|byte| byte.is_ascii_uppercase());
    let upper = |text: &str| !text.bytes().any(|byte| byte.is_ascii_lowercase());
    let cased = match care {
        Care::Prose => lower(top) || upper(name),
        _ => lower(top) || upper(top) || (top.len() <= 3 && lower(&top[1..])),
    };
    letters && cased
}

/// Whether it is a service tag with a region, such as `AzureCloud.westeurope`.
fn is_tag(front: &str, top: &str) -> bool {
    let of_region = || {
        CATALOG.regions.iter().any(|region| {
            let ending = region.azurecloud_tag.rsplit('.').next().unwrap_or_default();
            region.name.eq_ignore_ascii_case(top) || ending.eq_ignore_ascii_case(top)
        })
    };
    !front.contains('.') && of_region()
}

/// Whether an address is one that is not routed on the internet.
pub(in crate::answers::explain) fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => {
            let [first, second, ..] = four.octets();
            let shared = first == 100 && (64..128).contains(&second);
            four.is_private() || four.is_link_local() || four.is_loopback() || shared
        }
        IpAddr::V6(six) => {
            six.is_unique_local() || six.is_unicast_link_local() || six.is_loopback()
        }
    }
}

/// Whether a flow comes in from the internet.
pub(in crate::answers::explain) fn is_inbound(
    source: Option<&str>,
    address: Option<IpAddr>,
) -> bool {
    let public = |source: &str| source.parse().is_ok_and(|from| !is_private(from));
    address.is_some_and(is_private) && source.is_some_and(public)
}
