#!/usr/bin/env python3
# needs: python3 python:pac_engine
"""The PAC file, run by pacparser: each host of the rules goes to the proxy at its port, all else direct."""

from kit import each, prove
from pac_engine import Pac
from reach import covers, names, services, some_name, undeclared

PROXY, DIRECT = "PROXY proxy.example.com:3128", "DIRECT"


def tries(hosts):
    """URL, host, and whether it is meant to go to the proxy."""
    known = lambda service, name: any(covers(host, name) for host in hosts.get(service, []))
    for name in names(host for group in hosts.values() for host in group):
        yield f"https://{name}/", name, known(("HTTPS", 443), name)
        yield f"http://{name}:80/a?b=//c:1/", name, known(("HTTP", 80), name)
    for (protocol, port), host in [(service, host) for service, group in hosts.items() for host in group]:
        name, scheme = some_name(host), protocol.lower()
        yield f"{scheme}://user:1@{name.upper()}.:{port}", f"{name.upper()}.", True
        yield f"{scheme.replace('http', 'ws')}://{name}/", name, True
        yield f"{scheme}://{name}:8443/", name, False
        yield f"{scheme}://{name}:{523 - port}/", name, False
        yield f"ftp://{name}:{port}/", name, False
    for name in ("constructor", "localhost", "10.0.0.1", "[2001:db8::443]"):
        yield f"https://{name}/", name.strip("[]"), False


def faults(case):
    with Pac(case["pac"]) as pac:
        if not pac.is_valid:
            yield "pacparser cannot run it"
            return
        for url, host, expected in tries(services(case, "pac")):
            said = pac.way(url, host)
            if said != (PROXY if expected else DIRECT):
                yield f"{url} goes {said}"
    yield from undeclared(case, "pac")


prove(
    "pacparser leads the rules' hosts to the proxy at their ports; look-alikes, neighbours and other ports go direct",
    each(faults),
    [
        ("global-public", "pac", r'host === "mcr.microsoft.com"', 'dnsDomainIs(host, "mcr.microsoft.com")'),
        ("global-public", "pac", r'dnsDomainIs\(host, "\.data', 'dnsDomainIs(host, "data'),
        ("global-public", "pac", r'.*host === "mcr.microsoft.com".*\n', ""),
        ("global-public", "pac", r'"https:443"', '"https:80"'),
        ("global-public", "pac", r"^    return false;$", "    return true;"),
        ("global-public", "pac", r"^var OTHERS", "let OTHERS"),
        ("global-public", "pac", r"^    // ", "    "),
        ("china-copy-zh", "pac", r'dnsDomainIs\(host, "\.azk8s', 'dnsDomainIs(host, "azk8s'),
    ],
)
