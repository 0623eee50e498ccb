//! Which service tags hold an address: one look for each prefix length, whatever the file's size.

use crate::service_tags::ServiceTags;
use ipnet::IpNet;
use std::collections::HashMap;
use std::net::IpAddr;

/// The most tags that are named at an address.
const SHOWN: usize = 4;

/// The prefixes of a service tag file, by prefix.
pub(super) struct TagIndex<'a> {
    tags: &'a ServiceTags,
    by_prefix: HashMap<IpNet, Vec<&'a str>>,
}

impl<'a> TagIndex<'a> {
    pub(super) fn new(tags: &'a ServiceTags) -> Self {
        let mut by_prefix: HashMap<IpNet, Vec<&'a str>> = HashMap::new();
        for (tag, prefixes) in &tags.tags {
            for prefix in prefixes {
                by_prefix.entry(*prefix).or_default().push(tag);
            }
        }
        Self { tags, by_prefix }
    }

    pub(super) fn has(&self, tag: &str) -> bool {
        self.tags.tags.contains_key(&tag.to_ascii_lowercase())
    }

    pub(super) fn holds(&self, tag: &str, address: IpAddr) -> bool {
        self.all(address).any(|(_, known)| known.eq_ignore_ascii_case(tag))
    }

    /// The tags that hold an address: those with the longest prefix first, the cloud's own last,
    /// since they hold every address of a region.
    pub(super) fn holding(&self, address: IpAddr) -> Vec<String> {
        let mut all: Vec<(u8, &str)> = self.all(address).collect();
        let is_cloud = |tag: &str| tag.starts_with("azurecloud");
        all.sort_by_key(|&(length, tag)| {
            (is_cloud(tag), std::cmp::Reverse(length), std::cmp::Reverse(tag.len()), tag)
        });
        let mut names: Vec<String> = Vec::new();
        for (_, tag) in all {
            if names.len() < SHOWN && !names.iter().any(|known| known == tag) {
                names.push(tag.to_owned());
            }
        }
        names
    }

    fn all(&self, address: IpAddr) -> impl Iterator<Item = (u8, &'a str)> {
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let nets = (0..=longest).rev().filter_map(move |length| {
            IpNet::new(address, length).ok().map(|net| (length, net.trunc()))
        });
        nets.flat_map(|(length, net)| {
            let tags = self.by_prefix.get(&net).map(Vec::as_slice).unwrap_or_default();
            tags.iter().map(move |tag| (length, *tag))
        })
    }
}
