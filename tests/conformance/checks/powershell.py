#!/usr/bin/env python3
# needs: python3 python:tree_sitter_powershell
"""The PowerShell script: another's grammar takes it; by a table of Az.Network's parameters it makes ARM's rules."""

import azure_arm
import powershell_tree
from azure_policy import Policy, against_json, comments, limits, unlike, unsaid
from kit import FRESH, MERGED, REGIONS, each, prove


def faults(case):
    policy = powershell_tree.policy(case["powershell"])
    yield from limits(policy)
    yield from against_json(policy, case, "powershell")
    yield from unlike(policy, without_apostrophes(azure_arm.body(case)))
    yield from unsaid(case, "powershell", comments(case["powershell"], "#"))


def without_apostrophes(policy):
    """Az.Network cannot read back a description with an apostrophe, so the script writes none."""
    def told(rule):
        return rule._replace(description=rule.description.replace("'", "`"))

    collections = (one._replace(rules=tuple(map(told, one.rules))) for one in policy.collections)
    return Policy(*policy[:2], tuple(collections))


prove(
    "tree-sitter takes it; by a table of Az.Network's parameters it makes ARM's rules; it is not run",
    each(faults),
    [
        ("global-public", "powershell", r"-TargetFqdn", "-TargetFqdns"),
        ("global-public", "powershell", r"-TargetFqdn", "-FqdnTag"),
        ("global-public", "powershell", r"'mcr\.microsoft\.com'", '"mcr.microsoft.com"'),
        ("global-public", "powershell", r"'mcr\.microsoft\.com'", "'mcr.microsoft.com"),
        ("global-public", "powershell", r"'mcr\.microsoft\.com'\n", ""),
        ("global-public", "powershell", r"'\*\.data\.mcr", "'*.*.data.mcr"),
        ("global-public", "powershell", r"-Description 'Core", "-Description 'Core‘s"),
        ("global-public", "powershell", r"-Description 'Core", "-Description 'Core's"),
        ("global-public", "powershell", r"'https:443'", "'https=443'"),
        ("global-public", "powershell", r"'https:443'", "'https:444'"),
        ("global-public", "powershell", r" `$", ""),
        ("global-public", "powershell", r"-Rule \$\w+", "-Rule $rules"),
        ("global-public", "powershell", r"-Priority \d+", "-Priority 65001"),
        ("global-public", "powershell", r"-FirewallPolicyName \$\w+ `\n", ""),
        ("global-public", "powershell", r"New-AzFirewallPolicyApplicationRule", "New-AzFirewallApplicationRule"),
        ("global-public", "powershell", r"\$PSCmdlet\.ShouldProcess\(", "$PSCmdlet.ShouldContinue("),
        ("global-api-server-ip", "powershell", r"-Protocol 'UDP'", "-Protocol 'Udp'"),
        ("global-api-server-ip", "powershell", r"'1194'", "'1195'"),
        ("global-api-server-ip", "powershell", r"-SourceAddress '[^']*'", "-SourceAddress '*'"),
        ("global-api-server-ip", "powershell", r"DNS proxy is on", "DNS proxy is off"),
    ],
    over=(FRESH, REGIONS, MERGED),
)
