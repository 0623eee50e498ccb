#!/usr/bin/env python3
# needs: python3 cargo
"""The packages that the program is built from: their licences, and none in two versions without a reason.

Whether one of them has a known weakness is told by a database that lies outside the package registries:
`cargo audit` asks it, where it can be reached.
"""

import json
import re
import subprocess
from collections import defaultdict

from kit import ROOT, fail

LICENCES = {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "ISC", "MIT", "Unicode-3.0", "Unlicense", "Zlib"}
"""Each may be passed on in a program under MIT OR Apache-2.0."""

TWICE = {
    "foldhash": "comes with hashbrown",
    "hashbrown": "petgraph, below the Wayland clipboard, follows an older release",
    "signal-hook": "crossterm is still at 0.3",
    "syn": "derives of different crates follow different releases; used at build time only",
}
"""Packages in two versions, and why."""


def may_be_passed_on(licence):
    """Whether one side of every OR, and both of every AND, is allowed."""
    alternatives = re.split(r" OR |/", licence.replace("(", "").replace(")", ""))
    good = lambda one: one.split(" WITH ")[0].strip() in LICENCES
    return any(all(good(part) for part in one.split(" AND ")) for one in alternatives)


def faults(packages):
    """What is wrong with these (name, version, licence)."""
    versions = defaultdict(set)
    for name, version, licence in packages:
        versions[name].add(version)
        if not may_be_passed_on(licence or "none"):
            yield f"{name} {version}: licence {licence}"
    for name, several in versions.items():
        if len(several) > 1 and name not in TWICE:
            yield f"{name} is there {len(several)} times: {', '.join(sorted(several))}"
    for name in TWICE:
        if len(versions[name]) < 2:
            yield f"{name} is no longer there twice"


def used():
    """Every package that the program is built from on Linux, macOS or Windows; not those of its tests."""
    found = set()
    for target in ("x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc"):
        tree = ["cargo", "tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}|{l}", "--target", target]
        for line in subprocess.run(tree, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines():
            package, licence = line.replace(" (*)", "").split("|")
            name, version = package.split()[:2]
            found.add((name, version, licence))
    return found


packages = used()
found = list(faults(packages))
if found:
    fail(found)
spoilt = [
    packages | {("left-pad", "v1.0.0", "GPL-3.0-only")},
    packages | {("left-pad", "v1.0.0", "MIT AND Proprietary")},
    packages | {("left-pad", "v1.0.0", "")},
    packages | {("serde", "v0.9.0", "MIT")},
    {package for package in packages if package[:2] != max(p for p in packages if p[0] == "signal-hook")[:2]},
]
unnoticed = [index for index, copy in enumerate(spoilt) if not list(faults(copy))]
if unnoticed:
    fail([f"not noticed: spoilt copy {index}" for index in unnoticed])
print(f"{len(packages)} packages on three systems: licences fit, no version twice without a reason ({len(spoilt)} of {len(spoilt)} spoilt copies were noticed)")
