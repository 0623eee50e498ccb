//! Rules that a firewall takes as one: same feature, protocol, port, shape and sources.
//!
//! Names come from what a group is, never from its place, so one more add-on changes only its own.

use super::fit::{Fitted, Host, To};
use super::{Export, say, words};
use crate::catalog::{Feature, Kind, Protocol, Requirement};
use crate::cells::safe;
use crate::profile::Language;
use crate::rules::{Part, RuleSet};
use ipnet::IpNet;
use std::collections::HashSet;

/// Rules that fit into one.
#[derive(Clone, Debug)]
pub(super) struct Group<'a> {
    /// Such as `aks-core-https-443`: lower-case letters, digits, dashes; starts with `aks-`.
    pub name: String,
    pub feature: &'static Feature,
    /// Never empty; all of one shape.
    pub rules: Vec<&'a Fitted<'a>>,
    /// Networks that the traffic comes from; empty means any.
    pub sources: Vec<IpNet>,
    /// The clusters that need it for the feature, by place, where the rule set is of several.
    pub members: Vec<usize>,
    /// What these are called.
    pub needed_by: Vec<&'a str>,
}

/// The shape of a group's destinations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Any,
    Tags,
    Nets,
    Hosts,
}

impl Shape {
    fn of(to: &To) -> Self {
        match to {
            To::Any => Self::Any,
            To::Tag(_) => Self::Tags,
            To::Nets(_) => Self::Nets,
            To::Host(_) => Self::Hosts,
        }
    }

    /// Distinguishes two groups of one feature and port.
    fn suffix(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Tags => "tag",
            Self::Nets => "ip",
            Self::Hosts => "fqdn",
        }
    }
}

impl<'a> Group<'a> {
    pub(super) fn kind(&self) -> Kind {
        self.rules[0].rule.kind()
    }

    pub(super) fn protocol(&self) -> Protocol {
        self.rules[0].rule.protocol()
    }

    pub(super) fn port(&self) -> u16 {
        self.rules[0].rule.port()
    }

    pub(super) fn shape(&self) -> Shape {
        Shape::of(&self.rules[0].to)
    }

    pub(super) fn hosts(&self) -> Vec<&'a Host> {
        let host = |fitted: &&'a Fitted<'a>| match &fitted.to {
            To::Host(host) => Some(host),
            _ => None,
        };
        self.rules.iter().filter_map(host).collect()
    }

    /// Names of service tags.
    pub(super) fn tags(&self) -> Vec<&'a str> {
        let tag = |fitted: &&'a Fitted<'a>| match &fitted.to {
            To::Tag(tag) => Some(tag.as_str()),
            _ => None,
        };
        self.rules.iter().filter_map(tag).collect()
    }

    /// Networks, each once; adjacent ones stay apart.
    pub(super) fn nets(&self) -> Vec<IpNet> {
        let mut known: HashSet<IpNet> = HashSet::new();
        let mut nets: Vec<IpNet> = Vec::new();
        for fitted in &self.rules {
            if let To::Nets(more) = &fitted.to {
                nets.extend(more.iter().filter(|&&net| known.insert(net)));
            }
        }
        nets
    }

    /// The rows of the group's feature: what other features want of the same hosts is said in
    /// their own groups.
    fn parts(&self) -> impl Iterator<Item = &'a Part> {
        let feature = self.feature.id;
        let parts = self.rules.iter().flat_map(|fitted| &fitted.rule.parts);
        parts.filter(move |part| part.rule.feature.id == feature)
    }

    pub(super) fn requirement(&self) -> Requirement {
        let strongest = self.parts().map(|part| part.rule.requirement).min();
        strongest.unwrap_or(Requirement::Required)
    }

    /// The catalog's ids of its rows.
    pub(super) fn ids(&self) -> Vec<&'static str> {
        self.parts().map(|part| part.rule.id).collect()
    }

    /// Feature, requirement, place in the source, who needs it, and what for: on one line of at
    /// most `most` characters.
    pub(super) fn description(&self, language: Language, most: usize) -> String {
        let words = words(language);
        let mut about = (words.group)(
            self.feature.name.get(language),
            say::requirement(self.requirement(), language),
            &self.sections(language).join("; "),
        );
        if !self.needed_by.is_empty() {
            about.push_str(words.space);
            let clusters = say::some_of(&self.needed_by, words.comma);
            about.push_str(&(words.needed_by_clusters)(&safe(&clusters)));
        }
        for purpose in self.purposes(language) {
            about.push_str(words.space);
            about.push_str(purpose);
        }
        shortened(&about, most)
    }

    /// The headings under which its rows stand, each once.
    pub(super) fn sections(&self, language: Language) -> Vec<String> {
        let mut sections: Vec<String> = Vec::new();
        for part in self.parts() {
            let section = say::section(part.rule, language);
            if !sections.contains(&section) {
                sections.push(section);
            }
        }
        sections
    }

    /// What its traffic is for, each sentence once.
    pub(super) fn purposes(&self, language: Language) -> Vec<&'static str> {
        let mut purposes: Vec<&'static str> = Vec::new();
        for part in self.parts() {
            let purpose = part.rule.purpose.get(language);
            if !purposes.contains(&purpose) {
                purposes.push(purpose);
            }
        }
        purposes
    }
}

