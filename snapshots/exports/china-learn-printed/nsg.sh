#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       china as printed
# Cloud         Azure in China (21Vianet)
# Region        China East 2 (chinaeast2)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       printed (the source at its word; readings are only named)
# API server    public, konnectivity
# Nodes         ubuntu, Windows
# Add-ons       Azure Monitor, Azure Policy, Microsoft Defender for Containers, Workload identity
# Node subnets  10.30.0.0/16
# Rules         5 network rules, 31 application rules
#
# Warnings
#   1. For Azure in China (21Vianet) the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl
#      get pods -n kube-system` shows konnectivity-agent, add "konnectivity" to cluster.exempt.
#   2. Microsoft Defender for Containers: Defender for Cloud is retired in China
#   3. Reading I1 is not applied, since the source is taken at its word: Application Insights resources in China end in
#      .azure.cn
#   4. Reading L2 is not applied, since the source is taken at its word: China has a second sign-in host
#   5. Hosts cannot be said here, only addresses. Left out: HTTPS:443 *.hcp.chinaeast2.cx.prod.service.azk8s.cn, HTTPS:443
#      *.tun.chinaeast2.cx.prod.service.azk8s.cn, HTTPS:443 mcr.microsoft.com, HTTPS:443 *.data.mcr.microsoft.com,
#      HTTPS:443 management.chinacloudapi.cn, HTTPS:443 login.chinacloudapi.cn, HTTPS:443 packages.microsoft.com,
#      HTTPS:443 *.azk8s.cn, HTTPS:443 mcr.azure.cn, HTTPS:443 *.data.mcr.azure.cn, HTTP:80 security.ubuntu.com, HTTP:80
#      azure.archive.ubuntu.com, HTTP:80 changelogs.ubuntu.com, HTTPS:443 snapshot.ubuntu.com, HTTPS:443
#      onegetcdn.azureedge.net, HTTPS:443 go.microsoft.com, HTTP:80 *.mp.microsoft.com, HTTP:80 www.msftconnecttest.com,
#      HTTP:80 ctldl.windowsupdate.com, HTTPS:443 login.microsoftonline.cn, HTTPS:443 *.ods.opinsights.azure.cn, HTTPS:443
#      *.oms.opinsights.azure.cn, HTTPS:443 *.cloud.defender.microsoft.com, HTTPS:443 dc.services.visualstudio.com,
#      HTTPS:443 *.in.applicationinsights.azure.com, HTTPS:443 global.handler.control.monitor.azure.cn, HTTPS:443
#      chinaeast2.handler.control.monitor.azure.cn, HTTPS:443 *.ingest.monitor.azure.cn, HTTPS:443
#      *.metrics.ingest.monitor.azure.cn, HTTPS:443 data.policy.azure.cn, HTTPS:443 store.policy.azure.cn. --allow-wider
#      writes them in a wider form.
#   6. An NSG knows addresses and service tags only. Most of what AKS needs are hosts without static addresses, which no
#      NSG rule can name, so an NSG cannot take the place of a firewall.
#   7. Do not add a rule that denies everything else: nodes would lose all those hosts. Let the default rule
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
    --name aks-core-udp-1194-AzureCloud.chinaeast2 --priority 1000 \
    --description 'Core, required (Microsoft Azure operated by 21Vianet required network rules). Tunnel of older clusters, UDP part: the control plane...' \
    --direction Outbound --access Allow --protocol Udp \
    --source-port-ranges '*' \
    --destination-port-ranges 1194 \
    --source-address-prefixes \
        '10.30.0.0/16' \
    --destination-address-prefixes \
        'AzureCloud.chinaeast2' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-core-tcp-9000-AzureCloud.chinaeast2 --priority 1010 \
    --description 'Core, required (Microsoft Azure operated by 21Vianet required network rules). Tunnel of older clusters, TCP part: the control plane...' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 9000 \
    --source-address-prefixes \
        '10.30.0.0/16' \
    --destination-address-prefixes \
        'AzureCloud.chinaeast2' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-core-tcp-22-AzureCloud.chinaeast2 --priority 1060 \
    --description 'Core, required (Microsoft Azure operated by 21Vianet required network rules). Tunnel over SSH, opened by a node towards the control...' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 22 \
    --source-address-prefixes \
        '10.30.0.0/16' \
    --destination-address-prefixes \
        'AzureCloud.chinaeast2' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-core-udp-123 --priority 1020 \
    --description 'Core, required (Microsoft Azure operated by 21Vianet required network rules). Time for Linux nodes.' \
    --direction Outbound --access Allow --protocol Udp \
    --source-port-ranges '*' \
    --destination-port-ranges 123 \
    --source-address-prefixes \
        '10.30.0.0/16' \
    --destination-address-prefixes \
        '*' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-azure-monitor-tcp-443-AzureMonitor --priority 1800 \
    --description 'Azure Monitor, required (Azure Monitor: Required network rules). Logs and metrics to Azure Monitor, by its service tag. The tag spans...' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 443 \
    --source-address-prefixes \
        '10.30.0.0/16' \
    --destination-address-prefixes \
        'AzureMonitor' \
    --output none
