//! Calls of the Azure CLI as rules.

use super::super::node::{Gap, Node, Value, shown};
use super::super::shape::{Around, Shapes, number};
use super::super::{Hints, Input, json, values};
use super::words::Command;
use crate::answers::audit::firewall::Why;
use crate::answers::audit::{Layer, Setting};

/// Rule collections as the calls build them up.
#[derive(Default)]
pub(super) struct Calls {
    groups: Vec<(String, Option<u32>)>,
    collections: Vec<Collection>,
}

struct Collection {
    /// The firewall of a classic collection, the group of another.
    of: String,
    name: String,
    layer: Option<Layer>,
    at: Node,
    priority: Option<Node>,
    action: Option<Node>,
    rules: Vec<Node>,
}

/// Short spellings of flags.
const SHORT: &[(&str, &str)] = &[
    ("-n", "name"),
    ("-g", "resource-group"),
    ("-c", "collection-name"),
    ("-f", "firewall-name"),
    ("rcg-name", "rule-collection-group-name"),
    ("dest-addr", "destination-addresses"),
    ("dest-addresses", "destination-addresses"),
    ("dest-ipg", "destination-ip-groups"),
    ("dest-ports", "destination-ports"),
    ("source-addr", "source-addresses"),
    ("src-ipg", "source-ip-groups"),
    ("source-ipg", "source-ip-groups"),
    ("base-policy-id", "base-policy"),
    ("policy", "firewall-policy"),
];

/// Flags and their values.
struct Flags(Vec<(String, Vec<Node>)>);

impl Flags {
    fn of(words: &[Node]) -> Self {
        let mut flags: Vec<(String, Vec<Node>)> = Vec::new();
        for word in words {
            let text = word.text().unwrap_or_default();
            let is_flag = text.starts_with("--")
                || (text.len() == 2
                    && text.starts_with('-')
                    && text.as_bytes()[1].is_ascii_alphabetic());
            if !is_flag {
                if let Some((_, values)) = flags.last_mut() {
                    values.push(word.clone());
                }
                continue;
            }
            let (name, value) = match text.split_once('=') {
                Some((name, value)) => (name, Some(word.with(Value::Text(value.to_owned())))),
                None => (&*text, None),
            };
            let name = name.trim_start_matches("--");
            let short = SHORT.iter().find(|(short, _)| *short == name);
            let name = short.map_or(name, |(_, long)| long);
            flags.push((name.to_owned(), value.into_iter().collect()));
        }
        Self(flags)
    }

    fn all(&self, name: &str) -> &[Node] {
        self.0.iter().find(|(flag, _)| flag == name).map_or(&[], |(_, values)| values)
    }

    fn one(&self, name: &str) -> Option<&Node> {
        self.all(name).first()
    }

    /// A name, even one that is not known.
    fn name(&self, name: &str) -> String {
        let node = self.one(name);
        let told = node.and_then(|node| node.text().or_else(|| Some(node.gap()?.text.clone())));
        told.unwrap_or_default()
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.one(name).and_then(Node::text).is_some_and(|text| text.eq_ignore_ascii_case(value))
    }
}

impl Calls {
    /// Reads one command.
    pub fn take(
        &mut self,
        command: &Command,
        input: &Input,
        hints: &Hints,
        shapes: &mut Shapes<'_>,
    ) {
        let texts: Vec<String> =
            command.words.iter().map(|word| word.text().unwrap_or_default()).collect();
        let end = texts.iter().position(|text| text.starts_with('-')).unwrap_or(texts.len());
        let verbs: Vec<&str> = texts[..end].iter().map(String::as_str).collect();
        let flags = Flags::of(&command.words[end..]);
        let Some(at) = command.words.first() else { return };
        match verbs.as_slice() {
            ["az", "rest", ..] => rest(command, &flags, input, hints, shapes),
            ["az", "network", "firewall", "application-rule", "create"] => {
                self.classic(at, &flags, Layer::Application);
            }
            ["az", "network", "firewall", "network-rule", "create"] => {
                self.classic(at, &flags, Layer::Network);
            }
            ["az", "network", "firewall", "policy", "rule-collection-group", verbs @ ..] => {
                self.policy_rules(verbs, at, &flags, command, shapes);
            }
            ["az", "network", "firewall", "policy", "create" | "update"] => {
                policy(at, &flags, shapes);
            }
            ["az", "network", "firewall", "create" | "update"] => firewall(at, &flags, shapes),
            ["az", "network", "firewall", "nat-rule", ..] => shapes.met += 1,
            ["az", "network", "firewall", .., "delete" | "remove" | "update"]
            | ["az", "network", "firewall", "application-rule" | "network-rule", ..] => {
                not_followed(at, command, shapes);
            }
            _ => {}
        }
    }

