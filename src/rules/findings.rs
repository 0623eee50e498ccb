//! Invalid combinations and other things to say about a profile as a whole.

use super::finding::{Finding, NodesWithoutChannel};
use super::reason::{Absent, Reason};
use super::resolve::Resolver;
use super::rule::{Destination, Rule};
use crate::catalog::{
    Action, Address, CatalogRule, Cloud, Feature, Kind, Protocol, Source, Target,
};
use crate::profile::{ApiServer, Channel, Linux, Profile, Tunnel};

/// Refusals first, then warnings, each group in the order of the profile's keys.
pub(super) fn findings(resolver: &Resolver, rules: &[Rule], absent: &[Absent]) -> Vec<Finding> {
    let mut findings = Vec::new();
    source(resolver, &mut findings);
    region(resolver, &mut findings);
    if resolver.profile.cluster.api_server == ApiServer::VnetIntegration {
        findings.push(Finding::VnetIntegration);
    }
    tunnel(resolver, rules, &mut findings);
    isolation(resolver, &mut findings);
    waiting(resolver, absent, &mut findings);
    service_tags(resolver, rules, absent, &mut findings);
    ipv6(resolver, rules, &mut findings);
    nodes(resolver, &mut findings);
    addons(resolver, absent, &mut findings);
    monitor(rules, &mut findings);
    let firewall = &resolver.profile.azure_firewall;
    if firewall.network_priority == firewall.application_priority {
        findings.push(Finding::SamePriority(firewall.network_priority));
    }
    findings.sort_by_key(Finding::severity);
    findings
}

fn source(resolver: &Resolver, findings: &mut Vec<Finding>) {
    let profile = resolver.profile;
    match (profile.source, profile.cluster.cloud) {
        (Source::AzureCnZh, Cloud::UsGov) => findings.push(Finding::SourceWithoutCloud),
        (Source::AzureCnZh, Cloud::Global) => findings.push(Finding::ChineseCopyForGlobal),
        _ => {}
    }
    let newest = resolver.catalog.as_of;
    if profile.source == Source::Learn && profile.edition < newest {
        findings.push(Finding::OldEdition(profile.edition, newest));
    }
}

fn region(resolver: &Resolver, findings: &mut Vec<Finding>) {
    let cluster = &resolver.profile.cluster;
    if cluster.region.is_empty() {
        findings.push(Finding::NoRegion);
        return;
    }
    match resolver.catalog.region(&cluster.region) {
        None => findings.push(Finding::UnknownRegion(cluster.region.clone())),
        Some(region) if region.cloud != cluster.cloud => {
            findings.push(Finding::RegionOfOtherCloud(cluster.region.clone(), region.cloud));
        }
        Some(region) if region.aks_unlikely => findings.push(Finding::AksUnlikely(region)),
        Some(_) => {}
    }
}

/// The article spares konnectivity the tunnel ports in Global alone; elsewhere they stay until the
/// operator says that the agent runs.
fn tunnel(resolver: &Resolver, rules: &[Rule], findings: &mut Vec<Finding>) {
    let control_plane = Target::Address(Address::ControlPlane);
    let has_ports = rules.iter().any(|rule| rule.first().target == control_plane);
    if has_ports && resolver.profile.cluster.tunnel == Tunnel::Konnectivity {
        findings.push(Finding::TunnelPortsStay(resolver.profile.cluster.cloud));
    }
}

fn isolation(resolver: &Resolver, findings: &mut Vec<Finding>) {
    let profile = resolver.profile;
    if !profile.cluster.network_isolated {
        return;
    }
    if profile.cluster.api_server == ApiServer::Public {
        findings.push(Finding::IsolatedWithPublicApiServer);
    }
    if profile.nodes.windows {
        findings.push(Finding::IsolatedWithWindows);
    }
    let channel = profile.nodes.os_upgrade_channel;
    if matches!(channel, Channel::Unmanaged | Channel::SecurityPatch) {
        findings.push(Finding::IsolatedWithChannel(channel));
    }
    let unsupported =
        resolver.chosen.iter().filter(|(feature, by)| by.is_none() && feature.not_isolated);
    findings.extend(unsupported.map(|(feature, _)| Finding::IsolatedWithAddon(feature)));
}

/// Rules that wait for an answer: refused where a form was chosen that needs it.
fn waiting(resolver: &Resolver, absent: &[Absent], findings: &mut Vec<Finding>) {
    if waits(absent, Reason::NoApiServerIp, Address::ControlPlane) {
        findings.push(Finding::NoApiServerIp);
    } else if waits(absent, Reason::NoApiServerIp, Address::ApiServerIp) {
        findings.push(Finding::ApiServerIpPending);
    }
    if resolver.tags.is_none() && waits(absent, Reason::NoServiceTags, Address::ControlPlane) {
        findings.push(Finding::NoServiceTags);
    }
}

/// Whether a rule to this kind of address waits for this reason.
fn waits(absent: &[Absent], reason: Reason, address: Address) -> bool {
    let target = Target::Address(address);
    absent.iter().any(|absent| absent.reason == reason && absent.rule.target == target)
}

