//! dnsmasq: which answers go into which sets of nftables.
//!
//! dnsmasq looks at the longest name that fits and at no other. So each line names the sets of
//! every written name at or above its own.

use super::sets::{NAMES, TABLE, has_hosts, set, versions};
use crate::catalog::Text;
use crate::export::fit::Host;
use crate::export::group::Group;
use crate::export::warning::Caution;
use crate::export::{Capabilities, Export, Family, Format, Proof};
use std::collections::{BTreeMap, BTreeSet};

pub(in crate::export) const FORMAT: Format = Format {
    id: "dnsmasq",
    family: Family::Hosts,
    extension: "conf",
    title: Text { en: "dnsmasq for nftables", zh: "配合 nftables 的 dnsmasq" },
    about: Text {
        en: "puts the addresses of hosts into the sets of the nftables export",
        zh: "把主机的地址放入 nftables 导出的集合",
    },
    steps: Text {
        en: "Export `nftables` too with the same options and load it first: its sets must exist. A line also covers every name below its host, so hosts are written only with --allow-wider.\n\
             Save it in /etc/dnsmasq.d, test with `dnsmasq --test`, and restart dnsmasq 2.87 or newer. Answers from an upstream server fill the sets; address= lines and the hosts file do not.\n\
             Make dnsmasq the nodes' only DNS server, and allow the network rules by the nftables export.",
        zh: "用相同选项再导出 `nftables` 并先加载它：其中的集合必须已存在。每一行也涵盖该主机之下的所有名称，因此只有加 --allow-wider 才写入主机。\n\
             存入 /etc/dnsmasq.d，用 `dnsmasq --test` 检查，再重启 dnsmasq（2.87 或更新版本）。只有上游服务器的应答会填充集合；address= 行和 hosts 文件不会。\n\
             让 dnsmasq 成为节点唯一的 DNS 服务器；网络规则由 nftables 导出放行。",
    },
    capabilities: Capabilities { network_rules: false, any: false, ipv6: false, ..NAMES },
    holds_warnings: true,
    proof: Proof::Loaded(Text { en: "dnsmasq", zh: "dnsmasq" }),
    cautions: &[Caution {
        matters: has_hosts,
        text: Text {
            en: "Ports and sources are in the nftables export; this file alone allows nothing.",
            zh: "端口和源地址在 nftables 导出中；单有此文件不放行任何流量。",
        },
    }],
    write,
};

fn write(export: &Export) -> String {
    let groups = export.groups();
    let filled = filled(&groups);
    let mut lines = export.comments("#");
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for group in &groups {
        lines.push(String::new());
        lines.extend(export.note("#", group));
        for name in names(group) {
            let mut sets: Vec<&str> = Vec::new();
            for set in at_or_above(name).filter_map(|name| filled.get(name)).flatten() {
                if !sets.contains(&set.as_str()) {
                    sets.push(set);
                }
            }
            // A second line for a name would take the place of the first.
            let mark = if known.insert(name) { "" } else { "# " };
            lines.push(format!("{mark}nftset=/{name}/{}", sets.join(",")));
        }
    }
    lines.join("\n")
}

/// The names that a group is written with, each once.
fn names<'a>(group: &Group<'a>) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for host in group.hosts() {
        let (Host::Exact(name) | Host::Below(name) | Host::Pattern(name) | Host::Odd(name)) = host;
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names
}

/// The sets of each name, in the order of groups.
fn filled<'a>(groups: &[Group<'a>]) -> BTreeMap<&'a str, Vec<String>> {
    let mut filled: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for group in groups {
        let sets = versions(group).into_iter().map(|version| {
            format!("{}#inet#{TABLE}#{}", version.digit(), set(&group.name, version))
        });
        let sets: Vec<String> = sets.collect();
        for name in names(group) {
            filled.entry(name).or_default().extend(sets.iter().cloned());
        }
    }
    filled
}

/// The name and those it lies below: `a.b.c`, `b.c`, `c`.
fn at_or_above(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| name.split_once('.').map(|(_, rest)| rest))
}
