#!/usr/bin/env python3
# needs: python3 terraform target/conformance-venv-terraform/bin/python
"""Terraform plans our files, and `audit` reads what `terraform show -json` says of the plans."""

from audited import lacks
from azure_policy import few
from kit import FRESH, each, prove
from terraform_kit import VARIABLES, planned


def problems(cases):
    plans = planned({(case.name, form): case[form] for case in cases for form in VARIABLES})
    return each(lambda case: faults(case, plans))(cases)


def faults(case, plans):
    profile = FRESH / case.name.split("/")[1].split(",")[0] / "profile.toml"
    for form in VARIABLES:
        plan = plans[case.name, form]
        if not plan.startswith("{"):
            yield f"{form}: {plan}"
        else:
            yield from lacks(case, profile, form, plan, f"{case.name.replace('/', '-')[:40]}-{form}.json")


prove(
    "terraform plans them with a stub of azurerm; audit finds every rule in what terraform show -json says",
    problems,
    [
        ("global-public", form, *spoil)
        for form in VARIABLES
        for spoil in (
            (r'^ +"mcr\.microsoft\.com",\n', ""),
            (r'"Https"', '"Http"'),
            (r"port = 443", "port = 8443"),
            (r'action( +)= "Allow"', r'action\1= "Deny"'),
        )
    ],
    over=(FRESH,),
    sample=few,
)
