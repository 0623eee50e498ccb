#!/usr/bin/env python3
# needs: python3 bash shellcheck
"""The script of NSG rules: ShellCheck, and the rules that its calls make when bash runs it.

They are held against what the service takes of an NSG, and against the network rules of the JSON export;
with --allow-wider, also against the ports of its application rules. The real az has a check of its own.
"""

import re
import subprocess

from allowed import more
from az_calls import ONE, Parser, calls, choice, shellcheck
from azure_policy import NAME, NETWORK, TAG, by_version, comments, few, is_address, mixed, plain, unsaid
from kit import BINARY, FRESH, PLAIN, REGIONS, SCRATCH, differences, each, prove

MANY = {"nargs": "+", "required": True}
OPTIONS = Parser(
    ("--resource-group", ONE),
    ("--nsg-name", ONE),
    ("--name", ONE),
    ("--priority", {"type": int, "required": True}),
    ("--description", ONE),
    ("--direction", choice("Inbound", "Outbound", required=True)),
    ("--access", choice("Allow", "Deny", required=True)),
    ("--protocol", choice("*", "Ah", "Esp", "Icmp", "Tcp", "Udp", required=True)),
    ("--source-port-ranges", MANY),
    ("--source-address-prefixes", MANY),
    ("--destination-port-ranges", MANY),
    ("--destination-address-prefixes", MANY),
    ("--output", choice("none", "json", "table")),
)


def rules(script):
    found = []
    for words in calls(script):
        assert words[:4] == ["network", "nsg", "rule", "create"], f"az {' '.join(words[:4])}"
        given = OPTIONS.read(words[4:])
        assert (given.resource_group, given.nsg_name) == ("YOUR-RESOURCE-GROUP", "YOUR-NSG")
        found.append(given)
    return found


def limits(rule):
    """What the service would refuse, and what would not be an outbound rule that allows."""
    if not NAME.fullmatch(rule.name):
        yield f"name {rule.name!r}"
    if not 100 <= rule.priority <= 4096:
        yield f"priority {rule.priority}"
    if not 1 <= len(rule.description) <= 140 or re.search(r"[\0-\x1f\x7f]", rule.description):
        yield f"description {rule.description!r}"
    if (rule.direction, rule.access) != ("Outbound", "Allow"):
        yield f"{rule.direction} {rule.access}"
    if rule.source_port_ranges != ["*"] or len(rule.destination_port_ranges) != 1:
        yield f"ports {rule.source_port_ranges} {rule.destination_port_ranges}"
    if mixed(rule.source_address_prefixes + rule.destination_address_prefixes):
        yield "addresses of both IP versions"
    for prefixes in (rule.source_address_prefixes, rule.destination_address_prefixes):
        if len(set(prefixes)) != len(prefixes):
            yield f"a prefix stands twice in {prefixes}"
        if len(prefixes) > 1 and not all(map(is_address, prefixes)):
            yield f"a star or a service tag stands alone, not in {prefixes}"
    for prefix in rule.destination_address_prefixes:
        if prefix != "*" and not is_address(prefix) and not TAG.fullmatch(prefix):
            yield f"destination {prefix!r}"


def facts(rule):
    for to in rule.destination_address_prefixes:
        yield plain(to), rule.protocol.upper(), int(rule.destination_port_ranges[0]), " ".join(sorted(rule.source_address_prefixes))


def expected(case):
    left_out, in_part = case.losses("nsg")
    assert not in_part, in_part
    for rule in case.json["rules"]:
        if rule["kind"] != NETWORK:
            assert rule["id"] in left_out, f"{rule['id']} is not declared as left out"
        elif rule["id"] not in left_out:
            for to in rule["destinations"]:
                for sources in by_version(to, subnets(rule, case)):
                    yield plain(to), rule["protocol"], rule["port"], sources


