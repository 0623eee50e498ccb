#!/usr/bin/env python3
# needs: tmux python:tomllib
"""A newcomer plans a private US Gov cluster in a real terminal, and sees the reviewed screens.

tmux draws what the program writes, with its own idea of how wide a Chinese character is. The keys
are those of tests/screens.rs, and so must be the screens. What is saved, exported and copied is
read back.
"""

import re
import subprocess
import sys
import tomllib

from kit import BINARY, ROOT, SCRATCH
from terminal import Terminal

SCREENS = ROOT / "snapshots" / "screens" / "newcomer"
SIZES = [(120, 40), (80, 24), (50, 15)]
LANGUAGES = {"en": "C.UTF-8", "zh": "zh_CN.UTF-8"}
STORY = [
    ("", "01-start"),
    ("Down Down Space", "02-us-gov"),
    ("Tab v i r g", "03-region-filtered"),
    ("Enter", "04-api-server"),
    ("Down Space", "05-private-link"),
    ("Tab Down Down Down Down Space", "06-gpu"),
    ("Tab Down Down Down Space", "07-azure-monitor"),
    ("Tab Enter 1 0 . 2 4 0 . 0 . 0 / 1 6", "08-typing-subnets"),
    ("Enter 8", "09-review"),
    ("C-s Enter", "10-saved"),
    ("e", "11-formats"),
    ("/ p o r t a l", "12-formats-filtered"),
    ("Enter Enter", "13-portal"),
]
PORTAL = r"^ portal  Azure"
"""The title of the export in this format."""
ANSWERS = {
    "cluster": {"cloud": "usgov", "region": "usgovvirginia", "api_server": "private-link"},
    "nodes": {"gpu": True, "subnets": ["10.240.0.0/16"]},
    "addons": {"enabled": ["azure-monitor"]},
}


def export(folder, format):
    command = [BINARY, "export", "aks-egress.toml", "--format", format]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def shot(name, language, size):
    return (SCREENS / f"{name}.{language}.{size[0]}x{size[1]}.txt").read_text()


def copies(terminal):
    """The paste walk copies field after field; what is only chosen from a list is stepped over."""
    terminal.press("p")
    for value in ["aks-egress", "400", "aks-egress-application"]:
        terminal.press("Enter")
        terminal.until(f"{value} copied", lambda _: terminal.copied() == value)
    terminal.press("Escape")
    terminal.shows(PORTAL)


def writes(terminal, folder):
    """The export goes to a file, then whole to the clipboard."""
    terminal.press("w")
    terminal.press("Enter")
    written = folder / "aks-egress-portal.txt"
    terminal.until("the file", lambda _: written.exists())
    text = export(folder, "portal")
    assert written.read_text() == text, "the file is not the command line's export"
    terminal.press("y")
    terminal.until("the export copied", lambda _: terminal.copied() == text)


def plan(language, size):
    folder = SCRATCH / f"terminal-{language}-{size[0]}"
    folder.mkdir()
    environment = [f"LANG={LANGUAGES[language]}"]
    with Terminal(f"sh -c '{BINARY}; echo ended with $?; read end'", folder, *size, environment) as terminal:
        for keys, name in STORY:
            if keys:
                terminal.press(*keys.split())
            terminal.is_exactly(shot(name, language, size), f"{name} at {size}")
        copies(terminal)
        writes(terminal, folder)
        terminal.press("Escape")
        terminal.until("the list of formats", lambda lines: not any(re.search(PORTAL, line) for line in lines))
        terminal.press("Escape")
        terminal.until("the main page", lambda lines: not any(line.startswith("> portal") for line in lines))
        # Change an answer, and save while leaving.
        terminal.press(*"3 Up Space q".split())
        terminal.is_exactly(shot("15-quit-unsaved", language, size), f"quit at {size}")
        terminal.press("s")
        terminal.shows("^ended with 0$")
    saved = tomllib.loads((folder / "aks-egress.toml").read_text())
    answers = {**ANSWERS, "cluster": {**ANSWERS["cluster"], "api_server": "public"}}
    for table, rows in answers.items():
        # The default needs not be written.
        found = {"api_server": "public", **saved[table]} if table == "cluster" else saved[table]
        assert rows.items() <= found.items(), f"{table} is {found}"


shots = 0
for size in SIZES:
    for language in LANGUAGES:
        try:
            plan(language, size)
        except AssertionError as error:
            sys.exit(f"{language} at {size}: {error}")
        shots += len(STORY) + 1
print(f"{shots} screens in tmux, in three sizes and two languages, are the reviewed ones; saved, exported and copied text is right")
