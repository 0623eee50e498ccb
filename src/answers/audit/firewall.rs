//! A firewall's rules as the judge takes them, whatever file they stood in.

use ipnet::IpNet;
use std::net::IpAddr;

/// Everything that was read, from all files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Firewall {
    /// Rule collections; those of the firewall's destination NAT are left out. In the order of the
    /// files; the judge orders them by [`Collection::priorities`].
    pub collections: Vec<Collection>,
    /// Settings that decide beside the rules.
    pub settings: Vec<(Setting, Place)>,
    /// What could not be made out; never counted as cover.
    pub unresolved: Vec<Unresolved>,
}

/// Where something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file as it was named.
    pub file: String,
    /// Its line, from 1; 0 where the reader does not know.
    pub line: usize,
    /// The way to it within the file: `resources[2] / DefaultGroup / aks / core`; may be empty.
    pub path: String,
}

/// What an Azure firewall evaluates first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Addresses and ports; evaluated first, and a match ends it.
    Network,
    /// Host names in HTTP and TLS.
    Application,
    /// A list that does not tell: a host there is allowed on its port whatever carries it.
    List,
}

/// What a collection does with what it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Lets it through.
    Allow,
    /// Refuses it.
    Deny,
}

/// Rules that share a priority and an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// Where it stands.
    pub place: Place,
    /// The name of its rule collection group; empty in a classic firewall and in lists.
    pub group: String,
    /// Its name; may be empty.
    pub name: String,
    /// Network or application rules, or a list that does not tell.
    pub layer: Layer,
    /// Allow or deny; `Err` holds the text that could not be resolved.
    pub action: Known<Action>,
    /// Priorities of policy level (0 for a parent policy, 1 for the policy itself), group and
    /// collection; smaller ones are evaluated first. Unknown ones are `u32::MAX`.
    pub priorities: [u32; 3],
    /// The rules, in their order.
    pub rules: Vec<FirewallRule>,
}

/// A value, or the expression that could not be resolved, as written.
pub type Known<T> = Result<T, String>;

/// One rule: every source may reach every destination over every traffic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirewallRule {
    /// Where it stands.
    pub place: Place,
    /// Its name; may be empty.
    pub name: String,
    /// Where the traffic comes from; empty where the form knows no sources.
    pub sources: Vec<SourceSet>,
    /// What is matched; a list of any length, each entry on its own.
    pub to: Vec<Matched>,
    /// Over what; each entry on its own.
    pub traffic: Vec<Traffic>,
    /// Whether TLS is ended and inspected.
    pub inspects_tls: bool,
    /// Whether it also narrows the destination by addresses (`destinationAddresses` of an
    /// application rule), so that it may match less than it names.
    pub narrowed: bool,
}

/// Where a rule's traffic comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum SourceSet {
    /// Anywhere.
    Any,
    /// Addresses.
    Addresses(Address),
    /// An IP group, by its name: the last part of its resource id.
    Group(String),
    /// A service tag.
    ServiceTag(String),
    /// An expression that could not be resolved, as written.
    Unresolved(String),
}

/// Addresses as a network or as a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Address {
    /// A network; a single address has all bits set.
    Net(IpNet),
    /// From the first to the last address.
    Range(IpAddr, IpAddr),
}

/// One thing that a rule matches.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Matched {
    /// A host name or pattern, as written.
    Host(String),
    /// A host with a path, as a URL rule has it, as written; it matches less than its host.
    Url(String),
    /// An FQDN tag, by the name as written.
    FqdnTag(String),
    /// A service tag, by the name as written.
    ServiceTag(String),
    /// Addresses.
    Addresses(Address),
    /// Any address.
    Any,
    /// An IP group, by its name.
    Group(String),
    /// A category of web sites.
    Category(String),
    /// An expression that could not be resolved, as written.
    Unresolved(String),
}

/// A protocol with its ports.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Traffic {
    /// `None` stands for any protocol.
    pub protocol: Option<crate::answers::explain::Transport>,
    /// The ports.
    pub ports: Ports,
}

/// Destination ports.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ports {
    /// Any.
    Any,
    /// From the first to the last.
    Range(u16, u16),
    /// An expression that could not be resolved, as written.
    Unresolved(String),
}

/// A setting that decides beside the rules.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Setting {
    /// Threat intelligence refuses, rather than only telling.
    ThreatIntelligenceDenies,
    /// Intrusion detection refuses, rather than only telling.
    IntrusionDenies,
    /// A parent policy, by its name; its rules run first and are not in the file.
    BasePolicy(String),
    /// The rules are in a policy of this name, not in the file.
    ElsewhereInPolicy(String),
    /// The firewall is no DNS proxy, or it is not told; network rules with host names need one.
    DnsProxy(bool),
    /// A list of this length was cut off by paging; the link to the rest.
    NextPage(String),
}

/// Something that could not be made out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// Where it stands.
    pub place: Place,
    /// As written, at most a few hundred characters.
    pub text: String,
    /// Why.
    pub why: Why,
}

/// Why something could not be made out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// A parameter without value: its name.
    NoValue(String),
    /// A function or a syntax that is not evaluated.
    NotEvaluated,
    /// It is known only once it is deployed.
    OnlyAtRunTime,
    /// A value of another type than expected, or one that Azure would refuse.
    Malformed,
    /// Nothing, where something must be.
    Absent,
    /// Loops and conditions of a language that is read as best effort.
    BestEffort,
}
