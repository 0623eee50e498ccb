//! Exact host names.

/// Why a text is not an exact host name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostFault {
    /// A scheme or a path.
    Url,
    /// A port, or an IPv6 address.
    Port,
    /// A star.
    Star,
    /// An IP address.
    Address,
    /// A letter outside ASCII.
    NotAscii,
    /// A dot at the end.
    DotAtEnd,
    /// Two dots in a row, or one at the beginning.
    EmptyLabel,
    /// One label alone.
    OneLabel,
    /// A label of more than 63 characters.
    LongLabel,
    /// More than 253 characters.
    Long,
    /// A label that begins or ends with a hyphen.
    Hyphen,
    /// Another character than a letter, a digit or a hyphen.
    Character(char),
}

const LONGEST_LABEL: usize = 63;
const LONGEST: usize = 253;

/// The host name in lower case.
pub(super) fn host(text: &str) -> Result<String, HostFault> {
    // In the order in which they tell most: a whole URL has a port and stars, too.
    if text.contains('/') {
        return Err(HostFault::Url);
    }
    if text.contains(':') {
        return Err(HostFault::Port);
    }
    if text.contains('*') {
        return Err(HostFault::Star);
    }
    if !text.is_ascii() {
        return Err(HostFault::NotAscii);
    }
    if text.parse::<std::net::Ipv4Addr>().is_ok() {
        return Err(HostFault::Address);
    }
    if text.len() > LONGEST {
        return Err(HostFault::Long);
    }
    if text.len() > 1 && text.ends_with('.') && !text.ends_with("..") {
        return Err(HostFault::DotAtEnd);
    }
    text.split('.').try_for_each(label)?;
    if text.contains('.') { Ok(text.to_ascii_lowercase()) } else { Err(HostFault::OneLabel) }
}

fn label(label: &str) -> Result<(), HostFault> {
    let allowed = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    match label.chars().find(|c| !allowed(c)) {
        Some(other) => Err(HostFault::Character(other)),
        None if label.is_empty() => Err(HostFault::EmptyLabel),
        None if label.len() > LONGEST_LABEL => Err(HostFault::LongLabel),
        None if label.starts_with('-') || label.ends_with('-') => Err(HostFault::Hyphen),
        None => Ok(()),
    }
}

/// Whether a text is an exact host name: lower case, at least two labels, no star.
#[must_use]
pub fn is_host_name(text: &str) -> bool {
    host(text).is_ok_and(|name| name == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_exact_names_in_any_case() {
        assert_eq!(host("A-1.Example.COM").as_deref(), Ok("a-1.example.com"));
        let longest = format!("{}.{}", "a".repeat(63), "b".repeat(63));
        assert_eq!(host(&longest), Ok(longest));
        assert!(is_host_name("a.b") && !is_host_name("A.b"));
    }

    #[test]
    fn says_why_not() {
        let long = format!("{}.com", "a.".repeat(125));
        let label = format!("{}.com", "a".repeat(64));
        for (text, fault) in [
            ("https://a.b:443/c", HostFault::Url),
            ("a.b:443", HostFault::Port),
            ("::1", HostFault::Port),
            ("*.a.b", HostFault::Star),
            ("10.0.0.4", HostFault::Address),
            ("bücher.de", HostFault::NotAscii),
            ("a.b.", HostFault::DotAtEnd),
            ("a..b", HostFault::EmptyLabel),
            (".a.b", HostFault::EmptyLabel),
            (".", HostFault::EmptyLabel),
            ("", HostFault::EmptyLabel),
            ("localhost", HostFault::OneLabel),
            (label.as_str(), HostFault::LongLabel),
            (long.as_str(), HostFault::Long),
            ("-a.b", HostFault::Hyphen),
            ("a_b.c", HostFault::Character('_')),
            ("a b.c", HostFault::Character(' ')),
        ] {
            assert_eq!(host(text), Err(fault), "{text}");
        }
    }
}
