//! The document of the JSON format as YAML in block style, every string of it in double quotes.
//!
//! Left bare, `*.x` is an alias, `no` is false and `12:30:45` a number. The writer is our own: of
//! the kept libraries, none quotes every string and writes hidden characters as escapes.

use super::json::document;
use super::{Capabilities, Export, Family, Format, Proof};
use crate::catalog::Text;
use crate::cells::is_hidden;
use serde_json::Value;
use std::fmt::Write as _;

pub(super) const FORMAT: Format = Format {
    id: "yaml",
    family: Family::Documents,
    extension: "yaml",
    title: Text { en: "YAML", zh: "YAML" },
    about: Text {
        en: "the JSON document as YAML, for playbooks and pipelines",
        zh: "内容与 JSON 相同的 YAML 文档，用于 playbook 和流水线",
    },
    steps: Text {
        en: "Read `rules` with any YAML library or yq; check `schema` first.\n\
             Stop where a warning has the severity `refusal`: the answers contradict each other.",
        zh: "用任意 YAML 库或 yq 读取 `rules`，先检查 `schema`。\n\
             若某条警告的 `severity` 为 `refusal`，请停止：配置的回答互相矛盾。",
    },
    capabilities: Capabilities::DOCUMENT,
    holds_warnings: true,
    proof: Proof::ReadBack(Text { en: "PyYAML", zh: "PyYAML" }),
    cautions: &[],
    write,
};

fn write(export: &Export) -> String {
    let mut lines = export.comments("#");
    lines.push("---".to_owned());
    block(&document(export), "", &mut lines);
    lines.join("\n")
}

/// A value that has lines of its own; each begins with `indent`.
fn block(value: &Value, indent: &str, lines: &mut Vec<String>) {
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            for (name, value) in entries {
                entry(&format!("{indent}{}:", key(name)), value, indent, lines);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for value in items {
                item(value, indent, lines);
            }
        }
        _ => lines.push(format!("{indent}{}", scalar(value))),
    }
}

/// A key and its value: on one line, or the value below.
fn entry(head: &str, value: &Value, indent: &str, lines: &mut Vec<String>) {
    if is_block(value) {
        lines.push(head.to_owned());
        block(value, &format!("{indent}  "), lines);
    } else {
        lines.push(format!("{head} {}", scalar(value)));
    }
}

/// An item of a list: its first line stands behind the dash.
fn item(value: &Value, indent: &str, lines: &mut Vec<String>) {
    let first = lines.len();
    block(value, &format!("{indent}  "), lines);
    if let Some(line) = lines.get_mut(first) {
        line.replace_range(..indent.len() + 2, &format!("{indent}- "));
    }
}

fn is_block(value: &Value) -> bool {
    match value {
        Value::Object(entries) => !entries.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Object(_) => "{}".to_owned(),
        Value::Array(_) => "[]".to_owned(),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// A key: bare where it is a plain word, as those of the JSON format are.
fn key(name: &str) -> String {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let is_word = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(plain)
        && !CONSTANTS.contains(&name);
    if is_word { name.to_owned() } else { quoted(name) }
}

/// Words that some reader takes for a truth value or for nothing.
const CONSTANTS: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];

/// A text in double quotes, on one line; what cannot be seen is an escape.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        let code = u32::from(c);
        let _ = match c {
            '"' | '\\' => write!(out, "\\{c}"),
            '\n' => write!(out, "\\n"),
            '\t' => write!(out, "\\t"),
            _ if !is_hidden(c) => write!(out, "{c}"),
            _ if code > 0xffff => write!(out, "\\U{code:08x}"),
            _ => write!(out, "\\u{code:04x}"),
        };
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn strings_are_quoted_and_values_nest() {
        let value = json!({
            "rules": [{ "id": "a", "hosts": ["*.x", "no"], "none": [] }, [1, [true]], "12:30:45"],
            "on": null,
            "before_2021": 2,
            "k8s:app": { "empty": {} },
        });
        let mut lines = Vec::new();
        block(&value, "", &mut lines);
        let expected = [
            "rules:",
            "  - id: \"a\"",
            "    hosts:",
            "      - \"*.x\"",
            "      - \"no\"",
            "    none: []",
            "  - - 1",
            "    - - true",
            "  - \"12:30:45\"",
            "\"on\": null",
            "before_2021: 2",
            "\"k8s:app\":",
            "  empty: {}",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn what_cannot_be_seen_is_an_escape() {
        let rows = [
            ("*.azk8s.cn", "\"*.azk8s.cn\""),
            ("a\"b\\c\nd\te\r", "\"a\\\"b\\\\c\\nd\\te\\u000d\""),
            ("\u{202e}\u{85}\u{e0041}\u{feff}", "\"\\u202e\\u0085\\U000e0041\\ufeff\""),
            ("规则 ❤\u{fe0f}", "\"规则 ❤\u{fe0f}\""),
        ];
        for (text, expected) in rows {
            assert_eq!(quoted(text), expected);
        }
    }
}
