//! What is to be said about the answers as a whole.

use crate::catalog::{Advisory, Cloud, Date, Feature, Region, Source};
use crate::profile::{Channel, Linux};

/// Whether a finding stops exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The answers cannot be true together, or one is missing: no rules are exported.
    Refusal,
    /// The rules are exported; the operator should know.
    Warning,
}

/// A refusal or a warning, each with its sentence in both languages and the key it is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// No region is chosen.
    NoRegion,
    /// The region belongs to another cloud.
    RegionOfOtherCloud(String, Cloud),
    /// No region has this name.
    UnknownRegion(String),
    /// The Chinese copy has no rules for US Gov.
    SourceWithoutCloud,
    /// With API server `VNet` integration, traffic inside the network must be allowed too.
    VnetIntegration,
    /// Network isolated clusters have a private API server.
    IsolatedWithPublicApiServer,
    /// Windows node pools do not work in network isolated clusters.
    IsolatedWithWindows,
    /// This upgrade channel does not work in network isolated clusters.
    IsolatedWithChannel(Channel),
    /// The control plane is to be written as the API server's address, which is not given.
    NoApiServerIp,
    /// The control plane is to be written as region CIDRs, and no service tag file is given.
    NoServiceTags,
    /// The service tag file is for another cloud.
    ServiceTagsOfOtherCloud(String, Cloud),
    /// The service tag file has no such tag, or only IPv6 prefixes of it; the rules name it.
    ServiceTagsWithoutTag(String, &'static str),
    /// Network and application rule collection have this same priority.
    SamePriority(u16),
    /// The tag has this many IPv6 prefixes, which are left out since nobody asked for them.
    Ipv6LeftOut(String, &'static str, usize),
    /// The Chinese copy's "Global" tables name China hosts.
    ChineseCopyForGlobal,
    /// The add-on does not work in network isolated clusters yet.
    IsolatedWithAddon(&'static Feature),
    /// The security patch channel leaves these nodes out.
    ChannelWithoutNodes(NodesWithoutChannel),
    /// Pods call the API server by its address, which is not known yet.
    ApiServerIpPending,
    /// The tunnel ports stay open in this cloud although the agent that needs none may run.
    TunnelPortsStay(Cloud),
    /// AKS is probably not offered in this region.
    AksUnlikely(&'static Region),
    /// The source lists no rules of the add-on in this cloud and edition.
    AddonWithoutRules(&'static Feature, Cloud, Source, Date),
    /// A reading calls the add-on's rules retired, and drops them if it is applied.
    AddonRetired(&'static Feature, &'static Advisory),
    /// A reading would add rules, but the source is taken at its word.
    ReadingNotApplied(&'static Advisory),
    /// The profile's edition is older than the catalog's newest.
    OldEdition(Date, Date),
    /// A network rule on TCP 443 to a tag is looked at before application rules.
    MonitorTagHidesHosts,
    /// AKS needs at least one Linux node pool.
    NoLinux,
    /// No node subnet is given; exports allow any source.
    AnySource,
    /// No node subnet is given, but an IP group, which Azure Firewall alone knows.
    AnySourceElsewhere,
    /// Every node subnet is IPv6, but nodes of AKS always speak IPv4.
    NoIpv4Subnet,
    /// These are only the rules that an audited firewall lacks.
    OnlyMissing,
}

/// Nodes that the security patch channel does not serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodesWithoutChannel {
    /// Windows node pools.
    Windows,
    /// A Linux distribution.
    Linux(Linux),
}

impl Finding {
    /// Whether it stops exports.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::NoRegion
            | Self::RegionOfOtherCloud(..)
            | Self::UnknownRegion(_)
            | Self::SourceWithoutCloud
            | Self::IsolatedWithPublicApiServer
            | Self::IsolatedWithWindows
            | Self::IsolatedWithChannel(_)
            | Self::NoApiServerIp
            | Self::NoServiceTags
            | Self::ServiceTagsOfOtherCloud(..)
            | Self::ServiceTagsWithoutTag(..)
            | Self::SamePriority(_) => Severity::Refusal,
            _ => Severity::Warning,
        }
    }

    /// The profile key that it is about.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoRegion
            | Self::RegionOfOtherCloud(..)
            | Self::UnknownRegion(_)
            | Self::AksUnlikely(_) => "cluster.region",
            Self::SourceWithoutCloud | Self::ChineseCopyForGlobal => "source",
            Self::VnetIntegration | Self::IsolatedWithPublicApiServer => "cluster.api_server",
            Self::IsolatedWithWindows => "nodes.windows",
            Self::IsolatedWithChannel(_) | Self::ChannelWithoutNodes(_) => {
                "nodes.os_upgrade_channel"
            }
            Self::NoApiServerIp | Self::ApiServerIpPending => "cluster.api_server_ip",
            Self::NoServiceTags
            | Self::ServiceTagsOfOtherCloud(..)
            | Self::ServiceTagsWithoutTag(..) => "destinations.service_tags",
            Self::Ipv6LeftOut(..) => "destinations.ipv6",
            Self::SamePriority(_) => "azure_firewall.application_priority",
            Self::IsolatedWithAddon(_) | Self::AddonWithoutRules(..) | Self::AddonRetired(..) => {
                "addons.enabled"
            }
            Self::ReadingNotApplied(_) => "reading",
            Self::OldEdition(..) => "edition",
            Self::OnlyMissing => "azure_firewall.group",
            Self::MonitorTagHidesHosts => "addons.azure_monitor_by",
            Self::TunnelPortsStay(_) => "cluster.exempt",
            Self::NoLinux => "nodes.linux",
            Self::AnySource | Self::AnySourceElsewhere | Self::NoIpv4Subnet => "nodes.subnets",
        }
    }
}
