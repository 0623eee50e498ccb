"""The rules of Azure Firewall, as every form of them is read: one model, so that all are compared alike.

A reader of a form gives a `Policy`. `limits` holds it against what the service takes, `against_json`
against the JSON export, `unlike` against another form.
"""

import ipaddress
import re
import tomllib
from collections import Counter
from typing import NamedTuple

from kit import FRESH, MERGED, REGIONS, ROOT, differences

NETWORK, APPLICATION = "network", "application"
ADDRESSES, FQDNS, FQDN_TAGS = "addresses", "fqdns", "fqdn tags"
TAG_PROTOCOLS = (("Http", 80), ("Https", 443))


class Rule(NamedTuple):
    """One rule; `destinations` are of the one kind that `to` names."""

    kind: str
    name: str
    description: str
    sources: tuple
    ip_groups: tuple
    protocols: tuple
    to: str
    destinations: tuple


class Collection(NamedTuple):
    name: str
    priority: int
    kind: str
    action: str
    rules: tuple


class Policy(NamedTuple):
    """A rule collection group, or the collections of a classic firewall, which have no group."""

    group: str | None
    priority: int | None
    collections: tuple

    @property
    def rules(self):
        return [rule for collection in self.collections for rule in collection.rules]


def one_kind(name, **lists):
    """The one kind of destination that a rule has, and its destinations."""
    given = {kind.replace("_", " "): tuple(items) for kind, items in lists.items() if items}
    assert len(given) == 1, f"{name}: {len(given)} kinds of destination: {sorted(given)}"
    return given.popitem()


# What the service takes: formats.md's Azure Firewall facts, from the API's types and its documents.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,78}[A-Za-z0-9_]")
LABEL = r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)"
FQDN = re.compile(rf"({LABEL}\.)+{LABEL}")
TAG = re.compile(r"[A-Z][A-Za-z]+(\.[A-Za-z0-9]+)?")
IP_GROUP = re.compile(r"/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\.Network/ipGroups/[^/]+")


def limits(policy):
    """What Azure Firewall would refuse."""
    if policy.group is not None:
        yield from named("group", policy.group)
        yield from priority("group", policy.priority)
    names = Counter(rule.name for rule in policy.rules) + Counter(one.name for one in policy.collections)
    yield from (f"{name!r} stands {count} times" for name, count in names.items() if count > 1)
    priorities = [one.priority for one in policy.collections]
    if len(set(priorities)) != len(priorities):
        yield f"two collections have one priority: {priorities}"
    for collection in policy.collections:
        yield from named("collection", collection.name)
        yield from priority(collection.name, collection.priority)
        if collection.action != "Allow":
            yield f"{collection.name}: action {collection.action!r}"
        if not collection.rules:
            yield f"{collection.name}: no rules"
        for rule in collection.rules:
            if rule.kind != collection.kind:
                yield f"{collection.name}: {rule.name} is a rule of another kind"
            yield from (f"{rule.name}: {fault}" for fault in rule_limits(rule))


def named(what, name):
    if not NAME.fullmatch(name):
        yield f"{what}: no name: {name!r}"


def priority(what, value):
    if type(value) is not int or not 100 <= value <= 65000:
        yield f"{what}: priority {value!r}"


def rule_limits(rule):
    yield from named("rule", rule.name)
    if not (rule.description or "x").strip() or re.search(r"[\0-\x1f\x7f]", rule.description or ""):
        yield f"description {rule.description!r}"
    if not rule.sources and not rule.ip_groups:
        yield "no source"
    yield from (f"source {source!r}" for source in rule.sources if source != "*" and not is_net(source))
    yield from (f"no IP group: {group!r}" for group in rule.ip_groups if not IP_GROUP.fullmatch(group))
    wanted = ("TCP", "UDP") if rule.kind == NETWORK else ("Http", "Https")
    most = 65535 if rule.kind == NETWORK else 64000
    for protocol, port in rule.protocols:
        if protocol not in wanted or type(port) is not int or not 1 <= port <= most:
            yield f"protocol {protocol!r} with port {port!r}"
    if not rule.protocols:
        yield "no protocol"
    if len(set(rule.destinations)) != len(rule.destinations):
        yield "a destination stands twice"
    for destination in rule.destinations:
        yield from destination_limits(rule, destination)


