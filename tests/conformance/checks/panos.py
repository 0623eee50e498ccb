#!/usr/bin/env python3
# needs: python3 python:fwshift sed
"""PAN-OS: FWShift reads the set commands as the JSON export's rules; so it does after the commands of
the comments, which name zones and a device group; and whoever decrypts TLS is told to leave it alone."""

import re
from collections import Counter
import subprocess
import xml.etree.ElementTree as ET

from fwshift.parsers import panos_set
from fwshift.report import Report

from allowed import ANY, Read, allowed, expected, more
from kept import destinations, kept
from kit import FRESH, MERGED, REGIONS, REVIEWED, by_source, differences, each, is_host, prove

NAME = re.compile(r"aks-[A-Za-z0-9_-]+")
HEADS = {"address", "address-group", "service", "profiles", "rulebase"}
COMMAND = re.compile(r"^# +(sed -i .+) FILE$", re.M)


def commands(text):
    return [[word for word, _ in words] for _, words in panos_set.commands(text)]


def categories(text):
    """The hosts of each custom URL category, and what is wrong with its entries."""
    found, wrong = {}, []
    for words in commands(text):
        if words[:3] != ["set", "profiles", "custom-url-category"]:
            continue
        name, key, *values = words[3:]
        if key == "type":
            found.setdefault(name, [])
            wrong += [] if values == ["URL List"] and len(name) <= 31 else [f"category {name}: {values}"]
        else:
            found[name] += [value.removesuffix("/") for value in values]
            wrong += [f"entry {v!r}" for v in values if not (v.endswith("/") and is_host(v[:-1])) or len(v) > 255]
    return found, wrong


def read(text, device_group=""):
    """Everything that is allowed, rule by rule; and the zones of the rules."""
    config = Read(text, "panos", device_group)
    found = categories(text.replace(f"set device-group {device_group} ", "set "))[0]
    hosts = lambda rule: [host for name in rule.url_categories if name != "any" for host in found[name]]
    whole = [item for rule in config.rules for item in config.allowed(rule, hosts(rule))]
    return whole, {(*rule.src_zones, *rule.dst_zones) for rule in config.rules}


def edited(text, number):
    """The export after one of the commands of its comments."""
    command = COMMAND.findall(text)[number].replace("sed -i", "sed", 1)
    return subprocess.run(command, shell=True, input=text, capture_output=True, text=True, check=True).stdout


def left_alone(text):
    """The categories of the decryption rules that the comments hold."""
    lines = [line.removeprefix("# ") for line in text.splitlines() if line.startswith("# set rulebase ")]
    if not lines:
        return []
    config = ET.fromstring(panos_set.to_xml("\n".join(lines).encode(), Report()))
    rules = config.findall(".//rulebase/decryption/rules/entry")
    is_whole = lambda rule: (rule.findtext("action"), rule.findtext("type")) == ("no-decrypt", "ssl-forward-proxy")
    return sorted(member.text for rule in rules if is_whole(rule) for member in rule.findall("category/member"))


def names(config):
    policy = config.policy
    return [*policy.addresses, *policy.address_groups, *policy.services, *(rule.name for rule in policy.rules)]


def often(case):
    """How often each rule may stand: once for each feature that needs it."""
    rows = []
    for rule in kept(case, "panos"):
        for to in destinations(rule, case):
            one = allowed(to, "udp" if rule["protocol"] == "UDP" else "tcp", rule["port"], rule["sources"] or [ANY])
            rows += [one] * len(rule["features"])
    return Counter(by_source(rows))


def faults(case):
    text = case["panos"]
    found, wrong = categories(text)
    yield from wrong
    yield from (f"command {words[:4]}" for words in commands(text) if words[0] != "set" or words[1] not in HEADS)
    wanted = sorted(set(by_source(expected(case, "panos"))))
    whole, zones = read(text)
    whole = by_source(whole)
    yield from differences("rules", wanted, sorted(set(whole)))
    most = often(case)
    yield from (f"{rule} stands too often" for rule, count in Counter(whole).items() if count > most[rule])
    if zones - {("any", "any")}:
        yield f"zones {zones}"
    for name in names(Read(text, "panos")):
        if len(name) > 63 or not NAME.fullmatch(name):
            yield f"name {name!r}"
    if zones:
        whole, zones = read(edited(text, 0))
        yield from differences("rules between zones", wanted, sorted(set(by_source(whole))))
        yield from differences("zones", [("trust", "untrust")], sorted(zones))
        whole, _ = read(edited(text, 1), "DG")
        yield from differences("rules of a device group", wanted, sorted(set(by_source(whole))))
    https = sorted(set(re.findall(r"^set .* service aks-tcp-443 category (\S+)", text, re.M)))
    yield from differences("not decrypted", https, left_alone(text))
    for line in text.splitlines():
        if not line.startswith("#") and ("?" in line or len(line) > 1000):
            yield f"not to be pasted: {line[:80]}"


CORE = r"^set rulebase security rules aks-core-https-443 from any to any"
prove(
    "FWShift reads the JSON export's rules, also with zones and in a device group; names, lists and no-decrypt hold",
    each(faults),
    [
        ("global-public", "panos", r"mcr\.microsoft\.com/$", "mcr.microsoft.com"),
        ("global-public", "panos", r" \*\.data\.mcr", " data.mcr"),
        ("global-public", "panos", r"list mcr\.microsoft\.com/$", "list mcr*.microsoft.com/"),
        ("global-public", "panos", r"^set profiles .* list mcr\.microsoft\.com/\n", ""),
        ("global-public", "panos", r" port 443$", " port 443,8443"),
        ("global-public", "panos", CORE + "(.*) action allow$", r"set rulebase security rules aks-core-https-443 from any to any\1 action deny"),
        ("global-public", "panos", CORE + "(.*) category [a-z0-9-]+", r"set rulebase security rules aks-core-https-443 from any to any\1"),
        ("global-public", "panos", CORE, "set rulebase security rules aks-core-https-443 from trust to any"),
        ("global-public", "panos", r"^# set rulebase decryption .*\n", ""),
        ("global-public", "panos", "pre-rulebase", "post-rulebas"),
        ("global-public", "panos", r'description "', 'description "a"\nset x y "'),
        ("global-api-server-ip", "panos", r"ip-netmask 20\.1\.2\.3/32", "ip-netmask 20.1.2.0/24"),
        ("global-api-server-ip", "panos", r"ip-netmask 10\.240\.0\.0/16", "ip-netmask 10.0.0.0/8"),
        ("global-api-server-ip", "panos", r"^set address aks-fqdn-\S+ .*\n", ""),
        ("global-api-server-ip", "panos", r"protocol udp port 1194", "protocol tcp port 1194"),
        ("global-region-cidrs", "panos", r"^set address-group .* static \S+4_179\S+\n", ""),
    ],
    (REVIEWED, FRESH, REGIONS, MERGED, more("panos")),
)
