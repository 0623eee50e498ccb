//! Answers that are one of a few names.

use crate::catalog::schema::named;

named! {
    /// Whether readings change the rules.
    Reading {
        /// The facts with the readings applied.
        Recommended = "recommended",
        /// The source at its word.
        Printed = "printed",
    }
}
named! {
    /// A language of the screen and of exports.
    Language { En = "en", Zh = "zh" }
}
named! {
    /// How nodes reach the API server.
    ApiServer { Public = "public", PrivateLink = "private-link", VnetIntegration = "vnet-integration" }
}
named! {
    /// The tunnel between nodes and control plane.
    Tunnel { Konnectivity = "konnectivity", Legacy = "legacy" }
}
named! {
    /// A Linux distribution of node pools.
    Linux { Ubuntu = "ubuntu", AzureLinux = "azure-linux", Flatcar = "flatcar" }
}
named! {
    /// The node OS upgrade channel.
    Channel {
        Unset = "unset",
        Unmanaged = "unmanaged",
        SecurityPatch = "security-patch",
        NodeImage = "node-image",
        None = "none",
    }
}
named! {
    /// How Azure Monitor is allowed.
    MonitorBy { Fqdn = "fqdn", ServiceTag = "service-tag", Both = "both" }
}
named! {
    /// Destination form of the rules to the control plane.
    ControlPlane {
        Any = "any",
        ServiceTag = "service-tag",
        RegionCidrs = "region-cidrs",
        ApiServerIp = "api-server-ip",
    }
}
named! {
    /// Destination form of the time rule.
    NtpForm { Any = "any", Fqdn = "fqdn" }
}
named! {
    /// How Azure Firewall is told the hosts.
    Fqdns { Explicit = "explicit", TagAndAddons = "tag-and-addons" }
}

impl Language {
    /// The one of two texts, or tables of texts, that is in this language.
    #[must_use]
    pub fn of<T>(self, en: T, zh: T) -> T {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }
}
