"""A real terminal: tmux, with a program in it and keys that are pressed.

Waits are for what is on the screen, never for time to pass, and each has an end.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DEADLINE = 20

# A check that is stopped from outside ends its servers too.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


class Terminal:
    """A server of its own with one window. Its raw bytes are kept in a file."""

    def __init__(self, command, folder, columns=80, rows=24, environment=()):
        self.home = tempfile.TemporaryDirectory(prefix="aks-egress-tmux-")
        self.raw = Path(self.home.name) / "raw"
        self.size = columns, rows
        # Answers that another wizard left unsaved would be offered here.
        environment = [f"XDG_STATE_HOME={self.home.name}/state", *environment]
        variables = [word for item in environment for word in ("-e", item)]
        # The window starts with a reader, so that no byte is missed.
        self.tmux("new-session", "-d", "-x", columns, "-y", rows, "-c", folder, *variables, "read go; exec " + command)
        self.tmux("set", "-s", "set-clipboard", "on")
        self.tmux("set", "-g", "status", "off")
        self.tmux("resize-window", "-x", columns, "-y", rows)
        self.tmux("pipe-pane", f"cat > '{self.raw}'")
        self.press("Enter")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.tmux("kill-server")
        self.home.cleanup()

    def tmux(self, *words):
        command = ["tmux", "-u", "-S", f"{self.home.name}/socket", "-f", "/dev/null", *map(str, words)]
        environment = {**os.environ, "TERM": "xterm-256color", "SHELL": "/bin/sh"}
        done = subprocess.run(command, check=True, capture_output=True, env=environment)
        return done.stdout.decode()

    def press(self, *keys):
        """Keys by tmux's names."""
        self.tmux("send-keys", *keys)

    def type(self, text):
        """Characters."""
        self.tmux("send-keys", "-l", text)

    def run(self, line):
        """A line for a shell."""
        self.type(line)
        self.press("Enter")

    def screen(self):
        """The lines on the screen, without blanks at their ends."""
        return [line.rstrip() for line in self.tmux("capture-pane", "-p").split("\n")][: self.size[1]]

    def resize(self, columns, rows):
        self.size = columns, rows
        self.tmux("resize-window", "-x", columns, "-y", rows)

    def until(self, what, holds):
        """Waits until this holds for the screen's lines."""
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            if holds(self.screen()):
                return
            time.sleep(0.02)
        raise AssertionError(f"waited in vain for {what}; the screen:\n" + "\n".join(self.screen()))

    def shows(self, pattern):
        """Waits until a line of the screen matches."""
        self.until(pattern, lambda lines: any(re.search(pattern, line) for line in lines))

    def is_exactly(self, text, what):
        """Waits until the screen is this text."""
        lines = text.removesuffix("\n").split("\n")
        try:
            self.until(what, lambda screen: screen == lines)
        except AssertionError:
            pairs = [(want, seen) for want, seen in zip(lines, self.screen()) if want != seen]
            wrong = "\n".join(f"- {want}\n+ {seen}" for want, seen in pairs)
            raise AssertionError(f"{what} is not as reviewed:\n{wrong}") from None

    def copied(self):
        """What has been copied last, if anything has."""
        try:
            return self.tmux("show-buffer")
        except subprocess.CalledProcessError:
            return None

    def written(self):
        """Every byte that the program wrote."""
        return self.raw.read_bytes().decode()
