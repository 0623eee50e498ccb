//! The first few of what a row names.

use super::coverage::By;

/// So many destinations, or places, are shown of one row.
pub(super) const SHOWN: usize = 3;

/// What the rules of a finding let through, each once.
pub(super) fn traffic(at: &[By]) -> String {
    let mut all: Vec<&str> = Vec::new();
    for by in at {
        if !by.traffic.is_empty() && !all.contains(&&*by.traffic) {
            all.push(&by.traffic);
        }
    }
    all.join(", ")
}

/// The first few of many.
pub(super) fn some_of(texts: &[String], comma: &str) -> String {
    let rest = texts.len().saturating_sub(SHOWN);
    let more = (rest > 0).then(|| format!("+{rest}"));
    let shown = texts.iter().take(SHOWN).cloned().chain(more);
    shown.collect::<Vec<_>>().join(comma)
}

/// The rules of a finding, one a line.
pub(super) fn places(at: &[By]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for by in at {
        let text = by.rule_text();
        if !lines.contains(&text) && !text.is_empty() {
            lines.push(text);
        }
    }
    let rest = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    if rest > 0 {
        lines.push(format!("+{rest}"));
    }
    lines.join("\n")
}
