//! Step 3: API server and network.

use super::{Choice, Field, Input, Step, both, choice};

pub(super) const STEP: Step = Step {
    id: "api-server",
    title: both("API server & network", "API 服务器与网络"),
    about: both("How do nodes reach the API server and DNS?", "节点如何访问 API 服务器和 DNS？"),
    fields: &[
        Field {
            key: "cluster.api_server",
            title: both("API server", "API 服务器"),
            input: Input::One { choices: API_SERVERS },
        },
        Field {
            key: "cluster.tunnel",
            title: both("Tunnel to the control plane", "到控制平面的隧道"),
            input: Input::One { choices: TUNNELS },
        },
        Field {
            key: "cluster.network_isolated",
            title: both("Network isolated cluster", "网络隔离群集"),
            input: Input::Flag {
                note: both(
                    "outbound type none or block, images from a private registry",
                    "出站类型为 none 或 block，镜像来自专用注册表",
                ),
            },
        },
        Field {
            key: "cluster.custom_dns",
            title: both("Own DNS servers", "自有 DNS 服务器"),
            input: Input::Line {
                note: both("IP addresses; empty = Azure DNS", "IP 地址；留空表示用 Azure DNS"),
            },
        },
        Field {
            key: "cluster.custom_dns_tcp",
            title: both("DNS over TCP too", "DNS 同时放行 TCP"),
            input: Input::Flag {
                note: both("large answers come over TCP 53", "较大的应答走 TCP 53"),
            },
        },
        Field {
            key: "cluster.pods_use_api_server_ip",
            title: both("Pods call the API server by IP", "Pod 通过 IP 访问 API 服务器"),
            input: Input::Flag {
                note: both(
                    "ingress controllers and operators without the FQDN annotation",
                    "未加 FQDN 注解的 Ingress 控制器、Operator 等",
                ),
            },
        },
        Field {
            key: "cluster.api_server_ip",
            title: both("API server's public IP", "API 服务器公网 IP"),
            input: Input::Line {
                note: both("known only once the cluster exists", "群集创建后才知道"),
            },
        },
        Field {
            key: "cluster.api_server_fqdn",
            title: both("API server's own host name", "API 服务器主机名"),
            input: Input::Line {
                note: both(
                    "takes the place of the wildcard, once the cluster exists",
                    "群集创建后可代替通配符",
                ),
            },
        },
        Field {
            key: "cluster.exempt",
            title: both("Apply Global's exemptions here too", "同样适用“全球”表格的豁免"),
            input: Input::Many { choices: EXEMPTIONS },
        },
    ],
};

const API_SERVERS: &[Choice] = &[
    choice(
        "public",
        both("Public", "公共"),
        both("nodes reach it over the internet edge", "节点经公网出口访问"),
    ),
    choice(
        "private-link",
        both("Private Link", "专用链接"),
        both("private cluster: no rule for the API server", "专用群集：不需要 API 服务器规则"),
    ),
    choice(
        "vnet-integration",
        both("VNet integration", "VNet 集成"),
        both("an internal address in your own network", "使用自有网络中的内部地址"),
    ),
];

const TUNNELS: &[Choice] = &[
    choice(
        "konnectivity",
        both("Konnectivity", "Konnectivity"),
        both("today's agent, over HTTPS 443", "当前的代理，走 HTTPS 443"),
    ),
    choice(
        "legacy",
        both("Older tunnel", "旧隧道"),
        both(
            "UDP 1194 and TCP 9000 to the control plane",
            "需放行到控制平面的 UDP 1194 和 TCP 9000",
        ),
    ),
];

const EXEMPTIONS: &[Choice] = &[
    choice(
        "private-cluster",
        both("Private API server", "专用 API 服务器"),
        both("drop the rules to the public one", "去掉到公共 API 服务器的规则"),
    ),
    choice(
        "ntp",
        both("Nodes after March 2021", "2021 年 3 月之后的节点"),
        both("drop the NTP rule", "去掉 NTP 规则"),
    ),
    choice(
        "konnectivity",
        both("Konnectivity", "Konnectivity"),
        both("drop the tunnel ports, once you saw the agent run", "确认代理在运行后，去掉隧道端口"),
    ),
];
