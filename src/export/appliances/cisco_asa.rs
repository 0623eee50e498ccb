//! Objects and an access list for Cisco ASA, as its configuration writes them.
//!
//! Remarks and descriptions are English in every language: the device keeps ASCII. Comments are
//! dropped when it reads the file.

use crate::catalog::Text;
use crate::cells::{safe, wrap};
use crate::export::fit::{Fit, Host, To};
use crate::export::group::{Group, Shape, short_name, shortened};
use crate::export::nodes::host_versions;
use crate::export::say::{requirement, some_of};
use crate::export::warning::{Caution, always};
use crate::export::{Capabilities, Export, Family, Format, Proof, Reach};
use crate::profile::Language;
use crate::rules::RuleSet;
use crate::words::export::EN;
use ipnet::IpNet;
use std::collections::BTreeSet;

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
    holds_warnings: true,
    proof: Proof::ReadBack(Text {
        en: "FWShift and ciscoconfparse2",
        zh: "FWShift 和 ciscoconfparse2",
    }),
    cautions: &[
        always(
            "An access list ends with a deny of all else: bound to an interface that had none, this one also stops what the nodes and their neighbours send to private networks. Permit that first.",
            "访问列表末尾隐含拒绝其余一切：绑定到原来没有访问列表的接口后，节点和同一接口上其他主机去往专用网络的流量也会被拒绝。请先放行这些流量。",
        ),
        Caution {
            matters: has_hosts,
            text: Text {
                en: "The firewall itself resolves FQDN objects: it needs name servers, the same that the nodes ask. Hosts behind a CDN change addresses from answer to answer and can be missed.",
                zh: "FQDN 对象由防火墙自己解析：它需要域名服务器，而且要与节点所用的相同。CDN 后的主机每次应答的地址都可能不同，可能有遗漏。",
            },
        },
    ],
    write,
};

fn has_hosts(_: &RuleSet, fit: &Fit) -> bool {
    fit.rules.iter().any(|fitted| matches!(fitted.to, To::Host(_)))
}

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
    for nodes in export.every_nodes(&groups).iter().filter(|nodes| !nodes.nets.is_empty()) {
        lines.push(format!("object-group network {}", nodes.name));
        lines.extend(nodes.nets.iter().map(network_object));
        lines.push("!".to_owned());
    }
    let fqdns: BTreeSet<(String, String)> =
        groups.iter().flat_map(|group| fqdns(export, group)).collect();
    for (name, fqdn) in &fqdns {
        lines.push(format!("object network {name}"));
        lines.push(format!(" {fqdn}"));
    }
    if !fqdns.is_empty() {
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

/// The objects of a group's hosts, with what they hold: an object is of one IP version.
fn fqdns(export: &Export, group: &Group) -> Vec<(String, String)> {
    let [v4, v6] = host_versions(export.rules, &group.sources);
    let versions = [("aks", "v4", v4), ("aks6", "v6", v6)].into_iter().filter(|version| version.2);
    let hosts = group.hosts().into_iter().map(Host::starred).collect::<Vec<_>>();
    let of_version = |(prefix, version, _)| {
        let object = move |host: &String| {
            (short_name(&format!("{prefix}-{host}"), NAME), format!("fqdn {version} {host}"))
        };
        hosts.iter().map(object).collect::<Vec<_>>()
    };
    versions.flat_map(of_version).collect()
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
    let members: Option<Vec<String>> = match group.shape() {
        Shape::Any => None,
        Shape::Tags => unreachable!("service tags are prefixes here"),
        Shape::Nets => Some(group.nets().iter().map(network_object).collect()),
        Shape::Hosts => {
            let member = |(name, _)| format!(" network-object object {name}");
            Some(fqdns(export, group).into_iter().map(member).collect())
        }
    };
    let to = members.as_ref().map_or("any".to_owned(), |_| format!("object-group {name}"));
    if let Some(members) = members {
        lines.push(format!("object-group network {name}"));
        lines.push(format!(" description {}", about(group, DESCRIPTION)));
        lines.extend(members);
    }
    let nodes = export.nodes(group);
    let from = if nodes.nets.is_empty() {
        "any".to_owned()
    } else {
        format!("object-group {}", nodes.name)
    };
    let protocol = group.protocol().transport();
    lines.extend(remarks(group).iter().map(|line| format!("access-list aks-egress remark {line}")));
    lines.push(format!(
        "access-list aks-egress extended permit {protocol} {from} {to} eq {}",
        group.port()
    ));
    lines
}

/// What a line is for; on a line of its own, who needs it.
fn remarks(group: &Group) -> Vec<String> {
    let mut lines = wrap(&about(group, REMARKS), REMARK);
    if !group.needed_by.is_empty() {
        let clusters = some_of(&group.needed_by, EN.comma);
        lines.push(ascii(&(EN.needed_by_clusters)(&safe(&clusters)), REMARK));
    }
    lines
}

/// A group's description without the clusters, and without the headings of a Chinese source.
fn about(group: &Group, most: usize) -> String {
    let english = Language::En;
    let sections = group.sections(english);
    let name = group.feature.name.get(english);
    let requirement = requirement(group.requirement(), english);
    let head = if sections.iter().all(|section| section.is_ascii()) {
        (EN.group)(name, requirement, &sections.join("; "))
    } else {
        format!("{name}, {requirement}.")
    };
    let sentences: Vec<&str> =
        std::iter::once(head.as_str()).chain(group.purposes(english)).collect();
    ascii(&sentences.join(EN.space), most)
}

/// What the command line takes: a question mark would ask it for help.
fn ascii(text: &str, most: usize) -> String {
    let plain = |c: char| if (c.is_ascii_graphic() && c != '?') || c == ' ' { c } else { '_' };
    shortened(text, most).chars().map(plain).collect::<String>().trim_end().to_owned()
}
