//! Policies, their groups, and classic firewalls.

use super::super::node::{Node, Value};
use super::super::values;
use super::{Around, Policy, Reader, joined, keys};
use crate::answers::audit::{Place, Setting};

impl Reader<'_> {
    /// Reads a resource whose values are known, if it belongs to a firewall, by its type in lower
    /// case; without one by its shape. Gives the lower-case name of a policy, for its children.
    pub(in super::super) fn thing(
        &mut self,
        kind: &str,
        node: &Node,
        around: &Around,
    ) -> Option<String> {
        let last = kind.rsplit('/').next().unwrap_or_default();
        let has = |keys: &[&str]| node.lifted_any(keys).is_some();
        let is_classic =
            has(&["applicationRuleCollections", "networkRuleCollections"]) || has(keys::POLICY);
        let is_policy =
            has(keys::THREATS) || has(keys::BASE) || has(&["intrusionDetection", "dnsSettings"]);
        match last {
            "rulecollectiongroups" | "rulegroups" => self.group(node, around),
            "firewallpolicies" => return Some(self.policy(node, around)),
            "azurefirewalls" => self.classic(node, around),
            "" if has(&["ruleCollections", "ruleCollection"]) => self.group(node, around),
            "" if is_classic => self.classic(node, around),
            "" if is_policy => return Some(self.policy(node, around)),
            "" if keys::is_collection(node) => self.collection(node, "", around, None),
            _ => {}
        }
        None
    }

    pub(in super::super) fn group(&mut self, node: &Node, around: &Around) {
        self.met += 1;
        let id = node.get("id").and_then(Node::roughly);
        let name = node.get("name").and_then(Node::roughly).or(id).unwrap_or(&around.group);
        let group = values::excerpt(values::name_of_id(name).unwrap_or_default());
        let named = name.rsplit_once('/').map(|(policy, _)| policy);
        let policy = id
            .and_then(policy_of)
            .or_else(|| if around.policy.is_empty() { named } else { Some(&*around.policy) });
        let path = joined(&around.path, &group);
        let place = self.place(node, &path);
        let inner = Around {
            policy: policy.and_then(values::name_of_id).unwrap_or_default().to_lowercase(),
            priority: Some(self.priority(node.lifted("priority"), &place)),
            doubt: around.doubt.clone(),
            path,
            group,
        };
        self.grouped.push(inner.policy.clone());
        self.collections(node, &inner);
        if let Some(rules) = node.lifted("rules") {
            self.list(rules, &inner, None);
        }
    }

    pub(in super::super) fn policy(&mut self, node: &Node, around: &Around) -> String {
        self.met += 1;
        let name = node.get("name").and_then(Node::roughly);
        let name = values::excerpt(name.and_then(values::name_of_id).unwrap_or_default());
        let place = self.place(node, &joined(&around.path, &name));
        self.modes(node, &place);
        self.switch(node, &place);
        let base = node.lifted_any(keys::BASE).map(|base| base.get("id").unwrap_or(base));
        let base = base.and_then(Node::roughly).and_then(values::name_of_id).map(str::to_owned);
        let groups = node.lifted("ruleCollectionGroups").map_or(&[][..], Node::items);
        // Expanded groups are whole; others are only named.
        let is_whole = |group: &&Node| group.lifted("ruleCollections").is_some();
        let inner = Around { policy: name.to_lowercase(), ..around.step(&name) };
        groups.iter().filter(is_whole).for_each(|group| self.group(group, &inner));
        self.policies.push(Policy {
            name: inner.policy.clone(),
            base,
            has_groups_elsewhere: groups.iter().any(|group| !is_whole(&group)),
            place,
        });
        inner.policy
    }

    pub(in super::super) fn classic(&mut self, node: &Node, around: &Around) {
        self.met += 1;
        let name = node.get("name").and_then(Node::roughly).unwrap_or_default();
        let inner = Around { priority: Some(0), ..around.step(name) };
        let place = self.place(node, &inner.path);
        let policy = node.lifted_any(keys::POLICY).map(|policy| policy.get("id").unwrap_or(policy));
        let policy = policy.and_then(Node::roughly).and_then(values::name_of_id);
        if let Some(policy) = policy {
            let setting = Setting::ElsewhereInPolicy(policy.to_owned());
            self.settings.push((setting, place));
        } else {
            self.modes(node, &place);
            self.switch(node, &place);
        }
        self.collections(node, &inner);
    }

    /// Threat intelligence and intrusion detection.
    pub(in super::super) fn modes(&mut self, node: &Node, place: &Place) {
        let threats = node.lifted_any(keys::THREATS);
        let intrusions = block(node, &["intrusionDetection"]).and_then(|field| field.get("mode"));
        let intrusions = intrusions.or_else(|| node.get("idpsMode"));
        let both =
            [(threats, Setting::ThreatIntelligenceDenies), (intrusions, Setting::IntrusionDenies)];
        for (field, setting) in both {
            let Some(field) = field else { continue };
            if let Some(unknown) = field.unknown() {
                self.unresolved(place, &unknown.text, unknown.why.clone());
            } else if field.as_text().is_some_and(|mode| mode.eq_ignore_ascii_case("deny")) {
                self.settings.push((setting, place.clone()));
            }
        }
    }

    /// Whether the firewall is a DNS proxy.
    pub(in super::super) fn switch(&mut self, node: &Node, place: &Place) {
        let more = node.lifted("additionalProperties").unwrap_or(node);
        let dns = block(node, &["dnsSettings", "dns"]).and_then(|dns| dns.any(keys::PROXY));
        let field = dns
            .or_else(|| more.any(keys::FLAT_PROXY))
            .or_else(|| node.lifted_any(keys::FLAT_PROXY));
        let on = match field.map(|node| &node.value) {
            Some(Value::Bool(on)) => *on,
            Some(Value::Text(text)) => {
                ["true", "enabled"].iter().any(|on| text.eq_ignore_ascii_case(on))
            }
            Some(Value::Unknown(unknown)) => {
                return self.unresolved(place, &unknown.text, unknown.why.clone());
            }
            _ => false,
        };
        self.settings.push((Setting::DnsProxy(on), place.clone()));
    }

    /// Puts parents before their children where both are there, and names those that are not.
    pub(in super::super) fn join_policies(&mut self) {
        let known = |name: &str, of: &Self| {
            let name = name.to_lowercase();
            of.policies.iter().any(|policy| policy.name == name) || of.grouped.contains(&name)
        };
        // Groups that do not tell their policy may be its own.
        let has_groups = |name: &str, of: &Self| {
            let holders = of.collections.iter().map(|(policy, _)| policy);
            of.grouped.iter().chain(holders).any(|policy| policy.is_empty() || policy == name)
        };
        let mut settings = std::mem::take(&mut self.settings);
        settings.retain(|(setting, _)| match setting {
            Setting::ElsewhereInPolicy(name) => !has_groups(&name.to_lowercase(), self),
            _ => true,
        });
        for policy in &self.policies {
            let place = || policy.place.clone();
            if policy.has_groups_elsewhere && !has_groups(&policy.name, self) {
                let name = policy.place.path.rsplit(" / ").next().unwrap_or_default();
                settings.push((Setting::ElsewhereInPolicy(name.to_owned()), place()));
            }
            if let Some(base) = policy.base.as_ref().filter(|base| !known(base, self)) {
                settings.push((Setting::BasePolicy(base.clone()), place()));
            }
        }
        let bases = self.policies.iter().filter_map(|policy| policy.base.as_ref());
        let bases: Vec<String> = bases.map(|base| base.to_lowercase()).collect();
        for (policy, collection) in &mut self.collections {
            if bases.contains(policy) {
                collection.priorities[0] = 0;
            }
        }
        let mut once: Vec<(Setting, Place)> = Vec::new();
        for entry in settings {
            if !once.contains(&entry) {
                once.push(entry);
            }
        }
        self.settings = once;
    }
}

/// What Azure has as an object, and Terraform as a block.
fn block<'a>(node: &'a Node, keys: &[&str]) -> Option<&'a Node> {
    let field = node.lifted_any(keys)?;
    Some(field.items().first().unwrap_or(field))
}

/// The policy in the id of a group.
fn policy_of(id: &str) -> Option<&str> {
    let mut parts = id.split('/');
    parts.find(|part| part.eq_ignore_ascii_case("firewallPolicies"))?;
    parts.next()
}
