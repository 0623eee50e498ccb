//! A script for PowerShell's module Az.Network.

use super::CAUTIONS;
use super::policy::{Collection, Policy, PolicyRule, PolicyTo, Sources};
use super::shell::other_cloud;
use crate::catalog::{Kind, Text};
use crate::export::{Capabilities, Export, Family, Format, Proof};

pub(in crate::export) const FORMAT: Format = Format {
    id: "powershell",
    family: Family::AzureFirewall,
    extension: "ps1",
    title: Text { en: "PowerShell", zh: "PowerShell" },
    about: Text {
        en: "Az.Network: the rule collection group in one write, with -WhatIf",
        zh: "Az.Network：一次写入规则集合组，支持 -WhatIf",
    },
    steps: Text {
        en: "Connect-AzAccount, then choose the subscription with Set-AzContext.\n\
             ./FILE -ResourceGroupName GROUP -FirewallPolicyName POLICY -WhatIf\n\
             Run it again without -WhatIf; it replaces the group of that name and nothing else.",
        zh: "执行 Connect-AzAccount，再用 Set-AzContext 选择订阅。\n\
             执行 ./FILE -ResourceGroupName GROUP -FirewallPolicyName POLICY -WhatIf\n\
             去掉 -WhatIf 再次运行；它会替换同名的规则集合组，不影响其他内容。",
    },
    capabilities: Capabilities::AZURE_FIREWALL,
    holds_warnings: true,
    proof: Proof::SyntaxChecked(Text {
        en: "tree-sitter-powershell",
        zh: "tree-sitter-powershell",
    }),
    cautions: CAUTIONS,
    write,
};

const HEAD: &str = "
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [string] $ResourceGroupName,

    [Parameter(Mandatory)]
    [string] $FirewallPolicyName
)

$ErrorActionPreference = 'Stop'
";

const OTHER_CLOUD: Text = Text {
    en: "Another cloud than the default; once before the script:",
    zh: "不是默认的云，请在运行脚本之前执行一次：",
};

fn write(export: &Export) -> String {
    let policy = export.policy();
    let mut lines = vec!["#Requires -Modules Az.Network".to_owned()];
    lines.extend(export.comments("#"));
    if let Some(cloud) = other_cloud(export.rules.profile.cluster.cloud) {
        lines.push("#".to_owned());
        lines.push(format!("# {}", OTHER_CLOUD.get(export.language)));
        lines.push(format!("#   Connect-AzAccount -Environment {cloud}"));
    }
    lines.extend(HEAD.lines().map(str::to_owned));
    for collection in &policy.collections {
        lines.push(String::new());
        lines.extend(rules(collection));
    }
    lines.push(String::new());
    lines.extend(group(&policy));
    let text = lines.join("\n");
    // Windows PowerShell reads a file without a byte order mark in the machine's code page, in
    // which bytes of other characters may close a string.
    if text.is_ascii() { text } else { format!("#Requires -Version 7.0\n{text}") }
}

/// `$networkRules` or `$applicationRules`.
fn variable(kind: Kind) -> &'static str {
    match kind {
        Kind::Network => "$networkRules",
        Kind::Application => "$applicationRules",
    }
}

fn rules(collection: &Collection) -> Vec<String> {
    let mut lines = vec![format!("{} = @(", variable(collection.kind))];
    for rule in &collection.rules {
        let (cmdlet, arguments) = match collection.kind {
            Kind::Network => ("New-AzFirewallPolicyNetworkRule", network_rule(rule)),
            Kind::Application => ("New-AzFirewallPolicyApplicationRule", application_rule(rule)),
        };
        lines.extend(command("    ", cmdlet, &arguments));
    }
    lines.push(")".to_owned());
    lines
}

