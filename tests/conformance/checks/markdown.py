#!/usr/bin/env python3
# needs: python:markdown_it
"""markdown-it reads tables whose cells are the JSON export's rules: stars, pipes and all."""

import re

from kit import differences, each, prove
from markdown_it import MarkdownIt

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TEXT = {"text", "code_inline", "softbreak", "html_inline"}


def flat(inline):
    """The text of an inline token, with its line breaks; anything else in it is named."""
    shown = {"softbreak": "\n", "html_inline": "\n"}
    parts = []
    for token in inline.children:
        if token.type == "html_inline" and token.content != "<br>":
            parts.append(f"<<{token.content}>>")
        elif token.type in TEXT:
            parts.append(shown.get(token.type, token.content))
        elif token.type not in ("strong_open", "strong_close"):
            parts.append(f"<<{token.type}>>")
    return "".join(parts)


def read(text):
    """Rows of all tables without heads, their inline tokens by column; and all other text."""
    rows, rest, in_body = [], [], False
    for token in PARSER.parse(text):
        if token.type in ("tbody_open", "tbody_close"):
            in_body = token.type == "tbody_open"
        elif token.type == "tr_open" and in_body:
            rows.append([])
        elif token.type == "inline":
            (rows[-1] if in_body else rest).append(token)
        elif token.type == "html_block":
            rest.append(token)
    return rows, rest


def code_spans(inline):
    return [token.content for token in inline.children if token.type == "code_inline"]


def expected(rule):
    return [
        "\n".join(rule["destinations"]),
        f"{rule['protocol']}:{rule['port']}",
        rule["if_blocked"],
    ]


def faults(case):
    rows, rest = read(case["markdown"])
    rules = case.json["rules"]
    wrong = [len(row) for row in rows if len(row) != 7]
    assert not wrong and len(rows) == len(rules), f"{len(rows)} rows for {len(rules)} rules; not 7 cells: {wrong}"
    cells = [[flat(inline) for inline in row] for row in rows]
    yield from differences("cells", [expected(r) for r in rules], [[c[0], c[1], c[5]] for c in cells])
    for rule, row, shown in zip(rules, rows, cells):
        yield from row_faults(rule["id"], rule, row, shown)
    text = [flat(token) if token.children else token.content for token in rest]
    yield from page_faults(case, text, [span for token in rest for span in code_spans(token)])


def row_faults(where, rule, row, shown):
    if code_spans(row[0]) != rule["destinations"]:
        yield f"{where}: not each destination is code: {code_spans(row[0])}"
    if not shown[4].startswith(rule["purpose"]) or rule["source"]["section"] not in shown[6]:
        yield f"{where}: purpose or section differ: {shown[4]!r}, {shown[6]!r}"
    if re.search(r"<<|\*\*", "".join(shown)):
        yield f"{where}: markup where none is meant: {shown}"


def page_faults(case, text, codes):
    name = (case.json["profile"] or {}).get("name")
    if name is not None and name not in codes:
        yield f"the profile's name is not shown as {name!r}"
    absent = [item["destination"] for item in case.json["absent"]]
    lost = [item for item in absent if item not in codes]
    if lost:
        yield f"not needed, and not shown: {lost}"
    for line in text:
        if "<<" in line:
            yield f"markup where none is meant: {line!r}"


prove(
    "markdown-it reads tables with the JSON export's rules, each destination whole",
    each(faults),
    [
        ("global-public", "markdown", r"`\*\.data\.mcr", "`.data.mcr"),
        ("global-public", "markdown", r"^\| `mcr.microsoft.com` ", "| mcr.microsoft.com "),
        ("global-public", "markdown", r"^\| `\*\.hcp[^\n]*\n", ""),
        ("global-public", "markdown", r"HTTPS:443", "HTTPS:444"),
        ("global-public", "markdown", r"required \|", "required | more |"),
        ("global-hostile-name", "markdown", r"a\|b", r"a\\|b"),
        ("global-hostile-name", "markdown", r"`(\S+)( \S+ <d> =1\+2 # \$\{x\}\S)`", r"\1\2"),
    ],
)
