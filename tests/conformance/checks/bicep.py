#!/usr/bin/env python3
# needs: python3 python:pycep python:tree_sitter_bicep
"""The Bicep file: two parsers of other people take it and read the same, which equals the ARM body.

There is no Bicep compiler in any package registry: types are not checked.
"""

import azure_arm
from azure_policy import against_json, comments, limits, unlike, unsaid
from bicep_tree import Bicep, unescaped
from kit import FRESH, MERGED, REGIONS, differences, each, prove
from lark.exceptions import LarkError
from pycep import BicepParser

POLICY = "Microsoft.Network/firewallPolicies"
GROUP = f"{POLICY}/ruleCollectionGroups"
VERSION = "2023-11-01"
PYCEP = BicepParser()


def faults(case):
    bicep = Bicep(case["bicep"])
    (policy, _, _), (group, exists, body) = bicep.resources.values()
    kinds = [(kind, is_there) for kind, is_there, _ in bicep.resources.values()]
    yield from differences("resources", [(f"{POLICY}@{VERSION}", True), (f"{GROUP}@{VERSION}", False)], kinds)
    yield from differences("keys", ["parent", "name", "properties"], body)
    ours = azure_arm.policy(body["properties"], body["name"])
    for fault in [*limits(ours), *against_json(ours, case, "bicep"), *unlike(ours, azure_arm.body(case))]:
        yield fault
    if azure_arm.loads(case["arm-body"])["properties"] != body["properties"]:
        yield "the properties are not those of the body"
    yield from unsaid(case, "bicep", comments(case["bicep"], "//"))
    unused = set(bicep.parameters) - bicep.used
    if unused:
        yield f"no use of {sorted(unused)}"
    if body["parent"] not in {f"<{name}>" for name in bicep.resources}:
        yield f"parent {body['parent']}"
    odd = {kind for kind, _ in bicep.parameters.values()} - {"string", "int", "array", "object", "bool"}
    if odd:
        yield f"parameters of types that older compilers do not know: {odd}"
    yield from second(case, bicep, body)


def second(case, bicep, body):
    """What another parser reads."""
    try:
        document = PYCEP.parse(text=case["bicep"])
    except LarkError as error:
        yield f"pycep: {str(error)[:200]}"
        return
    names = {name: bicep.named(name) for name in {**bicep.parameters, **bicep.resources}}
    (group,) = [found for found in document["resources"].values() if not found["existing"]]
    if (group["type"], group["api_version"]) != (GROUP, VERSION):
        yield f"pycep: {group['type']}@{group['api_version']}"
    if resolved(group["config"], names) != body:
        yield "pycep reads something else"
    for name, parameter in document["parameters"].items():
        if parameter["type"] == "int" and not {one["type"] for one in parameter["decorators"]} >= {"min_value", "max_value"}:
            yield f"{name} has no range"


def resolved(value, names):
    """A value with its names replaced; this parser tells names from texts only by what they are."""
    if isinstance(value, dict):
        return {key: resolved(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        return [resolved(inner, names) for inner in value]
    if isinstance(value, str):
        return names[value] if value in names else unescaped(value)
    return value


prove(
    "pycep and tree-sitter read the same, which is the ARM body and the JSON export's rules; types are not checked",
    each(faults),
    [
        ("global-public", "bicep", r"^( +)'mcr\.microsoft\.com'\n", ""),
        ("global-public", "bicep", r"Ubuntu\\'s", "Ubuntu's"),
        ("global-public", "bicep", r"description: 'Core", "description: '${core} Core"),
        ("global-public", "bicep", r"description: 'Core", r"description: '\\q Core"),
        ("global-public", "bicep", r"'\*\.data\.mcr", "'md-*.data.mcr"),
        ("global-public", "bicep", r"port: 443", "port: '443'"),
        ("global-public", "bicep", r"port: 443$", "port: 444"),
        ("global-public", "bicep", r"targetFqdns: \[\n +", "targetFqdns: [ "),
        ("global-public", "bicep", r"targetFqdns:", "targetFQDNs:"),
        ("global-public", "bicep", r"parent: \w+", "parent: policies"),
        ("global-public", "bicep", r" existing = ", " = "),
        ("global-public", "bicep", r"^@maxValue.*\n", ""),
        ("global-public", "bicep", r"priority: \w+", "priority: 400.5"),
        ("global-public", "bicep", r"param (\w+) string = 'aks-egress'", r"param \1 string = '-egress'"),
        ("global-public", "bicep", r"ruleCollectionGroups@\S+'", "ruleCollectionGroups@2019-01-01'"),
        ("global-api-server-ip", "bicep", r"DNS proxy is on", "DNS proxy is off"),
        ("global-api-server-ip", "bicep", r"'UDP'", "'Udp'"),
    ],
    over=(FRESH, REGIONS, MERGED),
)
