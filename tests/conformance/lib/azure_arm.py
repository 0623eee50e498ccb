"""A reader of ARM: the body of a rule collection group, and a template that deploys one."""

import json
import re

from azure_policy import APPLICATION, NETWORK, Collection, Policy, Rule, one_kind

TYPE = "Microsoft.Network/firewallPolicies/ruleCollectionGroups"
KINDS = {"NetworkRule": NETWORK, "ApplicationRule": APPLICATION}
TOKEN = re.compile(r"\s*(?:'((?:[^']|'')*)'|([A-Za-z]+)|([(),]))")


def evaluated(text, parameters):
    """The value of a template's expression: `parameters`, `format` and `concat` of texts."""
    tokens = [match.groups() for match in TOKEN.finditer(text)]
    assert "".join(match.group() for match in TOKEN.finditer(text)) == text, f"no expression: {text}"

    def value():
        literal, name, _ = tokens.pop(0)
        if literal is not None:
            return literal.replace("''", "'")
        arguments = []
        while tokens.pop(0)[2] != ")":
            arguments.append(value()) if tokens[0][2] != ")" else None
        return call(name, arguments, parameters)

    result = value()
    assert not tokens, f"more than one expression: {text}"
    return result


def call(name, arguments, parameters):
    if name == "parameters":
        parameter = parameters[arguments[0]]
        return parameter.get("defaultValue", f"<{arguments[0]}>")
    if name == "concat":
        return "".join(arguments)
    assert name == "format", f"function {name}"
    return re.sub(r"\{(\d+)\}", lambda place: arguments[1 + int(place[1])], arguments[0])


def resolved(value, parameters):
    """A template's value: expressions are evaluated, `[[` is a bracket."""
    if isinstance(value, dict):
        return {key: resolved(inner, parameters) for key, inner in value.items()}
    if isinstance(value, list):
        return [resolved(inner, parameters) for inner in value]
    if isinstance(value, str) and value.startswith("[["):
        return value[1:]
    if isinstance(value, str) and value.startswith("[") and value.endswith("]"):
        return evaluated(value[1:-1], parameters)
    return value


def once(pairs):
    """An object whose keys stand once each."""
    found = dict(pairs)
    assert len(found) == len(pairs), f"a key stands twice in {[key for key, _ in pairs]}"
    return found


def loads(text):
    return json.loads(text, object_pairs_hook=once)


def template(text):
    """The name and the properties of the group that a template deploys, and its API version."""
    document = loads(text)
    parameters = document.get("parameters", {})
    (resource,) = document["resources"]
    assert resource["type"] == TYPE, resource["type"]
    name = resolved(resource["name"], parameters)
    return name.split("/")[-1], resolved(resource["properties"], parameters), resource["apiVersion"]


def policy(properties, group=None):
    """The policy in a group's properties; the name of the group stands outside of them."""
    collections = tuple(map(collection, properties["ruleCollections"]))
    return Policy(group, properties["priority"], collections)


def collection(item):
    assert item["ruleCollectionType"] == "FirewallPolicyFilterRuleCollection", item["ruleCollectionType"]
    rules = tuple(map(rule, item["rules"]))
    return Collection(item["name"], item["priority"], rules[0].kind, item["action"]["type"], rules)


def rule(item):
    kind = KINDS[item["ruleType"]]
    if kind == NETWORK:
        ports = [int(port) for port in item["destinationPorts"]]
        protocols = [(protocol, port) for protocol in item["ipProtocols"] for port in ports]
    else:
        protocols = [(one["protocolType"], one["port"]) for one in item["protocols"]]
    to, destinations = one_kind(
        item["name"],
        addresses=item.get("destinationAddresses"),
        fqdns=item.get("destinationFqdns" if kind == NETWORK else "targetFqdns"),
        fqdn_tags=item.get("fqdnTags"),
    )
    sources, groups = item.get("sourceAddresses") or (), item.get("sourceIpGroups") or ()
    return Rule(kind, item["name"], item.get("description"), tuple(sources), tuple(groups), tuple(protocols), to, destinations)


def body(case):
    """The policy of the bare body, by which every other form is measured."""
    return policy(loads(case["arm-body"])["properties"])
