"""A provider that answers Terraform as `azurerm` does for three resources: their schemas and their
validations, and nothing behind them. The real binary is in no package registry.

terraform_kit.py starts it and tells Terraform of it. The schemas and the checks are those of
terraform-provider-azurerm, internal/services/firewall, version 4; what the service itself refuses
beyond them (wildcards, one kind of destination) is refused here too.
"""

import ipaddress
import re

from tf import runner
from tf.gen import tfplugin_pb2 as wire
from tf.iface import Provider, Resource
from tf.schema import Attribute, Block, NestedBlock, NestMode, Schema
from tf.types import Bool, List, Number, String, Unknown

LABEL = r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)"
NAME = r"[0-9A-Za-z][\w.-]*\w"


# What a value must be: each says what is wrong with it.
def between(low, high):
    return lambda value: None if low <= value <= high else f"expected {low}..{high}, got {value}"


def one_of(*known):
    return lambda value: None if value in known else f"expected one of {', '.join(known)}, got {value!r}"


def like(pattern, what):
    return lambda value: None if re.fullmatch(pattern, value, re.A) else f"{what}: {value!r}"


def not_empty(value):
    return None if value.strip() else "expected not to be an empty string"


def port(value):
    return None if value == "*" or re.fullmatch(r"\d+", value) and 1 <= int(value) <= 65535 else f"no port: {value!r}"


def net(value):
    try:
        ipaddress.ip_network(value)
    except ValueError:
        return None if value == "*" else f"no address, network or *: {value!r}"
    return None


def address(value):
    tag = re.fullmatch(r"[A-Z][A-Za-z]+(\.[A-Za-z0-9]+)?", value)
    return None if tag else net(value) and f"no address, network, service tag or *: {value!r}"


def network_host(value):
    return None if re.fullmatch(rf"({LABEL}\.)+{LABEL}", value) else f"Azure Firewall refuses this name: {value!r}"


def host(value):
    name = value.removeprefix("*.")
    wild = f"Azure Firewall refuses this wildcard: {value!r}"
    return (wild if "*" in value else network_host(value)) if network_host(name) else None


name = like(NAME, "letters, digits, _ . -; the first a letter or digit, the last one, too, or _")
policy_id = like(
    r"/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\.Network/firewallPolicies/[^/]+", "no id of a policy"
)
group_id = like(r"/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\.Network/ipGroups/[^/]+", "no id of an IP group")
priority = between(100, 65000)
action = one_of("Allow", "Deny")
network_protocol = one_of("Any", "TCP", "UDP", "ICMP")
application_protocol = one_of("Http", "Https", "Mssql")


class Field:
    """An attribute: its type, whether it must be there, and its checks."""

    def __init__(self, type, *checks, required=False):
        self.type, self.checks, self.required = type, checks, required

    def faults(self, value, path):
        values = value if isinstance(value, list) else [value]
        for one in values:
            if one is not Unknown and one is not None:
                yield from (f"{path}: {said}" for said in (check(one) for check in self.checks) if said)


class Blocks:
    """Nested blocks, at least `least` of them."""

    def __init__(self, least=0, holds=None, **fields):
        self.fields, self.least, self.holds = fields, least, holds or (lambda value: ())

    def schema(self):
        plain = {key: field for key, field in self.fields.items() if isinstance(field, Field)}
        attributes = [Attribute(key, f.type, required=f.required, optional=not f.required) for key, f in plain.items()]
        nested = [ListBlock(key, field) for key, field in self.fields.items() if isinstance(field, Blocks)]
        return {"attributes": attributes, "block_types": nested}

    def faults(self, value, path):
        for key, field in self.fields.items():
            inner = value.get(key)
            if isinstance(field, Field):
                yield from field.faults(inner, f"{path}.{key}")
            else:
                for index, item in enumerate(inner or []):
                    yield from field.faults(item, f"{path}.{key}[{index}]")
        yield from (f"{path}: {said}" for said in self.holds(value))


class ListBlock(NestedBlock):
    """The library has sets of blocks only; azurerm has lists."""

    def __init__(self, key, blocks):
        super().__init__(key, NestMode.Set, Block(**blocks.schema()), min_items=blocks.least)

    def decode(self, value):
        return value

    # A plan says what was asked for.
    encode = decode

    def to_pb(self):
        message = super().to_pb()
        message.nesting = wire.Schema.NestedBlock.NestingMode.LIST
        return message


