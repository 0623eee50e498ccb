//! Network rules as outbound rules of a network security group, in a script for the Azure CLI.

use super::ceilings;
use super::script::script;
use crate::catalog::{CATALOG, Kind, Protocol, Text};
use crate::export::group::{Group, Shape, digest, net_text, short_name};
use crate::export::quote::shell;
use crate::export::warning::always;
use crate::export::{
    ApplicationRules, Capabilities, Export, Family, Format, NetworkHosts, Proof, Reach,
};
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
        ..Capabilities::AZURE_FIREWALL
    },
    header: true,
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

fn write(export: &Export) -> String {
    let mut taken = BTreeSet::new();
    let mut calls = Vec::new();
    for group in &export.groups() {
        for (name, to) in rules(group) {
            let priority = priority(export, group, &to, &mut taken);
            calls.push(call(export, group, &name, &to, priority));
        }
    }
    let placeholders = [("RG", "YOUR-RESOURCE-GROUP"), ("NSG", "YOUR-NSG")];
    script(export, placeholders, calls)
}

/// The rules that a group becomes, by name: an NSG rule takes one service tag, or many networks.
fn rules(group: &Group) -> Vec<(String, Vec<String>)> {
    let one = |to: Vec<String>| vec![(short_name(&group.name, NAME), to)];
    match group.shape() {
        Shape::Tags => {
            let rule = |tag: &str| {
                (short_name(&format!("{}-{tag}", group.name), NAME), vec![tag.to_owned()])
            };
            group.tags().into_iter().map(rule).collect()
        }
        Shape::Nets => one(group.nets().iter().map(net_text).collect()),
        // `fit` leaves no host here.
        Shape::Any | Shape::Hosts if group.kind() == Kind::Application => {
            one(vec!["Internet".to_owned()])
        }
        Shape::Any | Shape::Hosts => one(vec!["*".to_owned()]),
    }
}

fn call(export: &Export, group: &Group, name: &str, to: &[String], priority: usize) -> Vec<String> {
    let protocol = if group.protocol() == Protocol::Udp { "Udp" } else { "Tcp" };
    let mut from: Vec<String> = group.sources.iter().map(net_text).collect();
    if from.is_empty() {
        from.push("*".to_owned());
    }
    let description = group.description(export.language, DESCRIPTION);
    let mut lines = vec![
        "az network nsg rule create --resource-group \"$RG\" --nsg-name \"$NSG\"".to_owned(),
        format!("    --name {name} --priority {priority}"),
        format!("    --description {}", shell(&description)),
        format!("    --direction Outbound --access Allow --protocol {protocol}"),
        "    --source-port-ranges '*'".to_owned(),
        format!("    --destination-port-ranges {}", group.port()),
    ];
    for (option, texts) in [("source", &from[..]), ("destination", to)] {
        lines.push(format!("    --{option}-address-prefixes"));
        lines.extend(texts.iter().map(|text| format!("        {}", shell(text))));
    }
    lines.push("    --output none".to_owned());
    lines
}

/// A priority that follows from what the rule is, so that another add-on or cluster moves none: a
/// rule that moves would run into the one that still holds its new priority.
fn priority(export: &Export, group: &Group, to: &[String], taken: &mut BTreeSet<usize>) -> usize {
    let features = CATALOG.features;
    let is_of_some = group.needed_by.len() < export.rules.members.len();
    let own = if is_of_some {
        // Any number of clusters may have rules of their own: they are spread behind all blocks, by
        // where they come from and go to.
        let start = FIRST + BLOCK * features.len();
        let hash = usize::from_str_radix(&digest(&flow(group, to)), 16).unwrap_or(0);
        start + hash % (LAST - start)..LAST
    } else {
        let block = features.iter().take_while(|feature| feature.id != group.feature.id).count();
        let slot = slot(group);
        FIRST + BLOCK * block + SLOT * slot..FIRST + BLOCK * (block + 1)
    };
    let free = own.chain((FIRST..=LAST).rev()).find(|priority| !taken.contains(priority));
    let priority = free.unwrap_or(LAST);
    taken.insert(priority);
    priority
}

/// What distinguishes a rule from those of other clusters, whatever these are called.
fn flow(group: &Group, to: &[String]) -> String {
    let tag = if group.shape() == Shape::Tags { to } else { &[] };
    let from: Vec<String> = group.sources.iter().map(net_text).collect();
    let port = format!("{} {} {}", group.feature.id, group.protocol(), group.port());
    [port, from.join(" "), tag.join(" ")].join("\n")
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
