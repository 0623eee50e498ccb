#!/usr/bin/env python3
# needs: python3
"""The CSV of import scripts: split as the scripts split it, its rows are ARM's network rules."""

import csv
import io

import azure_arm
from azure_policy import NETWORK, Collection, Policy, Rule, expected, facts, limits, one_kind, unlike
from kit import differences, each, prove

COLUMNS = (
    "RuleCollectionName RulePriority ActionType Name protocols SourceAddresses DestinationAddresses "
    "SourceIPGroups DestinationIPGroups DestinationPorts DestinationFQDNs"
).split()


def items(cell):
    """A cell as `-split ", "` takes it apart; an empty one is nothing."""
    found = cell.split(", ") if cell else []
    assert all(item and item == item.strip() and "," not in item for item in found), f"cell {cell!r}"
    return tuple(found)


def policy(text):
    assert "\r" not in text and text.endswith("\n"), "odd line ends"
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    assert reader.fieldnames == COLUMNS, f"columns {reader.fieldnames}"
    found = {}
    for row in reader:
        assert None not in row and None not in row.values(), f"cells of {row}"
        assert not row["DestinationIPGroups"], row["DestinationIPGroups"]
        key = row["RuleCollectionName"], int(row["RulePriority"]), row["ActionType"]
        found.setdefault(key, []).append(rule(row))
    # The scripts make one collection of all rows.
    assert len(found) < 2, f"more than one collection: {list(found)}"
    return Policy(None, None, tuple(Collection(name, priority, NETWORK, action, tuple(rules)) for (name, priority, action), rules in found.items()))


def rule(row):
    to, destinations = one_kind(row["Name"], addresses=items(row["DestinationAddresses"]), fqdns=items(row["DestinationFQDNs"]))
    protocols = tuple((protocol, int(port)) for protocol in items(row["protocols"]) for port in items(row["DestinationPorts"]))
    return Rule(NETWORK, row["Name"], None, items(row["SourceAddresses"]), items(row["SourceIPGroups"]), protocols, to, destinations)


def faults(case):
    found = policy(case["policy-csv"])
    yield from limits(found)
    must, may = expected(case, "policy-csv", kinds=(NETWORK,))
    yield from differences("facts", sorted(must), sorted({fact for rule in found.rules for fact in facts(rule)} - may))
    arm = azure_arm.body(case)
    network = tuple(one for one in arm.collections if one.kind == NETWORK)
    yield from unlike(found, arm._replace(collections=network), without=["description"])
    left_out, _ = case.losses("policy-csv")
    lost = [rule["id"] for rule in case.json["rules"] if rule["kind"] != NETWORK and rule["id"] not in left_out]
    if lost:
        yield f"not declared as left out: {lost}"


ONE, MANY = "global-api-server-ip", "global-region-cidrs"
prove(
    "its rows are ARM's network rules, in the columns and with the separators of the import scripts",
    each(faults),
    [
        (ONE, "policy-csv", r"protocols,SourceAddresses", "Protocols,SourceAddresses"),
        (ONE, "policy-csv", r",UDP,", ",Udp,"),
        (ONE, "policy-csv", r",1194,", ',"1194, 1195",'),
        (ONE, "policy-csv", r",1194,$", ",,1194"),
        (ONE, "policy-csv", r",20\.1\.2\.3,,,1194,", ",,20.1.2.3,,1194,"),
        (ONE, "policy-csv", r"^.*aks-core-tcp-9000.*\n", ""),
        (ONE, "policy-csv", r",200,Allow,aks-core-tcp-9000", ",201,Allow,aks-core-tcp-9000"),
        (ONE, "policy-csv", r"ntp\.ubuntu\.com", "*.ubuntu.com"),
        (MANY, "policy-csv", r'"(\S+), ', r'"\1,'),
    ],
    sample=lambda cases: [case for case in cases if not case.name.startswith("exports/")],
)
