//! What one row of a log says, in the words of the log, whatever its format.

use std::borrow::Cow;
use std::net::IpAddr;

/// One row of a log, one name of a list, or one fact of a pasted error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The format in which it stood.
    pub format: LogFormat,
    /// When, as written; empty where it is not told.
    pub time: Cow<'a, str>,
    /// What became of the flow.
    pub outcome: Outcome,
    /// Why, as far as the row tells.
    pub cause: Cause<'a>,
    /// Where it came from: an address or a name, without port.
    pub source: Option<Cow<'a, str>>,
    /// The host name that was asked for, as written, without port; may hold stars where a list of
    /// hosts has them.
    pub host: Option<Cow<'a, str>>,
    /// The address that was asked for.
    pub address: Option<IpAddr>,
    /// The port that was asked for.
    pub port: Option<u16>,
    /// What carries it.
    pub transport: Option<Transport>,
    /// The firewall's rule that decided, as written; empty where none is named.
    pub rule: Cow<'a, str>,
}

impl Row<'_> {
    /// A row that says nothing yet.
    #[must_use]
    pub fn of(format: LogFormat, outcome: Outcome) -> Self {
        Self {
            format,
            time: Cow::Borrowed(""),
            outcome,
            cause: Cause::Unknown,
            source: None,
            host: None,
            address: None,
            port: None,
            transport: None,
            rule: Cow::Borrowed(""),
        }
    }
}

/// What became of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It was refused.
    Denied,
    /// Whoever asked got no answer; a node or a pod says so.
    Failed,
    /// Nothing happened: it was only named, in a list or on the command line.
    Named,
    /// It was let through.
    Allowed,
    /// It was let through and reported.
    Alerted,
    /// It came in from outside, or its address was translated.
    Inbound,
}

/// Why a flow did not get through, as far as a row tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause<'a> {
    /// The row does not tell.
    Unknown,
    /// No rule of the firewall allows it.
    NoRule,
    /// A rule of the firewall forbids it.
    Rule,
    /// The TLS greeting names no host, so that no application rule can match.
    NoSni,
    /// A name was not resolved: the resolver's words, or its code.
    Dns(Cow<'a, str>),
    /// The firewall's threat intelligence: its words.
    ThreatIntelligence(Cow<'a, str>),
    /// Intrusion detection: the signature.
    Intrusion(Cow<'a, str>),
    /// A category of sites, or a filter of sites: its name.
    Category(Cow<'a, str>),
    /// TLS was broken or not trusted on the way: the words.
    Tls(Cow<'a, str>),
    /// A proxy wants a login first.
    ProxyLogin,
    /// A step of a node's bootstrap, or a tool, ended with this code.
    Failure(FailureCode),
    /// No answer in time.
    Timeout,
    /// The other side refused the connection.
    Refused,
    /// Something else: the words.
    Other(Cow<'a, str>),
}

/// A code with which a program ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FailureCode {
    /// Whose code it is; `None` where the text does not tell Linux from Windows.
    pub of: Option<crate::catalog::Program>,
    /// The number, or the name that stood in its place.
    pub code: CodeText,
}

/// A code as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CodeText {
    /// `exit status=50`
    Number(u16),
    /// `VMExtensionError_K8SDownloadTimeout`
    Name(String),
}

/// What carries a flow, as logs call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Transport {
    /// TCP, nothing known about what is spoken over it.
    Tcp,
    /// UDP.
    Udp,
    /// ICMP.
    Icmp,
    /// HTTP without TLS.
    Http,
    /// HTTP over TLS, or TLS.
    Https,
    /// SQL Server.
    Mssql,
    /// Another protocol.
    Other,
}

impl Transport {
    /// The transport with this name, or with this number of IANA's protocol numbers.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let is = |other: &&(&str, Self)| name.eq_ignore_ascii_case(other.0);
        Some(NAMES.iter().find(is)?.1)
    }

    /// As it is shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
            Self::Icmp => "ICMP",
            Self::Http => "HTTP",
            Self::Https => "HTTPS",
            Self::Mssql => "MSSQL",
            Self::Other => "IP",
        }
    }
}

const NAMES: &[(&str, Transport)] = &[
    ("tcp", Transport::Tcp),
    ("6", Transport::Tcp),
    ("udp", Transport::Udp),
    ("17", Transport::Udp),
    ("icmp", Transport::Icmp),
    ("1", Transport::Icmp),
    ("http", Transport::Http),
    ("https", Transport::Https),
    ("tls", Transport::Https),
    ("ssl", Transport::Https),
    ("mssql", Transport::Mssql),
];

/// The formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogFormat {
    /// Azure Firewall's structured records as JSON: lines, an envelope, or one after the other.
    AzureJson,
    /// Azure Firewall's tables in Log Analytics, as CSV.
    LogAnalyticsCsv,
    /// Azure Firewall's tables in Log Analytics, as the JSON of a query.
    LogAnalyticsJson,
    /// Azure Firewall's older messages, in JSON, in CSV or bare.
    AzureMessage,
    /// Names and addresses, one a line, or given on the command line.
    Hosts,
    /// The words of a node or a pod that failed.
    Errors,
    /// The events of `az aks check-network outbound`.
    NodeCheck,
    /// Squid's access log.
    Squid,
    /// The key=value log of `FortiGate`.
    FortiGate,
    /// PAN-OS's comma-separated log.
    PanOs,
}

impl LogFormat {
    /// As it is shown.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AzureJson => "Azure Firewall JSON",
            Self::LogAnalyticsCsv => "Log Analytics CSV",
            Self::LogAnalyticsJson => "Log Analytics JSON",
            Self::AzureMessage => "Azure Firewall msg_s",
            Self::Hosts => "hosts",
            Self::Errors => "error text",
            Self::NodeCheck => "az aks check-network",
            Self::Squid => "Squid access.log",
            Self::FortiGate => "FortiGate log",
            Self::PanOs => "PAN-OS log",
        }
    }
}
