//! What a destination turned out to be.

use super::hint::Hint;
use crate::answers::Tone;
use crate::catalog::{CatalogRule, Cloud, Date, Failure, Known, Region, Requirement};
use crate::rules::{Because, Reason};

/// Rows of the catalog that name a destination, all in the same sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The rows, what names the destination most closely first; never empty.
    pub rows: Vec<&'static CatalogRule>,
    /// The clouds in which they name it so.
    pub clouds: Vec<Cloud>,
    /// The destination as a rule would be written, such as `*.data.mcr.microsoft.com`.
    pub destination: String,
    /// The region that stands in the asked name.
    pub region: Option<&'static Region>,
}

impl Found {
    /// Whether a row asks for it, and does not only recommend it.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.rows.iter().any(|row| row.requirement == Requirement::Required)
    }
}

/// Why a name is retired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A reading says so.
    Reading(&'static crate::catalog::Advisory),
    /// The source dropped it on this day.
    Dropped(Date),
}

/// What a port alone says, where the catalog has no rule for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PortUse {
    /// TCP 445.
    AzureFiles,
    /// TCP 1688.
    WindowsActivation,
    /// UDP 443.
    Quic,
}

/// One answer about a destination. A destination may have several, the most telling first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// An address of the platform, which must not pass a firewall.
    Platform(&'static Known),
    /// What the rows say about why it did not get through, and their words.
    Hint(Hint, String),
    /// What the code of a failed step means, and the rules that it needs.
    Failure(&'static Failure, Option<Found>),
    /// A code of which nothing is known.
    UnknownCode,
    /// A required rule.
    Required(Found, Vec<Because>),
    /// Needed, but on another port or protocol than was asked for.
    OtherPort(Found),
    /// Needed only under a condition that does not hold for the profile, or is not known to hold.
    OnlyIf(Found, Option<Reason>),
    /// By its port; whether the address is the rule's is not known.
    ByPort(Found, Option<Reason>),
    /// The port of a rule of the profile, but not one of the rule's addresses.
    OtherAddress(Found),
    /// By its port; the article has no rule for it.
    PortUse(PortUse),
    /// A recommended rule.
    Recommended(Found),
    /// The name of a private API server, which private DNS resolves.
    PrivateDns,
    /// Seen in traffic; the source asks for no rule.
    Observed(Found),
    /// The source, or a reading, says that this profile does not need it.
    NotNeeded(Found, Reason),
    /// The article lists it, but only since a day after the profile's edition.
    Newer(Found, Date),
    /// Of another region than the profile's.
    OtherRegion(Found),
    /// Another cluster's API server.
    OtherCluster(Found),
    /// Reported by operators; the article does not name it.
    Undocumented(&'static Known),
    /// Listed once, or called retired by a reading.
    Retired(Found, End),
    /// Named before the catalog's first edition; with the rules that took its place.
    RetiredName(&'static Known, Option<Found>),
    /// Of another cloud than the profile's.
    OtherCloud(Found),
    /// Only the other document lists it.
    OtherSource(Found),
    /// Every name below it is something else, which a rule for them does not extend to it: the
    /// pattern, and what the names below are.
    NearMiss(String, Box<Verdict>),
    /// A private address on TCP 443: a private endpoint, or a service of the operator's own.
    PrivateAddress,
    /// No requirement of AKS that is known.
    NotAks,
}

impl Verdict {
    /// Its stable name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Platform(_) => "platform",
            Self::Hint(hint, _) => hint.name(),
            Self::Failure(..) => "failure-code",
            Self::UnknownCode => "unknown-code",
            Self::Required(..) => "required",
            Self::OtherPort(_) => "other-port",
            Self::OnlyIf(..) => "needed-if",
            Self::ByPort(..) => "by-port",
            Self::OtherAddress(_) => "other-address",
            Self::PortUse(PortUse::AzureFiles) => "azure-files",
            Self::PortUse(PortUse::WindowsActivation) => "windows-activation",
            Self::PortUse(PortUse::Quic) => "quic",
            Self::Recommended(_) => "recommended",
            Self::PrivateDns => "private-dns",
            Self::Observed(_) => "observed",
            Self::NotNeeded(..) => "not-needed",
            Self::Newer(..) => "newer",
            Self::OtherRegion(_) => "other-region",
            Self::OtherCluster(_) => "other-cluster",
            Self::Undocumented(_) => "undocumented",
            Self::Retired(..) | Self::RetiredName(..) => "retired",
            Self::OtherCloud(_) => "other-cloud",
            Self::OtherSource(_) => "other-source",
            Self::NearMiss(..) => "near-miss",
            Self::PrivateAddress => "private-address",
            Self::NotAks => "not-aks",
        }
    }

    /// Every name, in the order in which verdicts tell most.
    pub const NAMES: &'static [&'static str] = &[
        "platform",
        "no-sni",
        "dns-failure",
        "threat-intelligence",
        "intrusion",
        "proxy-login",
        "failure-code",
        "unknown-code",
        "required",
        "other-port",
        "not-needed",
        "needed-if",
        "recommended",
        "by-port",
        "other-address",
        "azure-files",
        "windows-activation",
        "quic",
        "private-dns",
        "observed",
        "undocumented",
        "newer",
        "other-region",
        "other-cluster",
        "retired",
        "other-cloud",
        "other-source",
        "near-miss",
        "private-address",
        "not-aks",
        "tls",
        "timeout",
        "refused",
        "category",
        "deny-rule",
    ];

    /// How soon it is told; small is soon.
    #[must_use]
    pub fn rank(&self) -> usize {
        let name = self.name();
        Self::NAMES.iter().position(|known| *known == name).unwrap_or(Self::NAMES.len())
    }

    /// How much it matters where the destination was refused, or was only named.
    #[must_use]
    pub fn tone(&self, refused: bool) -> Tone {
        match self {
            Self::Required(..) | Self::Failure(_, Some(_)) if refused => Tone::Bad,
            // What the profile's edition does not name yet, nodes of today ask for all the same.
            Self::Newer(found, _) if refused && found.is_required() => Tone::Bad,
            Self::Required(..) | Self::Observed(_) => Tone::Good,
            Self::NotNeeded(..)
            | Self::Retired(..)
            | Self::RetiredName(..)
            | Self::OtherSource(_)
            | Self::NearMiss(..)
            | Self::NotAks
            | Self::UnknownCode
            | Self::PortUse(PortUse::Quic) => Tone::Note,
            _ if refused => Tone::Warning,
            Self::Hint(..) | Self::Failure(..) | Self::Platform(_) => Tone::Warning,
            _ => Tone::Note,
        }
    }

    /// The rows of the catalog behind it.
    #[must_use]
    pub fn found(&self) -> Option<&Found> {
        match self {
            Self::Failure(_, found) | Self::RetiredName(_, found) => found.as_ref(),
            Self::Required(found, _)
            | Self::OtherPort(found)
            | Self::OnlyIf(found, _)
            | Self::ByPort(found, _)
            | Self::OtherAddress(found)
            | Self::Recommended(found)
            | Self::Observed(found)
            | Self::NotNeeded(found, _)
            | Self::Newer(found, _)
            | Self::OtherRegion(found)
            | Self::OtherCluster(found)
            | Self::Retired(found, _)
            | Self::OtherCloud(found)
            | Self::OtherSource(found) => Some(found),
            Self::Platform(_)
            | Self::Hint(..)
            | Self::UnknownCode
            | Self::PortUse(_)
            | Self::PrivateDns
            | Self::Undocumented(_)
            | Self::NearMiss(..)
            | Self::PrivateAddress
            | Self::NotAks => None,
        }
    }

    /// Whether there may be a reason to allow it.
    pub(super) fn may_be_needed(&self) -> bool {
        matches!(
            self,
            Self::Required(..)
                | Self::Recommended(_)
                | Self::OnlyIf(..)
                | Self::OtherPort(_)
                | Self::ByPort(..)
                | Self::Undocumented(_)
        )
    }

    /// Whether its reason begins with what its heading says.
    pub(super) fn says_it_all(&self) -> bool {
        matches!(self, Self::OnlyIf(..) | Self::NotNeeded(..))
    }

    /// Whether what operators reported holds in this cloud too.
    pub(super) fn is_of(&self, cloud: Cloud) -> bool {
        !matches!(self, Self::Undocumented(known) if !known.clouds.contains(&cloud))
    }

    /// What the catalog knows of it beside its rules.
    #[must_use]
    pub fn known(&self) -> Option<&'static Known> {
        match self {
            Self::Platform(known) | Self::Undocumented(known) | Self::RetiredName(known, _) => {
                Some(known)
            }
            Self::NearMiss(_, below) => below.known(),
            _ => None,
        }
    }
}
