//! Rule collections: where they stand, and what they do.

use super::super::budget::OF_PLACE;
use super::super::node::{Node, Value};
use super::super::values;
use super::keys::{self, Below};
use super::{Around, Reader, joined, rule};
use crate::answers::audit::{Action, Collection, Known, Layer, Place, Why};

impl Reader<'_> {
    /// Looks for rule collections inside any value.
    pub(in super::super) fn search(&mut self, node: &Node, around: &Around) {
        if !self.step(&self.place(node, &around.path), 0) {
            return;
        }
        if keys::is_collection(node) {
            return self.collection(node, "", around, None);
        }
        for item in node.items() {
            self.search(item, around);
        }
        let own = self.group_around(node, around);
        for (key, value) in node.entries() {
            self.entry(key, value, &own);
        }
    }

    /// Looks for rule collections inside a value that has a name.
    pub(in super::super) fn entry(&mut self, key: &str, value: &Node, around: &Around) {
        match keys::below(key) {
            Below::Translation => self.met += 1,
            Below::Collections(layer) => self.list(value, around, layer),
            Below::Anything => self.search(value, around),
        }
    }

    /// The same of a value that nothing in the files uses: whether anything does, nobody knows.
    pub(in super::super) fn leftover(&mut self, name: &str, value: &Node) {
        let met = self.met;
        self.entry(name, value, &Around { doubt: Some(name.to_owned()), ..Around::default() });
        if self.met > met {
            let place = self.place(value, name);
            self.unresolved(&place, name, Why::BestEffort);
        }
    }

    /// What a map that holds collections says of their group.
    fn group_around(&mut self, node: &Node, around: &Around) -> Around {
        if keys::of_group(node, "priority").is_none() {
            return around.clone();
        }
        let name = keys::of_group(node, "name").and_then(Node::roughly);
        let name = name.and_then(values::name_of_id).unwrap_or(&around.group).to_owned();
        // What belongs to it may stand in `properties`, where its name is not repeated.
        let inside = around.path == name || around.path.ends_with(&format!(" / {name}"));
        let under = if inside { around.clone() } else { around.step(&name) };
        let place = self.place(node, &under.path);
        let priority = self.priority(keys::of_group(node, "priority"), &place);
        Around { group: name, priority: Some(priority), ..under }
    }

    /// The collections that a resource holds.
    pub(in super::super) fn collections(&mut self, of: &Node, around: &Around) {
        let inner = of.get("properties").map_or(&[][..], Node::entries);
        for (key, value) in inner.iter().chain(of.entries()) {
            if let Below::Collections(layer) = keys::below(key) {
                self.list(value, around, layer);
            }
        }
    }

    pub(super) fn list(&mut self, node: &Node, around: &Around, layer: Option<Layer>) {
        let mut all = Vec::new();
        let marks = [keys::RULES, &["priority", "action"]].concat();
        let is_one = |node: &Node| node.lifted_any(&marks).is_some();
        self.spread(("", node), &around.path, &is_one, &mut all);
        for (key, one) in all {
            self.collection(one, key, around, layer);
        }
    }

    /// The things of a list, or of a map by their keys.
    fn spread<'n>(
        &mut self,
        (key, node): (&'n str, &'n Node),
        path: &str,
        is_one: &impl Fn(&Node) -> bool,
        out: &mut Vec<(&'n str, &'n Node)>,
    ) {
        if !self.keep(&self.place(node, path), 1) {
            return;
        }
        match &node.value {
            Value::List(all) => {
                all.iter().for_each(|one| self.spread(("", one), path, is_one, out));
            }
            Value::Map(all) if !is_one(node) => {
                let holds = |node: &Node| node.is_map() || node.is_list() || node.is_unknown();
                for (key, one) in all.iter().filter(|(_, one)| holds(one)) {
                    self.spread((key, one), path, is_one, out);
                }
            }
            Value::Null => {}
            _ => out.push((key, node)),
        }
    }

    /// One rule collection; one of both kinds of rules becomes two. Its name may be its key.
    pub(in super::super) fn collection(
        &mut self,
        node: &Node,
        key: &str,
        around: &Around,
        hint: Option<Layer>,
    ) {
        self.met += 1;
        if !node.is_map() {
            return self.lost(node, &around.path);
        }
        let kind = node.lifted("ruleCollectionType").and_then(Node::as_text).unwrap_or_default();
        let name = name(node, key);
        let place = self.place(node, &joined(&around.path, &name));
        let is_translation = kind.to_ascii_lowercase().contains("nat") || is_translation(node);
        if is_translation || !self.keep(&place, OF_PLACE) {
            return;
        }
        let action = self.action(node, around, &place);
        let priority = self.priority(node.lifted("priority"), &place);
        let (mut network, mut application) = (Vec::new(), Vec::new());
        let mut listed = Vec::new();
        if let Some(rules) = node.lifted_any(keys::RULES) {
            self.spread(("", rules), &place.path, &keys::is_rule, &mut listed);
        }
        for (key, rule) in listed {
            if !rule.is_map() {
                self.lost(rule, &place.path);
                continue;
            }
            let name = self::name(rule, key);
            let place = self.place(rule, &joined(&place.path, &name));
            let Some(layer) = rule::layer(rule, hint) else { continue };
            if !self.keep(&place, OF_PLACE) {
                break;
            }
            let of_layer = if layer == Layer::Network { &mut network } else { &mut application };
            of_layer.push(rule::read(self, rule, layer, name, place));
        }
        let both = [(Layer::Network, network), (Layer::Application, application)];
        for (layer, rules) in both.into_iter().filter(|(_, rules)| !rules.is_empty()) {
            let collection = Collection {
                place: place.clone(),
                group: around.group.clone(),
                name: name.clone(),
                layer,
                action: action.clone(),
                priorities: [1, around.priority.unwrap_or(u32::MAX), priority],
                rules,
            };
            self.collections.push((around.policy.clone(), collection));
        }
    }

    /// `{type: Allow}`, or Terraform's `Allow`. Of a collection that may not be there at all, it is
    /// not known either.
    fn action(&mut self, node: &Node, around: &Around, place: &Place) -> Known<Action> {
        if let Some(doubt) = &around.doubt {
            return Err(values::excerpt(doubt));
        }
        let field = action(node);
        if let Some(unknown) = field.and_then(Node::unknown) {
            self.unresolved(place, &unknown.text, unknown.why.clone());
            return Err(values::excerpt(&unknown.text));
        }
        match field.and_then(Node::as_text).unwrap_or_default().to_ascii_lowercase().as_str() {
            "allow" => Ok(Action::Allow),
            "deny" => Ok(Action::Deny),
            "" => {
                self.unresolved(place, "action", Why::Absent);
                Err("action".to_owned())
            }
            other => {
                self.unresolved(place, other, Why::Malformed);
                Err(other.to_owned())
            }
        }
    }

    /// A priority; an unknown one comes last.
    pub(in super::super) fn priority(&mut self, field: Option<&Node>, place: &Place) -> u32 {
        if let Some(unknown) = field.and_then(Node::unknown) {
            self.unresolved(place, &unknown.text, unknown.why.clone());
        }
        field.and_then(Node::text).and_then(|text| text.trim().parse().ok()).unwrap_or(u32::MAX)
    }
}

/// A name, as far as it is known; else the key under which the thing stands.
fn name(node: &Node, key: &str) -> String {
    values::excerpt(node.lifted("name").and_then(Node::roughly).unwrap_or(key))
}

fn action(node: &Node) -> Option<&Node> {
    node.lifted_any(&["action", "actionType"]).map(|action| action.get("type").unwrap_or(action))
}

fn is_translation(node: &Node) -> bool {
    let action = action(node).and_then(Node::as_text).unwrap_or_default();
    ["dnat", "snat"].iter().any(|kind| action.eq_ignore_ascii_case(kind))
}
