//! What a format cannot say, as data.

use super::say;
use crate::catalog::Kind;
use crate::profile::Language;
use crate::rules::{Destination, Rule, RuleSet};

/// Something that a format cannot say, or can say only if something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// It has no network rules.
    NetworkRules,
    /// It has no ports; they stand in comments.
    Ports,
    /// A host in a network rule works only with DNS proxy.
    NamesInNetworkRules,
    /// A star stands for whole labels in front; no other star, no leading dot.
    OddHosts,
    /// Devices differ in how they read such a host.
    HostsAsPrinted,
}

/// What a limit does to the rules it touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// They are not in the output.
    Dropped,
    /// They are in the output, without all that they say.
    Partial,
    /// They are in the output and hold only under a condition.
    Conditional,
}

/// A limit, and the rules of one rule set that it touches; never empty.
#[derive(Clone, Debug)]
pub struct Loss<'a> {
    /// The limit.
    pub limit: Limit,
    /// The rules, in order.
    pub rules: Vec<&'a Rule>,
}

impl Limit {
    /// What it does to rules.
    #[must_use]
    pub fn cost(self) -> Cost {
        match self {
            Self::NetworkRules | Self::OddHosts => Cost::Dropped,
            Self::Ports => Cost::Partial,
            Self::NamesInNetworkRules | Self::HostsAsPrinted => Cost::Conditional,
        }
    }

    /// Whether it touches a rule.
    #[must_use]
    pub fn touches(self, rule: &Rule) -> bool {
        let network = rule.kind() == Kind::Network;
        let host = match &rule.destination {
            Destination::Fqdn(host) => Some(host),
            _ => None,
        };
        match self {
            Self::NetworkRules => network,
            Self::Ports => !network,
            Self::NamesInNetworkRules => network && host.is_some(),
            Self::OddHosts => host.is_some_and(|host| is_odd(host)),
            Self::HostsAsPrinted => !network && host.is_some_and(|host| is_odd(host)),
        }
    }

    /// What it costs these rules, if it touches any.
    #[must_use]
    pub fn loss(self, rules: &RuleSet) -> Option<Loss<'_>> {
        let touched: Vec<&Rule> = rules.rules.iter().filter(|rule| self.touches(rule)).collect();
        (!touched.is_empty()).then_some(Loss { limit: self, rules: touched })
    }
}

/// Whether a host is neither an exact name nor one under a leading `*.`.
fn is_odd(host: &str) -> bool {
    let rest = host.strip_prefix("*.").unwrap_or(host);
    rest.starts_with('.') || rest.contains('*')
}

impl Loss<'_> {
    /// What is lost and what to do about it.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let all = super::words(language);
        let words = &all.limits;
        match self.limit {
            Limit::NetworkRules => (words.network_rules)(&self.list(language)),
            Limit::NamesInNetworkRules => (words.names_in_network_rules)(&self.list(language)),
            Limit::OddHosts => (words.odd_hosts)(&self.list(language)),
            Limit::HostsAsPrinted => (words.hosts_as_printed)(&self.list(language)),
            Limit::Ports => {
                let mut ports: Vec<u16> = self.rules.iter().map(|rule| rule.port()).collect();
                ports.sort_unstable();
                ports.dedup();
                let ports: Vec<String> = ports.iter().map(u16::to_string).collect();
                (words.ports)(&ports.join(all.comma))
            }
        }
    }

    fn list(&self, language: Language) -> String {
        let items: Vec<String> = self.rules.iter().map(|rule| say::short(rule)).collect();
        items.join(super::words(language).comma)
    }
}

#[cfg(test)]
mod tests {
    use super::is_odd;

    #[test]
    fn only_a_star_as_first_label_is_even() {
        let rows = [
            ("mcr.microsoft.com", false),
            ("*.data.mcr.microsoft.com", false),
            (".data.mcr.azk8s.cn", true),
            ("md-*.blob.storage.azure.net", true),
            ("*.*.azure.com", true),
            ("*azure.com", true),
        ];
        for (host, odd) in rows {
            assert_eq!(is_odd(host), odd, "{host}");
        }
    }
}
