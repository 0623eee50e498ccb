//! Text from a file, made safe to be shown.

use crate::cells;

/// Longer texts are cut.
const SHOWN: usize = 60;

/// The text with what a reader cannot see written out, cut after sixty characters.
pub(crate) fn shown(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(SHOWN) else {
        return cells::safe(text).into_owned();
    };
    cells::safe(&text[..end]).into_owned() + cells::ELLIPSIS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_cuts() {
        assert_eq!(shown("a\u{1b}[31m\nb\u{202e}c é 名"), "a\\u{1b}[31m\\nb\\u{202e}c é 名");
        assert_eq!(shown(&"x".repeat(60)), "x".repeat(60));
        assert_eq!(shown(&"é".repeat(61)), format!("{}…", "é".repeat(60)));
    }
}
