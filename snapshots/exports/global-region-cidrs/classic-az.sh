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

az network firewall network-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-network \
    --action Allow --priority 200 \
    --name aks-core-udp-1194 \
    --description 'Core, required (Azure Global required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods through it.' \
    --protocols UDP \
    --destination-ports 1194 \
    --source-addresses \
        '10.240.0.0/16' \
    --destination-addresses \
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

az network firewall network-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-network \
    --name aks-core-tcp-9000 \
    --description 'Core, required (Azure Global required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it.' \
    --protocols TCP \
    --destination-ports 9000 \
    --source-addresses \
        '10.240.0.0/16' \
    --destination-addresses \
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

az network firewall application-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-application \
    --action Allow --priority 300 \
    --name aks-core-https-443 \
    --description 'Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft'"'"'s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft'"'"'s registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of...' \
    --protocols Https=443 \
    --source-addresses \
        '10.240.0.0/16' \
    --target-fqdns \
        '*.hcp.norwayeast.azmk8s.io' \
        'mcr.microsoft.com' \
        '*.data.mcr.microsoft.com' \
        'mcr-0001.mcr-msedge.net' \
        'management.azure.com' \
        'login.microsoftonline.com' \
        'packages.microsoft.com' \
        'packages.aks.azure.com' \
    --output none

az network firewall application-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-application \
    --name aks-updates-http-80 \
    --description 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu'"'"'s package archives: security fixes for running nodes. Plain HTTP by design, since packages are signed.' \
    --protocols Http=80 \
    --source-addresses \
        '10.240.0.0/16' \
    --target-fqdns \
        'security.ubuntu.com' \
        'azure.archive.ubuntu.com' \
        'changelogs.ubuntu.com' \
    --output none

az network firewall application-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-application \
    --name aks-updates-https-443 \
    --description 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu'"'"'s archive as of a given day, from which the SecurityPatch channel brings all nodes to one state.' \
    --protocols Https=443 \
    --source-addresses \
        '10.240.0.0/16' \
    --target-fqdns \
        'snapshot.ubuntu.com' \
    --output none
