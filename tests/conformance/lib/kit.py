"""What the checks in Python share: the exports to read, and the report.

A check is a function from cases to problems. It is run twice: over every case, where it must find
nothing, and over spoilt copies, where it must find something in each: so it is known to be able to.
"""

import json
import os
import re
import sys
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
REVIEWED = ROOT / "snapshots" / "exports"
BINARY = os.environ["AKS_EGRESS"]
SCRATCH = Path(os.environ["CONFORMANCE"])
FRESH = SCRATCH / "fresh"
"""The reviewed profiles, exported anew."""
REGIONS = SCRATCH / "regions"
"""One profile for each region, exported."""
MERGED = SCRATCH / "merged"
"""Several profiles in one export; they lie in a folder `profiles`."""
WIDER = SCRATCH / "wider"
"""All of these again, exported with --allow-wider."""
WIDER_FRESH, WIDER_REGIONS, WIDER_MERGED = (WIDER / root.name for root in (FRESH, REGIONS, MERGED))


HOST = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*")


def is_host(text, star=True):
    """Whether this is a host in lower case, or, with `star`, all below one."""
    return len(text) <= 253 and HOST.fullmatch(text.removeprefix("*." if star else "")) is not None


class Fact(NamedTuple):
    """One destination of one rule."""

    kind: str
    id: str
    destination: str
    type: str
    protocol: str
    port: int


class Case:
    """One profile and its exports, by format."""

    def __init__(self, name, exports, wider=False):
        self.name = name
        self.exports = exports
        self.wider = wider
        """Whether --allow-wider was given."""

    def __getitem__(self, format):
        return self.exports[format]

    @cached_property
    def json(self):
        return json.loads(self["json"])

    @property
    def profiles(self):
        """The profile, or those of several clusters."""
        return [self.json["profile"]] if self.json["profile"] else [one["profile"] for one in self.json["clusters"]]

    @property
    def facts(self):
        """What the JSON export says, in its order."""
        return [
            Fact(rule["kind"], rule["id"], to, rule["destination_type"], rule["protocol"], rule["port"])
            for rule in self.json["rules"]
            for to in rule["destinations"]
        ]

    def warnings(self, format):
        """What the JSON export says that a format cannot say."""
        return [w["message"] for w in self.json["warnings"] if format in w.get("formats", [])]

    def losses(self, format):
        """Ids of the rules that a format declares as left out, and as written in part."""
        rules = {"left-out": set(), "partial": set()}
        for warning in self.json["warnings"]:
            if format in warning.get("formats", []):
                rules.setdefault(warning["cost"], set()).update(warning["rules"])
        return rules["left-out"], rules["partial"]

    def spoilt(self, format, pattern, replacement):
        """A copy with one thing wrong in it."""
        text, count = re.subn(pattern, replacement, self[format], count=1, flags=re.M)
        assert count == 1, f"{self.name}: nothing to spoil: {pattern}"
        name = f"{self.name}, spoilt by {pattern!r} -> {replacement!r}"
        return Case(name, {**self.exports, format: text}, self.wider)


def read(folder):
    """The case in a folder. Files are named after formats; `\\r` must survive the reading."""
    files = [p for p in sorted(folder.iterdir()) if p.is_file() and p.name != "profile.toml" and "_" not in p.name]
    exports = {p.stem: p.read_bytes().decode() for p in files}
    wider = folder.is_relative_to(WIDER)
    return Case(f"{'wider/' * wider}{folder.parent.name}/{folder.name}", exports, wider)


def by_source(rows, any="*", nobody="none"):
    """Rows that end with all their sources, as rows that end with one: so a host that several features
    need, each from clusters of its own, is told apart by where it may be asked from alone.

    What any source may do, no other needs to be told; nobody counts where there is nobody else.
    """
    rows, sources = list(rows), {}
    for *row, several in rows:
        sources.setdefault(tuple(row), set()).update(several)
    counts = lambda row, source: source == any or any not in sources[row] and (source != nobody or sources[row] == {nobody})
    return [(*row, source) for *row, several in rows for source in several if counts(tuple(row), source)]


PLAIN = (REVIEWED, FRESH, REGIONS, MERGED)
WIDENED = (WIDER_FRESH, WIDER_REGIONS, WIDER_MERGED)


def cases(*roots):
    """The cases below these folders; without any, all that were exported without consent to more."""
    folders = [folder for root in roots or PLAIN for folder in sorted(root.iterdir())]
    assert folders, "no exports to read"
    return [read(folder) for folder in folders if folder.is_dir()]


def case(name):
    """One reviewed case; `wider/...` is the same with --allow-wider."""
    return read(WIDER_FRESH / name.removeprefix("wider/") if name.startswith("wider/") else REVIEWED / name)


def each(faults):
    """A check of cases, by the faults of one; what cannot be read at all is a fault too."""

    def problems(cases):
        found = []
        for case in cases:
            try:
                found += [f"{case.name}: {fault}" for fault in faults(case)]
            except (AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
                found.append(f"{case.name}: cannot be read: {error!r}")
        return found

    return problems


def prove(sentence, problems, spoils, over=(), sample=None):
    """Runs a check. `spoils` are rows of reviewed case, format, pattern and replacement; `sample`
    chooses from the cases where a tool is slow."""
    whole = cases(*over)
    whole = sample(whole) if sample else whole
    found = problems(whole)
    if found:
        fail(found)
    copies = [case(name).spoilt(*spoil) for name, *spoil in spoils]
    found = "\n".join(problems(copies))
    unnoticed = [copy.name for copy in copies if copy.name not in found]
    if unnoticed:
        fail([f"not noticed: {name}" for name in unnoticed])
    print(f"{sentence} ({len(whole)} profiles; {len(copies)} of {len(copies)} spoilt copies were noticed)")


def fail(problems):
    """Ends the check."""
    for problem in problems[:40]:
        print(problem)
    print(f"{len(problems)} problems")
    sys.exit(1)


def differences(what, expected, found):
    """How two lists differ, in a line; nothing if they do not."""
    if list(expected) == list(found):
        return []
    missing = [item for item in expected if item not in found]
    extra = [item for item in found if item not in expected]
    if not missing and not extra:
        return [f"{what}: another order or number"]
    return [f"{what}: missing {missing[:3]}, not expected {extra[:3]}"]
