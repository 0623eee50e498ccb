#!/usr/bin/env python3
# needs: python3
"""The list of hosts: lint, and the hosts and ports of the JSON export but for what its header names."""

import re

from kit import differences, each, is_host, prove

PORTS = re.compile(r"# \S+ ([\d, 、]+)[:：]")


def read(text):
    """Hosts with their ports, group by group; and the comments as one text."""
    groups, comments = [], []
    for line in text.splitlines():
        ports = PORTS.fullmatch(line)
        if ports:
            groups.append((tuple(map(int, re.findall(r"\d+", ports[1]))), []))
        elif line.startswith("#"):
            comments.append(line.lstrip("# "))
        else:
            groups[-1][1].append(line)
    return groups, " ".join(comments)


def short(rule):
    """A network rule as the header names it."""
    shown, rest = rule["destinations"][:3], rule["destinations"][3:]
    return f"{rule['protocol']}:{rule['port']} {' '.join(shown)}{f' +{len(rest)}' if rest else ''}"


def squeezed(text):
    """Without blanks: the header breaks its lines anywhere."""
    return re.sub(r"\s", "", text)


def faults(case):
    groups, comments = read(case["fqdns"])
    hosts = [host for _, group in groups for host in group]
    ports = {}
    left_out, _ = case.losses("fqdns")
    for fact in case.facts:
        if fact.kind == "application" and fact.id not in left_out:
            ports.setdefault(fact.destination, set()).add(fact.port)
    found = {host: set(group) for group, hosts in groups for host in hosts}
    yield from differences("hosts and ports", sorted(ports.items()), sorted(found.items()))
    if len(set(hosts)) != len(hosts):
        yield "a host stands twice"
    for group, listed in groups:
        if listed != sorted(listed) or not listed:
            yield f"group {group} is not in order"
    named = squeezed(comments)
    network = [rule for rule in case.json["rules"] if rule["kind"] == "network"]
    lost = [short(rule) for rule in network if squeezed(short(rule)) not in named]
    lost += [message for message in case.warnings("fqdns") if squeezed(message) not in named]
    if lost:
        yield f"not in the list, and its header does not say so: {lost}"
    for host in hosts:
        if not is_host(host) and not declared(host, case):
            yield f"{host!r} is no host"


def declared(host, case):
    """Whether the header says that this is no name as lists take it."""
    return any(host in message for message in case.warnings("fqdns"))


prove(
    "lower case, in order, once each, valid; the JSON export's hosts and ports, and what is lost is named",
    each(faults),
    [
        ("global-public", "fqdns", r"^mcr.microsoft.com$", "MCR.microsoft.com"),
        ("global-public", "fqdns", r"^mcr.microsoft.com\n", ""),
        ("global-public", "fqdns", r"^mcr.microsoft.com$", "mcr.microsoft.com\nmcr.microsoft.com"),
        ("global-public", "fqdns", r"^(mcr.microsoft.com)\n(.*)$", r"\2\n\1"),
        ("global-public", "fqdns", r"^mcr.microsoft.com$", "https://mcr.microsoft.com/"),
        ("global-public", "fqdns", r"^# port 80:", "# port 8080:"),
        ("global-api-server-ip", "fqdns", r"UDP:1194", "UDP:1195"),
        ("global-api-server-ip", "fqdns", r"^mcr.microsoft.com$", "mcr.microsoft.com\n20.1.2.3"),
    ],
)
