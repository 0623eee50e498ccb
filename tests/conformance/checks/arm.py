#!/usr/bin/env python3
# needs: python3 python:azure.mgmt.network
"""The ARM template and the bare body, through the models of Microsoft's own SDK and back."""

import re
import warnings

import azure_arm
from azure.core.exceptions import DeserializationError, SerializationError
from azure.mgmt.network import models
from azure_policy import against_json, limits, unlike
from kit import each, prove

TYPES = models.FirewallPolicyRuleCollectionGroup, models.FirewallPolicyFilterRuleCollection
ENUMS = {
    "ipProtocols": models.FirewallPolicyRuleNetworkProtocol,
    "protocolType": models.FirewallPolicyRuleApplicationProtocolType,
    "type": models.FirewallPolicyFilterRuleCollectionActionType,
}
SCHEMA = re.compile(r"https://schema\.management\.azure\.com/schemas/[0-9-]+/deploymentTemplate\.json#")


def through_sdk(body):
    """The faults that the SDK's models find, and what is not the same when they write it again."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            model = models.FirewallPolicyRuleCollectionGroup.deserialize(body)
            again = model.serialize()
        except (DeserializationError, SerializationError, ValueError) as error:
            yield f"the SDK refuses it: {error}"
            return
    yield from compared(body, again, "")
    yield from enums(body)


def compared(given, again, path):
    """Keys and values that did not survive; the SDK drops what it does not know."""
    if isinstance(given, dict) and isinstance(again, dict):
        for key in given.keys() | again.keys():
            if key not in again:
                yield f"unknown key {path}.{key}"
            elif key not in given:
                yield f"the SDK adds {path}.{key}"
            else:
                yield from compared(given[key], again[key], f"{path}.{key}")
    elif isinstance(given, list) and isinstance(again, list) and len(given) == len(again):
        for index, pair in enumerate(zip(given, again)):
            yield from compared(*pair, f"{path}[{index}]")
    elif (given, type(given)) != (again, type(again)):
        yield f"{path}: {given!r} became {again!r}"


def enums(value, key=None):
    """Values that the SDK's enumerations do not know; its models let them pass."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from enums(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from enums(inner, key)
    elif key in ENUMS and value not in {member.value for member in ENUMS[key]}:
        yield f"{key}: {value!r}"


def faults(case):
    body = azure_arm.loads(case["arm-body"])
    group, properties, version = azure_arm.template(case["arm"])
    template = azure_arm.policy(properties, group)
    yield from through_sdk(body)
    yield from through_sdk({"properties": properties})
    yield from limits(template)
    yield from limits(azure_arm.body(case))
    yield from against_json(template, case, "arm")
    yield from unlike(azure_arm.body(case), template)
    if set(body) - {"properties", "name"}:
        yield f"the body holds {sorted(body)}"
    document = azure_arm.loads(case["arm"])
    if not SCHEMA.fullmatch(document["$schema"]) or version != "2023-11-01":
        yield f"schema {document['$schema']}, API version {version}"
    unused = [name for name in document.get("parameters", {}) if f"parameters('{name}')" not in case["arm"]]
    if unused:
        yield f"no use of {unused}"


prove(
    "Microsoft's SDK takes template and body and gives them back; limits kept, the JSON export's rules",
    each(faults),
    [
        ("global-public", "arm", r'"mcr\.microsoft\.com"', '"MCR.microsoft.com"'),
        ("global-public", "arm", r'"\*\.data\.mcr', '"*.*.data.mcr'),
        ("global-public", "arm", r'"targetFqdns"', '"targetFQDNs"'),
        ("global-public", "arm", r'"priority": \d+', '"priority": 65001'),
        ("global-public", "arm", r'"port": 443', '"port": "443"'),
        ("global-public", "arm", r'"Https"', '"HTTPS"'),
        ("global-public", "arm", r'"sourceAddresses": ', '"sourceAdresses": '),
        ("global-public", "arm", r'"ApplicationRule"', '"AplicationRule"'),
        ("global-public", "arm", r"ruleCollectionGroups", "ruleGroups"),
        ("global-public", "arm", r'"aks-core-https-443[^"]*"', '"aks core"'),
        ("global-public", "arm-body", r'^ *"mcr\.microsoft\.com",?\n', ""),
        ("global-public", "arm-body", r'"port": 443', '"port": 444'),
        ("global-public", "arm-body", r'"priority": \d+', '"priority": 99'),
        ("global-api-server-ip", "arm-body", r'"UDP"', '"Udp"'),
        ("global-api-server-ip", "arm", r'"1194"', "1194"),
        ("global-api-server-ip", "arm", r'"destinationAddresses"', '"destinationIpGroups"'),
    ],
)
