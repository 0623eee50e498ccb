#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       known address
# Cloud         Azure Global
# Region        Germany West Central (germanywestcentral)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, legacy
# Nodes         ubuntu
# Add-ons       none
# Node subnets  10.240.0.0/16
# Rules         4 network rules, 10 application rules
#
# Warnings
#   1. Hosts cannot be said here, only addresses. Left out: HTTPS:443 prod-1a2b3c4d.hcp.germanywestcentral.azmk8s.io,
#      HTTPS:443 mcr.microsoft.com, HTTPS:443 *.data.mcr.microsoft.com, HTTPS:443 mcr-0001.mcr-msedge.net, HTTPS:443
#      management.azure.com, HTTPS:443 login.microsoftonline.com, HTTPS:443 packages.microsoft.com, HTTPS:443
#      acs-mirror.azureedge.net, HTTPS:443 packages.aks.azure.com, HTTPS:443 snapshot.ubuntu.com. --allow-wider writes
#      them in a wider form.
#   2. A network rule cannot name a host here. Left out: UDP:123 ntp.ubuntu.com. Ask for addresses instead, such as ntp =
#      "any" under [destinations].
#   3. An NSG knows addresses and service tags only. Most of what AKS needs are hosts without static addresses, which no
#      NSG rule can name, so an NSG cannot take the place of a firewall.
#   4. Do not add a rule that denies everything else: nodes would lose all those hosts. Let the default rule
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
    --name aks-core-udp-1194 --priority 1000 \
    --description 'Core, required (Azure Global required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods...' \
    --direction Outbound --access Allow --protocol Udp \
    --source-port-ranges '*' \
    --destination-port-ranges 1194 \
    --source-address-prefixes \
        '10.240.0.0/16' \
    --destination-address-prefixes \
        '20.1.2.3' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-core-tcp-9000 --priority 1010 \
    --description 'Core, required (Azure Global required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods...' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 9000 \
    --source-address-prefixes \
        '10.240.0.0/16' \
    --destination-address-prefixes \
        '20.1.2.3' \
    --output none

az network nsg rule create --resource-group "$RG" --nsg-name "$NSG" \
    --name aks-core-tcp-443 --priority 1040 \
    --description 'Core, required (Azure Global required network rules). Pods that call the API server through the in-cluster service leave the node for...' \
    --direction Outbound --access Allow --protocol Tcp \
    --source-port-ranges '*' \
    --destination-port-ranges 443 \
    --source-address-prefixes \
        '10.240.0.0/16' \
    --destination-address-prefixes \
        '20.1.2.3' \
    --output none
