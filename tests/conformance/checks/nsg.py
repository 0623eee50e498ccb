#!/usr/bin/env python3
# needs: python3 bash target/conformance-venv-az/bin/az
"""The NSG script: the real az runs it on a fake cloud, and what it wrote are the network rules but for the declared losses."""

import re
from collections import Counter

from azure_cli import SUBSCRIPTION, faults_of_run, writes
from azure_policy import NAME, NETWORK, TAG, by_version, comments, is_address, mixed, plain, unsaid
from kit import FRESH, MERGED, differences, each, prove

PATH = re.compile(
    rf"/subscriptions/{SUBSCRIPTION}/resourceGroups/[\w.-]+/providers/Microsoft\.Network"
    r"/networkSecurityGroups/[\w.-]+/securityRules/([\w.-]+)"
)
PROTOCOLS = {"Tcp": "TCP", "Udp": "UDP"}
FIXED = {"access": "Allow", "direction": "Outbound", "sourcePortRange": "*"}


def problems(cases):
    runs = writes(cases, "nsg")
    return each(lambda case: faults(case, *runs[case.name]))(cases)


def faults(case, code, said, written):
    yield from faults_of_run(case, code, said, written)
    yield from unsaid(case, "nsg", comments(case["nsg"], "#"))
    rules = {PATH.fullmatch(write["path"])[1]: write["body"]["properties"] for write in written}
    if len(rules) != len(written):
        yield "two rules of one name"
    for name, rule in rules.items():
        yield from (f"{name}: {fault}" for fault in limits(name, rule))
    priorities = Counter(rule["priority"] for rule in rules.values())
    yield from (f"priority {one} stands {count} times" for one, count in priorities.items() if count > 1)
    found = Counter(fact for rule in rules.values() for fact in facts(rule))
    yield from differences("facts", sorted(expected(case)), sorted(found))
    yield from (f"{fact} stands {count} times" for fact, count in found.items() if count > 1)


def expected(case):
    """The network rules of the JSON export that are not declared as left out; an NSG knows no IP groups."""
    left_out, _ = case.losses("nsg")
    for rule in case.json["rules"]:
        if rule["kind"] == NETWORK and rule["id"] not in left_out:
            for to in rule["destinations"]:
                for sources in by_version(to, rule["sources"]):
                    yield NETWORK, plain(to), rule["protocol"], rule["port"], sources


def prefixes(rule, side):
    """The addresses of a side: one stands alone, several in a list; tags do not go into lists."""
    one, several = rule.get(f"{side}AddressPrefix"), rule.get(f"{side}AddressPrefixes") or []
    return [one] if one else several


def facts(rule):
    """What a rule allows, as the JSON export names it, and from where."""
    for destination in prefixes(rule, "destination"):
        yield NETWORK, plain(destination), PROTOCOLS[rule["protocol"]], int(rule["destinationPortRange"]), " ".join(sorted(prefixes(rule, "source")))


def limits(name, rule):
    """What the service would refuse."""
    if not NAME.fullmatch(name):
        yield "no name"
    if not 100 <= rule["priority"] <= 4096:
        yield f"priority {rule['priority']}"
    if not 0 < len(rule["description"]) <= 140:
        yield f"a description of {len(rule['description'])} characters"
    for key, value in FIXED.items():
        if rule.get(key) != value:
            yield f"{key} {rule.get(key)!r}"
    if mixed(prefixes(rule, "source") + prefixes(rule, "destination")):
        yield "addresses of both IP versions"
    for side in ("source", "destination"):
        all = prefixes(rule, side)
        if len(all) > 1 and not all_nets(all):
            yield f"{side}: a list with what is no address: {all}"
        if not all or any(one != "*" and not is_address(one) and not TAG.fullmatch(one) for one in all):
            yield f"{side}: {all}"


def all_nets(items):
    return all(map(is_address, items))


ONE = "global-edition-2024-09-26"
prove(
    "the real az runs the script on a fake cloud; it writes the network rules, and what is lost is named",
    problems,
    [
        (ONE, "nsg", r"--destination-address-prefixes", "--destination-fqdns"),
        (ONE, "nsg", r"--priority \d+", "--priority 99"),
        (ONE, "nsg", r"--direction Outbound", "--direction Out"),
        (ONE, "nsg", r"--direction Outbound", "--direction Inbound"),
        (ONE, "nsg", r"--protocol Tcp", "--protocol Udp"),
        (ONE, "nsg", r"--destination-port-ranges \d+", "--destination-port-ranges 4433"),
        (ONE, "nsg", r"--description '", "--description '" + 130 * "x"),
        (ONE, "nsg", r"Left out: \S+", "Left out:"),
        ("global-region-cidrs", "nsg", r"^        '\d+\.\d+\.\d+\.\d+/\d+' \\\n(?= +'\d)", ""),
        ("usgov-public-zh", "nsg", r"(?s)(--priority )(\d+)(.*--priority )\d+", r"\1\2\3\2"),
    ],
    over=(FRESH, MERGED),
    # The real az takes seconds for each.
    sample=lambda cases: [case for case in cases if not case.name.startswith(f"{MERGED.name}/")] + [
        case for case in cases if case.name in (f"{MERGED.name}/region-file", f"{MERGED.name}/any-source")
    ],
)
