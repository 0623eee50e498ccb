//! A resource of Terraform's provider azurerm, laid out as `terraform fmt` does.

use super::CAUTIONS;
use super::body::scheme;
use super::policy::{Collection, Policy, PolicyRule, PolicyTo, Sources};
use crate::catalog::{Kind, Text};
use crate::export::quote::hcl as quoted;
use crate::export::{Capabilities, Export, Family, Format, Proof};

pub(in crate::export) const FORMAT: Format = Format {
    id: "terraform",
    family: Family::AzureFirewall,
    extension: "tf",
    title: Text { en: "Terraform", zh: "Terraform" },
    about: Text {
        en: "azurerm_firewall_policy_rule_collection_group, in the form of terraform fmt",
        zh: "azurerm_firewall_policy_rule_collection_group 资源，符合 terraform fmt 格式",
    },
    steps: Text {
        en: "Put it into a module whose provider azurerm is set up: China needs environment = \"china\", US Gov \"usgovernment\".\n\
             Where the module has the terraform or the variable block already, delete it here.\n\
             terraform plan -var firewall_policy_id=POLICY-ID",
        zh: "放入已配置 azurerm 提供程序的模块；中国云设置 environment = \"china\"，美国政府云设置 \"usgovernment\"。\n\
             若模块已有 terraform 块或同名变量，请删除此处的对应部分。\n\
             执行 terraform plan -var firewall_policy_id=POLICY-ID",
    },
    capabilities: Capabilities::AZURE_FIREWALL,
    holds_warnings: true,
    proof: Proof::ReadBack(Text {
        en: "HashiCorp's HCL parser", zh: "HashiCorp 的 HCL 解析器"
    }),
    cautions: CAUTIONS,
    write,
};

/// The version of azurerm that first takes descriptions in network rules is 3.75.
const HEAD: &str = r#"
terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 3.75"
    }
  }
}

variable "firewall_policy_id" {
  description = "Resource id of the firewall policy"
  type        = string
}
"#;

fn write(export: &Export) -> String {
    let policy = export.policy();
    let mut lines = export.comments("#");
    lines.extend(HEAD.lines().map(str::to_owned));
    lines.push(String::new());
    lines.extend(resource(&policy));
    lines.join("\n")
}

fn resource(policy: &Policy) -> Vec<String> {
    let label = identifier(&policy.group);
    let mut lines =
        vec![format!("resource \"azurerm_firewall_policy_rule_collection_group\" \"{label}\" {{")];
    let own = [
        ("name", one(quoted(&policy.group))),
        ("firewall_policy_id", one("var.firewall_policy_id".to_owned())),
        ("priority", one(policy.priority.to_string())),
    ];
    lines.extend(attributes(2, &own));
    for collection in &policy.collections {
        lines.extend(blocks(collection));
    }
    lines.push("}".to_owned());
    lines
}

fn blocks(collection: &Collection) -> Vec<String> {
    let kind = match collection.kind {
        Kind::Network => "network_rule_collection",
        Kind::Application => "application_rule_collection",
    };
    let mut lines = vec![String::new(), format!("  {kind} {{")];
    let own = [
        ("name", one(quoted(collection.name))),
        ("priority", one(collection.priority.to_string())),
        ("action", one(quoted("Allow"))),
    ];
    lines.extend(attributes(4, &own));
    for rule in &collection.rules {
        lines.extend([String::new(), "    rule {".to_owned()]);
        match collection.kind {
            Kind::Network => lines.extend(network_rule(rule)),
            Kind::Application => lines.extend(application_rule(rule)),
        }
        lines.push("    }".to_owned());
    }
    lines.push("  }".to_owned());
    lines
}

fn network_rule(rule: &PolicyRule) -> Vec<String> {
    let protocols: Vec<&str> = rule.protocols.iter().map(|(protocol, _)| protocol.name()).collect();
    let ports: Vec<String> = rule.protocols.iter().map(|(_, port)| port.to_string()).collect();
    let to = match rule.to {
        PolicyTo::Fqdns(_) | PolicyTo::FqdnTag(_) => "destination_fqdns",
        PolicyTo::Addresses(_) | PolicyTo::Tags(_) => "destination_addresses",
    };
    let all = [
        ("name", one(quoted(&rule.name))),
        ("description", one(quoted(&rule.description))),
        ("protocols", list(&protocols)),
        (sources_key(rule), list(rule.sources.texts())),
        (to, list(&rule.to.texts())),
        ("destination_ports", list(&ports)),
    ];
    attributes(6, &all)
}

fn application_rule(rule: &PolicyRule) -> Vec<String> {
    let to = match rule.to {
        PolicyTo::FqdnTag(_) => "destination_fqdn_tags",
        _ => "destination_fqdns",
    };
    let all = [
        ("name", one(quoted(&rule.name))),
        ("description", one(quoted(&rule.description))),
        (sources_key(rule), list(rule.sources.texts())),
        (to, list(&rule.to.texts())),
    ];
    let mut lines = attributes(6, &all);
    for (protocol, port) in &rule.protocols {
        lines.extend([String::new(), "      protocols {".to_owned()]);
        let pair = [("type", one(quoted(scheme(*protocol)))), ("port", one(port.to_string()))];
        lines.extend(attributes(8, &pair));
        lines.push("      }".to_owned());
    }
    lines
}

pub(super) fn sources_key(rule: &PolicyRule) -> &'static str {
    match rule.sources {
        Sources::Addresses(_) => "source_addresses",
        Sources::IpGroups(_) => "source_ip_groups",
    }
}

/// An expression on lines of its own, as it stands behind `name = `.
pub(super) type Expression = Vec<String>;

pub(super) fn one(text: String) -> Expression {
    vec![text]
}

/// A list: several items stand one a line, so that one more changes no other line.
pub(super) fn list<T: AsRef<str>>(items: &[T]) -> Expression {
    if let [item] = items {
        return one(format!("[{}]", quoted(item.as_ref())));
    }
    let items = items.iter().map(|item| format!("  {},", quoted(item.as_ref())));
    ["[".to_owned()].into_iter().chain(items).chain(["]".to_owned()]).collect()
}

/// Attributes of one block. As in `terraform fmt`, those of one line that follow each other have
/// their equals signs in one column.
pub(super) fn attributes(indent: usize, all: &[(&str, Expression)]) -> Vec<String> {
    let space = " ".repeat(indent);
    let mut lines = Vec::new();
    for run in all.chunk_by(|(_, a), (_, b)| a.len() == 1 && b.len() == 1) {
        let column = run.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        for (name, expression) in run {
            let first = expression.first().map_or("", String::as_str);
            lines.push(format!("{space}{name:column$} = {first}"));
            lines.extend(expression.iter().skip(1).map(|line| format!("{space}{line}")));
        }
    }
    lines
}

/// A name that Terraform takes for a resource.
fn identifier(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let name: String = name.chars().map(plain).collect();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("_{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_is_named_after_the_group() {
        let rows = [("aks-egress", "aks_egress"), ("1.Hub", "_1_hub"), ("", "_")];
        for (name, expected) in rows {
            assert_eq!(identifier(name), expected);
        }
    }

    #[test]
    fn equals_signs_of_neighbours_stand_in_one_column() {
        let all = [
            ("a", list(&["x"])),
            ("long", one("1".to_owned())),
            ("b", list(&["x", "y"])),
            ("c", list(&["z"])),
        ];
        let lines =
            ["a    = [\"x\"]", "long = 1", "b = [", "  \"x\",", "  \"y\",", "]", "c = [\"z\"]"];
        assert_eq!(attributes(0, &all), lines);
    }
}
