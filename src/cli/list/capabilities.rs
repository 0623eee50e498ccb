//! `list formats --capabilities`

use super::{
    Listed,
    columns::groups,
    formats::{by_family, objects},
};
use crate::export::{ApplicationRules, Format, NetworkHosts, Ports, Proof, Reach, ServiceTags};
use crate::profile::Language;
use crate::words::capabilities::{CapabilityWords, EN, ZH};

pub(super) fn list(language: Language) -> Listed {
    let words = language.of(&EN, &ZH);
    let families = by_family(language, |format| row(format, words, language));
    Listed { text: groups(words.heads, &families), json: objects() }
}

fn row(format: &Format, words: &CapabilityWords, language: Language) -> [String; 15] {
    let can = format.capabilities;
    let yes = |holds: bool| if holds { words.yes } else { words.no };
    let hosts = can.application_rules == ApplicationRules::ByHost
        || can.network_rules && can.network_hosts != NetworkHosts::No;
    let of_hosts = |text: String| if hosts { text } else { words.nothing.to_owned() };
    // What only network rules could say.
    let network = |text: &str| if can.network_rules { text } else { words.nothing }.to_owned();
    let by = format.proof.by().get(language);
    [
        format.id.to_owned(),
        yes(can.network_rules).to_owned(),
        match can.application_rules {
            ApplicationRules::ByHost => words.by_host,
            ApplicationRules::ByPort => words.by_port,
            ApplicationRules::No => words.no,
        }
        .to_owned(),
        network(match can.network_hosts {
            NetworkHosts::Yes => words.yes,
            NetworkHosts::WithDnsProxy => words.dns_proxy,
            NetworkHosts::No => words.no,
        }),
        of_hosts(reach(can.exact, words)),
        of_hosts(reach(can.leading, words)),
        of_hosts(covers_itself(can.leading, words)),
        of_hosts(depth(can.leading, words)),
        of_hosts(reach(can.inner, words)),
        match can.ports {
            Ports::InRules => words.yes.to_owned(),
            Ports::Only(port) => (words.only_port)(&port.to_string()),
            Ports::No => words.no.to_owned(),
        },
        network(match can.service_tags {
            ServiceTags::ByName => words.by_name,
            ServiceTags::AsPrefixes => words.as_prefixes,
        }),
        network(yes(can.ipv6)),
        network(yes(can.any)),
        yes(can.sources).to_owned(),
        match format.proof {
            Proof::Loaded(_) => (words.loaded)(by),
            Proof::ReadBack(_) => (words.read_back)(by),
            Proof::SyntaxChecked(_) => (words.syntax_checked)(by),
        },
    ]
}

fn reach(reach: Reach, words: &CapabilityWords) -> String {
    match reach {
        Reach::Exact | Reach::Levels(_) => words.yes,
        Reach::AsPrinted => words.as_printed,
        Reach::Wider => words.wider,
        Reach::No => words.no,
    }
    .to_owned()
}

/// Whether `*.x` covers `x`.
fn covers_itself(leading: Reach, words: &CapabilityWords) -> String {
    match leading {
        Reach::Exact | Reach::Levels(_) => words.no,
        Reach::Wider => words.yes,
        Reach::AsPrinted => words.reader,
        Reach::No => words.nothing,
    }
    .to_owned()
}

/// How many labels the star of `*.x` stands for.
fn depth(leading: Reach, words: &CapabilityWords) -> String {
    match leading {
        Reach::Exact | Reach::Wider => words.any_depth.to_owned(),
        Reach::Levels(levels) => levels.to_string(),
        Reach::AsPrinted => words.reader.to_owned(),
        Reach::No => words.nothing.to_owned(),
    }
}
