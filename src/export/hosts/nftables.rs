//! nftables: a table of its own with a set for each group of destinations.
//!
//! Loading the file anew replaces its rules and addresses in one step and keeps what dnsmasq has
//! put into the sets of names, so no connection waits for a name to be asked for again.

use super::sets::{NAMES, TABLE, Version, has_hosts, set, versions};
use crate::catalog::{Kind, Text};
use crate::export::group::{Group, Shape, net_text};
use crate::export::nodes::{Nodes, is_open};
use crate::export::warning::{Caution, always};
use crate::export::{Export, Family, Format, Proof};
use ipnet::IpNet;

pub(in crate::export) const FORMAT: Format = Format {
    id: "nftables",
    family: Family::Hosts,
    extension: "nft",
    title: Text { en: "nftables rules", zh: "nftables 规则" },
    about: Text {
        en: "for a Linux router: sets and rules; dnsmasq fills the sets of hosts",
        zh: "用于 Linux 路由器：集合与规则；主机的集合由 dnsmasq 填充",
    },
    steps: Text {
        en: "Export `dnsmasq` too with the same options: it fills the sets of hosts. A set also takes in every name below its hosts, so hosts are written only with --allow-wider.\n\
             Test with `nft -c -f FILE` and load with `nft -f FILE`; for every start, include it in /etc/nftables.conf. Loading it again keeps what dnsmasq has learnt.\n\
             Address translation and other forwarding remain yours: another table that drops a packet still drops it.",
        zh: "用相同选项再导出 `dnsmasq`：由它填充主机的集合。集合也会收入主机之下的所有名称，因此只有加 --allow-wider 才写入主机。\n\
             用 `nft -c -f 文件` 检查，用 `nft -f 文件` 加载；要开机生效，在 /etc/nftables.conf 中包含它。重新加载会保留 dnsmasq 已学到的地址。\n\
             地址转换和其他转发规则仍由自己维护：别的表丢弃的包仍会被丢弃。",
    },
    capabilities: NAMES,
    holds_warnings: true,
    proof: Proof::Loaded(Text { en: "nft", zh: "nft" }),
    cautions: &[
        Caution {
            matters: has_hosts,
            text: Text {
                en: "Sets of hosts hold the addresses that dnsmasq on this machine hands out: nodes must ask it alone. Another host on the same address, as on a CDN, is allowed too.",
                zh: "主机的集合存放本机 dnsmasq 解析出的地址：节点只能向它查询。同一地址上的其他主机（例如 CDN 上的）也会被放行。",
            },
        },
        Caution {
            matters: |rules, fit| {
                rules.of_kind(Kind::Application).next().is_some() && !has_hosts(rules, fit)
            },
            text: Text {
                en: "No host is in this file, so once loaded it keeps the nodes from all of them.",
                zh: "此文件不含任何主机，加载后节点无法访问其中任何一个。",
            },
        },
        always(
            "The last rule drops everything else that the nodes send through this machine, to private networks too. Put exceptions into chain exceptions; loading the file again leaves it alone.",
            "最后一条规则丢弃节点经本机发出的其他一切流量，包括去往专用网络的。例外写入 exceptions 链；重新加载此文件不会改动它。",
        ),
        Caution {
            matters: |rules, _| is_open(rules),
            text: Text {
                en: "Without node subnets these rules hold for all that this machine forwards, and drop the rest of it. Give the subnets under [nodes].",
                zh: "未填写节点子网时，这些规则对本机转发的一切流量生效，其余都会被丢弃。请在 [nodes] 中填写子网。",
            },
        },
    ],
    write,
};

/// Long enough for a quiet night. Each new connection begins it anew.
const TIMEOUT: &str = "1d";

fn write(export: &Export) -> String {
    let groups = export.groups();
    // What is missing goes in front of the rules that are there: the last of them drops the rest.
    let (put, is_whole): (fn(&str, &str) -> String, bool) =
        if export.rules.is_only_missing() { (inserted, false) } else { (added, true) };
    let mut lines = export.comments("#");
    lines.push(String::new());
    if is_whole {
        lines.extend(chains());
        lines.push(String::new());
    }
    lines.extend(export.every_nodes(&groups).iter().flat_map(sources));
    if is_whole {
        lines.extend(jumps(&export.all_nodes()));
    }
    for group in &groups {
        lines.push(String::new());
        lines.extend(export.note("#", group));
        for version in versions(group) {
            lines.extend(destinations(group, version));
        }
        lines.extend(rules(export, group).iter().map(|rule| put("egress", rule)));
    }
    if is_whole {
        lines.push(String::new());
        lines.push(added("egress", "limit rate 10/second log prefix \"aks-egress denied: \""));
        lines.push(added("egress", "counter drop"));
    }
    lines.join("\n")
}

