//! Firewalls of Fortinet, as a configuration script: addresses, groups, services and policies.

use super::objects::{each_once, host_name, net_name, quoted, remark, service_name, services};
use crate::catalog::Text;
use crate::export::fit::{Fitted, Host, To};
use crate::export::group::{Group, Shape, short_name};
use crate::export::nodes::{has_ipv6, lacks_a_version};
use crate::export::warning::Caution;
use crate::export::{Capabilities, Export, Family, Format, Proof};
use ipnet::IpNet;

pub(in crate::export) const FORMAT: Format = Format {
    id: "fortigate",
    family: Family::Appliances,
    extension: "conf",
    title: Text { en: "FortiGate configuration script", zh: "FortiGate 配置脚本" },
    about: Text {
        en: "addresses, address groups, services and policies for FortiOS",
        zh: "FortiOS 的地址、地址组、服务和策略",
    },
    steps: Text {
        en: "Put your two interfaces in place of \"any\", by the sed line in the comments, and add `set nat enable` if this FortiGate translates the nodes' addresses.\n\
             Run it as a configuration script (admin menu, Configuration, Scripts); if you paste it, leave out the comments: grep -v '^#' FILE.\n\
             Move the policies above your deny policies. Before a second run delete them: each run adds policies, whose names must be unique.",
        zh: "用注释中的 sed 命令把两处 \"any\" 换成您的接口；如果由这台 FortiGate 做源地址转换，再加上 `set nat enable`。\n\
             作为配置脚本运行（管理员菜单，Configuration，Scripts）；如果直接粘贴，不要带注释：grep -v '^#' 文件。\n\
             把策略移到拒绝策略之前。再次运行前先删除这些策略：每次运行都会新增，而策略名不能重复。",
    },
    capabilities: Capabilities::FIREWALL,
    header: true,
    proof: Proof::ReadBack(Text { en: "FWShift", zh: "FWShift" }),
    cautions: &[
        Caution {
            matters: |_, fit| fit.rules.iter().any(|fitted| matches!(fitted.to, To::Host(_))),
            text: Text {
                en: "A policy matches the addresses that a name resolves to, not the name: whatever else is served from the same addresses is open on that port too. FortiGate and nodes must ask the same DNS servers.",
                zh: "策略匹配的是域名解析出的地址，而不是域名本身：同一地址上的其他服务在该端口也会放行。FortiGate 和节点须使用相同的 DNS 服务器。",
            },
        },
        Caution {
            matters: |_, fit| {
                fit.rules.iter().any(|fitted| matches!(fitted.to, To::Host(Host::Below(_))))
            },
            text: Text {
                en: "A wildcard address holds what FortiGate reads from DNS answers that pass it unencrypted (not DoH), at most 1000 addresses, and is empty until a node asks: lead the cluster's DNS through the FortiGate. Whether `*.x` also covers `x` is reported both ways. FortiOS 6.2.2 or later.",
                zh: "通配符地址的内容来自经过 FortiGate 的未加密 DNS 应答（DoH 除外），最多 1000 个地址，节点首次查询之前为空：群集的 DNS 流量须经过 FortiGate。`*.x` 是否包含 `x` 本身，各方说法不一。需要 FortiOS 6.2.2 或更高版本。",
            },
        },
        Caution {
            matters: |_, fit| {
                fit.rules.iter().any(|fitted| matches!(&fitted.to, To::Nets(n) if n.len() > MANY))
            },
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
    let mut lines: Vec<String> = export.comments("#").iter().map(|line| unquoted(line)).collect();
    lines.extend(remark(&unquoted(INTERFACES.get(export.language)), Some(SET_INTERFACES)));
    lines.extend(remark(&unquoted(NAT.get(export.language)), None));
    for version in &VERSIONS {
        let objects = groups.iter().flat_map(|group| version.objects(group));
        table(&mut lines, version.address, each_once(objects));
    }
    for version in &VERSIONS {
        let objects = groups.iter().filter_map(|group| version.group(group)).collect();
        table(&mut lines, version.group, objects);
    }
    let services = services(&groups).into_iter().map(|(name, protocol, port)| {
        entry(&format!("\"{name}\""), &[format!("set {protocol}-portrange {port}")])
    });
    table(&mut lines, "service custom", services.collect());
    table(&mut lines, "policy", groups.iter().map(|group| policy(group, export)).collect());
    lines.join("\n")
}

/// A comment in which no reader can see the begin of a text of several lines.
fn unquoted(comment: &str) -> String {
    comment.replace('"', "\u{201d}").replace('\'', "\u{2019}")
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
    fn objects(&self, group: &Group) -> Vec<Vec<String>> {
        let sources = group.sources.iter().filter(|net| is_v6(net) == self.is_v6);
        let sources = sources.map(|net| net_entry("aks-src", net));
        let nets = group.nets();
        let nets = nets.iter().filter(|net| is_v6(net) == self.is_v6);
        let nets = nets.map(|net| net_entry("aks-net", net));
        let hosts = group.hosts().into_iter().filter(|_| self.has_hosts(group));
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

    /// A host is resolved for the versions that the sources have; without sources, for IPv4.
    fn has_hosts(&self, group: &Group) -> bool {
        self.has(&group.sources) || (group.sources.is_empty() && !self.is_v6)
    }

    fn has(&self, nets: &[IpNet]) -> bool {
        nets.iter().any(|net| is_v6(net) == self.is_v6)
    }

    fn members(&self, group: &Group) -> Vec<String> {
        let nets = group.nets();
        let nets = nets.iter().filter(|net| is_v6(net) == self.is_v6);
        let hosts = group.hosts().into_iter().filter(|_| self.has_hosts(group));
        nets.map(|net| net_name("aks-net", net)).chain(hosts.map(|host| self.host(host))).collect()
    }

    fn group_name(&self, group: &Group) -> String {
        short_name(&format!("{}{}", group.name, if self.is_v6 { "-v6" } else { "" }), NAME)
    }

    /// The address group of a group's destinations. A member a line: `append` adds to what is set.
    fn group(&self, group: &Group) -> Option<Vec<String>> {
        let members = self.members(group);
        if members.is_empty() {
            return None;
        }
        let verb = |index| if index == 0 { "set" } else { "append" };
        let member = |(index, name): (usize, &String)| format!("{} member \"{name}\"", verb(index));
        let settings: Vec<String> = members.iter().enumerate().map(member).collect();
        Some(entry(&format!("\"{}\"", self.group_name(group)), &settings))
    }

    /// Where a policy's traffic comes from and goes to, in this version.
    fn ends(&self, group: &Group) -> Option<[String; 2]> {
        let to = match group.shape() {
            Shape::Any if self.has_hosts(group) => "all".to_owned(),
            Shape::Any => return None,
            _ if self.members(group).is_empty() => return None,
            _ => self.group_name(group),
        };
        let own = group.sources.iter().filter(|net| is_v6(net) == self.is_v6);
        let own: Vec<String> = own.map(|net| format!("\"{}\"", net_name("aks-src", net))).collect();
        let from = match (group.sources.is_empty(), own.is_empty()) {
            (true, _) => "\"all\"".to_owned(),
            (false, true) => "\"none\"".to_owned(),
            (false, false) => own.join(" "),
        };
        let Self { suffix, .. } = self;
        Some([format!("set srcaddr{suffix} {from}"), format!("set dstaddr{suffix} \"{to}\"")])
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
    settings.extend(VERSIONS.iter().filter_map(|version| version.ends(group)).flatten());
    settings.extend([
        "set action accept".to_owned(),
        "set schedule \"always\"".to_owned(),
        format!("set service \"{}\"", service_name(group)),
        "set logtraffic all".to_owned(),
        format!("set comments {}", quoted(&group.description(export.language, COMMENT), COMMENT)),
    ]);
    entry("0", &settings)
}

fn is_v6(net: &IpNet) -> bool {
    net.addr().is_ipv6()
}

fn goes_to_ipv6(fitted: &Fitted) -> bool {
    matches!(&fitted.to, To::Nets(nets) if nets.iter().any(is_v6))
}
