//! What rows say about why a flow did not get through.

use super::row::Cause;

/// What a flow's words say, beside what its destination is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hint {
    /// The TLS greeting names no host.
    NoSni,
    /// A name was not resolved.
    Dns,
    /// Threat intelligence refused it.
    ThreatIntelligence,
    /// Intrusion detection refused it.
    Intrusion,
    /// TLS was broken on the way.
    Tls,
    /// No answer in time.
    Timeout,
    /// The other side refused the connection.
    Refused,
    /// The proxy wants a login.
    ProxyLogin,
    /// A filter of categories or sites.
    Category,
    /// A rule that forbids it.
    DenyRule,
}

impl Hint {
    /// What a cause hints at, and the log's words.
    pub(super) fn of<'a>(cause: &'a Cause<'_>) -> Option<(Self, &'a str)> {
        Some(match cause {
            Cause::NoSni => (Self::NoSni, ""),
            Cause::Dns(words) => (Self::Dns, words),
            Cause::ThreatIntelligence(words) => (Self::ThreatIntelligence, words),
            Cause::Intrusion(words) => (Self::Intrusion, words),
            Cause::Tls(words) => (Self::Tls, words),
            Cause::Category(words) => (Self::Category, words),
            Cause::Timeout => (Self::Timeout, ""),
            Cause::Refused => (Self::Refused, ""),
            Cause::ProxyLogin => (Self::ProxyLogin, ""),
            Cause::Rule => (Self::DenyRule, ""),
            Cause::Failure(_) | Cause::Unknown | Cause::NoRule | Cause::Other(_) => return None,
        })
    }

    /// Its stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoSni => "no-sni",
            Self::Dns => "dns-failure",
            Self::ThreatIntelligence => "threat-intelligence",
            Self::Intrusion => "intrusion",
            Self::Tls => "tls",
            Self::Timeout => "timeout",
            Self::Refused => "refused",
            Self::ProxyLogin => "proxy-login",
            Self::Category => "category",
            Self::DenyRule => "deny-rule",
        }
    }
}
