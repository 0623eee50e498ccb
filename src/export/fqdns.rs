//! A plain list of hosts, one a line, for anything that reads a list.

use super::fit::To;
use super::{Capabilities, Export, Family, Format, Proof, Reach};
use crate::catalog::Text;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const FORMAT: Format = Format {
    id: "fqdns",
    family: Family::Documents,
    extension: "txt",
    title: Text { en: "Host list", zh: "主机列表" },
    about: Text {
        en: "the hosts alone, one a line; network rules do not fit in",
        zh: "只有主机，每行一个；不含网络规则",
    },
    steps: Text {
        en: "Load it where a list of hosts is taken; lines that begin with # are comments.\n\
             Find out how the device reads `*.`: one label, several, or the bare domain too.\n\
             Allow the network rules named in the comments separately.",
        zh: "导入接受主机列表的设备或程序；以 # 开头的行是注释。\n\
             确认设备如何理解 `*.`：一段、多段，还是也包含域名本身。\n\
             另行放行注释中列出的网络规则。",
    },
    capabilities: Capabilities {
        leading: Reach::AsPrinted,
        inner: Reach::AsPrinted,
        ..Capabilities::HOSTS
    },
    holds_warnings: true,
    proof: Proof::ReadBack(Text { en: "Python", zh: "Python" }),
    cautions: &[],
    write,
};

fn write(export: &Export) -> String {
    let mut lines: Vec<String> = export
        .plain_header()
        .iter()
        .map(|line| format!("# {line}").trim_end().to_owned())
        .collect();
    for (ports, hosts) in groups(export) {
        let ports: Vec<String> = ports.iter().map(u16::to_string).collect();
        let words = export.words();
        lines.push("#".to_owned());
        lines.push(format!("# {}", (words.ports)(&ports.join(words.comma))));
        lines.extend(hosts);
    }
    lines.join("\n")
}

/// Hosts by the ports they need; those of 443 alone come first, and each host stands in one group.
fn groups(export: &Export) -> Vec<(Vec<u16>, BTreeSet<String>)> {
    let mut ports: BTreeMap<String, BTreeSet<u16>> = BTreeMap::new();
    for fitted in &export.fit.rules {
        if let To::Host(host) = &fitted.to {
            ports.entry(host.starred()).or_default().insert(fitted.rule.port());
        }
    }
    let mut groups: BTreeMap<Vec<u16>, BTreeSet<String>> = BTreeMap::new();
    for (host, ports) in ports {
        groups.entry(ports.into_iter().collect()).or_default().insert(host);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(ports, _)| (!ports.contains(&443), ports.len()));
    groups
}
