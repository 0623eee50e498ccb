//! One rule, whatever wrote it: languages differ only in the names of its fields.

use super::super::budget::ENTRY;
use super::super::node::{Node, Unknown, Value};
use super::super::values;
use super::{Reader, keys};
use crate::answers::audit::{FirewallRule, Layer, Matched, Place, SourceSet, Why};

/// Whether a rule matches addresses or host names; `None` for address translation.
pub(super) fn layer(rule: &Node, hint: Option<Layer>) -> Option<Layer> {
    let kind = rule.any(&["ruleType", "ruleConditionType"]).and_then(Node::as_text);
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    if kind.contains("nat") {
        return None;
    }
    match &*kind {
        kind if kind.contains("network") => Some(Layer::Network),
        kind if kind.contains("application") => Some(Layer::Application),
        _ if hint.is_some() => hint,
        _ if rule.any(keys::TRANSLATES).is_some() => None,
        _ if rule.any(keys::PORTS).or(rule.get("ipProtocols")).is_some() => Some(Layer::Network),
        _ => Some(Layer::Application),
    }
}

/// Reads one rule.
pub(super) fn read(
    reader: &mut Reader<'_>,
    node: &Node,
    layer: Layer,
    name: String,
    place: Place,
) -> FirewallRule {
    let mut fields = Fields { reader, place: &place };
    let mut sources = fields.each(node.any(keys::SOURCES), values::source, SourceSet::Unresolved);
    let groups = node.any(keys::SOURCE_GROUPS);
    sources.extend(fields.groups(groups, SourceSet::Group, SourceSet::Unresolved));
    let is_application = layer == Layer::Application;
    let to = fields.destinations(node, is_application);
    let traffic = if is_application {
        fields.application_traffic(node, &to)
    } else {
        fields.network_traffic(node)
    };
    let inspects_tls = is_application && fields.flag(node.any(keys::INSPECTS));
    let narrows = |of: &Node| !of.items().iter().all(|one| one.as_text() == Some("*"));
    let narrowed =
        is_application && node.any(keys::ADDRESSES).is_some_and(|of| !of.is_list() || narrows(of));
    FirewallRule { place, name, sources, to, traffic, inspects_tls, narrowed }
}

/// Reads fields, and lists what of them cannot be made out.
pub(super) struct Fields<'r, 'a> {
    reader: &'r mut Reader<'a>,
    place: &'r Place,
}

impl Fields<'_, '_> {
    /// What a list holds; one value is a list of one.
    pub(super) fn items<'n>(&mut self, field: Option<&'n Node>) -> Vec<&'n Node> {
        let all = match field.map(|node| &node.value) {
            Some(Value::List(all)) => &all[..],
            _ => field.map_or(&[][..], std::slice::from_ref),
        };
        let there = all.iter().filter(|one| one.value != Value::Null);
        let entries = |one: &Node| 1 + one.as_text().map_or(0, str::len) / ENTRY;
        there.take_while(|one| self.reader.keep(self.place, entries(one))).collect()
    }

    /// Each text of a list, or of a single value; numbers are texts too.
    pub(super) fn texts(&mut self, field: Option<&Node>) -> Vec<Result<String, String>> {
        let mut out = Vec::new();
        for one in self.items(field) {
            out.push(match &one.value {
                Value::Text(text) => Ok(text.to_string()),
                Value::Number(number) => Ok(number.to_string()),
                Value::Unknown(unknown) => Err(self.unknown(one, unknown)),
                _ => Err(self.malformed("[…]")),
            });
        }
        out
    }

    /// Lists an unknown value with its own line, since the rule may be long.
    pub(super) fn unknown(&mut self, node: &Node, unknown: &Unknown) -> String {
        let mut place = self.reader.place(node, &self.place.path);
        if node.line == 0 {
            place.clone_from(self.place);
        }
        self.reader.unresolved(&place, &unknown.text, unknown.why.clone());
        values::excerpt(&unknown.text)
    }

    pub(super) fn malformed(&mut self, text: &str) -> String {
        let text = if text.is_empty() { "\"\"" } else { text };
        self.reader.unresolved(self.place, text, Why::Malformed);
        values::excerpt(text)
    }

    /// Lists what must be there and is not, by the name of its field.
    pub(super) fn absent(&mut self, field: &str) -> String {
        self.reader.unresolved(self.place, field, Why::Absent);
        field.to_owned()
    }

    /// Each value of a field; what is none becomes unresolved.
    pub(super) fn each<T>(
        &mut self,
        field: Option<&Node>,
        value: impl Fn(&str) -> Option<T>,
        unresolved: fn(String) -> T,
    ) -> Vec<T> {
        let mut out = Vec::new();
        for text in self.texts(field) {
            out.push(match text {
                Ok(text) => match value(&text) {
                    Some(value) => value,
                    None => unresolved(self.malformed(&text)),
                },
                Err(text) => unresolved(text),
            });
        }
        out
    }

    /// IP groups by the last part of their ids, which may be known where the rest is not.
    fn groups<T>(
        &mut self,
        field: Option<&Node>,
        group: fn(String) -> T,
        unresolved: fn(String) -> T,
    ) -> Vec<T> {
        let Some(node) = field else { return Vec::new() };
        let known = |node: &Node| match node.unknown() {
            Some(unknown) => {
                let end = unknown.rough.rsplit_once('/')?.1;
                (!end.is_empty() && !end.contains(['{', '…'])).then(|| node.with(Value::text(end)))
            }
            None => node.get("id").cloned(),
        };
        let ends: Vec<Node> = match &node.value {
            Value::List(all) => {
                all.iter().map(|one| known(one).unwrap_or_else(|| one.clone())).collect()
            }
            _ => vec![known(node).unwrap_or_else(|| node.clone())],
        };
        let name = |text: &str| values::name_of_id(text).map(|name| group(name.to_owned()));
        self.each(Some(&node.with(Value::list(ends))), name, unresolved)
    }

    /// What a rule matches. The addresses of an application rule only narrow it.
    fn destinations(&mut self, node: &Node, is_application: bool) -> Vec<Matched> {
        let named = |of: fn(String) -> Matched| {
            move |text: &str| (!text.trim().is_empty()).then(|| of(text.trim().to_owned()))
        };
        let open = Matched::Unresolved;
        let mut to = Vec::new();
        if !is_application {
            to.extend(self.each(node.any(keys::ADDRESSES), values::destination, open));
        }
        to.extend(self.each(node.any(keys::HOSTS), values::host, open));
        if is_application {
            to.extend(self.each(node.any(keys::URLS), named(Matched::Url), open));
            to.extend(self.each(node.any(keys::FQDN_TAGS), named(Matched::FqdnTag), open));
            to.extend(self.each(node.any(keys::CATEGORIES), named(Matched::Category), open));
        } else {
            to.extend(self.groups(node.any(keys::GROUPS), Matched::Group, open));
        }
        if to.is_empty() {
            self.absent("destination");
        }
        to
    }

    /// Whether a field is true; what is not known is not.
    fn flag(&mut self, field: Option<&Node>) -> bool {
        let Some(node) = field else { return false };
        match &node.value {
            Value::Bool(flag) => *flag,
            Value::Text(text) => text.eq_ignore_ascii_case("true"),
            Value::Unknown(unknown) => {
                self.unknown(node, unknown);
                false
            }
            _ => false,
        }
    }
}
