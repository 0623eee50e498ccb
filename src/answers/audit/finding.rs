//! What is wrong with a firewall beside what is missing.

use super::coverage::By;
use super::firewall::Why;
use crate::answers::Tone;
use crate::catalog::{CatalogRule, Cloud, Known};
use crate::rules::Reason;

/// One kind of thing that is wrong, with what it is about.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// The article dropped this host; the hosts that took its place, as far as they are known.
    Retired(Retirement, Vec<String>),
    /// A wildcard over services that anybody can own, such as storage accounts.
    SharedWildcard(&'static Known),
    /// The host belongs to these clouds.
    WrongCloud(Vec<Cloud>),
    /// The host or tag names another region than the profile.
    WrongRegion {
        /// The region that it names.
        region: String,
        /// What the profile's region would have in its place.
        own: String,
        /// Whether the profile needs that.
        is_needed: bool,
    },
    /// No firewall takes it, or it matches nothing.
    MalformedHost(Malformed),
    /// It looks like this host, which is missing.
    MisspeltHost(String),
    /// It looks like the FQDN tag.
    MisspeltFqdnTag,
    /// The FQDN tag stands where a host belongs.
    FqdnTagAsHost,
    /// Azure has no such service tag; this one is meant, if one is near.
    UnknownServiceTag(Option<String>),
    /// It matches names of all the world.
    TooWideHost,
    /// It matches more names than the rules need.
    WiderHost(Vec<String>),
    /// A network rule to any address on many ports.
    TooWideNetwork,
    /// A network rule to any address, so that no application rule is ever asked.
    HidesApplicationRules,
    /// TLS is ended on the way to these hosts of the API server or the registry.
    TlsInspection(Vec<String>),
    /// The same stands here and there.
    Duplicate,
    /// This rule denies it before.
    ShadowedRule(By),
    /// A Deny that may be about what is needed, and why nobody knows.
    DenyPerhaps(Doubt),
    /// The order of a Deny is not known.
    OrderUnknown,
    /// The catalog knows it, and this profile does not need it.
    NotNeeded(Reason),
    /// A time host in an application rule, which does nothing for UDP 123.
    TimeHost,
    /// Threat intelligence denies.
    ThreatIntelligenceDenies,
    /// Intrusion detection denies.
    IntrusionDenies,
    /// The rules of a parent policy come first and are not in the files.
    BasePolicy,
    /// The rules are in a policy that is not in the files.
    RulesElsewhere,
    /// A list was cut off by paging.
    CutOff,
    /// Names in network rules need the firewall as DNS proxy.
    DnsProxyNeeded,
    /// It could not be made out.
    Unresolved(Why),
}

/// Why nobody knows whether a Deny is about what is needed, in the order of the sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Whether its sources are the nodes is not known.
    Source,
    /// A service tag may hold the addresses of needed hosts.
    ServiceTag,
    /// An IP group, a category or an expression may be anything.
    Content,
    /// Needed hosts may have some of these public addresses.
    Addresses,
}

/// What is known of the end of a host.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Retirement {
    /// A row of the article that ended.
    Row(&'static CatalogRule),
    /// A reading says so.
    Reading(&'static crate::catalog::Advisory),
    /// It ended before the first edition.
    Known(&'static Known),
}

/// What is wrong with a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// Nothing there.
    Blank,
    /// A scheme, such as `https://`.
    Scheme,
    /// A slash or a path.
    Path,
    /// A star elsewhere than at the left end.
    InnerStar,
    /// An empty label, as in `*..x`.
    EmptyLabel,
    /// A space, or a character that no host has.
    Character,
    /// A port.
    Port,
    /// A star in a network rule, which takes exact names alone.
    StarInNetworkRule,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What is wrong.
    pub what: What,
    /// How much it matters.
    pub tone: Tone,
    /// Where; the entry of the first is what the finding is about.
    pub at: Vec<By>,
}

impl What {
    /// Its stable name in JSON.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Retired(..) => "retired-host",
            Self::SharedWildcard(_) => "shared-wildcard",
            Self::WrongCloud(_) => "wrong-cloud",
            Self::WrongRegion { .. } => "wrong-region",
            Self::MalformedHost(_) => "malformed-host",
            Self::MisspeltHost(_) => "misspelt-host",
            Self::MisspeltFqdnTag => "misspelt-fqdn-tag",
            Self::FqdnTagAsHost => "fqdn-tag-as-host",
            Self::UnknownServiceTag(_) => "unknown-service-tag",
            Self::TooWideHost => "too-wide-host",
            Self::WiderHost(_) => "wider-host",
            Self::TooWideNetwork => "too-wide-network",
            Self::HidesApplicationRules => "hides-application-rules",
            Self::TlsInspection(_) => "tls-inspection",
            Self::Duplicate => "duplicate",
            Self::ShadowedRule(_) => "shadowed-rule",
            Self::DenyPerhaps(_) => "deny-perhaps",
            Self::OrderUnknown => "order-unknown",
            Self::NotNeeded(_) => "not-needed",
            Self::TimeHost => "time-host",
            Self::ThreatIntelligenceDenies => "threat-intelligence-denies",
            Self::IntrusionDenies => "intrusion-denies",
            Self::BasePolicy => "base-policy",
            Self::RulesElsewhere => "rules-elsewhere",
            Self::CutOff => "cut-off",
            Self::DnsProxyNeeded => "dns-proxy-needed",
            Self::Unresolved(_) => "unresolved",
        }
    }

    /// How much it matters, where nothing else decides.
    #[must_use]
    pub const fn tone(&self) -> Tone {
        match self {
            Self::MisspeltFqdnTag | Self::FqdnTagAsHost | Self::TlsInspection(_) => Tone::Bad,
            Self::WiderHost(_)
            | Self::Duplicate
            | Self::DenyPerhaps(_)
            | Self::OrderUnknown
            | Self::NotNeeded(_)
            | Self::ThreatIntelligenceDenies
            | Self::IntrusionDenies => Tone::Note,
            _ => Tone::Warning,
        }
    }
}
