//! Host names, as a source may print them.

use super::super::fault::Fault;

/// What is wrong with a host. It may have a star, as its first label or at the end of it, the
/// placeholder `<region>` and, printed without its star, a dot in front.
pub fn fault(host: &str) -> Option<Fault> {
    let shown = || host.to_owned();
    if host.len() > 253 {
        return Some(Fault::HostTooLong(shown()));
    }
    let plain = host.replacen("<region>", "region", 1);
    if is_address(&plain) {
        return Some(Fault::HostIsAddress(shown()));
    }
    let labels: Vec<&str> = plain.strip_prefix('.').unwrap_or(&plain).split('.').collect();
    if has_stray_star(&labels) {
        return Some(Fault::HostWithStar(shown()));
    }
    let fixed = labels.strip_prefix(&["*"]).unwrap_or(&labels);
    for label in fixed {
        if label.is_empty() {
            return Some(Fault::HostWithEmptyLabel(shown()));
        }
        if label.len() > 63 {
            return Some(Fault::HostWithLongLabel(shown()));
        }
        if let Some(character) = stray(label) {
            return Some(Fault::HostWithStray(shown(), character));
        }
    }
    (fixed.len() < 2).then(|| Fault::HostOfOneLabel(shown()))
}

fn has_stray_star(labels: &[&str]) -> bool {
    let first = labels.first().and_then(|first| first.strip_suffix('*').or(Some(first)));
    first.is_some_and(|first| first.contains('*'))
        || labels.iter().skip(1).any(|label| label.contains('*'))
}

fn stray(label: &str) -> Option<char> {
    let name = label.strip_suffix('*').unwrap_or(label);
    let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let at_end = label.starts_with('-') || label.ends_with('-');
    name.chars().find(|&c| !known(c)).or(at_end.then_some('-'))
}

fn is_address(host: &str) -> bool {
    let host = host.split_once('/').map_or(host, |(address, _)| address);
    host.parse::<std::net::IpAddr>().is_ok()
}
