//! Classic rules as a script for the Azure CLI.
//!
//! A call makes one rule. The first one of a collection makes the collection too, so it alone
//! carries action and priority; the order that Microsoft's article prints stops with a usage error.

use super::body::scheme;
use super::classic::{DNS_PROXY, IP_GROUP, NO_POLICY, destination_key};
use super::script::script;
use super::terraform::sources_key;
use super::{Collection, IPV6_SOURCES, PolicyRule, TAG, TAG_CLOUD};
use crate::catalog::{Kind, Protocol, Text};
use crate::export::quote::shell;
use crate::export::warning::Caution;
use crate::export::{Capabilities, Export, Family, Format, Proof};

pub(in crate::export) const FORMAT: Format = Format {
    id: "classic-az",
    family: Family::AzureOther,
    extension: "sh",
    title: Text { en: "Classic rules, az script", zh: "经典规则，az 脚本" },
    about: Text {
        en: "a script with az network firewall, for an Azure Firewall without a policy",
        zh: "使用 az network firewall 的脚本，用于没有策略的 Azure 防火墙",
    },
    steps: Text {
        en: "Put the resource group and the name of the firewall into the first two lines below the header.\n\
             Sign in to the right cloud and subscription, and add the extension: az extension add --name azure-firewall.\n\
             Run it with bash in a maintenance window: each rule is an update of the firewall and takes minutes.",
        zh: "在文件头之后的两行填入资源组和防火墙名称。\n\
             登录到正确的云和订阅，并添加扩展：az extension add --name azure-firewall。\n\
             在维护窗口内用 bash 运行：每条规则都会更新一次防火墙，需要几分钟。",
    },
    capabilities: Capabilities::AZURE_FIREWALL,
    holds_warnings: true,
    proof: Proof::ReadBack(Text { en: "Bash and ShellCheck", zh: "Bash 和 ShellCheck" }),
    cautions: &[
        NO_POLICY,
        Caution {
            matters: |rules, _| !rules.is_only_missing(),
            text: Text {
                en: "The first call of a collection makes it, so a second run stops there. Before one, delete the collections aks-egress-network and aks-egress-application; the cluster has no way out until the script has run through.",
                zh: "规则集合由其第一次调用创建，因此再次运行会在那里停止。再次运行前请先删除规则集合 aks-egress-network 和 aks-egress-application；在脚本运行完之前，群集无法出站。",
            },
        },
        Caution {
            matters: |rules, _| rules.is_only_missing(),
            text: Text {
                en: "The first call of a collection makes it, so a second run stops there. Before one, delete the collections aks-egress-missing-network and aks-egress-missing-application, and no others.",
                zh: "规则集合由其第一次调用创建，因此再次运行会在那里停止。再次运行前请先删除规则集合 aks-egress-missing-network 和 aks-egress-missing-application，不要删除其他集合。",
            },
        },
        DNS_PROXY,
        TAG_CLOUD,
        TAG,
        IP_GROUP,
        IPV6_SOURCES,
    ],
    write,
};

fn write(export: &Export) -> String {
    let policy = export.policy();
    let calls = policy.collections.iter().flat_map(|collection| {
        let rules = collection.rules.iter().enumerate();
        rules.map(move |(index, rule)| call(collection, rule, index == 0))
    });
    let placeholders = [("RG", "YOUR-RESOURCE-GROUP"), ("FIREWALL", "YOUR-FIREWALL")];
    script(export, placeholders, calls.collect())
}

/// One call: a line for each list, and for each destination.
fn call(collection: &Collection, rule: &PolicyRule, is_first: bool) -> Vec<String> {
    let kind = match collection.kind {
        Kind::Network => "network-rule",
        Kind::Application => "application-rule",
    };
    let mut lines = vec![
        format!(
            "az network firewall {kind} create --resource-group \"$RG\" --firewall-name \"$FIREWALL\""
        ),
        format!("    --collection-name {}", collection.name),
    ];
    if is_first {
        lines.push(format!("    --action Allow --priority {}", collection.priority));
    }
    lines.push(format!("    --name {}", rule.name));
    lines.push(format!("    --description {}", shell(&rule.description)));
    lines.push(format!("    --protocols {}", protocols(rule, collection.kind)));
    if collection.kind == Kind::Network {
        let ports: Vec<String> = rule.protocols.iter().map(|(_, port)| port.to_string()).collect();
        lines.push(format!("    --destination-ports {}", ports.join(" ")));
    }
    let sources = (sources_key(rule), rule.sources.texts().iter().map(String::as_str).collect());
    let to = (destination_key(rule, collection.kind), rule.to.texts());
    for (name, texts) in [sources, to] {
        lines.push(format!("    --{}", name.replace('_', "-")));
        lines.extend(texts.into_iter().map(|text: &str| format!("        {}", shell(text))));
    }
    lines.push("    --output none".to_owned());
    lines
}

fn protocols(rule: &PolicyRule, kind: Kind) -> String {
    let protocol = |&(protocol, port): &(Protocol, u16)| match kind {
        Kind::Network => protocol.name().to_owned(),
        Kind::Application => format!("{}={port}", scheme(protocol)),
    };
    rule.protocols.iter().map(protocol).collect::<Vec<_>>().join(" ")
}
