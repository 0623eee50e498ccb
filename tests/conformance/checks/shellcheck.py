#!/usr/bin/env python3
# needs: python3 bash shellcheck
"""Every script that is exported: ShellCheck finds nothing to say of it, bash's own reader neither."""

import json
import subprocess

from kit import FRESH, MERGED, REGIONS, SCRATCH, prove


def problems(cases):
    home = SCRATCH / "scripts"
    home.mkdir(exist_ok=True)
    files = {}
    for number, case in enumerate(cases):
        for form, text in case.exports.items():
            if text.startswith("#!"):
                file = home / f"{number}-{form}.sh"
                file.write_text(text)
                files[str(file)] = f"{case.name}: {form}"
    # Single quotes are meant: a cluster may be called `$(x)`.
    done = subprocess.run(["shellcheck", "--norc", "--exclude=SC2016", "--format=json", *files], capture_output=True, text=True)
    said = json.loads(done.stdout)
    found = [f"{files[one['file']]}: line {one['line']}: SC{one['code']}: {one['message']}" for one in said]
    for file, name in files.items():
        done = subprocess.run(["bash", "-n", file], capture_output=True, text=True)
        if done.returncode != 0 or done.stderr:
            found.append(f"{name}: bash: {done.stderr}")
    return found if files else ["no scripts"]


prove(
    "ShellCheck finds nothing in any exported script, nor does bash -n",
    problems,
    [
        ("global-public", "az", r'="?\'?FIREWALL-POLICY\'?"?$', "= 'FIREWALL-POLICY'"),
        ("global-public", "az-policy", r'"\$FIREWALL_POLICY"', "$(hostname)"),
        ("global-public", "az-policy", r'"\$FIREWALL_POLICY"', '"$policy"'),
        ("global-public", "az-policy", r"'\*\.data[^']*'", "*.data.mcr.microsoft.com"),
        ("global-public", "classic-az", r"'\"'\"'s", "'s"),
        ("global-public", "classic-az", r" \\$", r" \\ "),
        ("global-api-server-ip", "nsg", r"source-port-ranges '\*'", "source-port-ranges *"),
    ],
    over=(FRESH, REGIONS, MERGED),
)
