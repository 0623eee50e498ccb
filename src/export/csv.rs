//! Comma-separated values: one destination and one port a row, for spreadsheets and scripts.
//!
//! Two ports in one cell would become one number in a spreadsheet, and a cell that begins with
//! `=` a formula; every cell here is a fact or a checked answer, so neither can occur.

use super::{Capabilities, Export, Family, Format, Proof, say};
use crate::catalog::Text;
use crate::rules::Rule;
use csv::{QuoteStyle, Terminator, WriterBuilder};

pub(super) const FORMAT: Format = Format {
    id: "csv",
    family: Family::Documents,
    extension: "csv",
    title: Text { en: "CSV", zh: "CSV" },
    about: Text {
        en: "one destination and one port a row for spreadsheets and scripts",
        zh: "每行一个目标和一个端口，用于电子表格和脚本",
    },
    steps: Text {
        en: "Open it in a spreadsheet as UTF-8 with commas, or read it from a script.\n\
             Hand it to the firewall team: each row names the feature that needs it.",
        zh: "在电子表格中按 UTF-8、逗号分隔打开，或用脚本读取。\n\
             交给防火墙团队：每行都注明所需的功能。",
    },
    capabilities: Capabilities::DOCUMENT,
    holds_warnings: false,
    proof: Proof::Loaded(Text { en: "LibreOffice", zh: "LibreOffice" }),
    cautions: &[],
    write,
};

/// Machine names, the same in every language.
const COLUMNS: [&str; 11] = [
    "kind",
    "name",
    "destination",
    "destination_type",
    "protocol",
    "port",
    "feature",
    "requirement",
    "reason",
    "section",
    "sources",
];

fn write(export: &Export) -> String {
    let mut builder = WriterBuilder::new();
    builder.terminator(Terminator::Any(b'\n'));
    grid(&builder, COLUMNS, rows(export))
}

/// The same cells with tabs and no quotes, as a spreadsheet takes them from the clipboard.
pub(super) fn write_tabs(export: &Export) -> String {
    let mut builder = WriterBuilder::new();
    builder.terminator(Terminator::Any(b'\n')).delimiter(b'\t').quote_style(QuoteStyle::Never);
    grid(&builder, COLUMNS, rows(export))
}

/// Heads and rows.
#[expect(clippy::expect_used, reason = "a vector takes every record, and cells are text")]
pub(super) fn grid<const N: usize>(
    builder: &WriterBuilder,
    heads: [&str; N],
    rows: Vec<[String; N]>,
) -> String {
    let mut writer = builder.from_writer(Vec::new());
    writer.write_record(heads).expect("a vector takes every record");
    for row in rows {
        writer.write_record(row).expect("a vector takes every record");
    }
    let bytes = writer.into_inner().expect("a vector takes every record");
    String::from_utf8(bytes).expect("cells are text")
}

fn rows(export: &Export) -> Vec<[String; COLUMNS.len()]> {
    let language = export.language;
    let mut rows = Vec::new();
    for rule in &export.rules.rules {
        for destination in rule.destination.texts() {
            rows.push([
                rule.kind().name().to_owned(),
                rule.name(),
                destination,
                rule.destination.type_name().to_owned(),
                rule.protocol().name().to_owned(),
                rule.port().to_string(),
                say::feature_ids(rule).join("; "),
                rule.requirement().name().to_owned(),
                say::reason(rule, export.rules),
                say::sections(rule, language).join("; "),
                sources(export, rule),
            ]);
        }
    }
    rows
}

/// The node subnets that a rule's traffic comes from; any is `*`.
fn sources(export: &Export, rule: &Rule) -> String {
    let sources = export.rules.sources(rule);
    let sources: Vec<String> = sources.iter().map(ToString::to_string).collect();
    if sources.is_empty() { "*".to_owned() } else { sources.join("; ") }
}
