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
#   1. A host in a network rule works only while the firewall's DNS proxy is on and nodes resolve through the firewall:
#      UDP:123 ntp.ubuntu.com.
#   2. Classic rules are for a firewall without a policy; one that has a policy refuses them. For one with a policy take a
#      format under Azure Firewall policy.
#   3. The first call of a collection makes it, so a second run stops there. Before one, delete the collections
#      aks-egress-network and aks-egress-application; the cluster has no way out until the script has run through.
#   4. Without a policy, DNS proxy is a setting of the firewall itself: az network firewall update --enable-dns-proxy
#      true.
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
        '20.1.2.3' \
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
        '20.1.2.3' \
    --output none

az network firewall network-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-network \
    --name aks-core-udp-123 \
    --description 'Core, required (Azure Global required network rules). Time for Linux nodes made up to March 2021; newer ones take it from their host.' \
    --protocols UDP \
    --destination-ports 123 \
    --source-addresses \
        '10.240.0.0/16' \
    --destination-fqdns \
        'ntp.ubuntu.com' \
    --output none

az network firewall network-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-network \
    --name aks-core-tcp-443 \
    --description 'Core, required (Azure Global required network rules). Pods that call the API server through the in-cluster service leave the node for its public address.' \
    --protocols TCP \
    --destination-ports 443 \
    --source-addresses \
        '10.240.0.0/16' \
    --destination-addresses \
        '20.1.2.3' \
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
        'prod-1a2b3c4d.hcp.germanywestcentral.azmk8s.io' \
        'mcr.microsoft.com' \
        '*.data.mcr.microsoft.com' \
        'mcr-0001.mcr-msedge.net' \
        'management.azure.com' \
        'login.microsoftonline.com' \
        'packages.microsoft.com' \
        'acs-mirror.azureedge.net' \
        'packages.aks.azure.com' \
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
