//! Why a rule is there, and why another is not.

use crate::catalog::{Advisory, CatalogRule, Cloud, Condition, Feature};

/// A choice that brought a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// Every cluster in this cloud needs it.
    EveryCluster(Cloud),
    /// The profile has this kind of node or this add-on.
    Feature(&'static Feature),
    /// The add-on `by` needs the add-on `feature`.
    Pulled {
        /// The add-on that is needed.
        feature: &'static Feature,
        /// The add-on that was chosen.
        by: &'static Feature,
    },
    /// This holds for the profile.
    Holds(Condition),
    /// This does not hold; if it did, the rule would fall away.
    Lacks(Condition),
    /// The article has no such row; a reading adds it.
    Reading(&'static Advisory),
}

/// A rule of the source that this profile does not need.
#[derive(Clone, Copy, Debug)]
pub struct Absent {
    /// The row.
    pub rule: &'static CatalogRule,
    /// Why it is not needed, or what it waits for.
    pub reason: Reason,
}

/// Why a rule is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The feature is not part of the profile.
    NotChosen(&'static Feature),
    /// The rule needs this to hold, and it does not.
    Unmet(Condition),
    /// The source says that it is needless when this holds.
    Exempt(Condition),
    /// A reading, or `cluster.exempt`, says so.
    Extended(Condition, &'static Advisory),
    /// A reading calls it retired.
    Retired(&'static Advisory),
    /// A reading would add it, but the profile takes the source at its word.
    NotApplied(&'static Advisory),
    /// Seen in traffic; the source asks for no rule.
    Observed,
    /// It waits for a region.
    NoRegion,
    /// It waits for the API server's address.
    NoApiServerIp,
    /// It waits for a service tag file.
    NoServiceTags,
}

impl Reason {
    /// Whether an answer is missing, rather than the rule needless.
    #[must_use]
    pub fn waits(self) -> bool {
        matches!(self, Self::NoRegion | Self::NoApiServerIp | Self::NoServiceTags)
    }
}
