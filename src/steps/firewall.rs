//! Step 7: what the exports for Azure Firewall need; other firewalls need nothing of it.

use super::{Choice, Field, Input, Step, both, choice};

pub(super) const STEP: Step = Step {
    id: "firewall",
    title: both("Azure Firewall", "Azure 防火墙"),
    about: both(
        "For Azure Firewall only: how does its policy hold the rules?",
        "仅用于 Azure 防火墙：规则如何写入策略？",
    ),
    fields: &[
        Field {
            key: "azure_firewall.fqdns",
            title: both("FQDN tag AzureKubernetesService", "FQDN 标记 AzureKubernetesService"),
            input: Input::One { choices: FORMS },
        },
        Field {
            key: "azure_firewall.ip_group",
            title: both("IP group as source", "以 IP 组作为源"),
            input: Input::Line {
                note: both(
                    "resource id, in place of the node subnets; empty = none",
                    "资源 ID，用来代替节点子网；留空表示不用",
                ),
            },
        },
        Field {
            key: "azure_firewall.group",
            title: both("Rule collection group", "规则集合组"),
            input: Input::Line {
                note: both(
                    "a name of its own: an existing group would be replaced",
                    "请用独立的名称：同名的组会被替换",
                ),
            },
        },
        Field {
            key: "azure_firewall.priority",
            title: both("Priority of the group", "规则集合组优先级"),
            input: Input::Line {
                note: both(
                    "100 to 65000; lower is looked at first",
                    "100 到 65000；数值小的先匹配",
                ),
            },
        },
        Field {
            key: "azure_firewall.network_priority",
            title: both("Priority of network rules", "网络规则优先级"),
            input: Input::Line {
                note: both("of their collection in the group", "其集合在组内的优先级"),
            },
        },
        Field {
            key: "azure_firewall.application_priority",
            title: both("Priority of application rules", "应用程序规则优先级"),
            input: Input::Line {
                note: both(
                    "not the same; network rules are looked at first anyway",
                    "须与上一项不同；网络规则总是先匹配",
                ),
            },
        },
    ],
};

const FORMS: &[Choice] = &[
    choice(
        "explicit",
        both("Not used", "不用"),
        both("the policy names every host", "策略中列出每个主机"),
    ),
    choice(
        "tag-and-addons",
        both("For the core", "用于核心"),
        both(
            "unpublished; documented for AKS, reported to lack add-ons",
            "内容未公开；文档称适用于 AKS，有人反映缺加载项",
        ),
    ),
];
