//! What a firewall's rules say of one flow: the first rule that matches it decides.

use super::candidates::is_far_wider;
use super::coverage::{By, Label};
use super::demand::may_hold;
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
    /// This rule may decide it, but not all of it could be made out; the second one does otherwise.
    Unsure(By, Option<By>),
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
            Self::Unsure(..) => "unsure",
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
            | Self::OnlySome(by)
            | Self::Unsure(by, _) => Some(by),
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
    /// The rules of a firewall, with the IP groups that hold the nodes and the addresses that stand
    /// behind service tags.
    #[must_use]
    pub fn new(firewall: &'a Firewall, groups: &[String], tags: Option<&'a ServiceTags>) -> Self {
        let order = Order::new(firewall, groups, tags);
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

    /// The entries that match where the flow wants to go, or may, in the order of their evaluation.
    fn entries(&self, flow: &Flow<'_>) -> Vec<(Entry, Fits)> {
        let mut found: Vec<(Entry, Fits)> = Vec::new();
        if let Some(host) = flow.host {
            let hosts = self.order.hosts.covering(host).into_iter();
            found.extend(hosts.map(|(entry, _)| (entry, Fits::Yes)));
        }
        for &at in &self.beside_hosts {
            let step = &self.order.steps[at];
            let fits = step.rule.to.iter().map(|to| self.fits(to, step, flow)).enumerate();
            let best = fits.filter(|(_, fits)| *fits != Fits::No).min_by_key(|(_, fits)| *fits);
            found.extend(best.map(|(place, fits)| (Entry { step: at, at: place }, fits)));
        }
        found.sort_unstable();
        found.dedup_by_key(|(entry, _)| *entry);
        found
    }

    fn fits(&self, matched: &Matched, step: &Step<'_>, flow: &Flow<'_>) -> Fits {
        // A rule about names sees none in a flow without one.
        if step.layer() == Layer::Application && flow.host.is_none() {
            return Fits::No;
        }
        let told = |yes: bool| if yes { Fits::Yes } else { Fits::No };
        match matched {
            Matched::Any => Fits::Yes,
            Matched::Addresses(address) => told(of_address(address).is_some_and(|span| {
                flow.address.map_or(is_everything(span), |address| holds(span, address))
            })),
            Matched::FqdnTag(tag) => told(flow.in_fqdn_tag && tag.eq_ignore_ascii_case(FQDN_TAG)),
            Matched::ServiceTag(tag) => match (self.order.tags.named(tag), flow.address) {
                (Some(spans), Some(address)) => told(spans.iter().any(|&it| holds(it, address))),
                (None, Some(_)) => Fits::Perhaps,
                (_, None) if flow.host.is_some_and(|host| may_hold(tag, host)) => Fits::Perhaps,
                (_, None) => Fits::No,
            },
            Matched::Group(_) | Matched::Category(_) | Matched::Unresolved(_) => Fits::Perhaps,
            Matched::Host(_) | Matched::Url(_) => Fits::No,
        }
    }

    fn ruling(&self, entries: &[(Entry, Fits)], need: Need, source: Option<IpAddr>) -> Ruling {
        // What may decide, what denies for sure, and what allows if its source is the right one.
        let (mut doubt, mut denied, mut perhaps): (Option<By>, Option<By>, Option<By>) =
            (None, None, None);
        let mut short: Option<Ruling> = None;
        for (entry, fits) in entries {
            let step = &self.order.steps[entry.step];
            let matched = &step.rule.to[entry.at];
            let fits = (*fits).max(carries(need, step, matched));
            let from = seen(step, source);
            let is_whole = !matches!(matched, Matched::Url(_)) && !step.rule.narrowed;
            let by = || named(step, matched, from);
            match (step.action, fits, from) {
                (Some(Action::Deny), Fits::Yes, Seen::Yes) if is_whole => {
                    denied.get_or_insert_with(by);
                }
                (Some(Action::Allow), Fits::Yes, Seen::Yes) if is_whole => {
                    return match (doubt, denied) {
                        (Some(doubt), denied) => {
                            Ruling::Unsure(doubt, Some(denied.unwrap_or_else(by)))
                        }
                        (None, Some(denied)) => Ruling::Denied(denied, Some(by())),
                        (None, None) => Ruling::Allowed(by()),
                    };
                }
                (Some(Action::Allow), Fits::Yes, Seen::Unchecked) if is_whole => {
                    perhaps.get_or_insert_with(by);
                }
                (Some(Action::Allow), Fits::Yes | Fits::No, _) => {
                    let found = match (from, fits) {
                        (Seen::No, Fits::Yes) => Ruling::OtherSource(by()),
                        (_, Fits::Yes) => Ruling::OnlySome(by()),
                        (Seen::Yes | Seen::Unchecked, _) if is_close(matched) => {
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
                (_, Fits::No, _) | (_, _, Seen::No) => {}
                _ if denied.is_none() && perhaps.is_none() => {
                    doubt.get_or_insert_with(by);
                }
                _ => {}
            }
        }
        match (doubt, denied, perhaps) {
            (Some(doubt), Some(by), _) | (Some(doubt), None, Some(by)) => {
                Ruling::Unsure(doubt, Some(by))
            }
            // What denies for sure stands above what allows perhaps.
            (None, Some(denied), _) => Ruling::Denied(denied, None),
            (None, None, Some(by)) => Ruling::Allowed(by),
            (doubt, None, None) => {
                short.or(doubt.map(|by| Ruling::Unsure(by, None))).unwrap_or(Ruling::NoRule)
            }
        }
    }
}

/// Whether a part of a rule is about the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fits {
    Yes,
    /// What would decide it could not be made out, or is in none of the files.
    Perhaps,
    No,
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

fn carries(need: Need, step: &Step<'_>, matched: &Matched) -> Fits {
    // A classic rule with an FQDN tag may leave the protocols to the tag.
    if matches!(matched, Matched::FqdnTag(_)) && step.rule.traffic.is_empty() {
        return Fits::Yes;
    }
    match need.carried(step.layer(), &step.rule.traffic) {
        Carries::Yes { .. } | Carries::NotTold => Fits::Yes,
        Carries::Unknown => Fits::Perhaps,
        Carries::No => Fits::No,
    }
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
