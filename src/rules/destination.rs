//! Where a rule's traffic goes, with every placeholder filled from the profile.

use super::reason::Reason;
use super::resolve::Resolver;
use super::rule::Destination;
use crate::catalog::{Address, CatalogRule, Target};
use crate::profile::{ControlPlane, NtpForm, Profile};
use std::borrow::Cow;

/// The placeholder of a region's name in a host.
pub const REGION: &str = "<region>";

/// A destination, or the answer that it waits for.
pub(super) enum Filled {
    Is(Destination),
    Waits(Reason),
}

/// `host` is the one that a reading puts in place of the printed one.
pub(super) fn fill(resolver: &Resolver, rule: &CatalogRule, host: Option<&'static str>) -> Filled {
    let profile = resolver.profile;
    match rule.target {
        Target::Host(printed) => fqdn(host.unwrap_or(printed), profile),
        Target::Tag(tag) => Filled::Is(Destination::ServiceTag(tag.to_owned())),
        Target::Address(Address::ControlPlane) => control_plane(resolver),
        Target::Address(Address::Ntp) => {
            let host = rule.or_host.filter(|_| profile.destinations.ntp == NtpForm::Fqdn);
            Filled::Is(host.map_or(Destination::Any, |host| Destination::Fqdn(host.to_owned())))
        }
        Target::Address(Address::CustomDns) => {
            Filled::Is(Destination::Ips(profile.cluster.custom_dns.clone()))
        }
        Target::Address(Address::ApiServerIp) => api_server_ip(profile),
    }
}

fn fqdn(host: &'static str, profile: &Profile) -> Filled {
    match &profile.cluster.api_server_fqdn {
        Some(own) if host.starts_with("*.hcp.") => Filled::Is(Destination::Fqdn(own.clone())),
        _ if host.contains(REGION) && profile.cluster.region.is_empty() => {
            Filled::Waits(Reason::NoRegion)
        }
        _ => Filled::Is(Destination::Fqdn(fill_region(host, profile).into_owned())),
    }
}

/// A host with the profile's region in it, if one is chosen.
pub(super) fn fill_region(host: &'static str, profile: &Profile) -> Cow<'static, str> {
    if profile.cluster.region.is_empty() || !host.contains(REGION) {
        Cow::Borrowed(host)
    } else {
        Cow::Owned(host.replace(REGION, &profile.cluster.region))
    }
}

fn api_server_ip(profile: &Profile) -> Filled {
    profile.cluster.api_server_ip.map_or(Filled::Waits(Reason::NoApiServerIp), |address| {
        Filled::Is(Destination::Ips(vec![address]))
    })
}

fn control_plane(resolver: &Resolver) -> Filled {
    let profile = resolver.profile;
    let region = resolver.catalog.region(&profile.cluster.region);
    match (profile.destinations.control_plane, region) {
        (ControlPlane::Any, _) => Filled::Is(Destination::Any),
        (ControlPlane::ApiServerIp, _) => api_server_ip(profile),
        (ControlPlane::ServiceTag | ControlPlane::RegionCidrs, None) => {
            Filled::Waits(Reason::NoRegion)
        }
        (ControlPlane::ServiceTag, Some(region)) => {
            Filled::Is(Destination::ServiceTag(region.azurecloud_tag.to_owned()))
        }
        (ControlPlane::RegionCidrs, Some(region)) => resolver
            .tags
            .filter(|tags| tags.cloud == profile.cluster.cloud)
            // A rule without destination would mean any, or nothing: both are wrong. Every
            // cluster speaks IPv4, so IPv6 prefixes alone are no destination.
            .filter(|tags| tags.has_ipv4(region.azurecloud_tag))
            .and_then(|tags| tags.prefixes(region.azurecloud_tag, profile.destinations.ipv6))
            .map_or(Filled::Waits(Reason::NoServiceTags), |prefixes| {
                Filled::Is(Destination::Cidrs(prefixes))
            }),
    }
}
