//! One article against one edition.

use super::Article;
use super::listed::{by_rule, destination, facts_of, file_of, file_of_tables, rules_of, told};
use super::tables::{is_in, tables_of};
use crate::printed::{Fact, Printed};
use aks_egress::catalog::{CATALOG, CatalogRule, Date, Source, Table};
use std::collections::{BTreeMap, BTreeSet};

pub struct Comparison<'a> {
    pub article: &'a Article,
    pub day: Date,
}

impl Comparison<'_> {
    /// Each in one line.
    pub fn differences(&self) -> Vec<String> {
        let Article { file, document, .. } = self.article;
        let problem = |(line, text): &(usize, String)| format!("{file}:{line}: {text}");
        let mut found: Vec<String> = document.problems.iter().map(problem).collect();
        let mut tables = tables_of(document);
        for (at, printed) in document.tables.iter().enumerate() {
            let start = format!("{file}:{}: {}", printed.line, printed.path());
            let known = tables[at].or_else(|| self.renamed(printed, &tables));
            if let Some(table) = known {
                if tables[at].is_none() && self.article.is_current() {
                    found.push(format!(
                        "{start}: these are rows of table \"{}\": has it a new heading? Then change \
                         its `heading` in {} (now \"{}\")",
                        table.id,
                        file_of_tables(table.source),
                        table.heading
                    ));
                }
                tables[at] = known;
                self.compare(printed, table, &mut found);
            } else {
                found.push(format!(
                    "{start}: no such table in the catalog: add it to {}, and its rows: {}",
                    file_of_tables(document.source),
                    told(printed.facts())
                ));
            }
        }
        found.extend(self.gone(&tables));
        found
    }

    /// The catalog's tables that are not in the article.
    fn gone(&self, tables: &[Option<&Table>]) -> Vec<String> {
        let Article { file, document, .. } = self.article;
        let mut found = Vec::new();
        let gone = CATALOG.tables.iter().filter(|table| table.source == document.source);
        for table in gone.filter(|table| !is_in(tables, table)) {
            let rules = self.rules(table).count();
            if rules > 0 {
                let farewell = self.farewell(table, &format!("its {rules} rules"));
                let unless =
                    if document.problems.is_empty() { "" } else { "unless it could not be read, " };
                found.push(format!(
                    "{file}: table \"{}\" of the catalog, \"{}\", is not in the article: {unless}{farewell}",
                    table.id, table.heading
                ));
            }
        }
        found
    }

    /// What is done with rules that the article no longer has.
    fn farewell(&self, table: &Table, rules: &str) -> String {
        let file = file_of(table);
        match (self.article.document.source, self.article.day) {
            (Source::Learn, _) if !self.article.is_current() => {
                format!("see the days of {rules} in {file}")
            }
            (Source::AzureCnZh, _) => format!("take {rules} out of {file}"),
            (Source::Learn, Some(day)) => format!("give {rules} `until = {day}` in {file}"),
            (Source::Learn, None) => format!("give {rules} `until = DATE` in {file}"),
        }
    }

    fn rules(&self, table: &Table) -> impl Iterator<Item = (u16, &'static CatalogRule)> {
        rules_of(table).filter(|(_, rule)| rule.listed_on(self.day))
    }

    /// The table without a counterpart that has at least half of these facts.
    fn renamed(
        &self,
        printed: &Printed,
        tables: &[Option<&'static Table>],
    ) -> Option<&'static Table> {
        let free =
            |table: &&Table| table.source == self.article.document.source && !is_in(tables, table);
        let same = |table: &&'static Table| {
            let known: BTreeSet<Fact> = self.rules(table).flat_map(|(_, r)| facts_of(r)).collect();
            printed.facts().into_iter().filter(|fact| known.contains(fact)).count()
        };
        let best = CATALOG.tables.iter().filter(free).max_by_key(same)?;
        (same(&best) > 0 && same(&best) * 2 >= printed.facts().len()).then_some(best)
    }

    fn compare(&self, printed: &Printed, table: &'static Table, found: &mut Vec<String>) {
        let mut here: BTreeMap<Fact, BTreeSet<u16>> = BTreeMap::new();
        for (&number, row) in &printed.rows {
            for fact in &row.facts {
                here.entry(fact.clone()).or_default().insert(number);
            }
        }
        let mut known: BTreeMap<Fact, BTreeSet<u16>> = BTreeMap::new();
        for (row, rule) in self.rules(table) {
            facts_of(rule).for_each(|fact| {
                known.entry(fact).or_default().insert(row);
            });
        }
        self.added(printed, table, [&here, &known], found);
        self.dropped(printed, table, [&here, &known], found);
        if self.article.is_current() {
            self.moved(printed, table, [&here, &known], found);
        }
    }

    fn added(
        &self,
        printed: &Printed,
        table: &Table,
        [here, known]: Sides,
        found: &mut Vec<String>,
    ) {
        for (&number, row) in &printed.rows {
            for entry in by_rule(row.facts.iter().filter(|fact| !known.contains_key(fact))) {
                let name = &entry.name;
                let at_times = rules_of(table).find(|(_, rule)| {
                    facts_of(rule).any(|fact| here.contains_key(&fact) && fact.destination == *name)
                        && !rule.listed_on(self.day)
                });
                let advice = match at_times {
                    Some((_, rule)) => format!("but its `{}` is for other days; see", rule.id),
                    None => format!(
                        "add `destinations = [{{ id = \"...\", {}{} }}]` as row {number} of \"{}\" to",
                        destination(name),
                        self.since(),
                        table.id
                    ),
                };
                found.push(format!(
                    "{}:{}: {}, row {number}: the article lists {}, the catalog does not: {advice} {}",
                    self.article.file,
                    row.line,
                    printed.path(),
                    entry,
                    file_of(table)
                ));
            }
        }
    }

    fn since(&self) -> String {
        match (self.article.document.source, self.article.day) {
            (Source::AzureCnZh, _) => String::new(),
            (Source::Learn, Some(day)) => format!(", since = {day}"),
            (Source::Learn, None) => ", since = DATE".to_owned(),
        }
    }

    fn dropped(&self, printed: &Printed, table: &Table, [here, _]: Sides, found: &mut Vec<String>) {
        // A row that could not be read is told as such.
        let is_read = |number: &u16| printed.rows.get(number).is_none_or(|r| !r.facts.is_empty());
        for (number, rule) in self.rules(table).filter(|(number, _)| is_read(number)) {
            let gone: Vec<Fact> = facts_of(rule).filter(|fact| !here.contains_key(fact)).collect();
            for entry in by_rule(&gone) {
                let line = printed.rows.get(&number).map_or(printed.line, |row| row.line);
                let does = if self.article.is_current() { "no longer does" } else { "did not" };
                found.push(format!(
                    "{}:{line}: {}, row {number}: the catalog lists {entry} (`{}`), the article {does}: {}",
                    self.article.file,
                    printed.path(),
                    rule.id,
                    self.farewell(table, "it")
                ));
            }
        }
    }

    /// Facts of both sides that stand in different rows, by these rows.
    fn moved(
        &self,
        printed: &Printed,
        table: &Table,
        [here, known]: Sides,
        found: &mut Vec<String>,
    ) {
        let mut moves: BTreeMap<[String; 2], Vec<Fact>> = BTreeMap::new();
        for (fact, rows) in here {
            if let Some(before) = known.get(fact).filter(|before| *before != rows) {
                let key = [rows, before]
                    .map(|rows| rows.iter().map(u16::to_string).collect::<Vec<_>>().join(" and "));
                moves.entry(key).or_default().push(fact.clone());
            }
        }
        for ([now, before], facts) in moves {
            found.push(format!(
                "{}:{}: {}, row {now}: in the catalog it is row {before} of \"{}\": change its `row` in {}: {}",
                self.article.file,
                printed.line,
                printed.path(),
                table.id,
                file_of(table),
                told(&facts)
            ));
        }
    }
}

/// The rows of each fact, in the article and in the catalog.
type Sides<'a> = [&'a BTreeMap<Fact, BTreeSet<u16>>; 2];
