#!/usr/bin/env python3
# needs: python3 bash shellcheck python:fwshift
"""The Check Point script: ShellCheck has nothing to say, a stand-in for mgmt_cli takes every call,
and FWShift reads the JSON export's rules from what is then in the policy."""

import json
import re
import subprocess
import zlib
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network

from allowed import more
from kept import prefixes
from fwshift.model import Action
from fwshift.parsers import checkpoint
from fwshift.report import Report
from kit import FRESH, MERGED, REGIONS, WIDER_FRESH, WIDER_MERGED, WIDER_REGIONS, by_source, differences, each, prove
from losses import Name, kept, names, sources, transport
from management import State, replay, rulebase, session

BELOW = re.compile(r"DNS domain '([^']+)' including its sub-domains")


def expected(case):
    """Destination, transport, port and sources of each kept fact; a host as it must match."""
    from_where = sources(case)
    hosts = list(names(case, "checkpoint", ("only", "all")))
    # A domain is one object: where one cluster needs all below it, another one's host is all below it too.
    whole = {name.name for name, _ in hosts if name.reach == "all"}
    for name, fact in hosts:
        yield ("all" if name.name in whole else name.reach, name.name), transport(fact), str(fact.port), from_where[fact.id]
    for fact in kept(case, "checkpoint"):
        tag = fact.type == "service-tag"
        for to in prefixes(fact.destination, case) if tag else [fact.destination]:
            if fact.type != "fqdn":
                to = "any" if fact.type == "any" else str(ip_network(to))
                yield (to,), transport(fact), str(fact.port), from_where[fact.id]


def by_fwshift(objects, rules):
    """The same, as FWShift reads it."""
    policy = checkpoint.parse(json.dumps(rulebase(objects, rules)).encode(), Report())
    groups = {group.name: group for group in policy.address_groups.values()}

    def members(name):
        if name == "any":
            return [("any",)]
        if name in groups:
            return [member for inner in groups[name].members for member in members(inner)]
        address = policy.addresses[name]
        if below := BELOW.search(address.raw):
            return [tuple(Name("all", below[1]))]
        return [tuple(Name("only", address.value))] if address.kind.value == "fqdn" else [(address.value,)]

    assert len(policy.rules) == len(rules), "FWShift reads another number of rules"
    for rule in policy.rules:
        assert rule.action == Action.ALLOW and rule.enabled, rule
        [service] = rule.services
        [entry] = policy.services[service].entries
        nodes = tuple(sorted(member[0] for name in rule.sources for member in members(name)))
        for name in rule.destinations:
            for member in members(name):
                yield member, entry.protocol.value, entry.dst_ports, nodes


def faults(case):
    script = case["checkpoint"]
    # What looks odd inside single quotes is a cluster's label: SC1003, SC2016.
    lint = subprocess.run(["shellcheck", "--exclude=SC1003,SC2016", "-"], input=script, capture_output=True, text=True)
    if lint.returncode != 0:
        yield f"ShellCheck: {lint.stdout[:300]}"
    state = State(case.name)
    well, said, calls = state.run(script)
    if not well or said:
        yield f"the script ends with: {said}"
        return
    first = session(calls, ["publish", "logout"])
    alone = lambda rows: sorted(set(by_source(rows, any="any")))
    yield from differences("rules", alone(expected(case)), alone(by_fwshift(*replay(first))))
    text = re.sub(r"[\s#]", "", script)
    if not all(re.sub(r"\s", "", warning) in text for warning in case.warnings("checkpoint")):
        yield "a warning is missing"
    if "regions" not in case.name:
        yield from later_faults(script, state, first)


def later_faults(script, state, first):
    """Run again, it sets rules and groups and adds nothing; refused, it publishes nothing."""
    well, said, calls = state.run(script)
    again = session(calls, ["publish", "logout"])
    rules = [call[2:] for call in first if call[1] == "access-rule"]
    if not well or said or any(call[0] != "set" for call in again):
        yield f"run again: {said or [call for call in again if call[0] != 'set'][:1]}"
    if len([call for call in again if call[1] == "access-rule"]) != len(rules):
        yield "run again: not every rule is set anew"
    well, said, calls = state.run(script, refuse="publish")
    if well or "discarded" not in said or [call[0] for call in calls[-2:]] != ["discard", "logout"]:
        yield f"refused to publish: {said}"
    domain = next((call[3] for call in first if call[1] == "dns-domain"), None)
    if domain:
        path = state.folder / "objects" / f"dns-domain{domain}"
        path.write_text('"is-sub-domain" : null')
        well, said, calls = state.run(script)
        if well or "is-sub-domain is not" not in said or [call[0] for call in calls[-2:]] != ["discard", "logout"]:
            yield f"another object of the same name: {said}"


def sampled(cases):
    """One region in four; every other case."""
    chosen = lambda case: "regions" not in case.name or zlib.crc32(case.name.encode()) % 4 == 0
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda case: each(faults)([case]), filter(chosen, cases))
        return [problem for problems in found for problem in problems]


SPOILT = "global-every-addon", "checkpoint"

prove(
    "ShellCheck passes the Check Point script, a stand-in for mgmt_cli takes its calls, FWShift reads the rules; one region in four",
    sampled,
    [
        (*SPOILT, r"^domain '\.mcr\.microsoft\.com' false$", "domain '.mcr.microsoft.com' true"),
        (*SPOILT, r"^domain '\.mcr\.microsoft\.com' false$", "domain 'mcr.microsoft.com' false"),
        (*SPOILT, r"^domain '\.mcr\.microsoft\.com' false\n", ""),
        (*SPOILT, r"service http ", "service https "),
        (*SPOILT, r"source\.2 ", "source.3 "),
        (*SPOILT, r"^    source\.2 '.*\n", ""),
        (*SPOILT, r"action Accept", "action Drop"),
        (*SPOILT, r"is-sub-domain \"\$2\"", 'is-subdomain "$2"'),
        (*SPOILT, r"position\.bottom aks-egress", "position bottom"),
        (*SPOILT, r"^api publish$", "true"),
        (*SPOILT, r"mgmt_cli discard .*", "true"),
        (*SPOILT, r"^trap finish EXIT$", ""),
        (*SPOILT, r"^    comments 'Core", "    comments 'Core's"),
        (*SPOILT, r"^    comments 'Core", "    comments '$(id)' 'Core"),
        (*SPOILT, r"mask-length 16$", "mask-length 17"),
        (*SPOILT, r"^#.*Service tags are.*\n", ""),
        (*SPOILT, r"api set access-rule", "api add access-rule"),
        ("global-public", "checkpoint", r"source\.1 'Any'", "source.1 'any'"),
        ("global-region-cidrs", "checkpoint", r"^    members\.1 .*\n", ""),
        ("global-api-server-ip", "checkpoint", r"ip-address 20\.1\.2\.3$", "ip-address 20.1.2.4"),
        ("wider/global-public", "checkpoint", r"^domain '\.data\.mcr\.microsoft\.com' true$", "domain '.data.mcr.microsoft.com' false"),
    ],
    over=[FRESH, WIDER_FRESH, REGIONS, WIDER_REGIONS, MERGED, WIDER_MERGED, more("checkpoint")],
)
