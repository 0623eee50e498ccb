//! What formats are listed under.

use crate::catalog::Text;

/// A family of formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// For people and programs.
    Documents,
    /// Azure Firewall with a policy.
    AzureFirewall,
    /// Other ways of Azure: classic rules, network security groups.
    AzureOther,
    /// Firewalls of other makers.
    Appliances,
    /// Web proxies and DNS filters.
    Proxies,
    /// Linux hosts and Kubernetes.
    Hosts,
}

impl Family {
    /// All of them, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[
        Self::Documents,
        Self::AzureFirewall,
        Self::AzureOther,
        Self::Appliances,
        Self::Proxies,
        Self::Hosts,
    ];

    /// Name for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::AzureFirewall => "azure-firewall",
            Self::AzureOther => "azure-other",
            Self::Appliances => "appliances",
            Self::Proxies => "proxies",
            Self::Hosts => "hosts",
        }
    }

    /// Name shown to people.
    #[must_use]
    pub fn title(self) -> Text {
        let (en, zh) = match self {
            Self::Documents => ("For people and programs", "供阅读和程序使用"),
            Self::AzureFirewall => ("Azure Firewall policy", "Azure 防火墙策略"),
            Self::AzureOther => ("Azure, other ways", "Azure 其他方式"),
            Self::Appliances => ("Firewalls of other makers", "其他厂商的防火墙"),
            Self::Proxies => ("Web proxies and DNS filters", "Web 代理和 DNS 过滤"),
            Self::Hosts => ("Linux hosts and Kubernetes", "Linux 主机和 Kubernetes"),
        };
        Text { en, zh }
    }
}
