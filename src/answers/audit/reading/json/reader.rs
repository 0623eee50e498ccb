//! What was read so far, of all files together.

use super::budget::{Budget, OF_PLACE};
use super::node::{Node, Unknown};
use super::rule;
use super::scope::{Given, Scope};
use crate::answers::audit::reading::values;
use crate::answers::audit::{
    Action, Collection, Firewall, Hints, Known, Layer, Place, Setting, Unresolved, Why,
};

/// What was read so far, of all files together.
pub(super) struct Reader<'a> {
    pub hints: &'a Hints,
    pub budget: Budget,
    /// The files' names, by their numbers.
    pub names: Vec<&'a str>,
    /// What a document's outermost parameters were given by a file of parameters.
    pub given: Given,
    /// The scope of what stands in no template.
    pub outside: Scope,
    /// Rule collections, each with the lower-case name of its policy; empty where it is not told.
    pub collections: Vec<(String, Collection)>,
    /// The lower-case names of policies of which groups were read, even empty ones.
    pub grouped: Vec<String>,
    /// The policies themselves.
    pub policies: Vec<Policy>,
    pub settings: Vec<(Setting, Place)>,
    pub unresolved: Vec<Unresolved>,
    /// How many things of a firewall were met, empty ones among them.
    pub met: usize,
    /// Whether there were more entries than are read.
    full: bool,
}

/// A policy, without its groups.
pub(super) struct Policy {
    /// Its lower-case name.
    pub name: String,
    /// The name of its parent.
    pub base: Option<String>,
    /// Whether it names groups that are not in it.
    pub has_groups_elsewhere: bool,
    pub place: Place,
}

/// Where a rule collection belongs.
#[derive(Clone, Default)]
pub(super) struct Home {
    /// The way to it.
    pub path: String,
    /// The lower-case name of its policy.
    pub policy: String,
    /// Its group.
    pub group: String,
    /// The group's priority.
    pub priority: u32,
    /// Why it may not be there at all.
    pub doubt: Option<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(hints: &'a Hints, names: Vec<&'a str>) -> Self {
        Self {
            hints,
            budget: Budget::new(),
            names,
            given: Given::new(),
            outside: Scope::default(),
            collections: Vec::new(),
            grouped: Vec::new(),
            policies: Vec::new(),
            settings: Vec::new(),
            unresolved: Vec::new(),
            met: 0,
            full: false,
        }
    }

    pub(super) fn place(&self, node: &Node, path: &str) -> Place {
        Place {
            file: self.names.get(usize::from(node.file)).copied().unwrap_or_default().to_owned(),
            line: node.line as usize,
            path: path.to_owned(),
        }
    }

    pub(super) fn unresolved(&mut self, place: &Place, text: &str, why: Why) {
        if self.keep(place, OF_PLACE) {
            let text = values::excerpt(text);
            self.unresolved.push(Unresolved { place: place.clone(), text, why });
        }
    }

    pub(super) fn unknown(&mut self, node: &Node, path: &str, unknown: &Unknown) {
        let place = self.place(node, path);
        self.unresolved(&place, &unknown.text, unknown.why.clone());
    }

    /// Takes so many entries to keep; where there are too many, says so once.
    pub(super) fn keep(&mut self, place: &Place, entries: usize) -> bool {
        let there = self.budget.keep(entries);
        self.or_full(place, there)
    }

    /// Takes steps of work; where there was too much of it, says so once.
    pub(super) fn step(&mut self, place: &Place, steps: usize) -> bool {
        let there = self.budget.spend(steps);
        self.or_full(place, there)
    }

    fn or_full(&mut self, place: &Place, there: bool) -> bool {
        if !there && !self.full {
            self.full = true;
            let (place, text) = (place.clone(), "…".to_owned());
            self.unresolved.push(Unresolved { place, text, why: Why::NotEvaluated });
        }
        there
    }

    /// The rule collections of a group, a classic firewall, or a Terraform resource.
    pub(super) fn collections(&mut self, of: &Node, home: &Home) {
        const KEYS: &[(&str, Option<Layer>)] = &[
            ("ruleCollections", None),
            // PowerShell's objects have it in the singular.
            ("ruleCollection", None),
            ("applicationRuleCollections", Some(Layer::Application)),
            ("applicationRuleCollection", Some(Layer::Application)),
            ("networkRuleCollections", Some(Layer::Network)),
            ("networkRuleCollection", Some(Layer::Network)),
        ];
        for (key, hint) in KEYS {
            let Some(field) = of.lifted(key) else { continue };
            match field.unknown() {
                Some(unknown) => self.unknown(field, &home.path, unknown),
                None => field.items().iter().for_each(|one| self.collection(one, home, *hint)),
            }
        }
    }

