#!/usr/bin/env python3
# needs: python3 python:fwshift python:ciscoconfparse2
"""FWShift reads the rules of the Cisco ASA export, ciscoconfparse2 its tree: both are the rules of
the JSON export but for what it says is left out."""

import re
from ipaddress import ip_network

from allowed import more
from kept import prefixes
from ciscoconfparse2 import CiscoConfParse
from fwshift.model import Action, AddressKind
from fwshift.parsers import asa
from fwshift.report import Report
from kit import PLAIN, WIDENED, by_source, differences, each, is_host, prove
from losses import kept, sources, transport

NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
DNS = "! dns domain-lookup outside\n! dns server-group DefaultDNS\n!  name-server 10.0.0.4\n"
BOUND = "\naccess-group aks-egress in interface inside\n"


def configuration(case):
    """The export as an operator loads it: name servers set, and the access list bound."""
    text = case["cisco-asa"]
    assert DNS in text and text.endswith(BOUND.replace("\n", "\n! ", 1)), "a placeholder is missing"
    text = text.replace(DNS, DNS.replace("! ", "").replace("! ", "")).replace("\n! access-group", "\naccess-group")
    return f"ASA Version 9.16(4)\n{text}"


def expected(case):
    """Destination, transport, port and sources of each kept fact."""
    from_where = sources(case)
    for fact in kept(case, "cisco-asa"):
        tag = fact.type == "service-tag"
        for to in prefixes(fact.destination, case) if tag else [fact.destination]:
            to = "any" if fact.type == "any" else to
            yield network(to) or to, transport(fact), str(fact.port), from_where[fact.id]


def network(text):
    try:
        return str(ip_network(text))
    except ValueError:
        return None


def wanted_versions(case, nodes):
    """The IP versions that hosts are resolved for: those of the nodes; for any, IPv6 where it is asked for."""
    profiles = [cluster["profile"] for cluster in case.json["clusters"] or [case.json]]
    found = {ip_network(net).version for net in nodes if net != "any"}
    return found or ({4, 6} if any(profile["destinations"].get("ipv6") for profile in profiles) else {4})


def by_fwshift(case):
    """The same, as FWShift reads it."""
    report = Report()
    policy = asa.parse(configuration(case).encode(), report)
    addresses = {address.name: address for address in policy.addresses.values()}
    groups = {group.name: group for group in policy.address_groups.values()}

    def members(name):
        if name in groups:
            assert not groups[name].unsupported, name
            return [member for inner in groups[name].members for member in members(inner)]
        if name in addresses:
            assert addresses[name].kind in (AddressKind.FQDN, AddressKind.NETWORK), addresses[name]
            return [network(addresses[name].value) or addresses[name].value]
        return [network(name) or name]

    def fqdns(name):
        inner = groups[name].members if name in groups else [name]
        return [one for one in inner if one in addresses and addresses[one].kind == AddressKind.FQDN]

    for rule in policy.rules:
        assert rule.action == Action.ALLOW and rule.enabled and not rule.unsupported, rule
        assert rule.description and rule.src_zones == ["inside"], rule
        [service] = rule.services
        [entry] = policy.services[service].entries
        nodes = tuple(sorted(member for name in rule.sources for member in members(name)))
        for name in rule.destinations:
            versions = {addresses[fqdn].fqdn_family for fqdn in fqdns(name)}
            assert versions in (set(), wanted_versions(case, nodes)), (name, versions)
            for member in members(name):
                yield member, entry.protocol.value, entry.dst_ports, nodes


def faults(case):
    alone = lambda rows: sorted(set(by_source(rows, any="any")))
    yield from differences("rules", alone(expected(case)), alone(by_fwshift(case)))
    yield from tree_faults(case)
    text = re.sub(r"[\s!]", "", case["cisco-asa"])
    if not all(re.sub(r"\s", "", warning) in text for warning in case.warnings("cisco-asa")):
        yield "a warning is missing"


def tree_faults(case):
    """What only the text shows: names, lengths, order of definition, and each object once."""
    lines = configuration(case).splitlines()
    tree = CiscoConfParse([line for line in lines if not line.startswith("!")], syntax="asa")
    defined = set()
    for parent in tree.find_objects(r"^object(-group)? network "):
        name = parent.text.split()[-1]
        if name in defined or not NAME.fullmatch(name) or not parent.children:
            yield f"{parent.text}: stands twice, has no members or an odd name"
        defined.add(name)
        for child in parent.children:
            words = child.text.split()
            if words[0] == "fqdn" and not is_host(words[2], star=False):
                yield f"{name}: {words[2]} is no host"
            if words[:2] == ["network-object", "object"] and words[2] not in defined:
                yield f"{name}: {words[2]} comes later or not at all"
            if words[0] == "description" and not short(child.text, " description ", 200):
                yield f"{name}: a description that is too long or not ASCII"
    for line in tree.find_objects(r"^access-list "):
        start = "access-list aks-egress remark "
        if line.text.startswith(start) and not short(line.text, start, 100):
            yield f"too long or not ASCII: {line.text}"
        if not set(re.findall(r"object-group (\S+)", line.text)) <= defined:
            yield f"not defined: {line.text}"
    odd = [line.text for line in tree.find_objects(r"^(?!object|access-|ASA|dns)\S")]
    if odd:
        yield f"no command of ours: {odd[:3]}"


def short(text, start, most):
    rest = text.removeprefix(start)
    return 0 < len(rest) <= most and rest.isascii() and rest.isprintable() and "?" not in rest


prove(
    "FWShift and ciscoconfparse2 read the JSON export's rules and sources from the Cisco ASA configuration",
    each(faults),
    [
        ("global-public", "cisco-asa", r"^ fqdn v4 mcr\.microsoft\.com$", " fqdn v4 *.microsoft.com"),
        ("global-public", "cisco-asa", r"^ fqdn v4 mcr\.", " fqdn v6 mcr."),
        ("global-public", "cisco-asa", r"^ network-object object aks-mcr\.microsoft\.com\n", ""),
        ("global-public", "cisco-asa", r" eq 80$", " eq 8080"),
        ("global-public", "cisco-asa", r" permit tcp ", " permit udp "),
        ("global-public", "cisco-asa", r" permit tcp ", " deny tcp "),
        ("global-public", "cisco-asa", r"^access-list aks-egress remark ", "access-list aks-egress remark 端口 "),
        ("global-public", "cisco-asa", r"^object network aks-mcr.microsoft.com$", "object network aks-" + "m" * 61),
        ("global-every-addon", "cisco-asa", r"255\.255\.0\.0$", "255.0.0.0"),
        ("global-every-addon", "cisco-asa", r"object-group aks-nodes ", "any "),
        ("global-region-cidrs", "cisco-asa", r"^ network-object 4\.177\.0\.0 255\.255\.0\.0$", " network-object 4.177.0.0"),
        ("global-region-cidrs", "cisco-asa", r"^! access-group.*\n", ""),
        ("global-api-server-ip", "cisco-asa", r"host 20\.1\.2\.3$", "host 20.1.2.4"),
        ("global-gpu-windows-any", "cisco-asa", r" any eq 1194$", " host 20.1.2.3 eq 1194"),
        ("global-public", "cisco-asa", r"^!.*Wildcards cannot.*\n", ""),
    ],
    over=[*PLAIN, *WIDENED, more("cisco-asa")],
)
