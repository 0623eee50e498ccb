//! What a firewall's rules say of one flow: the first rule that matches it decides.

use super::candidates::is_far_wider;
use super::coverage::{By, Label};
use super::judge::shown;
use super::nets::{Cells, holds, is_everything, of_address, of_net};
use super::nodes::Seen;
use super::order::{Entry, Order, Step};
use super::traffic::{Carries, Need};
use super::{Action, Firewall, Layer, Matched, Setting};
use crate::answers::explain::Transport;
use crate::catalog::Protocol;
use crate::export::azure::FQDN_TAG;
use crate::service_tags::ServiceTags;
use ipnet::IpNet;
use std::net::IpAddr;

/// Where a flow wants to go, as far as a log tells.
#[derive(Clone, Copy, Debug)]
pub struct Flow<'a> {
    /// The host name, if one is known.
    pub host: Option<&'a str>,
    /// The address, if one is known.
    pub address: Option<IpAddr>,
    /// What carries it.
    pub transport: Transport,
    /// The port.
    pub port: u16,
    /// Whether the FQDN tag of AKS is believed to hold the host.
    pub in_fqdn_tag: bool,
}

/// What the rules say of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// This rule allows it.
    Allowed(By),
    /// The first rule denies it; the second, evaluated later, would allow it.
    Denied(By, Option<By>),
    /// This rule allows it, but not from this source.
    OtherSource(By),
    /// This rule allows the destination, but only over other protocols or ports.
    OtherTraffic(By),
    /// This rule allows it only in part: some paths, or some addresses.
    OnlySome(By),
    /// No rule is about it.
    NoRule,
}

impl Ruling {
    /// Its stable name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Allowed(_) => "allowed",
            Self::Denied(..) => "denied",
            Self::OtherSource(_) => "other-source",
            Self::OtherTraffic(_) => "other-traffic",
            Self::OnlySome(_) => "only-some",
            Self::NoRule => "no-rule",
        }
    }

    /// The rule that it is about, the one that decides where there are two.
    #[must_use]
    pub fn by(&self) -> Option<&By> {
        match self {
            Self::Allowed(by)
            | Self::Denied(by, _)
            | Self::OtherSource(by)
            | Self::OtherTraffic(by)
            | Self::OnlySome(by) => Some(by),
            Self::NoRule => None,
        }
    }
}

/// A firewall's rules, ready to be asked about many flows.
pub struct Rules<'a> {
    order: Order<'a>,
    /// Rules that match something else than host names.
    beside_hosts: Vec<usize>,
    /// Policies whose rules run first, or are all there are, and which are not in the files.
    pub policies_elsewhere: Vec<&'a str>,
}

impl<'a> Rules<'a> {
    /// The rules of a firewall, with the addresses that stand behind service tags.
    #[must_use]
    pub fn new(firewall: &'a Firewall, tags: Option<&'a ServiceTags>) -> Self {
        let order = Order::new(firewall, &[], tags);
        let is_host = |matched: &Matched| matches!(matched, Matched::Host(_) | Matched::Url(_));
        let beside_hosts = (0..order.steps.len())
            .filter(|&at| !order.steps[at].rule.to.iter().all(is_host))
            .collect();
        let elsewhere = firewall.settings.iter().filter_map(|(setting, _)| match setting {
            Setting::BasePolicy(name) | Setting::ElsewhereInPolicy(name) => Some(&**name),
            _ => None,
        });
        Self { policies_elsewhere: elsewhere.collect(), order, beside_hosts }
    }

    /// What the rules say of a flow from each of these sources; `None` is a source that is not
    /// known. Nothing, if the log tells too little of the flow, or no such rule can be about it.
    #[must_use]
    pub fn rulings(&self, flow: &Flow<'_>, sources: &[Option<IpAddr>]) -> Option<Vec<Ruling>> {
        let need = need(flow)?;
        let entries = self.entries(flow);
        Some(sources.iter().map(|&source| self.ruling(&entries, need, source)).collect())
    }

