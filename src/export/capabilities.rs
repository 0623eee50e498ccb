//! What a format can express, as data: losses, the table of `list formats --capabilities` and the
//! README's derive from it.

/// What a format can express.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Rules for TCP and UDP ports to addresses.
    pub network_rules: bool,
    /// Rules for hosts over HTTP and HTTPS.
    pub application_rules: ApplicationRules,
    /// A host as the destination of a network rule.
    pub network_hosts: NetworkHosts,
    /// What an exact host, `x`, matches.
    pub exact: Reach,
    /// What a leading wildcard, `*.x`, matches.
    pub leading: Reach,
    /// What an inner wildcard, such as `md-*.x`, matches.
    pub inner: Reach,
    /// How ports are said.
    pub ports: Ports,
    /// How service tags are said.
    pub service_tags: ServiceTags,
    /// Whether IPv6 addresses can be written.
    pub ipv6: bool,
    /// Whether any address can be written.
    pub any: bool,
    /// Whether rules say where the traffic comes from.
    pub sources: bool,
}

/// How rules for hosts are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplicationRules {
    /// By host.
    ByHost,
    /// Only as a port to every address, which is wider.
    ByPort,
    /// Not at all.
    No,
}

impl ApplicationRules {
    /// Name for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ByHost => "by-host",
            Self::ByPort => "by-port",
            Self::No => "no",
        }
    }
}

/// Whether a network rule may name a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetworkHosts {
    /// It may.
    Yes,
    /// It may, and works only while the firewall is the nodes' DNS proxy.
    WithDnsProxy,
    /// It may not.
    No,
}

impl NetworkHosts {
    /// Name for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::WithDnsProxy => "with-dns-proxy",
            Self::No => "no",
        }
    }
}

/// Which names a written host matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The names that are meant, at any depth, and no others.
    Exact,
    /// It stands as the source prints it; who reads it decides.
    AsPrinted,
    /// More: names below an exact one, or the name itself beside those below it.
    Wider,
    /// Of the names below, those with at most so many labels more.
    Levels(u8),
    /// It cannot be written.
    No,
}

impl Reach {
    /// Name for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::AsPrinted => "as-printed",
            Self::Wider => "wider",
            Self::Levels(_) => "levels",
            Self::No => "no",
        }
    }
}

/// How ports are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ports {
    /// In each rule.
    InRules,
    /// Every entry is for this port.
    Only(u16),
    /// Not at all, or in comments.
    No,
}

impl Ports {
    /// Name for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::InRules => "in-rules",
            Self::Only(_) => "one-port",
            Self::No => "no",
        }
    }
}

/// How service tags are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceTags {
    /// By name.
    ByName,
    /// As the prefixes of the operator's service tag file.
    AsPrefixes,
}

impl ServiceTags {
    /// Name for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ByName => "by-name",
            Self::AsPrefixes => "as-prefixes",
        }
    }
}

impl Capabilities {
    /// Documents say everything as the source prints it.
    pub(super) const DOCUMENT: Self = Self {
        network_rules: true,
        application_rules: ApplicationRules::ByHost,
        network_hosts: NetworkHosts::Yes,
        exact: Reach::Exact,
        leading: Reach::AsPrinted,
        inner: Reach::AsPrinted,
        ports: Ports::InRules,
        service_tags: ServiceTags::ByName,
        ipv6: true,
        any: true,
        sources: true,
    };

    /// Azure Firewall with a policy. It takes a star as the whole first label only.
    pub(super) const AZURE_FIREWALL: Self = Self {
        network_hosts: NetworkHosts::WithDnsProxy,
        leading: Reach::Exact,
        inner: Reach::No,
        ipv6: false,
        ..Self::DOCUMENT
    };

    /// A list of hosts and nothing else; the two reaches are the target's own.
    pub(super) const HOSTS: Self = Self {
        network_rules: false,
        application_rules: ApplicationRules::ByHost,
        network_hosts: NetworkHosts::No,
        exact: Reach::Exact,
        leading: Reach::Exact,
        inner: Reach::No,
        ports: Ports::No,
        service_tags: ServiceTags::AsPrefixes,
        ipv6: false,
        any: false,
        sources: false,
    };

    /// A firewall of another maker that knows no service tags.
    pub(super) const FIREWALL: Self = Self {
        network_rules: true,
        network_hosts: NetworkHosts::Yes,
        ports: Ports::InRules,
        ipv6: true,
        any: true,
        sources: true,
        ..Self::HOSTS
    };
}
