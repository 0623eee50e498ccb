#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       as of 2024-09-26
# Cloud         Azure Global
# Region        France Central (francecentral)
# Source        Microsoft Learn, edition 2024-09-26
# Reading       printed (the source at its word; readings are only named)
# API server    public, konnectivity
# Nodes         ubuntu, Windows
# Add-ons       Azure Monitor, Azure Policy, Microsoft Defender for Containers, Key Vault secrets (CSI driver), Cost
#               analysis, Dapr
# Node subnets  not given: any source address
# Rules         1 network rule, 26 application rules
#
# Warnings
#   1. The profile is pinned to the edition of 2024-09-26; the newest is 2026-08-21. Compare before you move.
#   2. No node subnet is given: exports allow any source address. Set nodes.subnets.
#   3. Hosts cannot be said here, only addresses. Left out: HTTPS:443 *.hcp.francecentral.azmk8s.io, HTTPS:443
#      mcr.microsoft.com, HTTPS:443 *.data.mcr.microsoft.com, HTTPS:443 mcr-0001.mcr-msedge.net, HTTPS:443
#      management.azure.com, HTTPS:443 login.microsoftonline.com, HTTPS:443 packages.microsoft.com, HTTPS:443
#      acs-mirror.azureedge.net, HTTP:80 security.ubuntu.com, HTTP:80 azure.archive.ubuntu.com, HTTP:80
#      changelogs.ubuntu.com, HTTPS:443 snapshot.ubuntu.com, HTTPS:443 onegetcdn.azureedge.net, HTTPS:443
#      go.microsoft.com, HTTP:80 *.mp.microsoft.com, HTTP:80 www.msftconnecttest.com, HTTP:80 ctldl.windowsupdate.com,
#      HTTPS:443 *.ods.opinsights.azure.com, HTTPS:443 *.oms.opinsights.azure.com, HTTPS:443 vault.azure.net, HTTPS:443
#      data.policy.core.windows.net, HTTPS:443 store.policy.core.windows.net, HTTPS:443 dc.services.visualstudio.com,
#      HTTPS:443 francecentral.dp.kubernetesconfiguration.azure.com, HTTPS:443 *.ingestion.msftcloudes.com, HTTPS:443
#      *.microsoftmetrics.com. --allow-wider writes them in a wider form.
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

RG='YOUR-RESOURCE-GROUP'
NSG='YOUR-NSG'

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-azure-monitor-tcp-443-AzureMonitor --priority 1800 \
    --description 'Azure Monitor, required (Azure Monitor: Required network rules). Logs and metrics to Azure Monitor, by its service tag. The tag spans...' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 443 \
    --source-address-prefixes \
        '*' \
    --destination-address-prefixes \
        'AzureMonitor' \
    --output none
