//! Microsoft's article as its raw Markdown.

use super::cell;
use super::raw::{Cells, Raw, settle};
use super::{Document, Problem};
use aks_egress::catalog::Source;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

pub fn read(text: &str) -> Document {
    let mut reader = Reader::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let (mut line, mut counted) = (1, 0);
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        // An end repeats the range of its start, which lies before what was counted.
        if let Some(passed) = text.get(counted..range.start) {
            line += passed.matches('\n').count();
            counted = range.start;
        }
        reader.take(event, line);
    }
    reader.flush();
    settle(Source::Learn, &reader.raws, reader.problems)
}

/// A heading that is open, with the place of its table among all.
struct Open {
    level: u8,
    text: String,
    line: usize,
    raw: Option<usize>,
}

/// Where the text of an event belongs.
#[derive(Default, PartialEq, Eq)]
enum Place {
    #[default]
    Prose,
    Cell,
    /// Code blocks and what stands before the article.
    Aside,
}

#[derive(Default)]
struct Reader {
    raws: Vec<Raw>,
    problems: Vec<Problem>,
    headings: Vec<Open>,
    place: Place,
    text: String,
    line: usize,
    columns: Columns,
    cells: Vec<String>,
}

/// What the columns of a table are. Without the first and the last it is no table of rules.
#[derive(Default)]
struct Columns {
    destination: Option<usize>,
    protocol: Option<usize>,
    port: Option<usize>,
}

impl Columns {
    fn of(heads: &[String]) -> Self {
        let named = |names: &[&str]| {
            heads
                .iter()
                .position(|head| names.iter().any(|name| head.to_lowercase().contains(name)))
        };
        Self {
            destination: named(&["fqdn", "endpoint", "destination"]),
            protocol: named(&["protocol"]),
            port: named(&["port"]),
        }
    }
}

impl Reader {
    fn take(&mut self, event: Event, line: usize) {
        match event {
            Event::Start(tag) => self.start(&tag, line),
            Event::End(tag) => self.end(tag),
            _ if self.place == Place::Aside => {}
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.text.push('\n'),
            Event::InlineHtml(html) if html.to_lowercase().starts_with("<br") => {
                self.text.push('\n');
            }
            // A placeholder outside of code looks like a tag.
            Event::InlineHtml(html) => self.text.push_str(&html),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag, line: usize) {
        match tag {
            Tag::Paragraph | Tag::Item | Tag::Heading { .. } => self.flush(),
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => {
                self.flush();
                self.place = Place::Aside;
            }
            Tag::TableHead | Tag::TableRow => {
                self.flush();
                self.cells.clear();
            }
            Tag::TableCell => self.place = Place::Cell,
            // Within a block.
            _ => return,
        }
        if *tag != Tag::TableCell {
            self.line = line;
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.heading(level as u8),
            TagEnd::Paragraph | TagEnd::Item => self.flush(),
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => self.place = Place::Prose,
            TagEnd::TableCell => {
                self.cells.push(std::mem::take(&mut self.text).trim().to_owned());
                self.place = Place::Prose;
            }
            TagEnd::TableHead => self.columns = Columns::of(&self.cells),
            TagEnd::TableRow => self.row(),
            _ => {}
        }
    }

    fn heading(&mut self, level: u8) {
        let text = std::mem::take(&mut self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        self.headings.retain(|open| open.level < level);
        self.headings.push(Open { level, text, line: self.line, raw: None });
    }

    /// The hosts of a paragraph or bullet.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        for host in cell::hosts_in_prose(&text) {
            let line = self.line;
            self.raw().rows.push(Cells::of_prose(line, host));
        }
    }

    fn row(&mut self) {
        let Columns { destination, protocol, port } = self.columns;
        let (cells, line) = (std::mem::take(&mut self.cells), self.line);
        let (Some(destination), Some(port)) = (destination, port) else {
            let words = cells.iter().flat_map(|cell| cell.split([' ', '\n', ',']));
            if let Some(host) = words.into_iter().find(|word| cell::is_host(word)) {
                let problem =
                    format!("{host}: its table has no column of destinations, or of ports");
                self.problems.push((line, problem));
            }
            return;
        };
        let cell = |at: usize| cells.get(at).cloned().unwrap_or_default();
        let of_rule = [Some(destination), Some(port), protocol];
        let said = (0..cells.len()).filter(|at| !of_rule.contains(&Some(*at))).map(cell);
        let said = said.collect::<Vec<_>>().join(" ");
        let raw = self.raw();
        raw.is_network = protocol.is_some();
        raw.rows.push(Cells {
            number: raw.next_number(),
            line,
            destination: cell(destination),
            protocol: protocol.map(cell),
            port: cell(port),
            said,
        });
    }

    /// The table of the open heading. Its section is the nearest heading above that has no rows of
    /// its own; the article's title is none.
    fn raw(&mut self) -> &mut Raw {
        if self.headings.is_empty() {
            let text = "(above all headings)".to_owned();
            self.headings.push(Open { level: 1, text, line: self.line, raw: None });
        }
        let above = &self.headings[..self.headings.len() - 1];
        let section = above.iter().rev().find(|open| open.raw.is_none() && open.level > 1);
        let section = section.map(|open| open.text.clone());
        let open = self.headings.last_mut().expect("a heading is open");
        let at = *open.raw.get_or_insert_with(|| {
            self.raws.push(Raw::new(section, &open.text, open.line));
            self.raws.len() - 1
        });
        &mut self.raws[at]
    }
}
