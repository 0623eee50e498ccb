#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       copy as printed
# Cloud         Azure in China (21Vianet)
# Region        China North 2 (chinanorth2)
# Source        Azure China documentation, Chinese copy
# Reading       printed (the source at its word; readings are only named)
# API server    private-link
# Nodes         ubuntu
# Add-ons       Azure Monitor, Azure Policy
# Node subnets  10.30.0.0/16
# Rules         5 network rules, 13 application rules
#
# Warnings
#   1. For Azure in China (21Vianet) the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl
#      get pods -n kube-system` shows konnectivity-agent, add "konnectivity" to cluster.exempt.
#   2. Reading U3 is not applied, since the source is taken at its word: The Chinese copy lacks the snapshot service
#   3. Reading M1 is not applied, since the source is taken at its word: The registry's hosts that the Chinese copy lacks
#   4. Reading L3 is not applied, since the source is taken at its word: China has a second sign-in host (Chinese copy)
#   5. Hosts cannot be said here, only addresses. Left out: HTTPS:443 *.hcp.chinanorth2.cx.prod.service.azk8s.cn,
#      HTTPS:443 *.tun.chinanorth2.cx.prod.service.azk8s.cn, HTTPS:443 mcr.azk8s.cn, HTTPS:443 .data.mcr.azk8s.cn,
#      HTTPS:443 management.chinacloudapi.cn, HTTPS:443 login.chinacloudapi.cn, HTTPS:443 packages.microsoft.com,
#      HTTPS:443 *.azk8s.cn, HTTP:80 security.ubuntu.com, HTTP:80 azure.archive.ubuntu.com, HTTP:80 changelogs.ubuntu.com,
#      HTTPS:443 data.policy.azure.cn, HTTPS:443 store.policy.azure.cn. --allow-wider writes them in a wider form.
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
    --name aks-core-udp-1194-AzureCloud.chinanorth2 --priority 1000 \
    --description 'Core, required (世纪互联运营的 Azure 的必需网络规则). Legacy tunnel between nodes and control plane, UDP part.' \
    --direction Outbound --access Allow --protocol Udp \
    --source-port-ranges '*' \
    --destination-port-ranges 1194 \
    --source-address-prefixes \
        '10.30.0.0/16' \
    --destination-address-prefixes \
        'AzureCloud.chinanorth2' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-core-tcp-9000-AzureCloud.chinanorth2 --priority 1010 \
    --description 'Core, required (世纪互联运营的 Azure 的必需网络规则). Legacy tunnel between nodes and control plane, TCP part.' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 9000 \
    --source-address-prefixes \
        '10.30.0.0/16' \
    --destination-address-prefixes \
        'AzureCloud.chinanorth2' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-core-tcp-22-AzureCloud.chinanorth2 --priority 1060 \
    --description 'Core, required (世纪互联运营的 Azure 的必需网络规则). Legacy tunnel between nodes and control plane over SSH, in Azure China only.' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 22 \
    --source-address-prefixes \
        '10.30.0.0/16' \
    --destination-address-prefixes \
        'AzureCloud.chinanorth2' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-core-udp-123 --priority 1020 \
    --description 'Core, required (世纪互联运营的 Azure 的必需网络规则). Clock of Linux nodes (NTP).' \
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
    --description 'Azure Monitor, required (用于容器的 Azure Monitor: 必需的网络规则). Metrics and logs to Azure Monitor and Log Analytics, by service tag.' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 443 \
    --source-address-prefixes \
        '10.30.0.0/16' \
    --destination-address-prefixes \
        'AzureMonitor' \
    --output none
