//! Lists of destinations, one a line, as people keep them for any firewall.
//!
//! A list does not tell what carries a host, nor where the traffic comes from. What is no
//! destination is listed as not understood, and never taken for one.

mod columns;
mod entry;
mod table;
#[cfg(test)]
mod tests;

use super::{Fault, Firewall, Form, Hints, Input, What, values};
use crate::answers::audit::firewall::Why;
use crate::answers::audit::{
    Action, Collection, FirewallRule, Layer, Matched, Place, Ports, SourceSet, Traffic, Unresolved,
};
use entry::Entry;
use table::Table;

pub(super) const FORM: Form = Form { name: NAME, is, read };

const NAME: &str = "list";

/// Lines that were not understood, of one file; the rest are only counted as one.
pub const MAX_UNKNOWN: usize = 200;

/// Destinations of one file; a firewall's own limits are lower.
pub const MAX_ENTRIES: usize = 500_000;

/// What begins a comment.
const COMMENTS: &[&str] = &["#", "//", ";", "!", "--", "/*", "rem ", "REM ", ":: "];

fn is(input: &Input) -> bool {
    if table::head(&input.text).is_some() {
        return true;
    }
    // One line of a letter may name a host too; a list has more destinations than anything else.
    let (mut known, mut other) = (0_usize, 0_usize);
    for text in input.text.lines().filter_map(content) {
        match entry::line(text) {
            Some(_) => known += 1,
            None => other += 1,
        }
    }
    known > other
}

fn read(inputs: &[&Input], _hints: &Hints, firewall: &mut Firewall) -> Vec<Fault> {
    let mut faults = Vec::new();
    for input in inputs {
        let mut list = List::of(input);
        match table::head(&input.text) {
            Some(table) => list.table(&table),
            None => list.lines(),
        }
        if !list.finish(firewall) {
            faults.push(Fault::of(input, What::NoFirewall(NAME)));
        }
    }
    faults
}

/// What stands on a line beside a comment and the marks of a list; `None` if nothing does.
fn content(line: &str) -> Option<&str> {
    let text = line.trim().trim_start_matches('\u{feff}');
    if text.is_empty() || COMMENTS.iter().any(|mark| text.starts_with(mark)) {
        return None;
    }
    let end = text.find(" #").or_else(|| text.find("\t#")).unwrap_or(text.len());
    let text = text[..end].trim();
    let bulleted = ["- ", "* ", "+ ", "• "].iter().find_map(|mark| text.strip_prefix(mark));
    let numbered = || {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        (rest.len() < text.len()).then(|| rest.strip_prefix(". ")).flatten()
    };
    let text = bulleted.or_else(numbered).unwrap_or(text).trim();
    let is_rule = text.chars().all(|c| "-=|+:_ `".contains(c));
    (!is_rule).then_some(text)
}

/// The port that our own lists write above hosts, `# port 443:` in either language.
fn port_above(line: &str) -> Option<Ports> {
    let rest = line.trim().strip_prefix('#')?.trim();
    let rest = rest.strip_prefix("port ").or_else(|| rest.strip_prefix("端口 "))?;
    values::ports(rest.strip_suffix([':', '：'])?)
}

/// One file as it is read.
struct List<'a> {
    input: &'a Input,
    collections: Vec<Collection>,
    unknown: Vec<Unresolved>,
    entries: usize,
    /// Whether there is a head of a table that says what it is, even without rows.
    is_table: bool,
}

/// Where a destination belongs.
#[derive(Clone, Debug, PartialEq)]
struct Home {
    name: String,
    layer: Layer,
    action: Result<Action, String>,
    priority: u32,
}

impl Home {
    fn list() -> Self {
        Self { name: String::new(), layer: Layer::List, action: Ok(Action::Allow), priority: 0 }
    }
}

