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
#   7. Classic rules are for a firewall without a policy; one that has a policy refuses them. For one with a policy take a
#      format under Azure Firewall policy.
#   8. The first call of a collection makes it, so a second run stops there. Before one, delete the collections
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
    --description 'Core, required (世纪互联运营的 Azure 的必需网络规则). Legacy tunnel between nodes and control plane, UDP part.' \
    --protocols UDP \
    --destination-ports 1194 \
    --source-addresses \
        '10.30.0.0/16' \
    --destination-addresses \
        'AzureCloud.chinanorth2' \
    --output none

az network firewall network-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-network \
    --name aks-core-tcp-9000 \
    --description 'Core, required (世纪互联运营的 Azure 的必需网络规则). Legacy tunnel between nodes and control plane, TCP part.' \
    --protocols TCP \
    --destination-ports 9000 \
    --source-addresses \
        '10.30.0.0/16' \
    --destination-addresses \
        'AzureCloud.chinanorth2' \
    --output none

az network firewall network-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-network \
    --name aks-core-tcp-22 \
    --description 'Core, required (世纪互联运营的 Azure 的必需网络规则). Legacy tunnel between nodes and control plane over SSH, in Azure China only.' \
    --protocols TCP \
    --destination-ports 22 \
    --source-addresses \
        '10.30.0.0/16' \
    --destination-addresses \
        'AzureCloud.chinanorth2' \
    --output none

az network firewall network-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-network \
    --name aks-core-udp-123 \
    --description 'Core, required (世纪互联运营的 Azure 的必需网络规则). Clock of Linux nodes (NTP).' \
    --protocols UDP \
    --destination-ports 123 \
    --source-addresses \
        '10.30.0.0/16' \
    --destination-addresses \
        '*' \
    --output none

az network firewall network-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-network \
    --name aks-azure-monitor-tcp-443 \
    --description 'Azure Monitor, required (用于容器的 Azure Monitor: 必需的网络规则). Metrics and logs to Azure Monitor and Log Analytics, by service tag.' \
    --protocols TCP \
    --destination-ports 443 \
    --source-addresses \
        '10.30.0.0/16' \
    --destination-addresses \
        'AzureMonitor' \
    --output none

az network firewall application-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-application \
    --action Allow --priority 300 \
    --name aks-core-https-443 \
    --description 'Core, required (世纪互联运营的 Azure 需要的 FQDN /应用程序规则). Nodes talk to the API server. Nodes reach the control plane'"'"'s end of the tunnel, in Azure China only. Images of Kubernetes components and add-ons, by way of China'"'"'s proxy. Kubernetes manages load balancers, disks and routes through the Azure API. Sign-in of the cluster'"'"'s identities to Microsoft Entra. Microsoft'"'"'s Linux packages for apt, such as the container runtime. Kubernetes and network plug-in binaries for new nodes.' \
    --protocols Https=443 \
    --source-addresses \
        '10.30.0.0/16' \
    --target-fqdns \
        '*.hcp.chinanorth2.cx.prod.service.azk8s.cn' \
        '*.tun.chinanorth2.cx.prod.service.azk8s.cn' \
        'mcr.azk8s.cn' \
        'management.chinacloudapi.cn' \
        'login.chinacloudapi.cn' \
        'packages.microsoft.com' \
        '*.azk8s.cn' \
    --output none

az network firewall application-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-application \
    --name aks-updates-http-80 \
    --description 'Recommended updates, recommended (以下 FQDN/应用程序规则不是必需的,但建议用于 AKS 群集). Security updates of Ubuntu nodes between node images.' \
    --protocols Http=80 \
    --source-addresses \
        '10.30.0.0/16' \
    --target-fqdns \
        'security.ubuntu.com' \
        'azure.archive.ubuntu.com' \
        'changelogs.ubuntu.com' \
    --output none

az network firewall application-rule create --resource-group "$RG" --firewall-name "$FIREWALL" \
    --collection-name aks-egress-application \
    --name aks-azure-policy-https-443 \
    --description 'Azure Policy, required (Azure Policy: 世纪互联运营的 Azure 需要的 FQDN /应用程序规则). The add-on fetches policies and reports compliance. The add-on downloads the Gatekeeper files of built-in policies.' \
    --protocols Https=443 \
    --source-addresses \
        '10.30.0.0/16' \
    --target-fqdns \
        'data.policy.azure.cn' \
        'store.policy.azure.cn' \
    --output none
