#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       gpu and windows
# Cloud         Azure Global
# Region        North Europe (northeurope)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       printed (the source at its word; readings are only named)
# API server    public, legacy
# Nodes         ubuntu, Windows, GPU
# Add-ons       none
# Node subnets  10.240.0.0/16
# Checked       syntax checked by ShellCheck; not loaded into the product itself
# Rules         5 network rules, 21 application rules
#
# Warnings
#   1. Each command is an update of the policy that takes minutes, so the whole takes long. The format az writes the same
#      group at once.
#   2. The first command empties a rule collection group of this name if there is one: its traffic is denied until the
#      rules are back.
#
# What to do with it
#   - az extension add --name azure-firewall
#   - Fill in RESOURCE_GROUP and FIREWALL_POLICY at the top; choose the subscription with `az account set`.
#   - Run it with bash, after `az login`, and let it run to its end.

# shellcheck disable=SC1112,SC2016
set -euo pipefail

# Fill in the firewall policy and the resource group that holds it.
# The subscription is the one that `az account show` names.
RESOURCE_GROUP='RESOURCE-GROUP'
FIREWALL_POLICY='FIREWALL-POLICY'
RULE_COLLECTION_GROUP='aks-egress'

az network firewall policy rule-collection-group create \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --name "$RULE_COLLECTION_GROUP" \
    --priority 400

az network firewall policy rule-collection-group collection add-filter-collection \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --name 'aks-egress-network' \
    --collection-priority 200 \
    --action Allow \
    --rule-name 'aks-core-udp-1194' \
    --rule-type NetworkRule \
    --description 'Core, required (Azure Global required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods through it.' \
    --ip-protocols UDP \
    --source-addresses '10.240.0.0/16' \
    --destination-addresses '*' \
    --destination-ports 1194

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-network' \
    --name 'aks-core-tcp-9000' \
    --rule-type NetworkRule \
    --description 'Core, required (Azure Global required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it.' \
    --ip-protocols TCP \
    --source-addresses '10.240.0.0/16' \
    --destination-addresses '*' \
    --destination-ports 9000

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-network' \
    --name 'aks-core-udp-123' \
    --rule-type NetworkRule \
    --description 'Core, required (Azure Global required network rules). Time for Linux nodes made up to March 2021; newer ones take it from their host.' \
    --ip-protocols UDP \
    --source-addresses '10.240.0.0/16' \
    --destination-addresses '*' \
    --destination-ports 123

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-network' \
    --name 'aks-core-udp-53' \
    --rule-type NetworkRule \
    --description 'Core, required (Azure Global required network rules). Name resolution by your own DNS servers, where they stand behind the firewall.' \
    --ip-protocols UDP \
    --source-addresses '10.240.0.0/16' \
    --destination-addresses '10.0.0.4' \
    --destination-ports 53

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-network' \
    --name 'aks-core-tcp-53' \
    --rule-type NetworkRule \
    --description 'Core, required (Reading N1). Large DNS answers, and LocalDNS, from your own DNS servers.' \
    --ip-protocols TCP \
    --source-addresses '10.240.0.0/16' \
    --destination-addresses '10.0.0.4' \
    --destination-ports 53

az network firewall policy rule-collection-group collection add-filter-collection \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --name 'aks-egress-application' \
    --collection-priority 300 \
    --action Allow \
    --rule-name 'aks-core-https-443' \
    --rule-type ApplicationRule \
    --description 'Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft'"'"'s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft'"'"'s registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of...' \
    --protocols Https=443 \
    --source-addresses '10.240.0.0/16' \
    --target-fqdns \
        '*.hcp.northeurope.azmk8s.io' \
        'mcr.microsoft.com' \
        '*.data.mcr.microsoft.com' \
        'mcr-0001.mcr-msedge.net' \
        'management.azure.com' \
        'login.microsoftonline.com' \
        'packages.microsoft.com' \
        'acs-mirror.azureedge.net' \
        'packages.aks.azure.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-updates-http-80' \
    --rule-type ApplicationRule \
    --description 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu'"'"'s package archives: security fixes for running nodes. Plain HTTP by design, since packages are signed.' \
    --protocols Http=80 \
    --source-addresses '10.240.0.0/16' \
    --target-fqdns \
        'security.ubuntu.com' \
        'azure.archive.ubuntu.com' \
        'changelogs.ubuntu.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-updates-https-443' \
    --rule-type ApplicationRule \
    --description 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu'"'"'s archive as of a given day, from which the SecurityPatch channel brings all nodes to one state.' \
    --protocols Https=443 \
    --source-addresses '10.240.0.0/16' \
    --target-fqdns 'snapshot.ubuntu.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-gpu-https-443' \
    --rule-type ApplicationRule \
    --description 'GPU node pools, required (GPU enabled AKS clusters required FQDN / application rules). NVIDIA'"'"'s package repository: the toolkit that hands the GPU to containers. NVIDIA'"'"'s driver downloads, fetched while a GPU node is set up. Docker'"'"'s package repository, asked by the driver set-up of GPU nodes.' \
    --protocols Https=443 \
    --source-addresses '10.240.0.0/16' \
    --target-fqdns \
        'nvidia.github.io' \
        'us.download.nvidia.com' \
        'download.docker.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-windows-https-443' \
    --rule-type ApplicationRule \
    --description 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). PowerShell'"'"'s package provider and Microsoft'"'"'s redirect links, used while a Windows node is set up.' \
    --protocols Https=443 \
    --source-addresses '10.240.0.0/16' \
    --target-fqdns \
        'onegetcdn.azureedge.net' \
        'go.microsoft.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-windows-http-80' \
    --rule-type ApplicationRule \
    --description 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). Windows downloads, its connectivity check and its list of trusted root certificates, all on HTTP 80.' \
    --protocols Http=80 \
    --source-addresses '10.240.0.0/16' \
    --target-fqdns \
        '*.mp.microsoft.com' \
        'www.msftconnecttest.com' \
        'ctldl.windowsupdate.com'
