//! A rule set cut to what a format can express. What is left out or written in another way is
//! named as a loss; nothing is widened without consent.

use super::capabilities::{ApplicationRules, NetworkHosts, Ports, Reach, ServiceTags};
use super::limit::{Cost, Limit, Loss};
use super::{Capabilities, Options};
use crate::catalog::Kind;
use crate::rules::{Destination, Rule, RuleSet};
use ipnet::IpNet;

/// The rules that a format writes, and what it costs to write them so.
#[derive(Clone, Debug, Default)]
pub(super) struct Fit<'a> {
    /// The rules that are written, in order.
    pub rules: Vec<Fitted<'a>>,
    /// What is lost, in the order of [`Limit`]; none is empty.
    pub losses: Vec<Loss<'a>>,
}

/// A rule and its destination in the form that the format takes.
#[derive(Clone, Debug)]
pub(super) struct Fitted<'a> {
    pub rule: &'a Rule,
    pub to: To,
}

/// A destination that a format can write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// Every address.
    Any,
    /// A service tag, by name.
    Tag(String),
    /// Networks and single addresses, in order.
    Nets(Vec<IpNet>),
    /// A host.
    Host(Host),
}

/// A host by its shape; lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Host {
    /// Exactly this name.
    Exact(String),
    /// Every name below this one: `*.x` is `Below("x")`.
    Below(String),
    /// A star elsewhere: `md-*.blob.storage.azure.net`.
    Pattern(String),
    /// As the source prints it, with a leading dot.
    Odd(String),
}

impl Host {
    pub(super) fn of(name: &str) -> Self {
        let below = name.strip_prefix("*.");
        match below {
            _ if name.starts_with('.') => Self::Odd(name.to_owned()),
            Some(rest) if !rest.contains('*') && !rest.starts_with('.') => {
                Self::Below(rest.to_owned())
            }
            None if !name.contains('*') => Self::Exact(name.to_owned()),
            _ => Self::Pattern(name.to_owned()),
        }
    }

    /// With a star in front of what is below, as Azure Firewall and the article write it.
    pub(super) fn starred(&self) -> String {
        match self {
            Self::Below(name) => format!("*.{name}"),
            Self::Exact(name) | Self::Pattern(name) | Self::Odd(name) => name.clone(),
        }
    }
}

/// The rules as a format takes them.
pub(super) fn fit(rules: &RuleSet, format: Capabilities, options: Options) -> Fit<'_> {
    let mut fit = Fit::default();
    for rule in &rules.rules {
        let mut found = Found { limits: Vec::new() };
        let to = found.destination(rule, format, options);
        if let Some(to) = to.filter(|_| format.sources || found.sources(rules, rule, options)) {
            fit.rules.push(Fitted { rule, to });
        }
        for (limit, cost) in found.limits {
            fit.lose(limit, cost, rule);
        }
    }
    fit.losses.sort_by_key(|loss| loss.limit);
    fit
}

impl<'a> Fit<'a> {
    /// The hosts that are written, one for each rule to a host.
    pub(super) fn hosts(&self) -> impl Iterator<Item = &Host> {
        self.rules.iter().filter_map(|fitted| match &fitted.to {
            To::Host(host) => Some(host),
            _ => None,
        })
    }

    fn lose(&mut self, limit: Limit, cost: Cost, rule: &'a Rule) {
        match self.losses.iter_mut().find(|loss| loss.limit == limit && loss.cost == cost) {
            Some(loss) => loss.rules.push(rule),
            None => self.losses.push(Loss { limit, cost, rules: vec![rule] }),
        }
    }
}

/// What one rule runs into.
struct Found {
    limits: Vec<(Limit, Cost)>,
}

impl Found {
    fn note(&mut self, limit: Limit, cost: Cost) {
        self.limits.push((limit, cost));
    }

    fn drop<T>(&mut self, limit: Limit) -> Option<T> {
        self.note(limit, Cost::Dropped);
        None
    }

    fn destination(&mut self, rule: &Rule, format: Capabilities, options: Options) -> Option<To> {
        match rule.kind() {
            Kind::Network if !format.network_rules => return self.drop(Limit::NetworkRules),
            Kind::Network => {}
            Kind::Application => match format.application_rules {
                ApplicationRules::ByHost => {}
                ApplicationRules::No => return self.drop(Limit::ApplicationRules),
                ApplicationRules::ByPort => {
                    return self.widen(Limit::ApplicationByPort, options).then_some(To::Any);
                }
            },
        }
        match format.ports {
            Ports::Only(port) if port != rule.port() => {
                return self.drop(Limit::OtherPorts(port));
            }
            _ => {}
        }
        let to = match &rule.destination {
            Destination::Any if format.any => To::Any,
            Destination::Any => return self.drop(Limit::AnyAddress),
            Destination::ServiceTag(tag) => self.tag(tag, rule, format)?,
            Destination::Cidrs(nets) => self.nets(nets.clone(), format)?,
            Destination::Ips(ips) => {
                self.nets(ips.iter().copied().map(IpNet::from).collect(), format)?
            }
            Destination::Fqdn(name) => To::Host(self.host(name, rule, format, options)?),
        };
        if format.ports == Ports::No {
            self.note(Limit::Ports, Cost::Partial);
        }
        Some(to)
    }

