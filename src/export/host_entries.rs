//! The entries of a list of hosts: one spelling for each, in order, each once.

use super::Export;
use super::fit::Host;
use std::collections::BTreeSet;

/// Every host that is written, as the target spells it.
pub(super) fn entries(export: &Export, spell: impl Fn(&Host) -> String) -> BTreeSet<String> {
    export.fit.hosts().map(spell).collect()
}

/// The entries, one a line.
pub(super) fn lines(entries: BTreeSet<String>) -> String {
    entries.into_iter().collect::<Vec<_>>().join("\n")
}

/// The entries behind the header, for targets that pass over lines that begin with `#`.
pub(super) fn commented(export: &Export, entries: BTreeSet<String>) -> String {
    let mut lines = export.comments("#");
    lines.push("#".to_owned());
    lines.extend(entries);
    lines.join("\n")
}
