//! Network rules as outbound rules of a network security group, in a script for the Azure CLI.

use super::ceilings;
use super::script::script;
use crate::catalog::{CATALOG, Kind, Protocol, Text};
use crate::export::group::{Group, Shape, digest, net_text, short_name};
use crate::export::nodes::lacks_a_version;
use crate::export::quote::shell;
use crate::export::warning::{Caution, always};
use crate::export::{
    ApplicationRules, Capabilities, Export, Family, Format, NetworkHosts, Proof, Reach,
};
use ipnet::IpNet;
use std::collections::BTreeSet;

pub(in crate::export) const FORMAT: Format = Format {
    id: "nsg",
    family: Family::AzureOther,
    extension: "sh",
    title: Text { en: "Network security group, az script", zh: "网络安全组，az 脚本" },
    about: Text {
        en: "network rules as outbound rules of an NSG; hosts do not fit in",
        zh: "把网络规则写成 NSG 的出站规则；不含主机名",
    },
    steps: Text {
        en: "Put the resource group and the name of the NSG into the first two lines below the header.\n\
             Keep the priorities from 1000 free of rules of your own: a priority that is taken stops the script.\n\
             Sign in to the right cloud and subscription and run it with bash; a second run replaces rules of the same name and deletes none.",
        zh: "在文件头之后的两行填入资源组和 NSG 名称。\n\
             不要让自己的规则占用 1000 起的优先级：优先级已被占用时脚本会停止。\n\
             登录到正确的云和订阅，用 bash 运行；再次运行会替换同名规则，但不会删除规则。",
    },
    capabilities: Capabilities {
        application_rules: ApplicationRules::ByPort,
        network_hosts: NetworkHosts::No,
        exact: Reach::No,
        leading: Reach::No,
        ipv6: true,
        ..Capabilities::AZURE_FIREWALL
    },
    holds_warnings: true,
    proof: Proof::Loaded(Text { en: "the Azure CLI", zh: "Azure CLI" }),
    cautions: &[
        always(
            "An NSG knows addresses and service tags only. Most of what AKS needs are hosts without static addresses, which no NSG rule can name, so an NSG cannot take the place of a firewall.",
            "NSG 只认识地址和服务标记。AKS 所需的大多是没有静态地址的主机，NSG 规则无法以主机名为目标，因此 NSG 不能代替防火墙。",
        ),
        always(
            "Do not add a rule that denies everything else: nodes would lose all those hosts. Let the default rule AllowInternetOutBound stand, and filter hosts in a firewall.",
            "不要再加“全部拒绝”的规则，否则节点将无法访问这些主机。请保留默认规则 AllowInternetOutBound，并在防火墙上按主机名过滤。",
        ),
        Caution {
            matters: lacks_a_version,
            text: Text {
                en: "A rule of an NSG holds addresses of one IP version. Destinations of a version that the node subnets lack are left out: no node could reach them.",
                zh: "NSG 的一条规则只能含同一 IP 版本的地址。节点子网缺少某一 IP 版本时，该版本的目标不写入：节点本来就无法访问。",
            },
        },
        ceilings::NSG,
    ],
    write,
};

/// Longest name and description that the service takes.
const NAME: usize = 80;
const DESCRIPTION: usize = 140;

/// The first priority that is used; people's own rules usually begin at 100.
const FIRST: usize = 1000;
const LAST: usize = 4096;
/// Priorities of one feature.
const BLOCK: usize = 100;
/// Priorities of one protocol and port within it.
const SLOT: usize = 10;

/// The place of IPv6 rules among the priorities of a protocol and port.
const V6: usize = SLOT / 2;

/// One rule as Azure takes it: addresses of one IP version, on both sides together.
struct Rule {
    name: String,
    from: Vec<String>,
    to: Vec<String>,
    is_v6: bool,
}

fn write(export: &Export) -> String {
    let mut taken = BTreeSet::new();
    let mut calls = Vec::new();
    for group in &export.groups() {
        for rule in rules(group) {
            let priority = priority(export, group, &rule, &mut taken);
            calls.push(call(export, group, &rule, priority));
        }
    }
    let placeholders = [("RG", "YOUR-RESOURCE-GROUP"), ("NSG", "YOUR-NSG")];
    script(export, placeholders, calls)
}

/// The rules that a group becomes: for each IP version of its addresses, and for each service tag.
fn rules(group: &Group) -> Vec<Rule> {
    let nets = group.nets();
    let has_addresses = !group.sources.is_empty() || group.shape() == Shape::Nets;
    let mut rules = Vec::new();
    for is_v6 in [false, true] {
        // Without addresses one rule is for both.
        if is_v6 && !has_addresses {
            continue;
        }
        let Some(from) = of_version(&group.sources, is_v6) else { continue };
        for (tag, to) in destinations(group, &nets, is_v6) {
            let name = format!("{}{tag}{}", group.name, if is_v6 { "-v6" } else { "" });
            rules.push(Rule { name: short_name(&name, NAME), from: from.clone(), to, is_v6 });
        }
    }
    rules
}

