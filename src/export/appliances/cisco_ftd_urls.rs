//! A URL list of Cisco Secure Firewall (FTD).
//!
//! An entry without a slash also covers every name below it, so exact hosts end with one. A star
//! stands for whole labels. Lines that begin with `#` are comments.

use crate::catalog::Text;
use crate::export::fit::{Host, To};
use crate::export::host_entries::{commented, entries};
use crate::export::warning::Caution;
use crate::export::{Capabilities, Export, Family, Format, Proof};

pub(in crate::export) const FORMAT: Format = Format {
    id: "cisco-ftd-urls",
    family: Family::Appliances,
    extension: "txt",
    title: Text { en: "Cisco Secure Firewall URL list", zh: "Cisco Secure Firewall URL 列表" },
    about: Text {
        en: "the hosts alone, for FTD with a management center; network rules do not fit in",
        zh: "只有主机，用于由管理中心管理的 FTD；不含网络规则",
    },
    steps: Text {
        en: "In the management center: Objects, Object Management, Security Intelligence, URL Lists and Feeds, Add; type List, upload this file.\n\
             Take the list as the URL condition of an access control rule that allows these ports only, above the rules that block.\n\
             Allow the network rules named in the comments in rules of their own, then deploy.",
        zh: "在管理中心：Objects，Object Management，Security Intelligence，URL Lists and Feeds，Add；类型选 List，上传此文件。\n\
             在只放行这些端口的访问控制规则中，把该列表选作 URL 条件，并放在阻止规则之前。\n\
             注释中列出的网络规则另建规则放行，然后部署。",
    },
    capabilities: Capabilities::HOSTS,
    holds_warnings: true,
    proof: Proof::SyntaxChecked(Text {
        en: "a reader of the documented list syntax",
        zh: "按厂商文档编写的检查程序",
    }),
    cautions: &[Caution {
        matters: |_, fit| {
            fit.rules.iter().any(|fitted| {
                matches!(fitted.to, To::Host(Host::Exact(_))) && fitted.rule.port() == 80
            })
        },
        text: Text {
            en: "A closing slash is documented as this name alone. Over plain HTTP the firewall sees whole URLs: try a download from a host of port 80, and take its slash away if that is blocked; names below it then match too.",
            zh: "按文档，末尾的斜线表示只匹配该名称本身。明文 HTTP 下防火墙看到完整 URL：请试着从 80 端口的主机下载；如被阻止，就去掉该条目的斜线，其下所有名称随之也会匹配。",
        },
    }],
    write: |export: &Export| commented(export, entries(export, entry)),
};

fn entry(host: &Host) -> String {
    match host {
        Host::Exact(name) => format!("{name}/"),
        _ => host.starred(),
    }
}
