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
# Rules         0 network rules, 22 application rules
#
# Warnings
#   1. Classic rules are for a firewall without a policy; one that has a policy refuses them. For one with a policy take a
#      format under Azure Firewall policy.
#   2. The first call of a collection makes it, so a second run stops there. Before one, delete the collections
#      aks-egress-network and aks-egress-application; the cluster has no way out until the script has run through.
#
# What to do with it
#   - Put the resource group and the name of the firewall into the first two lines below the header.
#   - Sign in to the right cloud and subscription, and add the extension: az extension add --name azure-firewall.
#   - Run it with bash in a maintenance window: each rule is an update of the firewall and takes minutes.

set -euo pipefail

RG='YOUR-RESOURCE-GROUP'
FIREWALL='YOUR-FIREWALL'

az network firewall application-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-application \
    --action Allow --priority 300 \
    --name aks-core-https-443 \
    --description 'Core, required (Azure US Government required FQDN / application rules). Registry of Microsoft'"'"'s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft'"'"'s registry, from its delivery network. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of the cluster and of its components. Microsoft'"'"'s Linux packages for nodes, such as the container runtime and Azure tools....' \
    --protocols Https=443 \
    --source-addresses \
        '10.240.0.0/16' \
    --target-fqdns \
        'mcr.microsoft.com' \
        '*.data.mcr.microsoft.com' \
        'management.usgovcloudapi.net' \
        'login.microsoftonline.us' \
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

az network firewall application-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-application \
    --name aks-gpu-https-443 \
    --description 'GPU node pools, required (GPU enabled AKS clusters required FQDN / application rules). NVIDIA'"'"'s package repository: the toolkit that hands the GPU to containers. NVIDIA'"'"'s driver downloads, fetched while a GPU node is set up. Docker'"'"'s package repository, asked by the driver set-up of GPU nodes.' \
    --protocols Https=443 \
    --source-addresses \
        '10.240.0.0/16' \
    --target-fqdns \
        'nvidia.github.io' \
        'us.download.nvidia.com' \
        'download.docker.com' \
    --output none

az network firewall application-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-application \
    --name aks-azure-monitor-https-443 \
    --description 'Azure Monitor, required (Azure Monitor: Azure Government cloud required FQDN / application rules; Reading I2). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents'"'"' own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Central control service: it tells an...' \
    --protocols Https=443 \
    --source-addresses \
        '10.240.0.0/16' \
    --target-fqdns \
        '*.ods.opinsights.azure.us' \
        '*.oms.opinsights.azure.us' \
        'dc.services.visualstudio.com' \
        '*.in.applicationinsights.azure.com' \
        'global.handler.control.monitor.azure.us' \
        'usgovvirginia.handler.control.monitor.azure.us' \
        '*.ingest.monitor.azure.us' \
        '*.metrics.ingest.monitor.azure.us' \
        '*.in.applicationinsights.azure.us' \
    --output none
