//! Calls of the Azure CLI as rules.

use super::super::azure::{Around, Reader};
use super::super::node::{Node, Value, shown};
use super::super::{Input, json};
use super::words::Command;
use crate::answers::audit::Layer;
use crate::answers::audit::firewall::Why;

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
                Some((name, value)) => (name, Some(word.with(Value::text(value)))),
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
        let told = node.map(Node::written);
        told.unwrap_or_default()
    }
}

impl Calls {
    /// Reads one command.
    pub fn take(&mut self, command: &Command, input: &Input, file: usize, reader: &mut Reader<'_>) {
        let texts: Vec<String> =
            command.words.iter().map(|word| word.text().unwrap_or_default()).collect();
        let end = texts.iter().position(|text| text.starts_with('-')).unwrap_or(texts.len());
        let verbs: Vec<&str> = texts[..end].iter().map(String::as_str).collect();
        let flags = Flags::of(&command.words[end..]);
        let Some(at) = command.words.first() else { return };
        match verbs.as_slice() {
            ["az", "rest", ..] => rest(command, &flags, input, file, reader),
            ["az", "network", "firewall", "application-rule", "create"] => {
                self.classic(at, &flags, Layer::Application);
            }
            ["az", "network", "firewall", "network-rule", "create"] => {
                self.classic(at, &flags, Layer::Network);
            }
            ["az", "network", "firewall", "policy", "rule-collection-group", verbs @ ..] => {
                self.policy_rules(verbs, at, &flags, command, reader);
            }
            ["az", "network", "firewall", "policy", "create" | "update"] => {
                reader.policy(&rule(at, &flags, "name"), &Around::default());
            }
            ["az", "network", "firewall", "create" | "update"] => firewall(at, &flags, reader),
            ["az", "network", "firewall", "nat-rule", ..] => reader.met += 1,
            ["az", "network", "firewall", .., "delete" | "remove" | "update"]
            | ["az", "network", "firewall", "application-rule" | "network-rule", ..] => {
                not_followed(at, command, reader);
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
        reader: &mut Reader<'_>,
    ) {
        let group = flags.name("rule-collection-group-name");
        match verbs {
            ["create" | "update"] => {
                let name = flags.name("name");
                reader.met += 1;
                self.groups.push((
                    name,
                    flags
                        .one("priority")
                        .and_then(Node::text)
                        .and_then(|text| text.trim().parse().ok()),
                ));
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
            ["collection", "add-nat-collection"] => reader.met += 1,
            ["list" | "show" | "wait"] | ["collection", "list"] => {}
            _ => not_followed(at, command, reader),
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
    pub fn finish(self, reader: &mut Reader<'_>) {
        for one in self.collections {
            let is_classic = one.layer.is_some();
            let known = self.groups.iter().rev().find(|(name, _)| *name == one.of);
            let group = if is_classic { String::new() } else { one.of };
            let around = Around {
                priority: if is_classic {
                    Some(0)
                } else {
                    known.and_then(|(_, priority)| *priority)
                },
                path: group.clone(),
                group,
                ..Around::default()
            };
            let mut entries = vec![("name".into(), one.at.with(Value::text(one.name)))];
            entries.extend(one.priority.map(|node| ("priority".into(), node)));
            entries.extend(one.action.map(|node| ("action".into(), node)));
            entries.push(("rules".into(), one.at.with(Value::list(one.rules))));
            reader.collection(&one.at.with(Value::map(entries)), "", &around, one.layer);
        }
    }
}

/// A rule of the flags of a call.
fn rule(at: &Node, flags: &Flags, name: &str) -> Node {
    let mut entries = Vec::new();
    for (flag, values) in &flags.0 {
        let node = match values.as_slice() {
            // A switch without value is on.
            [] => at.with(Value::text("true")),
            [one] => one.clone(),
            _ => at.with(Value::list(values.clone())),
        };
        match flag.as_str() {
            "name" | "rule-name" if flag == name => entries.push(("name".into(), node)),
            "name" | "priority" | "action" | "collection-priority" => {}
            _ => entries.push((flag.as_str().into(), node)),
        }
    }
    at.with(Value::map(entries))
}

/// Notes a call that changes rules in a way that is not followed.
fn not_followed(at: &Node, command: &Command, reader: &mut Reader<'_>) {
    let words: Vec<String> = command.words.iter().map(Node::written).collect();
    let place = reader.place(at, "");
    reader.unresolved(&place, &shown(&words.join(" ")), Why::BestEffort);
}

/// The settings of a policy or a firewall are flags of the call.
fn firewall(at: &Node, flags: &Flags, reader: &mut Reader<'_>) {
    let name = flags.name("name");
    let place = reader.place(at, &name);
    let node = rule(at, flags, "name");
    reader.met += 1;
    reader.modes(&node, &place);
    if flags.one("enable-dns-proxy").is_some() {
        reader.switch(&node, &place);
    }
}

/// `az rest --url …/ruleCollectionGroups/NAME --body …`: the body is what JSON files hold.
fn rest(command: &Command, flags: &Flags, input: &Input, file: usize, reader: &mut Reader<'_>) {
    let Some(at) = command.words.first() else { return };
    let url = flags.one("url").or_else(|| flags.one("uri")).or_else(|| flags.one("-u"));
    let url = url.map(Node::written).unwrap_or_default();
    let lower = url.to_ascii_lowercase();
    let kinds = ["/rulecollectiongroups/", "/firewallpolicies/", "/azurefirewalls/"];
    let of_kind =
        |kind: &&str| Some((kind.trim_matches('/').to_owned(), lower.find(kind)? + kind.len()));
    let Some((kind, start)) = kinds.iter().find_map(of_kind) else { return };
    let own = url[start..].split(['?', '/', '"', '\'']).next().unwrap_or_default();
    let body = flags.one("body").or_else(|| flags.one("-b")).and_then(Node::text);
    let (line, text) = match (&command.given, body) {
        (Some((line, text)), _) => (*line, text.clone()),
        (None, Some(text)) if text.trim_start().starts_with(['{', '[']) => (command.line, text),
        _ => return not_followed(at, command, reader),
    };
    // Lines in front keep the numbers of those that follow.
    let text = format!("{}{text}", "\n".repeat(line.saturating_sub(1)));
    let body = Input { name: input.name.clone(), text };
    let before = reader.met;
    if let Some(node) = u16::try_from(file).ok().and_then(|file| json::parse(&body, file).ok()) {
        let around = Around { group: own.to_owned(), ..Around::default() };
        reader.thing(&kind, &node, &around);
    }
    if reader.met == before {
        reader.met += 1;
        let place = reader.place(at, "");
        reader.unresolved(&place, &shown(&url), Why::Malformed);
    }
}
