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
# Checked       syntax checked by ShellCheck; not loaded into the product itself
# Rules         0 network rules, 12 application rules
#
# Warnings
#   1. No node subnet is given: exports allow any source address. Set nodes.subnets.
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
    --rule-name 'aks-core-https-443' \
    --rule-type ApplicationRule \
    --description 'Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft'"'"'s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft'"'"'s registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of...' \
    --protocols Https=443 \
    --source-addresses '*' \
    --target-fqdns \
        '*.hcp.westeurope.azmk8s.io' \
        'mcr.microsoft.com' \
        '*.data.mcr.microsoft.com' \
        'mcr-0001.mcr-msedge.net' \
        'management.azure.com' \
        'login.microsoftonline.com' \
        'packages.microsoft.com' \
        'packages.aks.azure.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-updates-http-80' \
    --rule-type ApplicationRule \
    --description 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu'"'"'s package archives: security fixes for running nodes. Plain HTTP by design, since packages are signed.' \
    --protocols Http=80 \
    --source-addresses '*' \
    --target-fqdns \
        'security.ubuntu.com' \
        'azure.archive.ubuntu.com' \
        'changelogs.ubuntu.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-updates-https-443' \
    --rule-type ApplicationRule \
    --description 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu'"'"'s archive as of a given day, from which the SecurityPatch channel brings all nodes to one state.' \
    --protocols Https=443 \
    --source-addresses '*' \
    --target-fqdns 'snapshot.ubuntu.com'
