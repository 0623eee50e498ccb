#!/usr/bin/env python3
# needs: python3 target/conformance-venv-az/bin/az
"""The ARM template: the real az checks its parameters and deploys it, as it is, to a fake cloud."""

import re

import azure_arm
from azure_cli import SUBSCRIPTION, faults_of_run, writes
from azure_policy import few
from kit import FRESH, MERGED, REGIONS, each, prove

COMMAND = (
    "az deployment group create --resource-group hub --name aks-egress --template-file {} "
    "--parameters firewallPolicyName=hub-policy ruleCollectionGroupName=aks-2 ruleCollectionGroupPriority=500 --output none"
)
PATH = re.compile(rf"/subscriptions/{SUBSCRIPTION}/resourcegroups/hub/providers/Microsoft\.Resources/deployments/aks-egress", re.I)
PARAMETERS = {
    "firewallPolicyName": {"value": "hub-policy"},
    "ruleCollectionGroupName": {"value": "aks-2"},
    "ruleCollectionGroupPriority": {"value": 500},
}


def problems(cases):
    runs = writes(cases, "arm", COMMAND)
    return each(lambda case: faults(case, *runs[case.name]))(cases)


def faults(case, code, said, written):
    yield from faults_of_run(case, code, said, written)
    (write,) = written
    properties = write["body"]["properties"]
    if not PATH.fullmatch(write["path"]) or properties["mode"] != "Incremental":
        yield f"{properties['mode']} deployment to {write['path']}"
    if properties["parameters"] != PARAMETERS:
        yield f"parameters {properties['parameters']}"
    if properties["template"] != azure_arm.loads(case["arm"]):
        yield "another template"


prove(
    "the real az takes the template and its parameters, and deploys it to a fake cloud, Global, China and US Gov",
    problems,
    [
        ("global-public", "arm", r'"firewallPolicyName": \{', '"policyName": {'),
        ("global-public", "arm", r'"type": "int"', '"type": "integer"'),
        ("global-public", "arm", r'"contentVersion": "1\.0\.0\.0",', '"contentVersion": "1.0.0.0"'),
        ("china-learn-zh", "arm", r'"parameters": \{', '"parameter": {'),
        ("usgov-public-zh", "arm", r"\}\s*\Z", ""),
    ],
    over=(FRESH, REGIONS, MERGED),
    sample=few,
)
