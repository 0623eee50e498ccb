//! What the keys of a rule mean, in the spellings of Terraform, Bicep and the Azure CLI.

use super::node::{Node, Value};
use super::shape::Shapes;
use super::values;
use crate::answers::audit::firewall::Why;
use crate::answers::audit::{Layer, Matched, Ports, Traffic};
use crate::answers::explain::Transport;

/// What a key of a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Rules,
    Hosts,
    FqdnTags,
    Urls,
    Categories,
    Addresses,
    Groups,
    Ports,
    Protocols,
    Sources,
    SourceGroups,
    Inspects,
}

/// Keys without letter case and marks.
const KEYS: &[(Role, &[&str])] = &[
    (Role::Rules, &["rule", "rules", "ruleset"]),
    (Role::Hosts, &["targetfqdns", "destinationfqdns", "destfqdns"]),
    (Role::FqdnTags, &["fqdntags", "destinationfqdntags"]),
    (Role::Urls, &["targeturls", "destinationurls"]),
    (Role::Categories, &["webcategories"]),
    (Role::Addresses, &["destinationaddresses"]),
    (Role::Groups, &["destinationipgroups", "destinationipgroupskeys", "destipgroups"]),
    (Role::Ports, &["destinationports"]),
    (Role::Protocols, &["protocols", "protocol", "ipprotocols"]),
    (Role::Sources, &["sourceaddresses"]),
    (Role::SourceGroups, &["sourceipgroups", "sourceipgroupskeys"]),
    (Role::Inspects, &["terminatetls", "enabletlsinsp", "enabletlsinspection"]),
];

/// A key without letter case and marks.
pub(super) fn plain(key: &str) -> String {
    key.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// A value by the name of its key, in the map itself or in its `properties`.
pub(super) fn property<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    let name = plain(name);
    find(node, |key| key == name)
}

/// A value of a group whose keys repeat what they belong to, as those of a module do.
pub(super) fn group_property<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    let end = format!("rulecollectiongroup{}", plain(name));
    find(node, |key| key.ends_with(&end))
}

fn find(node: &Node, is: impl Fn(&str) -> bool) -> Option<&Node> {
    node.entries()
        .iter()
        .chain(node.get("properties").map_or(&[][..], Node::entries))
        .filter(|(_, node)| node.value != Value::Null)
        .find(|(key, _)| is(&plain(key)))
        .map(|(_, node)| node)
}

/// The value in a role.
pub(super) fn of(node: &Node, role: Role) -> Option<&Node> {
    let (_, keys) = KEYS.iter().find(|(of, _)| *of == role)?;
    find(node, |key| keys.contains(&key))
}

/// Whether a map is a rule rather than rules by their names.
pub(super) fn is_rule(node: &Node) -> bool {
    let mark = |role: &Role| !matches!(role, Role::Rules) && of(node, *role).is_some();
    let is_map = |role: Role| matches!(of(node, role).map(|node| &node.value), Some(Value::Map(_)));
    // A rule by the name of `protocol` is a map; a rule's own `protocol` may be one too.
    KEYS.iter().map(|(role, _)| role).any(mark) && !(is_map(Role::Sources) || is_map(Role::Hosts))
}

/// What a rule is that nobody calls by its kind.
pub(super) fn layer(node: &Node) -> Layer {
    let has = |role| of(node, role).is_some();
    let schemes = of(node, Role::Protocols).map(items).unwrap_or_default();
    let is_scheme = |node: &&Node| {
        matches!(node.value, Value::Map(_))
            || node.text().is_some_and(|text| text.to_ascii_lowercase().starts_with("http"))
    };
    let application = [Role::FqdnTags, Role::Urls, Role::Categories].into_iter().any(has)
        || schemes.iter().any(is_scheme)
        || property(node, "targetFqdns").is_some();
    if application { Layer::Application } else { Layer::Network }
}

/// What a list holds, lists within it too; one value is a list of one.
pub(super) fn items(node: &Node) -> Vec<&Node> {
    let mut all = Vec::new();
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        match &node.value {
            Value::List(items) => waiting.extend(items.iter().rev()),
            Value::Null => {}
            _ => all.push(node),
        }
    }
    all
}

