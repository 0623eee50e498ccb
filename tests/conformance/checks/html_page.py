#!/usr/bin/env python3
# needs: tidy
"""HTML Tidy has nothing to say of the page, and Python reads tables with the JSON export's rules."""

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

from kit import differences, prove


class Page(HTMLParser):
    """Rows of cells, in which a line break is `\\n`; code, list items and what is fetched."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.rows, self.codes, self.items, self.fetched = [], [], [], []
        self.cell = self.code = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "link", "img", "iframe", "object") or {"src", "href", "style"} & dict(attrs).keys():
            self.fetched.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.cell = []
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")
        elif tag == "code":
            self.code = []
        elif tag == "li":
            self.items.append("")

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.rows[-1].append("".join(self.cell))
            self.cell = None
        elif tag == "code":
            self.codes.append("".join(self.code))
            self.code = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell.append(data)
        elif self.items:
            self.items[-1] += data
        if self.code is not None:
            self.code.append(data)


def bare(text):
    return text.replace("`", "")


def faults(case, said):
    if said.returncode != 0:
        yield f"tidy: {said.stderr[:300]}"
    page = Page(case["html"])
    yield from (f"fetches by <{tag}>" for tag in page.fetched)
    document = case.json
    rows = [row for row in page.rows if len(row) == 7 and re.search(r":\d+$", row[1])]
    expected = [
        ["\n".join(rule["destinations"]), f"{rule['protocol']}:{rule['port']}", bare(rule["if_blocked"])]
        for rule in document["rules"]
    ]
    yield from differences("cells", expected, [[row[0], row[1], row[5]] for row in rows])
    for rule, row in zip(document["rules"], rows):
        if not row[4].startswith(bare(rule["purpose"])) or rule["source"]["section"] not in row[6]:
            yield f"{rule['id']}: purpose or section differ: {row[4]!r}, {row[6]!r}"
    lost = {to for rule in document["rules"] for to in rule["destinations"]} - set(page.codes)
    lost |= {item["destination"] for item in document["absent"]} - set(page.codes)
    if lost:
        yield f"not shown as code: {sorted(lost)[:3]}"
    name = (document["profile"] or {}).get("name")
    if name is not None and not any(row[1:] == [name] for row in page.rows):
        yield f"the profile's name is not shown as {name!r}"
    yield from listed(document, page)


def listed(document, page):
    """Warnings about the answers, readings and reasons stand in lists."""
    items = "\n".join(page.items)
    said = [warning["message"] for warning in document["warnings"] if "key" in warning]
    said += [text for reading in document["advisories"] for text in (reading["title"], reading["text"])]
    said += [item["reason"] for item in document["absent"]]
    for text in said:
        if bare(text) not in items:
            yield f"not listed: {text!r}"


def tidy(case):
    command = ["tidy", "-qe", "-utf8"]
    return subprocess.run(command, input=case["html"], capture_output=True, text=True, check=False)


def problems(cases):
    found = []
    with ThreadPoolExecutor(4) as pool:
        for case, said in zip(cases, pool.map(tidy, cases), strict=True):
            try:
                found += [f"{case.name}: {fault}" for fault in faults(case, said)]
            except (AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
                found.append(f"{case.name}: cannot be read: {error!r}")
    return found


prove(
    "tidy finds nothing, nothing is fetched, and each cell is the JSON export's",
    problems,
    [
        ("global-public", "html", r"</td><td>", "<td>"),
        ("global-public", "html", r"</table>", ""),
        ("global-public", "html", r"<code>mcr.microsoft.com</code>", "<code>mcr.microsoft.org</code>"),
        ("global-public", "html", r"<code>mcr.microsoft.com</code>", "mcr.microsoft.com"),
        ("global-public", "html", r"<tr><td><code>mcr.microsoft.com.*\n", ""),
        ("global-public", "html", r"HTTPS:443", "HTTPS:444"),
        ("global-public", "html", r"</head>", '<link rel="stylesheet" href="https://example.com/a.css"></head>'),
        ("global-public", "html", r"<li>.*</li>", "<li></li>"),
        ("global-hostile-name", "html", r"&lt;d&gt;", "<d>"),
        ("global-hostile-name", "html", r"&quot;a\|b", "&quot;a|c"),
    ],
)
