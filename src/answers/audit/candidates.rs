//! Which rules of a firewall have something to do with what is wanted.

use super::coverage::Label;
use super::demand::{Demand, Held, held, is_or_region_of};
use super::nets::{Span, is_everything};
use super::order::{Entry, Order, Step};
use super::parts::{May, may_be};
use super::traffic::{Carries, Need};
use super::{Action, Layer, Matched};
use crate::answers::hosts;
use crate::catalog::{Kind, Protocol, TaggedHosts};
use crate::export::azure::FQDN_TAG;
use crate::rules::Rule;

/// How an entry of a rule matches what is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// All of it.
    Full,
    /// All of it, and far more than anyone needs.
    Wide,
    /// Some of it.
    Some,
    /// Some paths of the host.
    Path,
    /// All of it, as far as it has certain addresses.
    Narrowed,
    /// By the FQDN tag.
    FqdnTag,
    /// Perhaps all of it.
    Perhaps,
    /// Perhaps all of it, together with the other of two service tags.
    WithOther(&'static TaggedHosts, usize),
    /// Probably all of it: what could not be resolved looks like it.
    Unknown,
    /// Nobody knows: nothing is known of what could not be resolved.
    Opaque,
}

/// One entry of a rule that may match.
pub(super) struct Candidate {
    pub entry: Entry,
    pub reach: Reach,
    /// The addresses that it matches, where addresses are wanted and it does not match all.
    pub spans: Option<Vec<Span>>,
    pub labels: Vec<Label>,
}

/// What is wanted of which traffic.
pub(super) struct Wish<'a> {
    pub rule: &'a Rule,
    pub demand: &'a Demand,
    pub need: Need,
}

