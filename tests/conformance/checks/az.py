#!/usr/bin/env python3
# needs: python3 bash target/conformance-venv-az/bin/az
"""The az script with one write: the real az signs in to a fake cloud, runs it, and what it wrote is the ARM body."""

import json
import re

from azure_cli import SUBSCRIPTION, faults_of_run, writes
from azure_policy import comments, few, unsaid
from kit import FRESH, MERGED, REGIONS, each, prove

PATH = re.compile(
    rf"/subscriptions/{SUBSCRIPTION}/resourceGroups/[\w.-]+/providers/Microsoft\.Network"
    r"/firewallPolicies/[\w.-]+/ruleCollectionGroups/([\w.-]+)"
)


def problems(cases):
    runs = writes(cases, "az")
    return each(lambda case: faults(case, *runs[case.name]))(cases)


def faults(case, code, said, written):
    yield from faults_of_run(case, code, said, written)
    yield from unsaid(case, "az", comments(case["az"], "#"))
    (write,) = written
    path = PATH.fullmatch(write["path"])
    asked = (case.json["profile"] or {}).get("azure_firewall") or {"group": "aks-egress"}
    if not path or path[1] != asked["group"]:
        yield f"writes to {write['path']}"
    if write["version"] != "2023-11-01":
        yield f"API version {write['version']}"
    if write["body"] != json.loads(case["arm-body"]):
        yield "what was written is not the body"


prove(
    "the real az runs the script on a fake cloud, Global, China and US Gov; it writes the ARM body, once",
    problems,
    [
        ("global-public", "az", r"--method put", "--method patch"),
        ("global-public", "az", r"--method put", "--methods put"),
        ("global-public", "az", r"--body @- ", ""),
        ("global-public", "az", r"<<'JSON'", "<<JSN"),
        ("global-public", "az", r'"port": 443', '"port": 444'),
        ("global-public", "az", r"api-version=[0-9-]+", "api-version=2019-01-01"),
        ("global-public", "az", r"/ruleCollectionGroups/", "/ruleGroups/"),
        ("china-learn-zh", "az", r'--url "', '--url "https://management.azure.com'),
        ("china-learn-zh", "az", r"^set -euo pipefail", "exit"),
    ],
    over=(FRESH, REGIONS, MERGED),
    sample=few,
)
