"""The Check Point script, run against a stand-in for mgmt_cli: what it calls must be what the
Management API documents, and gives the objects and rules that it leaves behind."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from kit import SCRATCH

STAND_INS = Path(__file__).parent / "stand_ins"
PREDEFINED = {
    "Any": {"type": "CpmiAnyObject"},
    "http": {"type": "service-tcp", "port": "80"},
    "https": {"type": "service-tcp", "port": "443"},
    "ntp-udp": {"type": "service-udp", "port": "123"},
    "domain-udp": {"type": "service-udp", "port": "53"},
    "domain-tcp": {"type": "service-tcp", "port": "53"},
}
BOOL = r"true|false"
ADDRESS = r"[0-9a-f.:]+"
REFERENCE = r".+"
RULE = {
    "layer": "Network",
    "name": r"aks-[a-z0-9-]{1,80}",
    "source.*": REFERENCE,
    "destination.*": REFERENCE,
    "service": REFERENCE,
    "action": "Accept",
    "track.type": "Log",
    "comments": r"(?!-).{1,500}",
}
GROUP = {"name": r"aks-[a-z0-9-]{1,80}", "members.*": REFERENCE}
SERVICE = {"name": r"aks-(tcp|udp)-\d+", "port": r"\d+", "match-for-any": "false", "ignore-warnings": "true"}
NAME = r"aks-[0-9a-f._-]+"
CALLS = {
    ("add", "access-section"): {"layer": "Network", "position": "top", "name": "aks-egress"},
    ("add", "dns-domain"): {"name": r"\.[a-z0-9.-]{3,253}", "is-sub-domain": BOOL},
    ("add", "host"): {"name": NAME, "ip-address": ADDRESS, "ignore-warnings": "true"},
    ("add", "network"): {"name": NAME, "subnet": ADDRESS, "mask-length": r"\d+", "ignore-warnings": "true"},
    ("add", "service-tcp"): SERVICE,
    ("add", "service-udp"): SERVICE,
    ("add", "group"): GROUP,
    ("set", "group"): GROUP,
    ("add", "access-rule"): {**RULE, "position.bottom": "aks-egress"},
    ("set", "access-rule"): RULE,
}
"""What a call must have, each value by a pattern; `key.*` are key.1, key.2 and so on."""


class State:
    """A folder for the stand-in: what it was called with, and what it knows."""

    def __init__(self, name):
        self.folder = SCRATCH / "management" / re.sub(r"\W", "_", name)
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "objects").mkdir(parents=True)

    def run(self, script, refuse=""):
        """Whether it went well, what it complained about, and the calls of this run."""
        log = self.folder / "calls"
        log.write_text("")
        path = self.folder / "script.sh"
        path.write_text(script)
        surroundings = {"STATE": self.folder, "REFUSE": refuse, "TMPDIR": self.folder, "LANG": "C.UTF-8"}
        surroundings["PATH"] = f"{STAND_INS}:{os.environ['PATH']}"
        done = subprocess.run(["bash", path], env=surroundings, capture_output=True, text=True, timeout=60)
        left = [file.name for file in self.folder.glob("tmp.*")]
        assert not left, f"a session file is left: {left}"
        calls = [line.split("\x1f")[:-1] for line in log.read_text().splitlines()]
        return done.returncode == 0, done.stderr, calls


def session(calls, last):
    """The calls between login and logout, without the session's options, that end with these verbs."""
    assert calls[0] == ["login", "-r", "true", "session-name", "aks-egress"], calls[0]
    file = calls[1][calls[1].index("-s") + 1]
    for call in calls[1:]:
        assert call[call.index("-s") + 1] == file, f"another session: {call}"
    assert [call[0] for call in calls[-len(last) :]] == last, calls[-3:]
    middle = [call[: call.index("-s")] for call in calls[1 : -len(last)]]
    assert all(call[0] in ("show", "add", "set") for call in middle)
    return [call for call in middle if call[0] != "show"]


def arguments(call):
    """The verb, the type, and the values by key; lists by the key before the dot."""
    verb, type, *words = call
    table = CALLS[verb, type]
    assert len(words) % 2 == 0, f"a key without a value: {call}"
    pairs = list(zip(words[::2], words[1::2]))
    values = dict(pairs)
    assert len(values) == len(pairs), f"a key stands twice: {call}"
    for key, value in values.items():
        pattern = table.get(key) or table[re.sub(r"\.\d+$", ".*", key)]
        assert re.fullmatch(pattern, value), f"{verb} {type}: {key} {value}"
    for key in table:
        listed = [word for word in values if re.fullmatch(re.escape(key).replace(r"\*", r"\d+"), word)]
        assert listed, f"{verb} {type} without {key}"
        if key.endswith(".*"):
            stem = key.removesuffix(".*")
            values[stem] = [values[f"{stem}.{number + 1}"] for number in range(len(listed))]
    return verb, type, values


def replay(calls):
    """The objects by name, and the rules; nothing may be named before it is there."""
    objects, rules = dict(PREDEFINED), []
    for verb, type, values in map(arguments, calls):
        named = [name for key in ("members", "source", "destination") for name in values.get(key, [])]
        unknown = [name for name in named + [values.get("service", "Any")] if name not in objects]
        assert not unknown, f"not there yet: {unknown}"
        if type == "access-rule":
            rules.append(values)
        elif type != "access-section":
            assert values["name"] not in objects, f"stands twice: {values['name']}"
            objects[values["name"]] = {"type": type, **values}
    return objects, rules


def rulebase(objects, rules):
    """What `show access-rulebase` would answer, as far as its readers need it."""
    def entry(name, fields):
        given = {"uid": name, "name": name, "type": fields["type"]}
        match fields["type"]:
            case "host":
                given[f"ipv{6 if ':' in fields['ip-address'] else 4}-address"] = fields["ip-address"]
            case "network":
                version = 6 if ":" in fields["subnet"] else 4
                given |= {f"subnet{version}": fields["subnet"], f"mask-length{version}": int(fields["mask-length"])}
            case "dns-domain":
                given["is-sub-domain"] = fields["is-sub-domain"] == "true"
            case "group":
                given["members"] = [entry(member, objects[member]) for member in fields["members"]]
            case "service-tcp" | "service-udp":
                given["port"] = fields["port"]
        return given

    dictionary = [entry(name, fields) for name, fields in objects.items()]
    dictionary += [{"uid": name, "name": name, "type": type} for name, type in [("Accept", "RulebaseAction"), ("Log", "Track")]]
    listed = [
        {
            "type": "access-rule", "uid": rule["name"], "name": rule["name"], "enabled": True, "rule-number": number,
            "source": rule["source"], "destination": rule["destination"], "service": [rule["service"]],
            "vpn": ["Any"], "content": ["Any"], "time": ["Any"], "install-on": ["Any"],
            "action": rule["action"], "track": {"type": "Log"}, "comments": rule["comments"],
        }
        for number, rule in enumerate(rules, 1)
    ]  # fmt: skip
    section = {"type": "access-section", "uid": "aks-egress", "name": "aks-egress", "rulebase": listed}
    return {"uid": "Network", "name": "Network", "rulebase": [section], "objects-dictionary": dictionary}
