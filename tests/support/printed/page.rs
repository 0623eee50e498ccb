//! The Chinese copy as the text of its page, in which headings have no marks.

use super::cell;
use super::raw::{Cells, Raw, settle};
use super::{Document, Problem};
use aks_egress::catalog::Source;

/// Labels of boxes, which look like headings.
const LABELS: [&str; 6] = ["重要", "注意", "备注", "提示", "警告", "说明"];
/// No heading of the page has half as many characters; paragraphs have more.
const LONGEST_HEADING: usize = 60;

pub fn read(text: &str) -> Document {
    let mut reader = Reader::default();
    for (at, content) in text.lines().enumerate() {
        reader.take(at + 1, content.trim());
    }
    reader.take(text.lines().count() + 1, "");
    settle(Source::AzureCnZh, &reader.raws, reader.problems)
}

#[derive(Default)]
struct Reader {
    raws: Vec<Raw>,
    problems: Vec<Problem>,
    /// The headings since the last table.
    headings: Vec<(usize, String)>,
    /// A line that ends in a colon: a heading only where nothing else stands above a table.
    introduction: Option<(usize, String)>,
    section: Option<String>,
    in_table: bool,
    /// The lines of a row up to its port.
    cell: Vec<(usize, String)>,
}

impl Reader {
    fn take(&mut self, line: usize, content: &str) {
        if self.in_table {
            self.table_line(line, content);
        } else if is_head(content) {
            self.open_table(line, content);
        } else if !content.is_empty() {
            self.prose(line, content);
        }
    }

    fn prose(&mut self, line: usize, content: &str) {
        if port_at(content).is_some_and(|at| at.cell.split_whitespace().any(is_destination)) {
            self.problems.push((line, format!("a row outside of its table: {content}")));
            return;
        }
        let is_bullet = content.starts_with(['•', '-', '*']);
        let is_short = content.chars().count() <= LONGEST_HEADING;
        let heading = content.trim_end_matches([':', '：']).to_owned();
        if !is_bullet && is_short && !content.contains('。') && !LABELS.contains(&content) {
            if heading == content {
                self.headings.push((line, heading));
                self.introduction = None;
            } else {
                self.introduction = Some((line, heading));
            }
        }
        for host in cell::hosts_in_prose(content) {
            let heading = self.headings.last();
            let (at, text) = heading.cloned().unwrap_or((line, "(正文)".to_owned()));
            if self.raws.last().is_none_or(|raw| raw.heading != text) {
                self.raws.push(Raw::new(None, &text, at));
            }
            if let Some(raw) = self.raws.last_mut() {
                raw.rows.push(Cells::of_prose(line, host));
            }
        }
    }

    /// The section is the heading above the table's own, if it has no rows of its own. It holds
    /// until another two stand together.
    fn open_table(&mut self, line: usize, content: &str) {
        let mut headings = std::mem::take(&mut self.headings);
        if headings.is_empty() {
            headings.extend(self.introduction.take());
        }
        let Some((at, heading)) = headings.pop() else {
            self.problems.push((line, "a table without a heading".to_owned()));
            return;
        };
        if let Some((_, above)) = headings.pop() {
            let has_rows = self.raws.iter().any(|raw| raw.heading == above);
            self.section = (!has_rows).then_some(above);
        }
        self.introduction = None;
        // Hosts of prose may have opened it.
        if self.raws.last().is_none_or(|raw| raw.heading != heading || raw.line != at) {
            self.raws.push(Raw::new(self.section.clone(), &heading, at));
        }
        if let Some(raw) = self.raws.last_mut() {
            raw.is_network = content.contains("协议");
        }
        self.in_table = true;
    }

    fn table_line(&mut self, line: usize, content: &str) {
        if content.is_empty() {
            self.in_table = false;
            if let Some((line, text)) = self.cell.drain(..).next() {
                self.problems.push((line, format!("a row without a port: {text}")));
            }
            return;
        }
        let Some(found) = port_at(content) else {
            return self.cell.push((line, content.to_owned()));
        };
        self.cell.push((line, found.cell));
        let first = self.cell.first().map_or(line, |(line, _)| *line);
        let lines: Vec<String> = self.cell.drain(..).map(|(_, text)| text).collect();
        if let Some(raw) = self.raws.last_mut() {
            raw.rows.push(Cells {
                number: raw.next_number(),
                line: first,
                destination: lines.join("\n"),
                protocol: found.protocol,
                port: found.port,
                said: found.said,
            });
        }
    }
}

/// Whether the line names the columns of a table of rules.
fn is_head(content: &str) -> bool {
    let words: Vec<&str> = content.split_whitespace().collect();
    words.len() <= 6
        && words.contains(&"端口")
        && (words[0] == "FQDN" || words[0].starts_with("目标"))
}

fn is_destination(word: &str) -> bool {
    cell::is_host(word) || word.starts_with("*:")
}

struct Found {
    cell: String,
    protocol: Option<String>,
    port: String,
    said: String,
}

/// Where a line has its port: `HTTPS:443`, or a protocol's name and a number.
fn port_at(content: &str) -> Option<Found> {
    let words: Vec<&str> = content.split_whitespace().collect();
    let is_number = |word: &str| word.parse::<u16>().is_ok();
    let is_name = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_uppercase());
    (0..words.len()).find_map(|at| {
        let joined = words[at].split_once(':').is_some_and(|(n, p)| is_name(n) && is_number(p));
        let next = words.get(at + 1).is_some_and(|next| is_number(next));
        let (protocol, port, after) = match () {
            () if joined => (None, words[at], at + 1),
            () if is_name(words[at]) && next => (Some(words[at].to_owned()), words[at + 1], at + 2),
            () => return None,
        };
        let (cell, port) = (words[..at].join(" "), port.to_owned());
        Some(Found { cell, protocol, port, said: words[after..].join(" ") })
    })
}
