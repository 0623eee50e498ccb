//! Tables: comma- and tab-separated values with a head, and tables of Markdown.

use super::super::values;
use super::Home;
use super::columns::{Column, column};
use super::entry::{self, told, traffic};
use crate::answers::audit::{
    Action, FirewallRule, Layer, Matched, Place, Ports, SourceSet, Traffic,
};
use crate::answers::explain::Transport;
use std::rc::Rc;

/// How the cells of a row are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marks {
    /// This character, perhaps with quotes.
    Between(u8),
    /// Bars of Markdown.
    Bars,
}

/// The head of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    marks: Marks,
    columns: Rc<[Column]>,
    /// Where the rows begin, in bytes and in lines.
    start: usize,
    line: usize,
    is_policy: bool,
}

/// The cells of a row.
pub(super) struct Row {
    pub line: usize,
    pub cells: Vec<String>,
    /// The columns of the head above it: a page may have several tables.
    columns: Rc<[Column]>,
}

/// Lines in front of a head: comments, and the page around a table of Markdown.
pub const MAX_LINES_ABOVE: usize = 500;

/// The head of the first table of a text, if it has one.
pub(super) fn head(text: &str) -> Option<Table> {
    let mut start = 0;
    let has_bars = text.contains("\n|");
    for (number, whole) in text.split_inclusive('\n').take(MAX_LINES_ABOVE).enumerate() {
        start += whole.len();
        let line = whole.trim().trim_start_matches('\u{feff}');
        if line.starts_with('|') {
            let columns: Rc<[Column]> = bars(line).iter().map(|cell| column(cell)).collect();
            if columns.contains(&Column::To) && columns.len() > 1 {
                return Some(Table {
                    marks: Marks::Bars,
                    columns,
                    start,
                    line: number + 2,
                    is_policy: false,
                });
            }
            continue;
        }
        if super::content(line).is_none() {
            continue;
        }
        let mark = [b'\t', b';', b','].into_iter().find(|mark| line.contains(char::from(*mark)));
        let cells: Vec<&str> = match mark {
            Some(mark) => line.split(char::from(mark)).collect(),
            None => vec![line],
        };
        let cells: Vec<&str> =
            cells.into_iter().map(|cell| cell.trim().trim_matches('"')).collect();
        let columns: Rc<[Column]> = cells.iter().map(|cell| column(cell)).collect();
        if columns.contains(&Column::To) {
            let is_policy = columns.contains(&Column::Collection);
            let marks = Marks::Between(mark.unwrap_or(b','));
            return Some(Table { marks, columns, start, line: number + 2, is_policy });
        }
        // Other lines may stand above a table of Markdown only.
        if !has_bars {
            return None;
        }
    }
    None
}

/// The cells of a line with bars.
fn bars(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|');
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in inner.chars() {
        match c {
            '|' if !escaped => cells.push(String::new()),
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            '`' => {}
            c => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(c);
                }
            }
        }
        escaped = false;
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

