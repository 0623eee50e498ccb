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
#   1. Classic rules are for a firewall without a policy; one that has a policy refuses them. For one with a policy take a
#      format under Azure Firewall policy.
#   2. The first call of a collection makes it, so a second run stops there. Before one, delete the collections
#      aks-egress-network and aks-egress-application; the cluster has no way out until the script has run through.
#   3. The source is an IP group: it must exist, hold the node subnets, and lie in the region of the firewall.
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
    --action Allow --priority 1200 \
    --name aks-core-udp-1194 \
    --description 'Core, required (Azure Global required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods through it.' \
    --protocols UDP \
    --destination-ports 1194 \
    --source-ip-groups \
        '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes' \
    --destination-addresses \
        'AzureCloud.northeurope' \
    --output none

az network firewall network-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-network \
    --name aks-core-tcp-9000 \
    --description 'Core, required (Azure Global required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it.' \
    --protocols TCP \
    --destination-ports 9000 \
    --source-ip-groups \
        '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes' \
    --destination-addresses \
        'AzureCloud.northeurope' \
    --output none

az network firewall network-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-network \
    --name aks-core-udp-53 \
    --description 'Core, required (Azure Global required network rules). Name resolution by your own DNS servers, where they stand behind the firewall.' \
    --protocols UDP \
    --destination-ports 53 \
    --source-ip-groups \
        '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes' \
    --destination-addresses \
        '10.0.0.4' \
        '10.0.0.5' \
    --output none

az network firewall application-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-application \
    --action Allow --priority 1210 \
    --name aks-core-https-443 \
    --description 'Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft'"'"'s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft'"'"'s registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of...' \
    --protocols Https=443 \
    --source-ip-groups \
        '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes' \
    --target-fqdns \
        '*.hcp.northeurope.azmk8s.io' \
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
    --source-ip-groups \
        '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes' \
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
    --source-ip-groups \
        '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes' \
    --target-fqdns \
        'snapshot.ubuntu.com' \
    --output none

az network firewall application-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-application \
    --name aks-windows-https-443 \
    --description 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). PowerShell'"'"'s package provider and Microsoft'"'"'s redirect links, used while a Windows node is set up.' \
    --protocols Https=443 \
    --source-ip-groups \
        '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes' \
    --target-fqdns \
        'onegetcdn.azureedge.net' \
        'go.microsoft.com' \
    --output none

az network firewall application-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-application \
    --name aks-windows-http-80 \
    --description 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). Windows downloads, its connectivity check and its list of trusted root certificates, all on HTTP 80.' \
    --protocols Http=80 \
    --source-ip-groups \
        '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes' \
    --target-fqdns \
        '*.mp.microsoft.com' \
        'www.msftconnecttest.com' \
        'ctldl.windowsupdate.com' \
    --output none
