#!/usr/bin/env python3
# needs: python3 bash shellcheck
"""The script of classic rules: ShellCheck, and the rules that its calls make when bash runs it.

The calls are taken as the extension azure-firewall takes them: its options, and its rule that the
first call of a collection, and no other, has action and priority.
"""

import azure_arm
from az_calls import LIST, MAYBE, ONE, Parser, calls, choice, shellcheck
from azure_policy import (
    APPLICATION,
    NETWORK,
    Collection,
    Policy,
    Rule,
    against_json,
    comments,
    few,
    limits,
    one_kind,
    unlike,
    unsaid,
)
from kit import each, prove

SHARED = [
    ("--resource-group", ONE),
    ("--firewall-name", ONE),
    ("--collection-name", ONE),
    ("--name", ONE),
    ("--action", choice("Allow", "Deny")),
    ("--priority", {"type": int}),
    ("--description", MAYBE),
    ("--source-addresses", LIST),
    ("--source-ip-groups", LIST),
    ("--output", choice("none", "json", "table")),
]
OPTIONS = {
    NETWORK: Parser(
        *SHARED,
        ("--protocols", choice("Any", "ICMP", "TCP", "UDP", nargs="+", required=True)),
        ("--destination-ports", {"nargs": "+", "type": int, "required": True}),
        ("--destination-addresses", LIST),
        ("--destination-fqdns", LIST),
        ("--destination-ip-groups", LIST),
    ),
    APPLICATION: Parser(
        *SHARED,
        ("--protocols", {"nargs": "+", "required": True}),
        ("--target-fqdns", LIST),
        ("--fqdn-tags", LIST),
    ),
}


def policy(script):
    """The collections that a firewall without rules has after the script."""
    found = {}
    for words in calls(script):
        assert words[:2] == ["network", "firewall"] and words[3] == "create", f"az {' '.join(words[:4])}"
        kind = words[2].removesuffix("-rule")
        given = OPTIONS[kind].read(words[4:])
        assert (given.resource_group, given.firewall_name) == ("YOUR-RESOURCE-GROUP", "YOUR-FIREWALL")
        new = (kind, given.collection_name) not in found
        both, neither = all([given.action, given.priority]), not any([given.action, given.priority])
        assert both if new else neither, "usage error: --collection-name EXISTING_NAME | --collection-name NEW_NAME --priority INT --action ACTION"
        collection = found.setdefault((kind, given.collection_name), (given.priority, given.action, []))
        collection[2].append(rule(kind, given))
    return Policy(
        None,
        None,
        tuple(
            Collection(name, priority, kind, action, tuple(rules))
            for (kind, name), (priority, action, rules) in found.items()
        ),
    )


def rule(kind, given):
    if kind == NETWORK:
        protocols = [(protocol, port) for protocol in given.protocols for port in given.destination_ports]
        lists = {"addresses": given.destination_addresses, "fqdns": given.destination_fqdns}
    else:
        pairs = [protocol.split("=") for protocol in given.protocols]
        protocols = [(scheme, int(port)) for scheme, port in pairs]
        lists = {"fqdns": given.target_fqdns, "fqdn_tags": given.fqdn_tags}
    to, destinations = one_kind(given.name, **lists)
    sources, groups = given.source_addresses or (), given.source_ip_groups or ()
    return Rule(kind, given.name, given.description, tuple(sources), tuple(groups), tuple(protocols), to, destinations)


def faults(case):
    text = case["classic-az"]
    found = policy(text)
    yield from limits(found)
    yield from against_json(found, case, "classic-az")
    yield from unlike(found, azure_arm.body(case))
    yield from unsaid(case, "classic-az", comments(text, "#"))


def problems(cases):
    return [*shellcheck({case.name: case["classic-az"] for case in cases}), *each(faults)(cases)]


prove(
    "ShellCheck has no remark, and bash makes the calls of ARM's rules, in an order that the extension takes",
    problems,
    [
        ("global-public", "classic-az", r" --action Allow --priority 300", " --action Allow"),
        ("global-public", "classic-az", r"^    --action Allow --priority 300 \\\n", ""),
        ("global-public", "classic-az", r"(--name aks-updates-http-80)", r"\1 --action Allow --priority 300"),
        ("global-public", "classic-az", r"--priority 300", "--priority 65001"),
        ("global-public", "classic-az", r"--action Allow", "--action Deny"),
        ("global-public", "classic-az", r"--target-fqdns", "--target-fqdn"),
        ("global-public", "classic-az", r"Https=443", "Https:443"),
        ("global-public", "classic-az", r"^        'mcr\.microsoft\.com' \\\n", ""),
        ("global-public", "classic-az", r"'mcr\.microsoft\.com'", "'mcr.microsoft.com"),
        ("global-public", "classic-az", r"'\*\.data\.mcr\.microsoft\.com'", "*.data.mcr.microsoft.com"),
        ("global-public", "classic-az", r"'\*\.data\.mcr\.", "'md-*.data.mcr."),
        ("global-public", "classic-az", r"'mcr\.microsoft\.com' \\", "'mcr.microsoft.com'"),
        ("global-public", "classic-az", r"^RG=", "GROUP="),
        ("global-api-server-ip", "classic-az", r"--protocols UDP", "--protocols Http=80"),
        ("global-api-server-ip", "classic-az", r"--destination-ports 1194", "--destination-ports 1195"),
        ("global-api-server-ip", "classic-az", r"DNS proxy is on", "DNS proxy is off"),
    ],
    sample=few,
)
