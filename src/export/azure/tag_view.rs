//! What the FQDN tag is believed to stand for, and what must be written all the same.

use crate::catalog::Kind;
use crate::cells::wrap;
use crate::export::{say, words};
use crate::profile::Fqdns;
use crate::rules::{Rule, RuleSet};

/// Cells in a line of the explanation: it is read on the smallest screens too.
const NARROW: usize = 76;

/// A rule set seen with the FQDN tag in place of hosts.
#[derive(Clone, Debug)]
pub struct TagView<'a> {
    /// Rules that the tag is believed to stand for; Microsoft does not publish its content.
    pub stands_for: Vec<&'a Rule>,
    /// Rules that must be written all the same.
    pub written: Vec<&'a Rule>,
}

/// The view of a rule set whose profile asks for the tag.
#[must_use]
pub fn tag_view(rules: &RuleSet) -> Option<TagView<'_>> {
    if rules.profile.azure_firewall.fqdns == Fqdns::Explicit {
        return None;
    }
    let (stands_for, written) = rules.rules.iter().partition(|rule| tag_stands_for(rule));
    Some(TagView { stands_for, written })
}

/// The view as text, in the profile's language.
#[must_use]
pub fn tag_page(rules: &RuleSet) -> Option<String> {
    let view = tag_view(rules)?;
    let language = rules.profile.language;
    let words = &words(language).tag_view;
    let line = |rule: &&Rule| {
        let features = say::features(rule, language).join(", ");
        format!("  {}  ({features})", say::short(rule))
    };
    let block = |heading: &str, rules: &[&Rule]| {
        let mut lines = vec![format!("== {heading} ({}) ==", rules.len())];
        lines.extend(rules.iter().map(line));
        lines.join("\n")
    };
    let blocks = [
        wrap(words.about, NARROW).join("\n"),
        block(words.stands_for, &view.stands_for),
        block(words.written, &view.written),
    ];
    Some(blocks.join("\n\n") + "\n")
}

/// Whether everything that needs a rule is believed to be in the tag. Maintainers of Microsoft's
/// AKS baseline say: the core alone, neither add-ons nor extensions.
pub(super) fn tag_stands_for(rule: &Rule) -> bool {
    rule.kind() == Kind::Application && rule.features().iter().all(|feature| feature.fqdn_tag)
}
