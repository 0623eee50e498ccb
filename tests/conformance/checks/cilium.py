#!/usr/bin/env python3
# needs: node npm:@kubernetes-models/cilium npm:yaml
"""Cilium's schemas take the policies, and these allow what the JSON export asks for, no more.

The schemas let unknown keys and odd ports pass, so both are looked at here.
"""

import ipaddress
import json
import os
import re
import subprocess

from kit import ROOT, differences, prove

PACKAGES = os.environ["CONFORMANCE_NPM"]
NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
INSIDE = [
    {"toEntities": ["cluster", "kube-apiserver"]},
    {"toCIDRSet": [{"cidr": "169.254.169.254/32"}], "toPorts": [{"ports": [{"port": "80", "protocol": "TCP"}]}]},
]
DESTINATIONS = {"toEndpoints", "toFQDNs", "toCIDRSet", "toEntities"}
PORT = {"ports": [{"port": str, "protocol": str}]}
MATCH = {"matchName": str, "matchPattern": str}
SHAPE = {
    "apiVersion": str,
    "kind": str,
    "metadata": {"name": str, "labels": {"app.kubernetes.io/managed-by": str}},
    "spec": {
        "description": str,
        "endpointSelector": {"matchExpressions": [{"key": str, "operator": str, "values": [str]}]},
        "egress": [
            {
                "toEndpoints": [{"matchLabels": {"k8s:io.kubernetes.pod.namespace": str, "k8s:k8s-app": str}}],
                "toEntities": [str],
                "toCIDRSet": [{"cidr": str}],
                "toFQDNs": [MATCH],
                "toPorts": [PORT | {"rules": {"dns": [MATCH]}}],
            }
        ],
    },
}


def strangers(shape, value, path=""):
    """Keys that are not of the API, and values of another type."""
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            yield f"{path} is no mapping"
            return
        yield from (f"unknown key {path}.{key}" for key in value if key not in shape)
        for key in value.keys() & shape.keys():
            yield from strangers(shape[key], value[key], f"{path}.{key}")
    elif isinstance(shape, list):
        if not isinstance(value, list) or not value:
            yield f"{path} is no list, or empty"
            return
        for item in value:
            yield from strangers(shape[0], item, path)
    elif not isinstance(value, shape):
        yield f"{path} is {value!r}"


def matches(items):
    """Hosts of a list of matches; a leading star must stand for one, two and three labels."""
    patterns = [item["matchPattern"] for item in items if "matchPattern" in item]
    hosts = [item["matchName"] for item in items if "matchName" in item]
    odd = [host for host in hosts if "*" in host] + [pattern for pattern in patterns if pattern == "*"]
    assert not odd, f"no name or a bare star: {odd}"
    for pattern in patterns:
        if pattern.startswith("*.*."):
            assert pattern.removeprefix("*.") in patterns, f"{pattern} without a shorter one"
        else:
            hosts.append(pattern)
        if pattern.startswith("*.") and not pattern.startswith("*.*."):
            deeper = ["*." + pattern, "*.*." + pattern]
            assert set(deeper) <= set(patterns), f"{pattern} without {deeper}"
    return set(hosts)


def allowed(policy):
    """What a policy allows beyond the cluster; each must let names be resolved first."""
    dns, *rest = policy["spec"]["egress"]
    labels = {"k8s:io.kubernetes.pod.namespace": "kube-system", "k8s:k8s-app": "kube-dns"}
    assert dns["toEndpoints"] == [{"matchLabels": labels}], "no DNS rule"
    (ports,) = dns["toPorts"]
    assert ports["ports"] == [{"port": "53", "protocol": "ANY"}], f"DNS rule for {ports['ports']}"
    resolved = matches(ports["rules"]["dns"])
    assert rest[:2] == INSIDE, "what stays open inside differs"
    for rule in rest[2:]:
        (kind,) = rule.keys() & DESTINATIONS
        named = matches(rule.get("toFQDNs", []))
        assert named <= resolved, f"not resolved: {named - resolved}"
        nets = {str(ipaddress.ip_network(item["cidr"])) for item in rule.get("toCIDRSet", [])}
        world = {{"world": "*"}[entity] for entity in rule.get("toEntities", [])}
        (ports,) = rule["toPorts"]
        assert 1 <= len(ports["ports"]) <= 40, "more than 40 ports"
        for port in ports["ports"]:
            assert re.fullmatch(r"[1-9]\d{0,4}", port["port"]) and int(port["port"]) < 65536, f"port {port}"
            assert port["protocol"] in ("TCP", "UDP"), f"protocol {port}"
            yield from ((to, port["protocol"], int(port["port"])) for to in named | nets | world)


