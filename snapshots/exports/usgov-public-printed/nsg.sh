#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       gov as printed
# Cloud         Azure US Government
# Region        US Gov Arizona (usgovarizona)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       printed (the source at its word; readings are only named)
# API server    public, konnectivity
# Nodes         ubuntu, Windows
# Add-ons       Workload identity, Microsoft Defender for Containers, Key Vault secrets (CSI driver), Azure Monitor, Azure
#               Policy, Cost analysis, Flux (GitOps)
# Node subnets  10.240.0.0/16
# Rules         4 network rules, 30 application rules
#
# Warnings
#   1. For Azure US Government the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl get
#      pods -n kube-system` shows konnectivity-agent, add "konnectivity" to cluster.exempt.
#   2. Reading I2 is not applied, since the source is taken at its word: Application Insights resources in US Gov end in
#      .azure.us
#   3. Hosts cannot be said here, only addresses. Left out: HTTPS:443 *.hcp.usgovarizona.cx.aks.containerservice.azure.us,
#      HTTPS:443 mcr.microsoft.com, HTTPS:443 *.data.mcr.microsoft.com, HTTPS:443 management.usgovcloudapi.net, HTTPS:443
#      login.microsoftonline.us, HTTPS:443 packages.microsoft.com, HTTPS:443 acs-mirror.azureedge.net, HTTPS:443
#      packages.aks.azure.com, HTTP:80 security.ubuntu.com, HTTP:80 azure.archive.ubuntu.com, HTTP:80
#      changelogs.ubuntu.com, HTTPS:443 snapshot.ubuntu.com, HTTPS:443 onegetcdn.azureedge.net, HTTPS:443
#      go.microsoft.com, HTTP:80 *.mp.microsoft.com, HTTP:80 www.msftconnecttest.com, HTTP:80 ctldl.windowsupdate.com,
#      HTTPS:443 *.ods.opinsights.azure.us, HTTPS:443 *.oms.opinsights.azure.us, HTTPS:443 *.cloud.defender.microsoft.com,
#      HTTPS:443 *.vault.usgovcloudapi.net, HTTPS:443 dc.services.visualstudio.com, HTTPS:443
#      *.in.applicationinsights.azure.com, HTTPS:443 global.handler.control.monitor.azure.us, HTTPS:443
#      usgovarizona.handler.control.monitor.azure.us, HTTPS:443 *.ingest.monitor.azure.us, HTTPS:443
#      *.metrics.ingest.monitor.azure.us, HTTPS:443 data.policy.azure.us, HTTPS:443 store.policy.azure.us, HTTPS:443
#      usgovarizona.dp.kubernetesconfiguration.azure.us. --allow-wider writes them in a wider form.
#   4. A network rule cannot name a host here. Left out: UDP:123 ntp.ubuntu.com. Ask for addresses instead, such as ntp =
#      "any" under [destinations].
#   5. An NSG knows addresses and service tags only. Most of what AKS needs are hosts without static addresses, which no
#      NSG rule can name, so an NSG cannot take the place of a firewall.
#   6. Do not add a rule that denies everything else: nodes would lose all those hosts. Let the default rule
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
    --name aks-core-udp-1194-AzureCloud.usgovarizona --priority 1000 \
    --description 'Core, required (Azure US Government required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and...' \
    --direction Outbound --access Allow --protocol Udp \
    --source-port-ranges '*' \
    --destination-port-ranges 1194 \
    --source-address-prefixes \
        '10.240.0.0/16' \
    --destination-address-prefixes \
        'AzureCloud.usgovarizona' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-core-tcp-9000-AzureCloud.usgovarizona --priority 1010 \
    --description 'Core, required (Azure US Government required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and...' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 9000 \
    --source-address-prefixes \
        '10.240.0.0/16' \
    --destination-address-prefixes \
        'AzureCloud.usgovarizona' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-azure-monitor-tcp-443-AzureMonitor --priority 1800 \
    --description 'Azure Monitor, required (Azure Monitor: Required network rules). Logs and metrics to Azure Monitor, by its service tag. The tag spans...' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 443 \
    --source-address-prefixes \
        '10.240.0.0/16' \
    --destination-address-prefixes \
        'AzureMonitor' \
    --output none
