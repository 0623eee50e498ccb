//! What a wanted rule asks a firewall for, and in which forms it may be met.

use super::nets::{Span, merged, of_net};
use super::order::Tags;
use super::traffic::Need;
use crate::catalog::{Address, CATALOG, TaggedHosts, Target};
use crate::profile::Profile;
use crate::rules::{Destination, Rule, RuleSet};
use std::sync::LazyLock;

/// What is to be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Demand {
    /// Every name of a pattern, in HTTP or TLS, or by a network rule.
    Host(String),
    /// Any address.
    Any,
    /// A service tag, with its addresses where they are known.
    Tag(String, Option<Vec<Span>>),
    /// Addresses.
    Addresses(Vec<Span>),
}

/// The forms in which a rule may be met, its own first.
pub(super) fn forms(rules: &RuleSet, rule: &Rule, tags: &Tags<'_>) -> Vec<Demand> {
    let ipv6 = rules.profile.destinations.ipv6;
    let mut forms = vec![of(&rule.destination, tags, ipv6)];
    // Several clusters' regions and addresses are not one answer.
    let needed_by = rule.needed_by();
    let profile = match needed_by.as_slice() {
        [] => &rules.profile,
        [one] => &rules.members[*one].profile,
        _ => return forms,
    };
    let others = match rule.first().target {
        Target::Address(Address::ControlPlane) => control_plane(profile),
        Target::Address(Address::Ntp) => {
            let by_name = rule.first().or_host.map(|host| Destination::Fqdn(host.to_owned()));
            [Some(Destination::Any), by_name].into_iter().flatten().collect()
        }
        _ => Vec::new(),
    };
    for other in others {
        let form = of(&other, tags, ipv6);
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

/// The article allows four forms of the control plane; region CIDRs are the tag's addresses.
fn control_plane(profile: &Profile) -> Vec<Destination> {
    let region = CATALOG.region(&profile.cluster.region);
    let tag = region.map(|region| Destination::ServiceTag(region.azurecloud_tag.to_owned()));
    let address = profile.cluster.api_server_ip.map(|address| Destination::Ips(vec![address]));
    [tag, address, Some(Destination::Any)].into_iter().flatten().collect()
}

fn of(destination: &Destination, tags: &Tags<'_>, ipv6: bool) -> Demand {
    match destination {
        Destination::Any => Demand::Any,
        Destination::Fqdn(host) => Demand::Host(host.clone()),
        Destination::ServiceTag(tag) => Demand::Tag(tag.clone(), tags.look_up(tag, ipv6)),
        Destination::Cidrs(nets) => Demand::Addresses(merged(nets.iter().map(of_net).collect())),
        Destination::Ips(addresses) => {
            let spans = addresses.iter().map(|&address| of_net(&address.into()));
            Demand::Addresses(merged(spans.collect()))
        }
    }
}

/// Protocol and port of a rule.
pub(super) fn need(rule: &Rule) -> Need {
    Need { protocol: rule.protocol(), port: rule.port() }
}

/// Whether a service tag's addresses may be those of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    No,
    Perhaps,
    /// Together with the other one of these two tags: the place of this one.
    WithOther(&'static TaggedHosts, usize),
}

/// The service tags of the catalog, each with a feature that it lets in.
static BY_TAG: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let mut known: Vec<(&str, &str)> = Vec::new();
    for rule in CATALOG.rules {
        if let Target::Tag(tag) = rule.target
            && !known.contains(&(tag, rule.feature.id))
        {
            known.push((tag, rule.feature.id));
        }
    }
    known
});

/// Whether a service tag may hold the host of a rule.
pub(super) fn held(tag: &str, rule: &Rule) -> Held {
    for tagged in CATALOG.tagged.iter().filter(|tagged| has_host(tagged, rule)) {
        match tagged.tags.iter().position(|own| is_or_region_of(tag, own)) {
            Some(at) if tagged.tags.len() > 1 => return Held::WithOther(tagged, at),
            Some(_) => return Held::Perhaps,
            None => {}
        }
    }
    // A feature that the article lets in by a tag may be let in so in place of its hosts.
    let listed = BY_TAG.iter().any(|&(own, feature)| {
        is_or_region_of(tag, own) && rule.parts.iter().any(|part| part.rule.feature.id == feature)
    });
    if listed || is_or_region_of(tag, "AzureCloud") { Held::Perhaps } else { Held::No }
}

fn has_host(tagged: &TaggedHosts, rule: &Rule) -> bool {
    matches!(&rule.destination, Destination::Fqdn(host) if tagged.hosts.contains(&&**host))
}

/// Whether a tag is `own`, or one region of it. Letter case does not matter.
pub(super) fn is_or_region_of(tag: &str, own: &str) -> bool {
    tag.eq_ignore_ascii_case(own)
        || tag.split_once('.').is_some_and(|(base, _)| base.eq_ignore_ascii_case(own))
}

/// Whether a service tag may hold the addresses of a host.
pub(super) fn may_hold(tag: &str, host: &str) -> bool {
    let mut tagged = CATALOG.tagged.iter().filter(|tagged| tagged.hosts.contains(&host));
    is_or_region_of(tag, "AzureCloud")
        || tagged.any(|tagged| tagged.tags.iter().any(|own| is_or_region_of(tag, own)))
}

/// Whether a rule's host is one of the image registry.
pub(super) fn is_registry(rule: &Rule) -> bool {
    let is_its_tag = |tagged: &&TaggedHosts| tagged.tags.contains(&"MicrosoftContainerRegistry");
    CATALOG.tagged.iter().find(is_its_tag).is_some_and(|tagged| has_host(tagged, rule))
}

/// Whether a rule's host is an API server's.
pub(super) fn is_api_server(rule: &Rule) -> bool {
    rule.parts.iter().any(|part| match part.rule.target {
        Target::Host(host) => host.starts_with("*.hcp.") || host.starts_with("*.tun."),
        Target::Tag(_) | Target::Address(_) => false,
    })
}
