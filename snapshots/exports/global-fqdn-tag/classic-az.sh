#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       fqdn tag
# Cloud         Azure Global
# Region        West Europe (westeurope)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, legacy
# Nodes         ubuntu
# Add-ons       Azure Monitor, Azure Policy
# Node subnets  10.240.0.0/16
# Rules         2 network rules, 23 application rules
#
# Warnings
#   1. Classic rules are for a firewall without a policy; one that has a policy refuses them. For one with a policy take a
#      format under Azure Firewall policy.
#   2. The first call of a collection makes it, so a second run stops there. Before one, delete the collections
#      aks-egress-network and aks-egress-application; the cluster has no way out until the script has run through.
#   3. Core hosts are left to the FQDN tag AzureKubernetesService. Its content is not published: Microsoft documents that
#      it holds the hosts that AKS requires and follows their changes; users report hosts of Azure Policy and Azure
#      Monitor that it lacked, so those of add-ons are written out. It never covers network rules.
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
        'AzureCloud.westeurope' \
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
        'AzureCloud.westeurope' \
    --output none

az network firewall application-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-application \
    --action Allow --priority 300 \
    --name aks-fqdn-tag \
    --description 'Hosts of the core, as far as the FQDN tag AzureKubernetesService holds them (content not published)' \
    --protocols Http=80 Https=443 \
    --source-addresses \
        '10.240.0.0/16' \
    --fqdn-tags \
        'AzureKubernetesService' \
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
    --name aks-azure-monitor-https-443 \
    --description 'Azure Monitor, required (Azure Monitor: Azure public cloud required FQDN / application rules). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents'"'"' own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Ingestion of the metrics that the agents send to Azure...' \
    --protocols Https=443 \
    --source-addresses \
        '10.240.0.0/16' \
    --target-fqdns \
        '*.ods.opinsights.azure.com' \
        '*.oms.opinsights.azure.com' \
        'dc.services.visualstudio.com' \
        '*.in.applicationinsights.azure.com' \
        '*.monitoring.azure.com' \
        'login.microsoftonline.com' \
        'global.handler.control.monitor.azure.com' \
        '*.ingest.monitor.azure.com' \
        '*.metrics.ingest.monitor.azure.com' \
        'westeurope.handler.control.monitor.azure.com' \
    --output none

az network firewall application-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-application \
    --name aks-azure-policy-https-443 \
    --description 'Azure Policy, required (Azure Policy required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies. The add-on'"'"'s own telemetry, to Application Insights.' \
    --protocols Https=443 \
    --source-addresses \
        '10.240.0.0/16' \
    --target-fqdns \
        'data.policy.core.windows.net' \
        'store.policy.core.windows.net' \
        'dc.services.visualstudio.com' \
    --output none
