//! Which table of the catalog a printed one is.

use crate::printed::{Document, Printed};
use aks_egress::catalog::{CATALOG, Table};

/// The catalog's table of each printed one: by its heading or, where headings repeat, by its
/// section and heading; the first of a heading is the one without a section in the catalog.
pub fn tables_of(document: &Document) -> Vec<Option<&'static Table>> {
    let of_source = |table: &&Table| table.source == document.source;
    let in_section = |printed: &Printed| {
        CATALOG.tables.iter().filter(of_source).find(|table| {
            table.heading.split_once(": ").is_some_and(|(section, heading)| {
                let own = printed.section.as_deref().unwrap_or_default();
                heading == printed.heading && own.starts_with(section)
            })
        })
    };
    let mut found: Vec<Option<&Table>> = document.tables.iter().map(in_section).collect();
    for (at, printed) in document.tables.iter().enumerate() {
        let alone = CATALOG.tables.iter().filter(of_source).find(|t| t.heading == printed.heading);
        if found[at].is_none() && alone.is_some_and(|t| !is_in(&found, t)) {
            found[at] = alone;
        }
    }
    found
}

pub fn is_in(found: &[Option<&Table>], table: &Table) -> bool {
    found.iter().flatten().any(|known| known.id == table.id)
}
