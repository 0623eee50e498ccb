//! Squid: access lists by name and port, to include in `squid.conf`.
//!
//! `dstdomain .x` would also match `x` itself, and refuses to load beside a narrower name. So
//! wildcards stand as anchored regular expressions, which overlap without harm. `-n` keeps Squid
//! from looking names of addresses up.

use crate::catalog::{Kind, Protocol, Text};
use crate::export::fit::Host;
use crate::export::group::{Group, net_text, short_name};
use crate::export::nodes::Nodes;
use crate::export::warning::always;
use crate::export::{Capabilities, Export, Family, Format, Ports, Proof, Reach};

pub(in crate::export) const FORMAT: Format = Format {
    id: "squid",
    family: Family::Proxies,
    extension: "conf",
    title: Text { en: "Squid access lists", zh: "Squid 访问控制" },
    about: Text {
        en: "a fragment of squid.conf that allows the hosts by name and port and denies the rest",
        zh: "供 squid.conf 包含的片段：按主机名和端口放行，其余一律拒绝",
    },
    steps: Text {
        en: "Save it as /etc/squid/conf.d/aks-egress.conf, or include it in squid.conf. Rules for other clients of this proxy go above that line: the last line denies all.\n\
             Test with `squid -k parse`, then load it with `squid -k reconfigure`.\n\
             Give the cluster the proxy (az aks create --http-proxy-config FILE), and allow the network rules named in the comments in the firewall.",
        zh: "存为 /etc/squid/conf.d/aks-egress.conf，或在 squid.conf 中包含它。此代理其他客户端的规则要写在包含行之前：最后一行拒绝一切。\n\
             用 `squid -k parse` 检查，再用 `squid -k reconfigure` 加载。\n\
             为集群配置该代理（az aks create --http-proxy-config 文件），并在防火墙上放行注释中列出的网络规则。",
    },
    capabilities: Capabilities {
        sources: true,
        ports: Ports::InRules,
        inner: Reach::Exact,
        ipv6: true,
        ..Capabilities::HOSTS
    },
    holds_warnings: true,
    proof: Proof::Loaded(Text { en: "Squid", zh: "Squid" }),
    cautions: &[always(
        "Squid must not decrypt this traffic (no ssl_bump but splice): nodes trust Microsoft's certificates alone, and ALPN must arrive unchanged.",
        "Squid 不得解密这些流量（ssl_bump 只可用 splice）：节点只信任微软的证书，且 ALPN 必须原样通过。",
    )],
    write,
};

/// Squid cuts names of access lists at 63 characters; this leaves room for an ending.
const NAME: usize = 52;

fn write(export: &Export) -> String {
    let groups = export.groups();
    let mut lines = export.comments("#");
    lines.push(String::new());
    lines.push("acl aks-connect method CONNECT".to_owned());
    let mut ports: Vec<u16> = groups.iter().map(Group::port).collect();
    ports.sort_unstable();
    ports.dedup();
    lines.extend(ports.iter().map(|port| format!("acl aks-port-{port} port {port}")));
    lines.extend(export.every_nodes(&groups).iter().flat_map(sources));
    for group in &groups {
        lines.push(String::new());
        lines.extend(export.note("#", group));
        lines.extend(rules(&export.nodes(group).name, group));
    }
    // What is missing stands before the line that denies the rest already.
    if !export.rules.is_only_missing() {
        lines.extend([String::new(), "http_access deny all".to_owned()]);
    }
    lines.join("\n")
}

fn sources(nodes: &Nodes) -> Vec<String> {
    let line = |net: &str| format!("acl {} src {net}", nodes.name);
    if nodes.nets.is_empty() {
        return vec![line("all")];
    }
    nodes.nets.iter().map(|net| line(&net_text(net))).collect()
}

fn rules(nodes: &str, group: &Group) -> Vec<String> {
    debug_assert_eq!(group.kind(), Kind::Application);
    let names = short_name(&group.name, NAME);
    let patterns = format!("{names}-match");
    let (mut exact, mut wild): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for host in group.hosts() {
        let (list, line) = match host {
            Host::Exact(name) => (&mut exact, format!("acl {names} dstdomain -n {name}")),
            Host::Below(_) | Host::Pattern(_) | Host::Odd(_) => {
                (&mut wild, format!("acl {patterns} dstdom_regex -n -i {}", regex(host)))
            }
        };
        // The same line twice is an overlap, which Squid reports.
        if !list.contains(&line) {
            list.push(line);
        }
    }
    let method = if group.protocol() == Protocol::Https { "aks-connect" } else { "!aks-connect" };
    let port = group.port();
    let allow = |list: &str| format!("http_access allow {method} aks-port-{port} {nodes} {list}");
    let mut allows = Vec::new();
    if !exact.is_empty() {
        allows.push(allow(&names));
    }
    if !wild.is_empty() {
        allows.push(allow(&patterns));
    }
    exact.into_iter().chain(wild).chain(allows).collect()
}

/// A pattern for whole names. In front of a leading star's dot stands at least one character, so
/// the name itself is left out, and so is one that merely ends alike.
fn regex(host: &Host) -> String {
    let escaped = |text: &str| text.replace('.', r"\.").replace('*', ".*");
    match host {
        Host::Below(name) => format!(r"^.+\.{}$", escaped(name)),
        Host::Exact(name) | Host::Pattern(name) | Host::Odd(name) => format!("^{}$", escaped(name)),
    }
}
