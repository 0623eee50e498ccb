//! Readers of the forms of an Azure Firewall policy, written without the code that writes them.
//! Each gives the same model, so that forms can be held against each other.

use crate::readers::Fact;
use hcl::expr::Expression;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A rule collection group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    pub group: String,
    pub priority: u64,
    pub collections: Vec<Collection>,
}

/// Kind, name, priority and rules.
pub type Collection = (&'static str, String, u64, Vec<Rule>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub name: String,
    pub description: String,
    /// Whether they are IP groups, and the sources.
    pub sources: (bool, Vec<String>),
    pub protocols: Vec<(String, u16)>,
    pub to: (To, Vec<String>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    Addresses,
    Fqdns,
    FqdnTags,
}

impl Policy {
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.collections.iter().flat_map(|collection| &collection.3)
    }

    /// What it allows, but for FQDN tags.
    pub fn facts(&self) -> BTreeSet<Fact> {
        let mut facts = BTreeSet::new();
        for (kind, _, _, rules) in &self.collections {
            for rule in rules.iter().filter(|rule| rule.to.0 != To::FqdnTags) {
                for (protocol, port) in &rule.protocols {
                    let protocol = protocol.to_uppercase();
                    let fact =
                        |to: &String| ((*kind).to_owned(), to.clone(), protocol.clone(), *port);
                    facts.extend(rule.to.1.iter().map(fact));
                }
            }
        }
        facts
    }
}

/// The bare body, which does not name the group.
pub fn read_body(group: &str, text: &str) -> Policy {
    let document: Value = serde_json::from_str(text).unwrap();
    assert_eq!(document.as_object().unwrap().len(), 1);
    of_properties(group, &document["properties"])
}

