//! How wide a text is in terminal cells, and how to cut, pad and wrap it by them.
//!
//! A Chinese character takes two cells and an accent none, so bytes and characters are the
//! wrong ruler for columns. Text from files passes through [`safe`] before it is measured.

use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What stands where a text was cut.
pub const ELLIPSIS: &str = "…";

/// The cells that a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.graphemes(true).map(UnicodeWidthStr::width).sum()
    }
}

/// The text in at most `cells` cells; a text that is cut ends with [`ELLIPSIS`].
#[must_use]
pub fn cut(text: &str, cells: usize) -> Cow<'_, str> {
    cut_with(text, cells, ELLIPSIS)
}

/// The text in at most `cells` cells; a text that is cut ends with `ellipsis`, or without it
/// where even that is too wide.
#[must_use]
pub fn cut_with<'a>(text: &'a str, cells: usize, ellipsis: &str) -> Cow<'a, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    let Some(room) = cells.checked_sub(width(ellipsis)) else {
        return Cow::Borrowed(head(text, cells));
    };
    Cow::Owned(format!("{}{ellipsis}", head(text, room)))
}

/// The longest start of the text that fits, cut between graphemes.
fn head(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme.width();
        if used > cells {
            return &text[..at];
        }
    }
    text
}

/// The text with spaces after it up to `cells`; a wider text stays whole.
#[must_use]
pub fn pad(text: &str, cells: usize) -> String {
    format!("{text}{}", " ".repeat(cells.saturating_sub(width(text))))
}

/// The text in lines of at most `cells` cells.
///
/// Lines break at spaces and between Chinese characters, though not before closing or after
/// opening punctuation. Only a word that is wider than a line is broken inside. A line feed in the
/// text begins a new line; the result has at least one.
#[must_use]
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrap_line(line, cells.max(1))).collect()
}

fn wrap_line(text: &str, cells: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in pieces(text) {
        let space = usize::from(piece.after_space && used > 0);
        let wide = width(piece.text);
        if used > 0 && used + space + wide > cells {
            lines.push(String::new());
            used = 0;
        } else if space == 1 {
            push(&mut lines, " ");
            used += 1;
        }
        if wide <= cells {
            push(&mut lines, piece.text);
            used += wide;
        } else {
            used = push_broken(&mut lines, piece.text, cells);
        }
    }
    lines
}

fn push(lines: &mut [String], text: &str) {
    if let Some(line) = lines.last_mut() {
        line.push_str(text);
    }
}

/// Breaks a word that is wider than a line; gives the width of its last part.
fn push_broken(lines: &mut Vec<String>, word: &str, cells: usize) -> usize {
    let mut used = 0;
    for grapheme in word.graphemes(true) {
        let wide = grapheme.width();
        if used > 0 && used + wide > cells {
            lines.push(String::new());
            used = 0;
        }
        push(lines, grapheme);
        used += wide;
    }
    used
}

/// A part of a text inside which no line breaks.
struct Piece<'a> {
    text: &'a str,
    after_space: bool,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    if text.is_ascii() {
        let words = text.split([' ', '\t']).filter(|word| !word.is_empty());
        return words.map(|text| Piece { text, after_space: true }).collect();
    }
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut before: Option<&str> = None;
    let mut after_space = false;
    for (at, grapheme) in text.grapheme_indices(true) {
        let is_space = matches!(grapheme, " " | "\t" | "\u{3000}");
        let breaks = before.is_some_and(|before| is_space || may_break(before, grapheme));
        if breaks {
            pieces.push(Piece { text: &text[from..at], after_space });
            after_space = false;
        }
        if breaks || before.is_none() {
            from = at;
        }
        if is_space {
            after_space = true;
            before = None;
        } else {
            before = Some(grapheme);
        }
    }
    if before.is_some() {
        pieces.push(Piece { text: &text[from..], after_space });
    }
    pieces
}

fn may_break(before: &str, after: &str) -> bool {
    const CLOSING: &str = "，。、；：！？）］｝〉》」』】〕〗％…—·”’,.;:!?)]}%>";
    const OPENING: &str = "（［｛〈《「『【〔〖“‘([{<";
    let either_is_wide = before.width() == 2 || after.width() == 2;
    either_is_wide && !CLOSING.contains(after) && !OPENING.contains(before)
}

