"""Terraform on files of ours: nothing is downloaded, since the one provider that they name is a stub."""

import json
import os
import shlex
import subprocess
from concurrent.futures import ThreadPoolExecutor

from kit import ROOT, SCRATCH

PYTHON = ROOT / "target" / "conformance-tf" / "bin" / "python"
STUB = ROOT / "tests" / "conformance" / "lib" / "azurerm_stub.py"
HOME = SCRATCH / "terraform"
NOWHERE = "http://127.0.0.1:9"


def prepare():
    """Settings that put the stub in the provider's place, and the stub where Terraform looks for it."""
    plugins = HOME / "plugins"
    plugins.mkdir(parents=True, exist_ok=True)
    program = plugins / "terraform-provider-azurerm"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} {shlex.quote(str(STUB))} "$@"\n')
    program.chmod(0o755)
    overrides = f'provider_installation {{\n  dev_overrides {{\n    "hashicorp/azurerm" = {json.dumps(str(plugins))}\n  }}\n}}\n'
    (HOME / "settings.tfrc").write_text(overrides)


def terraform(*arguments, folder=None):
    """A run that could not reach anything outside."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("TF_")}
    variables |= {
        "TF_CLI_CONFIG_FILE": str(HOME / "settings.tfrc"),
        "CHECKPOINT_DISABLE": "1",
        "HTTPS_PROXY": NOWHERE,
        "HTTP_PROXY": NOWHERE,
        # The stub keeps its certificate below its home.
        "HOME": str(HOME),
        "PYTHONPATH": str(STUB.parent),
    }
    return subprocess.run(["terraform", *arguments], cwd=folder, env=variables, capture_output=True, text=True, timeout=120)


def validated(texts):
    """What `fmt` and `validate` say of each file, by its name."""
    prepare()
    folders = {}
    for number, (name, text) in enumerate(texts.items()):
        folders[name] = HOME / "files" / f"{os.getpid()}-{number}"
        folders[name].mkdir(parents=True, exist_ok=True)
        (folders[name] / "main.tf").write_text(text)
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(folders, pool.map(faults, folders.values())))


def faults(folder):
    found = []
    shaped = terraform("fmt", "-check", "-diff", "-no-color", folder=folder)
    if shaped.returncode != 0:
        found.append(f"not in the form of terraform fmt: {(shaped.stderr or shaped.stdout)[:400]}")
    done = terraform("validate", "-json", "-no-color", folder=folder)
    said = json.loads(done.stdout)
    for item in said["diagnostics"]:
        # Terraform warns of every override.
        if item["summary"] != "Provider development overrides are in effect":
            found.append(f"{item['summary']}: {item.get('detail', '')}"[:400])
    if not said["valid"] and not found:
        found.append(done.stdout[:400])
    return found
