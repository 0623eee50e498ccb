//! The rules of a collection, and their fields.

use super::node::{Node, Value};
use super::roles::{self, Role, plain};
use super::shape::{Around, MAX_DEPTH, Shapes};
use super::values;
use crate::answers::audit::firewall::{SourceSet, Why};
use crate::answers::audit::{FirewallRule, Layer, Matched};

impl Shapes<'_> {
    /// The rules of a list, or of a map by their names.
    pub fn rules(
        &mut self,
        node: &Node,
        around: &Around,
        rules: &mut Vec<(Layer, FirewallRule)>,
        depth: usize,
    ) {
        match &node.value {
            Value::List(items) if depth <= MAX_DEPTH => {
                for item in items {
                    self.rules(item, around, rules, depth + 1);
                }
            }
            Value::Map(_) if roles::is_rule(node) => {
                self.rule(node, "", around, rules);
            }
            Value::Map(entries) => {
                for (key, value) in entries {
                    match &value.value {
                        Value::Map(_) => self.rule(value, key, around, rules),
                        Value::Unknown(_) => {
                            self.unresolved(value, &around.path);
                        }
                        _ => {}
                    }
                }
            }
            Value::Null => {}
            _ => {
                self.unresolved(node, &around.path);
            }
        }
    }

    /// One rule, unless it translates addresses.
    fn rule(
        &mut self,
        node: &Node,
        key: &str,
        around: &Around,
        rules: &mut Vec<(Layer, FirewallRule)>,
    ) {
        let kind = roles::property(node, "ruleType").and_then(Node::text).unwrap_or_default();
        let told = match plain(&kind) {
            kind if kind.contains("nat") => return,
            kind if kind.contains("application") => Some(Layer::Application),
            kind if kind.contains("network") => Some(Layer::Network),
            _ => None,
        };
        let layer = told.or(around.layer).unwrap_or_else(|| roles::layer(node));
        let name = Self::name(roles::property(node, "name"), key);
        let path = around.under(&name).path;
        let place = self.place(node, &path);
        let to = self.destinations(node, layer, &path);
        let traffic = self.traffic(node, layer, &to, &path);
        let addresses = |role| roles::of(node, role).is_some_and(|node| !is_empty(node));
        let rule = FirewallRule {
            narrowed: layer == Layer::Application && addresses(Role::Addresses),
            inspects_tls: roles::of(node, Role::Inspects).and_then(Node::text).as_deref()
                == Some("true"),
            sources: self.sources(node, &path),
            place,
            name,
            to,
            traffic,
        };
        rules.push((layer, rule));
    }

    fn destinations(&mut self, node: &Node, layer: Layer, path: &str) -> Vec<Matched> {
        let mut to = Vec::new();
        let mut take = |shapes: &mut Self, role, read: &dyn Fn(&str) -> Option<Matched>| {
            let Some(listed) = roles::of(node, role) else { return };
            for item in roles::items(listed) {
                let matched = item.text().and_then(|text| read(&text));
                to.push(
                    matched.unwrap_or_else(|| Matched::Unresolved(shapes.unresolved(item, path))),
                );
            }
        };
        let named = |make: fn(String) -> Matched| {
            move |text: &str| (!text.trim().is_empty()).then(|| make(text.trim().to_owned()))
        };
        let group = |text: &str| Some(Matched::Group(values::name_of_id(text)?.to_owned()));
        take(self, Role::Hosts, &values::host);
        take(self, Role::FqdnTags, &named(Matched::FqdnTag));
        take(self, Role::Urls, &named(Matched::Url));
        take(self, Role::Categories, &named(Matched::Category));
        if layer == Layer::Network {
            take(self, Role::Addresses, &values::destination);
            take(self, Role::Groups, &group);
        }
        if to.is_empty() {
            let place = self.place(node, path);
            values::unresolved(self.firewall, &place, "", Why::Malformed);
        }
        to
    }

    fn sources(&mut self, node: &Node, path: &str) -> Vec<SourceSet> {
        let mut sources = Vec::new();
        for role in [Role::Sources, Role::SourceGroups] {
            let Some(listed) = roles::of(node, role) else { continue };
            for item in roles::items(listed) {
                let read = item.text().and_then(|text| match role {
                    Role::Sources => values::source(&text),
                    _ => Some(SourceSet::Group(values::name_of_id(&text)?.to_owned())),
                });
                let source =
                    read.unwrap_or_else(|| SourceSet::Unresolved(self.unresolved(item, path)));
                sources.push(source);
            }
        }
        sources
    }
}

fn is_empty(node: &Node) -> bool {
    matches!(&node.value, Value::Null)
        || matches!(&node.value, Value::List(items) if items.is_empty())
}
