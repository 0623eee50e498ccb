#!/usr/bin/env python3
# needs: bash zsh fish tmux
"""The completion scripts parse, and the Tab key works in each shell: commands, formats, profiles."""

import json
import os
import re
import subprocess

from kit import BINARY, SCRATCH
from terminal import Terminal

WORK = SCRATCH / "completions"
SHELLS = {
    "bash": "bash --norc --noprofile -i",
    "zsh": "zsh -f -i",
    "fish": "fish --no-config -i",
}
START = {
    "bash": "PS1='ready> '; source script.bash; clear",
    # zsh asks before it lists more than LISTMAX.
    "zsh": "PS1='ready> '; LISTMAX=500; autoload -U compinit; compinit -D; source ./script.zsh; clear",
    "fish": "function fish_prompt; echo 'ready> '; end; function fish_right_prompt; end; source script.fish; clear",
}
WHOLE = [
    ("expo", "export"),
    ("export --format mark", "export --format markdown"),
    ("export prod.toml --forc", "export prod.toml --force"),
    ("export pro", "export prod.toml"),
    ("pro", "prod.toml"),
    ("list reg", "list regions"),
]
NOT_OFFERED = {("fish", "list reg")}
"""The generator for fish knows the values of options only."""


def output(*words):
    return subprocess.run([BINARY, *words], check=True, capture_output=True, text=True).stdout


def prompt(lines):
    return [line for line in lines if line] == ["ready>"]


def try_shell(shell, formats):
    print(f"in {shell}:")
    script = WORK / f"script.{shell}"
    script.write_text(output("completions", shell))
    subprocess.run([shell, "-n", script], check=True)
    with Terminal(SHELLS[shell], WORK, 100, 60) as terminal:
        terminal.run(START[shell])
        terminal.until("an empty prompt", prompt)
        for typed, whole in [row for row in WHOLE if (shell, row[0]) not in NOT_OFFERED]:
            terminal.type(f"aks-egress {typed}")
            terminal.press("Tab")
            terminal.shows(rf"^ready> aks-egress {re.escape(whole)}$")
            terminal.press("C-u")
            terminal.run("clear")
            terminal.until("an empty prompt", prompt)
        terminal.type("aks-egress export --format ")
        terminal.press("Tab", "Tab")
        words = lambda lines: re.findall(r"[\w-]+", "\n".join(lines[1:]))
        terminal.until("all formats", lambda lines: set(formats) <= set(words(lines)))


(WORK / "bin").mkdir(parents=True)
(WORK / "bin" / "aks-egress").symlink_to(BINARY)
(WORK / "prod.toml").touch()
os.environ.update(PATH=f"{WORK / 'bin'}:{os.environ['PATH']}", HOME=str(WORK))
formats = [entry["id"] for entry in json.loads(output("list", "formats", "--format", "json"))]
for shell in SHELLS:
    try_shell(shell, formats)
print(f"{', '.join(SHELLS)} parse their scripts, and Tab completes commands, options, profiles and {len(formats)} formats")
