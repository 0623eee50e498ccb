"""What a firewall allows: as the JSON export says it, and as FWShift reads it from a configuration."""

import ipaddress
import shutil
import subprocess
from typing import NamedTuple

from fwshift import cli
from fwshift.errors import FwshiftError
from fwshift.model import Action
from fwshift.report import Report, Severity

from kept import destinations, kept
from kit import BINARY, REVIEWED, SCRATCH

ANY = "*"
NOBODY = "none"


class Allowed(NamedTuple):
    """One destination and port, from some sources."""

    to: str
    protocol: str
    port: int
    sources: tuple


def network(text):
    """The network that a text names, if it does."""
    try:
        return ipaddress.ip_network(text)
    except ValueError:
        return None


def allowed(to, protocol, port, sources):
    """A destination with those of the sources that can reach it: the ones of its IP version.

    A source that is no address, `0.0.0.0/32` or `::/128`, reaches nothing.
    """
    net = network(to)
    if ANY in sources:
        return Allowed(str(net or to), protocol, port, (ANY,))
    nets = [network(source) for source in sources]
    able = [source for source in nets if int(source.network_address) and (not net or source.version == net.version)]
    return Allowed(str(net or to), protocol, port, tuple(sorted(map(str, able))) or (NOBODY,))


def expected(case, format):
    """What a format must allow."""
    return sorted(
        {
            allowed(to, "udp" if rule["protocol"] == "UDP" else "tcp", rule["port"], rule["sources"] or [ANY])
            for rule in kept(case, format)
            for to in destinations(rule, case)
        }
    )


class Read:
    """A configuration, read by FWShift and written again: what it doubts is a fault."""

    def __init__(self, text, vendor, device_group=""):
        report = Report()
        try:
            self.policy = cli.load(text.encode(), vendor, report, device_group=device_group)
            self.rules = self.policy.rules
            cli.convert(self.policy, vendor, report)
        except FwshiftError as error:
            raise ValueError(str(error)) from error
        findings = [(item.name, found) for item in report.items.values() for found in item.findings]
        findings += [("", note) for note in report.notes]
        doubts = [f"{name} {f.code}: {f.message}" for name, f in findings if f.severity > Severity.INFO]
        assert not doubts, doubts[:3]

    def values(self, names):
        """Networks and hosts behind names of objects and groups; `any` in its several forms is a star."""
        for name in names:
            if name in ("any", "0.0.0.0/0", "::/0"):
                yield ANY
            elif name in self.policy.address_groups:
                members = self.policy.address_groups[name].members
                assert members, f"{name} is empty"
                yield from self.values(members)
            else:
                yield self.policy.addresses[name].value

    def allowed(self, rule, hosts=()):
        """What a rule allows; `hosts` are those of its URL category."""
        plain = (rule.enabled, rule.action, rule.unsupported, rule.applications, rule.users, rule.schedule)
        assert plain == (True, Action.ALLOW, [], ["any"], ["any"], ""), f"{rule.name}: {plain}"
        assert not (rule.negate_source or rule.negate_destination or rule.negate_service), rule.name
        sources = list(self.values(rule.sources))
        for service in rule.services:
            for entry in self.policy.services[service].entries:
                assert not entry.src_ports, service
                for to in hosts or self.values(rule.destinations):
                    yield allowed(to, entry.protocol.value, int(entry.dst_ports), sources)


def more(*formats):
    """The root of cases that the reviewed profiles do not hold: IPv6, service tags as prefixes, clusters."""
    root, profiles = SCRATCH / "more", SCRATCH / "more-profiles"
    shutil.rmtree(root, ignore_errors=True)
    shutil.rmtree(profiles, ignore_errors=True)
    profiles.mkdir()
    reviewed = REVIEWED / "global-region-cidrs"
    for file in reviewed.glob("ServiceTags_*"):
        shutil.copy(file, profiles)
    text = (reviewed / "profile.toml").read_text()
    dns = lambda text: text.replace('tunnel = "legacy"', 'tunnel = "legacy"\ncustom_dns = ["10.0.0.4", "fd00::4"]')
    subnet = lambda text: text.replace('"10.240.0.0/16"', '"10.240.0.0/16", "fd00:10::/64"')
    other = text.replace("region cidrs", "the 'other' \\\\ \\\"one\\\" <?> # $x").replace("10.240.", "10.250.")
    cases = {
        "ipv6": [subnet(dns(text)) + "ipv6 = true\n"],
        "ipv6-without-subnet": [dns(text) + "ipv6 = true\n"],
        "ipv6-from-any": [dns(text).replace('"10.240.0.0/16"', "") + "ipv6 = true\n"],
        "ipv6-alone": [dns(text).replace("10.240.0.0/16", "fd00:10::/64") + "ipv6 = true\n"],
        "tags": [subnet(text.replace("region-cidrs", "service-tag")) + "ipv6 = true\n"],
        "clusters": [subnet(text), dns(other)],
    }
    for name, texts in cases.items():
        (root / name).mkdir(parents=True)
        paths = []
        for number, text in enumerate(texts):
            paths.append(f"{name}-{number}.toml")
            (profiles / paths[-1]).write_text(text)
        for format in ("json", *formats):
            run = [BINARY, "export", *paths, "--format", format, "-o", root / name / f"{format}.txt"]
            subprocess.run(run, cwd=profiles, check=True, capture_output=True)
    return root
