#!/usr/bin/env python3
# needs: jq
"""jq reads the JSON export; its keys, values and order are those of the contract."""

import ipaddress
import re
import subprocess

from contract import DOCUMENT, faults
from kit import SCRATCH, each, is_host, prove

TAG = re.compile(r"[A-Z]\w*(\.\w+)?")


def address(text):
    return ipaddress.ip_address(text)


DESTINATION = {
    "fqdn": is_host,
    "service-tag": TAG.fullmatch,
    "cidr": lambda text: "/" in text and ipaddress.ip_network(text),
    "ip": address,
    "any": lambda text: text == "*",
}


def holds(test, text):
    try:
        return bool(test(text))
    except ValueError:
        return False


def case_faults(case):
    SCRATCH.joinpath("jq.json").write_text(case["json"])
    done = subprocess.run(["jq", "-e", ".", SCRATCH / "jq.json"], capture_output=True, text=True)
    if done.returncode != 0:
        yield f"jq: {done.stderr}"
    shape = list(faults(DOCUMENT, case.json, ""))
    yield from shape
    if not case["json"].endswith("}\n") or "\r" in case["json"]:
        yield "odd line ends"
    if not shape:
        yield from order(case.json)
        for rule in case.json["rules"]:
            yield from (f"{rule['id']}: {fault}" for fault in rule_faults(rule, case.json))


def order(document):
    """What is said once is said once, network rules come first, and what is named is there."""
    ids = [rule["id"] for rule in document["rules"]]
    if len(set(ids)) != len(ids):
        yield "an id stands twice"
    kinds = [rule["kind"] for rule in document["rules"]]
    if kinds != sorted(kinds, reverse=True):
        yield "network rules are not first"
    # Of several clusters, each may have a list of addresses of its own.
    lists = lambda rule: [" ".join(rule["destinations"])] if document["clusters"] else rule["destinations"]
    same = [(to, r["protocol"], r["port"]) for r in document["rules"] for to in lists(r)]
    if len(set(same)) != len(same):
        yield f"two rules for one destination: {[item for item in same if same.count(item) > 1][:2]}"
    named = {reading["id"] for reading in document["advisories"]}
    unnamed = {id for rule in document["rules"] for id in rule["advisories"]} - named
    if unnamed:
        yield f"readings that are not explained: {unnamed}"


def profiles(document):
    return [document["profile"]] if document["profile"] else [one["profile"] for one in document["clusters"]]


def rule_faults(rule, document):
    odd = [to for to in rule["destinations"] if not holds(DESTINATION[rule["destination_type"]], to)]
    # The source at its word may print a host that is none.
    if odd and all(profile["reading"] != "printed" for profile in profiles(document)):
        yield f"{odd} is no {rule['destination_type']}"
    if not rule["destinations"] or not rule["because"]:
        yield "no destination or no reason"
    if (rule["kind"] == "application") != (rule["protocol"] in ("HTTP", "HTTPS")):
        yield f"{rule['kind']} over {rule['protocol']}"
    if rule["feature"] != rule["features"][0] or rule["cloud"] != profiles(document)[0]["cluster"]["cloud"]:
        yield "its feature or cloud is another one"
    clusters = {one["name"]: one["profile"]["nodes"]["subnets"] for one in document["clusters"]}
    who = [clusters[name] for name in rule["needed_by"]] if clusters else [document["profile"]["nodes"]["subnets"]]
    nets = list(dict.fromkeys(net for subnets in who for net in subnets)) if all(who) else []
    if not who or rule["sources"] != nets or len(clusters) != len(document["clusters"]):
        yield f"sources {rule['sources']} are not those of {rule['needed_by']}"


prove(
    "jq reads every JSON export, and each key, value and order is the contract's",
    each(case_faults),
    [
        ("global-public", "json", r'"rules"', '"rulez"'),
        ("global-public", "json", r'"port": 443', '"port": "443"'),
        ("global-public", "json", r'"port": 443', '"port": 443.5,'),
        ("global-public", "json", r'"HTTPS"', '"https"'),
        ("global-public", "json", r'"kind": "application"', '"kind": "network"'),
        ("global-public", "json", r'("protocol": .*\n\s+)("port": 443,)\n\s+("cloud": "global",)', r"\1\3\n\2"),
        ("global-public", "json", r'"mcr.microsoft.com"', '"mcr.*.microsoft.com"'),
        ("global-public", "json", r'"mcr.microsoft.com"', '"management.azure.com"'),
        ("global-public", "json", r'"since": "2023-03-09"', '"since": "2023-02-30"'),
        ("global-public", "json", r'"if_blocked": ".*"', '"if_blocked": ""'),
    ],
)
