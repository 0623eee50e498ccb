//! The rules as a person types them into Azure Firewall's portal.
//!
//! The portal takes many destinations in one row if they share protocol, port and type, so there is
//! one row for each of these and feature. The data is shown by the `portal` format and walked
//! field by field in the wizard.

mod page;

pub(super) use page::FORMAT;

use super::azure::{self, PolicyRule, PolicyTo, Sources};
use super::{Export, Options};
use crate::catalog::{Kind, Text};
use crate::profile::Language;
use crate::rules::RuleSet;

/// The format that shows it.
pub const ID: &str = "portal";

/// Everything to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The rule collection group, which holds the collections.
    pub group: Vec<Field>,
    /// One for each kind of rule that occurs.
    pub collections: Vec<Collection>,
}

/// A rule collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// Its name.
    pub name: &'static str,
    /// Its priority: lower is looked at first.
    pub priority: u16,
    /// The kind of all its rules.
    pub kind: Kind,
    /// Its own fields, above the rows.
    pub fields: Vec<Field>,
    /// One row of the portal each.
    pub rows: Vec<SheetRow>,
}

/// One row of the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// The rule's name, as in its first field.
    pub name: String,
    /// The fields, in the portal's order.
    pub fields: Vec<Field>,
    /// Feature, the strongest requirement and the number of destinations.
    pub about: String,
    /// Ids of the rules that it holds.
    pub rules: Vec<&'static str>,
}

/// One field of the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its label in the portal.
    pub label: &'static str,
    /// What to enter.
    pub value: String,
    /// How to enter it.
    pub how: How,
}

/// How a field is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Typed or pasted.
    Type,
    /// Chosen from a list.
    Pick,
}

const NAME: Text = Text { en: "Name", zh: "名称" };
const PRIORITY: Text = Text { en: "Priority", zh: "优先级" };
const COLLECTION_TYPE: Text = Text { en: "Rule collection type", zh: "规则集合类型" };
const ACTION: Text = Text { en: "Rule collection action", zh: "规则集合操作" };
const COLLECTION_GROUP: Text = Text { en: "Rule collection group", zh: "规则集合组" };
const SOURCE_TYPE: Text = Text { en: "Source type", zh: "源类型" };
const SOURCE: Text = Text { en: "Source", zh: "源" };
const PROTOCOL: Text = Text { en: "Protocol", zh: "协议" };
const PORTS: Text = Text { en: "Destination Ports", zh: "目标端口" };
const TLS: Text = Text { en: "TLS inspection", zh: "TLS 检查" };
const DESTINATION_TYPE: Text = Text { en: "Destination Type", zh: "目标类型" };
const DESTINATION: Text = Text { en: "Destination", zh: "目标" };

const KINDS: [Text; 2] =
    [Text { en: "Network", zh: "网络" }, Text { en: "Application", zh: "应用程序" }];
const ALLOW: Text = Text { en: "Allow", zh: "允许" };
const ADDRESS: Text = Text { en: "IP Address", zh: "IP 地址" };
const SERVICE_TAG: Text = Text { en: "Service Tag", zh: "服务标记" };
const FQDN: Text = Text { en: "FQDN", zh: "FQDN" };
const FQDN_TAG: Text = Text { en: "FQDN Tag", zh: "FQDN 标记" };
const IP_GROUP: Text = Text { en: "IP Group", zh: "IP 组" };
/// Inspection would break the protocol negotiation of the API server's tunnel.
const OFF: Text = Text { en: "off", zh: "不勾选" };

/// The portal sheet of a rule set, in the profile's language and without what the portal cannot take.
#[must_use]
pub fn sheet(rules: &RuleSet, options: Options) -> Sheet {
    let policy = Export::new(&FORMAT, rules, options).policy();
    let priority = policy.priority.to_string();
    let group = Form::new(rules).typed(NAME, &policy.group).typed(PRIORITY, &priority);
    let collections = policy.collections.into_iter().map(|collection| {
        let azure::Collection { name, priority, kind, rules: policy_rules } = collection;
        let form = Form::new(rules)
            .typed(NAME, name)
            .pick(COLLECTION_TYPE, KINDS[kind as usize])
            .typed(PRIORITY, &priority.to_string())
            .pick(ACTION, ALLOW)
            .field(COLLECTION_GROUP, &policy.group, How::Pick);
        let rows = policy_rules.into_iter().map(|rule| row(rule, kind, rules)).collect();
        Collection { name, priority, kind, fields: form.fields, rows }
    });
    Sheet { group: group.fields, collections: collections.collect() }
}

impl Sheet {
    /// Every field, in the order in which they are entered.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.group.iter().chain(self.collections.iter().flat_map(Collection::all_fields))
    }
}

impl Collection {
    /// Its own fields and those of its rows.
    fn all_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().chain(self.rows.iter().flat_map(|row| &row.fields))
    }
}

/// The portal lists IP groups by name.
fn last_segment(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

fn row(rule: PolicyRule, kind: Kind, rules: &RuleSet) -> SheetRow {
    let (source_type, sources, how) = match &rule.sources {
        Sources::Addresses(all) => (ADDRESS, all.join(","), How::Type),
        Sources::IpGroups(all) => {
            let names: Vec<&str> = all.iter().map(|id| last_segment(id)).collect();
            (IP_GROUP, names.join(","), How::Pick)
        }
    };
    let form = Form::new(rules)
        .typed(NAME, &rule.name)
        .pick(SOURCE_TYPE, source_type)
        .field(SOURCE, &sources, how);
    let form = match (kind, &rule.protocols[..]) {
        (Kind::Network, [(protocol, port), ..]) => {
            form.field(PROTOCOL, protocol.name(), How::Pick).typed(PORTS, &port.to_string())
        }
        (_, protocols) => {
            let protocols: Vec<String> = protocols
                .iter()
                .map(|(protocol, port)| format!("{}:{port}", protocol.name().to_lowercase()))
                .collect();
            form.typed(PROTOCOL, &protocols.join(",")).pick(TLS, OFF)
        }
    };
    let (destination_type, how) = match rule.to {
        PolicyTo::Addresses(_) => (ADDRESS, How::Type),
        PolicyTo::Tags(_) => (SERVICE_TAG, How::Pick),
        PolicyTo::Fqdns(_) => (FQDN, How::Type),
        PolicyTo::FqdnTag(_) => (FQDN_TAG, How::Pick),
    };
    let destinations = rule.to.texts().join(",");
    let form = form.pick(DESTINATION_TYPE, destination_type).field(DESTINATION, &destinations, how);
    SheetRow { name: rule.name, fields: form.fields, about: rule.about, rules: rule.ids }
}

/// Fields, filled one after the other.
struct Form {
    language: Language,
    fields: Vec<Field>,
}

impl Form {
    fn new(rules: &RuleSet) -> Self {
        Self { language: rules.profile.language, fields: Vec::new() }
    }

    fn field(mut self, label: Text, value: &str, how: How) -> Self {
        let label = label.get(self.language);
        self.fields.push(Field { label, value: value.to_owned(), how });
        self
    }

    fn typed(self, label: Text, value: &str) -> Self {
        self.field(label, value, How::Type)
    }

    fn pick(self, label: Text, value: Text) -> Self {
        let value = value.get(self.language);
        self.field(label, value, How::Pick)
    }
}
