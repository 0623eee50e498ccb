#!/usr/bin/env python3
# needs: python3
"""Lists that PAN-OS reads: lint by the vendor's grammar, and the JSON export's hosts and addresses.

URL lists: tokens end at . / ? & = ; +, a star stands for whole tokens and not twice in a row, no
scheme, port, blank or comment. IP lists: an address, then perhaps a blank and a comment."""

import ipaddress
import re

from kept import destinations, kept
from kit import differences, each, prove

TOKEN = re.compile(r"[a-z0-9-]{1,63}|\*")
COMMENT = re.compile(r"aks-[a-z0-9-]+-(tcp|udp)-(\d+)(-[0-9a-f]{6})?(-(any|ip|tag|fqdn))?")


def entries(text):
    """The lines of a list; an empty one is a line feed alone."""
    assert text.endswith("\n") and text.count("\n\n") == 0, "not whole lines"
    return [] if text == "\n" else text.removesuffix("\n").split("\n")


def url_faults(case, port):
    format = f"panos-urls-{port}"
    lines = entries(case[format])
    rules = kept(case, format)
    yield from (f"{rule['id']} is not for {port}" for rule in rules if rule["port"] != port)
    wanted = sorted({f"{host}/" for rule in rules for host in rule["destinations"]})
    yield from differences(format, wanted, lines)
    for line in lines:
        tokens = line.removesuffix("/").split(".")
        bad = not line.endswith("/") or len(line) > 255 or len(tokens) < 2 or "*" in tokens[1:]
        if bad or not all(TOKEN.fullmatch(token) for token in tokens):
            yield f"{format}: {line!r} is no entry"


def ip_faults(case):
    lines = entries(case["panos-ips"])
    found = []
    for line in lines:
        address, _, comment = line.partition(" ")
        net = ipaddress.ip_network(address)
        if not line.isascii() or len(line) > 255:
            yield f"panos-ips: {line!r}"
        for name in comment.split(" "):
            _, protocol, port = COMMENT.fullmatch(name).group(0, 1, 2)
            found.append((net.version, net, protocol, int(port)))
    if len({line.split(" ")[0] for line in lines}) != len(lines):
        yield "panos-ips: an address stands twice"
    texts = [
        (ipaddress.ip_network(to), rule)
        for rule in kept(case, "panos-ips")
        for to in destinations(rule, case)
    ]
    wanted = {(net.version, net, rule["protocol"].lower(), rule["port"]) for net, rule in texts}
    yield from differences("panos-ips", sorted(wanted), sorted(set(found)))


def faults(case):
    yield from url_faults(case, 443)
    yield from url_faults(case, 80)
    yield from ip_faults(case)


URLS = "panos-urls-443"
prove(
    "the vendor's grammar holds, each entry once; the JSON export's hosts of one port, and the network rules' addresses",
    each(faults),
    [
        ("global-public", URLS, r"^mcr\.microsoft\.com/$", "mcr.microsoft.com"),
        ("global-public", URLS, r"^mcr\.microsoft\.com/$", "https://mcr.microsoft.com/"),
        ("global-public", URLS, r"^mcr\.microsoft\.com/$", "mcr.microsoft.com:443/"),
        ("global-public", URLS, r"^\*\.data", "*.*.data"),
        ("global-public", URLS, r"^\*\.data", "*data"),
        ("global-public", URLS, r"^mcr\.microsoft\.com/\n", ""),
        ("global-public", URLS, r"^(mcr\.microsoft\.com/)$", r"\1\n\1"),
        ("global-public", URLS, r"^mcr\.microsoft\.com/$", "# x\nmcr.microsoft.com/"),
        ("global-public", "panos-urls-80", r"^security\.ubuntu\.com/\n", ""),
        ("global-region-cidrs", "panos-ips", r"^4\.177\.0\.0/16", "4.177.0.1/16"),
        ("global-region-cidrs", "panos-ips", r"^4\.177\.0\.0/16", "4.176.0.0/15"),
        ("global-region-cidrs", "panos-ips", r"^4\.177\.0\.0/16.*\n", ""),
        ("global-region-cidrs", "panos-ips", r"udp-1194 ", "udp-1195 "),
        ("global-api-server-ip", "panos-ips", r"^20\.1\.2\.3", "# one\n20.1.2.3"),
    ],
)
