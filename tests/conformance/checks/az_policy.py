#!/usr/bin/env python3
# needs: python3 bash
"""The script of one call a rule: the rules that its calls make when bash runs it.

The calls are taken as the extension azure-firewall takes them. It is in no package registry, so its
options stand here, as in azure-cli-extensions, src/azure-firewall.
"""

import azure_arm
from az_calls import LIST, MAYBE, ONE, Parser, calls, choice
from azure_policy import APPLICATION, NETWORK, Collection, Policy, Rule, against_json, comments, limits, one_kind, unlike, unsaid
from kit import FRESH, MERGED, REGIONS, each, prove

GROUP = ["network", "firewall", "policy", "rule-collection-group"]
COLLECTION = [*GROUP, "collection"]
KINDS = {"NetworkRule": NETWORK, "ApplicationRule": APPLICATION}
POLICY = [("--resource-group", ONE), ("--policy-name", ONE), ("--output", MAYBE)]
PRIORITY = {"type": int, "required": True}
RULE = [
    *POLICY,
    ("--rule-collection-group-name", ONE),
    ("--name", ONE),
    ("--rule-type", choice(*KINDS, required=True)),
    ("--description", MAYBE),
    ("--source-addresses", LIST),
    ("--source-ip-groups", LIST),
    ("--ip-protocols", choice("Any", "ICMP", "TCP", "UDP", nargs="+")),
    ("--destination-ports", {"nargs": "+", "type": int}),
    ("--destination-addresses", LIST),
    ("--destination-fqdns", LIST),
    ("--destination-ip-groups", LIST),
    ("--protocols", LIST),
    ("--target-fqdns", LIST),
    ("--fqdn-tags", LIST),
]
MAKE_GROUP = Parser(*POLICY, ("--name", ONE), ("--priority", PRIORITY))
MAKE_COLLECTION = Parser(
    *RULE, ("--collection-priority", PRIORITY), ("--action", choice("Allow", "Deny", required=True)), ("--rule-name", ONE)
)
MAKE_RULE = Parser(*RULE, ("--collection-name", ONE))


def policy(script):
    """The group that the script makes: the group first, a collection with its first rule, then more rules."""
    first, *rest = calls(script)
    assert first[:5] == [*GROUP, "create"], f"az {' '.join(first[:6])}"
    group = MAKE_GROUP.read(first[5:])
    found = {}
    for words in rest:
        if words[:6] == [*COLLECTION, "add-filter-collection"]:
            given = MAKE_COLLECTION.read(words[6:])
            kind = KINDS[given.rule_type]
            assert given.name not in found, f"{given.name} is made twice"
            found[given.name] = Collection(given.name, given.collection_priority, kind, given.action, ()), [rule(given, given.rule_name)]
        else:
            assert words[:7] == [*COLLECTION, "rule", "add"], f"az {' '.join(words[:7])}"
            given = MAKE_RULE.read(words[7:])
            assert given.collection_name in found, f"no collection {given.collection_name} yet"
            found[given.collection_name][1].append(rule(given, given.name))
        own = given.resource_group, given.policy_name, given.rule_collection_group_name
        assert own == (group.resource_group, group.policy_name, group.name), f"another group: {own}"
    return Policy(group.name, group.priority, tuple(shell._replace(rules=tuple(rules)) for shell, rules in found.values()))


def rule(given, name):
    """The rule that a call makes; each option goes with one kind of rule."""
    kind = KINDS[given.rule_type]
    network = [given.ip_protocols, given.destination_ports, given.destination_addresses, given.destination_fqdns]
    application = [given.protocols, given.target_fqdns, given.fqdn_tags]
    assert not any(application if kind == NETWORK else network), f"{name}: options of another kind of rule"
    if kind == NETWORK:
        protocols = [(protocol, port) for protocol in given.ip_protocols for port in given.destination_ports]
        lists = {"addresses": given.destination_addresses, "fqdns": given.destination_fqdns}
    else:
        pairs = [protocol.split("=") for protocol in given.protocols]
        protocols = [(scheme, int(port)) for scheme, port in pairs]
        lists = {"fqdns": given.target_fqdns, "fqdn_tags": given.fqdn_tags}
    to, destinations = one_kind(name, **lists)
    sources, groups = given.source_addresses or (), given.source_ip_groups or ()
    return Rule(kind, name, given.description, tuple(sources), tuple(groups), tuple(protocols), to, destinations)


def faults(case):
    found = policy(case["az-policy"])
    yield from limits(found)
    yield from against_json(found, case, "az-policy")
    yield from unlike(found, azure_arm.body(case))
    yield from unsaid(case, "az-policy", comments(case["az-policy"], "#"))


prove(
    "bash makes the calls of ARM's rules, by a table of the extension's options",
    each(faults),
    [
        ("global-public", "az-policy", r"--target-fqdns", "--destination-fqdns"),
        ("global-public", "az-policy", r"--target-fqdns", "--target-fqdn"),
        ("global-public", "az-policy", r"--rule-type ApplicationRule", "--rule-type Application"),
        ("global-public", "az-policy", r"--rule-type ApplicationRule", "--rule-type NetworkRule"),
        ("global-public", "az-policy", r"Https=443", "https=443"),
        ("global-public", "az-policy", r"Https=443", "Https:443"),
        ("global-public", "az-policy", r"'\*\.data", "'*.*.data"),
        ("global-public", "az-policy", r"^ +'mcr\.microsoft\.com' \\\n", ""),
        ("global-public", "az-policy", r"--collection-priority \d+", "--collection-priority 99"),
        ("global-public", "az-policy", r" --priority \d+", ""),
        ("global-public", "az-policy", r"rule add", "rule create"),
        ("global-public", "az-policy", r"--collection-name '", "--collection-name 'new-"),
        ("global-public", "az-policy", r"'\"'\"'s", "'s"),
        ("global-public", "az-policy", r"--policy-name \"\$\w+\"", "--policy-name 'other'"),
        ("global-api-server-ip", "az-policy", r"--destination-ports 1194", "--destination-ports 1195"),
        ("global-api-server-ip", "az-policy", r"--source-addresses '[^']*'", "--source-addresses '*'"),
        ("global-api-server-ip", "az-policy", r"DNS proxy is on", "DNS proxy is off"),
    ],
    over=(FRESH, REGIONS, MERGED),
)
