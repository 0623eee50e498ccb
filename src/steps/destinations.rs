//! Step 6: the form of destinations, and the source subnets.

use super::{Choice, Field, Input, Step, both, choice};

pub(super) const STEP: Step = Step {
    id: "destinations",
    title: both("Addresses", "地址"),
    about: both(
        "From where, and in which form are addresses written?",
        "源地址是什么？地址以什么形式写入规则？",
    ),
    fields: &[
        Field {
            key: "nodes.subnets",
            title: both("Node subnets", "节点子网"),
            input: Input::Line {
                note: both(
                    "source addresses, such as 10.240.0.0/16; empty = any",
                    "源地址，例如 10.240.0.0/16；留空表示任意",
                ),
            },
        },
        Field {
            key: "destinations.control_plane",
            title: both("Control plane (tunnel ports)", "控制平面（隧道端口）"),
            input: Input::One { choices: CONTROL_PLANES },
        },
        Field {
            key: "destinations.service_tags",
            title: both("Service tag file", "服务标记文件"),
            input: Input::Line {
                note: both(
                    "Microsoft's weekly ServiceTags_….json: for firewalls that know no service tags, and for region CIDRs",
                    "微软每周发布的 ServiceTags_….json 的路径；用于不支持服务标记的防火墙和区域 CIDR",
                ),
            },
        },
        Field {
            key: "destinations.ipv6",
            title: both("IPv6 prefixes too", "同时采用 IPv6 前缀"),
            input: Input::Flag {
                note: both("for clusters that use IPv6", "用于启用 IPv6 的群集")
            },
        },
        Field {
            key: "destinations.ntp",
            title: both("Time server", "时间服务器"),
            input: Input::One { choices: NTP_FORMS },
        },
        Field {
            key: "destinations.legacy_hosts",
            title: both("Keep retired hosts", "保留已停用的主机"),
            input: Input::Flag {
                note: both(
                    "for node images that still ask acs-mirror.azureedge.net",
                    "用于仍访问 acs-mirror.azureedge.net 的旧节点镜像",
                ),
            },
        },
    ],
};

const CONTROL_PLANES: &[Choice] = &[
    choice(
        "service-tag",
        both("Service tag", "服务标记"),
        both(
            "AzureCloud of the region; Azure Firewall and NSG",
            "该区域的 AzureCloud；适用于 Azure 防火墙和 NSG",
        ),
    ),
    choice(
        "region-cidrs",
        both("Region CIDRs", "区域 CIDR"),
        both("the same, as ranges for other firewalls", "同一范围的地址段，适用于其他防火墙"),
    ),
    choice(
        "api-server-ip",
        both("API server's IP", "API 服务器 IP"),
        both("narrowest, once the cluster exists", "范围最小，群集创建后可用"),
    ),
    choice("any", both("Any", "任意"), both("widest", "范围最大")),
];

const NTP_FORMS: &[Choice] = &[
    choice("any", both("Any", "任意"), both("any time server", "任意时间服务器")),
    choice(
        "fqdn",
        both("ntp.ubuntu.com", "ntp.ubuntu.com"),
        both("needs a firewall with names in network rules", "防火墙的网络规则须支持域名"),
    ),
];
