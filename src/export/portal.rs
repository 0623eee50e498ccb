//! The rules as a person types them into Azure Firewall's portal.
//!
//! The portal takes many destinations in one row if they share protocol, port and type, so there is
//! one row for each of these and feature. The data is shown by the `portal` format and walked
//! field by field in the wizard.

mod page;

pub(super) use page::FORMAT;

use super::{Cost, say, words};
use crate::catalog::{Feature, Kind, Text};
use crate::profile::Language;
use crate::rules::{Destination, Rule, RuleSet};

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

/// Our own group: the portal's default groups are for rules typed by hand.
const GROUP: (&str, u16) = ("aks-egress", 400);

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
/// Inspection would break the protocol negotiation of the API server's tunnel.
const OFF: Text = Text { en: "off", zh: "不勾选" };

/// The portal sheet of a rule set, in the profile's language and without what the portal cannot take.
#[must_use]
pub fn sheet(rules: &RuleSet) -> Sheet {
    let (name, priority) = GROUP;
    let group = Form::new(rules).typed(NAME, name).typed(PRIORITY, &priority.to_string());
    let collections = [
        (Kind::Network, "aks-egress-network", 200),
        (Kind::Application, "aks-egress-application", 300),
    ];
    let collections = collections.into_iter().filter_map(|(kind, name, priority)| {
        let rows = rows(rules, kind);
        let form = Form::new(rules)
            .typed(NAME, name)
            .pick(COLLECTION_TYPE, KINDS[kind as usize])
            .typed(PRIORITY, &priority.to_string())
            .pick(ACTION, ALLOW)
            .field(COLLECTION_GROUP, GROUP.0, How::Pick);
        let fields = form.fields;
        (!rows.is_empty()).then_some(Collection { name, priority, kind, fields, rows })
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

/// Rules that fit into one row.
struct Group<'a> {
    feature: &'static Feature,
    first: &'a Rule,
    rules: Vec<&'a Rule>,
}

fn rows(rules: &RuleSet, kind: Kind) -> Vec<SheetRow> {
    let mut names: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for group in groups(rules, kind) {
        let name = name(&group, &names);
        names.push(name.clone());
        rows.push(row(name, &group, rules));
    }
    rows
}

fn groups(rules: &RuleSet, kind: Kind) -> Vec<Group<'_>> {
    let refused = |rule: &Rule| {
        let limits = FORMAT.limits.iter();
        limits.filter(|limit| limit.cost() == Cost::Dropped).any(|limit| limit.touches(rule))
    };
    let mut groups: Vec<Group> = Vec::new();
    for rule in rules.of_kind(kind).filter(|rule| !refused(rule)) {
        let feature = rule.first().feature;
        let fits = |group: &&mut Group| {
            group.feature.id == feature.id
                && group.first.protocol() == rule.protocol()
                && group.first.port() == rule.port()
                && short_type(&group.first.destination) == short_type(&rule.destination)
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.rules.push(rule),
            None => groups.push(Group { feature, first: rule, rules: vec![rule] }),
        }
    }
    groups
}

/// Any address does not share a row with others: the star would swallow them.
fn short_type(destination: &Destination) -> &'static str {
    match destination {
        Destination::Any => "any",
        Destination::Fqdn(_) => "fqdn",
        Destination::ServiceTag(_) => "tag",
        Destination::Cidrs(_) | Destination::Ips(_) => "ip",
    }
}

/// A name such as `aks-core-https-443`; letters, digits and dashes, at most 80.
fn name(group: &Group, taken: &[String]) -> String {
    let protocol = group.first.protocol().name().to_lowercase();
    let end = format!("{protocol}-{}", group.first.port());
    let name = format!("aks-{}-{end}", group.feature.id);
    if taken.contains(&name) {
        format!("{name}-{}", short_type(&group.first.destination))
    } else {
        name
    }
}

fn row(name: String, group: &Group, rules: &RuleSet) -> SheetRow {
    let rule = group.first;
    let (protocol, port) = (rule.protocol().name(), rule.port());
    let form = Form::new(rules)
        .typed(NAME, &name)
        .pick(SOURCE_TYPE, ADDRESS)
        .typed(SOURCE, &source(rules));
    let form = match rule.kind() {
        Kind::Network => form.field(PROTOCOL, protocol, How::Pick).typed(PORTS, &port.to_string()),
        Kind::Application => {
            form.typed(PROTOCOL, &format!("{}:{port}", protocol.to_lowercase())).pick(TLS, OFF)
        }
    };
    let destinations: Vec<String> =
        group.rules.iter().flat_map(|rule| rule.destination.texts()).collect();
    let (destination_type, how) = match rule.destination {
        Destination::Any | Destination::Cidrs(_) | Destination::Ips(_) => (ADDRESS, How::Type),
        Destination::ServiceTag(_) => (SERVICE_TAG, How::Pick),
        Destination::Fqdn(_) => (FQDN, How::Type),
    };
    let form = form.pick(DESTINATION_TYPE, destination_type).field(
        DESTINATION,
        &destinations.join(","),
        how,
    );
    SheetRow {
        name,
        fields: form.fields,
        about: about(group, destinations.len(), rules.profile.language),
        rules: group.rules.iter().map(|rule| rule.id()).collect(),
    }
}

fn about(group: &Group, destinations: usize, language: Language) -> String {
    let strongest = group.rules.iter().map(|rule| rule.requirement()).min();
    let requirement = strongest.unwrap_or(group.first.requirement());
    (words(language).portal.about)(
        group.feature.name.get(language),
        say::requirement(requirement, language),
        destinations,
    )
}

fn source(rules: &RuleSet) -> String {
    let subnets: Vec<String> =
        rules.profile.nodes.subnets.iter().map(ToString::to_string).collect();
    if subnets.is_empty() { "*".to_owned() } else { subnets.join(",") }
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
