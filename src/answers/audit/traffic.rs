//! Whether a rule lets through what is asked for: protocol and port.

use super::{Layer, Ports, Traffic};
use crate::answers::explain::Transport;
use crate::catalog::Protocol;

/// A rule that opens more ports than this is not about one service.
const MANY_PORTS: u16 = 1000;

/// What a rule must let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Need {
    pub protocol: Protocol,
    pub port: u16,
}

/// Whether a rule lets it through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Carries {
    /// It does; `wide` if it opens far more ports beside.
    Yes { wide: bool },
    /// The list tells no port.
    NotTold,
    /// An expression may hold the port.
    Unknown,
    /// It does not.
    No,
}

impl Need {
    /// Whether any of these lets it through, in a rule of this kind.
    pub fn carried(self, layer: Layer, traffic: &[Traffic]) -> Carries {
        if layer == Layer::List && traffic.is_empty() {
            return Carries::NotTold;
        }
        traffic.iter().map(|entry| self.carried_by(layer, entry)).min().unwrap_or(Carries::No)
    }

    fn carried_by(self, layer: Layer, traffic: &Traffic) -> Carries {
        // A protocol that could not be resolved stands with ports that could not be either.
        if matches!(
            traffic,
            Traffic { protocol: Some(Transport::Other), ports: Ports::Unresolved(_) }
        ) {
            let any_layer = matches!(self.protocol, Protocol::Http | Protocol::Https);
            let may = any_layer || layer != Layer::Application;
            return if may { Carries::Unknown } else { Carries::No };
        }
        if !self.has_protocol(layer, traffic.protocol) {
            return Carries::No;
        }
        let any_protocol = traffic.protocol.is_none() && layer == Layer::Network;
        match traffic.ports {
            Ports::Any if layer == Layer::List => Carries::NotTold,
            Ports::Any => Carries::Yes { wide: true },
            Ports::Range(first, last) if (first..=last).contains(&self.port) => {
                Carries::Yes { wide: any_protocol || last - first > MANY_PORTS }
            }
            Ports::Range(..) => Carries::No,
            Ports::Unresolved(_) => Carries::Unknown,
        }
    }

    /// UDP and what is not HTTP is a matter of network rules alone.
    fn has_protocol(self, layer: Layer, protocol: Option<Transport>) -> bool {
        let tcp = matches!(protocol, None | Some(Transport::Tcp));
        let http = matches!(protocol, None | Some(Transport::Http));
        let https = matches!(protocol, None | Some(Transport::Https));
        match (layer, self.protocol) {
            (Layer::Network | Layer::List, Protocol::Udp) => {
                matches!(protocol, None | Some(Transport::Udp))
            }
            (Layer::Network, _) => tcp,
            (Layer::Application, Protocol::Http) => http,
            (Layer::Application, Protocol::Https) => https,
            (Layer::Application, Protocol::Tcp | Protocol::Udp) => false,
            (Layer::List, Protocol::Http) => tcp || http,
            (Layer::List, Protocol::Https) => tcp || https,
            (Layer::List, Protocol::Tcp) => tcp || http || https,
        }
    }

    /// As it is shown: `UDP 1194`.
    pub fn text(self) -> String {
        format!("{} {}", self.protocol, self.port)
    }
}

/// What a rule lets through, as it is shown: `HTTPS 443, UDP *`.
pub(super) fn text(traffic: &[Traffic]) -> String {
    let one = |traffic: &Traffic| {
        let protocol = match (traffic.protocol, &traffic.ports) {
            (Some(Transport::Other), Ports::Unresolved(_)) => "?",
            (protocol, _) => protocol.map_or("Any", Transport::name),
        };
        match &traffic.ports {
            Ports::Any => format!("{protocol} *"),
            Ports::Range(first, last) if first == last => format!("{protocol} {first}"),
            Ports::Range(first, last) => format!("{protocol} {first}-{last}"),
            Ports::Unresolved(text) => format!("{protocol} {text}"),
        }
    };
    traffic.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protocol_and_port_must_match() {
        use Layer::{Application as App, List, Network as Net};
        use Transport::{Http, Https, Mssql, Tcp, Udp};
        let yes = Carries::Yes { wide: false };
        let wide = Carries::Yes { wide: true };
        let one = |port| Ports::Range(port, port);
        let gap = || Ports::Unresolved("x".to_owned());
        let rows = [
            (Protocol::Https, 443, App, Some(Https), one(443), yes),
            (Protocol::Https, 443, App, Some(Http), one(443), Carries::No),
            (Protocol::Https, 443, App, Some(Mssql), one(443), Carries::No),
            (Protocol::Https, 443, App, Some(Https), one(8443), Carries::No),
            (Protocol::Http, 80, App, Some(Https), one(443), Carries::No),
            (Protocol::Http, 80, App, Some(Http), one(80), yes),
            (Protocol::Https, 443, Net, Some(Tcp), one(443), yes),
            (Protocol::Https, 443, Net, Some(Tcp), Ports::Any, wide),
            (Protocol::Https, 443, Net, None, one(443), wide),
            (Protocol::Https, 443, Net, Some(Udp), one(443), Carries::No),
            (Protocol::Udp, 123, App, Some(Https), one(443), Carries::No),
            (Protocol::Udp, 123, App, None, Ports::Any, Carries::No),
            (Protocol::Udp, 123, Net, Some(Udp), Ports::Range(100, 200), yes),
            (Protocol::Udp, 123, Net, Some(Udp), Ports::Range(1, 65535), wide),
            (Protocol::Udp, 123, Net, Some(Tcp), one(123), Carries::No),
            (Protocol::Tcp, 443, App, Some(Https), one(443), Carries::No),
            (Protocol::Tcp, 9000, List, None, one(9000), yes),
            (Protocol::Https, 443, List, None, Ports::Any, Carries::NotTold),
            (Protocol::Https, 443, App, Some(Transport::Other), gap(), Carries::Unknown),
            (Protocol::Udp, 123, App, Some(Transport::Other), gap(), Carries::No),
            (Protocol::Udp, 123, Net, Some(Transport::Other), gap(), Carries::Unknown),
            (Protocol::Https, 443, List, Some(Udp), one(443), Carries::No),
            (
                Protocol::Https,
                443,
                Net,
                Some(Tcp),
                Ports::Unresolved(String::new()),
                Carries::Unknown,
            ),
        ];
        for (protocol, port, layer, transport, ports, expected) in rows {
            let traffic = [Traffic { protocol: transport, ports }];
            let found = Need { protocol, port }.carried(layer, &traffic);
            assert_eq!(found, expected, "{protocol} {port} by {layer:?} {traffic:?}");
        }
        let need = Need { protocol: Protocol::Https, port: 443 };
        assert_eq!(need.carried(List, &[]), Carries::NotTold);
        assert_eq!(need.carried(App, &[]), Carries::No);
    }
}
