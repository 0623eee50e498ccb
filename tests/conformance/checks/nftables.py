#!/usr/bin/env python3
# needs: python3 nft dnsmasq ip unshare nsenter sysctl
"""nftables and dnsmasq: both programs take every file, and a router with both forwards what is meant.

A node asks the router's dnsmasq for names and then sends packets to what it was told. Each name has
addresses of its own, so an address that is reached is a name that is allowed. Between the two the
rules are loaded once more, which must forget neither a name nor the operator's exception.
"""

import ipaddress
import subprocess
import tempfile
import time
from pathlib import Path

from kit import PLAIN, WIDENED, each, prove
from reach import covers_more, names, services, undeclared
from router import DEADLINE, Router, enter

STRANGER = {4: "198.51.100.77", 6: "2001:db8:77::7"}
EXCEPTION = "192.0.2.201"
SEVERAL = tuple(f"wider/merged/{name}" for name in ("any-source", "region-file", "usgov"))
"""Clusters of which each has addresses or hosts of its own."""
UNMET = {4: "192.0.2.200", 6: "2001:db8:200::1"}


def taken(case, folder):
    """What the programs say of the files alone."""
    for format, command in (("nftables", ["nft", "--check", "--file"]), ("dnsmasq", ["dnsmasq", "--test", "--conf-file"])):
        file = folder / format
        file.write_text(case[format])
        command = [*command[:-1], f"{command[-1]}={file}"] if format == "dnsmasq" else [*command, file]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0 or "rror" in done.stderr:
            yield f"{command[0]} says {done.stderr.strip()[-300:]}"


def serve(*options):
    options = ["--no-daemon", "--no-hosts", "--no-resolv", "--bind-interfaces", *options]
    return subprocess.Popen(["dnsmasq", *options], stderr=subprocess.DEVNULL)


def network(case):
    """Rows of transport, network, port and sources that rules for addresses allow; None is every network."""
    for rule in case.json["rules"]:
        if rule["kind"] == "network" and rule["destination_type"] in ("any", "cidr", "ip"):
            for to in rule["destinations"]:
                net = None if rule["destination_type"] == "any" else ipaddress.ip_network(to)
                yield rule["protocol"], net, rule["port"], rule["sources"]


def is_from(node, nets):
    """Whether a node is in these networks; no networks are any."""
    return not nets or any(ipaddress.ip_address(node) in ipaddress.ip_network(net) for net in nets)


def nodes_of(case):
    """The subnets of every cluster, each once; none if a cluster's are not known."""
    subnets = [profile["nodes"]["subnets"] for profile in case.profiles]
    return list(dict.fromkeys(net for some in subnets for net in some)) if all(subnets) else []


def sources(case):
    """An address of each subnet, or any; by version."""
    subnets = [ipaddress.ip_network(net) for net in nodes_of(case)]
    found = {4: [], 6: []}
    for net in subnets:
        found[net.version].append(str(net[5]))
    return found if subnets else {4: ["192.0.2.7"], 6: ["2001:db8:7::7"]}


def tries(case, addresses):
    """Transport, source, address, port, and whether packets are to pass."""
    allowed, subnets = list(network(case)), nodes_of(case)
    rules = [rule for rule in case.json["rules"] if rule["kind"] == "application"]
    known = lambda port, name, node: case.wider and any(
        rule["port"] == port and is_from(node, rule["sources"]) and any(covers_more(host, name) for host in rule["destinations"])
        for rule in rules
    )

    def expected(transport, node, address, port, name=None):
        to = ipaddress.ip_address(address)
        fits = lambda row: (row[0], row[2]) == (transport, port) and (row[1] is None or to in row[1]) and is_from(node, row[3])
        return any(map(fits, allowed)) or (transport == "TCP" and name is not None and known(port, name, node))

    for version, nodes in sources(case).items():
        for name, both in addresses.items():
            for port in (443, 80, 8443):
                for node in nodes if case.json["clusters"] else nodes[:1]:
                    yield "TCP", node, both[version], port, expected("TCP", node, both[version], port, name)
        nets = [net for _, net, *_ in allowed if net and net.version == version]
        ends = [str(address) for net in nets for address in (net[0], net[-1])]
        beside = [str(net[-1] + 1) for net in nets]
        ports = {(transport, port) for transport, _, port, _ in allowed} | {("UDP", 443), ("TCP", 22)}
        for address in dict.fromkeys([UNMET[version], *ends, *beside]):
            for transport, port in sorted(ports):
                for node in nodes:
                    yield transport, node, address, port, expected(transport, node, address, port)
        if version == 4:
            yield from (("TCP", node, EXCEPTION, 22, True) for node in nodes)
        # Whoever is no node is none of these rules' business, if they know the nodes.
        if subnets:
            yield "TCP", STRANGER[version], UNMET[version], 443, True


