#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       copy as printed
# Cloud         Azure in China (21Vianet)
# Region        China North 2 (chinanorth2)
# Source        Azure China documentation, Chinese copy
# Reading       printed (the source at its word; readings are only named)
# API server    private-link
# Nodes         ubuntu
# Add-ons       Azure Monitor, Azure Policy
# Node subnets  10.30.0.0/16
# Checked       syntax checked by ShellCheck; not loaded into the product itself
# Rules         5 network rules, 13 application rules
#
# Warnings
#   1. For Azure in China (21Vianet) the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl
#      get pods -n kube-system` shows konnectivity-agent, add "konnectivity" to cluster.exempt.
#   2. Reading U3 is not applied, since the source is taken at its word: The Chinese copy lacks the snapshot service
#   3. Reading M1 is not applied, since the source is taken at its word: The registry's hosts that the Chinese copy lacks
#   4. Reading L3 is not applied, since the source is taken at its word: China has a second sign-in host (Chinese copy)
#   5. A network rule to AzureMonitor on TCP 443 is looked at before application rules: traffic to those addresses is
#      allowed and logged without host names.
#   6. A leading dot means nothing here. Left out: HTTPS:443 .data.mcr.azk8s.cn. reading = "recommended" writes a star in
#      its place.
#   7. Each command is an update of the policy that takes minutes, so the whole takes long. The format az writes the same
#      group at once.
#   8. The first command empties a rule collection group of this name if there is one: its traffic is denied until the
#      rules are back.
#
# What to do with it
#   - az extension add --name azure-firewall
#   - Fill in RESOURCE_GROUP and FIREWALL_POLICY at the top; choose the subscription with `az account set`.
#   - Run it with bash, after `az login`, and let it run to its end.

# shellcheck disable=SC1112,SC2016
set -euo pipefail

# Another cloud than the default; once before `az login`:
#   az cloud set --name AzureChinaCloud

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
    --description 'Core, required (世纪互联运营的 Azure 的必需网络规则). Legacy tunnel between nodes and control plane, UDP part.' \
    --ip-protocols UDP \
    --source-addresses '10.30.0.0/16' \
    --destination-addresses 'AzureCloud.chinanorth2' \
    --destination-ports 1194

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-network' \
    --name 'aks-core-tcp-9000' \
    --rule-type NetworkRule \
    --description 'Core, required (世纪互联运营的 Azure 的必需网络规则). Legacy tunnel between nodes and control plane, TCP part.' \
    --ip-protocols TCP \
    --source-addresses '10.30.0.0/16' \
    --destination-addresses 'AzureCloud.chinanorth2' \
    --destination-ports 9000

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-network' \
    --name 'aks-core-tcp-22' \
    --rule-type NetworkRule \
    --description 'Core, required (世纪互联运营的 Azure 的必需网络规则). Legacy tunnel between nodes and control plane over SSH, in Azure China only.' \
    --ip-protocols TCP \
    --source-addresses '10.30.0.0/16' \
    --destination-addresses 'AzureCloud.chinanorth2' \
    --destination-ports 22

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-network' \
    --name 'aks-core-udp-123' \
    --rule-type NetworkRule \
    --description 'Core, required (世纪互联运营的 Azure 的必需网络规则). Clock of Linux nodes (NTP).' \
    --ip-protocols UDP \
    --source-addresses '10.30.0.0/16' \
    --destination-addresses '*' \
    --destination-ports 123

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-network' \
    --name 'aks-azure-monitor-tcp-443' \
    --rule-type NetworkRule \
    --description 'Azure Monitor, required (用于容器的 Azure Monitor: 必需的网络规则). Metrics and logs to Azure Monitor and Log Analytics, by service tag.' \
    --ip-protocols TCP \
    --source-addresses '10.30.0.0/16' \
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
    --description 'Core, required (世纪互联运营的 Azure 需要的 FQDN /应用程序规则). Nodes talk to the API server. Nodes reach the control plane'"'"'s end of the tunnel, in Azure China only. Images of Kubernetes components and add-ons, by way of China'"'"'s proxy. Kubernetes manages load balancers, disks and routes through the Azure API. Sign-in of the cluster'"'"'s identities to Microsoft Entra. Microsoft'"'"'s Linux packages for apt, such as the container runtime. Kubernetes and network plug-in binaries for new nodes.' \
    --protocols Https=443 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns \
        '*.hcp.chinanorth2.cx.prod.service.azk8s.cn' \
        '*.tun.chinanorth2.cx.prod.service.azk8s.cn' \
        'mcr.azk8s.cn' \
        'management.chinacloudapi.cn' \
        'login.chinacloudapi.cn' \
        'packages.microsoft.com' \
        '*.azk8s.cn'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-updates-http-80' \
    --rule-type ApplicationRule \
    --description 'Recommended updates, recommended (以下 FQDN/应用程序规则不是必需的,但建议用于 AKS 群集). Security updates of Ubuntu nodes between node images.' \
    --protocols Http=80 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns \
        'security.ubuntu.com' \
        'azure.archive.ubuntu.com' \
        'changelogs.ubuntu.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-azure-policy-https-443' \
    --rule-type ApplicationRule \
    --description 'Azure Policy, required (Azure Policy: 世纪互联运营的 Azure 需要的 FQDN /应用程序规则). The add-on fetches policies and reports compliance. The add-on downloads the Gatekeeper files of built-in policies.' \
    --protocols Https=443 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns \
        'data.policy.azure.cn' \
        'store.policy.azure.cn'
