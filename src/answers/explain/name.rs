//! One destination as an operator types or pastes it: `host`, URL, `host:port`, `address:port`,
//! `protocol:port`.

use super::row::{Fate, LogFormat, Row, Transport};
use super::subject::MAX_NAME;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// The row that names it; `None` if it is none of these.
pub(super) fn row(text: &str) -> Option<Row<'_>> {
    let text = text.trim();
    let mut row = Row::of(LogFormat::Hosts, Fate::Named);
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, text),
    };
    if let Some(scheme) = scheme {
        (row.transport, row.port) = of_scheme(scheme)?;
    }
    if scheme.is_none()
        && let Some((transport, port)) = protocol_and_port(rest)
    {
        row.transport = Some(transport);
        row.port = Some(port);
        return Some(row);
    }
    let rest = &rest[..rest.find(['/', '?', '#']).map_or(rest.len(), |at| end_of_host(rest, at))];
    let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    if let Some((address, port)) = address(rest) {
        row.address = Some(address);
        row.port = port.or(row.port);
        return Some(row);
    }
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) => (host, Some(number(port)?)),
        None => (rest, None),
    };
    if !is_host(host) {
        return None;
    }
    row.host = Some(host.into());
    row.port = port.or(row.port);
    Some(row)
}

/// Where the host ends: a number sign may stand for a part of a name, as in `md-#.blob.example`.
fn end_of_host(text: &str, at: usize) -> usize {
    let is_part = |(at, c): (usize, char)| {
        c == '#' && text[at + 1..].starts_with(|next: char| matches!(next, '.' | '-'))
    };
    if !is_part((at, text[at..].chars().next().unwrap_or_default())) {
        return at;
    }
    let rest = &text[at + 1..];
    rest.find(['/', '?', '#']).map_or(text.len(), |next| end_of_host(text, at + 1 + next))
}

fn of_scheme(scheme: &str) -> Option<(Option<Transport>, Option<u16>)> {
    let transport = Transport::from_name(scheme);
    let port = match transport {
        Some(Transport::Https) => Some(443),
        Some(Transport::Http) => Some(80),
        // A registry or another protocol of its own, over what nobody knows.
        None if is_scheme(scheme) => None,
        None => return None,
        Some(_) => None,
    };
    Some((transport, port))
}

fn is_scheme(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '+')
}

/// `udp:1194`, `UDP/1194` or `udp 1194`.
fn protocol_and_port(text: &str) -> Option<(Transport, u16)> {
    let (protocol, port) = text.split_once([':', '/', ' '])?;
    let protocol = protocol.trim();
    let is_word = protocol.starts_with(|c: char| c.is_ascii_alphabetic());
    Some((Transport::from_name(protocol).filter(|_| is_word)?, number(port.trim())?))
}

fn address(text: &str) -> Option<(IpAddr, Option<u16>)> {
    if let Ok(socket) = text.parse::<SocketAddr>() {
        return (socket.port() > 0).then_some((socket.ip(), Some(socket.port())));
    }
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    match bare {
        Some(bare) => Some((bare.parse::<Ipv6Addr>().ok()?.into(), None)),
        None => Some((text.parse().ok()?, None)),
    }
}

fn number(text: &str) -> Option<u16> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|port| is_number && *port > 0)
}

/// Whether a text can be a host name: labels of the usual characters, at least two of them, the
/// last no number. Stars, number signs and underlines occur in lists.
fn is_host(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    let is_label = |label: &str| {
        let mut letters = label.chars();
        (1..=63).contains(&label.len())
            && letters.all(|c| c.is_ascii_alphanumeric() || "-_*#".contains(c))
    };
    let last = text.rsplit('.').next().unwrap_or_default();
    let is_name = |c: char| c.is_ascii_alphabetic() || c == '*';
    text.len() <= MAX_NAME
        && text.contains('.')
        && text.split('.').all(is_label)
        && last.starts_with(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> String {
        let Some(row) = row(text) else { return "none".to_owned() };
        let to = match (&row.host, row.address) {
            (Some(host), _) => host.to_string(),
            (None, Some(address)) => address.to_string(),
            (None, None) => "*".to_owned(),
        };
        let transport = row.transport.map_or("", Transport::name);
        let port = row.port.map(|port| port.to_string()).unwrap_or_default();
        format!("{to} {transport} {port}").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_form_is_taken_apart() {
        for (text, expected) in [
            ("mcr.microsoft.com", "mcr.microsoft.com"),
            ("  MCR.Microsoft.com. ", "MCR.Microsoft.com."),
            ("mcr.microsoft.com:443", "mcr.microsoft.com 443"),
            ("https://mcr.microsoft.com/v2/?a=b", "mcr.microsoft.com HTTPS 443"),
            ("https://mcr.microsoft.com:8443/v2/", "mcr.microsoft.com HTTPS 8443"),
            ("http://user:word@a.example:81#x", "a.example HTTP 81"),
            ("oci://mcr.microsoft.com/x", "mcr.microsoft.com"),
            ("mcr.microsoft.com/oss/kubernetes/pause:3.9", "mcr.microsoft.com"),
            ("192.0.2.7", "192.0.2.7"),
            ("192.0.2.7:443", "192.0.2.7 443"),
            ("https://192.0.2.7/", "192.0.2.7 HTTPS 443"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]:443", "2001:db8::1 443"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("udp:1194", "* UDP 1194"),
            ("TCP/9000", "* TCP 9000"),
            ("*.data.mcr.microsoft.com", "*.data.mcr.microsoft.com"),
            ("md-#.blob.storage.azure.net", "md-#.blob.storage.azure.net"),
            ("#.hcp.westeurope.azmk8s.io:443", "#.hcp.westeurope.azmk8s.io 443"),
            ("a.example#top", "a.example"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_none_of_them_is_refused() {
        let texts = [
            "",
            "word",
            "./file.json",
            "logs/file.json",
            "a..b",
            "a.b:",
            "a.b:0",
            "a.b:99999",
            "udp:x",
            "6:443",
            "192.0.2.7:0",
            "192.0.2.700",
            "a b.c",
            "a\u{1b}[2J.b",
            "-",
            "://a.b",
            "[2001:db8::1",
            "[192.0.2.7]",
        ];
        for text in texts {
            assert_eq!(told(text), "none", "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_much(text in "\\PC{0,300}|[a-z0-9:/.#@\\[\\]*]{0,40}") {
            row(&text);
        }
    }
}
