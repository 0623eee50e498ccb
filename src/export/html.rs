//! The rules as one page that opens in any browser and prints well; it loads nothing.

use super::left_out::LeftOut;
use super::{Capabilities, Export, Family, Format, Proof, advisories, say};
use crate::catalog::{Kind, Text};
use crate::cells::safe;
use crate::profile::Language;
use crate::rules::Rule;

pub(super) const FORMAT: Format = Format {
    id: "html",
    family: Family::Documents,
    extension: "html",
    title: Text { en: "HTML page", zh: "HTML 网页" },
    about: Text {
        en: "a page to read, print or attach to a change request",
        zh: "供阅读、打印或附在变更申请中的网页",
    },
    steps: Text {
        en: "Open it in a browser, or attach it to the change request; it is one file and loads nothing.\n\
             Print it to paper or PDF: each page repeats the head of its table.",
        zh: "用浏览器打开，或附在变更申请中；只有一个文件，不加载任何外部内容。\n\
             可打印到纸张或 PDF：每一页都会重复表头。",
    },
    capabilities: Capabilities::DOCUMENT,
    holds_warnings: true,
    proof: Proof::ReadBack(Text { en: "HTML Tidy and Python", zh: "HTML Tidy 和 Python" }),
    cautions: &[],
    write,
};

