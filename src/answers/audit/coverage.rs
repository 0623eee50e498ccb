//! What became of one wanted rule.

use super::Place;
use crate::answers::Tone;
use crate::catalog::Requirement;
use crate::rules::Rule;

/// How a firewall deals with what a rule asks for, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coverage {
    /// A rule allows it by name or by address.
    Covered,
    /// Only a rule allows it that is far wider than needed, such as TCP 443 to anywhere.
    TooWide,
    /// The FQDN tag is believed to allow it; its content is not published.
    ByFqdnTag,
    /// A wide service tag may hold its addresses, which proves nothing.
    Perhaps,
    /// Some of it is allowed: some names, addresses or subnets of the nodes.
    Partly,
    /// A rule would allow it, and another that is evaluated before denies it.
    Shadowed,
    /// A rule would allow it if what could not be resolved is what it looks like: its action, its
    /// port, or a name of which some parts are known.
    Unknown,
    /// The destination is allowed, but not with this protocol and port.
    WrongTraffic,
    /// Nothing allows it.
    Missing,
}

impl Coverage {
    /// Every class, the best first.
    pub const ALL: &'static [Self] = &[
        Self::Covered,
        Self::TooWide,
        Self::ByFqdnTag,
        Self::Perhaps,
        Self::Partly,
        Self::Shadowed,
        Self::Unknown,
        Self::WrongTraffic,
        Self::Missing,
    ];

    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Covered => "covered",
            Self::TooWide => "too-wide",
            Self::ByFqdnTag => "by-fqdn-tag",
            Self::Perhaps => "perhaps",
            Self::Partly => "partly",
            Self::Shadowed => "shadowed",
            Self::Unknown => "unknown",
            Self::WrongTraffic => "wrong-traffic",
            Self::Missing => "missing",
        }
    }

    /// Whether a rule has to be added or mended. What is perhaps covered, or probably by something
    /// that could not be resolved, is for the operator to decide.
    #[must_use]
    pub const fn is_missing(self) -> bool {
        matches!(self, Self::Partly | Self::Shadowed | Self::WrongTraffic | Self::Missing)
    }

    /// Whether it cannot be told.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Perhaps | Self::Unknown)
    }

    /// How much it matters for a required rule.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Covered | Self::ByFqdnTag => Tone::Good,
            Self::TooWide | Self::Perhaps | Self::Unknown => Tone::Warning,
            Self::Partly | Self::Shadowed | Self::WrongTraffic | Self::Missing => Tone::Bad,
        }
    }
}

/// One entry of one rule of the firewall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// Where the rule stands.
    pub place: Place,
    /// Its collection; may be empty.
    pub collection: String,
    /// The rule's name; may be empty.
    pub rule: String,
    /// The entry, as written.
    pub entry: String,
    /// What the rule lets through, as it is shown: `HTTPS 443, HTTP 80`; may be empty.
    pub traffic: String,
    /// What is to be said of it.
    pub labels: Vec<Label>,
}

/// What is to be said of a rule that covers another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// It allows more names or addresses than needed.
    Wider,
    /// The article allows this form of destination too.
    OtherForm,
    /// Whether it is for the nodes was not checked: the IP group, the service tag or the expression,
    /// or nothing where no subnet is known.
    SourceNotChecked(String),
    /// The list tells no port.
    PortNotTold,
    /// A name in a network rule, which needs the firewall as DNS proxy.
    NeedsDnsProxy,
}

/// What is missing, or stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Only some of the names or addresses are allowed.
    OnlySome(By),
    /// Only one API server is allowed, which may be the cluster's own.
    OnlyApiServer(By),
    /// Only a part of the host's paths is allowed.
    OnlyPath(By),
    /// The rule also asks for certain addresses.
    Narrowed(By),
    /// This denies all or some of it before.
    Denied(By),
    /// Nothing is allowed for these subnets of the nodes.
    Sources(Vec<String>),
    /// These destinations are not allowed.
    Destinations(Vec<String>),
    /// This service tag is needed beside.
    NeedsTag(&'static str),
    /// It is allowed, but for other sources.
    OtherSource(By),
    /// It is allowed with this traffic only.
    Traffic(By, String),
    /// Something of which nothing is known may be it: an expression, or an IP group whose addresses
    /// are not in the files.
    Unless(By),
}

/// One wanted rule, judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The rule.
    pub rule: Rule,
    /// How it is covered.
    pub coverage: Coverage,
    /// What covers it, or may cover it.
    pub by: Vec<By>,
    /// What is missing.
    pub lacks: Vec<Lack>,
}

impl Judged {
    /// Whether the source asks for it as required.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.rule.requirement() == Requirement::Required
    }

    /// How much it matters.
    #[must_use]
    pub fn tone(&self) -> Tone {
        match self.coverage.tone() {
            Tone::Good => Tone::Good,
            tone if self.is_required() => tone,
            _ => Tone::Note,
        }
    }
}
