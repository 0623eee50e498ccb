//! The URLs of a custom category of Zscaler Internet Access.
//!
//! A leading dot covers the name itself and up to five labels below it; without one an entry is
//! exact. Comments are not documented.

use crate::catalog::Text;
use crate::export::fit::{Host, To};
use crate::export::host_entries::{entries, lines};
use crate::export::warning::Caution;
use crate::export::{Capabilities, Export, Family, Format, Proof, Reach};

pub(in crate::export) const FORMAT: Format = Format {
    id: "zscaler",
    family: Family::Proxies,
    extension: "txt",
    title: Text { en: "Zscaler URL category", zh: "Zscaler URL 类别" },
    about: Text {
        en: "the hosts alone; a wildcard also covers the name itself, so it needs --allow-wider",
        zh: "只有主机；通配符也包含域名本身，要加 --allow-wider 才写入",
    },
    steps: Text {
        en: "Administration, URL Categories, Add: a custom category, say aks-egress.\n\
             Paste these lines into its Custom URLs, then allow the category in URL filtering for the nodes' location and leave it out of SSL inspection.\n\
             Allow network rules in firewall filtering.",
        zh: "Administration，URL Categories，Add：自定义类别，例如 aks-egress。\n\
             把这些行粘贴到 Custom URLs，然后在节点所在位置的 URL 过滤中允许该类别，并使其不做 SSL 检查。\n\
             网络规则在防火墙过滤中放行。",
    },
    capabilities: Capabilities { leading: Reach::Wider, ..Capabilities::HOSTS },
    holds_warnings: false,
    proof: Proof::SyntaxChecked(Text {
        en: "a reader of the documented list syntax",
        zh: "按厂商文档编写的检查程序",
    }),
    cautions: &[Caution {
        matters: |_, fit| {
            fit.rules.iter().any(|fitted| matches!(fitted.to, To::Host(Host::Below(_))))
        },
        text: Text {
            en: "A leading dot covers names of up to five labels more.",
            zh: "开头的点最多再包含五段。",
        },
    }],
    write: |export: &Export| lines(entries(export, entry)),
};

fn entry(host: &Host) -> String {
    match host {
        Host::Below(name) => format!(".{name}"),
        _ => host.starred(),
    }
}
