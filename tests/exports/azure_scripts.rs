//! Readers of the scripts that make an Azure Firewall policy command by command.

use crate::azure_forms::{Policy, Rule, To, group_of, one_of};
use std::collections::BTreeMap;

/// The arguments of a command, by flag.
type Arguments = BTreeMap<String, Vec<String>>;

/// The one value of a flag.
fn value<'a>(arguments: &'a Arguments, flag: &str) -> &'a str {
    let [value] = &arguments[flag][..] else { panic!("{flag}: {arguments:?}") };
    value
}

fn kind_of(rule_type: &str) -> &'static str {
    match rule_type {
        "NetworkRule" => "network",
        "ApplicationRule" => "application",
        other => panic!("{other}"),
    }
}

/// One command a rule, split as the shell splits words.
pub fn read_az_policy(text: &str) -> Policy {
    let prefix = "az network firewall policy rule-collection-group";
    let script = text.replace(" \\\n", " ");
    let commands = script.lines().filter_map(|line| line.strip_prefix(prefix));
    let mut policy: Option<Policy> = None;
    for command in commands {
        let words = shlex::split(command).unwrap();
        let first = words.iter().position(|word| word.starts_with("--")).unwrap();
        let mut arguments = Arguments::new();
        let mut flag = String::new();
        for word in &words[first..] {
            if let Some(name) = word.strip_prefix("--") {
                name.clone_into(&mut flag);
                assert!(arguments.insert(flag.clone(), Vec::new()).is_none(), "{flag} twice");
            } else {
                arguments.get_mut(&flag).unwrap().push(word.clone());
            }
        }
        assert_eq!(value(&arguments, "resource-group"), "$RESOURCE_GROUP");
        assert_eq!(value(&arguments, "policy-name"), "$FIREWALL_POLICY");
        run(&words[..first].join(" "), &arguments, &mut policy);
    }
    Policy { group: group_of(text), ..policy.unwrap() }
}

/// What a command does to the policy.
fn run(command: &str, arguments: &Arguments, policy: &mut Option<Policy>) {
    if command == "create" {
        let group = value(arguments, "name");
        assert_eq!(group, "$RULE_COLLECTION_GROUP");
        let priority = value(arguments, "priority").parse().unwrap();
        assert!(policy.is_none());
        *policy = Some(Policy { group: String::new(), priority, collections: Vec::new() });
        return;
    }
    assert_eq!(value(arguments, "rule-collection-group-name"), "$RULE_COLLECTION_GROUP");
    let kind = kind_of(value(arguments, "rule-type"));
    let collections = &mut policy.as_mut().unwrap().collections;
    match command {
        "collection add-filter-collection" => {
            assert_eq!(value(arguments, "action"), "Allow");
            let rule = az_rule(value(arguments, "rule-name"), kind, arguments);
            let priority = value(arguments, "collection-priority").parse().unwrap();
            collections.push((kind, value(arguments, "name").to_owned(), priority, vec![rule]));
        }
        "collection rule add" => {
            let name = value(arguments, "collection-name");
            let own = collections.iter_mut().find(|one| one.1 == name).unwrap();
            assert_eq!(own.0, kind);
            own.3.push(az_rule(value(arguments, "name"), kind, arguments));
        }
        other => panic!("{other}"),
    }
}

fn az_rule(name: &str, kind: &str, arguments: &Arguments) -> Rule {
    let list = |flag: &str| arguments.get(flag).cloned();
    let protocols = if kind == "network" {
        let [port] = &arguments["destination-ports"][..] else { panic!() };
        let names = arguments["ip-protocols"].iter();
        names.map(|name| (name.clone(), port.parse().unwrap())).collect()
    } else {
        let pairs = arguments["protocols"].iter().map(|pair| pair.split_once('=').unwrap());
        pairs.map(|(name, port)| (name.to_owned(), port.parse().unwrap())).collect()
    };
    Rule {
        name: name.to_owned(),
        description: value(arguments, "description").to_owned(),
        sources: one_of([(false, list("source-addresses")), (true, list("source-ip-groups"))]),
        protocols,
        to: one_of([
            (To::Addresses, list("destination-addresses")),
            (To::Fqdns, list("destination-fqdns")),
            (To::Fqdns, list("target-fqdns")),
            (To::FqdnTags, list("fqdn-tags")),
        ]),
    }
}

/// A word of PowerShell, or the end of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Bare(String),
    Text(String),
    List(Vec<String>),
    End,
}

/// Words outside of quotes hold no blanks; a backtick at the end of a line continues it.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '#' {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
        } else if let Some(after) = rest.strip_prefix("`\n") {
            rest = after;
        } else if c == '\n' {
            tokens.push(Token::End);
            rest = &rest[1..];
        } else if c == ' ' {
            rest = &rest[1..];
        } else if is_quote(c) {
            let (text, after) = quoted(rest);
            tokens.push(Token::Text(text));
            rest = after;
        } else if let Some(after) =
            rest.strip_prefix("@(\n").filter(|after| after.trim_start().starts_with('\''))
        {
            let (list, after) = list(after);
            tokens.push(Token::List(list));
            rest = after;
        } else {
            let end = rest.find([' ', '\n']).unwrap_or(rest.len());
            tokens.push(Token::Bare(rest[..end].to_owned()));
            rest = &rest[end..];
        }
    }
    tokens
}

