//! What the columns of people's tables are called.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    To,
    Groups,
    Protocol,
    Port,
    Kind,
    Action,
    Name,
    Sources,
    SourceGroups,
    Collection,
    Priority,
    DestinationType,
    Other,
}

/// Names of columns, without letter case and marks.
const COLUMNS: &[(Column, &[&str])] = &[
    (
        Column::To,
        &[
            "destination",
            "destinations",
            "dest",
            "dst",
            "fqdn",
            "fqdns",
            "host",
            "hosts",
            "hostname",
            "hostnames",
            "address",
            "addresses",
            "domain",
            "domains",
            "domainname",
            "url",
            "urls",
            "endpoint",
            "endpoints",
            "target",
            "targetfqdn",
            "targetfqdns",
            "ip",
            "ipaddress",
            "destinationaddress",
            "destinationaddresses",
            "destinationfqdn",
            "destinationfqdns",
            "dsthost",
            "dstaddr",
            "hostorip",
            "目标",
            "目标地址",
            "主机",
            "主机名",
            "域名",
            "地址",
            "目的地址",
        ],
    ),
    (Column::Groups, &["destinationipgroups", "destinationipgroup"]),
    (Column::Protocol, &["protocol", "protocols", "proto", "scheme", "transport", "协议"]),
    (
        Column::Port,
        &[
            "port",
            "ports",
            "destinationport",
            "destinationports",
            "dstport",
            "dport",
            "service",
            "端口",
            "目标端口",
        ],
    ),
    (Column::Kind, &["kind", "ruletype", "rulekind", "layer"]),
    (Column::Action, &["action", "actiontype", "verdict", "操作", "动作"]),
    (Column::Name, &["name", "rulename", "rule", "名称"]),
    (
        Column::Sources,
        &["source", "sources", "sourceaddress", "sourceaddresses", "src", "源", "源地址"],
    ),
    (Column::SourceGroups, &["sourceipgroups", "sourceipgroup"]),
    (Column::Collection, &["rulecollectionname", "rulecollection", "collection", "collectionname"]),
    (Column::Priority, &["rulepriority", "priority", "collectionpriority"]),
    (Column::DestinationType, &["destinationtype"]),
];

/// What a column of this name holds.
pub(super) fn column(name: &str) -> Column {
    let plain: String =
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let is = |(_, names): &&(Column, &[&str])| names.contains(&&*plain);
    COLUMNS.iter().find(is).map_or(Column::Other, |(column, _)| *column)
}
