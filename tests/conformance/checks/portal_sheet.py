#!/usr/bin/env python3
# needs: python3
"""The portal sheet keeps to what Azure Firewall's portal takes, and holds the JSON export's rules."""

import ipaddress
import re
from collections import Counter
from itertools import product

from azure_policy import APPLICATION, IN_TAG, in_tag, json_sources, needed
from kit import differences, each, is_host, prove
from sheet import read

NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?")
TAG = re.compile(r"[A-Z][A-Za-z0-9]*(\.[A-Za-z0-9]+)?")
SHARED = ["Name", "Source type", "Source"]
FIELDS = {
    "Network": [*SHARED, "Protocol", "Destination Ports", "Destination Type", "Destination"],
    "Application": [*SHARED, "Protocol", "TLS inspection", "Destination Type", "Destination"],
}
COLLECTION_FIELDS = ["Name", "Rule collection type", "Priority", "Rule collection action", "Rule collection group"]
TYPES = {"cidr": "IP Address", "ip": "IP Address", "any": "IP Address", "service-tag": "Service Tag", "fqdn": "FQDN"}
ORDER = ["Network", "Application"]


def address(text):
    try:
        return text == "*" or ipaddress.ip_network(text).version == 4
    except ValueError:
        return False


def host(kind):
    """A star is taken by application rules alone, and only as the whole first label."""
    return lambda text: is_host(text, star=kind == "Application")


def faults(case):
    group, collections, header = read(case["portal"])
    yield from top_faults(group, collections)
    for collection in collections:
        kind = collection["Rule collection type"]
        for row in collection.rows:
            yield from (f"{row['Name']}: {fault}" for fault in row_faults(kind, row, case))
        # Of several clusters, each group of them has rows of its own.
        yield from [] if case.json["clusters"] else few_rows(collection)
    yield from destinations(case, collections, header)


def top_faults(group, collections):
    yield from differences("group", ["Name", "Priority"], group.fields)
    yield from differences("kinds", [k for k in ORDER if k in kinds(collections)], kinds(collections))
    blocks = [group, *collections]
    for block in blocks:
        if not 100 <= int(block["Priority"]) <= 65000 or not NAME.fullmatch(block["Name"]):
            yield f"priority or name of {block['Name']}: {block['Priority']}"
    if int(group["Priority"]) in (200, 300):
        yield "the group's priority is that of a default group"
    for collection in collections:
        yield from differences(collection["Name"], COLLECTION_FIELDS, collection.fields)
        if collection["Rule collection action"] != "Allow" or collection["Rule collection group"] != group["Name"]:
            yield f"{collection['Name']}: does not allow, or is in another group"
        numbers = [row.heading[:2] for row in collection.rows]
        yield from differences("numbers", [(n + 1, len(numbers)) for n in range(len(numbers))], numbers)
    for values in ([c["Priority"] for c in collections], [r["Name"] for c in collections for r in c.rows]):
        yield from (f"{value} stands twice" for value, count in Counter(values).items() if count > 1)


def kinds(collections):
    return [collection["Rule collection type"] for collection in collections]


def row_faults(kind, row, case):
    yield from differences("fields", FIELDS[kind], row.fields)
    if not NAME.fullmatch(row["Name"]):
        yield "no name for a rule"
    if row["Source type"] not in ("IP Address", "IP Group") or ("Source" in row.picked) != (row["Source type"] == "IP Group"):
        yield f"source type {row['Source type']}, or its way of entering"
    if kind == "Network":
        fine = row["Protocol"] in ("TCP", "UDP") and 1 <= int(row["Destination Ports"]) <= 65535
    else:
        pairs = [pair.split(":") for pair in row["Protocol"].split(",")]
        fine = all(protocol in ("http", "https") and 1 <= int(port) <= 64000 for protocol, port in pairs)
        fine = fine and row["TLS inspection"] == "off"
    if not fine:
        yield f"protocol {row['Protocol']} or port"
    type = row["Destination Type"]
    allowed = {"IP Address": address, "Service Tag": TAG.fullmatch, "FQDN": host(kind)}
    destinations = row["Destination"].split(",")
    if kind == "Application" and type not in ("FQDN", "FQDN Tag") or ("Destination" in row.picked) != type.endswith("Tag"):
        yield f"destination type {type}, or its way of entering"
    if type == "FQDN Tag":
        if (row["Protocol"], destinations) != ("http:80,https:443", ["AzureKubernetesService"]):
            yield f"FQDN tag {row['Protocol']} {destinations}"
        return
    yield from (f"{to!r} is no {type}" for to in destinations if not allowed[type](to))
    if len(destinations) != row.heading[2] or "*" in destinations[1:]:
        yield f"{len(destinations)} destinations, not {row.heading[2]}"


