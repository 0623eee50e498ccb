//! What operators meet besides the rules: other hosts, and the codes with which things fail.

use super::{Cloud, Date, Text, named};

named! {
    /// Whose exit codes a failure is one of. The numbers overlap.
    Program {
        /// The bootstrap script of Linux nodes.
        Linux = "linux",
        /// The bootstrap script of Windows nodes.
        Windows = "windows",
        /// `curl`.
        Curl = "curl",
    }
}
named! {
    /// What is known of a host or an address that no rule of the catalog covers.
    Standing {
        /// An address of the platform, which must not pass a firewall or a proxy.
        Platform = "platform",
        /// Operators meet it, and the article does not name it.
        Undocumented = "undocumented",
        /// The article, or its predecessor, named it before the first edition.
        Retired = "retired",
    }
}

/// A host or an address that no rule covers and that operators meet all the same.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// Stable name.
    pub id: &'static str,
    /// Host names as in a rule, perhaps with a star in the first label or with `<region>`, or
    /// single addresses; lower case.
    pub names: &'static [&'static str],
    /// What is known.
    pub standing: Standing,
    /// Clouds in which it was met.
    pub clouds: &'static [Cloud],
    /// The catalog rules that took its place, or that are the way to go; empty where there are none.
    pub replaced_by: &'static [&'static str],
    /// What it is.
    pub about: Text,
    /// What to do about it.
    pub advice: Text,
    /// Pages and issues that support it.
    pub evidence: &'static str,
    /// Date of the newest evidence.
    pub date: Date,
}

/// What a node's bootstrap, or a tool, says with an exit code.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure {
    /// Stable name.
    pub id: &'static str,
    /// Whose codes these are.
    pub program: Program,
    /// The codes, each of one failure of a program only; empty where only a name is told.
    pub codes: &'static [u16],
    /// Names that stand in their place, such as `VMExtensionError_K8SDownloadTimeout`; each of one
    /// failure only. Letter case does not matter.
    pub names: &'static [&'static str],
    /// What was tried.
    pub tried: Text,
    /// What to check, in order.
    pub check: Text,
    /// The catalog rules whose destinations it needs, of all clouds; empty where none helps.
    pub rules: &'static [&'static str],
    /// Where the meaning of the code stands.
    pub evidence: &'static str,
}
