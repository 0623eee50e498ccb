#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       ip group
# Cloud         Azure Global
# Region        North Europe (northeurope)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, legacy
# Nodes         ubuntu, Windows
# Add-ons       none
# Node subnets  10.240.0.0/16, 10.241.0.0/16
# Rules         3 network rules, 17 application rules
#
# Warnings
#   1. Hosts cannot be said here, only addresses. Left out: HTTPS:443 *.hcp.northeurope.azmk8s.io, HTTPS:443
#      mcr.microsoft.com, HTTPS:443 *.data.mcr.microsoft.com, HTTPS:443 mcr-0001.mcr-msedge.net, HTTPS:443
#      management.azure.com, HTTPS:443 login.microsoftonline.com, HTTPS:443 packages.microsoft.com, HTTPS:443
#      packages.aks.azure.com, HTTP:80 security.ubuntu.com, HTTP:80 azure.archive.ubuntu.com, HTTP:80
#      changelogs.ubuntu.com, HTTPS:443 snapshot.ubuntu.com, HTTPS:443 onegetcdn.azureedge.net, HTTPS:443
#      go.microsoft.com, HTTP:80 *.mp.microsoft.com, HTTP:80 www.msftconnecttest.com, HTTP:80 ctldl.windowsupdate.com.
#      --allow-wider writes them in a wider form.
#   2. An NSG knows addresses and service tags only. Most of what AKS needs are hosts without static addresses, which no
#      NSG rule can name, so an NSG cannot take the place of a firewall.
#   3. Do not add a rule that denies everything else: nodes would lose all those hosts. Let the default rule
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
    --name aks-core-udp-1194-AzureCloud.northeurope --priority 1000 \
    --description 'Core, required (Azure Global required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods...' \
    --direction Outbound --access Allow --protocol Udp \
    --source-port-ranges '*' \
    --destination-port-ranges 1194 \
    --source-address-prefixes \
        '10.240.0.0/16' \
        '10.241.0.0/16' \
    --destination-address-prefixes \
        'AzureCloud.northeurope' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-core-tcp-9000-AzureCloud.northeurope --priority 1010 \
    --description 'Core, required (Azure Global required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods...' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 9000 \
    --source-address-prefixes \
        '10.240.0.0/16' \
        '10.241.0.0/16' \
    --destination-address-prefixes \
        'AzureCloud.northeurope' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-core-udp-53 --priority 1030 \
    --description 'Core, required (Azure Global required network rules). Name resolution by your own DNS servers, where they stand behind the firewall.' \
    --direction Outbound --access Allow --protocol Udp \
    --source-port-ranges '*' \
    --destination-port-ranges 53 \
    --source-address-prefixes \
        '10.240.0.0/16' \
        '10.241.0.0/16' \
    --destination-address-prefixes \
        '10.0.0.4' \
        '10.0.0.5' \
    --output none