/// A network, or a single address without its length.
pub(super) fn net_text(net: &IpNet) -> String {
    if net.prefix_len() == net.max_prefix_len() { net.addr().to_string() } else { net.to_string() }
}

/// Bytes of a word that is not cut.
const LONGEST_WORD: usize = 24;

/// At most so many characters; what is cut ends with an ellipsis of three dots.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(3)).collect();
    // Where there are spaces, no word is cut.
    let whole = kept.rfind(' ').filter(|&space| kept.len() - space <= LONGEST_WORD);
    format!("{}...", kept[..whole.unwrap_or(kept.len())].trim_end())
}

/// A name of at most `most` characters that differs where the whole names differ.
pub(super) fn short_name(name: &str, most: usize) -> String {
    if name.len() <= most {
        return name.to_owned();
    }
    let mark = format!("-{}", digest(name));
    let kept = &name[..most - mark.len()];
    format!("{}{mark}", kept.trim_end_matches('-'))
}

/// Ten hexadecimal digits that depend on the text alone (FNV-1a): a thousand names meet by chance
/// once in two million times.
pub(super) fn digest(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{:010x}", (hash >> 40) ^ (hash & 0xff_ffff_ffff))
}

impl Export<'_> {
    /// The rules in as few groups as possible: network first, each kind in the order of the
    /// source. A host that several features need stands in a group of each, so that a feature that
    /// comes or goes takes only its own groups along.
    pub(super) fn groups(&self) -> Vec<Group<'_>> {
        let mut shares: Vec<(&Fitted, &'static Feature, usize)> = Vec::new();
        for fitted in &self.fit.rules {
            for feature in fitted.rule.features() {
                let own =
                    fitted.rule.parts.iter().filter(|part| part.rule.feature.id == feature.id);
                let place = own.map(|part| part.rule.place).min().unwrap_or(usize::MAX);
                shares.push((fitted, feature, place));
            }
        }
        shares.sort_by_key(|(fitted, _, place)| (fitted.rule.kind(), *place));
        let mut groups: Vec<Group> = Vec::new();
        let mut names: HashSet<String> = HashSet::new();
        for (fitted, feature, _) in shares {
            let rule = fitted.rule;
            let members = rule.needed_for(feature);
            let fits = |group: &&mut Group| {
                let first = group.rules[0].rule;
                group.feature.id == feature.id
                    && first.kind() == rule.kind()
                    && first.protocol() == rule.protocol()
                    && first.port() == rule.port()
                    && group.members == members
                    && group.shape() == Shape::of(&fitted.to)
            };
            if let Some(group) = groups.iter_mut().find(fits) {
                group.rules.push(fitted);
                continue;
            }
            let needed_by = self.rules.labels(&members);
            let sources = self.rules.sources_of(&members);
            let name = name(self.rules, fitted, feature, &needed_by, &mut names);
            groups.push(Group { name, feature, rules: vec![fitted], sources, members, needed_by });
        }
        groups
    }
}

fn name(
    rules: &RuleSet,
    fitted: &Fitted,
    feature: &Feature,
    needed_by: &[&str],
    names: &mut HashSet<String>,
) -> String {
    let rule = fitted.rule;
    let protocol = rule.protocol().name().to_lowercase();
    let prefix = if rules.is_only_missing() { "aks-missing" } else { "aks" };
    let mut name = format!("{prefix}-{}-{protocol}-{}", feature.id, rule.port());
    if needed_by.len() < rules.members.len() {
        name.push('-');
        name.push_str(&digest(&needed_by.join("\n")));
    }
    if names.contains(&name) {
        name.push('-');
        name.push_str(Shape::of(&fitted.to).suffix());
    }
    // Clusters in any number may meet in a short digest.
    while !names.insert(name.clone()) {
        name = format!("{name}-{}", digest(&[&name, "\n", &needed_by.join("\n")].concat()));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_and_stays_different() {
        let [one, two] =
            ["aks-marketplace-extension-https-443-a", "aks-marketplace-extension-https-443-b"];
        assert_eq!(short_name(one, 40), one);
        let (short, other) = (short_name(one, 31), short_name(two, 31));
        assert!(short.len() <= 31 && short != other, "{short} {other}");
        assert!(short.starts_with("aks-marketplace-exte"));
    }

    #[test]
    fn a_text_is_cut_by_characters() {
        assert_eq!(shortened("网络规则", 4), "网络规则");
        assert_eq!(shortened("网络规则与应用程序规则", 8), "网络规则与...");
        assert_eq!(shortened("rules for hosts", 13), "rules for...");
    }
}
