//! A profile as JSON, with the keys of its file and every default written out.

use crate::profile::{Profile, VERSION};
use serde_json::{Value, json};

/// Every key of the file format; what the operator left open is `null`, or its effective value
/// where the program chooses one.
pub(super) fn profile(profile: &Profile) -> Value {
    json!({
        "version": VERSION,
        "name": profile.name,
        "source": profile.source.name(),
        "edition": profile.edition.to_string(),
        "reading": profile.reading.name(),
        "language": profile.language.name(),
        "cluster": cluster(profile),
        "nodes": nodes(profile),
        "addons": {
            "enabled": profile.addons.enabled,
            "azure_monitor_by": profile.monitor_by().name(),
            "private_endpoints": profile.addons.private_endpoints,
        },
        "destinations": {
            "control_plane": profile.destinations.control_plane.name(),
            "ntp": profile.destinations.ntp.name(),
            "legacy_hosts": profile.destinations.legacy_hosts,
            "service_tags": profile.destinations.service_tags,
        },
    })
}

fn cluster(profile: &Profile) -> Value {
    let cluster = &profile.cluster;
    json!({
        "cloud": cluster.cloud.name(),
        "region": cluster.region,
        "api_server": cluster.api_server.name(),
        "tunnel": cluster.tunnel.name(),
        "network_isolated": cluster.network_isolated,
        "api_server_fqdn": cluster.api_server_fqdn,
        "api_server_ip": cluster.api_server_ip.map(|address| address.to_string()),
        "custom_dns": texts(&cluster.custom_dns),
        "custom_dns_tcp": cluster.custom_dns_tcp,
        "pods_use_api_server_ip": cluster.pods_use_api_server_ip,
        "exempt": texts(&profile.exemptions()),
    })
}

fn nodes(profile: &Profile) -> Value {
    let nodes = &profile.nodes;
    json!({
        "linux": texts(&nodes.linux),
        "windows": nodes.windows,
        "gpu": nodes.gpu,
        "before_march_2021": nodes.before_march_2021,
        "os_upgrade_channel": nodes.os_upgrade_channel.name(),
        "recommended_updates": nodes.recommended_updates,
        "subnets": texts(&nodes.subnets),
    })
}

fn texts<T: ToString>(values: &[T]) -> Vec<String> {
    values.iter().map(ToString::to_string).collect()
}
