//! A script for the Azure CLI with one command a rule, as most people know it.

use super::body::scheme;
use super::policy::{Collection, PolicyRule, PolicyTo, Sources};
use super::shell::head;
use super::{IP_GROUP, IPV6_SOURCES, TAG, TAG_CLOUD, ceilings};
use crate::catalog::{Kind, Text};
use crate::export::quote::shell;
use crate::export::warning::always;
use crate::export::{Capabilities, Export, Family, Format, Proof};

pub(in crate::export) const FORMAT: Format = Format {
    id: "az-policy",
    family: Family::AzureFirewall,
    extension: "sh",
    title: Text { en: "az script, rule by rule", zh: "az 脚本（逐条规则）" },
    about: Text {
        en: "az network firewall policy: one command a rule, each an update of minutes",
        zh: "az network firewall policy：每条规则一个命令，每个命令更新数分钟",
    },
    steps: Text {
        en: "az extension add --name azure-firewall\n\
             Fill in RESOURCE_GROUP and FIREWALL_POLICY at the top; choose the subscription with `az account set`.\n\
             Run it with bash, after `az login`, and let it run to its end.",
        zh: "安装扩展：az extension add --name azure-firewall\n\
             在开头填写 RESOURCE_GROUP 和 FIREWALL_POLICY，用 `az account set` 选择订阅。\n\
             执行 `az login` 后用 bash 运行，中途不要中断。",
    },
    capabilities: Capabilities::AZURE_FIREWALL,
    holds_warnings: true,
    proof: Proof::SyntaxChecked(Text { en: "ShellCheck", zh: "ShellCheck" }),
    cautions: &[
        TAG_CLOUD,
        TAG,
        IP_GROUP,
        IPV6_SOURCES,
        ceilings::ADDRESSES,
        ceilings::BYTES,
        always(
            "Each command is an update of the policy that takes minutes, so the whole takes long. The format az writes the same group at once.",
            "每个命令都是一次耗时数分钟的策略更新，总耗时很长。格式 az 一次写入同样的规则集合组。",
        ),
        always(
            "The first command empties a rule collection group of this name if there is one: its traffic is denied until the rules are back.",
            "若同名规则集合组已存在，第一个命令会将其清空：在规则重新写入之前，相应流量会被拒绝。",
        ),
    ],
    write,
};

const COMMAND: &str = "az network firewall policy rule-collection-group";

fn write(export: &Export) -> String {
    let policy = export.policy();
    let mut lines = head(export, &policy);
    // Descriptions may hold typographic quotes and what looks like an expansion; ShellCheck takes a
    // directive before the first command for the whole file.
    if let Some(at) = lines.iter().position(|line| line.starts_with("set -")) {
        lines.insert(at, "# shellcheck disable=SC1112,SC2016".to_owned());
    }
    let own =
        ["--name \"$RULE_COLLECTION_GROUP\"".to_owned(), format!("--priority {}", policy.priority)];
    lines.extend(command("create", &own));
    for collection in &policy.collections {
        for (index, rule) in collection.rules.iter().enumerate() {
            lines.push(String::new());
            lines.extend(if index == 0 {
                first(collection, rule)
            } else {
                further(collection, rule)
            });
        }
    }
    lines.join("\n")
}

/// The command that makes a collection, with its first rule.
fn first(collection: &Collection, rule: &PolicyRule) -> Vec<String> {
    let mut own = vec![
        "--rule-collection-group-name \"$RULE_COLLECTION_GROUP\"".to_owned(),
        format!("--name {}", shell(collection.name)),
        format!("--collection-priority {}", collection.priority),
        "--action Allow".to_owned(),
        format!("--rule-name {}", shell(&rule.name)),
    ];
    own.extend(rule_arguments(collection.kind, rule));
    command("collection add-filter-collection", &own)
}

fn further(collection: &Collection, rule: &PolicyRule) -> Vec<String> {
    let mut own = vec![
        "--rule-collection-group-name \"$RULE_COLLECTION_GROUP\"".to_owned(),
        format!("--collection-name {}", shell(collection.name)),
        format!("--name {}", shell(&rule.name)),
    ];
    own.extend(rule_arguments(collection.kind, rule));
    command("collection rule add", &own)
}

fn command(name: &str, own: &[String]) -> Vec<String> {
    let mut lines = vec![format!("{COMMAND} {name} \\")];
    let policy = ["--resource-group \"$RESOURCE_GROUP\"", "--policy-name \"$FIREWALL_POLICY\""];
    lines.extend(policy.map(|argument| format!("    {argument} \\")));
    lines.extend(own.iter().map(|argument| format!("    {argument} \\")));
    if let Some(last) = lines.last_mut() {
        last.truncate(last.trim_end_matches(" \\").len());
    }
    lines
}

fn rule_arguments(kind: Kind, rule: &PolicyRule) -> Vec<String> {
    let (rule_type, protocols) = match kind {
        Kind::Network => {
            let names = rule.protocols.iter().map(|(protocol, _)| protocol.name().to_owned());
            ("NetworkRule", argument("--ip-protocols", names))
        }
        Kind::Application => {
            let pairs = rule.protocols.iter();
            let pairs = pairs.map(|(protocol, port)| format!("{}={port}", scheme(*protocol)));
            ("ApplicationRule", argument("--protocols", pairs))
        }
    };
    let sources = match rule.sources {
        Sources::Addresses(_) => "--source-addresses",
        Sources::IpGroups(_) => "--source-ip-groups",
    };
    let to = match (kind, &rule.to) {
        (_, PolicyTo::Addresses(_) | PolicyTo::Tags(_)) => "--destination-addresses",
        (Kind::Network, _) => "--destination-fqdns",
        (Kind::Application, PolicyTo::FqdnTag(_)) => "--fqdn-tags",
        (Kind::Application, PolicyTo::Fqdns(_)) => "--target-fqdns",
    };
    let texts = |all: &[&str]| all.iter().map(|text| shell(text)).collect::<Vec<_>>();
    let all_sources: Vec<&str> = rule.sources.texts().iter().map(String::as_str).collect();
    let mut arguments = vec![
        format!("--rule-type {rule_type}"),
        format!("--description {}", shell(&rule.description)),
        protocols,
        argument(sources, texts(&all_sources)),
        argument(to, texts(&rule.to.texts())),
    ];
    if kind == Kind::Network {
        let ports = rule.protocols.iter().map(|(_, port)| port.to_string());
        arguments.push(argument("--destination-ports", ports));
    }
    arguments
}

/// An argument; several values stand one a line, so that one more changes no other line.
fn argument(name: &str, values: impl IntoIterator<Item = String>) -> String {
    let values: Vec<String> = values.into_iter().collect();
    match &values[..] {
        [one] => format!("{name} {one}"),
        _ => format!("{name} \\\n        {}", values.join(" \\\n        ")),
    }
}