/// The table and its chains, emptied of what an earlier export put there.
fn chains() -> Vec<String> {
    vec![
        format!("add table inet {TABLE}"),
        format!("add chain inet {TABLE} exceptions"),
        format!("add chain inet {TABLE} egress"),
        format!(
            "add chain inet {TABLE} forward {{ type filter hook forward priority filter; policy accept; }}"
        ),
        format!("flush chain inet {TABLE} forward"),
        format!("flush chain inet {TABLE} egress"),
        added("forward", "ct state established,related accept"),
        added("forward", "jump exceptions"),
    ]
}

fn inserted(chain: &str, rule: &str) -> String {
    format!("insert rule inet {TABLE} {chain} {rule}")
}

fn added(chain: &str, rule: &str) -> String {
    format!("add rule inet {TABLE} {chain} {rule}")
}

/// Sets of the nodes' networks.
fn sources(nodes: &Nodes) -> Vec<String> {
    let sets = of_versions(&nodes.nets)
        .into_iter()
        .flat_map(|(version, nets)| addresses(&set(&nodes.name, version), version, &nets));
    sets.collect()
}

/// The way of the nodes' traffic into the chain. Nobody else's goes there, where networks are given.
fn jumps(nodes: &Nodes) -> Vec<String> {
    if nodes.nets.is_empty() {
        return vec![added("forward", "jump egress")];
    }
    let jump = |(version, _): (Version, Vec<IpNet>)| {
        let from = format!("{} saddr @{}", version.header(), set(&nodes.name, version));
        added("forward", &format!("{from} jump egress"))
    };
    of_versions(&nodes.nets).into_iter().map(jump).collect()
}

/// Networks by version; no version without any.
fn of_versions(nets: &[IpNet]) -> Vec<(Version, Vec<IpNet>)> {
    let of = |version: Version| {
        let nets: Vec<IpNet> = nets.iter().filter(|net| version.holds(net)).copied().collect();
        (!nets.is_empty()).then_some((version, nets))
    };
    Version::ALL.into_iter().filter_map(of).collect()
}

/// A set of fixed addresses. They may overlap, as a service tag's do.
fn addresses(name: &str, version: Version, nets: &[IpNet]) -> Vec<String> {
    let digit = version.digit();
    let mut lines = vec![
        format!(
            "add set inet {TABLE} {name} {{ type ipv{digit}_addr; flags interval; auto-merge; }}"
        ),
        format!("flush set inet {TABLE} {name}"),
        format!("add element inet {TABLE} {name} {{"),
    ];
    lines.extend(nets.iter().map(|net| format!("    {},", net_text(net))));
    lines.push("}".to_owned());
    lines
}

fn destinations(group: &Group, version: Version) -> Vec<String> {
    let name = set(&group.name, version);
    if group.shape() == Shape::Hosts {
        let digit = version.digit();
        return vec![format!(
            "add set inet {TABLE} {name} {{ type ipv{digit}_addr; flags dynamic,timeout; timeout {TIMEOUT}; }}"
        )];
    }
    let nets: Vec<IpNet> = group.nets().into_iter().filter(|net| version.holds(net)).collect();
    addresses(&name, version, &nets)
}

/// A rule for each version of addresses; without any, one for both.
fn rules(export: &Export, group: &Group) -> Vec<String> {
    let transport = group.protocol().transport();
    let nodes = export.nodes(group);
    let is_part = nodes != export.all_nodes();
    let mut found: Vec<String> = Vec::new();
    for version in Version::ALL {
        let header = version.header();
        let mut rule = Vec::new();
        if is_part {
            if !nodes.nets.iter().any(|net| version.holds(net)) {
                continue;
            }
            rule.push(format!("{header} saddr @{}", set(&nodes.name, version)));
        }
        let name = set(&group.name, version);
        if versions(group).contains(&version) {
            rule.push(format!("{header} daddr @{name}"));
        } else if group.shape() != Shape::Any {
            continue;
        }
        rule.push(format!("{transport} dport {}", group.port()));
        if group.shape() == Shape::Hosts {
            rule.push(format!("update @{name} {{ {header} daddr }}"));
        }
        rule.push(format!("counter accept comment \"{}\"", group.name));
        let rule = rule.join(" ");
        if !found.contains(&rule) {
            found.push(rule);
        }
    }
    found
}
