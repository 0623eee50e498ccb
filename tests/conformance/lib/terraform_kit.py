"""Terraform on files of ours. Nothing is downloaded and no `terraform init` is needed: the one
provider that the files name runs already, and it is a stub (azurerm_stub.py).
"""

import json
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from kit import ROOT, SCRATCH

PYTHON = ROOT / "target" / "conformance-venv-terraform" / "bin" / "python"
STUB = ROOT / "tests" / "conformance" / "lib" / "azurerm_stub.py"
HOME = SCRATCH / "terraform"
NOWHERE = "http://127.0.0.1:9"


def variables(**more):
    """The surroundings of a run that could not reach anything outside."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TF_")}
    return kept | {"CHECKPOINT_DISABLE": "1", "HTTPS_PROXY": NOWHERE, "HTTP_PROXY": NOWHERE, "HOME": str(HOME)} | more


@contextmanager
def provider():
    """The stub, on a socket in a folder of its own; gives what tells Terraform of it."""
    # Its home keeps a certificate, its temporary folder the socket.
    command = [PYTHON, STUB, "--dev"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=variables(PYTHONUNBUFFERED="1")) as stub:
        try:
            yield next(found[1] for found in (re.search(r"TF_REATTACH_PROVIDERS='(.*)'", line) for line in stub.stdout) if found)
        finally:
            stub.terminate()


def terraform(*arguments, folder, **more):
    command = ["terraform", *arguments]
    return subprocess.run(command, cwd=folder, env=variables(**more), capture_output=True, text=True, timeout=60)


def validated(texts):
    """What `terraform fmt` and `terraform validate` say of each file, by its name."""
    files = HOME / f"files-{len(texts)}"
    folders = {}
    for number, (name, text) in enumerate(texts.items()):
        folders[name] = files / str(number)
        folders[name].mkdir(parents=True, exist_ok=True)
        (folders[name] / "main.tf").write_text(text)
    shaped = terraform("fmt", "-check", "-recursive", "-list", "-no-color", folder=files)
    misshapen = set(re.findall(r"(\d+)/main\.tf", shaped.stdout + shaped.stderr))
    with provider() as attached, ThreadPoolExecutor(2) as pool:
        said = pool.map(lambda folder: faults(folder, attached), folders.values())
        found = dict(zip(folders, said))
    for name, folder in folders.items():
        if folder.name in misshapen:
            found[name].append("not in the form of terraform fmt")
    return found


def faults(folder, attached):
    done = terraform("validate", "-json", "-no-color", folder=folder, TF_REATTACH_PROVIDERS=attached)
    said = json.loads(done.stdout)
    found = [f"{item['summary']}: {item.get('detail', '')}"[:400] for item in said["diagnostics"]]
    return found if found or said["valid"] else [done.stdout]


VARIABLES = {
    "terraform": {"firewall_policy_id": "/subscriptions/0/resourceGroups/r/providers/Microsoft.Network/firewallPolicies/hub"},
    "classic-terraform": {"azure_firewall_name": "hub", "resource_group_name": "r"},
}


def planned(texts):
    """What `terraform show -json` says of a plan of each file, by its (name, form); a fault as text."""
    files = HOME / "plans"
    folders = {}
    for number, (name, text) in enumerate(texts.items()):
        folders[name] = files / str(number)
        folders[name].mkdir(parents=True, exist_ok=True)
        (folders[name] / "main.tf").write_text(text)
    with provider() as attached, ThreadPoolExecutor(2) as pool:
        said = pool.map(lambda name: plan(folders[name], VARIABLES[name[1]], attached), folders)
        return dict(zip(folders, said))


def plan(folder, values, attached):
    given = [part for name, value in values.items() for part in ("-var", f"{name}={value}")]
    made = terraform("plan", "-out=plan", "-input=false", "-no-color", *given, folder=folder, TF_REATTACH_PROVIDERS=attached)
    if made.returncode != 0:
        return made.stderr
    return terraform("show", "-json", "-no-color", "plan", folder=folder, TF_REATTACH_PROVIDERS=attached).stdout
