#!/usr/bin/env python3
# needs: python3 squid
"""A running Squid refuses what a cluster needs, and `explain` reads its access log.

The Squid is that of a cluster without add-ons; asked for are the hosts of one with all of them, their
neighbours and look-alikes.
"""

import json
import subprocess
import tempfile
from pathlib import Path

from kit import BINARY, FRESH, case, each, prove
from reach import covers, names, services
from squid_proxy import Squid

SMALL, LARGE = "global-public", "global-every-addon"


def explained(log):
    command = [BINARY, "explain", "--profile", FRESH / LARGE / "profile.toml", "--format", "json", log]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    return json.loads(done.stdout)


def faults(case):
    wanted = services(LARGE_CASE)[("HTTPS", 443)]
    hosts = [host for host in names(wanted) if host == host.lower()]
    with tempfile.TemporaryDirectory(prefix="aks-egress-squid-") as folder:
        folder = Path(folder)
        (folder / "aks-egress.conf").write_text(case["squid"])
        with Squid(folder, hosts, keeps_log=True) as squid:
            refused = [host for host in hosts if not squid.lets("CONNECT", f"{host}:443", "10.240.0.7")]
            squid.lets("CONNECT", "203.0.113.9:443", "10.240.0.7")
        report = explained(folder / "access.log")
    if not 0 < len(refused) < len(hosts):
        yield "Squid decides nothing"
    found = {entry["host"]: entry["verdicts"][0]["verdict"] for entry in report["destinations"] if entry["host"] and entry["counts"]["denied"]}
    if set(found) != set(refused):
        yield f"refused and not found: {sorted(set(refused) ^ set(found))[:5]}"
    for host in refused:
        needed = any(covers(pattern, host) for pattern in wanted)
        if needed != (found.get(host) in ("required", "recommended")):
            yield f"{host} is {found.get(host)}"
    if report["counts"]["unreadable"]:
        yield f"rows that cannot be read: {report['inputs']}"


LARGE_CASE = case(LARGE)
prove(
    "explain reads the log of a running Squid: what it refused of another cluster's hosts is required, neighbours and look-alikes are not",
    each(faults),
    [
        (SMALL, "squid", r"^http_access deny all$", "http_access allow all"),
    ],
    over=(FRESH,),
    sample=lambda cases: [one for one in cases if one.name.endswith(f"/{SMALL}")],
)