/// Colours follow the reader's system; paper is always light.
const STYLE: &str = "\
:root { color-scheme: light dark; --ink: #1b1f24; --faint: #57606a; --paper: #ffffff; --band: #f3f5f7; --line: #d0d7de; --mark: #9a6700; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --faint: #9da7b1; --paper: #0d1117; --band: #161b22; --line: #3d444d; --mark: #d29922; } }
body { margin: 2rem auto; max-width: 90rem; padding: 0 1.5rem; background: var(--paper); color: var(--ink); font: 0.95rem/1.5 system-ui, \"Segoe UI\", \"Microsoft YaHei\", \"PingFang SC\", sans-serif; }
h1 { font-size: 1.6rem; }
h2 { margin-top: 2rem; font-size: 1.2rem; }
code { font-family: ui-monospace, Consolas, Menlo, monospace; font-size: 0.92em; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.4rem 0.6rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { background: var(--band); }
table.facts { width: auto; }
table.facts th { color: var(--faint); font-weight: normal; white-space: nowrap; }
section.warnings { border-left: 0.3rem solid var(--mark); padding-left: 1rem; }
@media print { :root { color-scheme: light; --ink: #000000; --faint: #333333; --paper: #ffffff; --band: #eeeeee; --line: #999999; } body { margin: 0; max-width: none; padding: 0; font-size: 8.5pt; } tr, li { break-inside: avoid; } h2 { break-after: avoid; } }";

fn write(export: &Export) -> String {
    let words = export.words();
    let language = match export.language {
        Language::En => "en",
        Language::Zh => "zh-Hans",
    };
    let title = escape(export.title());
    let mut lines = vec![
        "<!DOCTYPE html>".to_owned(),
        format!("<html lang=\"{language}\">"),
        "<head>".to_owned(),
        "<meta charset=\"utf-8\">".to_owned(),
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">".to_owned(),
        format!("<title>{title}</title>"),
        format!("<style>\n{STYLE}\n</style>"),
        "</head>".to_owned(),
        "<body>".to_owned(),
        format!("<h1>{title}</h1>"),
    ];
    lines.extend(facts(export));
    lines.extend(warnings(export));
    for &kind in Kind::ALL {
        lines.push(format!("<h2>{}</h2>", escape(words.headings.kinds[kind as usize])));
        lines.extend(table(export, kind));
    }
    lines.extend(left_out(export, words.headings.waiting, &export.waiting()));
    lines.extend(readings(export));
    lines.extend(left_out(export, words.headings.not_needed, &export.not_needed()));
    lines.extend(["</body>", "</html>"].map(str::to_owned));
    lines.join("\n")
}

fn facts(export: &Export) -> Vec<String> {
    let labels = &export.words().labels;
    let row = |(label, value): &(&'static str, String)| {
        // The operator's names may be anything, backticks too.
        let is_name = [labels.profile, labels.clusters].contains(label);
        let value = if is_name { escape(value) } else { prose(value) };
        format!("<tr><th scope=\"row\">{}</th><td>{value}</td></tr>", escape(label))
    };
    let mut lines = vec!["<table class=\"facts\">".to_owned()];
    lines.extend(export.facts().iter().map(row));
    lines.push("</table>".to_owned());
    lines
}

fn warnings(export: &Export) -> Vec<String> {
    let notices = export.notices();
    if notices.is_empty() {
        return Vec::new();
    }
    let heading = escape(export.words().headings.warnings);
    let mut lines =
        vec![format!("<section class=\"warnings\">\n<h2>{heading}</h2>"), "<ol>".to_owned()];
    lines.extend(notices.iter().map(|notice| format!("<li>{}</li>", prose(notice))));
    lines.push("</ol>\n</section>".to_owned());
    lines
}

fn table(export: &Export, kind: Kind) -> Vec<String> {
    let words = export.words();
    let rows: Vec<String> = export.rules.of_kind(kind).map(|rule| row(export, rule)).collect();
    if rows.is_empty() {
        return vec![format!("<p>{}</p>", escape(words.headings.none[kind as usize]))];
    }
    let heads =
        words.columns.heads().map(|head| format!("<th scope=\"col\">{}</th>", escape(head)));
    let mut lines = vec![
        "<table class=\"rules\">".to_owned(),
        format!("<thead><tr>{}</tr></thead>", heads.concat()),
        "<tbody>".to_owned(),
    ];
    lines.extend(rows);
    lines.push("</tbody>\n</table>".to_owned());
    lines
}

fn row(export: &Export, rule: &Rule) -> String {
    let language = export.language;
    let destinations: Vec<String> =
        rule.destination.texts().iter().map(|text| code(text)).collect();
    let places: Vec<String> =
        say::places(rule, language).iter().map(|place| prose(place)).collect();
    let cells = [
        destinations.join("<br>"),
        code(&say::port(rule.protocol(), rule.port())),
        prose(&say::features(rule, language).join(export.words().comma)),
        escape(say::requirement(rule.requirement(), language)),
        prose(&say::reason(rule, export.rules)),
        prose(&say::blocked(rule, language)),
        places.join("<br>"),
    ];
    format!("<tr><td>{}</td></tr>", cells.join("</td><td>"))
}

fn readings(export: &Export) -> Vec<String> {
    let all = advisories::referred(export.rules);
    if all.is_empty() {
        return Vec::new();
    }
    let item = |advisory: &&crate::catalog::Advisory| {
        let lines = advisories::lines(advisory, export.language).map(|line| prose(&line));
        format!("<li><strong>{}</strong> {}</li>", escape(advisory.id), lines.join("<br>"))
    };
    section(export.words().headings.advisories, all.iter().map(item).collect())
}

fn left_out(export: &Export, title: &str, groups: &[LeftOut]) -> Vec<String> {
    if groups.is_empty() {
        return Vec::new();
    }
    let item = |group: &LeftOut| {
        let rule = |absent: &&crate::rules::Absent| {
            let port = say::port(absent.rule.protocol, absent.rule.port);
            let destination = absent.destination(&export.rules.profile);
            format!("<li>{} {}</li>", code(&destination), escape(&port))
        };
        let rules: Vec<String> = group.rules.iter().map(rule).collect();
        format!("<li>{}\n<ul>\n{}\n</ul>\n</li>", prose(&group.reason), rules.join("\n"))
    };
    section(title, groups.iter().map(item).collect())
}

fn section(title: &str, items: Vec<String>) -> Vec<String> {
    let mut lines = vec![format!("<h2>{}</h2>", escape(title)), "<ul>".to_owned()];
    lines.extend(items);
    lines.push("</ul>".to_owned());
    lines
}

/// A sentence; what stands between two backticks becomes code.
fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let last = parts.len() - 1;
    let part = |(index, part): (usize, &&str)| match (index % 2 == 1, index < last) {
        (true, true) if !part.is_empty() => code(part),
        (true, true) => "``".to_owned(),
        (true, false) => format!("`{}", escape(part)),
        (false, _) => escape(part),
    };
    parts.iter().enumerate().map(part).collect()
}

fn code(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<code>{}</code>", escape(text)) }
}

/// A text that means nothing to a browser, in an element or an attribute.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in safe(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_means_nothing_to_a_browser() {
        let rows = [
            ("a <b> & 'c' \"d\"", "a &lt;b&gt; &amp; &#39;c&#39; &quot;d&quot;"),
            ("use `*.x` here", "use <code>*.x</code> here"),
            ("one ` tick", "one ` tick"),
            ("two `` ticks", "two `` ticks"),
            ("`<x>`", "<code>&lt;x&gt;</code>"),
            ("a\nb", "a\\nb"),
        ];
        for (text, expected) in rows {
            assert_eq!(prose(text), expected);
        }
    }
}
