"""The JSON export's shape: every key in its order, and what it may hold."""

import datetime
import re


def text(value):
    return isinstance(value, str) and value.strip() == value != ""


def date(value):
    try:
        return value == str(datetime.date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def number(low, high):
    return lambda value: type(value) is int and low <= value <= high


def one_of(*values):
    return lambda value: value in values


def maybe(shape):
    return lambda value: value is None or matches(shape, value)


def like(pattern):
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def matches(shape, value):
    return not list(faults(shape, value, ""))


def faults(shape, value, path):
    """Where a value is not of a shape: a dict, a list of one shape, or a test."""
    if isinstance(shape, dict):
        if not isinstance(value, dict) or list(value) != list(shape):
            yield f"{path}: keys {list(value) if isinstance(value, dict) else value!r}, not {list(shape)}"
            return
        for key, inner in shape.items():
            yield from faults(inner, value[key], f"{path}.{key}")
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{path}: no list: {value!r}"
            return
        for index, item in enumerate(value):
            yield from faults(shape[0], item, f"{path}[{index}]")
    elif not shape(value):
        yield f"{path}: {value!r}"


ID = like(r"[a-z0-9]+(-[a-z0-9]+)*")
ADVISORY = like(r"[A-Z]\d+[a-z]?")
BOOL = one_of(True, False)
CLOUD = one_of("global", "china", "usgov")
FEATURES = [ID]
KIND = one_of("network", "application")
PROTOCOL = one_of("TCP", "UDP", "HTTP", "HTTPS")
SOURCE = one_of("learn", "azure-cn-zh")
SEVERITY = one_of("warning")
"""Not `refusal`: such an export is not written."""

PROFILE = {
    "version": one_of(1),
    "name": maybe(text),
    "source": SOURCE,
    "edition": date,
    "reading": one_of("recommended", "printed"),
    "language": one_of("en", "zh"),
    "cluster": {
        "cloud": CLOUD,
        "region": like(r"[a-z0-9]+"),
        "api_server": one_of("public", "private-link", "vnet-integration"),
        "tunnel": one_of("konnectivity", "legacy"),
        "network_isolated": BOOL,
        "api_server_fqdn": maybe(text),
        "api_server_ip": maybe(text),
        "custom_dns": [text],
        "custom_dns_tcp": BOOL,
        "pods_use_api_server_ip": BOOL,
        "exempt": [one_of("private-cluster", "ntp", "konnectivity")],
    },
    "nodes": {
        "linux": [one_of("ubuntu", "azure-linux", "flatcar")],
        "windows": BOOL,
        "gpu": BOOL,
        "before_march_2021": BOOL,
        "os_upgrade_channel": one_of("unset", "unmanaged", "security-patch", "node-image", "none"),
        "recommended_updates": BOOL,
        "subnets": [text],
    },
    "addons": {
        "enabled": [ID],
        "azure_monitor_by": one_of("fqdn", "service-tag", "both"),
        "private_endpoints": [ID],
    },
    "destinations": {
        "control_plane": one_of("any", "service-tag", "region-cidrs", "api-server-ip"),
        "ntp": one_of("any", "fqdn"),
        "legacy_hosts": BOOL,
        "service_tags": maybe(text),
        "ipv6": BOOL,
    },
    "azure_firewall": {
        "group": like(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,78}[A-Za-z0-9_]"),
        "priority": number(100, 65000),
        "network_priority": number(100, 65000),
        "application_priority": number(100, 65000),
        "fqdns": one_of("explicit", "tag-and-addons"),
        "ip_group": maybe(like(r"/subscriptions/.+/ipGroups/.+")),
    },
}

RULE = {
    "id": ID,
    "kind": KIND,
    "destinations": [text],
    "destination_type": one_of("fqdn", "service-tag", "cidr", "ip", "any"),
    "protocol": PROTOCOL,
    "port": number(1, 65535),
    "cloud": CLOUD,
    "feature": ID,
    "features": FEATURES,
    "requirement": one_of("required", "recommended", "observed"),
    "purpose": text,
    "if_blocked": text,
    "because": [text],
    "printed": maybe(text),
    "source": {"section": text, "table": maybe(ID), "row": maybe(number(0, 99)), "since": maybe(date)},
    "sources": [like(r"[0-9a-f.:]+/\d+")],
    "needed_by": [text],
    "also": [{"id": ID, "feature": ID, "printed": maybe(text), "section": text, "since": maybe(date)}],
    "advisories": [ADVISORY],
}

ABSENT = {
    "id": ID,
    "kind": KIND,
    "destination": text,
    "protocol": PROTOCOL,
    "port": number(1, 65535),
    "feature": ID,
    "waits": BOOL,
    "reason": text,
}

READING = {
    "id": ADVISORY,
    "title": text,
    "text": text,
    "evidence": text,
    "date": date,
    "confidence": one_of("high", "medium", "low"),
    "effective": maybe(date),
}

ABOUT_KEY = {"severity": SEVERITY, "key": text, "message": text}
ABOUT_CLUSTERS = {**ABOUT_KEY, "clusters": [text]}
ABOUT_FORMAT = {
    "severity": SEVERITY,
    "formats": [ID],
    "cost": maybe(one_of("left-out", "wider", "partial", "conditional")),
    "fallback": maybe(one_of("--allow-wider", "--service-tags")),
    "rules": [ID],
    "message": text,
}

DOCUMENT = {
    "schema": one_of(1),
    "tool": {"name": one_of("aks-egress"), "version": like(r"\d+\.\d+\.\d+")},
    "catalog": {"as_of": date, "article": date, "edition": date, "source": SOURCE},
    "service_tags": maybe({"file": text, "change_number": number(1, 10**6)}),
    "profile": maybe(PROFILE),
    "clusters": [{"name": text, "profile": PROFILE}],
    "rules": [RULE],
    "absent": [ABSENT],
    "advisories": [READING],
    "warnings": [lambda value: matches(ABOUT_KEY, value) or matches(ABOUT_CLUSTERS, value) or matches(ABOUT_FORMAT, value)],
}
