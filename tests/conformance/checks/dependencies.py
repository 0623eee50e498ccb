#!/usr/bin/env python3
# needs: python3 cargo
"""The packages that the program is built from: their licences, none in two versions without a reason, none that
asks for a newer Rust than ours.

Whether one of them has a known weakness is told by a database that lies outside the package registries:
`.ci/run` asks it, where it can be reached.
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


def too_new(packages, ours):
    """Which of these (name, version, Rust version) ask for a newer Rust than ours."""
    number = lambda version: [int(part) for part in version.split(".")] + [0] * (2 - version.count("."))
    for name, version, rust in packages:
        if number(rust) > number(ours):
            yield f"{name} {version} needs Rust {rust}; ours is {ours}"


def rust_versions():
    """Every package, those of tests and other systems too, with the Rust that it asks for; and the Rust that we do."""
    metadata = ["cargo", "metadata", "--locked", "--format-version", "1"]
    told = json.loads(subprocess.run(metadata, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    versions = {(package["name"], package["version"], package["rust_version"]) for package in told["packages"]}
    own = told["resolve"]["root"]
    [ours] = [package["rust_version"] for package in told["packages"] if package["id"] == own]
    return {package for package in versions if package[2]}, ours


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
asking, ours = rust_versions()
found = [*faults(packages), *too_new(asking, ours)]
if found:
    fail(found)
unnoticed = [
    f"not noticed: {name} {version} {licence}"
    for name, version, licence in (
        ("left-pad", "v1.0.0", "GPL-3.0-only"),
        ("left-pad", "v1.0.0", "MIT AND Proprietary"),
        ("left-pad", "v1.0.0", ""),
        ("serde", "v0.9.0", "MIT"),
    )
    if not list(faults(packages | {(name, version, licence)}))
]
older = max(package for package in packages if package[0] == "signal-hook")
if not list(faults({package for package in packages if package[:2] != older[:2]})):
    unnoticed.append("not noticed: signal-hook is there once")
major, minor = ours.split(".")[:2]
for rust in (f"{ours}.1", f"{major}.{int(minor) + 1}", f"{int(major) + 1}.0"):
    if not list(too_new(asking | {("left-pad", "1.0.0", rust)}, ours)):
        unnoticed.append(f"not noticed: a package for Rust {rust}")
if not list(too_new(asking, "1.0")):
    unnoticed.append("not noticed: ours is Rust 1.0")
if unnoticed:
    fail(unnoticed)
print(f"{len(packages)} packages on three systems: licences fit, no version twice without a reason, Rust {ours} is enough (9 of 9 spoilt copies were noticed)")