    /// The entries that match where the flow wants to go, in the order of their evaluation.
    fn entries(&self, flow: &Flow<'_>) -> Vec<Entry> {
        let mut found: Vec<Entry> = Vec::new();
        if let Some(host) = flow.host {
            found.extend(self.order.hosts.covering(host).into_iter().map(|(entry, _)| entry));
        }
        for &at in &self.beside_hosts {
            let step = &self.order.steps[at];
            let matching = step.rule.to.iter().position(|to| self.matches(to, step, flow));
            found.extend(matching.map(|place| Entry { step: at, at: place }));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn matches(&self, matched: &Matched, step: &Step<'_>, flow: &Flow<'_>) -> bool {
        // A rule about names sees none in a flow without one.
        if step.layer() == Layer::Application && flow.host.is_none() {
            return false;
        }
        match matched {
            Matched::Any => true,
            Matched::Addresses(address) => of_address(address).is_some_and(|span| {
                flow.address.map_or(is_everything(span), |address| holds(span, address))
            }),
            Matched::FqdnTag(tag) => flow.in_fqdn_tag && tag.eq_ignore_ascii_case(FQDN_TAG),
            Matched::ServiceTag(tag) => {
                let spans = self.order.tags.named(tag).unwrap_or_default();
                flow.address.is_some_and(|address| spans.iter().any(|&span| holds(span, address)))
            }
            _ => false,
        }
    }

    fn ruling(&self, entries: &[Entry], need: Need, source: Option<IpAddr>) -> Ruling {
        let (mut denied, mut perhaps): (Option<By>, Option<By>) = (None, None);
        let mut short: Option<Ruling> = None;
        for entry in entries {
            let step = &self.order.steps[entry.step];
            let matched = &step.rule.to[entry.at];
            let carries = carries(need, step, matched);
            let from = seen(step, source);
            let is_whole = !matches!(matched, Matched::Url(_)) && !step.rule.narrowed;
            let by = || named(step, matched, from);
            match step.action {
                Some(Action::Deny) if carries && is_whole && from == Seen::Yes => {
                    denied.get_or_insert_with(by);
                }
                Some(Action::Allow) if carries && is_whole && from != Seen::No => {
                    if let Some(denied) = denied {
                        return Ruling::Denied(denied, Some(by()));
                    }
                    if from == Seen::Yes {
                        return Ruling::Allowed(by());
                    }
                    perhaps.get_or_insert_with(by);
                }
                Some(Action::Allow) => {
                    let found = match (from, carries) {
                        (Seen::No, true) => Ruling::OtherSource(by()),
                        (_, true) => Ruling::OnlySome(by()),
                        (Seen::Yes | Seen::Unchecked, false) if is_close(matched) => {
                            Ruling::OtherTraffic(by())
                        }
                        _ => continue,
                    };
                    // The source is the likeliest reason.
                    let is_source = |it: &Ruling| matches!(it, Ruling::OtherSource(_));
                    if short.as_ref().is_none_or(|it| is_source(&found) && !is_source(it)) {
                        short = Some(found);
                    }
                }
                _ => {}
            }
        }
        let denied = denied.map(|by| Ruling::Denied(by, None));
        // What denies for sure stands above what allows perhaps.
        denied.or(perhaps.map(Ruling::Allowed)).or(short).unwrap_or(Ruling::NoRule)
    }
}

/// What a rule must let through; nothing where the log does not tell, or where it is neither TCP
/// nor UDP.
fn need(flow: &Flow<'_>) -> Option<Need> {
    let usual = match flow.port {
        80 => Protocol::Http,
        443 => Protocol::Https,
        _ => Protocol::Tcp,
    };
    let protocol = match flow.transport {
        Transport::Http => Protocol::Http,
        Transport::Https => Protocol::Https,
        Transport::Udp => Protocol::Udp,
        // Of a named host these ports carry what rules about names are for.
        Transport::Tcp if flow.host.is_some() => usual,
        Transport::Tcp => Protocol::Tcp,
        Transport::Icmp | Transport::Mssql | Transport::Other => return None,
    };
    Some(Need { protocol, port: flow.port })
}

fn carries(need: Need, step: &Step<'_>, matched: &Matched) -> bool {
    // A classic rule with an FQDN tag may leave the protocols to the tag.
    let by_tag = matches!(matched, Matched::FqdnTag(_)) && step.rule.traffic.is_empty();
    let carried = need.carried(step.layer(), &step.rule.traffic);
    by_tag || matches!(carried, Carries::Yes { .. } | Carries::NotTold)
}

/// Whether a rule is for this source.
fn seen(step: &Step<'_>, source: Option<IpAddr>) -> Seen {
    let cell = source.map(|source| Cells::new(&[of_net(&IpNet::from(source))], [].iter()));
    step.from.seen(cell.as_ref()).first().copied().unwrap_or(Seen::No)
}

/// Whether an entry is about few enough destinations to be meant for this one.
fn is_close(matched: &Matched) -> bool {
    match matched {
        Matched::Host(pattern) => !is_far_wider(pattern),
        Matched::Addresses(address) => of_address(address).is_some_and(|span| !is_everything(span)),
        Matched::Any => false,
        _ => true,
    }
}

fn named(step: &Step<'_>, matched: &Matched, from: Seen) -> By {
    let mut by = step.by(&shown(matched));
    if from == Seen::Unchecked {
        by.labels.push(Label::SourceNotChecked(step.from.unchecked.join(", ")));
    }
    by
}
