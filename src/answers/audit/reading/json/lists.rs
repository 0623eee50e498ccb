//! Lists of destinations in JSON: those of `az aks egress-endpoints list`, and our own export.

use super::super::azure::{Reader, joined};
use super::super::budget::{ENTRY, OF_PLACE};
use super::super::node::{Node, Value};
use super::super::values;
use crate::answers::audit::{
    Action, Collection, FirewallRule, Layer, Matched, Place, Ports, Traffic, Why,
};

/// Whether a document is a category of `az aks egress-endpoints list`.
pub(super) fn is_category(node: &Node) -> bool {
    node.get("category").is_some() && node.get("endpoints").is_some()
}

/// Whether a document is our own export.
pub(super) fn is_own(node: &Node) -> bool {
    let tool = node.get("tool").and_then(|tool| tool.text_of("name"));
    tool == Some(env!("CARGO_PKG_NAME")) && node.get("rules").is_some()
}

/// `{category, endpoints: [{domainName, endpointDetails: [{port, protocol}]}]}`
pub(super) fn category(reader: &mut Reader<'_>, node: &Node, path: &str) {
    let name = node.text_of("category").unwrap_or_default().to_owned();
    let place = reader.place(node, &joined(path, &name));
    let endpoints = node.get("endpoints").map_or(&[][..], Node::items);
    let mut rules = Vec::new();
    for endpoint in endpoints {
        let name = endpoint.text_of("domainName").unwrap_or_default();
        let details = endpoint.get("endpointDetails").map_or(&[][..], Node::items);
        let place = reader.place(endpoint, &joined(&place.path, name));
        if !reader.keep(&place, OF_PLACE + name.len() / ENTRY) {
            break;
        }
        let traffic = details.iter().map(|detail| traffic(reader, detail, &place)).collect();
        let to = vec![destination(reader, name, &place)];
        rules.push(rule(place, name, to, traffic));
    }
    push(reader, place, name, rules);
}

/// The rules of our own export.
pub(super) fn own(reader: &mut Reader<'_>, node: &Node, path: &str) {
    let place = reader.place(node, path);
    let mut rules = Vec::new();
    for one in node.get("rules").map_or(&[][..], Node::items) {
        let id = one.text_of("id").unwrap_or_default();
        let place = reader.place(one, &joined(path, id));
        if !reader.keep(&place, OF_PLACE) {
            break;
        }
        let destinations = one.get("destinations").map_or(&[][..], Node::items);
        let texts = destinations.iter().filter_map(Node::as_text);
        let mut to = Vec::new();
        for text in texts {
            if !reader.keep(&place, 1 + text.len() / ENTRY) {
                break;
            }
            to.push(destination(reader, text, &place));
        }
        let traffic = vec![traffic(reader, one, &place)];
        rules.push(rule(place, id, to, traffic));
    }
    push(reader, place, String::new(), rules);
}

fn push(reader: &mut Reader<'_>, place: Place, name: String, rules: Vec<FirewallRule>) {
    reader.met += 1;
    if rules.is_empty() {
        return;
    }
    let collection = Collection {
        place,
        group: String::new(),
        name,
        layer: Layer::List,
        action: Ok(Action::Allow),
        priorities: [1, 0, 0],
        rules,
    };
    reader.collections.push((String::new(), collection));
}

fn rule(place: Place, name: &str, to: Vec<Matched>, traffic: Vec<Traffic>) -> FirewallRule {
    let traffic = if traffic.is_empty() {
        vec![Traffic { protocol: None, ports: Ports::Any }]
    } else {
        traffic
    };
    FirewallRule {
        place,
        name: values::excerpt(name),
        sources: Vec::new(),
        to,
        traffic,
        inspects_tls: false,
        narrowed: false,
    }
}

/// A host, an address, or a service tag, which has no dot or the name of a region behind it.
fn destination(reader: &mut Reader<'_>, text: &str, place: &Place) -> Matched {
    let is_tag = |text: &str| text.starts_with("Azure") && !text.contains('*');
    let found = match values::destination(text) {
        Some(Matched::ServiceTag(tag)) if !is_tag(&tag) => values::host(text),
        None => values::host(text),
        found => found,
    };
    found.unwrap_or_else(|| {
        reader.unresolved(place, text, Why::Malformed);
        Matched::Unresolved(values::excerpt(text))
    })
}

/// `{port, protocol}`; what is missing is any.
fn traffic(reader: &mut Reader<'_>, node: &Node, place: &Place) -> Traffic {
    let port = match node.get("port").map(|port| &port.value) {
        Some(Value::Number(number)) => values::ports(&number.to_string()),
        Some(Value::Text(text)) if !text.is_empty() => values::ports(text),
        _ => Some(Ports::Any),
    };
    let name = node.text_of("protocol").filter(|name| !name.is_empty()).unwrap_or("any");
    match (values::protocol(name), port) {
        (Ok(protocol), Some(ports)) => Traffic { protocol, ports },
        (Err(text), _) => {
            reader.unresolved(place, &text, Why::Malformed);
            values::unknown_traffic(&text)
        }
        _ => {
            reader.unresolved(place, "port", Why::Malformed);
            values::unknown_traffic("port")
        }
    }
}