    /// Whether a rule is written although its sources are not: those of every cluster may use it
    /// then, which needs consent where some do not need it.
    fn sources(&mut self, rules: &RuleSet, rule: &Rule, options: Options) -> bool {
        if rule.needed_by().len() < rules.members.len() {
            self.limits.retain(|(_, cost)| *cost == Cost::Dropped);
            return self.widen(Limit::OtherClusters, options);
        }
        if !rules.sources(rule).is_empty() {
            self.note(Limit::Sources, Cost::Partial);
        }
        true
    }

    /// Whether something wider is written, which needs consent.
    fn widen(&mut self, limit: Limit, options: Options) -> bool {
        let cost = if options.allow_wider { Cost::Wider } else { Cost::Dropped };
        self.note(limit, cost);
        options.allow_wider
    }

    fn tag(&mut self, tag: &str, rule: &Rule, format: Capabilities) -> Option<To> {
        if format.service_tags == ServiceTags::ByName {
            return Some(To::Tag(tag.to_owned()));
        }
        if rule.prefixes.is_empty() {
            return self.drop(Limit::ServiceTags);
        }
        let to = self.nets(rule.prefixes.clone(), format)?;
        self.note(Limit::Prefixes, Cost::Conditional);
        Some(to)
    }

    fn nets(&mut self, mut nets: Vec<IpNet>, format: Capabilities) -> Option<To> {
        let all = nets.len();
        if !format.ipv6 {
            nets.retain(|net| net.addr().is_ipv4());
        }
        match nets.len() {
            0 => return self.drop(Limit::Ipv6),
            left if left < all => self.note(Limit::Ipv6, Cost::Partial),
            _ => {}
        }
        Some(To::Nets(nets))
    }

    fn host(
        &mut self,
        name: &str,
        rule: &Rule,
        format: Capabilities,
        options: Options,
    ) -> Option<Host> {
        let network = rule.kind() == Kind::Network;
        if network && format.network_hosts == NetworkHosts::No {
            return self.drop(Limit::NetworkHosts);
        }
        let host = Host::of(name);
        let written = match &host {
            Host::Exact(_) if format.exact == Reach::Wider => {
                self.widen(Limit::NamesBelow, options).then_some(host)
            }
            Host::Exact(_) => Some(host),
            Host::Below(_) => self.below(host, format.leading, options),
            Host::Pattern(_) => self.pattern(host, format, options),
            Host::Odd(_) if format.leading == Reach::AsPrinted => {
                Some(self.as_printed(host, format))
            }
            Host::Odd(_) => self.drop(Limit::LeadingDot),
        }?;
        if network && format.network_hosts == NetworkHosts::WithDnsProxy {
            self.note(Limit::DnsProxy, Cost::Conditional);
        }
        Some(written)
    }

    /// People see what is printed; a device that reads a list makes something of it.
    fn as_printed(&mut self, host: Host, format: Capabilities) -> Host {
        if !format.network_rules {
            self.note(Limit::AsPrinted, Cost::Conditional);
        }
        host
    }

    fn below(&mut self, host: Host, leading: Reach, options: Options) -> Option<Host> {
        match leading {
            Reach::Exact | Reach::AsPrinted => Some(host),
            Reach::Wider => self.widen(Limit::Apex, options).then_some(host),
            Reach::Levels(levels) => {
                self.note(Limit::Levels(levels), Cost::Partial);
                Some(host)
            }
            Reach::No => self.drop(Limit::Wildcards),
        }
    }

    /// A star within a name; on consent, everything below the rest of the name.
    fn pattern(&mut self, host: Host, format: Capabilities, options: Options) -> Option<Host> {
        match format.inner {
            Reach::Exact => return Some(host),
            Reach::AsPrinted => return Some(self.as_printed(host, format)),
            Reach::Wider | Reach::Levels(_) | Reach::No => {}
        }
        let name = host.starred();
        let rest = name.rsplit_once('*').and_then(|(_, rest)| rest.split_once('.'));
        match rest {
            Some((_, rest)) if format.leading != Reach::No => {
                if options.allow_wider && format.leading == Reach::Wider {
                    self.note(Limit::Apex, Cost::Wider);
                }
                self.widen(Limit::InnerStar, options).then(|| Host::Below(rest.to_owned()))
            }
            _ => self.drop(Limit::Wildcards),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_taken_by_its_shape() {
        let rows = [
            ("mcr.microsoft.com", Host::Exact("mcr.microsoft.com".to_owned())),
            ("*.data.mcr.microsoft.com", Host::Below("data.mcr.microsoft.com".to_owned())),
            (".data.mcr.azk8s.cn", Host::Odd(".data.mcr.azk8s.cn".to_owned())),
            ("md-*.blob.net", Host::Pattern("md-*.blob.net".to_owned())),
            ("*.*.azure.com", Host::Pattern("*.*.azure.com".to_owned())),
            ("*azure.com", Host::Pattern("*azure.com".to_owned())),
        ];
        for (name, host) in rows {
            assert_eq!(Host::of(name), host);
            assert_eq!(host.starred(), name);
        }
    }
}
