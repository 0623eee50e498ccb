//! From values with the names that Azure's languages share to rules: `target_fqdns` of Terraform,
//! `targetFqdns` of Bicep and `--target-fqdns` of the Azure CLI mean the same.
//!
//! A rule collection is known by its shape, so that modules and lists of values are read too.

use super::Input;
use super::node::{Node, Value};
use super::roles::{self, Role, plain};
use super::values;
use crate::answers::audit::firewall::Why;
use crate::answers::audit::{
    Action, Collection, Firewall, FirewallRule, Known, Layer, Place, Setting,
};

/// Values within values that are looked through; no description of a firewall is that deep.
pub const MAX_DEPTH: usize = 40;

/// Reads rules out of values.
pub(super) struct Shapes<'a> {
    pub inputs: &'a [&'a Input],
    pub firewall: &'a mut Firewall,
    /// How many collections, or things that may be some, were met.
    pub met: usize,
}

/// What stands around a rule collection.
#[derive(Clone, Default)]
pub(super) struct Around {
    /// The rule collection group's name, and its priority.
    pub group: String,
    pub priority: Option<u32>,
    /// The way to it.
    pub path: String,
    /// What the place says that its rules are.
    pub layer: Option<Layer>,
    /// Why it may not be there at all.
    pub condition: Option<String>,
    /// Whether it belongs to the parent of another policy.
    pub in_parent: bool,
}

impl Around {
    /// The same one step further.
    pub fn under(&self, name: &str) -> Self {
        let path = match (self.path.is_empty(), name.is_empty()) {
            (true, _) => name.to_owned(),
            (_, true) => self.path.clone(),
            _ => format!("{} / {name}", self.path),
        };
        Self { path, ..self.clone() }
    }
}

/// What a key says that stands below it.
enum Below {
    Collections(Option<Layer>),
    Translation,
    Anything,
}

fn below(key: &str) -> Below {
    let key = plain(key);
    let key = key.trim_end_matches("definition").trim_end_matches('s');
    if key.ends_with("natrulecollection") {
        Below::Translation
    } else if key.ends_with("applicationrulecollection") {
        Below::Collections(Some(Layer::Application))
    } else if key.ends_with("networkrulecollection") {
        Below::Collections(Some(Layer::Network))
    } else if key.ends_with("rulecollection") {
        Below::Collections(None)
    } else {
        Below::Anything
    }
}

