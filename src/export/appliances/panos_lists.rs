//! Lists that PAN-OS reads from a web server or takes as a custom URL category.
//!
//! PAN-OS documents comments for lists of addresses alone, and there only behind an address: so
//! none of these begins with a header.

use crate::catalog::Text;
use crate::export::fit::Host;
use crate::export::group::net_text;
use crate::export::host_entries::{entries, lines};
use crate::export::warning::{Caution, always};
use crate::export::{
    ApplicationRules, Capabilities, Export, Family, Format, NetworkHosts, Ports, Proof,
};
use ipnet::IpNet;
use std::collections::BTreeMap;

pub(in crate::export) const URLS_443: Format = Format {
    id: "panos-urls-443",
    title: Text { en: "PAN-OS URL list, port 443", zh: "PAN-OS URL 列表，443 端口" },
    about: Text {
        en: "hosts over HTTPS for an external dynamic list or a custom URL category",
        zh: "HTTPS 主机，用于外部动态列表或自定义 URL 类别",
    },
    steps: Text {
        en: "Put it on a web server as an external dynamic list of type URL List, or import it into a custom URL category.\n\
             Name the list as URL category of a security rule whose service is TCP 443 alone.\n\
             Name it in a no-decrypt rule too where TLS is decrypted; commit.",
        zh: "放到 Web 服务器上，建为 URL List 类型的外部动态列表；或导入自定义 URL 类别。\n\
             在服务仅为 TCP 443 的安全规则中，把它设为 URL 类别。\n\
             如果解密 TLS，还要把它写入不解密规则；然后提交。",
    },
    capabilities: urls(443),
    ..URLS_80
};

pub(in crate::export) const URLS_80: Format = Format {
    id: "panos-urls-80",
    family: Family::Appliances,
    extension: "txt",
    title: Text { en: "PAN-OS URL list, port 80", zh: "PAN-OS URL 列表，80 端口" },
    about: Text {
        en: "hosts over HTTP for an external dynamic list or a custom URL category",
        zh: "HTTP 主机，用于外部动态列表或自定义 URL 类别",
    },
    steps: Text {
        en: "Put it on a web server as an external dynamic list of type URL List, or import it into a custom URL category.\n\
             Name the list as URL category of a security rule whose service is TCP 80 alone.\n\
             Commit.",
        zh: "放到 Web 服务器上，建为 URL List 类型的外部动态列表；或导入自定义 URL 类别。\n\
             在服务仅为 TCP 80 的安全规则中，把它设为 URL 类别。\n\
             提交。",
    },
    capabilities: urls(80),
    holds_warnings: false,
    proof: Proof::ReadBack(Text { en: "Python", zh: "Python" }),
    cautions: &[URL_CATEGORY],
    write: write_urls,
};

pub(in crate::export) const IPS: Format = Format {
    id: "panos-ips",
    title: Text { en: "PAN-OS IP list", zh: "PAN-OS IP 列表" },
    about: Text {
        en: "addresses of the network rules for an external dynamic list",
        zh: "网络规则的地址，用于外部动态列表",
    },
    steps: Text {
        en: "Put it on a web server as an external dynamic list of type IP List.\n\
             Name the list as destination of security rules for the ports that its comments name, and no others.\n\
             Export it anew when Microsoft's service tag file changes; the firewall fetches it without a commit.",
        zh: "放到 Web 服务器上，建为 IP List 类型的外部动态列表。\n\
             在安全规则中把它设为目标，端口只写注释中列出的那些。\n\
             微软的服务标记文件更新后重新导出；防火墙会自行拉取，无需提交。",
    },
    capabilities: Capabilities {
        sources: false,
        application_rules: ApplicationRules::No,
        network_hosts: NetworkHosts::No,
        ports: Ports::No,
        any: false,
        ..Capabilities::FIREWALL
    },
    cautions: &[],
    write: write_ips,
    ..URLS_80
};

/// An entry `x/` is `x` alone and `*.x/` every name below it, at any depth, without `x`.
const fn urls(port: u16) -> Capabilities {
    Capabilities { ports: Ports::Only(port), ..Capabilities::HOSTS }
}

/// A list is matched by what a connection says of itself, after it has begun.
pub(super) const URL_CATEGORY: Caution = always(
    "PAN-OS learns the host from the TLS client hello or the HTTP request. Until then the handshake passes to any address on that port; a client that hides its host name does not match.",
    "PAN-OS 从 TLS Client Hello 或 HTTP 请求得知主机名。在此之前，该端口到任意地址的握手都会放行；隐藏主机名的客户端无法匹配。",
);

/// Each host once, sorted. Without the slash, older releases let `x` match what merely begins so.
fn write_urls(export: &Export) -> String {
    lines(entries(export, url))
}

/// A host as an entry of a URL list.
pub(super) fn url(host: &Host) -> String {
    format!("{}/", host.starred())
}

/// Each network once, sorted, with the names of the rules that it is for.
fn write_ips(export: &Export) -> String {
    let mut nets: BTreeMap<IpNet, Vec<String>> = BTreeMap::new();
    for group in export.groups() {
        for net in group.nets() {
            nets.entry(net).or_default().push(group.name.clone());
        }
    }
    let line =
        |(net, names): (&IpNet, &Vec<String>)| format!("{} {}", net_text(net), names.join(" "));
    nets.iter().map(line).collect::<Vec<_>>().join("\n")
}