def opened(case):
    """The ports of the application rules, open to the Internet."""
    for rule in case.json["rules"]:
        if rule["kind"] != NETWORK:
            for sources in by_version("Internet", subnets(rule, case)):
                yield "Internet", "TCP", rule["port"], sources


def subnets(rule, case):
    """Where a rule comes from: an NSG knows no IP groups."""
    clusters = {cluster["name"]: cluster["profile"] for cluster in case.json["clusters"]}
    profiles = [clusters[name] for name in rule["needed_by"]] if clusters else [case.json["profile"]]
    nets = [profile["nodes"]["subnets"] for profile in profiles]
    return {net for some in nets for net in some} if all(nets) else set()


def faults(case):
    found = rules(case["nsg"])
    yield from script_faults(found, sorted(expected(case)))
    yield from unsaid(case, "nsg", comments(case["nsg"], "#"))
    if case.name.startswith((FRESH.name, REGIONS.name)):
        wider = {fact for rule in rules(with_wider(case)) for fact in facts(rule)}
        yield from differences("facts with --allow-wider", sorted({*expected(case), *opened(case)}), sorted(wider))


def script_faults(found, wanted):
    for rule in found:
        yield from (f"{rule.name}: {fault}" for fault in limits(rule))
    for what in ("name", "priority"):
        values = [getattr(rule, what) for rule in found]
        if len(set(values)) != len(values):
            yield f"one {what} stands twice: {sorted(values)}"
    yield from differences("facts", wanted, sorted(fact for rule in found for fact in facts(rule)))


def with_wider(case):
    command = [BINARY, "export", "profile.toml", "--format", "nsg", "--allow-wider"]
    return subprocess.run(command, cwd=SCRATCH / case.name, check=True, capture_output=True, text=True).stdout


def sampled(cases):
    """A sample, with all cases of both IP versions."""
    return few(cases) + [case for case in cases if case.name.startswith("more/")]


def problems(cases):
    # What looks odd inside single quotes is a cluster's label.
    linted = [case for case in cases if case.name != "more/clusters"]
    return [*shellcheck({case.name: case["nsg"] for case in linted}), *each(faults)(cases)]


prove(
    "ShellCheck has no remark, and bash makes calls within an NSG's limits that hold the network rules, and ports only on consent",
    problems,
    [
        ("global-api-server-ip", "nsg", r"--priority 1010", "--priority 1000"),
        ("global-api-server-ip", "nsg", r"--priority 1010", "--priority 4097"),
        ("global-api-server-ip", "nsg", r"--name aks-core-tcp-9000", "--name aks-core-udp-1194"),
        ("global-api-server-ip", "nsg", r"--direction Outbound", "--direction Inbound"),
        ("global-api-server-ip", "nsg", r"--access Allow", "--access Deny"),
        ("global-api-server-ip", "nsg", r"--protocol Udp", "--protocol Tcp"),
        ("global-api-server-ip", "nsg", r"--destination-port-ranges 1194", "--destination-port-ranges 1194 1195"),
        ("global-api-server-ip", "nsg", r"--destination-address-prefixes", "--destination-fqdns"),
        ("global-api-server-ip", "nsg", r"'20\.1\.2\.3'", "'ntp.ubuntu.com'"),
        ("global-api-server-ip", "nsg", r"--source-port-ranges '\*'", "--source-port-ranges *"),
        ("global-api-server-ip", "nsg", r"^        '10\.240\.0\.0/16' \\\n", ""),
        ("global-api-server-ip", "nsg", r"--description 'Core", "--description 'Core" + "e" * 99),
        ("global-api-server-ip", "nsg", r"Do not add a rule that denies", "Add a rule that denies"),
        ("global-every-addon", "nsg", r"'AzureMonitor'", "'AzureMonitor' 'AzureCloud'"),
        ("global-every-addon", "nsg", r"'10\.241\.0\.0/16'", "'fd00:241::/48'"),
    ],
    over=(*PLAIN, more("nsg")),
    sample=sampled,
)
