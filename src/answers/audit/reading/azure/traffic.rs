//! Protocols and ports of a rule.

use super::super::node::{Node, Value};
use super::super::values;
use super::keys;
use super::rule::Fields;
use crate::answers::audit::{Matched, Ports, Traffic};
use crate::answers::explain::Transport;

impl Fields<'_, '_> {
    pub(super) fn network_traffic(&mut self, node: &Node) -> Vec<Traffic> {
        let mut protocols = Vec::new();
        for text in self.texts(node.any(keys::PROTOCOLS)) {
            protocols.push(
                text.and_then(|text| values::protocol(&text).map_err(|text| self.malformed(&text))),
            );
        }
        let mut ports = self.each(node.any(keys::PORTS), values::ports, Ports::Unresolved);
        if ports.is_empty() && protocols == [Ok(Some(Transport::Icmp))] {
            ports.push(Ports::Any);
        }
        if protocols.is_empty() || ports.is_empty() {
            self.absent(if ports.is_empty() { "destinationPorts" } else { "protocols" });
        }
        values::product(&protocols, &ports)
    }

    /// `[{protocolType, port}]`, Terraform's `[{type, port}]`, the landing zones' map of these, or
    /// `Https:443`. A rule of FQDN tags needs none: they bring HTTP and HTTPS themselves.
    pub(super) fn application_traffic(&mut self, node: &Node, to: &[Matched]) -> Vec<Traffic> {
        let mut traffic = Vec::new();
        for one in self.items(node.any(keys::PROTOCOLS)) {
            match &one.value {
                Value::Map(entries) if one.any(keys::SCHEME).is_none() => {
                    let each = entries.iter().filter(|(_, one)| one.value != Value::Null);
                    traffic.extend(each.map(|(_, one)| self.scheme(one)));
                }
                _ => traffic.push(self.scheme(one)),
            }
        }
        if !traffic.is_empty() {
            return traffic;
        }
        let is_tag = |to: &Matched| matches!(to, Matched::FqdnTag(_));
        if to.is_empty() || !to.iter().all(is_tag) {
            return vec![values::unknown_traffic(&self.absent("protocols"))];
        }
        let usual = |of| Some(Traffic { protocol: Some(of), ports: values::usual_port(Some(of))? });
        [Transport::Http, Transport::Https].into_iter().filter_map(usual).collect()
    }

    fn scheme(&mut self, node: &Node) -> Traffic {
        let (protocol, port) = match &node.value {
            Value::Map(_) => (node.any(keys::SCHEME).cloned(), node.get("port").cloned()),
            Value::Text(text) => {
                let (protocol, port) = text.split_once([':', '=']).unwrap_or((text, ""));
                (Some(node.with(Value::text(protocol))), Some(node.with(Value::text(port))))
            }
            Value::Unknown(unknown) => {
                return values::unknown_traffic(&self.unknown(node, unknown));
            }
            _ => return values::unknown_traffic(&self.malformed("[…]")),
        };
        let name = self.texts(protocol.as_ref()).pop();
        let protocol = match name.unwrap_or_else(|| Err(self.absent("protocolType"))) {
            Ok(name) => values::protocol(&name).map_err(|name| self.malformed(&name)),
            Err(text) => Err(text),
        };
        let usual = protocol.as_ref().ok().and_then(|protocol| values::usual_port(*protocol));
        let port = match port.as_ref().filter(|port| port.as_text() != Some("")) {
            Some(port) => self.each(Some(port), values::ports, Ports::Unresolved).pop(),
            None => usual,
        };
        let ports = port.unwrap_or_else(|| Ports::Unresolved(self.absent("port")));
        match protocol {
            Ok(protocol) => Traffic { protocol, ports },
            Err(text) => values::unknown_traffic(&text),
        }
    }
}