def few_rows(collection):
    """Rows of one feature that could be one."""
    same = lambda row: (row["Name"].split("-http")[0], row["Protocol"], row.fields.get("Destination Ports"), row["Destination Type"])
    rows = Counter(same(row) for row in collection.rows if row["Destination"] != "*")
    yield from (f"two rows where one does: {row}" for row, count in rows.items() if count > 1)


def destinations(case, collections, header):
    """The union of the rows is the rules', from their sources, but for hosts that the header names."""
    found, tagged = [], False
    for collection in collections:
        kind = collection["Rule collection type"]
        for row in collection.rows:
            if row["Destination Type"] == "FQDN Tag":
                tagged = True
                continue
            protocol, _, port = row["Protocol"].partition(":")
            port = int(port or row["Destination Ports"])
            for to, source in product(row["Destination"].split(","), row["Source"].split(",")):
                found.append((kind.lower(), protocol.upper(), port, row["Destination Type"], to, source))
    found = Counter(needed(found))
    warnings = case.warnings("portal")
    bare = lambda text: re.sub(r"\s", "", text)
    yield from (f"not in the header: {w}" for w in warnings if bare(w) not in bare(header))
    left_out, _ = case.losses("portal")
    want, may = Counter(), set()
    for rule in case.json["rules"]:
        if rule["id"] in left_out or tagged and in_tag(rule):
            continue
        sources = [source.rpartition("/ipGroups/")[2] or source for source in json_sources(rule, case)]
        for to, source in product(rule["destinations"], sources):
            fact = (rule["kind"], rule["protocol"], rule["port"], TYPES[rule["destination_type"]], to, source)
            want[fact] += len(rule["features"])
            # Of several clusters, one may need a host for an add-on and all of them for what the tag stands for.
            if tagged and case.json["clusters"] and rule["kind"] == APPLICATION and IN_TAG.intersection(rule["features"]):
                may.add(fact)
    yield from differences("destinations", sorted(set(want) - may), sorted(set(found) - may))
    yield from (f"{fact} stands too often" for fact, count in found.items() if count > want[fact])


prove(
    "names, priorities, ports and destinations are what the portal takes, and all are the JSON export's",
    each(faults),
    [
        ("global-public", "portal", r"^Priority: 400", "Priority: 65001"),
        ("global-public", "portal", r"^Name: aks-core-", "Name: aks core "),
        ("global-public", "portal", r"https:443", "https:443,"),
        ("global-public", "portal", r"Protocol: https:443", "Protocol: https"),
        ("global-public", "portal", r"mcr.microsoft.com,", ""),
        ("global-public", "portal", r"mcr.microsoft.com,", "m*.microsoft.com,"),
        ("global-public", "portal", r"mcr.microsoft.com,", "20.1.2.3,"),
        ("global-public", "portal", r"mcr.microsoft.com,", "mcr.microsoft.com, "),
        ("usgov-public-zh", "portal", r"^源类型", "来源类型"),
        ("usgov-public-zh", "portal", r"AzureCloud.usgovtexas", "AzureCloud.usgovtexas,20.0.0.0/8"),
        ("global-api-server-ip", "portal", r"ntp.ubuntu.com$", "*.ubuntu.com"),
        ("global-region-cidrs", "portal", r"4.177.0.0/16,", "4.177.0.1/16,"),
    ],
)
