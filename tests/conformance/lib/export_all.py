"""Exports what the checks read: the reviewed profiles, and one profile for each region; each once
as it is, and once with --allow-wider in a folder of the same name below `wider`.

The profiles of regions take turns with their answers, so that together they hold every pair of
cloud and answer that matters to a format.
"""

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from kit import BINARY, FRESH, REGIONS, REVIEWED, SCRATCH, WIDER


def run(*arguments, folder=None):
    done = subprocess.run([BINARY, *arguments], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"aks-egress {' '.join(map(str, arguments))} in {folder}: {done.stderr}")
    return done.stdout


def listed(kind):
    return json.loads(run("list", kind, "--format", "json"))


def turn(values, number):
    return values[number % len(values)]


def profile(number, region, addons):
    """A profile that asks for nearly everything."""
    cloud = region["cloud"]
    source = turn(["learn", "learn", "azure-cn-zh"], number) if cloud == "china" else "learn"
    answers = {
        "": {
            "version": 1,
            "name": turn([f"region {region['name']}", "a|b *c* <d> `e` \"f\"", "=1+2; 80,443", "区域 “规则”"], number),
            "source": source,
            "reading": turn(["recommended", "printed"], number),
            "language": turn(["en", "zh", "zh"], number),
        },
        "cluster": {
            "cloud": cloud,
            "region": region["name"],
            "tunnel": turn(["konnectivity", "legacy"], number // 2),
            "api_server_ip": "20.1.2.3",
            "pods_use_api_server_ip": True,
            "custom_dns": ["10.0.0.4", "10.0.0.5"],
            "custom_dns_tcp": True,
            "exempt": [],
        },
        "nodes": {
            "windows": True,
            "gpu": True,
            "before_march_2021": True,
            "subnets": turn([["10.240.0.0/16"], ["10.240.0.0/16", "10.241.0.0/16"], []], number),
        },
        "addons": {
            "enabled": addons,
            "azure_monitor_by": turn(["both", "fqdn", "service-tag"], number),
        },
        "destinations": {
            "control_plane": turn(["service-tag", "any", "api-server-ip"], number),
            "ntp": turn(["any", "fqdn"], number),
            "legacy_hosts": True,
        },
    }
    # TOML writes such values as JSON does.
    line = lambda key, value: f"{key} = {json.dumps(value, ensure_ascii=False)}\n"
    table = lambda name, rows: (f"[{name}]\n" if name else "") + "".join(line(*row) for row in rows.items())
    return "".join(table(*item) for item in answers.items())


def prepare():
    """Folders with a profile each."""
    for reviewed in sorted(REVIEWED.iterdir()):
        folder = FRESH / reviewed.name
        folder.mkdir(parents=True)
        for file in [reviewed / "profile.toml", *reviewed.glob("ServiceTags_*")]:
            shutil.copy(file, folder)
    addons = [addon["id"] for addon in listed("addons")]
    for number, region in enumerate(listed("regions")):
        folder = REGIONS / region["name"]
        folder.mkdir(parents=True)
        (folder / "profile.toml").write_text(profile(number, region, addons))
    return [*FRESH.iterdir(), *REGIONS.iterdir()]


def export(folder):
    wider = WIDER / folder.relative_to(SCRATCH)
    shutil.copytree(folder, wider)
    for place, options in [(folder, []), (wider, ["--allow-wider"])]:
        for entry in formats:
            file = f"{entry['id']}.{entry['extension']}"
            run("export", "profile.toml", "--format", entry["id"], *options, "-o", file, folder=place)


formats = listed("formats")
with ThreadPoolExecutor(4) as pool:
    list(pool.map(export, prepare()))
