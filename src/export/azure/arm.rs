//! A template of Azure Resource Manager.

use super::CAUTIONS;
use super::body::{API, TYPE, properties};
use crate::catalog::Text;
use crate::export::{Capabilities, Export, Family, Format, Proof};
use serde_json::{Value, json};

pub(in crate::export) const FORMAT: Format = Format {
    id: "arm",
    family: Family::AzureFirewall,
    extension: "json",
    title: Text { en: "ARM template", zh: "ARM 模板" },
    about: Text {
        en: "a rule collection group to deploy from the portal, az or a pipeline",
        zh: "可从门户、az 或流水线部署的规则集合组",
    },
    steps: Text {
        en: "Choose the subscription and the resource group that hold the firewall policy.\n\
             az deployment group create -g GROUP --template-file FILE --parameters firewallPolicyName=POLICY\n\
             Look at it first with `az deployment group what-if` and the same arguments.",
        zh: "选择防火墙策略所在的订阅和资源组。\n\
             执行 az deployment group create -g GROUP --template-file FILE --parameters firewallPolicyName=POLICY\n\
             部署前先用相同参数执行 `az deployment group what-if` 查看变更。",
    },
    capabilities: Capabilities::AZURE_FIREWALL,
    holds_warnings: true,
    proof: Proof::ReadBack(Text { en: "the Azure SDK for Python", zh: "Azure SDK for Python" }),
    cautions: CAUTIONS,
    write,
};

fn write(export: &Export) -> String {
    let words = export.words();
    let policy = export.policy();
    let facts = export.facts();
    let facts = facts.iter().map(|(label, value)| format!("{label}{}{value}", words.colon));
    let metadata = json!({
        "title": export.title(),
        "facts": facts.collect::<Vec<_>>(),
        "warnings": export.notices(),
    });
    let document = json!({
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "metadata": escaped(metadata),
        "parameters": {
            "firewallPolicyName": { "type": "string" },
            "ruleCollectionGroupName": {
                "type": "string",
                "defaultValue": escaped(policy.group.clone().into()),
            },
            "ruleCollectionGroupPriority": {
                "type": "int",
                "defaultValue": policy.priority,
                "minValue": 100,
                "maxValue": 65000,
            },
        },
        "resources": [{
            "type": TYPE,
            "apiVersion": API,
            "name": "[format('{0}/{1}', parameters('firewallPolicyName'), parameters('ruleCollectionGroupName'))]",
            "properties": with_priority(escaped(properties(&policy))),
        }],
    });
    format!("{document:#}")
}

/// The priority comes from the parameter.
fn with_priority(mut properties: Value) -> Value {
    properties["priority"] = "[parameters('ruleCollectionGroupPriority')]".into();
    properties
}

/// A text that begins with a bracket would be taken as an expression.
fn escaped(value: Value) -> Value {
    match value {
        Value::String(text) if text.starts_with('[') => Value::String(format!("[{text}")),
        Value::Array(all) => all.into_iter().map(escaped).collect(),
        Value::Object(all) => all.into_iter().map(|(key, one)| (key, escaped(one))).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_looks_like_an_expression_stays_a_text() {
        let value = json!({ "a": ["[concat('x')]", "x [1]"], "b": { "c": "[" }, "d": 1 });
        let expected = json!({ "a": ["[[concat('x')]", "x [1]"], "b": { "c": "[[" }, "d": 1 });
        assert_eq!(escaped(value), expected);
    }
}