impl Shapes<'_> {
    /// Protocols and ports of a rule.
    pub fn traffic(
        &mut self,
        node: &Node,
        layer: Layer,
        to: &[Matched],
        path: &str,
    ) -> Vec<Traffic> {
        let listed = of(node, Role::Protocols).map(items).unwrap_or_default();
        match layer {
            Layer::Network => self.network_traffic(node, &listed, path),
            _ if listed.is_empty() => {
                // A tag brings its own protocols.
                if to.iter().any(|to| !matches!(to, Matched::FqdnTag(_))) {
                    let place = self.place(node, path);
                    values::unresolved(self.firewall, &place, "protocols", Why::Malformed);
                    return vec![values::unknown_traffic("protocols")];
                }
                let usual = |protocol| {
                    Some(Traffic {
                        protocol: Some(protocol),
                        ports: values::usual_port(Some(protocol))?,
                    })
                };
                [Transport::Http, Transport::Https].into_iter().filter_map(usual).collect()
            }
            _ => {
                let mut traffic = Vec::new();
                for item in listed {
                    self.schemes(item, path, &mut traffic);
                }
                traffic
            }
        }
    }

    /// `{ type = "Https", port = 443 }`, `Https:443`, `https=443`, or several of the first by keys.
    fn schemes(&mut self, node: &Node, path: &str, traffic: &mut Vec<Traffic>) {
        if let Value::Map(entries) = &node.value {
            let kind = property(node, "type").or_else(|| property(node, "protocolType"));
            let Some(kind) = kind else {
                for (_, value) in entries.iter().filter(|(_, node)| node.value != Value::Null) {
                    match property(value, "type").or_else(|| property(value, "protocolType")) {
                        Some(kind) => {
                            traffic.push(self.scheme(kind, property(value, "port"), path));
                        }
                        None => {
                            traffic.push(values::unknown_traffic(&self.unresolved(value, path)));
                        }
                    }
                }
                return;
            };
            traffic.push(self.scheme(kind, property(node, "port"), path));
            return;
        }
        let text = node.text().unwrap_or_default();
        match text.split_once([':', '=']) {
            Some((kind, port)) => {
                let [kind, port] = [kind, port].map(|text| node.with(Value::Text(text.to_owned())));
                traffic.push(self.scheme(&kind, Some(&port), path));
            }
            None => traffic.push(self.scheme(node, None, path)),
        }
    }

    fn scheme(&mut self, kind: &Node, port: Option<&Node>, path: &str) -> Traffic {
        let Some(Ok(Some(protocol))) = kind.text().map(|text| values::protocol(&text)) else {
            return values::unknown_traffic(&self.unresolved(kind, path));
        };
        let ports = match port {
            None => values::usual_port(Some(protocol)),
            Some(port) => port.text().and_then(|text| values::ports(&text)),
        };
        match ports {
            Some(ports) => Traffic { protocol: Some(protocol), ports },
            None => values::unknown_traffic(&self.unresolved(port.unwrap_or(kind), path)),
        }
    }

    fn network_traffic(&mut self, node: &Node, protocols: &[&Node], path: &str) -> Vec<Traffic> {
        let mut known = Vec::new();
        for item in protocols {
            let read = item.text().map(|text| values::protocol(&text));
            known.push(match read {
                Some(Ok(protocol)) => Ok(protocol),
                _ => Err(self.unresolved(item, path)),
            });
        }
        let mut ports = Vec::new();
        for item in of(node, Role::Ports).map(items).unwrap_or_default() {
            let read = item.text().and_then(|text| values::ports(&text));
            ports.push(read.unwrap_or_else(|| Ports::Unresolved(self.unresolved(item, path))));
        }
        if ports.is_empty() && known == [Ok(Some(Transport::Icmp))] {
            ports.push(Ports::Any);
        }
        let traffic = values::product(&known, &ports);
        if traffic.is_empty() {
            let place = self.place(node, path);
            let text = if known.is_empty() { "protocols" } else { "destination_ports" };
            values::unresolved(self.firewall, &place, text, Why::Malformed);
        }
        traffic
    }
}
