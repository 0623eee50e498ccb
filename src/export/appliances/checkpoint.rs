//! A script of Check Point's `mgmt_cli`: objects, services, and rules in a section of their own.
//!
//! It can run again: what is there is kept or set anew, and nothing is published if a step fails.

use super::objects::{net_name, service_name};
use crate::catalog::Text;
use crate::export::fit::{Fit, Host};
use crate::export::group::{Group, Shape};
use crate::export::quote::shell;
use crate::export::warning::Caution;
use crate::export::{Capabilities, Export, Family, Format, Proof, Reach};
use ipnet::IpNet;
use std::collections::{BTreeMap, BTreeSet};

pub(in crate::export) const FORMAT: Format = Format {
    id: "checkpoint",
    family: Family::Appliances,
    extension: "sh",
    title: Text { en: "Check Point (mgmt_cli)", zh: "Check Point（mgmt_cli）" },
    about: Text {
        en: "a script that adds domain objects, services and access rules, and publishes them",
        zh: "添加域对象、服务和访问规则并发布的脚本",
    },
    steps: Text {
        en: "At the top of the script, set the layer, the position of the rules in it, and how to log in.\n\
             Run it with bash in expert mode on the management server; it publishes one session, or nothing.\n\
             Look at the section aks-egress in SmartConsole, then install the policy.",
        zh: "在脚本开头设置层、规则在其中的位置和登录方式。\n\
             在管理服务器的专家模式下用 bash 运行；它发布一个会话，出错则什么也不发布。\n\
             在 SmartConsole 中查看 aks-egress 分区，然后安装策略。",
    },
    capabilities: Capabilities { leading: Reach::Wider, ..Capabilities::FIREWALL },
    holds_warnings: true,
    proof: Proof::SyntaxChecked(Text {
        en: "ShellCheck and a stand-in for mgmt_cli",
        zh: "ShellCheck 和 mgmt_cli 替身程序",
    }),
    cautions: &[
        Caution {
            matters: |_, fit| fit.hosts().any(|host| matches!(host, Host::Exact(_))),
            text: Text {
                en: "The gateway resolves domain objects itself: let it ask the same DNS servers as the nodes.",
                zh: "域对象由网关自己解析：请让它使用与节点相同的 DNS 服务器。",
            },
        },
        Caution {
            matters: |_, fit| fit.hosts().any(|host| matches!(host, Host::Below(_))),
            text: Text {
                en: "A domain object with sub-domains is matched by reverse DNS, which rarely knows the names of Azure and of CDNs. Where it fails, allow these hosts by an application or site object of URL filtering.",
                zh: "含子域的域对象靠反向 DNS 匹配，而反向 DNS 多半没有 Azure 和 CDN 的名称。匹配不上时，请改用 URL 过滤的应用程序或站点对象放行这些主机。",
            },
        },
        Caution {
            matters: |_, fit| !both(fit).is_empty(),
            text: Text {
                en: "A host that is needed both alone and with the names below it has one domain object, with sub-domains, in every rule.",
                zh: "既要单独放行、又要放行其下名称的主机只有一个域对象（含子域），各规则共用。",
            },
        },
    ],
    write,
};

/// Comments of objects have at most so many characters.
const COMMENT: usize = 500;

/// What stands between the settings and the objects; its first line is for `ShellCheck` alone.
const FUNCTIONS: &str = include_str!("checkpoint/functions.sh");

fn write(export: &Export) -> String {
    let groups = export.groups();
    let mut lines = vec!["#!/usr/bin/env bash".to_owned()];
    lines.extend(export.comments("#"));
    lines.extend(settings());
    lines.extend(FUNCTIONS.lines().skip(1).map(str::to_owned));
    lines.push(String::new());
    lines.extend(objects(export, &groups));
    for group in &groups {
        lines.push(String::new());
        lines.extend(access(export, group));
    }
    lines.extend([String::new(), "api publish".to_owned(), "published=1".to_owned()]);
    lines.join("\n")
}

fn settings() -> Vec<String> {
    let lines = "
set -euo pipefail

# The access layer, and the place of the section aks-egress in it.
layer='Network'
position='top'
# As root on the management server. From elsewhere: (-m SERVER -u USER), and it asks for the password.
login=(-r true)
";
    lines.lines().map(str::to_owned).chain([String::new()]).collect()
}

