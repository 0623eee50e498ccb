#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Cloud         Azure Global
# Region        West Europe (westeurope)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, konnectivity
# Nodes         ubuntu
# Add-ons       none
# Node subnets  not given: any source address
# Rules         0 network rules, 12 application rules
#
# Warnings
#   1. No node subnet is given: exports allow any source address. Set nodes.subnets.
#   2. No rule can be said here as it is, so this file allows nothing.
#   3. Hosts cannot be said here, only addresses. Left out: HTTPS:443 *.hcp.westeurope.azmk8s.io, HTTPS:443
#      mcr.microsoft.com, HTTPS:443 *.data.mcr.microsoft.com, HTTPS:443 mcr-0001.mcr-msedge.net, HTTPS:443
#      management.azure.com, HTTPS:443 login.microsoftonline.com, HTTPS:443 packages.microsoft.com, HTTPS:443
#      packages.aks.azure.com, HTTP:80 security.ubuntu.com, HTTP:80 azure.archive.ubuntu.com, HTTP:80
#      changelogs.ubuntu.com, HTTPS:443 snapshot.ubuntu.com. --allow-wider writes them in a wider form.
#   4. An NSG knows addresses and service tags only. Most of what AKS needs are hosts without static addresses, which no
#      NSG rule can name, so an NSG cannot take the place of a firewall.
#   5. Do not add a rule that denies everything else: nodes would lose all those hosts. Let the default rule
#      AllowInternetOutBound stand, and filter hosts in a firewall.
#
# What to do with it
#   - Put the resource group and the name of the NSG into the first two lines below the header.
#   - Keep the priorities from 1000 free of rules of your own: a priority that is taken stops the script.
#   - Sign in to the right cloud and subscription and run it with bash; a second run replaces rules of the same name and
#     deletes none.

set -euo pipefail

# No rule fits in here: the warnings above say why.