def asked(case):
    """What the rules ask for that the format does not declare as left out."""
    dropped = {
        rule
        for warning in case.json["warnings"]
        if "cilium" in warning.get("formats", []) and warning["cost"] == "left-out"
        for rule in warning["rules"]
    }
    for fact in case.facts:
        if fact.id not in dropped and fact.type != "service-tag":
            to = str(ipaddress.ip_network(fact.destination)) if fact.type in ("ip", "cidr") else fact.destination
            yield to, "UDP" if fact.protocol == "UDP" else "TCP", fact.port


def tags(case):
    """Transport and port of the service tags that stand as prefixes, which JSON does not list."""
    dropped = [warning["rules"] for warning in case.json["warnings"] if warning.get("cost") == "left-out"
               and "cilium" in warning["formats"]]
    left_out = {rule for rules in dropped for rule in rules}
    return {
        ("UDP" if fact.protocol == "UDP" else "TCP", fact.port)
        for fact in case.facts
        if fact.type == "service-tag" and fact.id not in left_out
    }


def selector_faults(policy):
    namespaces, pods = policy["spec"]["endpointSelector"]["matchExpressions"]
    expected = ["kube-system"]
    if policy["metadata"]["name"] == "aks-egress-azure-policy":
        expected.append("gatekeeper-system")
    if namespaces != {"key": "k8s:io.kubernetes.pod.namespace", "operator": "In", "values": expected}:
        yield f"selects {namespaces}"
    if pods != {"key": "k8s:k8s-app", "operator": "NotIn", "values": ["kube-dns"]}:
        yield f"selects {pods}"


def case_faults(case, read):
    yield from read["faults"]
    found, names = set(), []
    for policy in read["documents"]:
        yield from strangers(SHAPE, policy)
        names.append(policy["metadata"]["name"])
        if not NAME.fullmatch(names[-1]):
            yield f"name {names[-1]!r}"
        yield from selector_faults(policy)
        found |= set(allowed(policy))
    if len(set(names)) != len(names):
        yield f"a name stands twice: {names}"
    of_tags = tags(case)
    expected = set(asked(case))
    # Prefixes of a service tag are not in the JSON export: only that there are some.
    extra = {item for item in found - expected if item[1:] in of_tags and "/" in item[0]}
    if of_tags and {item[1:] for item in extra} != of_tags:
        yield f"no prefixes for {of_tags}"
    yield from differences("what is allowed", sorted(expected), sorted(found - extra))


def problems(cases):
    texts = json.dumps([case["cilium"] for case in cases])
    reader = ROOT / "tests" / "conformance" / "lib" / "cilium.mjs"
    done = subprocess.run(["node", reader, PACKAGES], input=texts, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = []
    for case, read in zip(cases, json.loads(done.stdout), strict=True):
        try:
            found += [f"{case.name}: {fault}" for fault in case_faults(case, read)]
        except (AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
            found.append(f"{case.name}: cannot be read: {error!r}")
    return found


prove(
    "Cilium's schemas take each policy, names are resolved before use, and what it allows is the JSON export's",
    problems,
    [
        ("global-public", "cilium", r'port: "443"', "port: 443"),
        ("global-public", "cilium", r'port: "443"', 'port: "443x"'),
        ("global-public", "cilium", r'port: "443"', 'port: "70000"'),
        ("global-public", "cilium", r"toEntities:", "toEntitiez:"),
        ("global-public", "cilium", r'matchName: "mcr.microsoft.com"\n', 'matchName: "*.microsoft.com"\n'),
        ("global-public", "cilium", r'matchName: "mcr.microsoft.com"\n', 'matchName: "https://mcr.microsoft.com"\n'),
        ("global-public", "cilium", r'^ +- matchName: "mcr.microsoft.com"\n', ""),
        ("global-public", "cilium", r'matchPattern: "\*\.\*\.data', 'matchPattern: "data'),
        ("global-public", "cilium", r'matchPattern: "\*\.cluster.local"', "matchPattern: *.cluster.local"),
        ("global-public", "cilium", r'matchPattern: "\*\.cluster.local"', 'matchPattern: "*"'),
        ("global-public", "cilium", r'"UDP"|"TCP"', '"tcp"'),
        ("global-public", "cilium", r'name: "aks-egress-core"', 'name: "aks_egress core"'),
        ("global-public", "cilium", r'"NotIn"', '"In"'),
        ("global-public", "cilium", r"^          rules:\n            dns:\n(              - .*\n)+", ""),
        ("global-every-addon", "cilium", r'^          - "gatekeeper-system"\n', ""),
        ("global-gpu-windows-any", "cilium", r'"world"', '"all"'),
        ("global-region-cidrs", "cilium", r'cidr: "4.177.0.0/16"', 'cidr: "4.177.0.1/16"'),
    ],
)