impl Shapes<'_> {
    pub fn place(&self, node: &Node, path: &str) -> Place {
        let file = self.inputs.get(node.file).map_or(String::new(), |input| input.name.clone());
        Place { file, line: node.line, path: path.to_owned() }
    }

    /// Lists a value, or a part of one, that could not be resolved.
    pub fn unresolved(&mut self, node: &Node, path: &str) -> String {
        let (text, why) = match node.gap() {
            Some(gap) => (gap.text.clone(), gap.why.clone()),
            None => (node.text().unwrap_or_default(), Why::Malformed),
        };
        let place = self.place(node, path);
        values::unresolved(self.firewall, &place, &text, why);
        text
    }

    /// Looks through a value for rule collections.
    pub fn walk(&mut self, node: &Node, around: &Around, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match &node.value {
            Value::List(items) => {
                for item in items {
                    self.walk(item, around, depth + 1);
                }
            }
            Value::Map(entries) => {
                if is_collection(node) {
                    return self.collection(node, "", around);
                }
                let own = group_around(node, around);
                for (key, value) in entries {
                    self.below(key, value, &own, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// Looks through a value that has a name.
    pub fn entry(&mut self, key: &str, value: &Node, around: &Around) {
        self.below(key, value, around, 0);
    }

    fn below(&mut self, key: &str, value: &Node, around: &Around, depth: usize) {
        match below(key) {
            Below::Translation => self.met += 1,
            Below::Collections(layer) => {
                let around = Around { layer: layer.or(around.layer), ..around.clone() };
                self.collections(value, &around, depth);
            }
            Below::Anything => self.walk(value, around, depth),
        }
    }

    /// Notes a setting.
    pub fn setting(&mut self, setting: Setting, node: &Node, path: &str) {
        let place = self.place(node, path);
        self.firewall.settings.push((setting, place));
    }

    /// The collections of a list, or of a map by their keys.
    pub fn collections(&mut self, node: &Node, around: &Around, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match &node.value {
            Value::List(items) => {
                for item in items {
                    self.collections(item, around, depth + 1);
                }
            }
            Value::Map(_) if roles::of(node, Role::Rules).is_some() => {
                self.collection(node, "", around);
            }
            Value::Map(entries) => {
                for (key, value) in entries {
                    match &value.value {
                        Value::Map(_) if roles::of(value, Role::Rules).is_some() => {
                            self.collection(value, key, around);
                        }
                        Value::Map(_) | Value::List(_) => self.walk(value, around, depth + 1),
                        Value::Unknown(_) => self.lost(value, around),
                        _ => {}
                    }
                }
            }
            Value::Unknown(_) => self.lost(node, around),
            _ => {}
        }
    }

    fn lost(&mut self, node: &Node, around: &Around) {
        self.met += 1;
        self.unresolved(node, &around.path);
    }

    /// One collection; its name may be the key under which it stands.
    pub fn collection(&mut self, node: &Node, key: &str, around: &Around) {
        self.met += 1;
        let property = |name: &str| roles::property(node, name);
        let kind = property("ruleCollectionType").and_then(Node::text).unwrap_or_default();
        if plain(&kind).contains("nat") {
            return;
        }
        let action = match (&around.condition, property("action")) {
            (Some(condition), _) => Some(Err(condition.clone())),
            (None, action) => self.action(action, node, around),
        };
        let Some(action) = action else { return };
        let name = Self::name(property("name"), key);
        let around = around.under(&name);
        let priority = property("priority").and_then(number).unwrap_or(u32::MAX);
        let mut rules: Vec<(Layer, FirewallRule)> = Vec::new();
        if let Some(listed) = roles::of(node, Role::Rules) {
            self.rules(listed, &around, &mut rules, 0);
        }
        for layer in [Layer::Network, Layer::Application] {
            let of_layer: Vec<FirewallRule> =
                rules.iter().filter(|(of, _)| *of == layer).map(|(_, rule)| rule.clone()).collect();
            if of_layer.is_empty() {
                continue;
            }
            self.firewall.collections.push(Collection {
                place: self.place(node, &around.path),
                group: around.group.clone(),
                name: name.clone(),
                layer,
                action: action.clone(),
                priorities: [
                    u32::from(!around.in_parent),
                    around.priority.unwrap_or(u32::MAX),
                    priority,
                ],
                rules: of_layer,
            });
        }
    }

    /// A name, even one that is not known; else the key under which it stands.
    pub fn name(node: Option<&Node>, key: &str) -> String {
        let told = node.and_then(|node| node.text().or_else(|| Some(node.gap()?.text.clone())));
        told.unwrap_or_else(|| key.to_owned())
    }

    /// Allow or deny; `None` for the translation of addresses.
    fn action(
        &mut self,
        node: Option<&Node>,
        collection: &Node,
        around: &Around,
    ) -> Option<Known<Action>> {
        let Some(node) = node else {
            let place = self.place(collection, &around.path);
            values::unresolved(self.firewall, &place, "action", Why::Malformed);
            return Some(Err("action".to_owned()));
        };
        let node = node.get("type").unwrap_or(node);
        match node.text().map(|text| text.to_ascii_lowercase()).as_deref() {
            Some("allow") => Some(Ok(Action::Allow)),
            Some("deny") => Some(Ok(Action::Deny)),
            Some("dnat" | "snat") => None,
            _ => Some(Err(self.unresolved(node, &around.path))),
        }
    }
}

/// What a map that holds collections says of itself.
fn group_around(node: &Node, around: &Around) -> Around {
    let own =
        |word: &str| roles::property(node, word).or_else(|| roles::group_property(node, word));
    let name = own("name").and_then(|node| node.text().or_else(|| Some(node.gap()?.text.clone())));
    let Some(priority) = own("priority") else {
        return around.clone();
    };
    let name = name.and_then(|name| Some(values::name_of_id(&name)?.to_owned()));
    let name = name.unwrap_or_else(|| around.group.clone());
    // What belongs to it may stand in `properties`, where its name is not repeated.
    let inside = around.path == name || around.path.ends_with(&format!(" / {name}"));
    let under = if inside { around.clone() } else { around.under(&name) };
    Around { group: name, priority: number(priority), ..under }
}

fn is_collection(node: &Node) -> bool {
    let has = |name| roles::property(node, name).is_some();
    roles::of(node, Role::Rules).is_some() && (has("action") || has("ruleCollectionType"))
}

pub(super) fn number(node: &Node) -> Option<u32> {
    node.text()?.trim().parse().ok()
}
