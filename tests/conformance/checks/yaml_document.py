#!/usr/bin/env python3
# needs: python:yaml python:yamllint
"""PyYAML reads the YAML export as the JSON export's document; yamllint finds every string quoted."""

import io

import yaml
from kit import each, prove
from yamllint import linter
from yamllint.config import YamlLintConfig

# Sentences are as long as they are.
CONFIG = YamlLintConfig("""
extends: default
rules:
  line-length: disable
  comments: {min-spaces-from-content: 2}
  quoted-strings: {quote-type: double, required: true}
  key-duplicates: enable
  empty-values: {forbid-in-block-mappings: true, forbid-in-flow-mappings: true}
""")


def lint(text):
    return [f"{found.line}: {found.desc}" for found in linter.run(io.StringIO(text), CONFIG)]


def document_faults(case):
    # The loader by libyaml has the same rules and takes a twentieth of the time.
    try:
        document = yaml.load(case["yaml"], Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        yield f"PyYAML: {error}"
        return
    if document != case.json:
        yield "another document than the JSON export"


def faults(case):
    yield from document_faults(case)
    # Linting is slow, and regions differ in names alone.
    if not case.name.startswith("regions/") or case.name[-1] in "12":
        yield from (f"yaml {fault}" for fault in lint(case["yaml"]))
        yield from (f"cilium {fault}" for fault in lint(case["cilium"]))


prove(
    "PyYAML reads the JSON export's document, and yamllint finds every string quoted, in Cilium's policies too",
    each(faults),
    [
        ("global-public", "yaml", r'"mcr.microsoft.com"', '"mcr.microsoft.org"'),
        ("global-public", "yaml", r'"mcr.microsoft.com"', "mcr.microsoft.com"),
        ("global-public", "yaml", r'"\*\.data', "*.data"),
        ("global-public", "yaml", r"port: 443", 'port: "443"'),
        ("global-public", "yaml", r"^rules:", "rulez:"),
        ("global-public", "yaml", r"^    port: 443\n", ""),
        ("global-hostile-name", "yaml", r'\\"a\|b\\"', '"a|b"'),
        ("global-public", "cilium", r'"mcr.microsoft.com"', "mcr.microsoft.com"),
        ("global-public", "cilium", r"^  egress:", "   egress:"),
    ],
)
