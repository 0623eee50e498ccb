//! A URL list of Netskope.
//!
//! Since its documentation says so, `*.x` covers x too; an older one said that it does not. Lines
//! that begin with `#` are comments. The upload takes a file whose name ends with `.csv`.

use crate::catalog::Text;
use crate::export::fit::Host;
use crate::export::host_entries::{commented, entries};
use crate::export::{Capabilities, Export, Family, Format, Proof, Reach};

pub(in crate::export) const FORMAT: Format = Format {
    id: "netskope",
    family: Family::Proxies,
    extension: "csv",
    title: Text { en: "Netskope URL list", zh: "Netskope URL 列表" },
    about: Text {
        en: "the hosts alone; a wildcard also covers the name itself, so it needs --allow-wider",
        zh: "只有主机；通配符也包含域名本身，要加 --allow-wider 才写入",
    },
    steps: Text {
        en: "Policies, Web, URL Lists, New URL List: URL type Exact, upload this file.\n\
             Take the list into a custom category, and the category into a real-time policy that allows it and into one that does not decrypt it.\n\
             Allow the network rules named in the comments on the firewall.",
        zh: "Policies，Web，URL Lists，New URL List：URL 类型选 Exact，上传此文件。\n\
             把该列表放进自定义类别，再在放行它的实时策略和不解密它的策略中选用该类别。\n\
             注释中列出的网络规则在防火墙上放行。",
    },
    capabilities: Capabilities { leading: Reach::Wider, ..Capabilities::HOSTS },
    holds_warnings: true,
    proof: Proof::SyntaxChecked(Text {
        en: "a reader of the documented list syntax",
        zh: "按厂商文档编写的检查程序",
    }),
    cautions: &[],
    write: |export: &Export| commented(export, entries(export, Host::starred)),
};
