#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       region cidrs
# Cloud         Azure Global
# Region        Norway East (norwayeast)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, legacy
# Nodes         ubuntu
# Add-ons       none
# Node subnets  10.240.0.0/16
# Service tags  ServiceTags_Public_20251110.json, change number 376 of 2025-11-10, IPv4 only
# Rules         2 network rules, 12 application rules
#
# Warnings
#   1. IPv6 prefixes of AzureCloud.norwaye are left out, 2 in ServiceTags_Public_20251110.json: the rules hold its IPv4
#      prefixes alone. Set destinations.ipv6 = true if the cluster uses IPv6.
#   2. Hosts cannot be said here, only addresses. Left out: HTTPS:443 *.hcp.norwayeast.azmk8s.io, HTTPS:443
#      mcr.microsoft.com, HTTPS:443 *.data.mcr.microsoft.com, HTTPS:443 mcr-0001.mcr-msedge.net, HTTPS:443
#      management.azure.com, HTTPS:443 login.microsoftonline.com, HTTPS:443 packages.microsoft.com, HTTPS:443
#      packages.aks.azure.com, HTTP:80 security.ubuntu.com, HTTP:80 azure.archive.ubuntu.com, HTTP:80
#      changelogs.ubuntu.com, HTTPS:443 snapshot.ubuntu.com. --allow-wider writes them in a wider form.
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
        '4.177.0.0/16' \
        '4.179.0.0/16' \
        '4.219.0.0/16' \
        '4.220.0.0/17' \
        '4.235.0.0/16' \
        '13.104.155.32/27' \
        '13.104.158.0/28' \
        '13.104.158.32/27' \
        '13.104.218.0/25' \
        '13.105.97.96/27' \
        '13.105.97.128/25' \
        '20.20.42.0/24' \
        '20.33.194.0/24' \
        '20.38.120.0/24' \
        '20.135.158.0/23' \
        '20.135.160.0/22' \
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
        '4.177.0.0/16' \
        '4.179.0.0/16' \
        '4.219.0.0/16' \
        '4.220.0.0/17' \
        '4.235.0.0/16' \
        '13.104.155.32/27' \
        '13.104.158.0/28' \
        '13.104.158.32/27' \
        '13.104.218.0/25' \
        '13.105.97.96/27' \
        '13.105.97.128/25' \
        '20.20.42.0/24' \
        '20.33.194.0/24' \
        '20.38.120.0/24' \
        '20.135.158.0/23' \
        '20.135.160.0/22' \
    --output none
