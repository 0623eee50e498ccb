#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       isolated
# Cloud         Azure Global
# Region        Sweden Central (swedencentral)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    vnet-integration, network isolated
# Nodes         azure-linux
# Add-ons       Azure Policy
# Node subnets  10.20.0.0/16
# Rules         0 network rules, 3 application rules
#
# Warnings
#   1. With API server VNet integration, allow traffic inside your own network too: cluster subnet to API server subnet
#      TCP 443 and 4443, load balancer to API server subnet TCP 9988. These are not egress rules, so they do not stand in
#      the list.
#   2. Classic rules are for a firewall without a policy; one that has a policy refuses them. For one with a policy take a
#      format under Azure Firewall policy.
#   3. The first call of a collection makes it, so a second run stops there. Before one, delete the collections
#      aks-egress-network and aks-egress-application; the cluster has no way out until the script has run through.
#
# What to do with it
#   - Put the resource group and the name of the firewall into the first two lines below the header.
#   - Sign in to the right cloud and subscription, and add the extension: az extension add --name azure-firewall.
#   - Run it with bash in a maintenance window: each rule is an update of the firewall and takes minutes.

set -euo pipefail

RG='YOUR-RESOURCE-GROUP'
FIREWALL='YOUR-FIREWALL'

az network firewall application-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-application \
    --action Allow --priority 300 \
    --name aks-azure-policy-https-443 \
    --description 'Azure Policy, required (Azure Policy required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies. The add-on'"'"'s own telemetry, to Application Insights.' \
    --protocols Https=443 \
    --source-addresses \
        '10.20.0.0/16' \
    --target-fqdns \
        'data.policy.core.windows.net' \
        'store.policy.core.windows.net' \
        'dc.services.visualstudio.com' \
    --output none
