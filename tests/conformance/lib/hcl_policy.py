"""A reader of Terraform files, on HashiCorp's own parser of HCL."""

import pygohcl
from azure_policy import APPLICATION, NETWORK, Collection, Policy, Rule, one_kind

GROUP = "azurerm_firewall_policy_rule_collection_group"
CLASSIC = {"azurerm_firewall_network_rule_collection": NETWORK, "azurerm_firewall_application_rule_collection": APPLICATION}


def listed(blocks):
    """Blocks of one name: the parser gives one of them without a list."""
    return blocks if isinstance(blocks, list) else [blocks] if blocks else []


def resources(text):
    document = pygohcl.loads(text)
    found = document.get("resource", {})
    variables = [name for block in listed(document.get("variable")) for name in block]
    unused = [name for name in variables if f"var.{name}" not in text]
    assert not unused, f"no use of {unused}"
    return found


def policy(text):
    """The policy of a rule collection group."""
    found = resources(text)
    assert list(found) == [GROUP], f"resources {list(found)}"
    (group,) = found[GROUP].values()
    kinds = [(NETWORK, "network_rule_collection"), (APPLICATION, "application_rule_collection")]
    collections = [collection(kind, item) for kind, key in kinds for item in listed(group.get(key))]
    return Policy(group["name"], group["priority"], tuple(collections))


def classic(text):
    """The collections of a firewall without a policy."""
    found = resources(text)
    assert set(found) <= set(CLASSIC), f"resources {list(found)}"
    collections = [collection(kind, one) for key, kind in CLASSIC.items() for one in found.get(key, {}).values()]
    return Policy(None, None, tuple(collections))


def collection(kind, item):
    rules = tuple(rule(kind, one) for one in listed(item["rule"]))
    return Collection(item["name"], item["priority"], kind, item["action"], rules)


def rule(kind, item):
    if kind == NETWORK:
        protocols = [(protocol, int(port)) for protocol in item["protocols"] for port in item["destination_ports"]]
        hosts = item.get("destination_fqdns")
    else:
        given = listed(item.get("protocols") or item.get("protocol"))
        protocols = [(one["type"], one["port"]) for one in given]
        hosts = item.get("destination_fqdns") or item.get("target_fqdns")
    tags = item.get("destination_fqdn_tags") or item.get("fqdn_tags")
    to, destinations = one_kind(item["name"], addresses=item.get("destination_addresses"), fqdns=hosts, fqdn_tags=tags)
    if tags and not protocols:
        # The classic resource takes no protocol beside a tag, and allows both.
        protocols = [("Http", 80), ("Https", 443)]
    sources, groups = item.get("source_addresses") or (), item.get("source_ip_groups") or ()
    return Rule(kind, item["name"], item.get("description"), tuple(sources), tuple(groups), tuple(protocols), to, destinations)
