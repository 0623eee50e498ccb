//! PowerShell as best effort: rules are made first, kept in variables, and put together by them.

use super::super::azure::{Around, Reader};
use super::super::node::{Node, Value};
use super::words::Command;
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
    /// Rules and collections by the lower-case variables that they are kept in.
    kept: HashMap<String, Vec<Kept>>,
}

struct Kept {
    node: Node,
    /// What it is as a collection, until a group takes it; rules are taken by collections.
    loose: Option<&'static str>,
}

impl Cmdlets {
    pub fn take(&mut self, command: &Command, reader: &mut Reader<'_>) {
        let Some((at, words)) = command.words.split_first() else { return };
        let cmdlet = at.text().unwrap_or_default();
        let Some((_, kind)) = cmdlet.split_once("-AzFirewall") else { return };
        let entries = flags(at, words);
        match kind {
            "PolicyApplicationRule" | "ApplicationRule" => {
                self.keep(command, at, entries, ("ruleType", "ApplicationRule"), None);
            }
            "PolicyNetworkRule" | "NetworkRule" => {
                self.keep(command, at, entries, ("ruleType", "NetworkRule"), None);
            }
            "PolicyFilterRuleCollection"
            | "ApplicationRuleCollection"
            | "NetworkRuleCollection" => {
                let entries = self.with_kept(at, entries, "rule", reader);
                let loose = if kind.starts_with("Policy") { "policy" } else { "classic" };
                let mark = ("ruleCollectionType", "FilterRuleCollection");
                self.keep(command, at, entries, mark, Some(loose));
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
        loose: Option<&'static str>,
    ) {
        entries.push((key.into(), at.with(Value::text(mark))));
        let kept = self.kept.entry(command.kept_in.to_ascii_lowercase()).or_default();
        kept.push(Kept { node: at.with(Value::map(entries)), loose });
    }

    /// The same with what variables hold in place of their names.
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
            let name = one.written().trim_start_matches('$').to_ascii_lowercase();
            let Some(kept) = self.kept.get_mut(&name) else {
                all.push(one.clone());
                continue;
            };
            if !reader.step(&reader.place(at, ""), kept.len()) {
                break;
            }
            for kept in kept {
                kept.loose = None;
                all.push(kept.node.clone());
            }
        }
        *node = at.with(Value::list(all));
        entries
    }

    /// Hands over collections that no group took: a classic firewall's, or of a group that was made
    /// in another way.
    pub fn finish(self, reader: &mut Reader<'_>) {
        let mut loose: Vec<Kept> = self.kept.into_values().flatten().collect();
        loose.sort_by_key(|kept| kept.node.line);
        for kept in loose {
            let Some(of) = kept.loose else { continue };
            let priority = (of == "classic").then_some(0);
            reader.collection(&kept.node, "", &Around { priority, ..Around::default() }, None);
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
                values.extend(text.split(',').map(|part| word.with(Value::text(part))));
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