/// A file that is given must serve, also where only exports for other firewalls will look into it:
/// they would lack rules, or hold the addresses of another cloud.
fn service_tags(
    resolver: &Resolver,
    rules: &[Rule],
    absent: &[Absent],
    findings: &mut Vec<Finding>,
) {
    let Some(tags) = resolver.tags else { return };
    if tags.cloud != resolver.profile.cluster.cloud {
        findings.push(Finding::ServiceTagsOfOtherCloud(tags.file.clone(), tags.cloud));
        return;
    }
    let region = resolver.catalog.region(&resolver.profile.cluster.region);
    let waiting = waits(absent, Reason::NoServiceTags, Address::ControlPlane);
    let of_region = region.filter(|_| waiting).map(|region| region.azurecloud_tag);
    let named = rules.iter().filter_map(|rule| match (&rule.destination, rule.first().target) {
        (Destination::ServiceTag(_), Target::Tag(tag)) => Some(tag),
        (Destination::ServiceTag(_), _) => region.map(|region| region.azurecloud_tag),
        _ => None,
    });
    for tag in of_region.into_iter().chain(named) {
        if !tags.has_ipv4(tag) {
            push_once(findings, Finding::ServiceTagsWithoutTag(tags.file.clone(), tag));
        }
    }
}

/// Rules to region CIDRs hold the tag's IPv4 prefixes alone, unless more is asked for.
fn ipv6(resolver: &Resolver, rules: &[Rule], findings: &mut Vec<Finding>) {
    if resolver.profile.destinations.ipv6 {
        return;
    }
    let to_cidrs = rules.iter().any(|rule| matches!(rule.destination, Destination::Cidrs(_)));
    let region = resolver.catalog.region(&resolver.profile.cluster.region);
    let (true, Some(tags), Some(region)) = (to_cidrs, resolver.tags, region) else { return };
    let left_out = tags.ipv6_count(region.azurecloud_tag);
    if left_out > 0 {
        findings.push(Finding::Ipv6LeftOut(tags.file.clone(), region.azurecloud_tag, left_out));
    }
}

fn nodes(resolver: &Resolver, findings: &mut Vec<Finding>) {
    let nodes = &resolver.profile.nodes;
    if nodes.linux.is_empty() {
        findings.push(Finding::NoLinux);
    }
    if nodes.os_upgrade_channel == Channel::SecurityPatch {
        if nodes.windows {
            findings.push(Finding::ChannelWithoutNodes(NodesWithoutChannel::Windows));
        }
        if nodes.linux.contains(&Linux::Flatcar) {
            findings.push(Finding::ChannelWithoutNodes(NodesWithoutChannel::Linux(Linux::Flatcar)));
        }
    }
    if nodes.subnets.is_empty() {
        let is_known_to_azure = resolver.profile.azure_firewall.ip_group.is_some();
        findings.push(if is_known_to_azure {
            Finding::AnySourceElsewhere
        } else {
            Finding::AnySource
        });
    } else if nodes.subnets.iter().all(|net| net.addr().is_ipv6()) {
        findings.push(Finding::NoIpv4Subnet);
    }
}

fn addons(resolver: &Resolver, absent: &[Absent], findings: &mut Vec<Finding>) {
    for &(feature, _) in &resolver.chosen {
        addon(resolver, feature, findings);
    }
    for absent in absent {
        if let Reason::NotApplied(advisory) = absent.reason {
            push_once(findings, Finding::ReadingNotApplied(advisory));
        }
    }
}

/// A retirement is said whether or not its reading is applied: with the source taken at its word
/// the rules stay, but they open a way to a service that is gone.
fn addon(resolver: &Resolver, feature: &'static Feature, findings: &mut Vec<Finding>) {
    let Profile { source, edition, .. } = *resolver.profile;
    let is_own = |rule: &&CatalogRule| std::ptr::eq(rule.feature, feature);
    let mut listed = resolver.listed.iter().copied().filter(is_own).peekable();
    // An add-on without rows of its own needs no more than those that it pulls in.
    let has_rows = || resolver.catalog.rules.iter().any(|it| is_own(&it) && it.source == source);
    if listed.peek().is_none() && (feature.pulls.is_empty() || has_rows()) {
        let cloud = resolver.profile.cluster.cloud;
        push_once(findings, Finding::AddonWithoutRules(feature, cloud, source, edition));
    }
    for advisory in listed.flat_map(|rule| rule.advisories) {
        if resolver.profile.in_effect(advisory) && matches!(advisory.action, Action::Retire { .. })
        {
            push_once(findings, Finding::AddonRetired(feature, advisory));
        }
    }
}

/// `AzureMonitor` is the one service tag that a source asks for on TCP 443.
fn monitor(rules: &[Rule], findings: &mut Vec<Finding>) {
    let hides_hosts = |rule: &Rule| {
        rule.kind() == Kind::Network
            && rule.protocol() == Protocol::Tcp
            && rule.port() == 443
            && matches!(rule.destination, Destination::ServiceTag(_))
    };
    if rules.iter().any(hides_hosts) {
        findings.push(Finding::MonitorTagHidesHosts);
    }
}

fn push_once(findings: &mut Vec<Finding>, finding: Finding) {
    if !findings.contains(&finding) {
        findings.push(finding);
    }
}
