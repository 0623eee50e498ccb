//! Network rules as the CSV that import scripts for firewall policies read.
//!
//! The scripts are copies of one another and take network rules alone. Lists stand in one cell
//! with a comma and a space between their items, which is what the scripts split at.

use super::{IP_GROUP, IPV6_SOURCES, PolicyTo, Sources, ceilings};
use crate::catalog::{Kind, Text};
use crate::export::csv::grid;
use crate::export::fit::To;
use crate::export::warning::Caution;
use crate::export::{ApplicationRules, Capabilities, Export, Family, Format, Proof, Reach};
use csv::{Terminator, WriterBuilder};

pub(in crate::export) const FORMAT: Format = Format {
    id: "policy-csv",
    family: Family::AzureFirewall,
    extension: "csv",
    title: Text { en: "CSV for policy import scripts", zh: "策略导入脚本用 CSV" },
    about: Text {
        en: "network rules in the columns that PowerShell import scripts read; no application rules",
        zh: "网络规则，列与 PowerShell 导入脚本一致；不含应用程序规则",
    },
    steps: Text {
        en: "Give the file to a script such as Import-AzfwPolicies.ps1, with a rule collection group of its own.\n\
             Compare the group in the portal with the file: each row is one rule.\n\
             Bring the application rules in by another format: this file has none.",
        zh: "把文件交给 Import-AzfwPolicies.ps1 之类的脚本，并使用单独的规则集合组。\n\
             在门户中把该组与文件对照：每行是一条规则。\n\
             用其他格式导入应用程序规则：此文件不含应用程序规则。",
    },
    capabilities: Capabilities {
        application_rules: ApplicationRules::No,
        leading: Reach::No,
        ..Capabilities::AZURE_FIREWALL
    },
    holds_warnings: false,
    proof: Proof::ReadBack(Text { en: "LibreOffice", zh: "LibreOffice" }),
    cautions: &[
        Caution {
            matters: |_, fit| fit.rules.iter().any(|fitted| matches!(fitted.to, To::Host(_))),
            text: Text {
                en: "Some copies of the import script ignore the column DestinationFQDNs, and some pass an empty DestinationAddresses beside it, which the cmdlet refuses. Look at the rules with hosts after the import.",
                zh: "有些导入脚本会忽略 DestinationFQDNs 列，有些会同时传入空的 DestinationAddresses 而被 cmdlet 拒绝。导入后请检查含主机名的规则。",
            },
        },
        IP_GROUP,
        IPV6_SOURCES,
        ceilings::ADDRESSES,
    ],
    write,
};

const COLUMNS: [&str; 11] = [
    "RuleCollectionName",
    "RulePriority",
    "ActionType",
    "Name",
    "protocols",
    "SourceAddresses",
    "DestinationAddresses",
    "SourceIPGroups",
    "DestinationIPGroups",
    "DestinationPorts",
    "DestinationFQDNs",
];

fn write(export: &Export) -> String {
    let mut builder = WriterBuilder::new();
    builder.terminator(Terminator::Any(b'\n'));
    grid(&builder, COLUMNS, rows(export))
}

fn rows(export: &Export) -> Vec<[String; COLUMNS.len()]> {
    let policy = export.policy();
    let network = policy.collections.into_iter().filter(|one| one.kind == Kind::Network);
    let mut rows = Vec::new();
    for collection in network {
        for rule in &collection.rules {
            let destinations = rule.to.texts().join(", ");
            let (addresses, hosts) = match rule.to {
                PolicyTo::Fqdns(_) => (String::new(), destinations),
                _ => (destinations, String::new()),
            };
            let (from, from_groups) = match &rule.sources {
                Sources::Addresses(all) => (all.join(", "), String::new()),
                Sources::IpGroups(all) => (String::new(), all.join(", ")),
            };
            let [protocols, ports] = [
                rule.protocols.iter().map(|(protocol, _)| protocol.to_string()).collect(),
                rule.protocols.iter().map(|(_, port)| port.to_string()).collect::<Vec<_>>(),
            ];
            rows.push([
                collection.name.to_owned(),
                collection.priority.to_string(),
                "Allow".to_owned(),
                rule.name.clone(),
                protocols.join(", "),
                from,
                addresses,
                from_groups,
                String::new(),
                ports.join(", "),
                hosts,
            ]);
        }
    }
    rows
}
