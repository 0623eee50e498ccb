#!/usr/bin/env python3
# needs: python3
"""Lists of hosts for firewalls and proxies, by the grammar that each maker documents: every entry
valid, once, in order; what they match is what the JSON export says, and no more than it declares."""

import re
from typing import Callable, NamedTuple

from kit import PLAIN, WIDENED, differences, each, is_host, prove
from losses import Name, names


class List(NamedTuple):
    """How a maker's list is read."""

    read: Callable
    """What an entry matches."""
    wide: tuple
    """What it does to an exact host and to everything below one, where it declares them as wider."""
    comments: bool
    """Whether lines that begin with `#` are passed over."""
    longest: int = 255


def exact_only(entry):
    return Name("only", entry)


def starred(reach):
    return lambda entry: Name(reach, entry[2:]) if entry.startswith("*.") else Name("only", entry)


def ftd(entry):
    """Without a slash at its end an entry would cover every name below it."""
    assert entry.endswith("/") != entry.startswith("*."), f"{entry} covers more than it says"
    return starred("below")(entry.removesuffix("/"))


def zscaler(entry):
    """Labels of the last two levels take no underscore; a top-level domain alone is refused."""
    assert entry.strip(".").count(".") > 0, entry
    return Name("all", entry[1:]) if entry.startswith(".") else Name("only", entry)


LISTS = {
    "cisco-ftd-urls": List(ftd, ("only", "below"), comments=True),
    "pfsense": List(exact_only, ("only", None), comments=False),
    "umbrella": List(lambda entry: Name("all", entry), ("all", "all"), comments=False),
    "zscaler": List(zscaler, ("only", "all"), comments=False, longest=1024),
    "netskope": List(starred("all"), ("only", "all"), comments=True),
}


def faults(case):
    for format, list in LISTS.items():
        yield from (f"{format}: {fault}" for fault in faults_of(case, format, list))


def faults_of(case, format, list):
    text = case[format]
    lines = text.removesuffix("\n").split("\n")
    entries = [line for line in lines if line and not (list.comments and line.startswith("#"))]
    if re.search(r"[^\S\n ]", text):
        yield "odd blanks"
    if list.comments and not all(w in squeezed(text) for w in map(squeezed, case.warnings(format))):
        yield "a warning is missing"
    if entries != sorted(set(entries)):
        yield "not in order, or one stands twice"
    read = [list.read(entry) for entry in entries]
    for entry, (_, name) in zip(entries, read):
        if not is_host(name, star=False) or len(entry) > list.longest:
            yield f"{entry!r} is no entry"
    expected = {name for name, _ in names(case, format, list.wide)}
    yield from differences("names", sorted(expected), sorted(set(read)))


def squeezed(text):
    """Without blanks and comment marks: the header breaks its lines anywhere."""
    return re.sub(r"[\s#]", "", text)


WIDER = "wider/global-public"
HOST = r"^mcr\.microsoft\.com$"

prove(
    "lists for FTD, pfSense, Umbrella, Zscaler and Netskope: entries by the documented grammar, and what is wider is declared",
    each(faults),
    [
        ("global-public", "cisco-ftd-urls", r"^mcr\.microsoft\.com/$", "mcr.microsoft.com"),
        ("global-public", "cisco-ftd-urls", r"^\*\.data\.mcr", "*data.mcr"),
        ("global-public", "cisco-ftd-urls", r"^#.*Ports cannot.*\n", ""),
        ("global-public", "cisco-ftd-urls", r"^mcr\.microsoft\.com/\n", ""),
        ("global-public", "pfsense", HOST, "https://mcr.microsoft.com"),
        ("global-public", "pfsense", HOST, "mcr.microsoft.com\n*.hcp.westeurope.azmk8s.io"),
        ("global-public", "pfsense", r"\A", "# a comment\n"),
        ("global-public", "umbrella", r"\A", "mcr.microsoft.com"),
        (WIDER, "umbrella", HOST, "*.mcr.microsoft.com"),
        (WIDER, "umbrella", HOST, "mcr.microsoft.com\nmcr.microsoft.com"),
        ("global-public", "zscaler", HOST, ".mcr.microsoft.com"),
        ("global-public", "zscaler", HOST, "MCR.microsoft.com"),
        (WIDER, "zscaler", r"^\.data\.mcr", "*.data.mcr"),
        (WIDER, "zscaler", r"^\.data\.mcr\.microsoft\.com\n", ""),
        (WIDER, "netskope", r"^\*\.data\.mcr", "data.mcr"),
        (WIDER, "netskope", HOST, "mcr.microsoft.com:443"),
        (WIDER, "netskope", r"^#.*Wider than asked.*\n", ""),
        ("global-public", "netskope", HOST, "*.mcr.microsoft.com"),
    ],
    over=[*PLAIN, *WIDENED],
)
