//! PAN-OS, as set commands: objects, URL categories and security rules.

use super::objects::{each_once, host_name, net_name, quoted, remark, service_name, services};
use super::panos_lists::{URL_CATEGORY, url};
use crate::catalog::{Kind, Text};
use crate::export::fit::{Fit, Host, To};
use crate::export::group::{Group, Shape, short_name};
use crate::export::nodes::{self, Nodes};
use crate::export::warning::Caution;
use crate::export::{Capabilities, Export, Family, Format, Proof};
use crate::rules::RuleSet;
use ipnet::IpNet;

pub(in crate::export) const FORMAT: Format = Format {
    id: "panos",
    family: Family::Appliances,
    extension: "txt",
    title: Text { en: "PAN-OS set commands", zh: "PAN-OS set 命令" },
    about: Text {
        en: "Palo Alto: address objects, services, URL categories and security rules for the CLI",
        zh: "Palo Alto：地址对象、服务、URL 类别和安全规则，用于命令行",
    },
    steps: Text {
        en: "Put your zones in place of `from any to any`; for Panorama, put the device group in front, by the sed lines in the comments.\n\
             Type `set cli scripting-mode on` and `configure`, then paste the lines that begin with set and leave out the comments: grep '^set ' FILE.\n\
             New rules stand last: move them above your deny rules, check them with `validate full`, and commit.",
        zh: "用您的安全区域替换 `from any to any`；如果用 Panorama，再加上设备组；注释中有相应的 sed 命令。\n\
             先输入 `set cli scripting-mode on` 和 `configure`，再粘贴以 set 开头的行，不含注释：grep '^set ' 文件。\n\
             新规则排在最后：移到拒绝规则之前，用 `validate full` 检查，然后提交。",
    },
    capabilities: Capabilities::FIREWALL,
    holds_warnings: true,
    proof: Proof::ReadBack(Text { en: "FWShift", zh: "FWShift" }),
    cautions: &[
        Caution { matters: has_application_rules, ..URL_CATEGORY },
        Caution {
            matters: |_, fit| fit.rules.iter().any(is_address_of_host),
            text: Text {
                en: "The firewall resolves the hosts of network rules by itself, at most 32 addresses each (reported). It and the nodes must ask the same DNS servers.",
                zh: "网络规则中的主机由防火墙自行解析，每个最多 32 个地址（据厂商知识库）。防火墙和节点须使用相同的 DNS 服务器。",
            },
        },
        Caution {
            matters: |_, fit| fit.rules.iter().any(|fitted| prefixes(&fitted.to) > MANY),
            text: Text {
                en: "Each prefix is an address object of its own. The same prefixes as an external dynamic list, by panos-ips, need no commit when they change.",
                zh: "每个前缀都是一个地址对象。用 panos-ips 把相同的前缀做成外部动态列表，变更时无需提交。",
            },
        },
        Caution {
            matters: |rules, fit| {
                nodes::has_ipv6(rules, fit) || fit.rules.iter().any(|fitted| has_ipv6(&fitted.to))
            },
            text: Text {
                en: "IPv6 addresses match only while IPv6 firewalling is on (Device, Setup, Session).",
                zh: "只有启用 IPv6 防火墙（Device，Setup，Session）后，IPv6 地址才会匹配。",
            },
        },
    ],
    write,
};

/// Longest name of a rule, an address, an address group or a service.
const NAME: usize = 63;
/// Longest name of a URL category.
const CATEGORY: usize = 31;
/// PAN-OS takes 1024, which may count bytes.
const DESCRIPTION: usize = 255;
/// From so many prefixes on, a list is less work than objects.
const MANY: usize = 50;

const ZONES: Text = Text {
    en: "Zones: put yours in place of trust and untrust here, and run this over the file.",
    zh: "安全区域：把下面的 trust 和 untrust 换成您的区域名，再对本文件执行：",
};
const SET_ZONES: &str = "sed -i 's/ from any to any / from trust to untrust /' FILE";
const PANORAMA: Text = Text {
    en: "Panorama: put your device group in place of DG here, and run this over the file.",
    zh: "Panorama：把下面的 DG 换成您的设备组名，再对本文件执行：",
};
const SET_DEVICE_GROUP: &str = "sed -i -E -e 's/^(# |)set rulebase /\\1set device-group DG pre-rulebase /' -e t -e 's/^set /set device-group DG /' FILE";
/// The predefined service-http also opens 8080, and App-ID tells the traffic to Azure apart in ways
/// that change with its content updates: a rule for ssl and web-browsing alone would drop what
/// is identified more closely. Port, category and address say what is asked for.
const APPLICATIONS: Text = Text {
    en: "Application any: App-ID may know a host's traffic by a closer name than ssl or web-browsing, and a rule for these two would drop it. Port and URL category bound each rule; narrow the applications by what the traffic log shows.",
    zh: "应用为 any：App-ID 可能把某些主机的流量识别为比 ssl、web-browsing 更具体的应用，只允许这两个应用的规则会丢弃它们。每条规则已由端口和 URL 类别限定；可按流量日志再收窄应用。",
};
const DECRYPTION: Text = Text {
    en: "Where TLS is decrypted, the lines `# set rulebase decryption` leave these hosts alone, for AKS needs its ALPN unchanged: take their mark off and put them above your decrypt rules.",
    zh: "如果解密 TLS，取消 `# set rulebase decryption` 各行的注释，并移到解密规则之前：这些主机不解密，因为 AKS 要求 ALPN 不被改写。",
};

