//! PowerShell as best effort: rules are made first, kept in variables, and put together by them.

use super::super::azure::{Around, Reader};
use super::super::node::{Node, Value};
use super::words::Command;
use crate::answers::audit::Why;
use std::collections::HashMap;
use std::rc::Rc;

/// What is looked for; other commands neither make nor keep rules.
pub(super) const CMDLETS: &[&str] = &[
    "New-AzFirewallPolicyApplicationRule",
    "New-AzFirewallPolicyNetworkRule",
    "New-AzFirewallPolicyFilterRuleCollection",
    "New-AzFirewallPolicyRuleCollectionGroup",
    "Set-AzFirewallPolicyRuleCollectionGroup",
    "New-AzFirewallPolicyNatRuleCollection",
    "New-AzFirewallPolicy",
    "Set-AzFirewallPolicy",
    "New-AzFirewallApplicationRule",
    "New-AzFirewallNetworkRule",
    "New-AzFirewallApplicationRuleCollection",
    "New-AzFirewallNetworkRuleCollection",
    "New-AzFirewallNatRuleCollection",
];

/// What the cmdlets made so far.
#[derive(Default)]
pub(super) struct Cmdlets {
    /// Rules and collections, in the order of the script.
    kept: Vec<Kept>,
    /// Their places by the words that stand for them.
    words: HashMap<String, usize>,
}

struct Kept {
    node: Node,
    kind: Kind,
    /// Whether a collection or a group took it.
    taken: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rule,
    Collection,
    /// Of a firewall without a policy, which needs no group.
    Classic,
}

impl Cmdlets {
    pub fn take(&mut self, command: &Command, reader: &mut Reader<'_>) {
        let Some((at, words)) = command.words.split_first() else { return };
        let cmdlet = at.text().unwrap_or_default();
        let Some((_, kind)) = cmdlet.split_once("-AzFirewall") else { return };
        let entries = flags(at, words);
        match kind {
            "PolicyApplicationRule" | "ApplicationRule" => {
                self.keep(command, at, entries, ("ruleType", "ApplicationRule"), Kind::Rule);
            }
            "PolicyNetworkRule" | "NetworkRule" => {
                self.keep(command, at, entries, ("ruleType", "NetworkRule"), Kind::Rule);
            }
            "PolicyFilterRuleCollection"
            | "ApplicationRuleCollection"
            | "NetworkRuleCollection" => {
                let entries = self.with_kept(at, entries, "rule", reader);
                let is_policy = kind.starts_with("Policy");
                let kind = if is_policy { Kind::Collection } else { Kind::Classic };
                let mark = ("ruleCollectionType", "FilterRuleCollection");
                self.keep(command, at, entries, mark, kind);
            }
            "PolicyRuleCollectionGroup" => {
                let entries = self.with_kept(at, entries, "rulecollection", reader);
                reader.group(&at.with(Value::map(entries)), &Around::default());
            }
            "PolicyNatRuleCollection" | "NatRuleCollection" => reader.met += 1,
            "Policy" => {
                reader.policy(&at.with(Value::map(entries)), &Around::default());
            }
            _ => {}
        }
    }

    fn keep(
        &mut self,
        command: &Command,
        at: &Node,
        mut entries: Vec<(Rc<str>, Node)>,
        (key, mark): (&str, &str),
        kind: Kind,
    ) {
        entries.push((key.into(), at.with(Value::text(mark))));
        if !command.kept_as.is_empty() {
            self.words.insert(command.kept_as.clone(), self.kept.len());
        }
        self.kept.push(Kept { node: at.with(Value::map(entries)), kind, taken: false });
    }

    /// The same with what was made in place of the words that stand for it.
    fn with_kept(
        &mut self,
        at: &Node,
        mut entries: Vec<(Rc<str>, Node)>,
        flag: &str,
        reader: &mut Reader<'_>,
    ) -> Vec<(Rc<str>, Node)> {
        let Some((_, node)) = entries.iter_mut().find(|(key, _)| &**key == flag) else {
            return entries;
        };
        let named = if node.is_list() { node.items() } else { std::slice::from_ref(node) };
        let mut all = Vec::new();
        for one in named {
            if !reader.step(&reader.place(at, ""), 1) {
                break;
            }
            let Some(&at) = self.words.get(&one.written()) else {
                all.push(one.clone());
                continue;
            };
            self.kept[at].taken = true;
            all.push(self.kept[at].node.clone());
        }
        *node = at.with(Value::list(all));
        entries
    }

    /// Hands over collections that no group took: a classic firewall's, or of a group that was made
    /// in another way. What becomes of a rule that no collection took, nobody knows.
    pub fn finish(self, reader: &mut Reader<'_>) {
        for kept in self.kept.iter().filter(|kept| !kept.taken) {
            let priority = (kept.kind == Kind::Classic).then_some(0);
            let around = Around { priority, ..Around::default() };
            if kept.kind != Kind::Rule {
                reader.collection(&kept.node, "", &around, None);
                continue;
            }
            let name = kept.node.text_of("name").unwrap_or_default();
            let place = reader.place(&kept.node, name);
            reader.met += 1;
            reader.unresolved(&place, name, Why::BestEffort);
        }
    }
}

/// `-Name value`, `-Name 'a', 'b'`, `-Name @('a' 'b')`; a name alone is on.
fn flags(at: &Node, words: &[Node]) -> Vec<(Rc<str>, Node)> {
    let mut flags: Vec<(String, Vec<Node>)> = Vec::new();
    for word in words {
        let text = word.text().unwrap_or_default();
        let name = text.strip_prefix('-').filter(|name| {
            name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains(' ')
        });
        match (name, flags.last_mut()) {
            (Some(name), _) => flags.push((name.to_ascii_lowercase(), Vec::new())),
            // Without quotes a list is one word; no value of a rule has a comma of its own.
            (None, Some((name, values))) if text.contains(',') && name != "description" => {
                let parts = text.split(',').filter(|part| !part.is_empty());
                values.extend(parts.map(|part| word.with(Value::text(part))));
            }
            (None, Some((_, values))) => values.push(word.clone()),
            (None, None) => {}
        }
    }
    let node = |values: Vec<Node>| match values.len() {
        0 => at.with(Value::text("true")),
        1 => values.into_iter().next().unwrap_or_else(|| at.clone()),
        _ => at.with(Value::list(values)),
    };
    flags.into_iter().map(|(name, values)| (name.as_str().into(), node(values))).collect()
}
