//! One answer laid out for people: a title, a few sentences, tables. The terminal, a ticket in
//! Markdown and the wizard's page are three faces of it.

use crate::cells;
use crate::export::markup::{code, prose};
use std::fmt::Write;

/// How much a table matters to the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Something is wrong, and there is something to do.
    Bad,
    /// To be looked at.
    Warning,
    /// As it should be.
    Good,
    /// Only said.
    Note,
}

/// An answer as a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What was asked, of what.
    pub title: String,
    /// The answer in a few sentences.
    pub summary: Vec<String>,
    /// The details, what matters most first; none is empty.
    pub tables: Vec<Table>,
}

/// Rows of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What the rows are; their number is not part of it.
    pub heading: String,
    /// How much they matter.
    pub tone: Tone,
    /// What is to be said of all of them; may be empty.
    pub about: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// So many columns from the left name a row; the others tell about it.
    pub lead: usize,
    /// The cells of each row, as many as there are columns; a cell may be empty, or have several
    /// lines.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// The page as text of at most `width` columns, without control characters.
    #[must_use]
    pub fn text(&self, width: usize) -> String {
        let mut out = String::new();
        for (line, _) in self.lines(width) {
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    /// The page as lines of at most `width` columns, each with what kind of line it is.
    #[must_use]
    pub fn lines(&self, width: usize) -> Vec<(String, LineKind)> {
        let mut lines = Lines { width, lines: Vec::new() };
        lines.put("", "", &self.title, LineKind::Title);
        for sentence in &self.summary {
            lines.put("", "", sentence, LineKind::Text);
        }
        for table in &self.tables {
            lines.put("", "", "", LineKind::Text);
            let heading = format!("{} ({})", table.heading, table.rows.len());
            lines.put("", "", &heading, LineKind::Heading(table.tone));
            lines.put_if("", "", &table.about, LineKind::Text);
            for row in &table.rows {
                lines.row(table, row);
            }
        }
        lines.lines
    }

    /// The page as Markdown that any renderer shows with the same words.
    #[must_use]
    pub fn markdown(&self) -> String {
        let plain = |text: &str| prose(&safe_lines(text).join(" "), false);
        let mut out = format!("# {}\n", plain(&self.title));
        for sentence in &self.summary {
            let _ = write!(out, "\n{}\n", plain(sentence));
        }
        for table in &self.tables {
            let _ = write!(out, "\n## {} ({})\n", plain(&table.heading), table.rows.len());
            if !table.about.is_empty() {
                let _ = write!(out, "\n{}\n", plain(&table.about));
            }
            out.push('\n');
            out.push_str(&markdown_table(table));
        }
        out
    }
}

/// What a line of a page is, for its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// The title.
    Title,
    /// The heading of a table.
    Heading(Tone),
    /// What a row is about.
    Lead(Tone),
    /// Sentences and details.
    Text,
}

struct Lines {
    width: usize,
    lines: Vec<(String, LineKind)>,
}

impl Lines {
    /// A text behind a label, wrapped below itself.
    fn put(&mut self, indent: &str, label: &str, text: &str, kind: LineKind) {
        let room = self.width.saturating_sub(cells::width(indent) + cells::width(label)).max(20);
        let wrapped = safe_lines(text).into_iter().flat_map(|line| cells::wrap(&line, room));
        for (number, part) in wrapped.enumerate() {
            let label =
                if number == 0 { label.to_owned() } else { cells::pad("", cells::width(label)) };
            self.lines.push((format!("{indent}{label}{part}"), kind));
        }
    }

    fn put_if(&mut self, indent: &str, label: &str, text: &str, kind: LineKind) {
        if !text.is_empty() {
            self.put(indent, label, text, kind);
        }
    }

    fn row(&mut self, table: &Table, row: &[String]) {
        let (lead, rest) = row.split_at(table.lead.min(row.len()));
        let lead: Vec<&str> =
            lead.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        self.put("  ", "", &lead.join(" "), LineKind::Lead(table.tone));
        let names = &table.columns[table.lead.min(table.columns.len())..];
        let told = || names.iter().zip(rest).filter(|(_, cell)| !cell.is_empty());
        let wide = told().map(|(name, _)| cells::width(name)).max().unwrap_or(0);
        for (name, cell) in told() {
            self.put("      ", &format!("{}  ", cells::pad(name, wide)), cell, LineKind::Text);
        }
    }
}

/// The lines of a text, each safe to show.
fn safe_lines(text: &str) -> Vec<String> {
    text.split('\n').map(|line| cells::safe(line).into_owned()).collect()
}

fn markdown_table(table: &Table) -> String {
    let used: Vec<usize> = (0..table.columns.len())
        .filter(|&at| table.rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty())))
        .collect();
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let cell = |text: &str, lead: bool| {
        let written = if lead { code } else { prose };
        let lines = safe_lines(text).into_iter().map(|line| written(&line, true));
        lines.collect::<Vec<_>>().join("<br>")
    };
    let mut out = line(used.iter().map(|&at| prose(&table.columns[at], true)).collect());
    out.push_str(&line(used.iter().map(|_| "---".to_owned()).collect()));
    for row in &table.rows {
        let text =
            |&at: &usize| row.get(at).map_or(String::new(), |text| cell(text, at < table.lead));
        out.push_str(&line(used.iter().map(text).collect()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            title: "Audit of hub.json".to_owned(),
            summary: vec!["2 of 3 rules are covered.".to_owned()],
            tables: vec![Table {
                heading: "Missing".to_owned(),
                tone: Tone::Bad,
                about: String::new(),
                columns: ["destination", "port", "why", "do"].map(str::to_owned).to_vec(),
                lead: 2,
                rows: vec![
                    ["*.a|b.c", "HTTPS 443", "one two three four five six seven", ""]
                        .map(str::to_owned)
                        .to_vec(),
                    ["evil\u{1b}[2J", "", "x\ny", "add it"].map(str::to_owned).to_vec(),
                ],
            }],
        }
    }

    #[test]
    fn text_names_each_cell_and_wraps_below_it() {
        let expected = "Audit of hub.json\n2 of 3 rules are covered.\n\nMissing (2)\n  *.a|b.c HTTPS 443\n      why  one two three four five\n           six seven\n  evil\\u{1b}[2J\n      why  x\n           y\n      do   add it\n";
        assert_eq!(sheet().text(34), expected);
    }

    #[test]
    fn markdown_escapes_what_would_act() {
        let expected = "# Audit of hub.json\n\n2 of 3 rules are covered.\n\n## Missing (2)\n\n| destination | port | why | do |\n| --- | --- | --- | --- |\n| `*.a\\|b.c` | `HTTPS 443` | one two three four five six seven |  |\n| `evil\\u{1b}[2J` |  | x<br>y | add it |\n";
        assert_eq!(sheet().markdown(), expected);
    }
}
