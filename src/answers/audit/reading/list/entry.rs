//! One destination as people write it.

use super::super::values;
use crate::answers::audit::{Matched, Ports, Traffic};
use crate::answers::explain::Transport;

/// A destination with what is told of its traffic.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub to: Vec<Matched>,
    pub traffic: Traffic,
}

/// A line: `host`, `host:port`, `proto:port host`, `host proto/port`, `host port proto`.
pub(super) fn line(text: &str) -> Option<Entry> {
    let words: Vec<&str> = text.split([' ', '\t', ',', ';', '|']).map(bare).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| told(word).is_none())?;
    let (to, own) = destination(words[at])?;
    let mut protocol = own.as_ref().and_then(|traffic| traffic.protocol);
    let mut ports = own.map(|traffic| traffic.ports).filter(|ports| *ports != Ports::Any);
    let rest = words[..at].iter().chain(&words[at + 1..]).peekable();
    for word in rest {
        let Some((kind, port)) = told(word) else {
            // Words behind a port are a remark; without one, it is a sentence.
            if ports.is_some() && protocol.is_some() {
                break;
            }
            return None;
        };
        protocol = protocol.or(kind);
        ports = ports.or(port);
    }
    Some(Entry { to, traffic: traffic(protocol, ports) })
}

/// What is told of traffic; an application's protocol brings its port.
pub(super) fn traffic(protocol: Option<Transport>, ports: Option<Ports>) -> Traffic {
    let ports = ports.or_else(|| values::usual_port(protocol)).unwrap_or(Ports::Any);
    Traffic { protocol, ports }
}

/// A word without quotes, brackets of Markdown, and marks of a list.
fn bare(word: &str) -> &str {
    word.trim_matches(['"', '\'', '`', '<', '>'])
}

/// `HTTPS:443`, `tcp/443`, `443/tcp`, `443`, `https`
pub(super) fn told(word: &str) -> Option<(Option<Transport>, Option<Ports>)> {
    if let Some((one, other)) = word.split_once([':', '/', '=']) {
        let known = |kind: &str, port: &str| {
            let protocol = values::protocol(kind).ok().filter(|_| !is_number(kind))?;
            Some((protocol, Some(values::ports(port)?)))
        };
        return known(one, other).or_else(|| known(other, one));
    }
    if is_number(word) || word.split_once('-').is_some_and(|(a, b)| is_number(a) && is_number(b)) {
        return Some((None, Some(values::ports(word)?)));
    }
    values::protocol(word).ok().flatten().map(|protocol| (Some(protocol), None))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A destination alone, with the traffic that its own spelling tells.
pub(super) fn destination(word: &str) -> Option<(Vec<Matched>, Option<Traffic>)> {
    let word = bare(word).trim();
    if let Some((scheme, rest)) = word.split_once("://") {
        return url(scheme, rest);
    }
    if word == "*" || word.eq_ignore_ascii_case("any") || word.eq_ignore_ascii_case("internet") {
        return Some((vec![Matched::Any], None));
    }
    if let Some(address) = values::address(word) {
        return Some((
            vec![values::destination(word).unwrap_or(Matched::Addresses(address))],
            None,
        ));
    }
    let at_port = |host: &str, port: &str| {
        let traffic = Traffic { protocol: None, ports: values::ports(port)? };
        Some((address_or_host(host)?, Some(traffic)))
    };
    if let Some((host, port)) = word.rsplit_once(':') {
        return at_port(host.trim_start_matches('[').trim_end_matches(']'), port);
    }
    if let Some((host, path)) = word.split_once('/') {
        let hosts = address_or_host(host)?;
        // A closing slash says that the name ends there.
        let whole = path.is_empty() || path == "*";
        return Some((if whole { hosts } else { vec![Matched::Url(word.to_owned())] }, None));
    }
    Some((address_or_host(word)?, None))
}

fn url(scheme: &str, rest: &str) -> Option<(Vec<Matched>, Option<Traffic>)> {
    let protocol = values::protocol(scheme).ok()?;
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, ports) = match authority.rsplit_once(':') {
        Some((host, port)) if is_number(port) => (host, Some(values::ports(port)?)),
        _ => (authority, None),
    };
    let hosts = address_or_host(host)?;
    let to = match path {
        "" | "*" => hosts,
        _ => vec![Matched::Url(format!("{host}/{path}"))],
    };
    Some((to, Some(traffic(protocol, ports))))
}

/// An address, a host name or pattern, or a service tag. A dot in front stands for the name and
/// all below it.
fn address_or_host(text: &str) -> Option<Vec<Matched>> {
    if let Some(address) = values::address(text) {
        return Some(vec![Matched::Addresses(address)]);
    }
    let of_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '*');
    if text.is_empty() || !text.chars().all(of_host) || text.ends_with("..") {
        return None;
    }
    if is_tag(text) {
        return Some(vec![Matched::ServiceTag(text.to_owned())]);
    }
    let name = text.trim_end_matches('.');
    let last = name.rsplit('.').next().unwrap_or_default();
    let is_name =
        name.contains('.') && last.starts_with(|c: char| c.is_ascii_alphabetic() || c == '*');
    if !is_name {
        return None;
    }
    let host = |name: &str| Matched::Host(name.to_owned());
    Some(match name.strip_prefix('.') {
        Some(below) => vec![host(below), host(&format!("*.{below}"))],
        None => vec![host(name)],
    })
}

/// `AzureMonitor`, `AzureCloud.westeurope`, `Storage.WestEurope`: words in one, and a region. The
/// ends of host names are shorter than the names of regions.
fn is_tag(text: &str) -> bool {
    let (tag, region) = text.split_once('.').unwrap_or((text, "region"));
    let mut letters = tag.chars();
    let starts = letters.next().is_some_and(|c| c.is_ascii_uppercase());
    let words = tag.len() > 3 && letters.clone().any(|c| c.is_ascii_lowercase());
    starts
        && words
        && region.len() > 5
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
}
