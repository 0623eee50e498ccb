#!/usr/bin/env python3
# needs: python3
"""The text table's columns stand under their heads, in cells by Unicode's own widths (also Chinese)."""

import re
from unicodedata import category, east_asian_width

from kit import differences, each, prove

# Wide and fullwidth: two cells. Quotation marks and the like are ambiguous: one, as in most terminals.
WIDE = {"W", "F"}
RULE = re.compile(r"-+(  -+){4}")


def width(character):
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in WIDE else 1


def cut(line, starts):
    """The line's cells by columns; a character that stands across a border is a fault."""
    cells, at = [""] * len(starts), 0
    for character in line:
        column = max(index for index, start in enumerate(starts) if start <= at)
        end = starts[column + 1] - 2 if column + 1 < len(starts) else 10**6
        assert character == " " or at + width(character) <= end, f"{character!r} at {at} in {line!r}"
        cells[column] += character
        at += width(character)
    return [cell.strip() for cell in cells]


def tables(text):
    """The rows of each table, whose lines follow a rule of dashes."""
    lines = text.splitlines()
    for index, line in enumerate(lines):
        if RULE.fullmatch(line):
            starts = [match.start() for match in re.finditer("-+", line)]
            end = lines.index("", index) if "" in lines[index:] else len(lines)
            yield [cut(row, starts) for row in (lines[index - 1], *lines[index + 1 : end])][1:]


def faults(case):
    found = []
    for rows in tables(case["text"]):
        for to, port, *rest in rows:
            if port:
                protocol, port = port.split(":")
                found.append((protocol, int(port), to))
            elif to:
                # Another destination of the rule above.
                found.append((*found[-1][:2], to))
    yield from differences("rules", [(f.protocol, f.port, f.destination) for f in case.facts], found)


prove(
    "every column of the text table stands under its head, Chinese too, and the rules are the JSON export's",
    each(faults),
    [
        ("global-public", "text", r"^mcr.microsoft.com ", "mcr.microsoft.com  "),
        ("global-public", "text", r"^mcr.microsoft.com .*\n", ""),
        ("china-learn-zh", "text", r"核心 ", "核心区 "),
        ("china-learn-zh", "text", r"^mcr.microsoft.com  ", "mcr.microsoft.com "),
        ("global-region-cidrs", "text", r"^4.179.0.0/16", "4.178.0.0/16"),
    ],
)
