"""The real Azure CLI, on a fake cloud (fake_arm/sitecustomize.py): runs scripts and tells what they wrote."""

import json
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

from azure_policy import clouds_of
from kit import ROOT, SCRATCH

BIN = ROOT / "target" / "conformance-venv-az" / "bin"
FAKE = ROOT / "tests" / "conformance" / "lib" / "fake_arm"
HOME = SCRATCH / "az"
SUBSCRIPTION = "00000000-0000-0000-0000-000000000001"
TENANT = "00000000-0000-0000-0000-00000000000a"
CLOUDS = {
    "global": ("AzureCloud", "management.azure.com"),
    "china": ("AzureChinaCloud", "management.chinacloudapi.cn"),
    "usgov": ("AzureUSGovernment", "management.usgovcloudapi.net"),
}


def run(*command, home, writes):
    """A command of an operator who is signed in to the cloud of this home."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("AZURE_", "ARM_"))}
    variables |= {
        "PATH": f"{BIN}:{variables['PATH']}",
        "PYTHONPATH": str(FAKE),
        "PYTHONWARNINGS": "ignore",
        "AZURE_CONFIG_DIR": str(home),
        "AZURE_CORE_COLLECT_TELEMETRY": "0",
        "AZURE_CORE_NO_COLOR": "1",
        "AZURE_EXTENSION_USE_DYNAMIC_INSTALL": "no",
        "FAKE_ARM": str(writes),
    }
    return subprocess.run(command, env=variables, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)


def signed_in(cloud):
    """A home of `az`, signed in to a cloud; made once."""
    home = HOME / cloud
    if not home.exists():
        fresh = HOME / f"{cloud}-new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        sign_in = ["az", "login", "--service-principal", "--username", SUBSCRIPTION, "--password", "none", "--tenant", TENANT]
        for command in (["az", "cloud", "set", "--name", CLOUDS[cloud][0]], sign_in):
            done = run(*command, home=fresh, writes=HOME / "none")
            assert done.returncode == 0, f"{' '.join(command[:3])}: {done.stderr[-400:]}"
        fresh.rename(home)
    return home


def writes(cases, format, command="bash {}"):
    """Runs each case's script, or another command on its file: the exit code, the last words and
    the writes, by the case's name."""
    HOME.mkdir(parents=True, exist_ok=True)
    for cloud in sorted({cloud for case in cases for cloud in clouds_of(case)}):
        signed_in(cloud)
    with ThreadPoolExecutor(2) as pool:
        done = pool.map(lambda numbered: one(*numbered, format, command), enumerate(cases))
        return dict(zip([case.name for case in cases], done))


def one(number, case, format, command):
    (cloud,) = clouds_of(case)
    kept = HOME / f"{format}-{number}.jsonl"
    kept.unlink(missing_ok=True)
    file = HOME / f"{format}-{number}"
    file.write_text(case[format])
    words = [word.replace("{}", str(file)) for word in command.split()]
    done = run(*words, home=signed_in(cloud), writes=kept)
    lines = kept.read_text().splitlines() if kept.exists() else []
    return done.returncode, done.stderr.strip()[-300:], list(map(json.loads, lines))


def faults_of_run(case, code, said, writes):
    """What is wrong with any run: it must end well, and write to the cloud of the profile."""
    if code != 0:
        yield f"ended with {code}: {said}"
    (cloud,) = clouds_of(case)
    wrong = {write["host"] for write in writes} - {CLOUDS[cloud][1]}
    if wrong:
        yield f"writes to {wrong}"
