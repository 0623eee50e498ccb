//! Tables for wikis, tickets and pull requests, in GitHub's Markdown.

use super::left_out::LeftOut;
use super::markup::{code, prose};
use super::{Capabilities, Export, Family, Format, Proof, advisories, say};
use crate::catalog::{Kind, Text};
use crate::cells::safe;
use crate::rules::Rule;

pub(super) const FORMAT: Format = Format {
    id: "markdown",
    family: Family::Documents,
    extension: "md",
    title: Text { en: "Markdown", zh: "Markdown" },
    about: Text {
        en: "tables with reasons and consequences for wikis and pull requests",
        zh: "带原因和后果的表格，用于 wiki 和拉取请求",
    },
    steps: Text {
        en: "Commit it beside the cluster's configuration, or paste it into a ticket.\n\
             Write it again after each change of the profile: the difference shows what to open and what to close.",
        zh: "与群集配置一起提交，或粘贴到工单。\n\
             配置变更后重新生成，差异就是要放行和要收回的规则。",
    },
    capabilities: Capabilities::DOCUMENT,
    holds_warnings: true,
    proof: Proof::ReadBack(Text { en: "markdown-it-py", zh: "markdown-it-py" }),
    cautions: &[],
    write,
};

fn write(export: &Export) -> String {
    let words = export.words();
    let mut blocks = vec![format!("# {}", export.title()), facts(export)];
    let notices = export.notices();
    if !notices.is_empty() {
        blocks.push(format!("## {}", words.headings.warnings));
        let item =
            |(index, notice): (usize, &String)| format!("{}. {}", index + 1, prose(notice, false));
        blocks.push(notices.iter().enumerate().map(item).collect::<Vec<_>>().join("\n"));
    }
    for &kind in Kind::ALL {
        blocks.push(format!("## {}", words.headings.kinds[kind as usize]));
        blocks.push(table(export, kind));
    }
    blocks.extend(left_out(export, words.headings.waiting, &export.waiting()));
    blocks.extend(readings(export));
    blocks.extend(left_out(export, words.headings.not_needed, &export.not_needed()));
    blocks.join("\n\n")
}

/// The header; the operator's name for the profile is code, since it may be anything.
fn facts(export: &Export) -> String {
    let labels = &export.words().labels;
    let item = |(label, value): &(&'static str, String)| {
        let value = if *label == labels.profile { code(value, false) } else { prose(value, false) };
        format!("- {label}{}{value}", export.words().colon)
    };
    export.facts().iter().map(item).collect::<Vec<_>>().join("\n")
}

fn table(export: &Export, kind: Kind) -> String {
    let words = export.words();
    let heads = words.columns.heads();
    let mut lines =
        vec![format!("| {} |", heads.join(" | ")), format!("|{}", " --- |".repeat(heads.len()))];
    lines.extend(export.rules.of_kind(kind).map(|rule| row(export, rule)));
    if lines.len() == 2 { words.headings.none[kind as usize].to_owned() } else { lines.join("\n") }
}

fn row(export: &Export, rule: &Rule) -> String {
    let language = export.language;
    let destinations: Vec<String> =
        rule.destination.texts().iter().map(|text| code(&safe(text), true)).collect();
    let places: Vec<String> =
        say::places(rule, language).iter().map(|place| prose(place, true)).collect();
    let cells = [
        destinations.join("<br>"),
        code(&say::port(rule.protocol(), rule.port()), true),
        prose(&say::features(rule, language).join(export.words().comma), true),
        say::requirement(rule.requirement(), language).to_owned(),
        prose(&say::reason(rule, export.rules), true),
        prose(&say::blocked(rule, language), true),
        places.join("<br>"),
    ];
    format!("| {} |", cells.join(" | "))
}

fn readings(export: &Export) -> Vec<String> {
    let all = advisories::referred(export.rules);
    if all.is_empty() {
        return Vec::new();
    }
    let item = |advisory: &&crate::catalog::Advisory| {
        let lines = advisories::lines(advisory, export.language).map(|line| prose(&line, false));
        format!("- **{}** {}", advisory.id, lines.join("<br>\n  "))
    };
    let items: Vec<String> = all.iter().map(item).collect();
    vec![format!("## {}", export.words().headings.advisories), items.join("\n")]
}

fn left_out(export: &Export, title: &str, groups: &[LeftOut]) -> Vec<String> {
    if groups.is_empty() {
        return Vec::new();
    }
    let item = |group: &LeftOut| {
        let rules: Vec<String> = group
            .rules
            .iter()
            .map(|absent| {
                let port = say::port(absent.rule.protocol, absent.rule.port);
                let destination = absent.destination(&export.rules.profile);
                format!("  - {} {port}", code(&safe(&destination), false))
            })
            .collect();
        format!("- {}\n{}", prose(&group.reason, false), rules.join("\n"))
    };
    let items: Vec<String> = groups.iter().map(item).collect();
    vec![format!("## {title}"), items.join("\n")]
}
