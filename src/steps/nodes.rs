//! Step 4: node pools.

use super::{Choice, Field, Input, Step, both, choice};

pub(super) const STEP: Step = Step {
    id: "nodes",
    title: both("Nodes", "节点"),
    about: both("What runs in the node pools?", "节点池里运行什么？"),
    fields: &[
        Field {
            key: "nodes.linux",
            title: both("Linux", "Linux"),
            input: Input::Many { choices: DISTRIBUTIONS },
        },
        Field {
            key: "nodes.windows",
            title: both("Windows Server node pools", "Windows Server 节点池"),
            input: Input::Flag { note: both("adds five hosts", "增加五个主机") },
        },
        Field {
            key: "nodes.gpu",
            title: both("GPU node pools", "GPU 节点池"),
            input: Input::Flag {
                note: both("nodes that install NVIDIA drivers", "节点需安装 NVIDIA 驱动"),
            },
        },
        Field {
            key: "nodes.os_upgrade_channel",
            title: both("Node OS upgrade channel", "节点 OS 升级通道"),
            input: Input::One { choices: CHANNELS },
        },
        Field {
            key: "nodes.recommended_updates",
            title: both("Recommended update hosts", "建议的更新主机"),
            input: Input::Flag {
                note: both(
                    "without them only node images bring updates",
                    "不放行时，只能靠节点镜像获得更新",
                ),
            },
        },
        Field {
            key: "nodes.before_march_2021",
            title: both("Nodes from before March 2021", "有 2021 年 3 月之前的节点"),
            input: Input::Flag {
                note: both("they ask a time server, UDP 123", "它们要访问时间服务器，UDP 123"),
            },
        },
    ],
};

const DISTRIBUTIONS: &[Choice] = &[
    choice("ubuntu", both("Ubuntu", "Ubuntu"), both("the default", "默认")),
    choice("azure-linux", both("Azure Linux", "Azure Linux"), both("", "")),
    choice(
        "flatcar",
        both("Flatcar", "Flatcar"),
        both("preview, ended 2026-09", "预览版，2026-09 已结束"),
    ),
];

const CHANNELS: &[Choice] = &[
    choice("unset", both("Not set", "未设置"), both("keeps every update host", "保留全部更新主机")),
    choice(
        "unmanaged",
        both("Unmanaged", "Unmanaged"),
        both("the distribution updates itself", "由发行版自行更新"),
    ),
    choice(
        "security-patch",
        both("SecurityPatch", "SecurityPatch"),
        both("AKS installs tested snapshots", "AKS 安装经过测试的快照"),
    ),
    choice(
        "node-image",
        both("NodeImage", "NodeImage"),
        both("new images only: no update hosts", "只用新镜像，不需要更新主机"),
    ),
    choice(
        "none",
        both("None", "None"),
        both("no updates: no update hosts", "不更新，不需要更新主机"),
    ),
];
