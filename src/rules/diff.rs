//! What changed between two rule sets.

use super::{Rule, RuleSet};

/// Rules that came and rules that went.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Rules only in the newer set, in its order.
    pub added: Vec<Rule>,
    /// Rules only in the older set, in its order.
    pub removed: Vec<Rule>,
}

impl Changes {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }
}

/// Compares kind, destination, protocol and port.
#[must_use]
pub fn diff(old: &RuleSet, new: &RuleSet) -> Changes {
    let missing = |from: &RuleSet, other: &RuleSet| {
        let theirs: std::collections::HashSet<_> = other.rules.iter().map(Rule::key).collect();
        from.rules.iter().filter(|rule| !theirs.contains(&rule.key())).cloned().collect()
    };
    Changes { added: missing(new, old), removed: missing(old, new) }
}
