//! A list of hosts for an alias of pfSense or `OPNsense`.
//!
//! Neither takes comments: the import of pfSense refuses every line that is no host, network or
//! range. It would take a description behind each host; `OPNsense` would not.

use crate::catalog::Text;
use crate::export::fit::{Host, To};
use crate::export::host_entries::{entries, lines};
use crate::export::warning::Caution;
use crate::export::{Capabilities, Export, Family, Format, Proof, Reach};

pub(in crate::export) const FORMAT: Format = Format {
    id: "pfsense",
    family: Family::Appliances,
    extension: "txt",
    title: Text { en: "pfSense or OPNsense alias", zh: "pfSense 或 OPNsense 别名" },
    about: Text {
        en: "the exact hosts alone, for an alias of hosts; no wildcards, no network rules",
        zh: "只有确切的主机，用于主机别名；不含通配符和网络规则",
    },
    steps: Text {
        en: "pfSense: Firewall, Aliases, IP, Import; name it aks_egress and paste the lines. OPNsense: Firewall, Aliases, Add, type Host(s), paste them as content.\n\
             Take the alias as the destination of a pass rule that allows these ports only.\n\
             Allow the network rules and the wildcards by rules of their own.",
        zh: "pfSense：Firewall，Aliases，IP，Import，名称填 aks_egress，粘贴这些行；OPNsense：Firewall，Aliases，Add，类型选 Host(s)，粘贴为内容。\n\
             在只放行这些端口的 pass 规则中，把该别名选作目标。\n\
             网络规则和通配符另建规则放行。",
    },
    capabilities: Capabilities { leading: Reach::No, ..Capabilities::HOSTS },
    holds_warnings: false,
    proof: Proof::SyntaxChecked(Text {
        en: "a reader of the syntax that the import takes",
        zh: "按导入语法编写的检查程序",
    }),
    cautions: &[Caution {
        matters: |_, fit| fit.rules.iter().any(|fitted| matches!(fitted.to, To::Host(_))),
        text: Text {
            en: "The firewall itself resolves these hosts, every five minutes: let it ask the same DNS servers as the nodes. Hosts behind a CDN change addresses faster and can be missed.",
            zh: "这些主机由防火墙自己解析，每五分钟一次：请让它使用与节点相同的 DNS 服务器。CDN 后的主机地址变化更快，可能有遗漏。",
        },
    }],
    write: |export: &Export| lines(entries(export, Host::starred)),
};
