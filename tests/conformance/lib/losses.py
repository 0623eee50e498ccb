"""What a format does not say, or says wider, by the JSON export that was made with the same options."""

from typing import NamedTuple


class Name(NamedTuple):
    """A host as an entry matches it: `only` this name, those `below` it, or `all` of these."""

    reach: str
    name: str


def rules(case, format, cost):
    """The ids of the rules that a format names under this cost."""
    about = [w for w in case.json["warnings"] if format in w.get("formats", []) and w.get("cost") == cost]
    return {id for warning in about for id in warning["rules"]}


def kept(case, format):
    """The facts that a format does not leave out."""
    dropped = rules(case, format, "left-out")
    return [fact for fact in case.facts if fact.id not in dropped]


def names(case, format, wide):
    """The kept hosts with ports and transports, as they must match; `wide` is what a format does to
    the rules that it declares as wider: to an exact host, and to everything below one."""
    wider = rules(case, format, "wider")
    assert not wider or case.wider, "wider without consent"
    for fact in kept(case, format):
        if fact.type == "fqdn":
            yield meaning(fact.destination, wide if fact.id in wider else ("only", "below")), fact


def meaning(host, reaches):
    """A printed host as a name; a star inside is widened to everything below the rest."""
    exact, below = reaches
    if "*" not in host:
        return Name(exact, host)
    rest = host.removeprefix("*.")
    return Name(below, rest if "*" not in rest else rest.rpartition("*")[2].partition(".")[2])


def sources(case):
    """Where each rule's traffic comes from, by id."""
    return {rule["id"]: tuple(sorted(rule["sources"])) or ("any",) for rule in case.json["rules"]}


def transport(fact):
    return "udp" if fact.protocol == "UDP" else "tcp"
