//! Columns, aligned by cells. Lines are not wrapped, so that `grep` finds whole entries.

use crate::cells::{pad, width};

const GAP: &str = "  ";

/// Heads and rows as lines; the last column is as wide as it is.
pub(super) fn columns<const N: usize>(heads: [&str; N], rows: &[[String; N]]) -> String {
    let mut widths = heads.map(width);
    for row in rows {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(width(cell));
        }
    }
    let mut text = line(&heads, &widths);
    for row in rows {
        text += &line(&row.each_ref().map(String::as_str), &widths);
    }
    text
}

fn line(cells: &[&str], widths: &[usize]) -> String {
    let padded: Vec<String> =
        cells.iter().zip(widths).map(|(cell, widest)| pad(cell, *widest)).collect();
    format!("{}\n", padded.join(GAP).trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_also_with_chinese() {
        let rows = [["a".to_owned(), "中国".to_owned()], ["核心".to_owned(), String::new()]];
        assert_eq!(columns(["ID", "云"], &rows), "ID    云\na     中国\n核心\n");
    }
}
