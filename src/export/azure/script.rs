//! Scripts of calls to the Azure CLI: what to fill in stands below the header.

use crate::catalog::Text;
use crate::export::Export;

const NOTHING: Text = Text {
    en: "No rule fits in here: the warnings above say why.",
    zh: "没有可以写入的规则，原因见上面的警告。",
};

/// A script. `placeholders` are variables with what is to be replaced; each call is the lines of
/// one command.
pub(super) fn script(
    export: &Export,
    placeholders: [(&str, &str); 2],
    calls: Vec<Vec<String>>,
) -> String {
    let mut lines = vec!["#!/usr/bin/env bash".to_owned()];
    lines.extend(export.comments("#"));
    lines.extend([String::new(), "set -euo pipefail".to_owned(), String::new()]);
    if calls.is_empty() {
        lines.push(format!("# {}", NOTHING.get(export.language)));
        return lines.join("\n");
    }
    lines.extend(placeholders.map(|(variable, value)| format!("{variable}='{value}'")));
    for call in calls {
        lines.push(String::new());
        let last = call.len().saturating_sub(1);
        let more = |(at, line)| if at == last { line } else { format!("{line} \\") };
        lines.extend(call.into_iter().enumerate().map(more));
    }
    lines.join("\n")
}