    /// One rule collection; one of both kinds of rules becomes two.
    pub(super) fn collection(&mut self, node: &Node, home: &Home, hint: Option<Layer>) {
        if let Some(unknown) = node.unknown() {
            return self.unknown(node, &home.path, unknown);
        }
        let kind = node.text_of("ruleCollectionType").unwrap_or_default().to_ascii_lowercase();
        let name =
            node.get("name").and_then(Node::roughly).map(values::excerpt).unwrap_or_default();
        let place = self.place(node, &joined(&home.path, &name));
        if kind.contains("nat") || is_translation(node) || !self.keep(&place, OF_PLACE) {
            return;
        }
        self.met += 1;
        let action = self.action(node, home, &place);
        let priority = self.priority(node, &place);
        let rules = node.lifted("rules").or_else(|| node.lifted("rule"));
        if let Some((field, unknown)) = rules.and_then(|field| Some((field, field.unknown()?))) {
            self.unknown(field, &place.path, unknown);
        }
        let (mut network, mut application) = (Vec::new(), Vec::new());
        for rule in rules.map_or(&[][..], Node::items) {
            if let Some(unknown) = rule.unknown() {
                self.unknown(rule, &place.path, unknown);
                continue;
            }
            let name = rule.get("name").and_then(Node::roughly).unwrap_or_default();
            let place = self.place(rule, &joined(&place.path, name));
            let Some(layer) = rule::layer(rule, hint) else { continue };
            if !self.keep(&place, OF_PLACE) {
                break;
            }
            let of_layer = if layer == Layer::Network { &mut network } else { &mut application };
            of_layer.push(rule::read(self, rule, layer, place));
        }
        let both = [(Layer::Network, network), (Layer::Application, application)];
        for (layer, rules) in both.into_iter().filter(|(_, rules)| !rules.is_empty()) {
            let collection = Collection {
                place: place.clone(),
                group: home.group.clone(),
                name: name.clone(),
                layer,
                action: action.clone(),
                priorities: [1, home.priority, priority],
                rules,
            };
            self.collections.push((home.policy.clone(), collection));
        }
    }

    /// `{type: Allow}`, or Terraform's `Allow`. Of a collection that may not be there at all, it is
    /// not known either.
    fn action(&mut self, node: &Node, home: &Home, place: &Place) -> Known<Action> {
        if let Some(doubt) = &home.doubt {
            return Err(doubt.clone());
        }
        let field = node.lifted("action");
        let field = field.map(|action| action.get("type").unwrap_or(action));
        if let Some(unknown) = field.and_then(Node::unknown) {
            self.unresolved(place, &unknown.text, unknown.why.clone());
            return Err(values::excerpt(&unknown.text));
        }
        match field.and_then(Node::as_text).unwrap_or_default().to_ascii_lowercase().as_str() {
            "allow" => Ok(Action::Allow),
            "deny" => Ok(Action::Deny),
            other => {
                let text = if other.is_empty() { "action" } else { other };
                self.unresolved(place, text, Why::Malformed);
                Err(text.to_owned())
            }
        }
    }

    /// A priority; an unknown one comes last.
    pub(super) fn priority(&mut self, node: &Node, place: &Place) -> u32 {
        use super::node::Value;
        match node.lifted("priority").map(|priority| &priority.value) {
            Some(Value::Number(number)) => u32::try_from(*number).unwrap_or(u32::MAX),
            Some(Value::Text(text)) => text.trim().parse().unwrap_or(u32::MAX),
            Some(Value::Unknown(unknown)) => {
                self.unresolved(place, &unknown.text, unknown.why.clone());
                u32::MAX
            }
            _ => u32::MAX,
        }
    }

    /// Hands over what was read, with parents and children put together.
    pub(super) fn finish(mut self, firewall: &mut Firewall) {
        self.join_policies();
        firewall.collections.extend(self.collections.into_iter().map(|(_, collection)| collection));
        firewall.settings.extend(self.settings);
        firewall.unresolved.extend(self.unresolved);
    }
}

fn is_translation(node: &Node) -> bool {
    let action = node.lifted("action").map(|action| action.get("type").unwrap_or(action));
    let action = action.and_then(Node::as_text).unwrap_or_default();
    action.eq_ignore_ascii_case("dnat") || action.eq_ignore_ascii_case("snat")
}

/// The longest way to a place; its beginning is cut.
const LONGEST_WAY: usize = 400;

/// A way with one more step, unless it is nameless.
pub(super) fn joined(path: &str, step: &str) -> String {
    let step = values::excerpt(step);
    let way = match (path.is_empty(), step.is_empty()) {
        (true, _) => step,
        (_, true) => path.to_owned(),
        _ => format!("{path} / {step}"),
    };
    match way.char_indices().rev().nth(LONGEST_WAY) {
        Some((at, _)) => format!("…{}", way[at..].trim_start_matches('…')),
        None => way,
    }
}
