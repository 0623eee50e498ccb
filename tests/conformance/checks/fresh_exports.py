#!/usr/bin/env python3
# needs: python3
"""The program writes the reviewed exports byte by byte, to a file and to standard output alike."""

import subprocess

from kit import BINARY, FRESH, REVIEWED, differences, fail


def stdout(folder, format):
    command = [BINARY, "export", "profile.toml", "--format", format]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout


problems = []
compared = 0
for fresh in sorted(FRESH.iterdir()):
    reviewed = REVIEWED / fresh.name
    names = lambda folder: sorted(path.name for path in folder.iterdir())
    problems += differences(fresh.name, names(reviewed), names(fresh))
    for path in sorted(fresh.iterdir()):
        if path.name == "profile.toml" or path.name.startswith("ServiceTags_"):
            continue
        written = path.read_bytes()
        if written != (reviewed / path.name).read_bytes():
            problems.append(f"{path}: not as reviewed")
        if written != stdout(fresh, path.stem):
            problems.append(f"{path}: -o and standard output differ")
        compared += 1
if problems or not compared:
    fail(problems)
print(f"{compared} exports of {len(list(FRESH.iterdir()))} profiles are the reviewed ones, in a file and on standard output")