impl Table {
    /// The rows below the head; a broken one as line and text.
    pub fn rows<'t>(
        &self,
        text: &'t str,
    ) -> Box<dyn Iterator<Item = Result<Row, (usize, String)>> + 't> {
        let (rest, first) = (&text[self.start..], self.line);
        let mut columns = Rc::clone(&self.columns);
        let Marks::Between(mark) = self.marks else {
            let rows = rest.lines().enumerate().filter(|(_, line)| line.trim().starts_with('|'));
            return Box::new(rows.filter_map(move |(at, line)| {
                let cells = bars(line);
                if cells.iter().all(|cell| cell.chars().all(|c| "-: ".contains(c))) {
                    return None;
                }
                if cells.iter().any(|cell| column(cell) == Column::To) {
                    columns = cells.iter().map(|cell| column(cell)).collect();
                    return None;
                }
                Some(Ok(Row { line: first + at, cells, columns: Rc::clone(&columns) }))
            }));
        };
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(mark)
            .comment(Some(b'#'))
            .trim(csv::Trim::All)
            .quoting(mark != b'\t')
            .from_reader(rest.as_bytes());
        let rows = reader.into_records().map(move |record| match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                let line = first + usize::try_from(line).unwrap_or(1).saturating_sub(1);
                let cells = record.iter().map(str::to_owned).collect();
                Ok(Row { line, cells, columns: Rc::clone(&columns) })
            }
            Err(error) => Err((first, error.to_string())),
        });
        Box::new(rows)
    }

    /// What stands in the columns of a kind, each part on its own.
    fn parts(row: &Row, wanted: Column) -> Vec<&str> {
        let cells = row.columns.iter().zip(&row.cells).filter(|(column, _)| **column == wanted);
        let parts = cells.flat_map(|(_, cell)| {
            cell.split("<br>").flat_map(|line| line.split([',', ';', ' ', '\n', '\r']))
        });
        parts.map(str::trim).filter(|part| !part.is_empty()).collect()
    }

    fn cell(row: &Row, wanted: Column) -> &str {
        let mut cells = row.columns.iter().zip(&row.cells);
        cells.find(|(column, _)| **column == wanted).map_or("", |(_, cell)| cell.trim())
    }

    /// The rule of a row.
    pub fn rule(&self, row: &Row) -> (Home, FirewallRule) {
        let mut own: Vec<Traffic> = Vec::new();
        let mut to: Vec<Matched> = Vec::new();
        let kind = Self::cell(row, Column::DestinationType).to_ascii_lowercase();
        for part in Self::parts(row, Column::To) {
            let found = match &*kind {
                "service-tag" => values::destination(part).map(|tag| (vec![tag], None)),
                "fqdn" => values::host(part).map(|host| (vec![host], None)),
                _ => entry::destination(part),
            };
            match found {
                Some((matched, traffic)) => {
                    to.extend(matched);
                    own.extend(traffic);
                }
                None => to.push(Matched::Unresolved(part.to_owned())),
            }
        }
        for part in Self::parts(row, Column::Groups) {
            to.extend(values::name_of_id(part).map(|name| Matched::Group(name.to_owned())));
        }
        let rule = FirewallRule {
            place: Place::default(),
            name: Self::cell(row, Column::Name).to_owned(),
            sources: self.sources(row),
            to,
            traffic: Self::traffic(row, own),
            inspects_tls: false,
            narrowed: false,
        };
        (self.home(row), rule)
    }

    /// Protocols and ports of a row; `HTTPS:443` may stand in the column of either.
    fn traffic(row: &Row, own: Vec<Traffic>) -> Vec<Traffic> {
        let mut protocols: Vec<Option<Transport>> = Vec::new();
        let mut ports: Vec<Ports> = Vec::new();
        let mut whole: Vec<Traffic> = Vec::new();
        let listed =
            Self::parts(row, Column::Protocol).into_iter().chain(Self::parts(row, Column::Port));
        for part in listed {
            match told(part) {
                Some((Some(protocol), Some(port))) => {
                    whole.push(Traffic { protocol: Some(protocol), ports: port });
                }
                Some((Some(protocol), None)) => protocols.push(Some(protocol)),
                Some((None, Some(port))) => ports.push(port),
                _ if matches!(part.to_ascii_lowercase().as_str(), "any" | "all" | "*") => {}
                _ => whole.push(values::unknown_traffic(part)),
            }
        }
        if !whole.is_empty() {
            return whole;
        }
        if protocols.is_empty() && ports.is_empty() {
            return if own.is_empty() { vec![traffic(None, None)] } else { own };
        }
        if protocols.is_empty() {
            protocols.push(None);
        }
        let each = protocols.iter().flat_map(|protocol| {
            if ports.is_empty() {
                vec![traffic(*protocol, None)]
            } else {
                ports.iter().map(|port| traffic(*protocol, Some(port.clone()))).collect()
            }
        });
        each.collect()
    }

    fn sources(&self, row: &Row) -> Vec<SourceSet> {
        let mut sources: Vec<SourceSet> = Vec::new();
        for part in Self::parts(row, Column::Sources) {
            let any = part.eq_ignore_ascii_case("any") || part == "*";
            let read = if any { Some(SourceSet::Any) } else { values::source(part) };
            sources.push(read.unwrap_or_else(|| SourceSet::Unresolved(part.to_owned())));
        }
        // In a page, the word may mean where a line was found.
        let is_address =
            |source: &SourceSet| matches!(source, SourceSet::Any | SourceSet::Addresses(_));
        if self.marks == Marks::Bars && !sources.iter().all(is_address) {
            sources.clear();
        }
        for part in Self::parts(row, Column::SourceGroups) {
            sources.extend(values::name_of_id(part).map(|name| SourceSet::Group(name.to_owned())));
        }
        sources
    }

    fn home(&self, row: &Row) -> Home {
        let layer = match Self::cell(row, Column::Kind).to_ascii_lowercase().as_str() {
            "application" | "applicationrule" if self.is_policy => Layer::Application,
            // The table of a policy that the portal takes holds network rules.
            _ if self.is_policy => Layer::Network,
            _ => Layer::List,
        };
        let action = Self::cell(row, Column::Action);
        let action = match action.to_ascii_lowercase().as_str() {
            "" if self.is_policy => Err(String::new()),
            "" | "allow" | "allowed" | "permit" | "accept" | "允许" => Ok(Action::Allow),
            "deny" | "denied" | "block" | "blocked" | "drop" | "reject" | "拒绝" => {
                Ok(Action::Deny)
            }
            _ => Err(action.to_owned()),
        };
        let priority = Self::cell(row, Column::Priority).parse().ok();
        let unknown = if self.is_policy { u32::MAX } else { 0 };
        Home {
            name: Self::cell(row, Column::Collection).to_owned(),
            layer,
            action,
            priority: priority.unwrap_or(unknown),
        }
    }
}
