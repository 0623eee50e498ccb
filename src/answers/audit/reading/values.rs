//! Texts of a file as values of the model, the same for every form.

use crate::answers::audit::{Address, Known, Matched, Ports, SourceSet, Traffic};
use crate::answers::explain::Transport;
use ipnet::IpNet;
use std::net::IpAddr;

/// So many characters of an expression are kept; enough to find it again in the file.
pub(super) const SHOWN: usize = 300;

/// An address, a network, or a range `first-last`.
pub(super) fn address(text: &str) -> Option<Address> {
    let text = text.trim();
    if let Ok(net) = text.parse::<IpNet>() {
        return Some(Address::Net(net.trunc()));
    }
    if let Ok(ip) = text.parse::<IpAddr>() {
        return Some(Address::Net(ip.into()));
    }
    let (first, last) = text.split_once('-')?;
    let first: IpAddr = first.trim().parse().ok()?;
    let last: IpAddr = last.trim().parse().ok()?;
    (first.is_ipv4() == last.is_ipv4() && first <= last).then_some(Address::Range(first, last))
}

/// What stands in `destinationAddresses`: addresses, a star, or a service tag.
pub(super) fn destination(text: &str) -> Option<Matched> {
    Some(match source(text)? {
        SourceSet::Any => Matched::Any,
        SourceSet::Addresses(address) => Matched::Addresses(address),
        SourceSet::ServiceTag(tag) => Matched::ServiceTag(tag),
        SourceSet::Group(name) => Matched::Group(name),
        SourceSet::Unresolved(text) => Matched::Unresolved(text),
    })
}

/// What stands in `sourceAddresses`: addresses, a star, or a service tag.
pub(super) fn source(text: &str) -> Option<SourceSet> {
    let text = text.trim();
    if matches!(text, "*" | "0.0.0.0/0") {
        return Some(SourceSet::Any);
    }
    if let Some(address) = address(text) {
        return Some(SourceSet::Addresses(address));
    }
    let of_tag = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let is_tag = text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(of_tag);
    is_tag.then(|| SourceSet::ServiceTag(text.to_owned()))
}

/// The name of an IP group, a policy or another resource: the last part of its id.
pub(super) fn name_of_id(id: &str) -> Option<&str> {
    let name = id.trim().trim_end_matches('/').rsplit('/').next()?.trim();
    (!name.is_empty()).then_some(name)
}

/// A host name or pattern; no more than emptiness and blanks inside are refused here, since what
/// is malformed is a finding of its own.
pub(super) fn host(text: &str) -> Option<Matched> {
    let text = text.trim();
    let fine = !text.is_empty() && !text.contains(char::is_whitespace);
    fine.then(|| Matched::Host(text.to_owned()))
}

/// `443`, `1-65535` or `*`.
pub(super) fn ports(text: &str) -> Option<Ports> {
    let text = text.trim();
    if matches!(text, "*") || text.eq_ignore_ascii_case("any") {
        return Some(Ports::Any);
    }
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first <= last).then_some(Ports::Range(first, last))
}

/// A protocol by its name; `Ok(None)` is any protocol.
pub(super) fn protocol(text: &str) -> Known<Option<Transport>> {
    let text = text.trim();
    match Transport::from_name(text) {
        Some(transport) => Ok(Some(transport)),
        None if text.eq_ignore_ascii_case("any") || text == "*" => Ok(None),
        None => Err(text.to_owned()),
    }
}

/// The port that an application rule means where it names none.
pub(super) fn usual_port(protocol: Option<Transport>) -> Option<Ports> {
    let port = match protocol? {
        Transport::Http => 80,
        Transport::Https => 443,
        Transport::Mssql => 1433,
        _ => return None,
    };
    Some(Ports::Range(port, port))
}

/// Traffic that could not be made out; it covers nothing.
pub(super) fn unknown_traffic(text: &str) -> Traffic {
    let ports = Ports::Unresolved(excerpt(text));
    Traffic { protocol: Some(Transport::Other), ports }
}

/// Every protocol with every port.
pub(super) fn product(protocols: &[Known<Option<Transport>>], ports: &[Ports]) -> Vec<Traffic> {
    let each = protocols.iter().flat_map(|protocol| {
        ports.iter().map(move |ports| match protocol {
            Ok(protocol) => Traffic { protocol: *protocol, ports: ports.clone() },
            Err(text) => unknown_traffic(text),
        })
    });
    each.collect()
}

/// The start of a text, for messages.
pub(super) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_service_tags() {
        let net = |text: &str| Address::Net(text.parse().expect("a network"));
        let rows = [
            ("10.240.0.0/16", Some(Matched::Addresses(net("10.240.0.0/16")))),
            (" 10.240.1.2/16 ", Some(Matched::Addresses(net("10.240.0.0/16")))),
            ("10.0.0.4", Some(Matched::Addresses(net("10.0.0.4/32")))),
            ("fd00::/8", Some(Matched::Addresses(net("fd00::/8")))),
            (
                "10.0.0.4-10.0.0.9",
                Some(Matched::Addresses(Address::Range(
                    [10, 0, 0, 4].into(),
                    [10, 0, 0, 9].into(),
                ))),
            ),
            ("10.0.0.9-10.0.0.4", None),
            ("*", Some(Matched::Any)),
            ("0.0.0.0/0", Some(Matched::Any)),
            ("AzureCloud.westeurope", Some(Matched::ServiceTag("AzureCloud.westeurope".into()))),
            ("300.0.0.1", None),
            ("a b", None),
            ("", None),
        ];
        for (text, expected) in rows {
            assert_eq!(destination(text), expected, "{text}");
        }
    }

    #[test]
    fn ports_and_protocols() {
        assert_eq!(ports("443"), Some(Ports::Range(443, 443)));
        assert_eq!(ports("1-65535"), Some(Ports::Range(1, 65535)));
        assert_eq!(ports("*"), Some(Ports::Any));
        assert_eq!(ports("90-80"), None);
        assert_eq!(ports("70000"), None);
        assert_eq!(protocol("HTTPS"), Ok(Some(Transport::Https)));
        assert_eq!(protocol("Any"), Ok(None));
        assert_eq!(protocol("gre"), Err("gre".to_owned()));
        let traffic = product(&[Ok(None), Err("x".into())], &[Ports::Any]);
        assert_eq!(traffic, [Traffic { protocol: None, ports: Ports::Any }, unknown_traffic("x")]);
    }

    #[test]
    fn names_and_excerpts() {
        let id = "/subscriptions/0/resourceGroups/hub/providers/Microsoft.Network/ipGroups/nodes";
        assert_eq!(name_of_id(id), Some("nodes"));
        assert_eq!(name_of_id("nodes"), Some("nodes"));
        assert_eq!(name_of_id(" / "), None);
        assert_eq!(excerpt("网络"), "网络");
        assert_eq!(excerpt(&"网".repeat(400)).chars().count(), SHOWN + 1);
    }
}
