#!/usr/bin/env python3
# needs: python:tomllib
"""Python's TOML reader reads every profile that the wizard saves: new ones, and edited old ones.

The wizard asks line by line here. An edited profile keeps its comments and its other answers.
"""

import json
import re
import shutil
import subprocess
import tomllib

from kit import BINARY, FRESH, REGIONS, SCRATCH, differences, fail

NAMES = [
    "plain",
    "a \"b\" \\ 'c' # d ${x} %{y} [z] = 1",
    "'''\"\"\"\\",
    "区域 “一” 🌐",
    "=1+2, 80,443 | <b> `c` *d*",
]
NEW = [("1", "westeurope"), ("2", "chinanorth3"), ("3", "usgovvirginia")]
WORK = SCRATCH / "profiles"


def answer(path, *lines):
    """Answers the wizard's prompts, then saves and quits."""
    text = "".join(f"{line}\n" for line in [*lines, "s", "q"])
    command = [BINARY, "--plain", "--lang", "en", path.name]
    done = subprocess.run(command, cwd=path.parent, input=text, capture_output=True, text=True)
    return [] if done.returncode == 0 and "saved" in done.stdout else [f"{path}: {done.stdout[-300:]}{done.stderr}"]


def resolved(path):
    """The profile with all its defaults."""
    command = [BINARY, "export", path, "--format", "json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["profile"]


def annotated(text):
    """With comments above and behind each answer."""
    lines = []
    for number, line in enumerate(text.splitlines()):
        answer = " = " in line and not line.startswith("#")
        lines += [f"# above {number}", f"{line}  # behind {number}"] if answer else [line]
    return "\n".join([*lines, "# the end", ""])


def comments(text, kept):
    """Every comment in order; those behind an answer go when it means nothing any more and goes."""
    found = re.findall(r"^(#.*)$|^(\w+) = .*(  # behind \d+)$", text, flags=re.M)
    return [above or behind for above, key, behind in found if above or f"\n{key} = " in kept]


def told(path, name, gpu):
    """What tomllib reads is what the program does with the file."""
    written, all = tomllib.loads(path.read_text()), resolved(path)
    for key, value in written.items():
        pairs = value.items() if isinstance(value, dict) else [(None, value)]
        for inner, item in pairs:
            if item != (all[key] if inner is None else all[key][inner]):
                yield f"{path}: {key}.{inner} is {item!r} for tomllib"
    if written["name"] != name or written.get("nodes", {}).get("gpu", False) is not gpu:
        yield f"{path}: name or GPU is not as answered: {written}"


def edited(folder, name):
    work = WORK / folder.name
    work.mkdir()
    for file in [folder / "profile.toml", *folder.glob("ServiceTags_*")]:
        shutil.copy(file, work)
    path = work / "profile.toml"
    text = annotated(path.read_text())
    path.write_text(text)
    before = resolved(path)
    found = answer(path, "g 4", "5", "g 8", f"1 {name}")
    if found:
        return found
    saved = path.read_text()
    found += told(path, name, not before["nodes"]["gpu"])
    found += differences(f"{path}: comments", comments(text, saved), comments(saved, saved))
    after = resolved(path)
    for profile in (before, after):
        profile["name"], profile["nodes"]["gpu"] = None, None
    return found + differences(f"{path}: other answers", before.items(), after.items())


def new(cloud, region, name):
    path = WORK / f"{region}.toml"
    found = answer(path, cloud, "g 2", region, "1", "g 4", "5", "g 6", "1 10.0.0.0/16", "g 8", f"1 {name}")
    return found or [*told(path, name, True)]


WORK.mkdir()
folders = sorted([*FRESH.iterdir(), *REGIONS.iterdir()])
problems, count = [], 0
for number, folder in enumerate(folders):
    problems += edited(folder, NAMES[number % len(NAMES)])
    count += 1
for cloud, region in NEW:
    for name in NAMES:
        problems += new(cloud, region, name)
        (WORK / f"{region}.toml").unlink(missing_ok=True)
        count += 1
if problems:
    fail(problems)
print(f"tomllib reads {count} profiles that the wizard saved, with hostile names; comments and other answers are kept")
