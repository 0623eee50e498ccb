#!/usr/bin/env python3
# needs: tmux bash python:tomllib
"""In a shell in tmux: colours and NO_COLOR, Ctrl-Z and fg, resizing, and a terminal left as it was."""

import re
import tomllib

from kit import BINARY, REVIEWED, SCRATCH
from terminal import Terminal

WORK = SCRATCH / "terminal-manners"
PROFILE = "usgov-private-gpu-monitor"
SGR = re.compile(r"\x1b\[([\d;:]*)m")
PROMPT = r"^ready>$"
LEFT = {"alternate_on": "0", "cursor_flag": "1", "mouse_any_flag": "0", "keypad_flag": "0"}
"""What tmux knows of a terminal that is a shell's."""


def shell(folder, *environment):
    """A shell with the reviewed profile in its folder, and the line settings before anything ran."""
    folder.mkdir(parents=True)
    (folder / "prod.toml").write_text((REVIEWED / PROFILE / "profile.toml").read_text())
    terminal = Terminal("bash --norc --noprofile -i", folder, 80, 24, ["PS1=ready> ", *environment])
    terminal.shows(PROMPT)
    terminal.run("stty -a > before; clear")
    terminal.until("a clear screen", lambda lines: [line for line in lines if line] == ["ready>"])
    return terminal


def colours(text):
    """Colour codes among the attributes: bold and reverse are none."""
    codes = [int(code) for group in SGR.findall(text) for code in re.split("[;:]", group) if code]
    return [code for code in codes if 30 <= code <= 49 and code not in (39, 49) or 90 <= code <= 107]


def open_wizard(terminal, line):
    terminal.run(line)
    terminal.shows("^ aks-egress  ")
    terminal.shows(r"\? ")


def restored(terminal, folder):
    """After the program, everything is as before it: settings, modes, and the lines above."""
    terminal.run("echo ended with $?; stty -a > after; echo all read")
    terminal.shows("^ended with 0$")
    terminal.shows("^all read$")
    assert (folder / "before").read_text() == (folder / "after").read_text(), "stty -a differs"
    modes = {name: terminal.tmux("display-message", "-p", f"#{{{name}}}").strip() for name in LEFT}
    assert modes == LEFT, modes
    assert any(line.startswith("ready> ") for line in terminal.screen()), "the shell's screen is gone"


def try_colours():
    """NO_COLOR leaves no colour in any byte; without it there are some."""
    for name, variable, wanted in [("colour", "X=1", True), ("no-colour", "NO_COLOR=1", False)]:
        folder = WORK / name
        with shell(folder, variable) as terminal:
            open_wizard(terminal, f"{BINARY} prod.toml")
            for key in ("4", "Space", "Right", "Enter", "Escape", "n", "?", "Escape"):
                before = terminal.screen()
                terminal.press(key)
                terminal.until("another screen", lambda lines: lines != before)
            terminal.press("C-c", "C-c")
            terminal.shows(PROMPT)
            found = colours(terminal.written())
            assert bool(found) == wanted, f"{variable}: colours {sorted(set(found))}"
            marked = [line for line in terminal.written().split("\n") if "\x1b[7m" in line or "7;" in line or ";7" in line]
            assert marked, "no row is marked by reverse video"


def try_suspend():
    """Ctrl-Z gives the shell its terminal; fg brings the same screen back, at the new size too."""
    folder = WORK / "suspend"
    with shell(folder) as terminal:
        open_wizard(terminal, f"{BINARY} prod.toml")
        terminal.press("4")
        terminal.shows("GPU")
        screen = terminal.screen()
        terminal.press("C-z")
        terminal.shows("Stopped")
        terminal.run("stty -a > stopped; echo still $((40 + 2))")
        terminal.shows("^still 42$")
        assert (folder / "stopped").read_text() == (folder / "before").read_text(), "stty -a differs while stopped"
        terminal.run("fg")
        terminal.until("the screen before Ctrl-Z", lambda lines: lines == screen)
        terminal.press("C-z")
        terminal.shows("Stopped")
        terminal.resize(120, 40)
        terminal.run("fg")
        terminal.until("120 columns", lambda lines: any("─" * 120 == line for line in lines))
        terminal.resize(80, 24)
        terminal.until("the screen of 80x24", lambda lines: lines == screen)
        terminal.press("q")
        terminal.shows(PROMPT)
        restored(terminal, folder)


def try_resize():
    """Each size is drawn at once, one that is too small too, and nothing is lost."""
    folder = WORK / "resize"
    with shell(folder) as terminal:
        open_wizard(terminal, f"{BINARY} prod.toml")
        screen = terminal.screen()
        for columns, rows in [(120, 40), (50, 15), (200, 60)]:
            terminal.resize(columns, rows)
            terminal.until(f"{columns} columns", lambda lines: any("─" * columns == line for line in lines))
        terminal.resize(30, 6)
        terminal.shows("too small")
        terminal.resize(80, 24)
        terminal.until("the first screen", lambda lines: lines == screen)
        # Change an answer and save: comments stay.
        terminal.press("4")
        terminal.shows("Windows")
        terminal.press("Down", "Down", "Down", "Space")
        terminal.shows("unsaved")
        terminal.press("C-s")
        terminal.shows("saved prod.toml")
        terminal.press("q")
        terminal.shows(PROMPT)
        restored(terminal, folder)
    saved = (folder / "prod.toml").read_text()
    assert tomllib.loads(saved)["nodes"]["windows"] is True
    comments = lambda text: [line for line in text.splitlines() if line.startswith("#")]
    assert comments(saved) == comments((REVIEWED / PROFILE / "profile.toml").read_text())


def try_copy():
    """The command line copies to the terminal's clipboard, though its output is not the terminal."""
    folder = WORK / "copy"
    with shell(folder) as terminal:
        terminal.run(f"{BINARY} export prod.toml --format fqdns --copy >copied; echo ended with $?")
        terminal.shows("^ended with 0$")
        text = (REVIEWED / PROFILE / "fqdns.txt").read_text()
        terminal.until("the export copied", lambda _: terminal.copied() == text)


try_copy()
try_colours()
try_suspend()
try_resize()
print("OSC 52 reaches tmux; NO_COLOR leaves no colour; Ctrl-Z, fg and resizing bring the same screen; settings and modes are given back")
