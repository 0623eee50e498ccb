#!/usr/bin/env python3
# needs: python3 squid
"""Squid: every file parses without a word; a running Squid lets through what is meant and no more.

Names lead to an address of the loopback where nothing listens: 403 is Squid's own refusal, anything
else means that it tried. Requests say by X-Forwarded-For from which address they come.
"""

import ipaddress
import subprocess
import tempfile
from pathlib import Path

from kit import each, prove
from reach import covers, names, services, some_name, undeclared
from squid_proxy import Squid


def parsed(case, folder):
    """What Squid says of the file alone."""
    file = folder / "aks-egress.conf"
    file.write_text(case["squid"])
    done = subprocess.run(["squid", "-k", "parse", "-f", file], capture_output=True, text=True)
    if done.returncode != 0:
        yield f"squid refuses it: {done.stderr.splitlines()[-1:]}"
    for line in done.stderr.splitlines():
        if any(word in line for word in ("WARNING", "ERROR", "FATAL")) and "Processing" not in line:
            yield f"squid says {line}"


def tries(case, tried):
    """Method, target, source, and whether it is to be let through."""
    subnets = list(dict.fromkeys(net for profile in case.profiles for net in profile["nodes"]["subnets"]))
    nodes = [str(ipaddress.ip_network(net)[5]) for net in subnets] or ["192.0.2.7"]
    rules = [rule for rule in case.json["rules"] if rule["kind"] == "application" and rule["destinations"][0][0] != "."]

    def known(service, name, node):
        """Whether a cluster with this node needs this name."""
        fits = lambda rule: (rule["protocol"], rule["port"]) == service and any(covers(host, name.lower()) for host in rule["destinations"])
        near = lambda rule: not rule["sources"] or any(ipaddress.ip_address(node) in ipaddress.ip_network(net) for net in rule["sources"])
        return any(fits(rule) and near(rule) for rule in rules)

    for name in tried:
        yield "CONNECT", f"{name}:443", nodes[0], known(("HTTPS", 443), name, nodes[0])
        yield "GET", f"http://{name}/", nodes[0], known(("HTTP", 80), name, nodes[0])
    for service, host in [(service, host) for service, group in services(case).items() for host in group]:
        (protocol, port), name = service, some_name(host)
        ways = ("CONNECT", name), ("GET", f"http://{name}")
        (method, target), (other, its_target) = ways if protocol == "HTTPS" else reversed(ways)
        path = "" if method == "CONNECT" else "/"
        yield from ((method, f"{target}:{port}{path}", node, known(service, name, node)) for node in nodes)
        yield method, f"{target.replace(name, name.upper())}:{port}{path}", nodes[0], known(service, name, nodes[0])
        yield method, f"{target}:8443{path}", nodes[0], False
        yield other, f"{its_target}:{port}{'' if path else '/'}", nodes[0], False
        if subnets:
            yield method, f"{target}:{port}{path}", "203.0.113.9", known(service, name, "203.0.113.9")
    for address in ("127.99.99.99", "[::1]"):
        yield "CONNECT", f"{address}:443", nodes[0], False


def probed(case, folder):
    """Where a running Squid decides otherwise than the rules say."""
    tried = names(host for hosts in services(case).values() for host in hosts)
    wrong = []
    with Squid(folder, tried) as squid:
        for method, target, source, expected in tries(case, tried):
            probed.count += 1
            if squid.lets(method, target, source) != expected:
                wrong.append(f"{method} {target} from {source} is {'denied' if expected else 'let through'}")
    return wrong


probed.count = 0


def faults(case):
    with tempfile.TemporaryDirectory(prefix="aks-egress-squid-") as folder:
        folder = Path(folder)
        said = list(parsed(case, folder))
        yield from said
        if not said and case.name.startswith(("exports/", "merged/")):
            yield from probed(case, folder)
    yield from undeclared(case, "squid")


prove(
    "squid parses all; running, it lets the rules' hosts through at their ports from the nodes, and denies "
    "look-alikes, neighbours, other ports, other clients",
    each(faults),
    [
        ("global-public", "squid", r"^(acl \S+) dstdomain -n mcr.microsoft.com$", r"\1 dstdomain -n .mcr.microsoft.com"),
        ("global-public", "squid", r"^acl \S+ dstdomain -n mcr.microsoft.com\n", ""),
        ("global-public", "squid", r"\^\.\+\\\.data\\\.mcr", r"data\\.mcr"),
        ("global-public", "squid", r"\\\.com\$$", r"\\.com"),
        ("global-public", "squid", r" port 443$", " port 443 8443"),
        ("global-public", "squid", r"^http_access allow aks-connect ", "http_access allow "),
        ("global-public", "squid", r"^http_access deny all$", "http_access deny !all"),
        ("global-every-addon", "squid", r" src 10.240.0.0/16$", " src all"),
        ("china-learn-zh", "squid", r"dstdom_regex -n -i \^\.\+\\\.(\S+)\\\.cn\$$", r"dstdomain -n *.\1.cn"),
        ("china-learn-zh", "squid", r"^(acl \S+) dstdomain -n .*$", r"\1 dstdomain -n x.azk8s.cn .azk8s.cn"),
    ],
)
