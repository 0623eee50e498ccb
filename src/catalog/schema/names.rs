//! Everything that is one of a few fixed names.

/// Declares an enum whose variants have fixed names in TOML, JSON and on the command line.
macro_rules! named {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* #[doc = concat!("`", $text, "`")] $variant),+ }

        impl $name {
            /// Every value, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name used in files and on the command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value with exactly this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}
pub(crate) use named;

named! {
    /// One of the three Azure clouds that the article covers.
    Cloud { Global = "global", China = "china", UsGov = "usgov" }
}
named! {
    /// The document a profile follows.
    Source {
        /// Microsoft's article on Learn, with its history.
        Learn = "learn",
        /// The Chinese copy on the Azure China documentation site, as printed.
        AzureCnZh = "azure-cn-zh",
    }
}
named! {
    /// How a firewall decides: by address and port, or by the host name in HTTP and TLS.
    Kind { Network = "network", Application = "application" }
}
named! {
    /// Transport of a network rule, or scheme of an application rule.
    Protocol { Tcp = "TCP", Udp = "UDP", Http = "HTTP", Https = "HTTPS" }
}
named! {
    /// How strongly a source asks for a rule.
    Requirement {
        Required = "required",
        Recommended = "recommended",
        /// Seen in traffic; the source says that it need not be allowed.
        Observed = "observed",
    }
}
named! {
    /// A yes-or-no fact about a profile that a rule or a reading depends on.
    Condition {
        CustomDns = "custom-dns",
        CustomDnsTcp = "custom-dns-tcp",
        Konnectivity = "konnectivity",
        LegacyHosts = "legacy-hosts",
        LinuxNodes = "linux-nodes",
        MonitorByFqdn = "monitor-by-fqdn",
        MonitorByServiceTag = "monitor-by-service-tag",
        NetworkIsolated = "network-isolated",
        /// Every node was made after March 2021.
        NewNodes = "new-nodes",
        /// The upgrade channel never asks the Ubuntu archive hosts.
        NoArchiveUpdates = "no-archive-updates",
        /// The upgrade channel never asks the Ubuntu snapshot host.
        NoSnapshotUpdates = "no-snapshot-updates",
        PodsUseApiServerIp = "pods-use-api-server-ip",
        PrivateApiServer = "private-api-server",
        /// The rule's own feature is reached through a private endpoint.
        PrivateEndpoint = "private-endpoint",
        RecommendedUpdates = "recommended-updates",
        UbuntuNodes = "ubuntu-nodes",
    }
}
named! {
    /// An exemption that the article prints for Global only and a profile may extend to China and US Gov.
    Exemption { PrivateCluster = "private-cluster", Ntp = "ntp", Konnectivity = "konnectivity" }
}
named! {
    /// How sure a reading is.
    Confidence { High = "high", Medium = "medium" }
}
named! {
    /// Destinations that are addresses and not known to the article.
    Address {
        /// The tunnel's end: any, service tag, region CIDRs or the API server's IP.
        ControlPlane = "control-plane",
        /// Any time server, or the one that the row names.
        Ntp = "ntp",
        CustomDns = "custom-dns",
        ApiServerIp = "api-server-ip",
    }
}
