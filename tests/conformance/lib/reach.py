"""Which names rules allow, and names to try: those that are meant, their neighbours, look-alikes."""

import re


def covers(host, name):
    """Whether a host as the JSON export writes it means this name."""
    if host.startswith("*.") and "*" not in host[2:]:
        return name.endswith(host[1:]) and name != host[1:]
    return re.fullmatch(re.escape(host).replace(r"\*", ".*"), name) is not None


def covers_more(host, name):
    """The same where a host takes in every name below it, and a wildcard the name itself."""
    base = host.removeprefix("*.")
    return name == base or name.endswith("." + base)


def services(case, format=None):
    """The hosts of each protocol and port, but for those that no proxy or name set can say; of several
    clusters, without those that the format leaves out since it knows no sources."""
    found = {}
    left_out = case.losses(format)[0] if format and case.json["clusters"] else ()
    for fact in case.facts:
        if fact.kind == "application" and fact.id not in left_out and not fact.destination.startswith("."):
            found.setdefault((fact.protocol, fact.port), []).append(fact.destination)
    return found


def undeclared(case, format):
    """Hosts with a leading dot that the file's header does not declare as left out."""
    header = " ".join(line.lstrip("#/ ") for line in case[format].splitlines() if line.startswith(("#", "//")))
    hosts = {fact.destination for fact in case.facts if fact.destination.startswith(".")}
    return [f"{host} is left out, and the header does not say so" for host in hosts if f" {host}" not in header]


def some_name(host):
    """A name that a host means."""
    return host.replace("*", "a")


def names(hosts):
    """Names to try, each once: the host, names below it, above it, beside it, and such as end or begin alike."""
    tried = {"example.com": None}
    for host in hosts:
        base = some_name(host.removeprefix("*."))
        label, _, above = base.partition(".")
        near = [base, f"a.{base}", f"a-1.b.c.{base}", f"evil{base}", f"evil-{base}"]
        near += [f"{base}.example.com", f"a.{base}.example.com"]
        near += [above, f"zz.{above}", f"{label}x.{above}", base.replace(".", "x", 1)]
        tried.update(dict.fromkeys(name for name in near if "." in name))
    return list(tried)