def destination_limits(rule, destination):
    if rule.to == FQDN_TAGS:
        if rule.kind != APPLICATION or destination != "AzureKubernetesService":
            yield f"FQDN tag {destination!r}"
    elif rule.to == FQDNS:
        star = rule.kind == APPLICATION and destination.startswith("*.")
        name = destination[2:] if star else destination
        if not FQDN.fullmatch(name) or len(destination) > 253 or destination != destination.lower():
            yield f"FQDN {destination!r}"
    elif rule.kind != NETWORK:
        yield "an application rule to addresses"
    elif destination != "*" and not is_net(destination) and not TAG.fullmatch(destination):
        yield f"address {destination!r}"


def is_net(text):
    try:
        return ipaddress.ip_network(text).version == 4
    except ValueError:
        return False


def is_address(text):
    """Whether this is a network or an address of either IP version."""
    try:
        return ipaddress.ip_network(text) is not None
    except ValueError:
        return False


def by_version(to, sources):
    """What each rule of a network security group to this destination has as sources: those of one
    IP version, which is the destination's if that is an address."""
    if not sources:
        return ["*"]
    versions = {ipaddress.ip_network(net).version for net in ([to] if is_address(to) else sources)}
    lists = [[net for net in sources if ipaddress.ip_network(net).version == version] for version in sorted(versions)]
    return [" ".join(sorted(some)) for some in lists if some]


def mixed(prefixes):
    """Whether addresses of both IP versions stand together, which the service refuses."""
    return len({ipaddress.ip_network(one).version for one in prefixes if is_address(one)}) > 1


# What the JSON export says.
FEATURES = tomllib.loads((ROOT / "catalog" / "features.toml").read_text())["feature"]
IN_TAG = {feature["id"] for feature in FEATURES if feature.get("fqdn_tag")}


def plain(destination):
    """A single address without its length."""
    return re.sub(r"/32$|(?<=:)/128$", "", destination)


def facts(rule):
    """What a rule allows, as the JSON export names it, and from where."""
    for destination in rule.destinations:
        for protocol, port in rule.protocols:
            for source in rule.sources + rule.ip_groups:
                yield rule.kind, plain(destination), protocol.upper(), port, source


def json_facts(rule, case):
    for destination in rule["destinations"]:
        for source in json_sources(rule, case):
            yield rule["kind"], plain(destination), rule["protocol"], rule["port"], source


def json_sources(rule, case):
    """The networks and the IP groups of the clusters that need a rule."""
    clusters = {cluster["name"]: cluster["profile"] for cluster in case.json["clusters"]}
    profiles = [clusters[name] for name in rule["needed_by"]] if clusters else [case.json["profile"]]
    groups = [(profile.get("azure_firewall") or {}).get("ip_group") for profile in profiles]
    subnets = [profile["nodes"]["subnets"] for profile, group in zip(profiles, groups) if not group]
    if not all(subnets):
        return {"*"}
    nets, groups = {net for some in subnets for net in some}, {group for group in groups if group}
    # Azure Firewall knows no IPv6; nodes that have nothing else keep it, and are refused.
    ipv4 = {net for net in nets if is_net(net)}
    return (ipv4 if ipv4 or groups else nets) | groups


def expected(case, format, tagged=False, kinds=(NETWORK, APPLICATION)):
    """The facts that a format must hold, and those that it may lack: the declared losses."""
    must, may = set(), set()
    left_out, in_part = case.losses(format)
    for rule in case.json["rules"]:
        if rule["id"] in left_out or rule["kind"] not in kinds:
            continue
        if tagged and in_tag(rule):
            continue
        # Of several clusters, one may need a host for an add-on and all of them for what the tag stands for.
        by_tag = tagged and rule["kind"] == APPLICATION and case.json["clusters"] and IN_TAG.intersection(rule["features"])
        (may if by_tag or rule["id"] in in_part else must).update(json_facts(rule, case))
    return must - may, may


def in_tag(rule):
    """Whether the FQDN tag is believed to stand for a rule of the JSON export."""
    return rule["kind"] == APPLICATION and set(rule["features"]) <= IN_TAG


def against_json(policy, case, format):
    """Where the rules are not those of the JSON export minus the declared losses."""
    tags = [rule for rule in policy.rules if rule.to == FQDN_TAGS]
    found = Counter(needed(fact for rule in policy.rules if rule.to != FQDN_TAGS for fact in facts(rule)))
    must, may = expected(case, format, bool(tags))
    yield from stand_too_often(found, case)
    yield from differences("facts", sorted(must), sorted(set(found) - may))
    yield from tag_rules(tags, case)
    yield from settings(policy, case)


