//! Firewalls of Fortinet, as a configuration script: addresses, groups, services and policies.

use super::objects::{
    closed, each_once, host_name, net_name, quoted, remark, service_name, services,
};
use crate::catalog::Text;
use crate::export::fit::{Fit, Fitted, Host, To};
use crate::export::group::{Group, Shape, short_name};
use crate::export::nodes::{Nodes, asks_azure_dns, has_ipv6, host_versions, lacks_a_version};
use crate::export::warning::Caution;
use crate::export::{Capabilities, Export, Family, Format, Proof};
use crate::rules::RuleSet;
use ipnet::IpNet;

pub(in crate::export) const FORMAT: Format = Format {
    id: "fortigate",
    family: Family::Appliances,
    extension: "conf",
    title: Text { en: "FortiGate configuration script", zh: "FortiGate 配置脚本" },
    about: Text {
        en: "Fortinet: addresses, address groups, services and policies for FortiOS",
        zh: "Fortinet：FortiOS 的地址、地址组、服务和策略",
    },
    steps: Text {
        en: "Put your two interfaces in place of \"any\", by the sed line in the comments, and add `set nat enable` if this FortiGate translates the nodes' addresses.\n\
             Run it as a configuration script (admin menu, Configuration, Scripts); if you paste it, leave out the comments: grep -v '^#' FILE.\n\
             Move the policies above your deny policies. Before a second run delete them: each run adds policies, whose names must be unique.",
        zh: "用注释中的 sed 命令把各处 \"any\" 换成您的接口；如果由这台 FortiGate 做源地址转换，再加上 `set nat enable`。\n\
             作为配置脚本运行（管理员菜单，Configuration，Scripts）；如果直接粘贴，不要带注释：grep -v '^#' 文件。\n\
             把策略移到拒绝策略之前。再次运行前先删除这些策略：每次运行都会新增，而策略名不能重复。",
    },
    capabilities: Capabilities::FIREWALL,
    holds_warnings: true,
    proof: Proof::ReadBack(Text { en: "FWShift", zh: "FWShift" }),
    cautions: &[
        Caution {
            matters: |rules, fit| asks_azure_dns(rules) && has_wildcards(rules, fit),
            text: Text {
                en: "The nodes ask Azure DNS, which does not pass the FortiGate: its wildcard addresses stay empty, and what they stand for is denied. Set DNS servers of your own that ask through the FortiGate (cluster.custom_dns), or put the exact names that you need in place of each wildcard.",
                zh: "节点使用 Azure DNS，其流量不经过 FortiGate：通配符地址会一直为空，相应的流量会被拒绝。请改用自有 DNS 服务器，并让其查询经过 FortiGate（cluster.custom_dns），或把每个通配符换成所需的确切域名。",
            },
        },
        Caution {
            matters: |_, fit| fit.rules.iter().any(|fitted| matches!(fitted.to, To::Host(_))),
            text: Text {
                en: "A policy matches the addresses that a name resolves to, not the name: whatever else is served from the same addresses is open on that port too. FortiGate and nodes must ask the same DNS servers.",
                zh: "策略匹配的是域名解析出的地址，而不是域名本身：同一地址上的其他服务在该端口也会放行。FortiGate 和节点须使用相同的 DNS 服务器。",
            },
        },
        Caution {
            matters: has_wildcards,
            text: Text {
                en: "A wildcard address holds what FortiGate reads from DNS answers that pass it unencrypted (not DoH), at most 1000 addresses, and is empty until a node asks: lead the cluster's DNS through the FortiGate. Whether `*.x` also covers `x` is reported both ways. FortiOS 6.2.2 or later.",
                zh: "通配符地址的内容来自经过 FortiGate 的未加密 DNS 应答（DoH 除外），最多 1000 个地址，节点首次查询之前为空：群集的 DNS 流量须经过 FortiGate。`*.x` 是否包含 `x` 本身，各方说法不一。需要 FortiOS 6.2.2 或更高版本。",
            },
        },
        Caution {
            matters: |rules, fit| fit.rules.iter().any(|fitted| is_large(rules, fitted)),
            text: Text {
                en: "Models limit the members of an address group (300 reported for small ones), and a group here has more than 300: see Fortinet's table of maximum values, and split the group if need be.",
                zh: "各型号限制地址组的成员数（据反映小型号为 300），此处有地址组超过 300 个成员：请查 Fortinet 的最大值表，必要时拆分该组。",
            },
        },
        Caution {
            matters: |rules, fit| has_ipv6(rules, fit) || fit.rules.iter().any(goes_to_ipv6),
            text: Text {
                en: "IPv6 stands in the same policies as IPv4 (srcaddr6, dstaddr6): FortiOS 6.4 or later.",
                zh: "IPv6 与 IPv4 写在同一策略中（srcaddr6、dstaddr6）：需要 FortiOS 6.4 或更高版本。",
            },
        },
        Caution {
            matters: lacks_a_version,
            text: Text {
                en: "A policy joins sources and destinations of one IP version. Destinations of a version that the node subnets lack have the source \"none\", which matches nothing: name your subnets of that version there.",
                zh: "策略的源和目标须为同一 IP 版本。节点子网缺少某一版本时，该版本目标的源写作 \"none\"，不匹配任何地址：请在此处填写该版本的子网。",
            },
        },
    ],
    write,
};

