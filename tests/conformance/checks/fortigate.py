#!/usr/bin/env python3
# needs: python3 python:fwshift sed
"""FortiGate: FWShift reads the script as the JSON export's rules, also with the interfaces that its
comments name; and every setting is one that hfortix-fortios knows from the vendor's schema, and fits."""

import ast
import importlib.util
import re
import subprocess
from functools import cache
from pathlib import Path

from fwshift.parsers.fortios import parse_tree

from allowed import Read, expected, more
from kit import FRESH, MERGED, REGIONS, REVIEWED, by_source, differences, each, is_host, prove

TABLES = {
    "firewall address": "_helpers/address.py",
    "firewall address6": "_helpers/address6.py",
    "firewall addrgrp": "_helpers/addrgrp.py",
    "firewall addrgrp6": "_helpers/addrgrp6.py",
    "firewall service custom": "service/_helpers/custom.py",
    "firewall policy": "_helpers/policy.py",
}
PREDEFINED = """
config firewall address
edit "none"
set subnet 0.0.0.0 255.255.255.255
next
end
config firewall address6
edit "none"
set ip6 ::/128
next
end
"""
COMMAND = re.compile(r"^# +(sed -i .+) FILE$", re.M)
REFUSED = re.compile(r"[?'<>\\]")


@cache
def schema(table):
    """What hfortix-fortios holds of a table: read, not run, so that its own needs do not matter."""
    package = Path(importlib.util.find_spec("hfortix_fortios").submodule_search_locations[0])
    tree = ast.parse((package / "api/v2/cmdb/firewall" / TABLES[table]).read_text())
    values = {}
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, (ast.Dict, ast.List)):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            values[target.id] = ast.literal_eval(node.value)
    assert {"FIELD_TYPES", "FIELD_CONSTRAINTS", "NESTED_SCHEMAS"} <= values.keys(), table
    return values


def field_faults(table, key, values):
    known = schema(table)
    if key not in known["FIELD_TYPES"]:
        yield "is not known"
        return
    text = " ".join(values)
    most = known["FIELD_CONSTRAINTS"].get(key, {}).get("max_length", 1023)
    if len(text) > most and key not in known["NESTED_SCHEMAS"]:
        yield f"is longer than {most}: {text}"
    for value in values:
        if len(value) > known["NESTED_SCHEMAS"].get(key, {}).get("name", {}).get("max_length", 1023):
            yield f"names something too long: {value}"
    choices = known.get(f"VALID_BODY_{key.upper().replace('-', '_')}")
    if choices and text not in choices:
        yield f"is none of {choices[:5]}: {text}"
    if known["FIELD_TYPES"][key] == "option" and not choices:
        yield "has no choices"


def table_faults(table, entries):
    """Each setting by the vendor's schema, which has it that a name is 79 characters, of a policy 35."""
    for name, entry in entries.items():
        most = schema(table)["FIELD_CONSTRAINTS"]["name"]["max_length"]
        if table != "firewall policy" and len(name) > most:
            yield f"{table} {name}: the name is longer than {most}"
        for key, values in entry.settings.items():
            yield from (f"{table} {name}: {key} {fault}" for fault in field_faults(table, key, values))
        fqdn = entry.get("fqdn")
        if fqdn and not is_host(fqdn):
            yield f"{table} {name}: {fqdn} is no host"


def read(text):
    """Everything that is allowed, and the interfaces."""
    config = Read(PREDEFINED + text, "fortios")
    interfaces = {(*rule.src_zones, *rule.dst_zones) for rule in config.rules}
    return [item for rule in config.rules for item in config.allowed(rule)], interfaces, config


def faults(case):
    text = case["fortigate"]
    tree = parse_tree(text)
    yield from (f"table {table} is not known" for table in tree.children.keys() - TABLES.keys())
    for table, block in tree.children.items():
        yield from table_faults(table, block.entries)
    names = [entry.get("name") for entry in tree.children["firewall policy"].entries.values()] if tree.children else []
    if len(set(names)) != len(names) or not all(names):
        yield f"policies are called {names}"
    wanted = sorted(set(by_source(expected(case, "fortigate"))))
    whole, interfaces, config = read(text)
    yield from differences("rules", wanted, sorted(set(by_source(whole))))
    if not all(rule.log_end for rule in config.rules) or interfaces - {("any", "any")}:
        yield f"interfaces {interfaces}, or no log"
    command = COMMAND.search(text)[1].replace("sed -i", "sed", 1)
    done = subprocess.run(command, shell=True, input=text, capture_output=True, text=True, check=True)
    whole, interfaces, _ = read(done.stdout)
    yield from differences("rules between interfaces", wanted, sorted(set(by_source(whole))))
    if config.rules:
        yield from differences("interfaces", [("port2", "port1")], sorted(interfaces))
    for line in text.splitlines():
        if not line.startswith("#") and REFUSED.search(line):
            yield f"refused: {line}"


prove(
    "FWShift reads the JSON export's rules, also between interfaces; each setting is in the vendor's schema and fits",
    each(faults),
    [
        ("global-public", "fortigate", r'set fqdn "mcr\.microsoft\.com"', 'set fqdn "*.microsoft.com"'),
        ("global-public", "fortigate", r'set fqdn "mcr\.microsoft\.com"', 'set fqdn "mcr*.microsoft.com"'),
        ("global-public", "fortigate", r'set fqdn "\*\.data', 'set fqdn "data'),
        ("global-public", "fortigate", r'append member "aks-wild-data\.mcr\.microsoft\.com"\n', ""),
        ("global-public", "fortigate", r'append member "aks-wild-data\.mcr\.microsoft\.com"', 'append member "nope"'),
        ("global-public", "fortigate", r"set tcp-portrange 443", "set tcp-portrange 443 8443"),
        ("global-public", "fortigate", r"set action accept", "set action deny"),
        ("global-public", "fortigate", r"set action accept", "set action allow"),
        ("global-public", "fortigate", r"set logtraffic all", "set logtrafic all"),
        ("global-public", "fortigate", r"set logtraffic all", "set logtraffic utm"),
        ("global-public", "fortigate", r'set schedule "always"', 'set schedule "work-hours"'),
        ("global-public", "fortigate", r'set name "aks-core', 'set name "aks-core-with-a-name-that-is-too-long'),
        ("global-public", "fortigate", r'set comments "', "set comments \"What's this? "),
        ("global-public", "fortigate", r'set srcintf "any"', 'set srcintf "port9"'),
        ("global-public", "fortigate", r"^config firewall service custom$", "config firewall services"),
        ("global-api-server-ip", "fortigate", r"set subnet 20\.1\.2\.3 255\.255\.255\.255", "set subnet 20.1.2.3 255.255.255.0"),
        ("global-api-server-ip", "fortigate", r'set srcaddr "aks-nodes"', 'set srcaddr "all"'),
        ("global-api-server-ip", "fortigate", r"set udp-portrange 1194", "set tcp-portrange 1194"),
        ("global-region-cidrs", "fortigate", r'append member "aks-net-4\.179\.0\.0-16"\n', ""),
    ],
    (REVIEWED, FRESH, REGIONS, MERGED, more("fortigate")),
)
