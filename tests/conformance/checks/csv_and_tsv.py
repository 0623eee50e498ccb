#!/usr/bin/env python3
# needs: python3
"""CSV and TSV hold the rules of the JSON export, in cells that are safe to open and to paste."""

import re

from grid import COLUMNS, SEPARATORS, rows
from kit import differences, each, prove


def expected(case):
    """The rows by the JSON export."""
    rules = {rule["id"]: rule for rule in case.json["rules"]}
    for fact in case.facts:
        rule = rules[fact.id]
        features = "; ".join(rule["features"])
        sections = [rule["source"]["section"]] + [part["section"] for part in rule["also"]]
        yield [*map(str, fact), features, rule["requirement"], rule["purpose"], "; ".join(dict.fromkeys(sections)), "; ".join(rule["sources"]) or "*"]


def faults(case):
    want = list(expected(case))
    for format in SEPARATORS:
        head, *found = rows(case, format)
        yield from differences(f"{format}: columns", COLUMNS, head)
        # A reason is the purpose and more.
        short = [[*row[:8], row[8][: len(rule[8])], *row[9:]] for row, rule in zip(found, want)]
        yield from differences(format, want, short)
        yield from odd_cells(format, found)
        if len(found) != len(want) or "\r" in case[format] or not case[format].endswith("\n"):
            yield f"{format}: {len(found)} rows for {len(want)}, or odd line ends"
    yield from differences("csv and tsv", rows(case, "csv"), rows(case, "tsv"))


def odd_cells(format, rows):
    for cell in (cell for row in rows for cell in row):
        # A formula, a quoted cell, one port that is two, or nothing at all.
        if re.match(r"[=+\-@\"'\s]|$", cell) or re.fullmatch(r"\d+([,;]\d+)+", cell):
            yield f"{format}: a spreadsheet would not take {cell!r} as it is"


prove(
    "the cells of CSV and TSV are the JSON export's rules, and none is a formula, quoted or two numbers",
    each(faults),
    [
        ("global-public", "csv", r",443,", ',"80,443",'),
        ("global-public", "csv", r"^application,[^\n]+\n", ""),
        ("global-public", "csv", r",core,required,", ",core,recommended,"),
        ("global-public", "tsv", r"\tmcr.microsoft.com\t", "\t=1+2\t"),
        ("usgov-private-gpu-monitor", "tsv", r"\tHTTPS\t443\tgpu", "\tHTTP\t443\tgpu"),
    ],
)
