//! What stands around a line that was copied out of somewhere: colours, quoting, prefixes.

use std::borrow::Cow;

/// The line without blanks at its ends, terminal colours, Markdown's quoting and `kubectl`'s
/// prefix.
pub(super) fn plain(line: &str) -> Cow<'_, str> {
    let line = trimmed(line);
    // The first byte of either is seen much faster than the characters are gone through.
    let may_be_coloured = memchr::memchr2(0x1b, 0xc2, line.as_bytes()).is_some();
    if !may_be_coloured || !line.contains(['\u{1b}', '\u{9b}']) {
        return Cow::Borrowed(undecorated(line));
    }
    Cow::Owned(undecorated(trimmed(&without_escapes(line))).to_owned())
}

fn trimmed(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0')
}

/// Markdown's `> `, `kubectl logs --prefix`, and backticks around the whole line.
fn undecorated(line: &str) -> &str {
    let mut line = line;
    while let Some(rest) = line.strip_prefix('>') {
        line = rest.trim_start();
    }
    if line.starts_with("[pod/")
        && let Some((_, rest)) = line.split_once("] ")
    {
        line = rest.trim_start();
    }
    if line.len() > 2 && line.starts_with('`') && line.ends_with('`') && !line.starts_with("```") {
        line = line.trim_matches('`').trim();
    }
    line
}

/// Without the sequences with which a program moves the cursor or sets a colour.
fn without_escapes(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let opened = match c {
            '\u{9b}' => '[',
            '\u{1b}' => chars.next().unwrap_or(' '),
            _ => {
                out.push(c);
                continue;
            }
        };
        match opened {
            '[' => while chars.next().is_some_and(|c| !('@'..='~').contains(&c)) {},
            ']' => while chars.next().is_some_and(|c| !matches!(c, '\u{7}' | '\u{9c}' | '\\')) {},
            _ => {}
        }
    }
    out
}

/// The text of a line that is one string of JSON or one quoted cell of CSV, and nothing else.
pub(super) fn unwrapped(line: &str) -> Option<Cow<'_, str>> {
    if !line.starts_with(['"', '\'']) {
        return None;
    }
    let line = line.strip_suffix(',').unwrap_or(line);
    if let Some(inside) = line.strip_prefix('\'').and_then(|line| line.strip_suffix('\'')) {
        return (!inside.contains('\'')).then_some(Cow::Borrowed(inside));
    }
    let inside = line.strip_prefix('"')?.strip_suffix('"')?;
    if !inside.contains(['"', '\\']) {
        return Some(Cow::Borrowed(inside));
    }
    if let Ok(text) = serde_json::from_str::<String>(line) {
        return Some(Cow::Owned(text));
    }
    let single = inside.replace("\"\"", "\u{0}");
    (!single.contains('"')).then(|| Cow::Owned(single.replace('\u{0}', "\"")))
}

/// The text with its escapes undone, however often it was put into a string: `\n` and `\\n` end a
/// line, `\"` and `\\\"` are quotes.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let slashes = rest[at..].bytes().take_while(|&byte| byte == b'\\').count();
        let after = &rest[at + slashes..];
        let written = match after.chars().next() {
            Some('n' | 'r') => '\n',
            Some('t') => ' ',
            Some(quote @ ('"' | '\'')) => quote,
            _ => {
                out.push_str(&rest[at..at + slashes]);
                rest = after;
                continue;
            }
        };
        out.push(written);
        rest = &after[1..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_line_goes() {
        let rows = [
            ("  a b \r\n", "a b"),
            ("\u{feff}a", "a"),
            ("\u{1b}[1;31ma\u{1b}[0m b", "a b"),
            ("\u{1b}]0;title\u{7}a", "a"),
            ("\u{9b}31ma", "a"),
            ("a\u{1b}", "a"),
            ("a\u{1b}[", "a"),
            ("> > a", "a"),
            ("`a b`", "a b"),
            ("```json", "```json"),
            ("[pod/squid-0/squid] 1 2", "1 2"),
            ("[pod/squid-0/squid]", "[pod/squid-0/squid]"),
            ("", ""),
        ];
        for (line, expected) in rows {
            assert_eq!(plain(line), expected, "{line:?}");
        }
    }

    #[test]
    fn a_line_that_is_one_string_is_unwrapped() {
        let rows = [
            ("\"a\",", Some("a")),
            ("'a b'", Some("a b")),
            (r#""a \"b\"\nc""#, Some("a \"b\"\nc")),
            (r#""k=""v"" x""#, Some("k=\"v\" x")),
            (r#""a","b""#, None),
            (r#""a": "b""#, None),
            ("\"", None),
            ("'", None),
            ("a", None),
        ];
        for (line, expected) in rows {
            assert_eq!(unwrapped(line).as_deref(), expected, "{line:?}");
        }
    }

    #[test]
    fn escapes_are_undone_however_deep() {
        let rows = [
            (r#"a\nb\\\"c\\\"\r\nd"#, "a\nb\"c\"\n\nd"),
            (r"C:\AzureData", r"C:\AzureData"),
            ("a\\", "a\\"),
            ("a", "a"),
        ];
        for (line, expected) in rows {
            assert_eq!(unescaped(line), expected, "{line:?}");
        }
    }
}