impl Wish<'_> {
    /// In the order of evaluation.
    pub fn candidates(&self, order: &Order<'_>) -> Vec<Candidate> {
        let mut found = match self.demand {
            Demand::Host(host) => self.of_host(host, order),
            _ => order
                .carriers(self.need)
                .flat_map(|(at, step)| self.of_step(at, step, order))
                .collect(),
        };
        found.sort_by_key(|candidate| candidate.entry);
        found
    }

    /// A candidate, unless the rule's traffic is another.
    fn candidate(&self, entry: Entry, step: &Step<'_>, reach: Reach) -> Option<Candidate> {
        let carries = self.need.carried(step.layer(), &step.rule.traffic);
        let is_tag = matches!(step.rule.to[entry.at], Matched::FqdnTag(_));
        let mut labels = Vec::new();
        let reach = match (carries, reach) {
            // A classic rule with an FQDN tag may leave the protocols to the tag.
            (Carries::No, Reach::FqdnTag) if is_tag && step.rule.traffic.is_empty() => reach,
            (Carries::No, _) => return None,
            (Carries::Unknown, Reach::Full | Reach::FqdnTag | Reach::Unknown) => Reach::Unknown,
            (Carries::Unknown, _) => Reach::Opaque,
            (_, Reach::Full) if step.rule.narrowed => Reach::Narrowed,
            (Carries::NotTold, _) => {
                labels.push(Label::PortNotTold);
                reach
            }
            (Carries::Yes { .. }, _) => reach,
        };
        Some(Candidate { entry, reach, spans: None, labels })
    }

    fn of_host(&self, host: &str, order: &Order<'_>) -> Vec<Candidate> {
        let mut found = Vec::new();
        for (entry, exact) in order.hosts.covering(host) {
            let step = &order.steps[entry.step];
            let reach = match &step.rule.to[entry.at] {
                Matched::Url(_) => Reach::Path,
                Matched::Host(pattern) if is_far_wider(pattern) => Reach::Wide,
                _ => Reach::Full,
            };
            if let Some(mut candidate) = self.candidate(entry, step, reach) {
                if !exact {
                    candidate.labels.push(Label::Wider);
                }
                if step.layer() == Layer::Network {
                    candidate.labels.push(Label::NeedsDnsProxy);
                }
                found.push(candidate);
            }
        }
        for entry in order.hosts.inside(host) {
            found.extend(self.candidate(entry, &order.steps[entry.step], Reach::Some));
        }
        for (step_at, step) in order.others(self.need) {
            for (at, matched) in step.rule.to.iter().enumerate() {
                if let Some(reach) = self.of_other(matched, step) {
                    found.extend(self.candidate(Entry { step: step_at, at }, step, reach));
                }
            }
        }
        found
    }

    /// What an entry that is no host has to do with a host.
    fn of_other(&self, matched: &Matched, step: &Step<'_>) -> Option<Reach> {
        let carries = self.need.carried(step.layer(), &step.rule.traffic);
        let web = self.rule.kind() == Kind::Application;
        match matched {
            // No application needs any address, and time needs one port.
            Matched::Any if web || carries == (Carries::Yes { wide: true }) => Some(Reach::Wide),
            Matched::Any => Some(Reach::Full),
            Matched::Addresses(address) => {
                let span = super::nets::of_address(address)?;
                is_everything(span).then_some(Reach::Wide)
            }
            Matched::FqdnTag(tag) if tag.eq_ignore_ascii_case(FQDN_TAG) => {
                self.is_in_fqdn_tag().then_some(Reach::FqdnTag)
            }
            Matched::ServiceTag(tag) => match held(tag, self.rule) {
                Held::No => None,
                Held::Perhaps => Some(Reach::Perhaps),
                Held::WithOther(tagged, at) => Some(Reach::WithOther(tagged, at)),
            },
            Matched::Category(_) => Some(Reach::Perhaps),
            Matched::Unresolved(text) => {
                let Demand::Host(host) = self.demand else { return None };
                of_unresolved(text, host)
            }
            Matched::Group(_) | Matched::FqdnTag(_) | Matched::Host(_) | Matched::Url(_) => None,
        }
    }

    /// The tag is believed to hold the hosts of the core, over HTTPS 443 and HTTP 80.
    fn is_in_fqdn_tag(&self) -> bool {
        let port = matches!(
            (self.need.protocol, self.need.port),
            (Protocol::Https, 443) | (Protocol::Http, 80)
        );
        port && self.rule.kind() == Kind::Application
            && self.rule.features().iter().any(|feature| feature.fqdn_tag)
    }

    /// What a rule has to do with addresses.
    fn of_step(&self, step_at: usize, step: &Step<'_>, order: &Order<'_>) -> Vec<Candidate> {
        let wide =
            self.need.carried(step.layer(), &step.rule.traffic) == Carries::Yes { wide: true };
        let full = if wide { Reach::Wide } else { Reach::Full };
        let mut found = Vec::new();
        let mut put = |at: usize, reach: Reach, spans: Option<Vec<Span>>, label: Option<Label>| {
            if let Some(mut candidate) = self.candidate(Entry { step: step_at, at }, step, reach) {
                candidate.spans = spans;
                candidate.labels.extend(label);
                found.push(candidate);
            }
        };
        let mut addresses = None;
        for (at, matched) in step.rule.to.iter().enumerate() {
            match matched {
                Matched::Any => {
                    let label = (*self.demand != Demand::Any).then_some(Label::Wider);
                    put(at, full, None, label);
                }
                Matched::Addresses(_) => addresses = addresses.or(Some(at)),
                Matched::ServiceTag(tag) => match self.of_tag(tag, order) {
                    ByTag::Full(label) => put(at, full, None, label),
                    ByTag::Spans(spans) => put(at, full, Some(spans), None),
                    ByTag::Is(reach) => put(at, reach, None, None),
                    ByTag::No => {}
                },
                Matched::Group(_) => put(at, Reach::Opaque, None, None),
                Matched::Unresolved(text) => {
                    let reach = match self.demand {
                        Demand::Tag(tag, _) => of_unresolved(text, tag),
                        _ => Some(Reach::Opaque),
                    };
                    if let Some(reach) = reach {
                        put(at, reach, None, None);
                    }
                }
                Matched::Host(host) if *self.demand == Demand::Any && !host.contains('*') => {
                    put(at, Reach::Some, None, None);
                }
                _ => {}
            }
        }
        if let Some(at) = addresses {
            let everything = step.spans.iter().any(|&span| is_everything(span));
            match self.demand {
                _ if everything => put(at, full, None, None),
                Demand::Any => put(at, Reach::Some, None, None),
                // Without a file nobody knows whether these are the tag's addresses.
                Demand::Tag(_, None) if self.is_control_plane() => {
                    put(at, Reach::Perhaps, None, None);
                }
                Demand::Tag(_, None) | Demand::Host(_) => {}
                Demand::Tag(..) | Demand::Addresses(_) => {
                    put(at, full, Some(step.spans.clone()), None);
                }
            }
        }
        found
    }

    fn of_tag(&self, tag: &str, order: &Order<'_>) -> ByTag {
        let known = || order.tags.named(tag).map(<[Span]>::to_vec);
        match self.demand {
            Demand::Tag(wanted, _) if tag.eq_ignore_ascii_case(wanted) => ByTag::Full(None),
            Demand::Tag(wanted, _) if is_or_region_of(wanted, tag) => {
                ByTag::Full(Some(Label::Wider))
            }
            Demand::Tag(_, Some(_)) => known().map_or(ByTag::No, ByTag::Spans),
            Demand::Tag(wanted, None) if is_or_region_of(tag, wanted) => ByTag::Is(Reach::Some),
            Demand::Addresses(_) if self.is_own_dns() => known().map_or(ByTag::No, ByTag::Spans),
            Demand::Addresses(_) => known().map_or(ByTag::Is(Reach::Perhaps), ByTag::Spans),
            Demand::Any => ByTag::Is(Reach::Some),
            Demand::Tag(..) | Demand::Host(_) => ByTag::No,
        }
    }

    fn is_control_plane(&self) -> bool {
        use crate::catalog::{Address, Target};
        matches!(self.rule.first().target, Target::Address(Address::ControlPlane))
    }

    /// An operator's own servers are in no service tag of Azure.
    fn is_own_dns(&self) -> bool {
        use crate::catalog::{Address, Target};
        matches!(self.rule.first().target, Target::Address(Address::CustomDns))
    }
}

fn of_unresolved(text: &str, wanted: &str) -> Option<Reach> {
    match may_be(text, wanted) {
        May::Not => None,
        May::Be => Some(Reach::Opaque),
        May::Well => Some(Reach::Unknown),
    }
}

/// What a service tag has to do with addresses.
enum ByTag {
    Full(Option<Label>),
    Spans(Vec<Span>),
    Is(Reach),
    No,
}

/// Whether a pattern matches names of all the world: `*`, or one label behind the star.
pub(super) fn is_far_wider(pattern: &str) -> bool {
    let pattern = hosts::plain(pattern);
    let end = pattern.strip_prefix('*').map(|end| end.trim_start_matches('.'));
    end.is_some_and(|end| !end.contains('.'))
}

/// Whether a rule denies what it matches.
pub(super) fn denies(step: &Step<'_>) -> bool {
    step.action == Some(Action::Deny)
}
