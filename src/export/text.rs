//! An aligned table for reading, mails and tickets.

use super::header::{LINE, hang};
use super::left_out::LeftOut;
use super::table::Table;
use super::{Capabilities, Export, Family, Format, Proof, advisories, say};
use crate::catalog::{Kind, Text};
use crate::cells::{pad, width, wrap};

pub(super) const FORMAT: Format = Format {
    id: "text",
    family: Family::Documents,
    extension: "txt",
    title: Text { en: "Text table", zh: "文本表格" },
    about: Text {
        en: "aligned columns for reading, mails and tickets",
        zh: "对齐的列，用于阅读、邮件和工单",
    },
    steps: Text {
        en: "Show it in a font whose characters are equally wide.\n\
             Hand it to the people who run the firewall, with its warnings and readings.",
        zh: "用等宽字体显示。\n\
             连同警告和解读一起交给管理防火墙的人。",
    },
    capabilities: Capabilities::DOCUMENT,
    holds_warnings: true,
    proof: Proof::ReadBack(Text { en: "Python", zh: "Python" }),
    cautions: &[],
    write,
};

/// Features wrap in a narrow column, so that purposes have room.
const FEATURE: usize = 22;

fn write(export: &Export) -> String {
    let headings = &export.words().headings;
    let mut lines = export.plain_header();
    for &kind in Kind::ALL {
        lines.extend(rules(export, kind));
    }
    lines.extend(left_out(export, headings.waiting, &export.waiting()));
    lines.extend(readings(export));
    lines.extend(left_out(export, headings.not_needed, &export.not_needed()));
    lines.join("\n")
}

/// A section's heading, with a blank line before and after.
fn heading(title: &str, count: usize) -> [String; 3] {
    [String::new(), format!("== {title} ({count}) =="), String::new()]
}

fn rules(export: &Export, kind: Kind) -> Vec<String> {
    let words = export.words();
    let (columns, language) = (&words.columns, export.language);
    let count = export.rules.of_kind(kind).count();
    let mut lines = heading(words.headings.kinds[kind as usize], count).to_vec();
    if count == 0 {
        lines.push(words.headings.none[kind as usize].to_owned());
        return lines;
    }
    let heads =
        [columns.destination, columns.port, columns.feature, columns.requirement, columns.purpose];
    let mut table = Table::new(&heads);
    for rule in export.rules.of_kind(kind) {
        let features = say::features(rule, language);
        table.row(vec![
            rule.destination.texts(),
            vec![say::port(rule.protocol(), rule.port())],
            features.iter().flat_map(|name| wrap(name, FEATURE)).collect(),
            vec![say::requirement(rule.requirement(), language).to_owned()],
            vec![say::reason(rule, export.rules)],
        ]);
    }
    lines.extend(table.lines(LINE));
    lines
}

fn readings(export: &Export) -> Vec<String> {
    let all = advisories::referred(export.rules);
    if all.is_empty() {
        return Vec::new();
    }
    let mut lines = heading(export.words().headings.advisories, all.len()).to_vec();
    for advisory in all {
        let [title, text, _] = advisories::lines(advisory, export.language);
        lines.extend(hang(&format!("[{}] ", advisory.id), &title));
        lines.extend(hang("    ", &text));
    }
    lines
}

fn left_out(export: &Export, title: &str, groups: &[LeftOut]) -> Vec<String> {
    let count: usize = groups.iter().map(|group| group.rules.len()).sum();
    if count == 0 {
        return Vec::new();
    }
    let mut lines = heading(title, count).to_vec();
    for group in groups {
        lines.extend(hang("", &group.reason));
        let ports: Vec<String> = group
            .rules
            .iter()
            .map(|absent| say::port(absent.rule.protocol, absent.rule.port))
            .collect();
        let column = ports.iter().map(|port| width(port)).max().unwrap_or(0) + 2;
        for (absent, port) in group.rules.iter().zip(&ports) {
            let destination = absent.destination(&export.rules.profile);
            lines.push(format!("    {}{destination}", pad(port, column)));
        }
    }
    lines
}
