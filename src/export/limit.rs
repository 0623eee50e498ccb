//! What a format cannot say of some rules, as data.

use super::say;
use crate::profile::Language;
use crate::rules::Rule;
use crate::words::first_of;

/// Something that a format cannot say, or can say only if something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// It has no network rules.
    NetworkRules,
    /// It has no rules for hosts.
    ApplicationRules,
    /// It has no hosts; their ports could be opened to every address.
    ApplicationByPort,
    /// It has no hosts in network rules.
    NetworkHosts,
    /// It has no service tags, and no file gives their prefixes.
    ServiceTags,
    /// It cannot say any address.
    AnyAddress,
    /// It has no IPv6 addresses.
    Ipv6,
    /// It has no wildcards.
    Wildcards,
    /// A host also covers every name below it.
    NamesBelow,
    /// A wildcard also covers the name itself.
    Apex,
    /// A star stands only as the whole first label.
    InnerStar,
    /// A leading dot means nothing to it.
    LeadingDot,
    /// A star reaches so many labels.
    Levels(u8),
    /// Its entries are for this port alone.
    OtherPorts(u16),
    /// It has no ports.
    Ports,
    /// It has no sources.
    Sources,
    /// It has no sources, and not every cluster needs the rule.
    OtherClusters,
    /// A host in a network rule works only with DNS proxy.
    DnsProxy,
    /// Service tags stand as the prefixes of a file.
    Prefixes,
    /// Devices differ in how they read such a host.
    AsPrinted,
}

/// What a limit does to the rules it touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// They are not in the output.
    Dropped,
    /// They are in the output and allow more than was asked for; the operator consented.
    Wider,
    /// They are in the output, without all that they say.
    Partial,
    /// They are in the output and hold only under a condition.
    Conditional,
}

impl Cost {
    /// Name for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dropped => "left-out",
            Self::Wider => "wider",
            Self::Partial => "partial",
            Self::Conditional => "conditional",
        }
    }
}

/// A limit, what it costs, and the rules of one rule set that it touches; never empty.
#[derive(Clone, Debug)]
pub struct Loss<'a> {
    /// The limit.
    pub limit: Limit,
    /// What it costs.
    pub cost: Cost,
    /// The rules, in order.
    pub rules: Vec<&'a Rule>,
}

impl Loss<'_> {
    /// What writes these rules after all, on request.
    #[must_use]
    pub fn fallback(&self) -> Option<Fallback> {
        match (self.cost, self.limit) {
            (
                Cost::Dropped,
                Limit::ApplicationByPort
                | Limit::NamesBelow
                | Limit::Apex
                | Limit::InnerStar
                | Limit::OtherClusters,
            ) => Some(Fallback::AllowWider),
            (Cost::Dropped, Limit::ServiceTags) => Some(Fallback::ServiceTags),
            _ => None,
        }
    }

    /// What is lost and what to do about it; names all rules.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        self.say(language, usize::MAX)
    }

    /// The same, and names only the first few rules.
    #[must_use]
    pub fn short(&self, language: Language) -> String {
        self.say(language, 2)
    }

    fn say(&self, language: Language, most: usize) -> String {
        let all = super::words(language);
        let words = &all.limits;
        let list = self.list(language, most);
        let wider = self.cost == Cost::Wider;
        let say = match self.limit {
            Limit::NetworkRules => words.network_rules,
            Limit::ApplicationRules => words.application_rules,
            Limit::ApplicationByPort if wider => words.ports_opened,
            Limit::ApplicationByPort => words.ports_not_opened,
            Limit::NetworkHosts => words.network_hosts,
            Limit::ServiceTags => words.service_tags,
            Limit::AnyAddress => words.any_address,
            Limit::Ipv6 => words.ipv6,
            Limit::Wildcards => words.wildcards,
            Limit::NamesBelow if wider => words.names_below_too,
            Limit::NamesBelow => words.names_below,
            Limit::Apex if wider => words.apex_too,
            Limit::Apex => words.apex,
            Limit::InnerStar if wider => words.inner_star_widened,
            Limit::InnerStar => words.inner_star,
            Limit::LeadingDot => words.leading_dot,
            Limit::Levels(levels) => return (words.levels)(levels, &list),
            Limit::OtherPorts(port) => return (words.other_ports)(port, &list),
            Limit::Ports => return (words.ports)(&self.ports(all.comma)),
            Limit::Sources => return words.sources.to_owned(),
            Limit::OtherClusters if wider => words.other_clusters_too,
            Limit::OtherClusters => words.other_clusters,
            Limit::DnsProxy => words.names_in_network_rules,
            Limit::Prefixes => words.prefixes,
            Limit::AsPrinted => words.hosts_as_printed,
        };
        say(&list)
    }

    fn ports(&self, comma: &str) -> String {
        let mut ports: Vec<u16> = self.rules.iter().map(|rule| rule.port()).collect();
        ports.sort_unstable();
        ports.dedup();
        let ports: Vec<String> = ports.iter().map(u16::to_string).collect();
        ports.join(comma)
    }

    fn list(&self, language: Language, most: usize) -> String {
        let rules = self.rules.iter().map(|rule| say::short(rule));
        first_of(rules, most, super::words(language).comma)
    }
}

/// What writes rules that are left out, on request alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fallback {
    /// Consent to what is wider than asked for.
    AllowWider,
    /// A service tag file.
    ServiceTags,
}

impl Fallback {
    /// The option of `export`.
    #[must_use]
    pub fn option(self) -> &'static str {
        match self {
            Self::AllowWider => "--allow-wider",
            Self::ServiceTags => "--service-tags",
        }
    }

    /// What the option does.
    #[must_use]
    pub fn hint(self, language: Language) -> &'static str {
        let words = super::words(language);
        match self {
            Self::AllowWider => words.allow_wider,
            Self::ServiceTags => words.give_service_tags,
        }
    }
}
