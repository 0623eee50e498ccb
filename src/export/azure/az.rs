//! A script for the Azure CLI that writes the whole group at once.

use super::CAUTIONS;
use super::body::{API, properties};
use super::shell::head;
use crate::catalog::Text;
use crate::export::{Capabilities, Export, Family, Format, Proof};
use serde_json::json;

pub(in crate::export) const FORMAT: Format = Format {
    id: "az",
    family: Family::AzureFirewall,
    extension: "sh",
    title: Text { en: "az script, one write", zh: "az 脚本（一次写入）" },
    about: Text {
        en: "one `az rest` that writes the whole rule collection group; no extension needed",
        zh: "用一条 `az rest` 写入整个规则集合组；无需扩展",
    },
    steps: Text {
        en: "Fill in RESOURCE_GROUP and FIREWALL_POLICY at the top; choose the subscription with `az account set`.\n\
             Run it with bash, after `az login`; it replaces the group of that name and nothing else.\n\
             It returns before Azure is done: wait until the policy's state is Succeeded.",
        zh: "在开头填写 RESOURCE_GROUP 和 FIREWALL_POLICY，用 `az account set` 选择订阅。\n\
             执行 `az login` 后用 bash 运行；它会替换同名的规则集合组，不影响其他内容。\n\
             命令返回时 Azure 仍在更新，请等到策略状态变为 Succeeded。",
    },
    capabilities: Capabilities::AZURE_FIREWALL,
    holds_warnings: true,
    proof: Proof::Loaded(Text { en: "the Azure CLI", zh: "Azure CLI" }),
    cautions: CAUTIONS,
    write,
};

fn write(export: &Export) -> String {
    let policy = export.policy();
    let body = json!({ "properties": properties(&policy) });
    let mut lines = head(export, &policy);
    let path = "resourceGroups/$RESOURCE_GROUP/providers/Microsoft.Network/firewallPolicies/$FIREWALL_POLICY";
    let group = "ruleCollectionGroups/$RULE_COLLECTION_GROUP";
    lines.push("az rest --method put \\".to_owned());
    lines.push(format!(
        "    --url \"/subscriptions/{{subscriptionId}}/{path}/{group}?api-version={API}\" \\"
    ));
    lines.push(format!("    --body @- <<'JSON'\n{body:#}\nJSON"));
    lines.join("\n")
}