def forwarded(case, folder, router):
    """Where the router decides otherwise than the rules say."""
    tried = names(host for group in services(case).values() for host in group)
    octets = lambda at: f"198.18.{at // 250}.{at % 250 + 1}"
    addresses = {name: {4: octets(at), 6: f"2001:db8:18::{at + 1:x}"} for at, name in enumerate(tried)}
    nodes = [node for group in sources(case).values() for node in group]
    for address in [*nodes, *STRANGER.values(), "192.0.2.9"]:
        router.add(address)
    upstream = folder / "upstream"
    upstream.write_text("".join(f"host-record={name},{both[4]},{both[6]}\n" for name, both in addresses.items()))
    subprocess.run(["nft", "flush", "ruleset"], check=True)
    load = ["nft", "--file", folder / "nftables"]
    subprocess.run(load, check=True)
    subprocess.run(["nft", f"add rule inet aks-egress exceptions ip daddr {EXCEPTION} accept"], check=True)
    servers = [
        serve(f"--conf-file={upstream}", "--port=5353", "--listen-address=127.0.0.1", "--local=/#/"),
        serve(f"--conf-file={folder / 'dnsmasq'}", "--listen-address=10.255.0.1", "--server=127.0.0.1#5353"),
    ]
    try:
        answers = router.ask("resolve", [("192.0.2.9", name, type) for name in tried for type in (1, 28)])
        assert set(answers) == {1}, f"answers to names: {set(answers)}"
        subprocess.run(load, check=True)
        rows = list(tries(case, addresses))
        passed = router.ask("passes", [row[:4] for row in rows])
        # A busy machine may answer late.
        late = [at for at, row in enumerate(rows) if row[4] and not passed[at]]
        for at, again in zip(late, router.ask("passes", [rows[at][:4] for at in late])):
            passed[at] = again
    finally:
        for server in servers:
            server.kill()
            server.wait()
    of_address = {address: name for name, both in addresses.items() for address in both.values()}
    for (transport, source, address, port, expected), found in zip(rows, passed):
        if found != expected:
            to = of_address.get(address, address)
            yield f"{transport}:{port} from {source} to {to} {'passes' if found else 'is dropped'}"


def faults(case):
    with tempfile.TemporaryDirectory(prefix="aks-egress-nft-") as folder:
        folder = Path(folder)
        said = list(taken(case, folder))
        yield from said
        if not said and (case.name.startswith(("wider/fresh/", *SEVERAL)) or "region-cidrs" in case.name):
            yield from forwarded(case, folder, router)
    yield from undeclared(case, "nftables")
    yield from undeclared(case, "dnsmasq")


enter()
with Router() as router:
    prove(
        "nft and dnsmasq take all; a router with both forwards the nodes' packets to the rules' addresses, hosts "
        "and names below them at their ports, and drops the rest",
        each(faults),
        [
            ("wider/global-public", "dnsmasq", r"^nftset=/mcr.microsoft.com/.*\n", ""),
            ("wider/global-public", "dnsmasq", r"^nftset=/mcr.microsoft.com/", "nftset=/microsoft.com/"),
            ("wider/global-public", "dnsmasq", r"#aks-core-https-443-v4", "#aks-core-https-v4"),
            ("wider/global-public", "dnsmasq", r"^nftset=(/\S+/)4#", r"nftset=\g<1>5#"),
            ("wider/global-public", "nftables", r"tcp dport 80 ", "tcp dport 8443 "),
            ("wider/global-public", "nftables", r"^add rule inet aks-egress egress counter drop$", ""),
            ("wider/global-public", "nftables", r"^flush chain inet aks-egress egress$", "delete table inet aks-egress"),
            ("wider/global-every-addon", "nftables", r" ip saddr @aks-nodes-v4 jump", " jump"),
            ("global-region-cidrs", "nftables", r"^    (\d+\.\d+\.\d+)\.\d+/\d+,$", r"    \1.0/30,"),
            ("wider/global-every-addon", "nftables", r"flags dynamic,timeout;", "flags dynamic,timeouts;"),
        ],
        over=(*PLAIN, *WIDENED),
    )