def text(*checks, required=False):
    return Field(String(), *checks, required=required)


def texts(*checks, required=False):
    return Field(List(String()), *checks, required=required)


def number(*checks):
    return Field(Number(), *checks, required=True)


def exactly_one(*keys, least=1):
    """A rule about a block: one of these is given, as the service asks."""

    def rule(value):
        given = [key for key in keys if value.get(key)]
        if not least <= len(given) <= 1:
            yield f"must have one of {', '.join(keys)}, has {given}"

    return rule


def both(*rules):
    return lambda value: (said for rule in rules for said in rule(value))


sources = {"source_addresses": texts(net), "source_ip_groups": texts(group_id)}
one_source = exactly_one(*sources)
to_network = {
    "destination_addresses": texts(address),
    "destination_ip_groups": texts(group_id),
    "destination_fqdns": texts(network_host),
}
protocols = Blocks(type=text(application_protocol, required=True), port=number(between(0, 64000)))

network_rule = Blocks(
    least=1,
    holds=both(one_source, exactly_one(*to_network)),
    name=text(name, required=True),
    description=text(not_empty),
    protocols=texts(network_protocol, required=True),
    destination_ports=texts(port, required=True),
    **sources,
    **to_network,
)
to_application = {
    "destination_addresses": texts(net),
    "destination_fqdns": texts(host),
    "destination_urls": texts(not_empty),
    "destination_fqdn_tags": texts(not_empty),
    "web_categories": texts(not_empty),
}
application_rule = Blocks(
    least=1,
    holds=both(one_source, exactly_one(*to_application)),
    name=text(name, required=True),
    description=text(not_empty),
    protocols=protocols,
    terminate_tls=Field(Bool()),
    **sources,
    **to_application,
)


def collections(rule):
    return Blocks(
        name=text(name, required=True), priority=number(priority), action=text(action, required=True), rule=rule
    )


classic = {
    "name": text(name, required=True),
    "azure_firewall_name": text(name, required=True),
    "resource_group_name": text(like(r"[\w().-]{0,89}[\w()-]", "no name of a resource group"), required=True),
    "priority": number(priority),
    "action": text(action, required=True),
}
classic_network_rule = Blocks(
    least=1,
    holds=network_rule.holds,
    **network_rule.fields | {"description": text()},
)
classic_application_rule = Blocks(
    least=1,
    holds=both(one_source, exactly_one("target_fqdns", "fqdn_tags"), exactly_one("protocol", "fqdn_tags")),
    name=text(name, required=True),
    description=text(),
    target_fqdns=texts(host),
    fqdn_tags=texts(not_empty),
    protocol=Blocks(type=text(application_protocol, required=True), port=number(between(1, 64000))),
    **sources,
)
RESOURCES = {
    "firewall_policy_rule_collection_group": Blocks(
        name=text(name, required=True),
        firewall_policy_id=text(policy_id, required=True),
        priority=number(priority),
        network_rule_collection=collections(network_rule),
        application_rule_collection=collections(application_rule),
    ),
    "firewall_network_rule_collection": Blocks(rule=classic_network_rule, **classic),
    "firewall_application_rule_collection": Blocks(rule=classic_application_rule, **classic),
}


def resource(kind, blocks):
    """The library wants a class for each resource."""

    class Stub(Resource):
        def __init__(self, provider):
            pass

        @classmethod
        def get_name(cls):
            return kind

        @classmethod
        def get_schema(cls):
            schema = blocks.schema()
            return Schema(attributes=[Attribute("id", String(), computed=True), *schema["attributes"]], block_types=schema["block_types"])

        def validate(self, diags, type_name, config):
            for fault in blocks.faults(config, type_name):
                diags.add_error("Invalid configuration", fault)

        def create(self, ctx, planned):
            ctx.diagnostics.add_error("This provider makes nothing")

        read = update = delete = create

    return Stub


class Azurerm(Provider):
    def get_model_prefix(self):
        return "azurerm_"

    def full_name(self):
        return "registry.terraform.io/hashicorp/azurerm"

    def get_provider_schema(self, diags):
        return Schema(attributes=[])

    def validate_config(self, diags, config):
        pass

    configure_provider = validate_config

    def get_data_sources(self):
        return []

    def get_resources(self):
        return [resource(kind, blocks) for kind, blocks in RESOURCES.items()]


if __name__ == "__main__":
    runner.run_provider(Azurerm())
