#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       gov tags
# Cloud         Azure US Government
# Region        US Gov Virginia (usgovvirginia)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, konnectivity
# Nodes         ubuntu
# Add-ons       Azure Monitor
# Node subnets  not given: any source address
# Service tags  ServiceTags_AzureGovernment_20260720.json, change number 402 of 2026-07-20, IPv4 and IPv6
# Checked       syntax checked by ShellCheck; not loaded into the product itself
# Rules         3 network rules, 20 application rules
#
# Warnings
#   1. For Azure US Government the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl get
#      pods -n kube-system` shows konnectivity-agent, add "konnectivity" to cluster.exempt.
#   2. No node subnet is given: exports allow any source address. Set nodes.subnets.
#   3. A network rule to AzureMonitor on TCP 443 is looked at before application rules: traffic to those addresses is
#      allowed and logged without host names.
#   4. Each command is an update of the policy that takes minutes, so the whole takes long. The format az writes the same
#      group at once.
#   5. The first command empties a rule collection group of this name if there is one: its traffic is denied until the
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
    --name 'aks-egress-network' \
    --collection-priority 200 \
    --action Allow \
    --rule-name 'aks-core-udp-1194' \
    --rule-type NetworkRule \
    --description 'Core, required (Azure US Government required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods through it.' \
    --ip-protocols UDP \
    --source-addresses '*' \
    --destination-addresses 'AzureCloud.usgovvirginia' \
    --destination-ports 1194

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-network' \
    --name 'aks-core-tcp-9000' \
    --rule-type NetworkRule \
    --description 'Core, required (Azure US Government required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it.' \
    --ip-protocols TCP \
    --source-addresses '*' \
    --destination-addresses 'AzureCloud.usgovvirginia' \
    --destination-ports 9000

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-network' \
    --name 'aks-azure-monitor-tcp-443' \
    --rule-type NetworkRule \
    --description 'Azure Monitor, required (Azure Monitor: Required network rules). Logs and metrics to Azure Monitor, by its service tag. The tag spans all regions and needs no host names.' \
    --ip-protocols TCP \
    --source-addresses '*' \
    --destination-addresses 'AzureMonitor' \
    --destination-ports 443

az network firewall policy rule-collection-group collection add-filter-collection \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --name 'aks-egress-application' \
    --collection-priority 300 \
    --action Allow \
    --rule-name 'aks-core-https-443' \
    --rule-type ApplicationRule \
    --description 'Core, required (Azure US Government required FQDN / application rules). Nodes to the API server. Registry of Microsoft'"'"'s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft'"'"'s registry, from its delivery network. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of the cluster and of its components. Microsoft'"'"'s Linux packages for nodes, such as the container...' \
    --protocols Https=443 \
    --source-addresses '*' \
    --target-fqdns \
        '*.hcp.usgovvirginia.cx.aks.containerservice.azure.us' \
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
    --source-addresses '*' \
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
    --source-addresses '*' \
    --target-fqdns 'snapshot.ubuntu.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-azure-monitor-https-443' \
    --rule-type ApplicationRule \
    --description 'Azure Monitor, required (Azure Monitor: Azure Government cloud required FQDN / application rules; Reading I2). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents'"'"' own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Central control service: it tells an...' \
    --protocols Https=443 \
    --source-addresses '*' \
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
