"""What `aks-egress audit` says of a firewall that other software has written down."""

import json
import subprocess

from kit import BINARY, SCRATCH

GOOD = ("covered", "too-wide", "by-fqdn-tag", "perhaps")


def audited(profile, text, name, *more):
    """The report, for the text of one file."""
    file = SCRATCH / "audited" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    command = [BINARY, "audit", "--profile", profile, "--format", "json", *more, file]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def lacks(case, profile, form, text, name):
    """The rules that the audit misses, although this form says that it holds them."""
    left_out, partial = case.losses(form)
    group = case.profiles[0].get("azure_firewall", {}).get("ip_group")
    report = audited(profile, text, name, *(["--source-group", group] if group else []))
    for rule in report["rules"]:
        if rule["coverage"] not in GOOD and rule["id"] not in left_out | partial:
            yield f"{form}: {rule['id']} is {rule['coverage']}"
    for finding in report["findings"]:
        if finding["id"] == "unresolved":
            yield f"{form}: {finding}"