def needed(found):
    """Facts, without those of one source where any source is allowed."""
    found = list(found)
    wide = {fact[:-1] for fact in found if fact[-1] == "*"}
    return [fact for fact in found if fact[-1] == "*" or fact[:-1] not in wide]


def stand_too_often(found, case):
    """Facts that stand more than once for each feature that needs them."""
    features = Counter()
    for rule in case.json["rules"]:
        features.update(dict.fromkeys(json_facts(rule, case), len(rule["features"])))
    for fact, count in found.items():
        if count > max(1, features[fact]):
            yield f"{fact} stands {count} times"


def tag_rules(tags, case):
    """Where the FQDN tag is not where the profile asks for it."""
    for rule in tags:
        if rule.protocols != TAG_PROTOCOLS:
            yield f"{rule.name}: the FQDN tag needs {TAG_PROTOCOLS}, not {rule.protocols}"
    stands_for = [rule for rule in case.json["rules"] if in_tag(rule)]
    asked = firewall(case).get("fqdns", "explicit") != "explicit"
    wanted = {source for rule in stands_for for source in json_sources(rule, case)} if asked else set()
    found = [source for rule in tags for source in rule.sources + rule.ip_groups]
    yield from differences("sources of the FQDN tag", sorted(wanted), sorted(found))


def firewall(case):
    """The profile's answers about Azure Firewall; of several clusters, those of the first."""
    return case.profiles[0].get("azure_firewall") or {}


def settings(policy, case):
    """Where names and priorities are not those of the profile."""
    asked = firewall(case)
    if policy.group is not None and asked:
        wanted = asked["group"], asked["priority"]
        if policy[:2] != wanted:
            yield f"group {policy[:2]}, not {wanted}"
    for collection in policy.collections:
        wanted = asked.get(f"{collection.kind}_priority", collection.priority)
        if collection.priority != wanted:
            yield f"{collection.name}: priority {collection.priority}, not {wanted}"


def unlike(policy, other, without=()):
    """Where two policies differ, but for these fields of their rules."""
    def bare(one):
        return [rule._replace(**dict.fromkeys(without)) for rule in one.rules]

    for ours, theirs in zip(bare(policy), bare(other)):
        for field, found, wanted in zip(Rule._fields, ours, theirs):
            if found != wanted:
                yield f"{theirs.name or ours.name}: {field} {short(found)}, not {short(wanted)}"
    yield from differences("rules", [rule.name for rule in other.rules], [rule.name for rule in policy.rules])
    shells = [[(one.name, one.priority, one.kind, one.action, len(one.rules)) for one in p.collections] for p in (other, policy)]
    yield from differences("collections", *shells)
    for field, found, wanted in zip(Policy._fields[:2], policy, other):
        if None not in (found, wanted) and found != wanted:
            yield f"group: {field} {found!r}, not {wanted!r}"


def short(value):
    text = repr(value)
    return text if len(text) <= 160 else text[:157] + "..."


# What the checks share beyond the rules.
def unsaid(case, format, words):
    """Warnings of a format that its output does not give; lines may break anywhere."""
    said = squeezed(words)
    return [f"does not say: {message}" for message in case.warnings(format) if squeezed(message) not in said]


def comments(text, mark):
    """A file's comment lines, without their mark."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line.removeprefix(mark) for line in lines if line.startswith(mark))


def squeezed(text):
    return re.sub(r"\s", "", text)


def few(cases):
    """A sample for slow tools: every reviewed profile, exported anew, and regions of each cloud."""
    regions = [case for case in cases if case.name.startswith(f"{REGIONS.name}/")]
    clouds = {cloud: [case for case in regions if clouds_of(case) == {cloud}] for cloud in ("global", "china", "usgov")}
    fresh = [case for case in cases if case.name.startswith(f"{FRESH.name}/")]
    merged = [case for case in cases if case.name.startswith(f"{MERGED.name}/")]
    return fresh + merged + [case for some in clouds.values() for case in some[:: max(1, len(some) // 3)]]


def clouds_of(case):
    return {profile["cluster"]["cloud"] for profile in case.profiles}