/// Everything is built before anything is written, and nothing is written with `-WhatIf`: the last
/// cmdlet would write all the same.
fn group(policy: &Policy) -> Vec<String> {
    let mut lines = vec!["$ruleCollections = @(".to_owned()];
    for collection in &policy.collections {
        let arguments = [
            format!("-Name {}", quoted(collection.name)),
            format!("-Priority {}", collection.priority),
            "-ActionType 'Allow'".to_owned(),
            format!("-Rule {}", variable(collection.kind)),
        ];
        lines.extend(command("    ", "New-AzFirewallPolicyFilterRuleCollection", &arguments));
    }
    lines.extend([")".to_owned(), String::new()]);
    let action = quoted(&format!("Write rule collection group {}", policy.group));
    lines.push(format!("if ($PSCmdlet.ShouldProcess($FirewallPolicyName, {action})) {{"));
    let mut arguments = vec![
        "-ResourceGroupName $ResourceGroupName".to_owned(),
        "-FirewallPolicyName $FirewallPolicyName".to_owned(),
        format!("-Name {}", quoted(&policy.group)),
        format!("-Priority {}", policy.priority),
    ];
    // The cmdlet refuses an empty list.
    if !policy.collections.is_empty() {
        arguments.push("-RuleCollection $ruleCollections".to_owned());
    }
    lines.extend(command("    ", "New-AzFirewallPolicyRuleCollectionGroup", &arguments));
    lines.push("}".to_owned());
    lines
}

fn network_rule(rule: &PolicyRule) -> Vec<String> {
    let protocols: Vec<&str> = rule.protocols.iter().map(|(protocol, _)| protocol.name()).collect();
    let ports: Vec<String> = rule.protocols.iter().map(|(_, port)| port.to_string()).collect();
    let to = match rule.to {
        PolicyTo::Fqdns(_) | PolicyTo::FqdnTag(_) => "-DestinationFqdn",
        PolicyTo::Addresses(_) | PolicyTo::Tags(_) => "-DestinationAddress",
    };
    let mut arguments = common(rule);
    arguments.extend([
        argument("-Protocol", &protocols),
        argument("-DestinationPort", &ports),
        argument(to, &rule.to.texts()),
    ]);
    arguments
}

fn application_rule(rule: &PolicyRule) -> Vec<String> {
    let mut arguments = common(rule);
    let to = rule.to.texts();
    if let PolicyTo::FqdnTag(_) = rule.to {
        // The cmdlet takes no protocols with a tag: it sets http:80 and https:443 itself.
        arguments.push(argument("-FqdnTag", &to));
        return arguments;
    }
    let protocol = |(protocol, port): &(crate::catalog::Protocol, u16)| {
        format!("{}:{port}", protocol.name().to_lowercase())
    };
    let protocols: Vec<String> = rule.protocols.iter().map(protocol).collect();
    arguments.extend([argument("-Protocol", &protocols), argument("-TargetFqdn", &to)]);
    arguments
}

/// Name, description and source. Az.Network turns every apostrophe of a group into a quotation
/// mark before it reads the group again, and fails: so none is written.
fn common(rule: &PolicyRule) -> Vec<String> {
    let sources = match rule.sources {
        Sources::Addresses(_) => "-SourceAddress",
        Sources::IpGroups(_) => "-SourceIpGroup",
    };
    vec![
        format!("-Name {}", quoted(&rule.name)),
        format!("-Description {}", quoted(&rule.description.replace('\'', "`"))),
        argument(sources, rule.sources.texts()),
    ]
}

fn command(indent: &str, cmdlet: &str, arguments: &[String]) -> Vec<String> {
    let mut lines = vec![format!("{indent}{cmdlet}")];
    for argument in arguments {
        if let Some(last) = lines.last_mut() {
            last.push_str(" `");
        }
        lines.extend(argument.lines().map(|line| format!("{indent}    {line}")));
    }
    lines
}

/// An argument; several values stand one a line, so that one more changes no other line.
fn argument<T: AsRef<str>>(name: &str, values: &[T]) -> String {
    let texts: Vec<String> = values.iter().map(|value| quoted(value.as_ref())).collect();
    match &texts[..] {
        [one] => format!("{name} {one}"),
        _ => format!("{name} @(\n    {}\n)", texts.join("\n    ")),
    }
}

/// A text in single quotes, in which nothing expands. PowerShell takes typographic quotes for
/// plain ones.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for c in text.chars() {
        out.push(c);
        if matches!(c, '\'' | '\u{2018}'..='\u{201b}') {
            out.push(c);
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_of_all_kinds_are_doubled() {
        assert_eq!(quoted("it's ‘$x’ \"y\""), "'it''s ‘‘$x’’ \"y\"'");
    }
}
