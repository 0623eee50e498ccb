//! What the files for nftables and dnsmasq have in common: the table, the sets of names, and what
//! they can say. nftables sees addresses; dnsmasq puts those that it hands out into the sets.

use crate::catalog::Kind;
use crate::export::fit::Fit;
use crate::export::group::{Group, Shape};
use crate::export::{Capabilities, NetworkHosts, Reach};
use crate::rules::RuleSet;
use ipnet::IpNet;

/// The table, which is ours alone; its family is `inet`.
pub(super) const TABLE: &str = "aks-egress";

/// dnsmasq puts names below a name into the name's sets.
pub(super) const NAMES: Capabilities = Capabilities {
    network_hosts: NetworkHosts::No,
    exact: Reach::Wider,
    leading: Reach::Wider,
    inner: Reach::No,
    ..Capabilities::FIREWALL
};

/// IPv4 or IPv6: a set holds addresses of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V4,
    V6,
}

impl Version {
    pub(super) const ALL: [Self; 2] = [Self::V4, Self::V6];

    pub(super) fn holds(self, net: &IpNet) -> bool {
        net.addr().is_ipv4() == (self == Self::V4)
    }

    /// What rules call its header.
    pub(super) fn header(self) -> &'static str {
        match self {
            Self::V4 => "ip",
            Self::V6 => "ip6",
        }
    }

    pub(super) fn digit(self) -> char {
        match self {
            Self::V4 => '4',
            Self::V6 => '6',
        }
    }
}

/// The set of these addresses of a group.
pub(super) fn set(name: &str, version: Version) -> String {
    format!("{name}-v{}", version.digit())
}

/// The versions whose addresses a group needs sets for. Names have those of the nodes.
pub(super) fn versions(group: &Group) -> Vec<Version> {
    let nets = match group.shape() {
        Shape::Any | Shape::Tags => return Vec::new(),
        Shape::Nets => group.nets(),
        Shape::Hosts => group.sources.clone(),
    };
    let every = group.shape() == Shape::Hosts && nets.is_empty();
    Version::ALL.into_iter().filter(|v| every || nets.iter().any(|net| v.holds(net))).collect()
}

/// Whether some host is written.
pub(super) fn has_hosts(_: &RuleSet, fit: &Fit) -> bool {
    fit.rules.iter().any(|fitted| fitted.rule.kind() == Kind::Application)
}