fn is_quote(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}'..='\u{201b}')
}

/// PowerShell ends a text in single quotes at any kind of them; two stand for the second.
fn quoted(rest: &str) -> (String, &str) {
    let mut out = String::new();
    let mut chars = rest.chars();
    chars.next();
    loop {
        let c = chars.next().unwrap();
        assert_ne!(c, '\n', "a line break in {out}");
        if !is_quote(c) {
            out.push(c);
        } else if let Some(next) = chars.as_str().chars().next().filter(|next| is_quote(*next)) {
            chars.next();
            out.push(next);
        } else {
            return (out, chars.as_str());
        }
    }
}

fn list(mut rest: &str) -> (Vec<String>, &str) {
    let mut all = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix(')') {
            return (all, after);
        }
        let (item, after) = quoted(rest);
        all.push(item);
        rest = after;
    }
}

/// The cmdlets of Az.Network and what they are given.
pub fn read_powershell(text: &str) -> Policy {
    let tokens = tokens(text);
    let mut rules: BTreeMap<&'static str, Vec<Rule>> = BTreeMap::new();
    let mut collections = Vec::new();
    let mut policy: Option<Policy> = None;
    for command in tokens.split(|token| *token == Token::End) {
        let Some(Token::Bare(name)) = command.first() else { continue };
        let arguments = match name.strip_prefix("New-AzFirewallPolicy") {
            Some(_) => parameters(&command[1..]),
            None => continue,
        };
        match name.as_str() {
            "New-AzFirewallPolicyNetworkRule" => {
                rules.entry("$networkRules").or_default().push(ps_rule(true, &arguments));
            }
            "New-AzFirewallPolicyApplicationRule" => {
                rules.entry("$applicationRules").or_default().push(ps_rule(false, &arguments));
            }
            "New-AzFirewallPolicyFilterRuleCollection" => {
                assert_eq!(value(&arguments, "ActionType"), "Allow");
                let variable = value(&arguments, "Rule");
                let kind = if variable == "$networkRules" { "network" } else { "application" };
                let priority = value(&arguments, "Priority").parse().unwrap();
                let own = rules.remove(variable).unwrap();
                collections.push((kind, value(&arguments, "Name").to_owned(), priority, own));
            }
            "New-AzFirewallPolicyRuleCollectionGroup" => {
                assert_eq!(value(&arguments, "RuleCollection"), "$ruleCollections");
                let (group, priority) = (value(&arguments, "Name"), value(&arguments, "Priority"));
                let collections = std::mem::take(&mut collections);
                let priority = priority.parse().unwrap();
                policy = Some(Policy { group: group.to_owned(), priority, collections });
            }
            other => panic!("{other}"),
        }
    }
    assert!(rules.is_empty());
    policy.unwrap()
}

fn parameters(command: &[Token]) -> Arguments {
    let mut arguments = Arguments::new();
    for pair in command.chunks(2) {
        let [Token::Bare(flag), given] = pair else { panic!("{pair:?}") };
        let given = match given {
            Token::Bare(one) | Token::Text(one) => vec![one.clone()],
            Token::List(all) => all.clone(),
            Token::End => panic!("{flag} without a value"),
        };
        assert!(arguments.insert(flag.strip_prefix('-').unwrap().to_owned(), given).is_none());
    }
    arguments
}

fn ps_rule(network: bool, arguments: &Arguments) -> Rule {
    let list = |flag: &str| arguments.get(flag).cloned();
    let pair = |text: &String| {
        let (name, port) = text.split_once(':').unwrap();
        let name = if name == "http" { "Http" } else { "Https" };
        (name.to_owned(), port.parse().unwrap())
    };
    let protocols = match (network, list("Protocol")) {
        (true, names) => {
            let port: u16 = value(arguments, "DestinationPort").parse().unwrap();
            names.unwrap().into_iter().map(|name| (name, port)).collect()
        }
        (false, Some(pairs)) => pairs.iter().map(pair).collect(),
        // The cmdlet's own for an FQDN tag.
        (false, None) => ["http:80", "https:443"].map(|text| pair(&text.to_owned())).to_vec(),
    };
    let description = value(arguments, "Description").to_owned();
    assert!(!description.contains('\''));
    Rule {
        name: value(arguments, "Name").to_owned(),
        description,
        sources: one_of([(false, list("SourceAddress")), (true, list("SourceIpGroup"))]),
        protocols,
        to: one_of([
            (To::Addresses, list("DestinationAddress")),
            (To::Fqdns, list("DestinationFqdn")),
            (To::Fqdns, list("TargetFqdn")),
            (To::FqdnTags, list("FqdnTag")),
        ]),
    }
}
