//! Where a flow went, as logs write it: `host:443`, an address, a URL, or something made unreadable.

use std::net::IpAddr;

/// A name or an address, with a port where one stands behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place<'a> {
    pub host: Option<&'a str>,
    pub address: Option<IpAddr>,
    pub port: Option<u16>,
}

impl<'a> Place<'a> {
    /// `None` if the text is neither a name nor an address; what was made unreadable on purpose
    /// (`x.x.x.x:xxxxx`) is a place of which nothing is known.
    pub(super) fn of(text: &'a str) -> Option<Self> {
        let (name, port) = split(text);
        let mut place = Self { port, ..Self::default() };
        if is_redacted(name) {
            return Some(place);
        }
        match name.parse() {
            Ok(address) => place.address = Some(address),
            Err(_) => place.host = Some(host(name)?),
        }
        Some(place)
    }

    /// The place of a URL, with or without its scheme.
    pub(super) fn of_url(url: &'a str) -> Option<Self> {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let name = &rest[..end];
        Self::of(name.rsplit_once('@').map_or(name, |(_, name)| name))
    }
}

/// A name or an address, and the port behind the last colon, which may be empty or unreadable.
pub(super) fn split(text: &str) -> (&str, Option<u16>) {
    let text = text.trim();
    if let Some((inner, rest)) = text.strip_prefix('[').and_then(|text| text.split_once(']')) {
        return (inner, rest.strip_prefix(':').and_then(|port| port.parse().ok()));
    }
    match text.rsplit_once(':') {
        Some((name, port)) if is_port(port) => (name, port.parse().ok()),
        _ => (text, None),
    }
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) || text.bytes().all(|b| matches!(b, b'x' | b'X'))
}

/// Whether somebody has replaced the digits of an address.
fn is_redacted(name: &str) -> bool {
    // Nearly every name has a letter that tells at once.
    let fits = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'+' | b'x' | b'X' | b'*' | b'#');
    if !name.bytes().all(fits) {
        return false;
    }
    let labels = || name.split('.');
    let hidden = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| matches!(b, b'x' | b'X' | b'*' | b'#'))
    };
    labels().count() == 4
        && labels().all(|l| hidden(l) || l.parse::<u8>().is_ok())
        && labels().any(hidden)
}

/// The name without the dot of the root, if it can be a name at all.
pub(super) fn host(text: &str) -> Option<&str> {
    let name = text.trim().trim_end_matches('.');
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '*');
    let fine = !name.is_empty() && name.len() <= 253 && name.chars().all(fits);
    (fine && !name.starts_with('.')).then_some(name)
}

/// The source of a flow without its port; `None` where it was made unreadable.
pub(super) fn source(text: &str) -> Option<&str> {
    if text.parse::<IpAddr>().is_ok() {
        return Some(text);
    }
    let (name, _) = split(text);
    let fine = !name.is_empty() && name != "-" && !name.contains(char::is_whitespace);
    (fine && !is_redacted(name)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::explain::lines::is_inbound;

    #[test]
    fn places_are_told_apart() {
        let host = |text| Place::of(text).and_then(|place| place.host);
        assert_eq!(host("a.contoso.com:443"), Some("a.contoso.com"));
        assert_eq!(host("a.contoso.com."), Some("a.contoso.com"));
        assert_eq!(Place::of("192.0.2.1:").and_then(|p| p.address), "192.0.2.1".parse().ok());
        assert_eq!(Place::of("x.x.x.x:xxxxx"), Some(Place::default()));
        assert_eq!(Place::of("10.0.x.x:443").and_then(|p| p.port), Some(443));
        assert_eq!(Place::of("read udp"), None);
        assert_eq!(Place::of(""), None);
        let url = Place::of_url("https://u@b.contoso.com:8443/x?y").expect("a place");
        assert_eq!((url.host, url.port), (Some("b.contoso.com"), Some(8443)));
        assert_eq!(Place::of_url("b.contoso.com/x:1").and_then(|p| p.host), Some("b.contoso.com"));
        assert_eq!(split("[fd00::4]:443"), ("fd00::4", Some(443)));
        assert_eq!(split("a:99999"), ("a", None));
    }

    #[test]
    fn inbound_is_public_to_private() {
        let to = |text: &str| text.parse().ok();
        assert!(is_inbound(Some("203.0.113.9"), to("10.0.0.4")));
        assert!(!is_inbound(Some("10.0.0.4"), to("10.0.0.5")));
        assert!(!is_inbound(Some("100.64.0.4"), to("10.0.0.5")));
        assert!(!is_inbound(Some("203.0.113.9"), to("192.0.2.1")));
        assert!(!is_inbound(None, to("10.0.0.5")));
    }
}
