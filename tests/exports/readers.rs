//! Readers of formats, written without the code that writes them.

use aks_egress::cells;
use aks_egress::export::azure::FQDN_TAG;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::BTreeSet;

/// Kind, destination, protocol, port.
pub type Fact = (String, String, String, u16);

pub fn read_grid(text: &str, delimiter: u8, quoting: bool) -> BTreeSet<Fact> {
    let mut builder = csv::ReaderBuilder::new();
    let mut reader = builder.delimiter(delimiter).quoting(quoting).from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let of = |record: &csv::StringRecord, name: &str| {
        let column = heads.iter().position(|head| head == name).unwrap();
        record[column].to_owned()
    };
    let mut facts = BTreeSet::new();
    for record in reader.records().map(Result::unwrap) {
        for cell in &record {
            assert!(
                !cell.is_empty() && !cell.starts_with(['=', '+', '-', '@', '\t', '"']),
                "{cell}"
            );
        }
        let port = of(&record, "port").parse().unwrap();
        facts.insert((
            of(&record, "kind"),
            of(&record, "destination"),
            of(&record, "protocol"),
            port,
        ));
    }
    facts
}

pub struct Row {
    pub is_head: bool,
    pub cells: Vec<String>,
}

pub struct Page {
    pub rows: Vec<Row>,
    pub codes: Vec<String>,
}

/// Tables as rows of cells, in which a line break is `\n`; code spans of everything else.
pub fn read_markdown(text: &str) -> Page {
    let mut page = Page { rows: Vec::new(), codes: Vec::new() };
    let mut in_cell = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::TableHead) => {
                page.rows.push(Row { is_head: true, cells: Vec::new() });
            }
            Event::Start(Tag::TableRow) => {
                page.rows.push(Row { is_head: false, cells: Vec::new() });
            }
            Event::Start(Tag::TableCell) => {
                in_cell = true;
                page.rows.last_mut().unwrap().cells.push(String::new());
            }
            Event::End(TagEnd::TableCell) => in_cell = false,
            Event::Code(code) if !in_cell => page.codes.push(code.into_string()),
            Event::Text(text) | Event::Code(text) if in_cell => {
                page.rows.last_mut().unwrap().cells.last_mut().unwrap().push_str(&text);
            }
            Event::InlineHtml(tag) => {
                assert_eq!(&*tag, "<br>");
                if !in_cell {
                    continue;
                }
                page.rows.last_mut().unwrap().cells.last_mut().unwrap().push('\n');
            }
            Event::Html(html) => panic!("{html}"),
            Event::Start(Tag::Emphasis | Tag::Link { .. } | Tag::Image { .. }) => {
                panic!("{event:?}")
            }
            _ => {}
        }
    }
    page
}

pub fn markdown_facts(row: &Row) -> Vec<Fact> {
    assert_eq!(row.cells.len(), 7, "{:?}", row.cells);
    let (protocol, port) = row.cells[1].split_once(':').unwrap();
    let kind = kind_of(protocol);
    let fact =
        |to: &str| (kind.to_owned(), to.to_owned(), protocol.to_owned(), port.parse().unwrap());
    row.cells[0].split('\n').map(fact).collect()
}

pub fn kind_of(protocol: &str) -> &'static str {
    if protocol.starts_with("HTTP") { "application" } else { "network" }
}

/// The facts of one table: columns start where the rule under its head has dashes.
pub fn text_facts(rule: &str, lines: &[&str]) -> Vec<Fact> {
    let widths: Vec<usize> = rule.split("  ").map(str::len).collect();
    let mut facts: Vec<Fact> = Vec::new();
    for line in lines.iter().take_while(|line| !line.is_empty()) {
        let destination = column(line, 0, widths[0]);
        let port = column(line, widths[0] + 2, widths[1]);
        match port.split_once(':') {
            Some((protocol, port)) => {
                let kind = kind_of(protocol).to_owned();
                facts.push((kind, destination, protocol.to_owned(), port.parse().unwrap()));
            }
            None if destination.is_empty() => {}
            None => {
                let (kind, _, protocol, port) = facts.last().unwrap().clone();
                facts.push((kind, destination, protocol, port));
            }
        }
    }
    facts
}

/// The part of a line in some cells, without spaces around it.
fn column(line: &str, from: usize, cells: usize) -> String {
    let mut at = 0;
    let mut out = String::new();
    for c in line.chars() {
        if (from..from + cells).contains(&at) {
            out.push(c);
        }
        at += cells::width(&c.to_string());
    }
    out.trim().to_owned()
}

/// Values of the rules' fields, without labels; and every name.
pub fn read_portal(text: &str) -> (Vec<Vec<String>>, Vec<String>) {
    let mut blocks: Vec<Vec<String>> = Vec::new();
    let mut in_block = false;
    for line in text.lines() {
        if line.starts_with("-- ") {
            blocks.push(Vec::new());
            in_block = true;
        } else if line.is_empty() {
            in_block = false;
        } else if in_block {
            let (_, value) = line.split_once(": ").or_else(|| line.split_once('\u{ff1a}')).unwrap();
            blocks.last_mut().unwrap().push(value.to_owned());
        }
    }
    assert_eq!(blocks[0].len(), 2, "name and priority of the group");
    let rules = blocks.split_off(1);
    let names = rules.iter().map(|block| block[0].clone()).collect();
    (rules, names)
}

pub fn portal_facts(block: &[String], source: &str, ip_group: Option<&str>) -> Vec<Fact> {
    let [_, source_type, from, protocol, port_or_tls, destination_type, destinations] = block
    else {
        panic!("{block:?}")
    };
    if ["IP Group", "IP 组"].contains(&source_type.as_str()) {
        assert_eq!(from, ip_group.unwrap());
    } else {
        assert!(["IP Address", "IP 地址"].contains(&source_type.as_str()));
        assert_eq!(from, source);
    }
    if ["FQDN Tag", "FQDN 标记"].contains(&destination_type.as_str()) {
        assert_eq!((protocol.as_str(), destinations.as_str()), ("http:80,https:443", FQDN_TAG));
        return Vec::new();
    }
    let (protocol, port) = match protocol.split_once(':') {
        Some((scheme, port)) => (scheme.to_uppercase(), port),
        None => (protocol.clone(), port_or_tls.as_str()),
    };
    let fact = |to: &str| {
        let known = match to {
            "*" => ["IP Address", "IP 地址"].contains(&destination_type.as_str()),
            _ if to.starts_with("Azure") => {
                ["Service Tag", "服务标记"].contains(&destination_type.as_str())
            }
            _ if to.contains(char::is_alphabetic) => destination_type == "FQDN",
            _ => ["IP Address", "IP 地址"].contains(&destination_type.as_str()),
        };
        assert!(known, "{to} is no {destination_type}");
        (kind_of(&protocol).to_owned(), to.to_owned(), protocol.clone(), port.parse().unwrap())
    };
    destinations.split(',').map(fact).collect()
}
