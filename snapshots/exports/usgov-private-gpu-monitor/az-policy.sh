#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       gov-hub
# Cloud         Azure US Government
# Region        US Gov Virginia (usgovvirginia)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    private-link
# Nodes         ubuntu, GPU
# Add-ons       Azure Monitor
# Node subnets  10.240.0.0/16
# Checked       syntax checked by ShellCheck; not loaded into the product itself
# Rules         0 network rules, 22 application rules
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

# Another cloud than the default; once before `az login`:
#   az cloud set --name AzureUSGovernment

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
    --name 'aks-egress-application' \
    --collection-priority 300 \
    --action Allow \
    --rule-name 'aks-core-https-443' \
    --rule-type ApplicationRule \
    --description 'Core, required (Azure US Government required FQDN / application rules). Registry of Microsoft'"'"'s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft'"'"'s registry, from its delivery network. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of the cluster and of its components. Microsoft'"'"'s Linux packages for nodes, such as the container runtime and Azure tools....' \
    --protocols Https=443 \
    --source-addresses '10.240.0.0/16' \
    --target-fqdns \
        'mcr.microsoft.com' \
        '*.data.mcr.microsoft.com' \
        'management.usgovcloudapi.net' \
        'login.microsoftonline.us' \
        'packages.microsoft.com' \
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
    --name 'aks-azure-monitor-https-443' \
    --rule-type ApplicationRule \
    --description 'Azure Monitor, required (Azure Monitor: Azure Government cloud required FQDN / application rules; Reading I2). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents'"'"' own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Central control service: it tells an...' \
    --protocols Https=443 \
    --source-addresses '10.240.0.0/16' \
    --target-fqdns \
        '*.ods.opinsights.azure.us' \
        '*.oms.opinsights.azure.us' \
        'dc.services.visualstudio.com' \
        '*.in.applicationinsights.azure.com' \
        'global.handler.control.monitor.azure.us' \
        'usgovvirginia.handler.control.monitor.azure.us' \
        '*.ingest.monitor.azure.us' \
        '*.metrics.ingest.monitor.azure.us' \
        '*.in.applicationinsights.azure.us'
