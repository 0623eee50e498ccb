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
# Checked       syntax checked by ShellCheck; not loaded into the product itself
# Rules         0 network rules, 3 application rules
#
# Warnings
#   1. With API server VNet integration, allow traffic inside your own network too: cluster subnet to API server subnet
#      TCP 443 and 4443, load balancer to API server subnet TCP 9988. These are not egress rules, so they do not stand in
#      the list.
#   2. Each command is an update of the policy that takes minutes, so the whole takes long. The format az writes the same
#      group at once.
#   3. The first command empties a rule collection group of this name if there is one: its traffic is denied until the
#      rules are back.
#
# What to do with it
#   - az extension add --name azure-firewall
#   - Fill in RESOURCE_GROUP and FIREWALL_POLICY at the top; choose the subscription with `az account set`.
#   - Run it with bash, after `az login`, and let it run to its end.

# shellcheck disable=SC1112,SC2016
set -euo pipefail

# Fill in the firewall policy and the resource group that holds it.
# The subscription is the one that `az account show` names.
RESOURCE_GROUP='RESOURCE-GROUP'
FIREWALL_POLICY='FIREWALL-POLICY'
RULE_COLLECTION_GROUP='aks-egress'

az network firewall policy rule-collection-group create \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --name "$RULE_COLLECTION_GROUP" \
    --priority 400

az network firewall policy rule-collection-group collection add-filter-collection \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --name 'aks-egress-application' \
    --collection-priority 300 \
    --action Allow \
    --rule-name 'aks-azure-policy-https-443' \
    --rule-type ApplicationRule \
    --description 'Azure Policy, required (Azure Policy required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies. The add-on'"'"'s own telemetry, to Application Insights.' \
    --protocols Https=443 \
    --source-addresses '10.20.0.0/16' \
    --target-fqdns \
        'data.policy.core.windows.net' \
        'store.policy.core.windows.net' \
        'dc.services.visualstudio.com'
