#!/usr/bin/env python3
# needs: python3 terraform target/conformance-venv-terraform/bin/python python:pygohcl
"""The Terraform forms: the real terraform's fmt and validate, and the rules that HashiCorp's parser reads."""

import azure_arm
import hcl_policy
from azure_policy import against_json, comments, limits, unlike, unsaid
from kit import FRESH, MERGED, REGIONS, each, prove
from terraform_kit import validated

FORMS = {"terraform": hcl_policy.policy, "classic-terraform": hcl_policy.classic}


def problems(cases):
    files = {(case.name, form): case[form] for case in cases for form in FORMS}
    said = validated(files)
    found = [f"{name}: {form}: {fault}" for (name, form), faults in said.items() for fault in faults]
    return found + each(faults)(cases)


def faults(case):
    arm = azure_arm.body(case)
    for form, read in FORMS.items():
        policy = read(case[form])
        for fault in [
            *limits(policy),
            *against_json(policy, case, form),
            *unlike(policy, arm),
            *unsaid(case, form, comments(case[form], "#")),
        ]:
            yield f"{form}: {fault}"


def spoils(form, hosts):
    """Spoilt copies of a form that calls its list of hosts so."""
    return [
        ("global-public", form, r"^(\s+)priority +=", r"\1priority="),
        ("global-public", form, r"priority( +)= \d+", r"priority\1= 65001"),
        ("global-public", form, r'action( +)= "Allow"', r'action\1= "allow"'),
        ("global-public", form, r'"Https"', '"HTTPS"'),
        ("global-public", form, r"port = 443", "port = 64001"),
        ("global-public", form, r"port = 443", "port = 8443"),
        ("global-public", form, r'"\*\.data\.mcr\.', '"md-*.data.mcr.'),
        ("global-public", form, r'^ +"mcr\.microsoft\.com",\n', ""),
        ("global-public", form, hosts, "destination_hosts"),
        ("global-public", form, r'^( +description +)= "Core', r'\1= "${x} Core'),
        ("global-public", form, r'name( +)= "aks-egress', r'name\1= "-egress'),
        ("global-public", form, r'^ *source_addresses .*\n', ""),
        ("global-api-server-ip", form, r'\["UDP"\]', '["udp"]'),
        ("global-api-server-ip", form, r'\["1194"\]', '["70000"]'),
        ("global-api-server-ip", form, r'\["1194"\]', '["1195"]'),
        ("global-api-server-ip", form, r"DNS proxy is on", "DNS proxy is off"),
    ]


prove(
    "terraform fmt and validate take them (schemas of azurerm by a stub), HashiCorp's parser reads ARM's rules",
    problems,
    [
        *spoils("terraform", "destination_fqdns"),
        ("global-public", "terraform", r"var\.firewall_policy_id", "var.firewall_policy"),
        ("global-public", "terraform", r'^( {6}description +)= ".*"', r'\1= ""'),
        *spoils("classic-terraform", "target_fqdns"),
        ("global-public", "classic-terraform", r"protocol \{", "protocols {"),
        ("global-public", "classic-terraform", r"azure_firewall_name +=", "firewall_name ="),
    ],
    over=(FRESH, REGIONS, MERGED),
)