/// Everything that rules name, each once.
fn objects(export: &Export, groups: &[Group]) -> BTreeSet<String> {
    let both = both(&export.fit);
    let mut lines = BTreeSet::new();
    for group in groups {
        lines.extend(group.sources.iter().chain(&group.nets()).map(net_object));
        lines.extend(group.hosts().iter().map(|host| {
            let below = matches!(host, Host::Below(_)) || both.contains(name_of(host));
            format!("domain {} {below}", shell(&domain(host)))
        }));
        if predefined(group).is_none() {
            lines.insert(format!(
                "object service-{} {} port {} match-for-any false",
                group.protocol().transport(),
                service(group),
                group.port()
            ));
        }
    }
    lines
}

/// A group's addresses, and its rule: one argument a line.
fn access(export: &Export, group: &Group) -> Vec<String> {
    let mut lines = Vec::new();
    let to: Vec<String> = match group.shape() {
        Shape::Any => vec!["Any".to_owned()],
        Shape::Tags => unreachable!("service tags are prefixes here"),
        Shape::Nets => {
            let members: Vec<String> = group.nets().iter().map(network).collect();
            lines.push(format!("group {} \\", group.name));
            lines.extend(continued(&numbered("members", &members)));
            vec![group.name.clone()]
        }
        Shape::Hosts => group.hosts().into_iter().map(domain).collect(),
    };
    let mut from: Vec<String> = group.sources.iter().map(network).collect();
    if from.is_empty() {
        from.push("Any".to_owned());
    }
    let mut arguments = numbered("source", &from);
    arguments.extend(numbered("destination", &to));
    arguments.push(format!("service {} action Accept track.type Log", service(group)));
    arguments.push(format!("comments {}", shell(&group.description(export.language, COMMENT))));
    lines.push(format!("rule {} \\", group.name));
    lines.extend(continued(&arguments));
    lines
}

fn numbered(key: &str, values: &[String]) -> Vec<String> {
    let one = |(index, value): (usize, &String)| format!("{key}.{} {}", index + 1, shell(value));
    values.iter().enumerate().map(one).collect()
}

fn continued(arguments: &[String]) -> Vec<String> {
    let last = arguments.len().saturating_sub(1);
    let line = |(index, argument): (usize, &String)| {
        format!("    {argument}{}", if index < last { " \\" } else { "" })
    };
    arguments.iter().enumerate().map(line).collect()
}

fn name_of(host: &Host) -> &str {
    match host {
        Host::Exact(name) | Host::Below(name) | Host::Pattern(name) | Host::Odd(name) => name,
    }
}

/// Names that stand both alone and for what is below them.
fn both<'a>(fit: &'a Fit) -> BTreeSet<&'a str> {
    let mut forms: BTreeMap<&str, BTreeSet<&Host>> = BTreeMap::new();
    for host in fit.hosts() {
        forms.entry(name_of(host)).or_default().insert(host);
    }
    forms.into_iter().filter(|(_, forms)| forms.len() > 1).map(|(name, _)| name).collect()
}

/// Domain objects begin with a dot, with or without the names below them.
fn domain(host: &Host) -> String {
    format!(".{}", name_of(host))
}

fn network(net: &IpNet) -> String {
    net_name("aks", net)
}

fn net_object(net: &IpNet) -> String {
    let name = network(net);
    if net.prefix_len() == net.max_prefix_len() {
        format!("object host {name} ip-address {}", net.addr())
    } else {
        format!("object network {name} subnet {} mask-length {}", net.network(), net.prefix_len())
    }
}

/// A service that every management server has.
fn predefined(group: &Group) -> Option<&'static str> {
    match (group.protocol().transport(), group.port()) {
        ("tcp", 443) => Some("https"),
        ("tcp", 80) => Some("http"),
        ("tcp", 53) => Some("domain-tcp"),
        ("udp", 53) => Some("domain-udp"),
        ("udp", 123) => Some("ntp-udp"),
        _ => None,
    }
}

fn service(group: &Group) -> String {
    predefined(group).map_or_else(|| service_name(group), str::to_owned)
}
