//! Objects and an access list for Cisco ASA, as its configuration writes them.
//!
//! Remarks and descriptions are English in every language: the device keeps ASCII. Comments are
//! dropped when it reads the file.

use crate::catalog::{Protocol, Text};
use crate::cells::wrap;
use crate::export::fit::{Host, To};
use crate::export::group::{Group, Shape, digest, short_name, shortened};
use crate::export::warning::Caution;
use crate::export::{Capabilities, Export, Family, Format, Proof, Reach};
use crate::profile::Language;
use ipnet::IpNet;
use std::collections::{BTreeMap, BTreeSet};

pub(in crate::export) const FORMAT: Format = Format {
    id: "cisco-asa",
    family: Family::Appliances,
    extension: "cfg",
    title: Text { en: "Cisco ASA", zh: "Cisco ASA" },
    about: Text {
        en: "FQDN objects, object groups and an access list; no wildcards",
        zh: "FQDN 对象、对象组和访问列表；不含通配符",
    },
    steps: Text {
        en: "Uncomment the lines for name servers if they are not set yet, with your interface and servers.\n\
             Where the interface of the nodes has no access list, uncomment access-group; where it has one, put its name in place of aks-egress.\n\
             Copy the file to disk0: and load it with copy disk0:/cisco-asa.cfg running-config, then look at show access-list.",
        zh: "尚未设置域名服务器时，取消相应各行的注释，换上自己的接口和服务器。\n\
             节点所在接口没有访问列表时，取消 access-group 的注释；已有时，用它的名称替换 aks-egress。\n\
             把文件复制到 disk0:，用 copy disk0:/cisco-asa.cfg running-config 加载，再用 show access-list 查看。",
    },
    capabilities: Capabilities { leading: Reach::No, ..Capabilities::FIREWALL },
    header: true,
    proof: Proof::ReadBack(Text {
        en: "FWShift and ciscoconfparse2",
        zh: "FWShift 和 ciscoconfparse2",
    }),
    cautions: &[Caution {
        matters: |_, fit| fit.rules.iter().any(|fitted| matches!(fitted.to, To::Host(_))),
        text: Text {
            en: "The firewall itself resolves FQDN objects: it needs name servers, the same that the nodes ask. Hosts behind a CDN change addresses from answer to answer and can be missed.",
            zh: "FQDN 对象由防火墙自己解析：它需要域名服务器，而且要与节点所用的相同。CDN 后的主机每次应答的地址都可能不同，可能有遗漏。",
        },
    }],
    write,
};

/// Names of objects and groups have at most so many characters.
const NAME: usize = 64;
/// So have descriptions and each remark.
const DESCRIPTION: usize = 200;
const REMARK: usize = 100;
/// Several remarks say what a line is for, with so many in all.
const REMARKS: usize = 360;

fn write(export: &Export) -> String {
    let groups = export.groups();
    let mut lines = export.comments("!");
    lines.push("!".to_owned());
    lines.extend(name_servers());
    for (name, nets) in sources(export, &groups) {
        lines.push(format!("object-group network {name}"));
        lines.extend(nets.iter().map(network_object));
        lines.push("!".to_owned());
    }
    let hosts: BTreeSet<String> = groups.iter().flat_map(Group::hosts).map(Host::starred).collect();
    for host in &hosts {
        lines.push(format!("object network {}", object(host)));
        lines.push(format!(" fqdn v4 {host}"));
    }
    if !hosts.is_empty() {
        lines.push("!".to_owned());
    }
    for group in &groups {
        lines.extend(access(export, group));
        lines.push("!".to_owned());
    }
    lines.push("! access-group aks-egress in interface inside".to_owned());
    lines.join("\n")
}

fn name_servers() -> [String; 4] {
    ["! dns domain-lookup outside", "! dns server-group DefaultDNS", "!  name-server 10.0.0.4", "!"]
        .map(str::to_owned)
}

/// The groups of networks that traffic comes from, by name.
fn sources(export: &Export, groups: &[Group]) -> BTreeMap<String, Vec<IpNet>> {
    let named =
        |group: &Group| source_name(export, group).map(|name| (name, group.sources.clone()));
    groups.iter().filter_map(named).collect()
}

/// Of several clusters, each set of networks has a name of its own.
fn source_name(export: &Export, group: &Group) -> Option<String> {
    if group.sources.is_empty() {
        return None;
    }
    if export.rules.members.len() < 2 {
        return Some("aks-nodes".to_owned());
    }
    let nets: Vec<String> = group.sources.iter().map(ToString::to_string).collect();
    Some(format!("aks-nodes-{}", digest(&nets.join(" "))))
}

fn object(host: &str) -> String {
    short_name(&format!("aks-{host}"), NAME)
}

fn network_object(net: &IpNet) -> String {
    match net {
        _ if net.prefix_len() == net.max_prefix_len() => {
            format!(" network-object host {}", net.addr())
        }
        IpNet::V4(net) => format!(" network-object {} {}", net.network(), net.netmask()),
        IpNet::V6(net) => format!(" network-object {}", net.trunc()),
    }
}

/// What one group takes: its destinations, a remark and a line of the access list.
fn access(export: &Export, group: &Group) -> Vec<String> {
    let name = short_name(&group.name, NAME);
    let mut lines = Vec::new();
    let members: Vec<String> = match group.shape() {
        Shape::Any | Shape::Tags => Vec::new(),
        Shape::Nets => group.nets().iter().map(network_object).collect(),
        Shape::Hosts => {
            let member = |host: &str| format!(" network-object object {}", object(host));
            group.hosts().into_iter().map(|host| member(&host.starred())).collect()
        }
    };
    let to = if members.is_empty() { "any".to_owned() } else { format!("object-group {name}") };
    if !members.is_empty() {
        lines.push(format!("object-group network {name}"));
        lines.push(format!(" description {}", ascii(group, DESCRIPTION)));
        lines.extend(members);
    }
    let from = source_name(export, group)
        .map_or_else(|| "any".to_owned(), |name| format!("object-group {name}"));
    let protocol = match group.protocol() {
        Protocol::Udp => "udp",
        Protocol::Tcp | Protocol::Http | Protocol::Https => "tcp",
    };
    let remarks = wrap(&ascii(group, REMARKS), REMARK);
    lines.extend(remarks.iter().map(|line| format!("access-list aks-egress remark {line}")));
    lines.push(format!(
        "access-list aks-egress extended permit {protocol} {from} {to} eq {}",
        group.port()
    ));
    lines
}

/// A description that the command line takes: a question mark would ask it for help. Headings of a
/// Chinese source are left out.
fn ascii(group: &Group, most: usize) -> String {
    let whole = group.description(Language::En, usize::MAX);
    let headed = whole.split_once(" (").zip(whole.split_once("). "));
    let text = match headed {
        Some(((about, _), (head, purposes))) if !head.is_ascii() => format!("{about}. {purposes}"),
        _ => whole,
    };
    let plain = |c: char| if (c.is_ascii_graphic() && c != '?') || c == ' ' { c } else { '_' };
    shortened(&text.chars().map(plain).collect::<String>(), most)
}
