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
# Checked       syntax checked by ShellCheck; not loaded into the product itself
# Rules         2 network rules, 23 application rules
#
# Warnings
#   1. Core hosts are left to the FQDN tag AzureKubernetesService. Its content is not published: Microsoft documents that
#      it holds the hosts that AKS requires and follows their changes; users report hosts of Azure Policy and Azure
#      Monitor that it lacked, so those of add-ons are written out. It never covers network rules.
#   2. Each command is an update of the policy that takes minutes, so the whole takes long. The format az writes the same
#      group at once.
#   3. The first command empties a rule collection group of this name if there is one: its traffic is denied until the
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
    --destination-addresses 'AzureCloud.westeurope' \
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
    --destination-addresses 'AzureCloud.westeurope' \
    --destination-ports 9000

az network firewall policy rule-collection-group collection add-filter-collection \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --name 'aks-egress-application' \
    --collection-priority 300 \
    --action Allow \
    --rule-name 'aks-fqdn-tag' \
    --rule-type ApplicationRule \
    --description 'Hosts of the core, as far as the FQDN tag AzureKubernetesService holds them (content not published)' \
    --protocols \
        Http=80 \
        Https=443 \
    --source-addresses '10.240.0.0/16' \
    --fqdn-tags 'AzureKubernetesService'

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
    --name 'aks-azure-monitor-https-443' \
    --rule-type ApplicationRule \
    --description 'Azure Monitor, required (Azure Monitor: Azure public cloud required FQDN / application rules). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents'"'"' own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Ingestion of the metrics that the agents send to Azure...' \
    --protocols Https=443 \
    --source-addresses '10.240.0.0/16' \
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
        'westeurope.handler.control.monitor.azure.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-azure-policy-https-443' \
    --rule-type ApplicationRule \
    --description 'Azure Policy, required (Azure Policy required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies. The add-on'"'"'s own telemetry, to Application Insights.' \
    --protocols Https=443 \
    --source-addresses '10.240.0.0/16' \
    --target-fqdns \
        'data.policy.core.windows.net' \
        'store.policy.core.windows.net' \
        'dc.services.visualstudio.com'
