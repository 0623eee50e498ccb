//! Classic rules as Terraform, in the layout of `terraform fmt`.

use super::body::scheme;
use super::classic::{DNS_PROXY, IP_GROUP, NO_POLICY, destination_key};
use super::terraform::{attributes, list, one, sources_key};
use super::{Collection, IPV6_SOURCES, PolicyRule, PolicyTo, TAG, TAG_CLOUD};
use crate::catalog::{Kind, Text};
use crate::export::quote::hcl as quoted;
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
        en: "Put it into a module whose provider azurerm is set up: China needs environment = \"china\", US Gov \"usgovernment\".\n\
             Where the module names azurerm already, delete the terraform block here.\n\
             terraform plan -var resource_group_name=RESOURCE-GROUP -var azure_firewall_name=FIREWALL",
        zh: "放入已配置 azurerm 提供程序的模块；中国云设置 environment = \"china\"，美国政府云设置 \"usgovernment\"。\n\
             若模块已声明 azurerm，请删除此处的 terraform 块。\n\
             执行 terraform plan -var resource_group_name=RESOURCE-GROUP -var azure_firewall_name=FIREWALL",
    },
    capabilities: Capabilities::AZURE_FIREWALL,
    holds_warnings: true,
    proof: Proof::ReadBack(Text {
        en: "HashiCorp's HCL parser", zh: "HashiCorp 的 HCL 解析器"
    }),
    cautions: &[NO_POLICY, DNS_PROXY, TAG_CLOUD, TAG, IP_GROUP, IPV6_SOURCES],
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
    let label = collection.name.replace('-', "_");
    let mut lines =
        vec![format!("resource \"azurerm_firewall_{kind}_rule_collection\" \"{label}\" {{")];
    let own = [
        ("name", one(quoted(collection.name))),
        ("azure_firewall_name", one("var.azure_firewall_name".to_owned())),
        ("resource_group_name", one("var.resource_group_name".to_owned())),
        ("priority", one(collection.priority.to_string())),
        ("action", one(quoted("Allow"))),
    ];
    lines.extend(attributes(2, &own));
    for rule in &collection.rules {
        lines.push(String::new());
        lines.extend(block(collection, rule));
    }
    lines.push("}".to_owned());
    lines
}

/// One rule. The provider takes a rule with an FQDN tag without protocols.
fn block(collection: &Collection, rule: &PolicyRule) -> Vec<String> {
    let mut all = vec![
        ("name", one(quoted(&rule.name))),
        ("description", one(quoted(&rule.description))),
        (sources_key(rule), list(rule.sources.texts())),
        (destination_key(rule, collection.kind), list(&rule.to.texts())),
    ];
    if collection.kind == Kind::Network {
        let (protocols, ports): (Vec<&str>, Vec<String>) = rule
            .protocols
            .iter()
            .map(|(protocol, port)| (protocol.name(), port.to_string()))
            .unzip();
        all.extend([("protocols", list(&protocols)), ("destination_ports", list(&ports))]);
    }
    let mut lines = vec!["  rule {".to_owned()];
    lines.extend(attributes(4, &all));
    if collection.kind == Kind::Application && !matches!(rule.to, PolicyTo::FqdnTag(_)) {
        for (protocol, port) in &rule.protocols {
            lines.extend([String::new(), "    protocol {".to_owned()]);
            let pair = [("type", one(quoted(scheme(*protocol)))), ("port", one(port.to_string()))];
            lines.extend(attributes(6, &pair));
            lines.push("    }".to_owned());
        }
    }
    lines.push("  }".to_owned());
    lines
}
