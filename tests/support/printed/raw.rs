//! From cells to facts: what is the same for all forms of an article.

use super::cell::{self, Host};
use super::{Document, Fact, Printed, Problem, Row};
use aks_egress::catalog::{Cloud, Protocol, Source};
use std::collections::{BTreeMap, BTreeSet};

/// A row's cells.
pub struct Cells {
    pub number: u16,
    pub line: usize,
    pub destination: String,
    pub protocol: Option<String>,
    pub port: String,
    /// What the row says of itself.
    pub said: String,
}

impl Cells {
    /// A host of prose: neither protocol nor port is printed, and HTTPS is meant.
    pub fn of_prose(line: usize, host: String) -> Self {
        let (protocol, port, said) = (None, "443".to_owned(), String::new());
        Self { number: 0, line, destination: host, protocol, port, said }
    }
}

/// A table with its cells as text.
pub struct Raw {
    pub section: Option<String>,
    pub heading: String,
    pub line: usize,
    /// Only where the form says them.
    pub clouds: Option<Vec<Cloud>>,
    pub is_network: bool,
    pub rows: Vec<Cells>,
}

impl Raw {
    pub fn new(section: Option<String>, heading: &str, line: usize) -> Self {
        let heading = heading.to_owned();
        Self { section, heading, line, clouds: None, is_network: false, rows: Vec::new() }
    }

    /// Rows of tables count from 1, below prose too.
    pub fn next_number(&self) -> u16 {
        self.rows.iter().map(|row| row.number).max().unwrap_or(0) + 1
    }
}

/// A host, or what a network cell amounts to.
struct Listed {
    row: usize,
    name: String,
    told: Vec<Cloud>,
    protocol: Protocol,
    port: u16,
}

pub fn settle(source: Source, raws: &[Raw], mut problems: Vec<Problem>) -> Document {
    let tables = raws.iter().map(|raw| settled(source, raw, raws, &mut problems)).collect();
    problems.sort();
    Document { source, tables, problems }
}

fn settled(source: Source, raw: &Raw, all: &[Raw], problems: &mut Vec<Problem>) -> Printed {
    let clouds = raw.clouds.clone().unwrap_or_else(|| clouds_of(source, raw, all));
    // The copy put hosts of China in tables for Global, so there a name tells nothing.
    let may_guess = raw.clouds.is_none() && source == Source::Learn && clouds.len() > 1;
    let mut rows: BTreeMap<u16, Row> = BTreeMap::new();
    let mut listed = Vec::new();
    for (place, cells) in raw.rows.iter().enumerate() {
        rows.entry(cells.number).or_insert(Row { line: cells.line, facts: BTreeSet::new() });
        match listed_in(place, cells, may_guess) {
            Ok(of_row) => listed.extend(of_row),
            Err(problem) => {
                let number = cells.number;
                problems.push((cells.line, format!("{}, row {number}: {problem}", raw.heading)));
            }
        }
    }
    for one in &listed {
        let cells = &raw.rows[one.row];
        let told = if one.told.is_empty() && may_guess && has_counterpart(one, &listed) {
            vec![Cloud::Global]
        } else if one.told.is_empty() {
            clouds.clone()
        } else {
            one.told.clone()
        };
        if let Some(cloud) = told.iter().find(|cloud| !clouds.contains(cloud)) {
            let problem =
                format!("{}: {} in {cloud}, of which the table is not", raw.heading, one.name);
            problems.push((cells.line, problem));
        }
        let facts = told.into_iter().map(|cloud| Fact {
            destination: one.name.clone(),
            protocol: one.protocol,
            port: one.port,
            cloud,
        });
        rows.entry(cells.number).and_modify(|row| row.facts.extend(facts));
    }
    let (section, heading) = (raw.section.clone(), raw.heading.clone());
    Printed { section, heading, line: raw.line, clouds, rows }
}

/// The clouds of a table: those that its heading names; Global, where it names none and a table
/// beside it names another; else all of which the article speaks.
fn clouds_of(source: Source, raw: &Raw, all: &[Raw]) -> Vec<Cloud> {
    let own = cell::clouds_in(&raw.heading);
    if !own.is_empty() {
        return own;
    }
    let section = raw.section.as_deref().map(cell::clouds_in).unwrap_or_default();
    if !section.is_empty() {
        return section;
    }
    let beside = |other: &&Raw| {
        other.section == raw.section
            && other.is_network == raw.is_network
            && !cell::clouds_in(&other.heading).is_empty()
    };
    match source {
        _ if raw.section.is_some() && all.iter().any(|other| beside(&other)) => vec![Cloud::Global],
        Source::Learn => Cloud::ALL.to_vec(),
        Source::AzureCnZh => vec![Cloud::Global, Cloud::China],
    }
}

fn listed_in(row: usize, cells: &Cells, may_guess: bool) -> Result<Vec<Listed>, String> {
    let mut listed = Vec::new();
    for (protocol, port) in cell::ports(cells.protocol.as_deref(), &cells.port)? {
        let hosts = match protocol {
            Protocol::Http | Protocol::Https => cell::hosts(&cells.destination)?,
            Protocol::Tcp | Protocol::Udp => {
                let name = cell::addresses(&cells.destination, port)?;
                vec![Host { name, marks: Vec::new() }]
            }
        };
        listed.extend(hosts.into_iter().map(|Host { name, marks }| {
            let told = match () {
                () if !marks.is_empty() || !may_guess => marks,
                () if !told_by(&name).is_empty() => told_by(&name),
                () => cell::clouds_in(&cells.said),
            };
            Listed { row, name, told, protocol, port }
        }));
    }
    Ok(listed)
}

/// The cloud that a host's own name tells.
fn told_by(host: &str) -> Vec<Cloud> {
    match host.rsplit_once('.') {
        Some((_, "cn")) => vec![Cloud::China],
        Some((_, "us")) => vec![Cloud::UsGov],
        _ if host.ends_with(".usgovcloudapi.net") => vec![Cloud::UsGov],
        _ => Vec::new(),
    }
}

/// Whether the row, or another row by a host of the same first label, has this host for another cloud.
fn has_counterpart(one: &Listed, listed: &[Listed]) -> bool {
    let first = |name: &str| name.trim_start_matches("*.").split('.').next().map(str::to_owned);
    let is = |other: &&Listed| other.row == one.row || first(&other.name) == first(&one.name);
    listed.iter().filter(is).any(|other| !other.told.is_empty())
}