fn write(export: &Export) -> String {
    let groups = export.groups();
    let mut lines = export.comments("#");
    let has_hosts = has_application_rules(export.rules, &export.fit);
    let hosts_only = [APPLICATIONS, DECRYPTION].into_iter().filter(|_| has_hosts);
    lines.extend(remark(ZONES.get(export.language), Some(SET_ZONES)));
    lines.extend(remark(PANORAMA.get(export.language), Some(SET_DEVICE_GROUP)));
    for note in hosts_only {
        lines.extend(remark(note.get(export.language), None));
    }
    let set = |(name, protocol, port): (String, &str, u16)| {
        format!("set service {name} protocol {protocol} port {port}")
    };
    section(&mut lines, services(&groups).into_iter().map(set).collect());
    section(&mut lines, addresses(&groups));
    section(&mut lines, export.named_nodes(&groups).iter().flat_map(node_group).collect());
    for group in &groups {
        section(&mut lines, rule(group, export));
    }
    lines.join("\n")
}

fn section(lines: &mut Vec<String>, more: Vec<String>) {
    if !more.is_empty() {
        lines.push(String::new());
        lines.extend(more);
    }
}

/// Sources, networks and hosts, each once.
fn addresses(groups: &[Group]) -> Vec<String> {
    let sources = groups.iter().flat_map(|group| &group.sources);
    let sources = sources.map(|net| format!("set address {} ip-netmask {net}", source(net)));
    let destinations =
        groups.iter().filter(|group| group.kind() == Kind::Network).flat_map(|group| {
            let nets = group.nets();
            let nets =
                nets.iter().map(|net| format!("set address {} ip-netmask {net}", network(net)));
            let hosts = group.hosts().into_iter().map(Host::starred);
            let hosts = hosts.map(|host| format!("set address {} fqdn {host}", fqdn(&host)));
            nets.chain(hosts).collect::<Vec<_>>()
        });
    each_once(sources.chain(destinations))
}

/// A rule behind the group or category of its destinations. A member a line: set adds to a list,
/// and long lines do not survive pasting.
fn rule(group: &Group, export: &Export) -> Vec<String> {
    let name = short_name(&group.name, NAME);
    let nodes = export.nodes(group);
    let from = if nodes.nets.is_empty() { "any" } else { &nodes.name };
    let service = service_name(group);
    let mut lines = Vec::new();
    let (to, category) = match (group.kind(), group.shape()) {
        (Kind::Application, Shape::Hosts) => {
            let category = short_name(&group.name, CATEGORY);
            let set = format!("set profiles custom-url-category {category}");
            lines.push(format!("{set} type \"URL List\""));
            lines.extend(group.hosts().into_iter().map(|host| format!("{set} list {}", url(host))));
            ("any".to_owned(), Some(category))
        }
        (_, Shape::Any) => ("any".to_owned(), None),
        _ => {
            let nets = group.nets().iter().map(network).collect::<Vec<_>>();
            let hosts = group.hosts().into_iter().map(|host| fqdn(&host.starred()));
            let members = nets.into_iter().chain(hosts);
            lines.extend(members.map(|member| format!("set address-group {name} static {member}")));
            (name.clone(), None)
        }
    };
    let matched = format!("from any to any source {from} destination {to}");
    let with = category.as_ref().map_or(String::new(), |category| format!(" category {category}"));
    let set = format!("set rulebase security rules {name}");
    let description = group.description(export.language, DESCRIPTION);
    lines.extend([
        format!("{set} {matched} application any service {service}{with} action allow"),
        format!("{set} description {}", quoted(&description, DESCRIPTION)),
    ]);
    if group.port() == 443 && category.is_some() {
        let set = format!("# set rulebase decryption rules {name}");
        let how = "action no-decrypt type ssl-forward-proxy";
        lines.push(format!("{set} {matched} service {service}{with} {how}"));
    }
    lines
}

/// The group of the nodes' networks, so that no rule has a line for hundreds of them.
fn node_group(nodes: &Nodes) -> Vec<String> {
    let member = |net| format!("set address-group {} static {}", nodes.name, source(net));
    nodes.nets.iter().map(member).collect()
}

fn source(net: &IpNet) -> String {
    undotted(&net_name("aks-src", net))
}

fn network(net: &IpNet) -> String {
    undotted(&net_name("aks-net", net))
}

fn fqdn(host: &str) -> String {
    undotted(&host_name("aks-fqdn", host, NAME))
}

/// Names take no dots; no host has an underscore, so that two hosts never share a name.
fn undotted(name: &str) -> String {
    name.replace('.', "_")
}

fn has_application_rules(_: &RuleSet, fit: &Fit) -> bool {
    fit.rules.iter().any(|fitted| fitted.rule.kind() == Kind::Application)
}

fn is_address_of_host(fitted: &crate::export::fit::Fitted) -> bool {
    fitted.rule.kind() == Kind::Network && matches!(fitted.to, To::Host(_))
}

fn prefixes(to: &To) -> usize {
    if let To::Nets(nets) = to { nets.len() } else { 0 }
}

fn has_ipv6(to: &To) -> bool {
    matches!(to, To::Nets(nets) if nets.iter().any(|net| net.addr().is_ipv6()))
}