    fn policy_rules(
        &mut self,
        verbs: &[&str],
        at: &Node,
        flags: &Flags,
        command: &Command,
        shapes: &mut Shapes<'_>,
    ) {
        let group = flags.name("rule-collection-group-name");
        match verbs {
            ["create" | "update"] => {
                let name = flags.name("name");
                shapes.met += 1;
                self.groups.push((name, flags.one("priority").and_then(number)));
            }
            ["collection", "add-filter-collection"] => {
                let collection = self.collection(at, &group, &flags.name("name"), None);
                collection.priority = flags.one("collection-priority").cloned();
                collection.action = flags.one("action").cloned();
                if flags.0.iter().any(|(flag, _)| flag == "rule-name" || flag == "rule-type") {
                    collection.rules.push(rule(at, flags, "rule-name"));
                }
            }
            ["collection", "rule", "add"] => {
                let collection = self.collection(at, &group, &flags.name("collection-name"), None);
                collection.rules.push(rule(at, flags, "name"));
            }
            ["collection", "add-nat-collection"] => shapes.met += 1,
            ["list" | "show" | "wait"] | ["collection", "list"] => {}
            _ => not_followed(at, command, shapes),
        }
    }

    fn classic(&mut self, at: &Node, flags: &Flags, layer: Layer) {
        let of = flags.name("firewall-name");
        let name = flags.name("collection-name");
        let collection = self.collection(at, &of, &name, Some(layer));
        if let Some(priority) = flags.one("priority") {
            collection.priority = Some(priority.clone());
        }
        if let Some(action) = flags.one("action") {
            collection.action = Some(action.clone());
        }
        collection.rules.push(rule(at, flags, "name"));
    }

    /// The collection of this name, or a new one.
    fn collection(
        &mut self,
        at: &Node,
        of: &str,
        name: &str,
        layer: Option<Layer>,
    ) -> &mut Collection {
        let is = |one: &Collection| one.of == of && one.name == name && one.layer == layer;
        let known = self.collections.iter().position(is);
        let index = known.unwrap_or_else(|| {
            self.collections.push(Collection {
                of: of.to_owned(),
                name: name.to_owned(),
                layer,
                at: at.clone(),
                priority: None,
                action: None,
                rules: Vec::new(),
            });
            self.collections.len() - 1
        });
        &mut self.collections[index]
    }

    /// Hands over what the calls built.
    pub fn finish(self, shapes: &mut Shapes<'_>) {
        for one in self.collections {
            let is_classic = one.layer.is_some();
            let known = self.groups.iter().rev().find(|(name, _)| *name == one.of);
            let group = if is_classic { String::new() } else { one.of };
            let around = Around {
                priority: known.and_then(|(_, priority)| *priority),
                path: group.clone(),
                group,
                layer: one.layer,
                ..Around::default()
            };
            let mut entries = vec![("name".to_owned(), one.at.with(Value::Text(one.name)))];
            entries.extend(one.priority.map(|node| ("priority".to_owned(), node)));
            entries.extend(one.action.map(|node| ("action".to_owned(), node)));
            entries.push(("rules".to_owned(), one.at.with(Value::List(one.rules))));
            shapes.collection(&one.at.with(Value::Map(entries)), "", &around);
        }
    }
}

