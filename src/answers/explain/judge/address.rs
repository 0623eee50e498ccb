//! An address or a port alone. A network rule's log has no names: they come from other rows of the
//! same log, from service tags, or the port has to do.

use super::host::{needed, not_needed, of_rule};
use super::{Judge, Over, found_of};
use crate::answers::explain::find::{Name, fits};
use crate::answers::explain::lines::is_private;
use crate::answers::explain::row::Transport;
use crate::answers::explain::verdict::{PortUse, Verdict};
use crate::catalog::{Address, CatalogRule, Kind, Source, Target};
use crate::rules::{Absent, Destination, Rule, RuleSet};
use std::net::IpAddr;

impl Judge<'_> {
    /// What an address is; `names` are those that other rows give it.
    pub(super) fn address(&self, address: IpAddr, names: &[Box<str>], over: Over) -> Vec<Verdict> {
        let known = self.known(&Name::new(&address.to_string()));
        if !known.is_empty() {
            return known;
        }
        let mut verdicts = match self.rules {
            Some(set) => self.address_of_cluster(set, address, over),
            None => Vec::new(),
        };
        let is_needed = verdicts.iter().any(|verdict| matches!(verdict, Verdict::Required(..)));
        if !is_needed && !names.is_empty() {
            verdicts = names.iter().flat_map(|name| self.host(name, over)).collect();
            if verdicts.iter().any(|verdict| *verdict != Verdict::NotAks) {
                verdicts.retain(|verdict| *verdict != Verdict::NotAks);
            }
            return verdicts;
        }
        if verdicts.is_empty() {
            verdicts = self.by_port(over, Some(address));
        }
        if verdicts.is_empty() {
            let is_endpoint = over.1 == Some(443) && is_private(address);
            verdicts.push(if is_endpoint { Verdict::PrivateAddress } else { Verdict::NotAks });
        }
        verdicts
    }

    /// What a port is, without any address.
    pub(super) fn port(&self, over: Over) -> Vec<Verdict> {
        if over.1.is_none() {
            return Vec::new();
        }
        let mut verdicts = Vec::new();
        if let Some(set) = self.rules {
            let rules = set.rules.iter().filter(|rule| is_network(rule.first(), over));
            verdicts.extend(rules.map(|rule| needed(rule, set)));
            verdicts.extend(absents(set, over).map(|it| by_port_of(it, set)));
        }
        if verdicts.is_empty() {
            verdicts = self.by_port(over, None);
        }
        if verdicts.is_empty() {
            verdicts.push(Verdict::NotAks);
        }
        verdicts
    }

    fn address_of_cluster(&self, set: &RuleSet, address: IpAddr, over: Over) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        let mut other_ports = Vec::new();
        let mut elsewhere = Vec::new();
        for rule in &set.rules {
            let row = rule.first();
            let holds = self.holds(rule, address);
            if is_network(row, over) {
                match holds {
                    Some(true) => verdicts.push(needed(rule, set)),
                    _ if is_private(address) && is_public(row) => {}
                    Some(false) => elsewhere.push(Verdict::OtherAddress(of_rule(rule, set))),
                    None => verdicts.push(Verdict::ByPort(of_rule(rule, set), None)),
                }
            } else if holds == Some(true)
                && over.1.is_some()
                && matches!(rule.destination, Destination::Ips(_))
            {
                other_ports.push(Verdict::OtherPort(of_rule(rule, set)));
            }
        }
        if verdicts.is_empty() {
            verdicts = other_ports;
        }
        if verdicts.is_empty() {
            let maybe = absents(set, over).filter(|it| self.may_hold(it, address));
            verdicts.extend(maybe.map(|it| by_port_of(it, set)));
        }
        if !verdicts.iter().any(|verdict| matches!(verdict, Verdict::Required(..))) {
            verdicts.extend(elsewhere);
        }
        verdicts
    }

    /// Whether a rule's destination holds an address; `None` where nobody knows.
    fn holds(&self, rule: &Rule, address: IpAddr) -> Option<bool> {
        match &rule.destination {
            Destination::Any => Some(true),
            Destination::Fqdn(_) => Some(false),
            Destination::Ips(all) => Some(all.contains(&address)),
            Destination::Cidrs(all) => Some(all.iter().any(|net| net.contains(&address))),
            Destination::ServiceTag(tag) => match &self.tags {
                Some(tags) if tags.has(tag) => Some(tags.holds(tag, address)),
                _ if rule.prefixes.is_empty() => None,
                _ => Some(rule.prefixes.iter().any(|net| net.contains(&address))),
            },
        }
    }

    /// Whether an address can be that of a rule which is left out.
    fn may_hold(&self, absent: &Absent, address: IpAddr) -> bool {
        self.tag_may_hold(absent.rule, Some(address))
    }

    /// The newest rows for this port in any cloud, or what the port is known for.
    fn by_port(&self, over: Over, address: Option<IpAddr>) -> Vec<Verdict> {
        let clouds = self.rules.map(|set| set.profile.cluster.cloud);
        let is_one = |row: &&CatalogRule| {
            row.source == Source::Learn
                && row.listed_on(self.catalog.as_of)
                && is_network(row, over)
                && clouds.is_none_or(|cloud| row.clouds.contains(&cloud))
                && self.tag_may_hold(row, address)
        };
        // The rule set has told all that its own cloud's rows say.
        if self.rules.is_none()
            && over.1.is_some()
            && let Some(found) = found_of(self.catalog.rules.iter().filter(is_one).collect())
        {
            return vec![Verdict::ByPort(found, None)];
        }
        let port = match over {
            (Some(Transport::Tcp) | None, Some(445)) => Some(PortUse::AzureFiles),
            (Some(Transport::Tcp) | None, Some(1688)) => Some(PortUse::WindowsActivation),
            (Some(Transport::Udp), Some(443)) => Some(PortUse::Quic),
            _ => None,
        };
        port.map(Verdict::PortUse).into_iter().collect()
    }

    fn tag_may_hold(&self, row: &CatalogRule, address: Option<IpAddr>) -> bool {
        match (row.target, &self.tags, address) {
            (_, _, Some(address)) if is_private(address) && is_public(row) => false,
            (Target::Tag(tag), Some(tags), Some(address)) if tags.has(tag) => {
                tags.holds(tag, address)
            }
            _ => true,
        }
    }
}

/// Whether a row is about addresses of Azure's, which are public.
fn is_public(row: &CatalogRule) -> bool {
    matches!(
        row.target,
        Target::Tag(_) | Target::Address(Address::ApiServerIp | Address::ControlPlane)
    )
}

/// Whether a row decides by address, and is about this port.
fn is_network(row: &CatalogRule, over: Over) -> bool {
    row.kind == Kind::Network && over.1.is_some() && fits(row, over.0, over.1)
}

fn absents(set: &RuleSet, over: Over) -> impl Iterator<Item = &Absent> {
    set.absent.iter().filter(move |absent| is_network(absent.rule, over))
}

/// A rule that is left out, known by its port alone.
fn by_port_of(absent: &Absent, set: &RuleSet) -> Verdict {
    let destination = absent.destination(&set.profile);
    match not_needed(absent, &destination, set) {
        Verdict::OnlyIf(found, reason) => Verdict::ByPort(found, reason),
        // Everything speaks HTTPS; the other ports have one use each.
        Verdict::NotNeeded(found, reason) if absent.rule.port == 443 => {
            Verdict::ByPort(found, Some(reason))
        }
        other => other,
    }
}
