//! One rule, whatever wrote it: Azure's JSON of both generations, `az`, and Terraform differ only
//! in the names of its fields.

use super::budget::ENTRY;
use super::node::{Node, Unknown, Value};
use super::reader::Reader;
use crate::answers::audit::reading::values;
use crate::answers::audit::{
    FirewallRule, Known, Layer, Matched, Place, Ports, SourceSet, Traffic, Why,
};
use crate::answers::explain::Transport;

/// Whether a rule matches addresses or host names; `None` for address translation.
pub(super) fn layer(rule: &Node, hint: Option<Layer>) -> Option<Layer> {
    let kind = rule.text_of("ruleType").unwrap_or_default().to_ascii_lowercase();
    if kind.contains("nat") {
        return None;
    }
    match &*kind {
        "networkrule" => Some(Layer::Network),
        "applicationrule" => Some(Layer::Application),
        _ if hint.is_some() => hint,
        _ if rule.any(&["translatedAddress", "translatedFqdn"]).is_some() => None,
        _ if rule.any(&["ipProtocols", "destinationPorts"]).is_some() => Some(Layer::Network),
        _ => Some(Layer::Application),
    }
}

/// Reads one rule.
pub(super) fn read(
    reader: &mut Reader<'_>,
    node: &Node,
    layer: Layer,
    place: Place,
) -> FirewallRule {
    let name = node.get("name").and_then(Node::roughly).map(values::excerpt).unwrap_or_default();
    let mut fields = Fields { reader, place: &place };
    let mut sources = fields.sources(node.any(&["sourceAddresses", "sourceAddress"]));
    sources.extend(fields.groups(
        node.get("sourceIpGroups"),
        SourceSet::Group,
        SourceSet::Unresolved,
    ));
    let (to, traffic) = match layer {
        Layer::Network => (fields.network(node), fields.network_traffic(node)),
        _ => (fields.application(node), fields.application_traffic(node)),
    };
    let inspects_tls = layer == Layer::Application && fields.flag(node.get("terminateTLS"));
    let narrows = |of: &Node| !of.items().iter().all(|one| one.as_text() == Some("*"));
    let narrowed = layer == Layer::Application
        && node.get("destinationAddresses").is_some_and(|of| of.is_unknown() || narrows(of));
    FirewallRule { place, name, sources, to, traffic, inspects_tls, narrowed }
}

/// Reads fields, and lists what of them cannot be made out.
struct Fields<'r, 'a> {
    reader: &'r mut Reader<'a>,
    place: &'r Place,
}

impl Fields<'_, '_> {
    /// Each text of a list, or of a single value; numbers are texts too.
    fn texts(&mut self, field: Option<&Node>) -> Vec<Result<String, String>> {
        let Some(node) = field else { return Vec::new() };
        let all = match &node.value {
            Value::List(all) => &all[..],
            _ => std::slice::from_ref(node),
        };
        let mut out = Vec::new();
        for one in all {
            let length = one.as_text().map_or(0, str::len);
            if !self.reader.keep(self.place, 1 + length / ENTRY) {
                break;
            }
            match &one.value {
                Value::Null => {}
                Value::Text(text) => out.push(Ok(text.to_string())),
                Value::Number(number) => out.push(Ok(number.to_string())),
                Value::Unknown(unknown) => out.push(Err(self.unknown(one, unknown))),
                _ => out.push(Err(self.malformed("[…]"))),
            }
        }
        out
    }

    /// Lists an unknown value with its own line, since the rule may be long.
    fn unknown(&mut self, node: &Node, unknown: &Unknown) -> String {
        let mut place = self.reader.place(node, &self.place.path);
        if node.line == 0 {
            place.clone_from(self.place);
        }
        self.reader.unresolved(&place, &unknown.text, unknown.why.clone());
        values::excerpt(&unknown.text)
    }

    fn malformed(&mut self, text: &str) -> String {
        let text = if text.is_empty() { "\"\"" } else { text };
        self.reader.unresolved(self.place, text, Why::Malformed);
        values::excerpt(text)
    }

