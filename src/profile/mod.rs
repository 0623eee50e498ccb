//! What the operator said about a cluster, and only that.
//!
//! [`Profile`] holds every answer; [`Profile::meaningful`] drops those that another answer
//! makes void. The keys of the file are one table, in [`keys`].

mod azure;
mod bytes;
mod check;
mod choices;
mod edit;
pub mod examples;
mod help;
mod host;
pub mod keys;
mod line;
mod list;
mod meaningful;
mod nearest;
mod problem;
mod read;
mod say;
mod shape;
mod syntax;
mod text;
mod value;
mod write;

use crate::catalog::{Action, Advisory, CATALOG, CatalogRule, Condition, Date, Exemption, Source};
use ipnet::IpNet;
use std::net::IpAddr;

pub use crate::catalog::Cloud;
pub use azure::IpGroupFault;
pub use bytes::{MAX_BYTES, decode, from_bytes};
pub use choices::{
    ApiServer, Channel, ControlPlane, Fqdns, Language, Linux, MonitorBy, NtpForm, Reading, Tunnel,
};
pub use host::{HostFault, is_host_name};
pub use keys::{KEYS, Key, Presence};
pub use meaningful::Void;
pub use problem::{Fault, FileFault, Place, Problem, Type};
pub use read::{Loaded, read};
pub use shape::Shape;
pub(crate) use text::shown;
pub use value::Value;
pub(crate) use value::date;
pub use write::write;

/// The version of the file format that this program reads and writes.
pub const VERSION: i64 = 1;

/// Every answer about one cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Free text.
    pub name: Option<String>,
    /// The document to follow.
    pub source: Source,
    /// The rules are those listed on this day.
    pub edition: Date,
    /// Whether readings are applied.
    pub reading: Reading,
    /// Language of purposes in exports.
    pub language: Language,
    /// `[cluster]`
    pub cluster: Cluster,
    /// `[nodes]`
    pub nodes: Nodes,
    /// `[addons]`
    pub addons: Addons,
    /// `[destinations]`
    pub destinations: Destinations,
    /// `[azure_firewall]`
    pub azure_firewall: AzureFirewall,
}

/// `[cluster]`: where it is and how it is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// The Azure cloud.
    pub cloud: Cloud,
    /// Programmatic region name; empty until it is chosen.
    pub region: String,
    /// How nodes reach the API server.
    pub api_server: ApiServer,
    /// Meaningful with a public API server.
    pub tunnel: Tunnel,
    /// Outbound type none or block, images from a private registry.
    pub network_isolated: bool,
    /// The API server's own host name, without star.
    pub api_server_fqdn: Option<String>,
    /// The API server's public address, known after creation.
    pub api_server_ip: Option<IpAddr>,
    /// Own DNS servers; empty means Azure DNS.
    pub custom_dns: Vec<IpAddr>,
    /// Also TCP 53.
    pub custom_dns_tcp: bool,
    /// Pods call the API server by its address.
    pub pods_use_api_server_ip: bool,
    /// Exemptions extended to China and US Gov; `None` takes the reading's default.
    pub exempt: Option<Vec<Exemption>>,
}

/// `[nodes]`: what runs in the node pools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nodes {
    /// Linux distributions; may be empty.
    pub linux: Vec<Linux>,
    /// Windows node pools.
    pub windows: bool,
    /// GPU node pools that install drivers.
    pub gpu: bool,
    /// A node is older than March 2021.
    pub before_march_2021: bool,
    /// The node OS upgrade channel.
    pub os_upgrade_channel: Channel,
    /// The article's optional update hosts.
    pub recommended_updates: bool,
    /// Source addresses in exports; empty means any.
    pub subnets: Vec<IpNet>,
}

/// `[addons]`: features beyond the core.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addons {
    /// Ids from the catalog, in the order in which they were given.
    pub enabled: Vec<String>,
    /// `None` takes the default of source, edition and reading.
    pub azure_monitor_by: Option<MonitorBy>,
    /// Add-ons that are reached privately.
    pub private_endpoints: Vec<String>,
}

/// `[destinations]`: the form of destinations that can be written in several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destinations {
    /// Form of the control plane.
    pub control_plane: ControlPlane,
    /// Form of the time server.
    pub ntp: NtpForm,
    /// Keep hosts that a reading calls retired.
    pub legacy_hosts: bool,
    /// Path of Microsoft's weekly service tag file, relative to the profile.
    pub service_tags: Option<String>,
    /// Take the file's IPv6 prefixes too.
    pub ipv6: bool,
}

/// `[azure_firewall]`: how Azure Firewall's policy holds the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AzureFirewall {
    /// Name of the rule collection group: letters, digits, `_`, `.` and `-`, 2 to 80.
    pub group: String,
    /// Priority of the group, 100 to 65000; lower is looked at first.
    pub priority: u16,
    /// Priority of the network rule collection within the group.
    pub network_priority: u16,
    /// Priority of the application rule collection within the group.
    pub application_priority: u16,
    /// Whether hosts are named, or left to Microsoft's FQDN tag as far as it is believed to go.
    pub fqdns: Fqdns,
    /// Resource id of an IP group that stands in place of `nodes.subnets`.
    pub ip_group: Option<String>,
}

