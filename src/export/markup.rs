//! Plain words and code in Markdown that a parser reads back unchanged.

/// A text as literal characters; what stands between two backticks becomes code.
///
/// In a table, a bar would end the cell, so it is escaped there, in code too.
pub(crate) fn prose(text: &str, in_table: bool) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let last = parts.len() - 1;
    let mut out = String::with_capacity(text.len() + 8);
    for (index, part) in parts.iter().enumerate() {
        let behind_tick = index % 2 == 1;
        let closed = index < last;
        match (behind_tick, closed) {
            (true, true) if part.is_empty() => out.push_str("\\`\\`"),
            (true, true) => out.push_str(&code(part, in_table)),
            (true, false) => {
                out.push_str("\\`");
                literal(part, &mut out);
            }
            (false, _) => literal(part, &mut out),
        }
    }
    if in_table { out } else { guard_start(out) }
}

/// Punctuation that means something in the middle of a line.
fn literal(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// A line that starts with `#`, `-`, `+`, `=` or `1. ` would be a heading or a list.
fn guard_start(text: String) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut after = text[digits..].chars();
    let at = match (after.next(), after.next()) {
        (Some('.' | ')'), None | Some(' ')) if digits > 0 => digits,
        (Some('#' | '-' | '+' | '='), _) if digits == 0 => 0,
        _ => return text,
    };
    format!("{}\\{}", &text[..at], &text[at..])
}

/// A text as a code span: literal, but for a bar in a table.
pub(crate) fn code(text: &str, in_table: bool) -> String {
    if text.is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(text) + 1);
    let text = if in_table { text.replace('|', "\\|") } else { text.to_owned() };
    // A parser strips one space from both ends, unless there is nothing else.
    let stripped = text.starts_with([' ', '`']) || text.ends_with([' ', '`']);
    if stripped && !text.trim().is_empty() {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_literal_but_for_code() {
        let rows = [
            ("plain words.", "plain words."),
            ("a *b* _c_ <d> [e](f)", "a \\*b\\* \\_c\\_ \\<d\\> \\[e\\](f)"),
            ("use `a_b*` here", "use `a_b*` here"),
            ("one ` tick", "one \\` tick"),
            ("two `` ticks", "two \\`\\` ticks"),
            ("# heading", "\\# heading"),
            ("12. item", "12\\. item"),
            ("10.0.0.4", "10.0.0.4"),
            ("-x", "\\-x"),
            ("a|b `c|d`", "a\\|b `c|d`"),
        ];
        for (text, expected) in rows {
            assert_eq!(prose(text, false), expected, "{text}");
        }
        assert_eq!(prose("`c|d`", true), "`c\\|d`");
    }

    #[test]
    fn code_grows_its_fence() {
        let rows = [
            ("*.azk8s.cn", "`*.azk8s.cn`"),
            ("a`b", "``a`b``"),
            ("`a``", "``` `a`` ```"),
            (" a", "`  a `"),
            ("", ""),
        ];
        for (text, expected) in rows {
            assert_eq!(code(text, false), expected, "{text}");
        }
    }
}
