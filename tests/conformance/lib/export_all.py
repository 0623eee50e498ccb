"""Exports what the checks read: the reviewed profiles, one profile for each region, and several
profiles in one; each once as it is, and once with --allow-wider in a folder of the same name below
`wider`.

The profiles of regions take turns with their answers, so that together they hold every pair of
cloud and answer that matters to a format.
"""

import json
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from kit import BINARY, FRESH, MERGED, REGIONS, REVIEWED, SCRATCH, WIDER


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


GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/ipGroups/aks"
HOSTILE = [f"name = '{name}'" for name in ('"a|b" *c* <d> =1+2 # ${x} $(y) `e`', "*/ \"\"\" \\ %0A; 80,443", "区域 “规则” ？")]
"""Merged cases: reviewed profiles, and what is changed in the profile of that number."""
CLUSTERS = {
    "global": (["global-public", "global-every-addon", "global-private-zh", "global-edition-2024-09-26"], {}),
    "china-zh": (["china-learn-zh", "china-copy-printed-private", "china-learn-printed"], {}),
    "usgov": (["usgov-private-gpu-monitor", "usgov-public-printed"], {}),
    "ip-groups": (["global-api-server-ip", "global-gpu-windows-any", "global-private-zh"], {1: f'[azure_firewall]\nip_group = "{GROUP}"'}),
    "fqdn-tag": (["global-fqdn-tag", "global-every-addon"], {1: f'[azure_firewall]\nfqdns = "tag-and-addons"\nip_group = "{GROUP}"'}),
    "hostile-labels": (["global-hostile-name", "global-api-server-ip", "global-every-addon"], dict(enumerate(HOSTILE))),
    "region-file": (["global-region-cidrs", "global-api-server-ip"], {}),
    "any-source": (["usgov-public-printed", "usgov-public-zh"], {}),
}
WITHOUT_SUBNETS = {("any-source", 1)}


def cluster(case, number, reviewed, change):
    """A reviewed profile with a subnet of its own, so that the sources of each cluster can be told apart."""
    text = (REVIEWED / reviewed / "profile.toml").read_text()
    if change and change.startswith("name"):
        text = change + "\n" + re.sub(r"^name = .*\n", "", text, flags=re.M)
    elif change:
        text = f"{text}\n{change}\n"
    text = re.sub(r"^subnets = .*\n", "", text, flags=re.M)
    nodes = "" if (case, number) in WITHOUT_SUBNETS else f'subnets = ["10.{100 + number}.0.0/16", "10.99.0.0/24"]\n'
    return text.replace("[nodes]\n", f"[nodes]\n{nodes}") if "[nodes]" in text else f"{text}\n[nodes]\n{nodes}"


def merged():
    """Folders with several profiles each, in a folder of their own."""
    for name, (reviewed, changes) in CLUSTERS.items():
        profiles = MERGED / name / "profiles"
        profiles.mkdir(parents=True)
        for number, one in enumerate(reviewed):
            (profiles / f"{number}-{one}.toml").write_text(cluster(name, number, one, changes.get(number)))
            for file in (REVIEWED / one).glob("ServiceTags_*"):
                shutil.copy(file, profiles)


def prepare():
    """Folders with a profile each, or with a folder of several."""
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
    merged()
    return [*FRESH.iterdir(), *REGIONS.iterdir(), *MERGED.iterdir()]


def export(folder):
    wider = WIDER / folder.relative_to(SCRATCH)
    shutil.copytree(folder, wider)
    several = [path.relative_to(folder) for path in sorted(folder.glob("profiles/*.toml"))]
    for place, options in [(folder, []), (wider, ["--allow-wider"])]:
        for entry in formats:
            file = f"{entry['id']}.{entry['extension']}"
            run("export", *(several or ["profile.toml"]), "--format", entry["id"], *options, "-o", file, folder=place)


formats = listed("formats")
with ThreadPoolExecutor(4) as pool:
    list(pool.map(export, prepare()))