impl Profile {
    /// The answers before anything was asked: a public Ubuntu cluster in the global cloud, no region yet.
    #[must_use]
    pub fn new(edition: Date) -> Self {
        Self {
            name: None,
            source: Source::Learn,
            edition,
            reading: Reading::Recommended,
            language: Language::En,
            cluster: Cluster {
                cloud: Cloud::Global,
                region: String::new(),
                api_server: ApiServer::Public,
                tunnel: Tunnel::Konnectivity,
                network_isolated: false,
                api_server_fqdn: None,
                api_server_ip: None,
                custom_dns: Vec::new(),
                custom_dns_tcp: false,
                pods_use_api_server_ip: false,
                exempt: None,
            },
            nodes: Nodes {
                linux: vec![Linux::Ubuntu],
                windows: false,
                gpu: false,
                before_march_2021: false,
                os_upgrade_channel: Channel::Unset,
                recommended_updates: true,
                subnets: Vec::new(),
            },
            addons: Addons::default(),
            destinations: Destinations {
                control_plane: ControlPlane::ServiceTag,
                ntp: NtpForm::Any,
                legacy_hosts: false,
                service_tags: None,
                ipv6: false,
            },
            azure_firewall: AzureFirewall {
                group: "aks-egress".to_owned(),
                priority: 400,
                network_priority: 200,
                application_priority: 300,
                fqdns: Fqdns::Explicit,
                ip_group: None,
            },
        }
    }

    /// The exemptions extended to China and US Gov.
    #[must_use]
    pub fn exemptions(&self) -> &[Exemption] {
        match (&self.cluster.exempt, self.reading) {
            (Some(exempt), _) => exempt,
            (None, Reading::Recommended) => &[Exemption::PrivateCluster, Exemption::Ntp],
            (None, Reading::Printed) => &[],
        }
    }

    /// Whether the profile's source lists a row in its cloud and edition.
    #[must_use]
    pub fn lists(&self, rule: &CatalogRule) -> bool {
        rule.source == self.source
            && rule.clouds.contains(&self.cluster.cloud)
            && rule.listed_on(self.edition)
    }

    /// Whether a reading holds in the profile's cloud and edition.
    #[must_use]
    pub fn in_effect(&self, advisory: &Advisory) -> bool {
        advisory.clouds.contains(&self.cluster.cloud)
            && advisory.effective.is_none_or(|day| day <= self.edition)
    }

    /// Whether the profile takes a reading's word: an exemption by `cluster.exempt`, others by `reading`.
    #[must_use]
    pub fn applies(&self, advisory: &Advisory) -> bool {
        match advisory.action {
            Action::Unless { exemption: Some(exemption), .. } => {
                self.exemptions().contains(&exemption)
            }
            _ => self.reading == Reading::Recommended,
        }
    }

    /// How Azure Monitor is allowed: by hosts, unless the profile says otherwise, or takes a source at
    /// its word that asks for the service tag beside them.
    #[must_use]
    pub fn monitor_by(&self) -> MonitorBy {
        let asks_for_both = |rule: &CatalogRule| {
            rule.source == self.source
                && rule.alternative_until.is_some_and(|day| day <= self.edition)
        };
        match (self.addons.azure_monitor_by, self.reading) {
            (Some(form), _) => form,
            (None, Reading::Printed) if CATALOG.rules.iter().any(asks_for_both) => MonitorBy::Both,
            (None, _) => MonitorBy::Fqdn,
        }
    }

    /// The profile with the two answers written out whose default depends on others.
    #[must_use]
    pub fn effective(&self) -> Self {
        let mut effective = self.clone();
        effective.addons.azure_monitor_by = Some(self.monitor_by());
        effective.cluster.exempt = Some(self.exemptions().to_vec());
        effective
    }

    /// Whether `condition` holds. `private-endpoint` depends on the rule's feature too.
    #[must_use]
    pub fn holds(&self, condition: Condition, feature: &str) -> bool {
        let channel = self.nodes.os_upgrade_channel;
        match condition {
            Condition::CustomDns => !self.cluster.custom_dns.is_empty(),
            Condition::CustomDnsTcp => {
                self.cluster.custom_dns_tcp && !self.cluster.custom_dns.is_empty()
            }
            Condition::Konnectivity => self.cluster.tunnel == Tunnel::Konnectivity,
            Condition::LegacyHosts => self.destinations.legacy_hosts,
            Condition::LinuxNodes => !self.nodes.linux.is_empty(),
            Condition::MonitorByFqdn => self.monitor_by() != MonitorBy::ServiceTag,
            Condition::MonitorByServiceTag => self.monitor_by() != MonitorBy::Fqdn,
            Condition::NetworkIsolated => self.cluster.network_isolated,
            Condition::NewNodes => !self.nodes.before_march_2021,
            Condition::NoArchiveUpdates => !matches!(channel, Channel::Unset | Channel::Unmanaged),
            Condition::NoSnapshotUpdates => {
                !matches!(channel, Channel::Unset | Channel::SecurityPatch)
            }
            Condition::PodsUseApiServerIp => self.cluster.pods_use_api_server_ip,
            Condition::PrivateApiServer => self.cluster.api_server != ApiServer::Public,
            Condition::PrivateEndpoint => {
                self.addons.private_endpoints.iter().any(|id| id == feature)
            }
            Condition::RecommendedUpdates => self.nodes.recommended_updates,
            Condition::UbuntuNodes => self.nodes.linux.contains(&Linux::Ubuntu),
        }
    }
}