pub fn read_arm(text: &str) -> Policy {
    let document: Value = serde_json::from_str(text).unwrap();
    let parameter = |name: &str| document["parameters"][name]["defaultValue"].clone();
    assert!(document["parameters"]["firewallPolicyName"]["defaultValue"].is_null());
    let resources = document["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 1);
    let mut properties = resources[0]["properties"].clone();
    assert_eq!(properties["priority"], "[parameters('ruleCollectionGroupPriority')]");
    assert!(!has_expression(&properties["ruleCollections"]), "an expression among the rules");
    properties["priority"] = parameter("ruleCollectionGroupPriority");
    of_properties(parameter("ruleCollectionGroupName").as_str().unwrap(), &properties)
}

fn has_expression(value: &Value) -> bool {
    match value {
        Value::String(text) => text.starts_with('['),
        Value::Array(all) => all.iter().any(has_expression),
        Value::Object(all) => all.values().any(has_expression),
        _ => false,
    }
}

/// The body between the marks of the one command of the script.
pub fn read_az(text: &str) -> Policy {
    let (before, rest) = text.split_once("    --body @- <<'JSON'\n").unwrap();
    let (body, after) = rest.split_once("\nJSON\n").unwrap();
    assert_eq!((before.matches("\naz ").count(), after), (1, ""));
    read_body(&group_of(text), body)
}

/// The name of the group in the variable of a script.
pub fn group_of(script: &str) -> String {
    let mut lines = script.lines();
    let name = lines.find_map(|line| line.strip_prefix("RULE_COLLECTION_GROUP=")).unwrap();
    let [name] = &shlex::split(name).unwrap()[..] else { panic!("{name}") };
    name.clone()
}

pub fn of_properties(group: &str, properties: &Value) -> Policy {
    let collection = |one: &Value| {
        assert_eq!(one["ruleCollectionType"], "FirewallPolicyFilterRuleCollection");
        assert_eq!(one["action"], json!({ "type": "Allow" }));
        let rules = one["rules"].as_array().unwrap();
        let kind = match rules[0]["ruleType"].as_str().unwrap() {
            "NetworkRule" => "network",
            "ApplicationRule" => "application",
            other => panic!("{other}"),
        };
        assert!(rules.iter().all(|rule| rule["ruleType"] == rules[0]["ruleType"]));
        (
            kind,
            text(&one["name"]),
            one["priority"].as_u64().unwrap(),
            rules.iter().map(json_rule).collect(),
        )
    };
    Policy {
        group: group.to_owned(),
        priority: properties["priority"].as_u64().unwrap(),
        collections: properties["ruleCollections"]
            .as_array()
            .unwrap()
            .iter()
            .map(collection)
            .collect(),
    }
}

fn json_rule(rule: &Value) -> Rule {
    let rule = rule.as_object().unwrap();
    let list = |key: &str| {
        rule.get(key).map(|all| all.as_array().unwrap().iter().map(text).collect::<Vec<_>>())
    };
    let protocols = match list("ipProtocols") {
        Some(names) => cross(&names, &list("destinationPorts").unwrap()),
        None => rule["protocols"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                (text(&one["protocolType"]), u16::try_from(one["port"].as_u64().unwrap()).unwrap())
            })
            .collect(),
    };
    Rule {
        name: text(&rule["name"]),
        description: text(&rule["description"]),
        sources: sources(list("sourceAddresses"), list("sourceIpGroups")),
        protocols,
        to: one_of([
            (To::Addresses, list("destinationAddresses")),
            (To::Fqdns, list("destinationFqdns")),
            (To::Fqdns, list("targetFqdns")),
            (To::FqdnTags, list("fqdnTags")),
        ]),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn cross(names: &[String], ports: &[String]) -> Vec<(String, u16)> {
    let with = |name: &String| {
        ports.iter().map(|port| (name.clone(), port.parse().unwrap())).collect::<Vec<_>>()
    };
    names.iter().flat_map(with).collect()
}

/// Exactly one kind of source, as the service asks.
fn sources(addresses: Option<Vec<String>>, ip_groups: Option<Vec<String>>) -> (bool, Vec<String>) {
    one_of([(false, addresses), (true, ip_groups)])
}

/// The one that is given, and not empty.
pub fn one_of<T>(given: impl IntoIterator<Item = (T, Option<Vec<String>>)>) -> (T, Vec<String>) {
    let mut given: Vec<_> =
        given.into_iter().filter_map(|(key, list)| Some((key, list?))).collect();
    assert!(given.len() == 1 && !given[0].1.is_empty());
    given.remove(0)
}

pub fn read_terraform(text: &str) -> Policy {
    let body = hcl::parse(text).unwrap();
    let resources: Vec<_> =
        body.blocks().filter(|block| block.identifier() == "resource").collect();
    assert_eq!(resources.len(), 1);
    let labels: Vec<&str> = resources[0].labels().iter().map(hcl::BlockLabel::as_str).collect();
    assert_eq!(labels[0], "azurerm_firewall_policy_rule_collection_group");
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    assert!(labels.len() == 2 && labels[1].chars().all(plain));
    let resource = resources[0].body();
    let collection = |block: &hcl::Block| {
        let kind = match block.identifier() {
            "network_rule_collection" => "network",
            "application_rule_collection" => "application",
            other => panic!("{other}"),
        };
        assert_eq!(hcl_text(block.body(), "action"), "Allow");
        let rules = block.body().blocks().map(|rule| hcl_rule(rule.body())).collect();
        (kind, hcl_text(block.body(), "name"), hcl_number(block.body(), "priority"), rules)
    };
    Policy {
        group: hcl_text(resource, "name"),
        priority: hcl_number(resource, "priority"),
        collections: resource.blocks().map(collection).collect(),
    }
}

fn hcl_rule(body: &hcl::Body) -> Rule {
    let list = |name: &str| match hcl_value(body, name)? {
        Expression::Array(all) => Some(all.iter().map(hcl_string).collect::<Vec<_>>()),
        other => panic!("{other:?}"),
    };
    let protocols = match list("protocols") {
        Some(names) => cross(&names, &list("destination_ports").unwrap()),
        None => body
            .blocks()
            .map(|block| {
                assert_eq!(block.identifier(), "protocols");
                let port = hcl_number(block.body(), "port");
                (hcl_text(block.body(), "type"), u16::try_from(port).unwrap())
            })
            .collect(),
    };
    Rule {
        name: hcl_text(body, "name"),
        description: hcl_text(body, "description"),
        sources: sources(list("source_addresses"), list("source_ip_groups")),
        protocols,
        to: one_of([
            (To::Addresses, list("destination_addresses")),
            (To::Fqdns, list("destination_fqdns")),
            (To::FqdnTags, list("destination_fqdn_tags")),
        ]),
    }
}

fn hcl_value<'a>(body: &'a hcl::Body, name: &str) -> Option<&'a Expression> {
    body.attributes().find(|attribute| attribute.key() == name).map(hcl::Attribute::expr)
}

fn hcl_text(body: &hcl::Body, name: &str) -> String {
    hcl_string(hcl_value(body, name).unwrap())
}

fn hcl_number(body: &hcl::Body, name: &str) -> u64 {
    match hcl_value(body, name).unwrap() {
        Expression::Number(number) => number.as_u64().unwrap(),
        other => panic!("{other:?}"),
    }
}

/// A text without interpolation.
fn hcl_string(expression: &Expression) -> String {
    match expression {
        Expression::String(text) => text.clone(),
        Expression::TemplateExpr(template) => {
            let template = hcl::Template::from_expr(template).unwrap();
            let literal = |element: &hcl::template::Element| match element {
                hcl::template::Element::Literal(text) => text.clone(),
                other => panic!("{other:?}"),
            };
            template.elements().iter().map(literal).collect()
        }
        other => panic!("{other:?}"),
    }
}
