//! Classic rules as Terraform, in the layout of `terraform fmt`.

use super::classic::{DNS_PROXY, IP_GROUP, NO_POLICY, lists};
use super::{Collection, PolicyRule, PolicyTo, TAG};
use crate::catalog::{Kind, Protocol, Text};
use crate::export::quote::hcl;
use crate::export::{Capabilities, Export, Family, Format, Proof};

pub(in crate::export) const FORMAT: Format = Format {
    id: "classic-terraform",
    family: Family::AzureOther,
    extension: "tf",
    title: Text { en: "Classic rules, Terraform", zh: "经典规则，Terraform" },
    about: Text {
        en: "rule collections of azurerm, for an Azure Firewall without a policy",
        zh: "azurerm 的规则集合，用于没有策略的 Azure 防火墙",
    },
    steps: Text {
        en: "Put the file into a module whose azurerm provider is set up for the right cloud.\n\
             Give the two variables: the resource group and the name of the firewall.\n\
             Run terraform plan, read it, then terraform apply.",
        zh: "把文件放入 azurerm 提供程序已指向正确云的模块。\n\
             填写两个变量：资源组和防火墙名称。\n\
             运行 terraform plan，确认结果后再运行 terraform apply。",
    },
    capabilities: Capabilities::AZURE_FIREWALL,
    header: true,
    proof: Proof::ReadBack(Text { en: "Terraform", zh: "Terraform" }),
    cautions: &[NO_POLICY, DNS_PROXY, TAG, IP_GROUP],
    write,
};

const START: &str = r#"
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 3.0"
    }
  }
}

variable "resource_group_name" {
  type = string
}

variable "azure_firewall_name" {
  type = string
}"#;

fn write(export: &Export) -> String {
    let mut lines = export.comments("#");
    lines.extend(START.lines().map(str::to_owned));
    for collection in export.policy().collections {
        lines.push(String::new());
        lines.extend(resource(&collection));
    }
    lines.join("\n")
}

fn resource(collection: &Collection) -> Vec<String> {
    let kind = match collection.kind {
        Kind::Network => "network",
        Kind::Application => "application",
    };
    let mut lines = vec![
        format!(
            "resource \"azurerm_firewall_{kind}_rule_collection\" \"{}\" {{",
            collection.name.replace('-', "_")
        ),
        format!("  name                = {}", hcl(collection.name)),
        "  azure_firewall_name = var.azure_firewall_name".to_owned(),
        "  resource_group_name = var.resource_group_name".to_owned(),
        format!("  priority            = {}", collection.priority),
        "  action              = \"Allow\"".to_owned(),
    ];
    for rule in &collection.rules {
        lines.push(String::new());
        lines.extend(block(collection, rule));
    }
    lines.push("}".to_owned());
    lines
}

/// One rule. The provider takes a rule with an FQDN tag without protocols.
fn block(collection: &Collection, rule: &PolicyRule) -> Vec<String> {
    let list = |all: Vec<String>| format!("[{}]", all.join(", "));
    let mut fields = vec![("name", hcl(&rule.name)), ("description", hcl(&rule.description))];
    if collection.kind == Kind::Network {
        let protocols = rule.protocols.iter().map(|(protocol, _)| hcl(protocol.name()));
        let ports = rule.protocols.iter().map(|(_, port)| hcl(&port.to_string()));
        fields.push(("protocols", list(protocols.collect())));
        fields.push(("destination_ports", list(ports.collect())));
    }
    let widest = fields.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut lines = vec!["  rule {".to_owned()];
    lines.extend(fields.iter().map(|(name, value)| format!("    {name:widest$} = {value}")));
    for (name, texts) in lists(collection, rule) {
        lines.push(format!("    {name} = ["));
        lines.extend(texts.into_iter().map(|text| format!("      {},", hcl(text))));
        lines.push("    ]".to_owned());
    }
    if collection.kind == Kind::Application && !matches!(rule.to, PolicyTo::FqdnTag(_)) {
        for &(protocol, port) in &rule.protocols {
            let scheme = if protocol == Protocol::Http { "Http" } else { "Https" };
            lines.push(String::new());
            lines.push("    protocol {".to_owned());
            lines.push(format!("      type = \"{scheme}\""));
            lines.push(format!("      port = {port}"));
            lines.push("    }".to_owned());
        }
    }
    lines.push("  }".to_owned());
    lines
}
