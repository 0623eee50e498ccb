//! `list formats`

use super::{Listed, both, columns::groups};
use crate::cli::words;
use crate::export::{Capabilities, Family, Format, Ports, Reach, formats};
use crate::profile::Language;
use serde_json::{Value, json};

pub(super) fn list(language: Language) -> Listed {
    let families = by_family(language, |format| {
        [
            format.id.to_owned(),
            format.extension.to_owned(),
            format.title.get(language).to_owned(),
            format.about.get(language).to_owned(),
        ]
    });
    Listed { text: groups(words(language).heads.formats, &families), json: objects() }
}

/// A row for each format, under the titles of their families.
pub(super) fn by_family<const N: usize>(
    language: Language,
    row: impl Fn(&Format) -> [String; N],
) -> Vec<(&'static str, Vec<[String; N]>)> {
    let families = Family::ALL.iter().map(|&family| {
        let own = formats().iter().filter(|format| format.family == family);
        (family.title().get(language), own.map(&row).collect::<Vec<_>>())
    });
    families.filter(|(_, rows)| !rows.is_empty()).collect()
}

/// What programs get to know, with and without `--capabilities`.
pub(super) fn objects() -> Vec<Value> {
    let object = |format: &Format| {
        json!({
            "id": format.id,
            "extension": format.extension,
            "name": both(format.title),
            "about": both(format.about),
            "steps": both(format.steps),
            "family": format.family.name(),
            "holds_warnings": format.holds_warnings,
            "proof": { "kind": format.proof.name(), "by": both(format.proof.by()) },
            "capabilities": capabilities(format.capabilities),
        })
    };
    formats().iter().map(object).collect()
}

fn capabilities(can: Capabilities) -> Value {
    let levels = match can.leading {
        Reach::Levels(levels) => Some(levels),
        _ => None,
    };
    let port = match can.ports {
        Ports::Only(port) => Some(port),
        Ports::InRules | Ports::No => None,
    };
    json!({
        "network_rules": can.network_rules,
        "application_rules": can.application_rules.name(),
        "network_hosts": can.network_hosts.name(),
        "exact": can.exact.name(),
        "leading_wildcard": can.leading.name(),
        "leading_wildcard_levels": levels,
        "inner_wildcard": can.inner.name(),
        "ports": can.ports.name(),
        "only_port": port,
        "service_tags": can.service_tags.name(),
        "ipv6": can.ipv6,
        "any": can.any,
        "sources": can.sources,
    })
}
