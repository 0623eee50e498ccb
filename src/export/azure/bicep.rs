//! A template in Bicep: the same resource as the ARM template's.

use super::CAUTIONS;
use super::body::{API, TYPE, properties};
use crate::catalog::Text;
use crate::export::{Capabilities, Export, Family, Format, Proof};
use serde_json::Value;

pub(in crate::export) const FORMAT: Format = Format {
    id: "bicep",
    family: Family::AzureFirewall,
    extension: "bicep",
    title: Text { en: "Bicep", zh: "Bicep" },
    about: Text {
        en: "a rule collection group under an existing firewall policy",
        zh: "已有防火墙策略下的规则集合组",
    },
    steps: Text {
        en: "Choose the subscription and the resource group that hold the firewall policy.\n\
             az deployment group create -g GROUP --template-file FILE --parameters firewallPolicyName=POLICY\n\
             As a module, give it firewallPolicyName and the scope of that resource group.",
        zh: "选择防火墙策略所在的订阅和资源组。\n\
             执行 az deployment group create -g GROUP --template-file FILE --parameters firewallPolicyName=POLICY\n\
             作为模块使用时，传入 firewallPolicyName，并把 scope 设为该资源组。",
    },
    capabilities: Capabilities::AZURE_FIREWALL,
    holds_warnings: true,
    proof: Proof::ReadBack(Text {
        en: "pycep and tree-sitter-bicep",
        zh: "pycep 和 tree-sitter-bicep",
    }),
    cautions: CAUTIONS,
    write,
};

fn write(export: &Export) -> String {
    let policy = export.policy();
    let mut lines = export.comments("//");
    let collections = &properties(&policy)["ruleCollections"];
    lines.push(format!(
        "
@description('Name of the firewall policy, in the resource group of the deployment.')
param firewallPolicyName string

@description('Name of the rule collection group.')
param ruleCollectionGroupName string = {}

@description('Priority of the rule collection group: lower is looked at first.')
@minValue(100)
@maxValue(65000)
param ruleCollectionGroupPriority int = {}

resource firewallPolicy 'Microsoft.Network/firewallPolicies@{API}' existing = {{
  name: firewallPolicyName
}}

resource ruleCollectionGroup '{TYPE}@{API}' = {{
  parent: firewallPolicy
  name: ruleCollectionGroupName
  properties: {{
    priority: ruleCollectionGroupPriority
    ruleCollections: {}
  }}
}}",
        quoted(&policy.group),
        policy.priority,
        expression(collections, 4),
    ));
    lines.join("\n")
}

/// A value as it stands behind `key: ` on a line that is indented so far. Each item has a line of
/// its own: older compilers ask for that.
fn expression(value: &Value, indent: usize) -> String {
    let space = " ".repeat(indent);
    match value {
        Value::String(text) => quoted(text),
        Value::Array(all) if all.is_empty() => "[]".to_owned(),
        Value::Array(all) => {
            let item = |one| format!("{space}  {}\n", expression(one, indent + 2));
            format!("[\n{}{space}]", all.iter().map(item).collect::<String>())
        }
        Value::Object(all) => {
            let pair = |(key, one): (&String, _)| {
                format!("{space}  {key}: {}\n", expression(one, indent + 2))
            };
            format!("{{\n{}{space}}}", all.iter().map(pair).collect::<String>())
        }
        other => other.to_string(),
    }
}

/// A text in quotes; `${` would begin an expression.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n");
    format!("'{}'", text.replace("${", "\\${"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_texts() {
        assert_eq!(quoted("it's ${a} $b \\ \"c\""), r#"'it\'s \${a} $b \\ "c"'"#);
    }
}