/// Longest name of an address, an address group or a service.
const NAME: usize = 79;
/// Longest name of a policy.
const POLICY: usize = 35;
/// The documented length is 1023, which may count bytes.
const COMMENT: usize = 255;
/// Members of a group that small models are reported to take.
const MANY: usize = 300;

const INTERFACES: Text = Text {
    en: "Interfaces: put that of the nodes in place of port2 and that to the internet in place of port1 here, and run this over the file.",
    zh: "接口：把下面的 port2 换成节点侧接口，port1 换成出口接口，再对本文件执行：",
};
const SET_INTERFACES: &str = "sed -i -e 's/srcintf \"any\"/srcintf \"port2\"/' -e 's/dstintf \"any\"/dstintf \"port1\"/' FILE";
const NAT: Text = Text {
    en: "No policy says `set nat enable`: whether this FortiGate translates the nodes' addresses depends on your routes.",
    zh: "策略中没有 `set nat enable`：这台 FortiGate 是否转换节点的源地址，取决于您的路由。",
};

/// One IP version's own tables and keywords.
struct Version {
    is_v6: bool,
    address: &'static str,
    group: &'static str,
    /// Behind `srcaddr` and `dstaddr`.
    suffix: &'static str,
}

const VERSIONS: [Version; 2] = [
    Version { is_v6: false, address: "address", group: "addrgrp", suffix: "" },
    Version { is_v6: true, address: "address6", group: "addrgrp6", suffix: "6" },
];

fn write(export: &Export) -> String {
    let groups = export.groups();
    let mut lines = export.comments("#");
    lines.extend(remark(INTERFACES.get(export.language), Some(SET_INTERFACES)));
    lines.extend(remark(NAT.get(export.language), None));
    let mut lines: Vec<String> = lines.iter().map(|line| closed(line)).collect();
    for version in &VERSIONS {
        let objects = groups.iter().flat_map(|group| version.objects(group, export));
        table(&mut lines, version.address, each_once(objects));
    }
    for version in &VERSIONS {
        let nodes = export.named_nodes(&groups);
        let nodes = nodes.iter().filter_map(|nodes| version.node_group(nodes));
        let objects = groups.iter().filter_map(|group| version.group(group, export));
        table(&mut lines, version.group, nodes.chain(objects).collect());
    }
    let services = services(&groups).into_iter().map(|(name, protocol, port)| {
        entry(&format!("\"{name}\""), &[format!("set {protocol}-portrange {port}")])
    });
    table(&mut lines, "service custom", services.collect());
    table(&mut lines, "policy", groups.iter().map(|group| policy(group, export)).collect());
    lines.join("\n")
}

/// A table of entries; none without any.
fn table(lines: &mut Vec<String>, name: &str, entries: Vec<Vec<String>>) {
    if !entries.is_empty() {
        lines.extend([String::new(), format!("config firewall {name}")]);
        lines.extend(entries.into_iter().flatten());
        lines.push("end".to_owned());
    }
}

fn entry(name: &str, settings: &[String]) -> Vec<String> {
    let mut lines = vec![format!("    edit {name}")];
    lines.extend(settings.iter().map(|setting| format!("        {setting}")));
    lines.push("    next".to_owned());
    lines
}

impl Version {
    /// Sources and destinations of a group, as far as they are of this version.
    fn objects(&self, group: &Group, export: &Export) -> Vec<Vec<String>> {
        let sources = group.sources.iter().filter(|net| is_v6(net) == self.is_v6);
        let sources = sources.map(|net| net_entry("aks-src", net));
        let nets = group.nets();
        let nets = nets.iter().filter(|net| is_v6(net) == self.is_v6);
        let nets = nets.map(|net| net_entry("aks-net", net));
        let hosts = group.hosts().into_iter().filter(|_| self.has_hosts(group, export));
        let hosts = hosts.map(|host| {
            let fqdn = format!("set fqdn \"{}\"", host.starred());
            entry(&format!("\"{}\"", self.host(host)), &["set type fqdn".to_owned(), fqdn])
        });
        sources.chain(nets).chain(hosts).collect()
    }

    /// The object of a host, which differs from that of the other version.
    fn host(&self, host: &Host) -> String {
        let prefix = match host {
            Host::Below(_) => "aks-wild",
            Host::Exact(_) | Host::Pattern(_) | Host::Odd(_) => "aks-fqdn",
        };
        let name = host.starred();
        host_name(&format!("{prefix}{}", self.suffix), name.trim_start_matches("*."), NAME)
    }