/// The addresses of a version; a star for none at all, nothing for none of this version.
fn of_version(nets: &[IpNet], is_v6: bool) -> Option<Vec<String>> {
    if nets.is_empty() {
        return Some(vec!["*".to_owned()]);
    }
    let own = nets.iter().filter(|net| net.addr().is_ipv6() == is_v6);
    let own: Vec<String> = own.map(net_text).collect();
    (!own.is_empty()).then_some(own)
}

/// What the rules of a group go to, with the ending of their names: a rule takes one service tag,
/// or many networks.
fn destinations(group: &Group, nets: &[IpNet], is_v6: bool) -> Vec<(String, Vec<String>)> {
    let one = |to: &str| vec![(String::new(), vec![to.to_owned()])];
    match group.shape() {
        Shape::Tags => {
            let rule = |tag: &str| (format!("-{tag}"), vec![tag.to_owned()]);
            group.tags().into_iter().map(rule).collect()
        }
        Shape::Nets => of_version(nets, is_v6).map(|to| (String::new(), to)).into_iter().collect(),
        // `fit` leaves no host here.
        Shape::Any | Shape::Hosts if group.kind() == Kind::Application => one("Internet"),
        Shape::Any | Shape::Hosts => one("*"),
    }
}

fn call(export: &Export, group: &Group, rule: &Rule, priority: usize) -> Vec<String> {
    let protocol = if group.protocol().transport() == "udp" { "Udp" } else { "Tcp" };
    let description = group.description(export.language, DESCRIPTION);
    let mut lines = vec![
        "az network nsg rule create --resource-group \"$RG\" --nsg-name \"$NSG\"".to_owned(),
        format!("    --name {} --priority {priority}", rule.name),
        format!("    --description {}", shell(&description)),
        format!("    --direction Outbound --access Allow --protocol {protocol}"),
        "    --source-port-ranges '*'".to_owned(),
        format!("    --destination-port-ranges {}", group.port()),
    ];
    for (option, texts) in [("source", &rule.from), ("destination", &rule.to)] {
        lines.push(format!("    --{option}-address-prefixes"));
        lines.extend(texts.iter().map(|text| format!("        {}", shell(text))));
    }
    lines.push("    --output none".to_owned());
    lines
}

/// A priority that follows from what the rule is, so that another add-on or cluster moves none: a
/// rule that moves would run into the one that still holds its new priority.
fn priority(export: &Export, group: &Group, rule: &Rule, taken: &mut BTreeSet<usize>) -> usize {
    let features = CATALOG.features;
    let is_of_some = group.needed_by.len() < export.rules.members.len();
    let own = if export.rules.is_only_missing() {
        // The rules that are there have the places that follow from what they are.
        LAST..LAST
    } else if is_of_some {
        // Any number of clusters may have rules of their own: they are spread behind all blocks, by
        // where they come from and go to.
        let start = FIRST + BLOCK * features.len();
        let hash = usize::from_str_radix(&digest(&flow(group, rule)), 16).unwrap_or(0);
        start + hash % (LAST - start)..LAST
    } else {
        let block = features.iter().take_while(|feature| feature.id != group.feature.id).count();
        let place = SLOT * slot(group) + if rule.is_v6 { V6 } else { 0 };
        FIRST + BLOCK * block + place..FIRST + BLOCK * (block + 1)
    };
    let free = own.chain((FIRST..=LAST).rev()).find(|priority| !taken.contains(priority));
    let priority = free.unwrap_or(LAST);
    taken.insert(priority);
    priority
}

/// What distinguishes a rule from those of other clusters, whatever these are called.
fn flow(group: &Group, rule: &Rule) -> String {
    let tag = if group.shape() == Shape::Tags { &rule.to[..] } else { &[] };
    let port = format!("{} {} {}", group.feature.id, group.protocol(), group.port());
    let version = if rule.is_v6 { " v6" } else { "" };
    [port, rule.from.join(" "), tag.join(" ")].join("\n") + version
}

/// The place of a group's protocol and port among those of its feature.
fn slot(group: &Group) -> usize {
    let mut ports: Vec<(Protocol, u16)> = Vec::new();
    for rule in CATALOG.rules.iter().filter(|rule| rule.feature.id == group.feature.id) {
        if !ports.contains(&(rule.protocol, rule.port)) {
            ports.push((rule.protocol, rule.port));
        }
    }
    ports.iter().take_while(|&&port| port != (group.protocol(), group.port())).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_has_priorities_of_its_own() {
        assert!(FIRST + BLOCK * CATALOG.features.len() <= LAST);
        for feature in CATALOG.features {
            let rules = CATALOG.rules.iter().filter(|rule| rule.feature.id == feature.id);
            let ports: BTreeSet<_> = rules.map(|rule| (rule.protocol, rule.port)).collect();
            assert!(ports.len() * SLOT <= BLOCK, "{}", feature.id);
        }
    }
}
