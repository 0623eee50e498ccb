//! How much work a set of files may cause, since a few lines of expressions can double each other
//! without end.

use std::cell::Cell;

/// Steps of evaluation: each about a value, or sixteen characters of a text. A compiled Bicep file
/// of three megabytes takes some hundred thousand.
pub const MAX_STEPS: usize = 4_000_000;

/// Expressions inside expressions; each level is a few calls deep.
pub const MAX_LEVELS: usize = 80;

/// Entries that are kept: each a destination or the like of at most [`ENTRY`] bytes. Azure allows
/// twenty thousand rules in a policy.
pub const MAX_ENTRIES: usize = 1_000_000;

/// Bytes of a text that count as one entry.
pub const ENTRY: usize = 64;

/// So many entries a rule counts, or a line about what is unknown: each names its place.
pub const OF_PLACE: usize = 8;

/// What is left of all of these.
pub(super) struct Budget {
    steps: Cell<usize>,
    levels: Cell<usize>,
    entries: Cell<usize>,
}

/// A level of evaluation; left when dropped.
pub(super) struct Level<'a>(&'a Cell<usize>);

impl Drop for Level<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

impl Budget {
    pub(super) fn new() -> Self {
        let [steps, levels, entries] = [MAX_STEPS, MAX_LEVELS, MAX_ENTRIES].map(Cell::new);
        Self { steps, levels, entries }
    }

    /// Takes so many steps, and one; whether there were so many left.
    pub(super) fn spend(&self, steps: usize) -> bool {
        take(&self.steps, steps.saturating_add(1))
    }

    /// Takes a step one level deeper.
    pub(super) fn enter(&self) -> Option<Level<'_>> {
        (self.spend(0) && take(&self.levels, 1)).then_some(Level(&self.levels))
    }

    /// Takes so many entries.
    pub(super) fn keep(&self, entries: usize) -> bool {
        take(&self.entries, entries)
    }
}

fn take(left: &Cell<usize>, count: usize) -> bool {
    let rest = left.get().checked_sub(count);
    left.set(rest.unwrap_or(0));
    rest.is_some()
}
