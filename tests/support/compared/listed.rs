//! The catalog's side of a comparison, and how it is told.

use crate::printed::Fact;
use aks_egress::catalog::{
    Address, CATALOG, CatalogRule, Cloud, Origin, Protocol, Source, Table, Target,
};
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// All rules of a table on any day, with their rows.
pub fn rules_of(table: &Table) -> impl Iterator<Item = (u16, &'static CatalogRule)> {
    CATALOG.rules.iter().filter_map(|rule| match rule.origin {
        Origin::Article { table: own, row } if own.id == table.id => Some((row, rule)),
        _ => None,
    })
}

/// The facts of a rule as an article has them.
pub fn facts_of(rule: &CatalogRule) -> impl Iterator<Item = Fact> {
    let destination = match rule.target {
        Target::Host(host) => host.to_owned(),
        Target::Tag(tag) => format!("tag {tag}"),
        Target::Address(address) => address.name().to_owned(),
    };
    let (protocol, port) = (rule.protocol, rule.port);
    rule.clouds.iter().map(move |&cloud| {
        let destination = destination.clone();
        Fact { destination, protocol, port, cloud }
    })
}

/// Facts that differ in nothing but their cloud.
pub struct Listed {
    pub name: String,
    protocol: Protocol,
    port: u16,
    clouds: Vec<Cloud>,
}

impl fmt::Display for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clouds: Vec<&str> = self.clouds.iter().map(|cloud| cloud.name()).collect();
        let Self { name, protocol, port, .. } = self;
        write!(f, "{protocol} {port} {name} in {}", clouds.join(", "))
    }
}

/// Facts of several clouds as one line each.
pub fn by_rule<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Vec<Listed> {
    let mut rules: Vec<Listed> = Vec::new();
    // In their order the clouds of a rule stand together.
    for Fact { destination, protocol, port, cloud } in facts.into_iter().collect::<BTreeSet<_>>() {
        match rules.last_mut() {
            Some(Listed { name, protocol: p, port: n, clouds })
                if name == destination && p == protocol && n == port =>
            {
                clouds.push(*cloud);
            }
            _ => rules.push(Listed {
                name: destination.clone(),
                protocol: *protocol,
                port: *port,
                clouds: vec![*cloud],
            }),
        }
    }
    rules
}

/// All of them in one line.
pub fn told<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> String {
    by_rule(facts).iter().map(Listed::to_string).collect::<Vec<_>>().join("; ")
}

/// A destination as the catalog writes it.
pub fn destination(name: &str) -> String {
    if let Some(tag) = name.strip_prefix("tag ") {
        return format!("tag = \"{tag}\"");
    }
    let is_address = Address::from_name(name).is_some();
    format!("{} = \"{name}\"", if is_address { "address" } else { "host" })
}

pub fn file_of_tables(source: Source) -> &'static str {
    match source {
        Source::Learn => "catalog/tables.toml",
        Source::AzureCnZh => "catalog/azure-cn-zh/tables.toml",
    }
}

/// The file with the rows of a table.
pub fn file_of(table: &Table) -> String {
    let row = format!("table = \"{}\"", table.id);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = format!("catalog/{}", table.source.name());
    let files = fs::read_dir(root.join(&folder)).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = files.map(|file| file.path()).collect();
    paths.sort();
    let has_row = |path: &&PathBuf| {
        fs::read_to_string(path).is_ok_and(|text| text.lines().any(|line| line == row))
    };
    let name = paths.iter().find(has_row).and_then(|path| path.file_name());
    name.map_or(folder.clone(), |name| format!("{folder}/{}", name.to_string_lossy()))
}
