//! Microsoft's weekly service tag file, which the operator supplies.
//!
//! Parsed from text that the caller has read; nothing here opens a file.

use crate::catalog::Cloud;
use ipnet::IpNet;
use std::collections::BTreeMap;

/// The tags of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceTags {
    /// The file's name, for headers and messages.
    pub file: String,
    /// The file's change number.
    pub change_number: u64,
    /// The cloud that the file is for.
    pub cloud: Cloud,
    /// Prefixes by lower-case tag name.
    pub tags: BTreeMap<String, Vec<IpNet>>,
}

impl ServiceTags {
    /// The IPv4 prefixes of a tag, adjacent ones merged; letter case does not matter.
    #[must_use]
    pub fn ipv4(&self, tag: &str) -> Option<Vec<IpNet>> {
        let prefixes = self.tags.get(&tag.to_ascii_lowercase())?;
        let ipv4: Vec<IpNet> =
            prefixes.iter().filter(|net| net.addr().is_ipv4()).copied().collect();
        Some(IpNet::aggregate(&ipv4))
    }
}