    /// Each value of a field; what is none becomes unresolved.
    fn each<T>(
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

    fn sources(&mut self, field: Option<&Node>) -> Vec<SourceSet> {
        self.each(field, values::source, SourceSet::Unresolved)
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

    fn network(&mut self, node: &Node) -> Vec<Matched> {
        let addresses = node.any(&["destinationAddresses", "destinationAddress"]);
        let mut to = self.each(addresses, values::destination, Matched::Unresolved);
        to.extend(self.each(node.get("destinationFqdns"), values::host, Matched::Unresolved));
        let groups = node.get("destinationIpGroups");
        to.extend(self.groups(groups, Matched::Group, Matched::Unresolved));
        to
    }

    fn application(&mut self, node: &Node) -> Vec<Matched> {
        let named = |of: fn(String) -> Matched| {
            move |text: &str| (!text.trim().is_empty()).then(|| of(text.trim().to_owned()))
        };
        let hosts = node.any(&["targetFqdns", "destinationFqdns"]);
        let mut to = self.each(hosts, values::host, Matched::Unresolved);
        let urls = node.any(&["targetUrls", "destinationUrls"]);
        to.extend(self.each(urls, named(Matched::Url), Matched::Unresolved));
        let tags = node.any(&["fqdnTags", "destinationFqdnTags"]);
        to.extend(self.each(tags, named(Matched::FqdnTag), Matched::Unresolved));
        let categories = node.get("webCategories");
        to.extend(self.each(categories, named(Matched::Category), Matched::Unresolved));
        to
    }

    fn network_traffic(&mut self, node: &Node) -> Vec<Traffic> {
        let mut protocols: Vec<Known<Option<Transport>>> = Vec::new();
        for text in self.texts(node.any(&["ipProtocols", "protocols"])) {
            protocols.push(
                text.and_then(|text| values::protocol(&text).map_err(|text| self.malformed(&text))),
            );
        }
        let ports = node.any(&["destinationPorts", "destinationPort"]);
        let ports = self.each(ports, values::ports, Ports::Unresolved);
        values::product(&protocols, &ports)
    }

    /// `[{protocolType, port}]`, Terraform's `[{type, port}]`, or `Https:443`.
    fn application_traffic(&mut self, node: &Node) -> Vec<Traffic> {
        let Some(field) = node.any(&["protocols", "protocol"]) else { return Vec::new() };
        let all = match &field.value {
            Value::List(all) => &all[..],
            _ => std::slice::from_ref(field),
        };
        all.iter().filter_map(|one| self.protocol_with_port(one)).collect()
    }

    fn protocol_with_port(&mut self, node: &Node) -> Option<Traffic> {
        let (protocol, port) = match &node.value {
            Value::Null => return None,
            Value::Map(_) => {
                (node.any(&["protocolType", "type"]).cloned(), node.get("port").cloned())
            }
            Value::Text(text) => {
                let (protocol, port) = text.split_once([':', '=']).unwrap_or((text, ""));
                let port = (!port.is_empty()).then(|| node.with(Value::text(port)));
                (Some(node.with(Value::text(protocol))), port)
            }
            Value::Unknown(unknown) => {
                return Some(values::unknown_traffic(&self.unknown(node, unknown)));
            }
            _ => return Some(values::unknown_traffic(&self.malformed("[…]"))),
        };
        let name = self.texts(protocol.as_ref()).pop();
        let protocol = match name.unwrap_or_else(|| Err(self.malformed("protocolType"))) {
            Ok(name) => values::protocol(&name).map_err(|name| self.malformed(&name)),
            Err(text) => Err(text),
        };
        let usual = protocol.as_ref().ok().and_then(|protocol| values::usual_port(*protocol));
        let port = match port.as_ref().filter(|port| port.as_text() != Some("")) {
            Some(port) => self.each(Some(port), values::ports, Ports::Unresolved).pop(),
            None => usual,
        };
        let port = port.unwrap_or_else(|| Ports::Unresolved(self.malformed("port")));
        values::product(&[protocol], &[port]).pop()
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
