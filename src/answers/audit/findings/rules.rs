//! Findings about whole rules.

use super::Found;
use crate::answers::Tone;
use crate::answers::audit::coverage::{By, Coverage, Judged, Label};
use crate::answers::audit::demand::{is_api_server, is_or_region_of, is_registry, need};
use crate::answers::audit::finding::{Doubt, What};
use crate::answers::audit::judge::shown;
use crate::answers::audit::nets::{is_everything, is_public, of_address};
use crate::answers::audit::nodes::Seen;
use crate::answers::audit::order::{Order, Step};
use crate::answers::audit::traffic::{Carries, Need};
use crate::answers::audit::{Action, Layer, Matched, Wanted};
use crate::answers::explain::Transport;
use crate::catalog::{Address, Kind, Protocol, Target};
use crate::export::azure::FQDN_TAG;
use std::collections::HashSet;

const HTTPS: Need = Need { protocol: Protocol::Https, port: 443 };
const HTTP: Need = Need { protocol: Protocol::Http, port: 80 };

pub(super) fn rules(found: &mut Found, wanted: Wanted<'_>, order: &Order<'_>, judged: &[Judged]) {
    let has_applications = order
        .steps
        .iter()
        .any(|step| step.layer() == Layer::Application && step.action == Some(Action::Allow));
    let needs: HashSet<Need> = wanted.rules.rules.iter().map(need).collect();
    let mut unordered: HashSet<*const super::super::Collection> = HashSet::new();
    for step in &order.steps {
        match step.action {
            Some(Action::Allow) => {
                wide(found, step, has_applications);
                not_needed(found, wanted, step);
            }
            Some(Action::Deny) => {
                deny_perhaps(found, wanted, &needs, step);
                let collection: *const _ = step.collection;
                let unknown = step.collection.priorities.contains(&u32::MAX);
                if unknown && step.layer() != Layer::List && unordered.insert(collection) {
                    found.put(What::OrderUnknown, vec![step.by("")]);
                }
            }
            None => {}
        }
    }
    inspection(found, order, judged);
}

/// The entry that stands for any address, if there is one.
fn any(step: &Step<'_>) -> Option<String> {
    let any = |matched: &&Matched| match matched {
        Matched::Any => true,
        Matched::Addresses(address) => of_address(address).is_some_and(is_everything),
        _ => false,
    };
    step.rule.to.iter().find(any).map(shown)
}

fn wide(found: &mut Found, step: &Step<'_>, has_applications: bool) {
    if step.layer() == Layer::Application {
        return;
    }
    let Some(entry) = any(step) else { return };
    let carries = |need: Need| need.carried(step.layer(), &step.rule.traffic);
    let web = [HTTPS, HTTP].map(carries);
    let hides = web.iter().any(|carries| matches!(carries, Carries::Yes { .. }));
    let udp = Need { protocol: Protocol::Udp, port: 123 };
    let tunnel = Need { protocol: Protocol::Tcp, port: 9000 };
    let many = web.into_iter().chain([carries(udp), carries(tunnel)]);
    let many = many.into_iter().any(|carries| carries == Carries::Yes { wide: true });
    let for_nodes = step.from.all || !step.from.unchecked.is_empty() || !step.from.spans.is_empty();
    if hides && has_applications && for_nodes && step.layer() == Layer::Network {
        found.put(What::HidesApplicationRules, vec![step.by(&entry)]);
    } else if many || hides {
        found.put(What::TooWideNetwork, vec![step.by(&entry)]);
    }
}

/// Rules for the tunnel and for time that this profile does without. Other ports serve anything.
fn not_needed(found: &mut Found, wanted: Wanted<'_>, step: &Step<'_>) {
    if step.layer() == Layer::Application {
        return;
    }
    for absent in &wanted.rules.absent {
        let Target::Address(address @ (Address::ControlPlane | Address::Ntp)) = absent.rule.target
        else {
            continue;
        };
        let udp = absent.rule.protocol == Protocol::Udp;
        let transport = if udp { Transport::Udp } else { Transport::Tcp };
        let port = absent.rule.port;
        // A rule that opens more than this port is there for something else.
        let exact = |traffic: &crate::answers::audit::Traffic| {
            traffic.protocol == Some(transport)
                && matches!(traffic.ports, crate::answers::audit::Ports::Range(first, last) if first == port && last == port)
        };
        let fits = |matched: &&Matched| match matched {
            Matched::ServiceTag(tag) => {
                address == Address::ControlPlane && is_or_region_of(tag, "AzureCloud")
            }
            Matched::Any => port != 22,
            Matched::Host(host) => {
                absent.rule.or_host.is_some_and(|time| host.eq_ignore_ascii_case(time))
            }
            _ => false,
        };
        let is_wanted =
            |rule: &crate::rules::Rule| need(rule) == Need { protocol: absent.rule.protocol, port };
        if !absent.reason.waits()
            && step.rule.traffic.iter().any(exact)
            && let Some(entry) = step.rule.to.iter().find(fits)
            && !wanted.rules.rules.iter().any(is_wanted)
        {
            found.put(What::NotNeeded(absent.reason), vec![step.by(&shown(entry))]);
        }
    }
}

