//! The bare body of a PUT request, for REST clients and tools that save and restore policies.

use super::CAUTIONS;
use super::body::properties;
use crate::catalog::Text;
use crate::export::{Capabilities, Export, Family, Format, Proof};
use serde_json::json;

pub(in crate::export) const FORMAT: Format = Format {
    id: "arm-body",
    family: Family::AzureFirewall,
    extension: "json",
    title: Text { en: "REST request body", zh: "REST 请求正文" },
    about: Text {
        en: "the rule collection group as Azure's REST API takes it; no comments",
        zh: "Azure REST API 接受的规则集合组；不含注释",
    },
    steps: Text {
        en: "PUT it to .../firewallPolicies/POLICY/ruleCollectionGroups/NAME?api-version=2023-11-01.\n\
             For instance: az rest --method put --url URL --body @FILE; NAME is the group's own, such as aks-egress.\n\
             It replaces the whole rule collection group of that name and nothing else.",
        zh: "用 PUT 发送到 .../firewallPolicies/POLICY/ruleCollectionGroups/NAME?api-version=2023-11-01。\n\
             例如执行 az rest --method put --url URL --body @FILE，NAME 是该规则集合组自己的名称，例如 aks-egress。\n\
             它会替换同名的整个规则集合组，不影响其他内容。",
    },
    capabilities: Capabilities::AZURE_FIREWALL,
    holds_warnings: false,
    proof: Proof::ReadBack(Text { en: "the Azure SDK for Python", zh: "Azure SDK for Python" }),
    cautions: CAUTIONS,
    write,
};

fn write(export: &Export) -> String {
    format!("{:#}", json!({ "properties": properties(&export.policy()) }))
}