/// What of a row is no value of its column.
fn lost(home: &Home, rule: &FirewallRule) -> Vec<String> {
    let to = rule.to.iter().filter_map(|to| match to {
        Matched::Unresolved(text) => Some(text),
        _ => None,
    });
    let sources = rule.sources.iter().filter_map(|source| match source {
        SourceSet::Unresolved(text) => Some(text),
        _ => None,
    });
    let traffic = rule.traffic.iter().filter_map(|traffic| match &traffic.ports {
        Ports::Unresolved(text) => Some(text),
        _ => None,
    });
    to.chain(sources).chain(traffic).chain(home.action.as_ref().err()).cloned().collect()
}

impl<'a> List<'a> {
    fn of(input: &'a Input) -> Self {
        Self { input, collections: Vec::new(), unknown: Vec::new(), entries: 0, is_table: false }
    }

    fn place(&self, line: usize) -> Place {
        Place { file: self.input.name.clone(), line, path: String::new() }
    }

    fn unknown(&mut self, line: usize, text: &str, why: Why) {
        if self.unknown.len() < MAX_UNKNOWN {
            let (place, text) = (self.place(line), values::excerpt(text));
            self.unknown.push(Unresolved { place, text, why });
        } else if self.unknown.len() == MAX_UNKNOWN {
            let place = self.place(line);
            self.unknown.push(Unresolved { place, text: "…".to_owned(), why });
        }
    }

    fn lines(&mut self) {
        let mut above = None;
        for (number, line) in self.input.text.lines().enumerate() {
            above = port_above(line).or(above);
            let Some(text) = content(line) else { continue };
            match entry::line(text) {
                Some(Entry { to, mut traffic }) => {
                    if let (Ports::Any, Some(ports)) = (&traffic.ports, &above) {
                        traffic.ports = ports.clone();
                    }
                    self.push(&Home::list(), self.rule(number + 1, "", to, vec![traffic]));
                }
                None => self.unknown(number + 1, text, Why::BestEffort),
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.is_table = true;
        for row in table.rows(&self.input.text) {
            match row {
                Ok(row) => {
                    let (home, mut rule) = table.rule(&row);
                    rule.place = self.place(row.line);
                    for text in lost(&home, &rule) {
                        self.unknown(row.line, &text, Why::Malformed);
                    }
                    if rule.to.is_empty() {
                        self.unknown(row.line, &row.cells.join(", "), Why::BestEffort);
                    } else {
                        self.push(&home, rule);
                    }
                }
                Err((line, text)) => self.unknown(line, &text, Why::BestEffort),
            }
        }
    }

    fn rule(
        &self,
        line: usize,
        name: &str,
        to: Vec<Matched>,
        traffic: Vec<Traffic>,
    ) -> FirewallRule {
        FirewallRule {
            place: self.place(line),
            name: name.to_owned(),
            sources: Vec::new(),
            to,
            traffic,
            inspects_tls: false,
            narrowed: false,
        }
    }

    fn push(&mut self, home: &Home, rule: FirewallRule) {
        self.entries += 1;
        if self.entries > MAX_ENTRIES {
            return self.unknown(rule.place.line, "…", Why::NotEvaluated);
        }
        let is = |one: &Collection| {
            one.name == home.name
                && one.layer == home.layer
                && one.action == home.action
                && one.priorities[2] == home.priority
        };
        // The rules of a collection stand together, so that the last ones are the ones to ask.
        match self.collections.iter_mut().rev().take(64).find(|one| is(one)) {
            Some(collection) => collection.rules.push(rule),
            None => self.collections.push(Collection {
                place: rule.place.clone(),
                group: String::new(),
                name: home.name.clone(),
                layer: home.layer,
                action: home.action.clone(),
                priorities: [1, 0, home.priority],
                rules: vec![rule],
            }),
        }
    }

    /// Hands over what was read; whether there was anything.
    fn finish(self, firewall: &mut Firewall) -> bool {
        let found = !self.collections.is_empty() || self.is_table;
        if found {
            firewall.collections.extend(self.collections);
            firewall.unresolved.extend(self.unknown);
        }
        found
    }
}