/// A rule of the flags of a call.
fn rule(at: &Node, flags: &Flags, name: &str) -> Node {
    let mut entries = Vec::new();
    for (flag, values) in &flags.0 {
        let node = match values.as_slice() {
            // A switch without value is on.
            [] => at.with(Value::Text("true".to_owned())),
            [one] => one.clone(),
            _ => at.with(Value::List(values.clone())),
        };
        match flag.as_str() {
            "name" | "rule-name" if flag == name => entries.push(("name".to_owned(), node)),
            "name" | "priority" | "action" | "collection-priority" => {}
            _ => entries.push((flag.clone(), node)),
        }
    }
    at.with(Value::Map(entries))
}

/// Notes a call that changes rules in a way that is not followed.
fn not_followed(at: &Node, command: &Command, shapes: &mut Shapes<'_>) {
    let words: Vec<String> = command
        .words
        .iter()
        .map(|word| word.text().or_else(|| Some(word.gap()?.text.clone())).unwrap_or_default())
        .collect();
    let place = shapes.place(at, "");
    values::unresolved(shapes.firewall, &place, &shown(&words.join(" ")), Why::BestEffort);
}

fn policy(at: &Node, flags: &Flags, shapes: &mut Shapes<'_>) {
    let path = flags.name("name");
    if flags.is("threat-intel-mode", "deny") {
        shapes.setting(Setting::ThreatIntelligenceDenies, at, &path);
    }
    if flags.is("idps-mode", "deny") {
        shapes.setting(Setting::IntrusionDenies, at, &path);
    }
    let proxy = flags.is("enable-dns-proxy", "true");
    shapes.setting(Setting::DnsProxy(proxy), at, &path);
    let base = flags.name("base-policy");
    if let Some(base) = values::name_of_id(&base) {
        shapes.setting(Setting::BasePolicy(base.to_owned()), at, &path);
    }
}

fn firewall(at: &Node, flags: &Flags, shapes: &mut Shapes<'_>) {
    let path = flags.name("name");
    if flags.is("threat-intel-mode", "deny") {
        shapes.setting(Setting::ThreatIntelligenceDenies, at, &path);
    }
    if flags.is("enable-dns-proxy", "true") {
        shapes.setting(Setting::DnsProxy(true), at, &path);
    }
}

/// `az rest --url …/ruleCollectionGroups/NAME --body …`: the body is what JSON files hold.
fn rest(command: &Command, flags: &Flags, input: &Input, hints: &Hints, shapes: &mut Shapes<'_>) {
    let url = match flags.one("url").or_else(|| flags.one("uri")).or_else(|| flags.one("-u")) {
        Some(node) => node.text().or_else(|| Some(node.gap()?.text.clone())).unwrap_or_default(),
        None => return,
    };
    let lower = url.to_ascii_lowercase();
    let kind = ["/rulecollectiongroups/", "/firewallpolicies/", "/azurefirewalls/"];
    let Some(at) = kind.iter().find_map(|kind| Some(lower.find(kind)? + kind.len())) else {
        return;
    };
    let own = url[at..].split(['?', '/', '"', '\'']).next().unwrap_or_default();
    let body = flags.one("body").or_else(|| flags.one("-b")).and_then(Node::text);
    let (line, text) = match (&command.given, body) {
        (Some((line, text)), _) => (*line, text.clone()),
        (None, Some(text)) if text.trim_start().starts_with(['{', '[']) => (command.line, text),
        _ => {
            if let Some(at) = command.words.first() {
                not_followed(at, command, shapes);
            }
            return;
        }
    };
    // Lines in front keep the numbers of those that follow.
    let text = format!("{}{text}", "\n".repeat(line.saturating_sub(1)));
    let body = Input { name: input.name.clone(), text };
    let before = shapes.firewall.collections.len();
    let faults = (json::FORM.read)(&[&body], hints, shapes.firewall);
    for collection in &mut shapes.firewall.collections[before..] {
        if lower.contains("/rulecollectiongroups/") && collection.group.is_empty() {
            own.clone_into(&mut collection.group);
        }
    }
    shapes.met += 1;
    if let Some(at) = command.words.first().filter(|_| !faults.is_empty()) {
        let gap = Gap { text: shown(&url), why: Why::Malformed };
        shapes.unresolved(&at.with(Value::Unknown(Box::new(gap))), "");
    }
}
