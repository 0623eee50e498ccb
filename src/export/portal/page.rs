//! The portal sheet as text: one block a row, one line a field.

use super::{Field, How, sheet};
use crate::catalog::Text;
use crate::cells::safe;
use crate::export::header::hang;
use crate::export::{Capabilities, Export, Family, Format, Proof, azure};

pub(in crate::export) const FORMAT: Format = Format {
    id: super::ID,
    family: Family::AzureFirewall,
    extension: "txt",
    title: Text { en: "Azure portal sheet", zh: "Azure 门户填写表" },
    about: Text {
        en: "rule collections for Azure Firewall's portal, in as few rows as possible",
        zh: "供 Azure 防火墙门户填写的规则集合，行数最少",
    },
    steps: Text {
        en: "In the firewall policy, add the rule collection group, then its rule collections.\n\
             Paste field after field; the wizard's paste walk puts each on the clipboard in turn.\n\
             Leave TLS inspection off: it breaks the negotiation with the API server.",
        zh: "在防火墙策略中先添加规则集合组，再添加其中的规则集合。\n\
             逐个字段粘贴；向导的逐项粘贴会依次把每个字段放到剪贴板。\n\
             不要启用 TLS 检查，否则会破坏与 API 服务器的协商。",
    },
    capabilities: Capabilities::AZURE_FIREWALL,
    holds_warnings: true,
    proof: Proof::ReadBack(Text { en: "Python", zh: "Python" }),
    cautions: azure::CAUTIONS,
    write,
};

fn write(export: &Export) -> String {
    let words = &export.words().portal;
    let all = sheet(export.rules, export.options);
    let mut lines = export.plain_header();
    lines.push(String::new());
    lines.extend(hang("", words.intro));
    lines.extend(block(export, words.group, &all.group));
    for collection in &all.collections {
        let title = (words.collection)(collection.name);
        lines.extend([String::new(), format!("== {title} ==")]);
        lines.extend(collection.fields.iter().map(|field| line(export, field)));
        let rows = collection.rows.len();
        for (index, row) in collection.rows.iter().enumerate() {
            let title = format!("{} · {}", (words.row)(index + 1, rows), row.about);
            lines.extend(block(export, &title, &row.fields));
        }
    }
    lines.join("\n")
}

fn block(export: &Export, title: &str, fields: &[Field]) -> Vec<String> {
    let mut lines = vec![String::new(), format!("-- {title} --")];
    lines.extend(fields.iter().map(|field| line(export, field)));
    lines
}

fn line(export: &Export, field: &Field) -> String {
    let label = match field.how {
        How::Type => field.label.to_owned(),
        How::Pick => (export.words().portal.pick)(field.label),
    };
    // The group's name and the IP group come from the operator.
    format!("{label}{}{}", export.words().colon, safe(&field.value))
}
