//! A destination list of Cisco Umbrella: each entry covers its name and every name below it.
//!
//! One entry a line; comments are not documented.

use crate::catalog::Text;
use crate::export::fit::Host;
use crate::export::host_entries::{entries, lines};
use crate::export::warning::always;
use crate::export::{Capabilities, Export, Family, Format, Proof, Reach};

pub(in crate::export) const FORMAT: Format = Format {
    id: "umbrella",
    family: Family::Proxies,
    extension: "txt",
    title: Text { en: "Cisco Umbrella destination list", zh: "Cisco Umbrella 目标列表" },
    about: Text {
        en: "the hosts alone; every entry covers the names below it, so nothing is written without --allow-wider",
        zh: "只有主机；每个条目都包含其下所有名称，不加 --allow-wider 就什么也不写",
    },
    steps: Text {
        en: "Policy Components, Destination Lists, Add: a list of allowed destinations.\n\
             Upload this file into it, and take the list into the policy of the nodes' network.\n\
             Allow ports and network rules on the firewall: Umbrella answers DNS queries only.",
        zh: "策略组件，目标列表，添加：允许的目标列表。\n\
             把此文件上传到该列表，并在节点所在网络的策略中选用它。\n\
             端口和网络规则在防火墙上放行：Umbrella 只应答 DNS 查询。",
    },
    capabilities: Capabilities {
        exact: Reach::Wider,
        leading: Reach::Wider,
        ..Capabilities::HOSTS
    },
    holds_warnings: false,
    proof: Proof::SyntaxChecked(Text {
        en: "a reader of the documented list syntax",
        zh: "按厂商文档编写的检查程序",
    }),
    cautions: &[always(
        "A list of allowed destinations also overrules what Umbrella's security filters would block, and blocks nothing itself.",
        "允许列表还会压过 Umbrella 安全过滤本来要做的阻止；它自己不阻止任何目标。",
    )],
    write: |export: &Export| lines(entries(export, entry)),
};

fn entry(host: &Host) -> String {
    match host {
        Host::Exact(name) | Host::Below(name) => name.clone(),
        Host::Pattern(_) | Host::Odd(_) => host.starred(),
    }
}
