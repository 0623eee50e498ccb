"""The JSON export's rules as a format without service tags keeps them."""

import ipaddress
import json

from kit import REVIEWED


def tags(case):
    """The service tag file of a case, by lower-case name."""
    name = case.json["service_tags"] and case.json["service_tags"]["file"]
    if not name:
        return {}
    file = next(REVIEWED.glob(f"*/{name}"))
    values = json.loads(file.read_text())["values"]
    return {value["name"].lower(): value["properties"]["addressPrefixes"] for value in values}


def prefixes(tag, case):
    """Its prefixes, adjacent ones merged; those of IPv6 only where they are asked for."""
    nets = [ipaddress.ip_network(text) for text in tags(case)[tag.lower()]]
    versions = (4, 6) if any(profile["destinations"].get("ipv6") for profile in case.profiles) else (4,)
    return [str(net) for v in versions for net in ipaddress.collapse_addresses(n for n in nets if n.version == v)]


def kept(case, format):
    """The JSON export's rules, without those that it says this format leaves out."""
    losses = [w for w in case.json["warnings"] if format in w.get("formats", []) and w["cost"] == "left-out"]
    dropped = {id for loss in losses for id in loss["rules"]}
    return [rule for rule in case.json["rules"] if rule["id"] not in dropped]


def destinations(rule, case):
    """Where a rule leads, without service tags."""
    if rule["destination_type"] == "service-tag":
        return [net for tag in rule["destinations"] for net in prefixes(tag, case)]
    return rule["destinations"]
