//! Any profile that a person could make.

use aks_egress::catalog::{CATALOG, Cloud, Date, Exemption, Source};
use aks_egress::profile::{
    Addons, ApiServer, AzureFirewall, Channel, Cluster, ControlPlane, Destinations, Fqdns,
    Language, Linux, MonitorBy, Nodes, NtpForm, Profile, Reading, Tunnel,
};
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::net::IpAddr;

pub fn any_profile() -> impl Strategy<Value = Profile> {
    let top =
        (option::of(name()), one(Source::ALL), edition(), one(Reading::ALL), one(Language::ALL));
    let tables = (cluster(), nodes(), addons(), destinations(), azure_firewall());
    (top, tables).prop_map(|((name, source, edition, reading, language), tables)| {
        let (cluster, nodes, addons, destinations, azure_firewall) = tables;
        Profile {
            name,
            source,
            edition,
            reading,
            language,
            cluster,
            nodes,
            addons,
            destinations,
            azure_firewall,
        }
    })
}

/// Any text without control characters, quotes and spaces included.
fn name() -> impl Strategy<Value = String> {
    "\\PC{1,20}|[^\\p{Cc}]{1,20}"
}

fn one<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    select(all)
}

fn some<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Vec<T>> {
    subsequence(all.to_vec(), 0..=all.len()).prop_shuffle()
}

fn edition() -> impl Strategy<Value = Date> {
    let editions = CATALOG.editions();
    prop_oneof![select(editions), Just(CATALOG.as_of)]
}

fn cluster() -> impl Strategy<Value = Cluster> {
    let place = one(Cloud::ALL).prop_flat_map(|cloud| {
        let mut names = vec![String::new()];
        let here = CATALOG.regions.iter().filter(|region| region.cloud == cloud);
        names.extend(here.map(|region| region.name.to_owned()));
        (Just(cloud), select(names))
    });
    let host = option::of("[a-z][a-z0-9]{0,9}(\\.[a-z][a-z0-9-]{0,9}[a-z]){1,3}");
    let addresses = prop::collection::hash_set(any::<IpAddr>(), 0..3);
    let api_server = (one(ApiServer::ALL), one(Tunnel::ALL), any::<bool>(), any::<bool>());
    let exempt = option::of(some(Exemption::ALL));
    (place, api_server, host, option::of(any::<IpAddr>()), addresses, any::<bool>(), exempt)
        .prop_map(
            |(
                place,
                api_server,
                api_server_fqdn,
                api_server_ip,
                custom_dns,
                custom_dns_tcp,
                exempt,
            )| {
                Cluster {
                    cloud: place.0,
                    region: place.1,
                    api_server: api_server.0,
                    tunnel: api_server.1,
                    network_isolated: api_server.2,
                    pods_use_api_server_ip: api_server.3,
                    api_server_fqdn,
                    api_server_ip,
                    custom_dns: custom_dns.into_iter().collect(),
                    custom_dns_tcp,
                    exempt,
                }
            },
        )
}

fn network() -> impl Strategy<Value = IpNet> {
    prop_oneof![
        (any::<std::net::Ipv4Addr>(), 0_u8..=32)
            .prop_filter_map("a length", |(address, length)| {
                Some(IpNet::V4(Ipv4Net::new(address, length).ok()?.trunc()))
            }),
        (any::<std::net::Ipv6Addr>(), 0_u8..=128)
            .prop_filter_map("a length", |(address, length)| {
                Some(IpNet::V6(Ipv6Net::new(address, length).ok()?.trunc()))
            }),
    ]
}

fn nodes() -> impl Strategy<Value = Nodes> {
    let subnets = prop::collection::hash_set(network(), 0..3);
    (some(Linux::ALL), any::<[bool; 4]>(), one(Channel::ALL), subnets).prop_map(
        |(linux, flags, os_upgrade_channel, subnets)| Nodes {
            linux,
            windows: flags[0],
            gpu: flags[1],
            before_march_2021: flags[2],
            os_upgrade_channel,
            recommended_updates: flags[3],
            subnets: subnets.into_iter().collect(),
        },
    )
}

fn addons() -> impl Strategy<Value = Addons> {
    let all: Vec<String> = CATALOG.addons().map(|addon| addon.id.to_owned()).collect();
    let private = CATALOG.addons().filter(|addon| addon.private_endpoint);
    let private: Vec<String> = private.map(|addon| addon.id.to_owned()).collect();
    let (most, most_private) = (all.len(), private.len());
    (
        subsequence(all, 0..=most).prop_shuffle(),
        option::of(one(MonitorBy::ALL)),
        subsequence(private, 0..=most_private).prop_shuffle(),
    )
        .prop_map(|(enabled, azure_monitor_by, private_endpoints)| Addons {
            enabled,
            azure_monitor_by,
            private_endpoints,
        })
}

fn destinations() -> impl Strategy<Value = Destinations> {
    let path = option::of("[a-zA-Z0-9_./\\\\ '\"名-]{1,20}");
    (one(ControlPlane::ALL), one(NtpForm::ALL), any::<[bool; 2]>(), path).prop_map(
        |(control_plane, ntp, [legacy_hosts, ipv6], service_tags)| Destinations {
            ipv6,
            control_plane,
            ntp,
            legacy_hosts,
            service_tags,
        },
    )
}

fn azure_firewall() -> impl Strategy<Value = AzureFirewall> {
    let name = || "[a-zA-Z0-9][a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_]";
    let ip_group = option::of(("[0-9a-f]{8}", "[a-zA-Z0-9_()ü-]{1,20}", name()).prop_map(
        |(start, group, name)| {
            format!(
                "/subscriptions/{start}-0000-0000-0000-000000000000/resourceGroups/{group}\
                 /providers/Microsoft.Network/ipGroups/{name}"
            )
        },
    ));
    let priority = || 100_u16..=65_000;
    (name(), [priority(), priority(), priority()], one(Fqdns::ALL), ip_group).prop_map(
        |(group, [priority, network_priority, application_priority], fqdns, ip_group)| {
            AzureFirewall {
                group,
                priority,
                network_priority,
                application_priority,
                fqdns,
                ip_group,
            }
        },
    )
}
