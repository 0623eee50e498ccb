"""Scripts of calls to the Azure CLI, run by the real bash: `az` is a function that writes down its arguments."""

import argparse
import os
import subprocess
import tempfile

FUNCTION = "() { printf '%s\\0' \"$@\" '' >&3; }"
"""Each argument ends with a null, and each call with one more."""


def calls(script):
    """The arguments of each call that a script makes, in order."""
    with tempfile.NamedTemporaryFile("w", suffix=".sh") as file, tempfile.TemporaryFile() as said:
        file.write(script)
        file.flush()
        environment = {"PATH": "/nowhere", "BASH_FUNC_az%%": FUNCTION}
        done = subprocess.run(
            ["/bin/bash", "-c", 'exec 3>&"$1"; . "$2"', "script", str(said.fileno()), file.name],
            env=environment,
            pass_fds=[said.fileno()],
            capture_output=True,
            timeout=20,
        )
        assert done.returncode == 0 and not done.stdout + done.stderr, f"bash ends with {done.returncode}: {done.stderr[:300]}"
        said.seek(0)
        return [call.decode().split("\0") for call in said.read().split(b"\0\0")[:-1]]


class Parser(argparse.ArgumentParser):
    """Options of a command: no abbreviations, and a fault where the real one would end."""

    def __init__(self, *options):
        super().__init__(allow_abbrev=False, add_help=False)
        for name, settings in options:
            self.add_argument(name, **settings)

    def error(self, message):
        raise ValueError(message)

    def read(self, words):
        """The options of one call, each given once."""
        given = [word for word in words if word.startswith("--")]
        assert len(set(given)) == len(given), f"an option stands twice in {given}"
        return self.parse_args(words)


ONE = {"required": True}
MAYBE = {}
LIST = {"nargs": "+"}


def choice(*names, **more):
    """One of these names; the Azure CLI takes them in any case."""
    exact = {name.lower(): name for name in names}

    def taken(text):
        if text.lower() not in exact:
            raise argparse.ArgumentTypeError(f"{text!r} is none of {names}")
        return exact[text.lower()]

    return {"type": taken, **more}


def shellcheck(scripts):
    """What ShellCheck says of scripts, by name: of the strictest kind. Single quotes are meant: a cluster may
    be called `$(x)` (SC2016)."""
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for number, (name, text) in enumerate(scripts.items()):
            files[os.path.join(folder, f"{number}.sh")] = name
            with open(os.path.join(folder, f"{number}.sh"), "w") as file:
                file.write(text)
        done = subprocess.run(
            ["shellcheck", "--norc", "--severity=style", "--exclude=SC2016", "--format=gcc", *files], capture_output=True, text=True, timeout=200
        )
        for line in done.stdout.splitlines():
            path, _, rest = line.partition(":")
            yield f"{files[path]}: shellcheck: {rest}"
        if done.stderr or done.returncode not in (0, 1):
            yield f"shellcheck ends with {done.returncode}: {done.stderr[:300]}"