    /// Whether hosts are resolved for this version.
    fn has_hosts(&self, group: &Group, export: &Export) -> bool {
        host_versions(export.rules, &group.sources)[usize::from(self.is_v6)]
    }

    fn members(&self, group: &Group, export: &Export) -> Vec<String> {
        let nets = group.nets();
        let nets = nets.iter().filter(|net| is_v6(net) == self.is_v6);
        let hosts = group.hosts().into_iter().filter(|_| self.has_hosts(group, export));
        nets.map(|net| net_name("aks-net", net)).chain(hosts.map(|host| self.host(host))).collect()
    }

    fn group_name(&self, name: &str) -> String {
        short_name(&format!("{name}{}", if self.is_v6 { "-v6" } else { "" }), NAME)
    }

    /// The address group of a group's destinations.
    fn group(&self, group: &Group, export: &Export) -> Option<Vec<String>> {
        self.address_group(&group.name, &self.members(group, export))
    }

    /// The address group of the nodes' networks.
    fn node_group(&self, nodes: &Nodes) -> Option<Vec<String>> {
        let own = nodes.nets.iter().filter(|net| is_v6(net) == self.is_v6);
        let members: Vec<String> = own.map(|net| net_name("aks-src", net)).collect();
        self.address_group(&nodes.name, &members)
    }

    /// An address group. A member a line: `append` adds to what is set.
    fn address_group(&self, name: &str, members: &[String]) -> Option<Vec<String>> {
        if members.is_empty() {
            return None;
        }
        let verb = |index| if index == 0 { "set" } else { "append" };
        let member = |(index, name): (usize, &String)| format!("{} member \"{name}\"", verb(index));
        let settings: Vec<String> = members.iter().enumerate().map(member).collect();
        Some(entry(&format!("\"{}\"", self.group_name(name)), &settings))
    }

    /// Where a policy's traffic comes from and goes to, in this version.
    fn ends(&self, group: &Group, export: &Export) -> Option<[String; 2]> {
        let to = match group.shape() {
            Shape::Any if self.has_hosts(group, export) => "all".to_owned(),
            Shape::Any => return None,
            _ if self.members(group, export).is_empty() => return None,
            _ => self.group_name(&group.name),
        };
        let nodes = export.nodes(group);
        let from = match (nodes.nets.is_empty(), self.node_group(&nodes)) {
            (true, _) => "all".to_owned(),
            (false, None) => "none".to_owned(),
            (false, Some(_)) => self.group_name(&nodes.name),
        };
        let Self { suffix, .. } = self;
        Some([format!("set srcaddr{suffix} \"{from}\""), format!("set dstaddr{suffix} \"{to}\"")])
    }
}

/// The object of a network.
fn net_entry(prefix: &str, net: &IpNet) -> Vec<String> {
    let value = match net {
        IpNet::V4(net) => format!("set subnet {} {}", net.addr(), net.netmask()),
        IpNet::V6(net) => format!("set ip6 {net}"),
    };
    entry(&format!("\"{}\"", net_name(prefix, net)), &[value])
}

/// `edit 0` takes the next free number.
fn policy(group: &Group, export: &Export) -> Vec<String> {
    let mut settings = vec![
        format!("set name \"{}\"", short_name(&group.name, POLICY)),
        "set srcintf \"any\"".to_owned(),
        "set dstintf \"any\"".to_owned(),
    ];
    settings.extend(VERSIONS.iter().filter_map(|version| version.ends(group, export)).flatten());
    settings.extend([
        "set action accept".to_owned(),
        "set schedule \"always\"".to_owned(),
        format!("set service \"{}\"", service_name(group)),
        "set logtraffic all".to_owned(),
        format!("set comments {}", comment(group, export)),
    ]);
    entry("0", &settings)
}

/// What a policy is for. The vendor counts a plain apostrophe among the quotes.
fn comment(group: &Group, export: &Export) -> String {
    let about = group.description(export.language, COMMENT);
    quoted(&about.replace('\'', "\u{2019}"), COMMENT)
}

fn has_wildcards(_: &RuleSet, fit: &Fit) -> bool {
    fit.rules.iter().any(|fitted| matches!(fitted.to, To::Host(Host::Below(_))))
}

/// Whether the sources or the destinations of a rule are a large group.
fn is_large(rules: &RuleSet, fitted: &Fitted) -> bool {
    let is_large = |nets: &[IpNet]| nets.len() > MANY;
    is_large(&rules.sources(fitted.rule)) || matches!(&fitted.to, To::Nets(nets) if is_large(nets))
}

fn is_v6(net: &IpNet) -> bool {
    net.addr().is_ipv6()
}

fn goes_to_ipv6(fitted: &Fitted) -> bool {
    matches!(&fitted.to, To::Nets(nets) if nets.iter().any(is_v6))
}
