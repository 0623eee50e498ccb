//! Columns, aligned by cells. Lines are not wrapped, so that `grep` finds whole entries.

use crate::cells::{pad, width};

const GAP: &str = "  ";

/// Heads and rows as lines; the last column is as wide as it is.
pub(super) fn columns<const N: usize>(heads: [&str; N], rows: &[[String; N]]) -> String {
    let widths = widths(heads, rows.iter());
    let mut text = line(&heads, &widths);
    for row in rows {
        text += &cells(row, &widths);
    }
    text
}

/// The same with a title above each group of rows.
pub(super) fn groups<const N: usize>(
    heads: [&str; N],
    groups: &[(&str, Vec<[String; N]>)],
) -> String {
    let widths = widths(heads, groups.iter().flat_map(|(_, rows)| rows));
    let mut text = line(&heads, &widths);
    for (title, rows) in groups {
        text.extend(["\n", title, "\n"]);
        for row in rows {
            text += &cells(row, &widths);
        }
    }
    text
}

fn widths<'a, const N: usize>(
    heads: [&str; N],
    rows: impl Iterator<Item = &'a [String; N]>,
) -> [usize; N] {
    let mut widths = heads.map(width);
    for row in rows {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(width(cell));
        }
    }
    widths
}

fn cells<const N: usize>(row: &[String; N], widths: &[usize]) -> String {
    line(&row.each_ref().map(String::as_str), widths)
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

    #[test]
    fn groups_share_their_columns() {
        let row = |id: &str| vec![[id.to_owned(), "x".to_owned()]];
        let all = [("One", row("a")), ("Two", row("long"))];
        assert_eq!(groups(["ID", "N"], &all), "ID    N\n\nOne\na     x\n\nTwo\nlong  x\n");
    }
}