/// The text with everything that a reader cannot see written out, as in `\u{1b}`.
///
/// Control characters could act on the terminal, bidirectional marks could reorder a line and
/// invisible ones could hide in a name. A text from a file is printed only in this form.
#[must_use]
pub fn safe(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_hidden(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Whether a character is a control, a separator of lines or one that shows nothing.
///
/// These are Unicode's control characters, the line and paragraph separators and the
/// default-ignorable ones. Variation selectors 1 to 16 pass, since emoji are written with them.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_counts_cells() {
        let rows = [
            ("", 0),
            ("abc", 3),
            ("规则", 4),
            ("a规b", 4),
            ("e\u{301}", 1),
            ("…", 1),
            ("，", 2),
            ("👩\u{200d}🔬", 2),
            ("ｱ", 1),
        ];
        for (text, cells) in rows {
            assert_eq!(width(text), cells, "{text:?}");
        }
    }

    #[test]
    fn cut_ends_between_graphemes() {
        let rows = [
            ("westeurope", 10, "westeurope"),
            ("westeurope", 9, "westeuro…"),
            ("westeurope", 1, "…"),
            ("westeurope", 0, ""),
            ("防火墙规则", 10, "防火墙规则"),
            ("防火墙规则", 9, "防火墙规…"),
            ("防火墙规则", 8, "防火墙…"),
            ("防火墙规则", 2, "…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ];
        for (text, cells, expected) in rows {
            assert_eq!(cut(text, cells), expected, "{text:?} in {cells}");
            assert!(width(&cut(text, cells)) <= cells);
        }
        assert_eq!(cut_with("westeurope", 8, "..."), "weste...");
        assert_eq!(cut_with("westeurope", 2, "..."), "we");
    }

    #[test]
    fn pad_fills_up_to_a_column() {
        let rows =
            [("ab", 4, "ab  "), ("规则", 6, "规则  "), ("规则", 4, "规则"), ("规则", 1, "规则")];
        for (text, cells, expected) in rows {
            assert_eq!(pad(text, cells), expected);
        }
    }

    #[test]
    fn wrap_breaks_where_a_reader_would() {
        let rows: [(&str, usize, &[&str]); 12] = [
            ("", 5, &[""]),
            ("one two three", 7, &["one two", "three"]),
            ("one  two", 10, &["one two"]),
            ("one two", 3, &["one", "two"]),
            ("management.azure.com", 8, &["manageme", "nt.azure", ".com"]),
            ("to management.azure.com", 8, &["to", "manageme", "nt.azure", ".com"]),
            ("节点到控制平面", 6, &["节点到", "控制平", "面"]),
            ("放行规则。", 8, &["放行规", "则。"]),
            ("主机（规则）", 6, &["主机", "（规", "则）"]),
            ("用 TCP 443 放行", 10, &["用 TCP 443", "放行"]),
            ("访问mcr.azure.cn的镜像", 12, &["访问", "mcr.azure.cn", "的镜像"]),
            ("a b\nc", 9, &["a b", "c"]),
        ];
        for (text, cells, expected) in rows {
            assert_eq!(wrap(text, cells), expected, "{text:?} in {cells}");
        }
    }

    #[test]
    fn wrap_loses_nothing_but_spaces() {
        let text = "去往这些地址的流量会放行（日志里没有主机名），see https://learn.microsoft.com/azure。 end";
        let bare = |text: &str| text.replace([' ', '\n'], "");
        for cells in 0..60 {
            let lines = wrap(text, cells);
            assert_eq!(bare(&lines.concat()), bare(text));
            assert!(lines.iter().all(|line| width(line) <= cells.max(2)), "{cells}: {lines:?}");
        }
    }

    #[test]
    fn safe_shows_what_is_hidden() {
        let rows = [
            ("prod-hub", "prod-hub"),
            ("生产 “集群” ❤\u{fe0f}", "生产 “集群” ❤\u{fe0f}"),
            ("a\nb\tc\r", "a\\nb\\tc\\r"),
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("\u{9b}2J", "\\u{9b}2J"),
            ("a\u{202e}b", "a\\u{202e}b"),
            ("a\u{2067}b\u{2069}", "a\\u{2067}b\\u{2069}"),
            ("a\u{200b}b\u{feff}", "a\\u{200b}b\\u{feff}"),
            ("x\u{2028}y", "x\\u{2028}y"),
            ("t\u{e0041}g", "t\\u{e0041}g"),
            ("\u{7f}\0", "\\u{7f}\\u{0}"),
        ];
        for (text, expected) in rows {
            assert_eq!(safe(text), expected);
            assert!(!safe(text).chars().any(is_hidden));
        }
    }
}