/// A Deny that no verdict counts, since nobody knows what it is about.
fn deny_perhaps(found: &mut Found, wanted: Wanted<'_>, needs: &HashSet<Need>, step: &Step<'_>) {
    if !needs.iter().any(|need| need.carried(step.layer(), &step.rule.traffic) != Carries::No) {
        return;
    }
    let known = |seen: &Seen| *seen == Seen::Yes;
    let for_nodes = step.from.seen(None).iter().all(known);
    let is_wide = |matched: &&Matched| match matched {
        Matched::Any => !for_nodes,
        Matched::Host(host) => !for_nodes && super::super::candidates::is_far_wider(host),
        Matched::ServiceTag(_)
        | Matched::Group(_)
        | Matched::Category(_)
        | Matched::Unresolved(_) => true,
        Matched::Addresses(address) => of_address(address).is_some_and(is_public),
        _ => false,
    };
    // With subnets, a rule for other addresses is not about the nodes.
    let elsewhere = !wanted.subnets.is_empty() && step.from.unchecked.is_empty() && !step.from.all;
    let touches = wanted.subnets.iter().any(|net| {
        let (first, last) = crate::answers::audit::nets::of_net(net);
        step.from.spans.iter().any(|span| span.0 <= last && first <= span.1)
    });
    if elsewhere && !touches {
        return;
    }
    let definite = |matched: &Matched| matches!(matched, Matched::Any | Matched::Host(_));
    // What tells most is told.
    let telling = |matched: &&Matched| !matches!(matched, Matched::Addresses(_));
    let mut entries = step.rule.to.iter().filter(is_wide);
    let entry = entries.clone().find(telling).or_else(|| entries.next());
    if let Some(entry) = entry
        && !(definite(entry) && touches)
    {
        let (tone, doubt) = match entry {
            Matched::ServiceTag(_) => (Tone::Warning, Doubt::ServiceTag),
            Matched::Any | Matched::Host(_) => (Tone::Note, Doubt::Source),
            Matched::Addresses(_) => (Tone::Note, Doubt::Addresses),
            _ => (Tone::Note, Doubt::Content),
        };
        found.put_as(tone, What::DenyPerhaps(doubt), vec![step.by(&shown(entry))]);
    }
}

/// The API server and the image registry must be reached with TLS untouched.
fn inspection(found: &mut Found, order: &Order<'_>, judged: &[Judged]) {
    let mut ended: Vec<((usize, usize), Vec<String>)> = Vec::new();
    let mut put = |judged: &Judged, step_at: usize, at: usize, host: &str| {
        let step = &order.steps[step_at];
        let ends = step.rule.inspects_tls && step.action == Some(Action::Allow);
        if !ends || !decides(judged, step) {
            return;
        }
        match ended.iter_mut().find(|(known, _)| known.0 == step_at) {
            Some((_, hosts)) if hosts.iter().any(|known| known == host) => {}
            Some((_, hosts)) => hosts.push(host.to_owned()),
            None => ended.push(((step_at, at), vec![host.to_owned()])),
        }
    };
    for judged in judged {
        let rule = &judged.rule;
        if rule.kind() != Kind::Application || !(is_api_server(rule) || is_registry(rule)) {
            continue;
        }
        let host = rule.destination.texts().join(" ");
        let inside = order.hosts.inside(&host);
        let covering = order.hosts.covering(&host).into_iter().map(|(entry, _)| entry);
        for entry in covering.chain(inside) {
            put(judged, entry.step, entry.at, &host);
        }
        for (step_at, step) in order.others(need(rule)) {
            let tag = |matched: &Matched| matches!(matched, Matched::FqdnTag(tag) if tag.eq_ignore_ascii_case(FQDN_TAG));
            if let Some(at) = step.rule.to.iter().position(tag) {
                put(judged, step_at, at, &host);
            }
        }
    }
    for ((step_at, at), hosts) in ended {
        let step = &order.steps[step_at];
        let by = step.by(&shown(&step.rule.to[at]));
        found.put(What::TlsInspection(hosts), vec![by]);
    }
}

/// Whether a rule may be the one that lets a host through: where others cover it as a whole, it is
/// never asked.
fn decides(judged: &Judged, step: &Step<'_>) -> bool {
    let is_whole = matches!(judged.coverage, Coverage::Covered | Coverage::TooWide);
    let is_own = |by: &By| by.place == step.rule.place && by.rule == step.rule.name;
    let is_unchecked =
        |by: &By| by.labels.iter().any(|label| matches!(label, Label::SourceNotChecked(_)));
    !is_whole || judged.by.iter().any(|by| is_own(by) || is_unchecked(by))
}
