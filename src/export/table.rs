//! Columns of plain text, aligned by cells.

use crate::cells::{pad, width, wrap};

/// Between two columns.
const GAP: &str = "  ";
/// The last column gets at least so many cells, even if lines become too long.
const LEAST: usize = 40;

/// A table whose last column wraps.
pub struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<Vec<String>>>,
}

impl Table {
    /// A table with these heads and no rows.
    #[must_use]
    pub fn new(heads: &[&str]) -> Self {
        Self { heads: heads.iter().map(|&head| head.to_owned()).collect(), rows: Vec::new() }
    }

    /// Adds a row; each cell is a list of lines, and the last one is wrapped.
    pub fn row(&mut self, cells: Vec<Vec<String>>) {
        debug_assert_eq!(cells.len(), self.heads.len());
        self.rows.push(cells);
    }

    /// Head, rule and rows in `total` cells, without spaces at line ends.
    #[must_use]
    pub fn lines(self, total: usize) -> Vec<String> {
        let last = self.heads.len().saturating_sub(1);
        let mut widths: Vec<usize> = self.heads.iter().map(|head| width(head)).collect();
        for row in &self.rows {
            for (column, cell) in row.iter().enumerate().take(last) {
                let widest = cell.iter().map(|line| width(line)).max().unwrap_or(0);
                widths[column] = widths[column].max(widest);
            }
        }
        let before: usize = widths[..last].iter().map(|cells| cells + GAP.len()).sum();
        let room = total.saturating_sub(before).max(LEAST);
        if let Some(cells) = widths.get_mut(last) {
            *cells = room;
        }
        let rule: Vec<String> = widths.iter().map(|&cells| "-".repeat(cells)).collect();
        let mut lines = vec![line(&self.heads, &widths), line(&rule, &widths)];
        for mut row in self.rows {
            if let Some(cell) = row.last_mut() {
                *cell = cell.iter().flat_map(|line| wrap(line, room)).collect();
            }
            let height = row.iter().map(Vec::len).max().unwrap_or(0);
            for at in 0..height {
                let cells: Vec<String> =
                    row.iter().map(|cell| cell.get(at).cloned().unwrap_or_default()).collect();
                lines.push(line(&cells, &widths));
            }
        }
        lines
    }
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let padded: Vec<String> =
        cells.iter().zip(widths).map(|(cell, &cells)| pad(cell, cells)).collect();
    padded.join(GAP).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_by_cells_and_the_last_one_wraps() {
        let cell = |text: &str| vec![text.to_owned()];
        let mut table = Table::new(&["目标", "Port", "Purpose"]);
        table.row(vec![cell("mcr.azure.cn"), cell("443"), cell("拉取镜像。")]);
        let two = vec!["a.example".to_owned(), "b.example".to_owned()];
        table.row(vec![two, cell("53"), cell("one two three four five six seven eight nine")]);
        let expected = [
            "目标          Port  Purpose",
            "------------  ----  ----------------------------------------",
            "mcr.azure.cn  443   拉取镜像。",
            "a.example     53    one two three four five six seven eight",
            "b.example           nine",
        ];
        assert_eq!(table.lines(40), expected);
    }
}
