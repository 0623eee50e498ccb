#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       china as printed
# Cloud         Azure in China (21Vianet)
# Region        China East 2 (chinaeast2)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       printed (the source at its word; readings are only named)
# API server    public, konnectivity
# Nodes         ubuntu, Windows
# Add-ons       Azure Monitor, Azure Policy, Microsoft Defender for Containers, Workload identity
# Node subnets  10.30.0.0/16
# Checked       syntax checked by ShellCheck; not loaded into the product itself
# Rules         5 network rules, 31 application rules
#
# Warnings
#   1. For Azure in China (21Vianet) the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl
#      get pods -n kube-system` shows konnectivity-agent, add "konnectivity" to cluster.exempt.
#   2. Microsoft Defender for Containers: Defender for Cloud is retired in China
#   3. Reading I1 is not applied, since the source is taken at its word: Application Insights resources in China end in
#      .azure.cn
#   4. Reading L2 is not applied, since the source is taken at its word: China has a second sign-in host
#   5. A network rule to AzureMonitor on TCP 443 is looked at before application rules: traffic to those addresses is
#      allowed and logged without host names.
#   6. Each command is an update of the policy that takes minutes, so the whole takes long. The format az writes the same
#      group at once.
#   7. The first command empties a rule collection group of this name if there is one: its traffic is denied until the
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
    --description 'Core, required (Microsoft Azure operated by 21Vianet required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods through it.' \
    --ip-protocols UDP \
    --source-addresses '10.30.0.0/16' \
    --destination-addresses 'AzureCloud.chinaeast2' \
    --destination-ports 1194

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-network' \
    --name 'aks-core-tcp-9000' \
    --rule-type NetworkRule \
    --description 'Core, required (Microsoft Azure operated by 21Vianet required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it.' \
    --ip-protocols TCP \
    --source-addresses '10.30.0.0/16' \
    --destination-addresses 'AzureCloud.chinaeast2' \
    --destination-ports 9000

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-network' \
    --name 'aks-core-tcp-22' \
    --rule-type NetworkRule \
    --description 'Core, required (Microsoft Azure operated by 21Vianet required network rules). Tunnel over SSH, opened by a node towards the control plane. Asked for in China only.' \
    --ip-protocols TCP \
    --source-addresses '10.30.0.0/16' \
    --destination-addresses 'AzureCloud.chinaeast2' \
    --destination-ports 22

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-network' \
    --name 'aks-core-udp-123' \
    --rule-type NetworkRule \
    --description 'Core, required (Microsoft Azure operated by 21Vianet required network rules). Time for Linux nodes.' \
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
    --description 'Azure Monitor, required (Azure Monitor: Required network rules). Logs and metrics to Azure Monitor, by its service tag. The tag spans all regions and needs no host names.' \
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
    --description 'Core, required (Microsoft Azure operated by 21Vianet required FQDN / application rules). Nodes to the API server. Second host of the control plane, used by the tunnel. Asked for in China only. Registry of Microsoft'"'"'s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft'"'"'s registry, from its delivery network. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of the...' \
    --protocols Https=443 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns \
        '*.hcp.chinaeast2.cx.prod.service.azk8s.cn' \
        '*.tun.chinaeast2.cx.prod.service.azk8s.cn' \
        'mcr.microsoft.com' \
        '*.data.mcr.microsoft.com' \
        'management.chinacloudapi.cn' \
        'login.chinacloudapi.cn' \
        'packages.microsoft.com' \
        '*.azk8s.cn' \
        'mcr.azure.cn' \
        '*.data.mcr.azure.cn'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-updates-http-80' \
    --rule-type ApplicationRule \
    --description 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu'"'"'s package archives: security fixes for running nodes. Plain HTTP by design, since packages are signed.' \
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
    --name 'aks-updates-https-443' \
    --rule-type ApplicationRule \
    --description 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu'"'"'s archive as of a given day, from which the SecurityPatch channel brings all nodes to one state.' \
    --protocols Https=443 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns 'snapshot.ubuntu.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-windows-https-443' \
    --rule-type ApplicationRule \
    --description 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). PowerShell'"'"'s package provider and Microsoft'"'"'s redirect links, used while a Windows node is set up.' \
    --protocols Https=443 \
    --source-addresses '10.30.0.0/16' \
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
    --source-addresses '10.30.0.0/16' \
    --target-fqdns \
        '*.mp.microsoft.com' \
        'www.msftconnecttest.com' \
        'ctldl.windowsupdate.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-workload-identity-https-443' \
    --rule-type ApplicationRule \
    --description 'Workload identity, required (Workload identity required FQDN / application rules). Pods exchange the token of their service account for one of Microsoft Entra ID.' \
    --protocols Https=443 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns 'login.chinacloudapi.cn'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-defender-https-443' \
    --rule-type ApplicationRule \
    --description 'Microsoft Defender for Containers, required (Microsoft Defender for Containers required FQDN / application rules). Microsoft Entra ID: the Defender sensor signs in. Log Analytics ingestion: the sensor sends its security events to the workspace. Log Analytics registration: the sensor makes itself known to the workspace before it may upload. Defender'"'"'s own service, to which current sensors report.' \
    --protocols Https=443 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns \
        'login.microsoftonline.cn' \
        '*.ods.opinsights.azure.cn' \
        '*.oms.opinsights.azure.cn' \
        '*.cloud.defender.microsoft.com'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-azure-monitor-https-443' \
    --rule-type ApplicationRule \
    --description 'Azure Monitor, required (Azure Monitor: Microsoft Azure operated by 21Vianet cloud required FQDN / application rules). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents'"'"' own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Central control service: it tells...' \
    --protocols Https=443 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns \
        '*.ods.opinsights.azure.cn' \
        '*.oms.opinsights.azure.cn' \
        'dc.services.visualstudio.com' \
        '*.in.applicationinsights.azure.com' \
        'global.handler.control.monitor.azure.cn' \
        'chinaeast2.handler.control.monitor.azure.cn' \
        '*.ingest.monitor.azure.cn' \
        '*.metrics.ingest.monitor.azure.cn'

az network firewall policy rule-collection-group collection rule add \
    --resource-group "$RESOURCE_GROUP" \
    --policy-name "$FIREWALL_POLICY" \
    --rule-collection-group-name "$RULE_COLLECTION_GROUP" \
    --collection-name 'aks-egress-application' \
    --name 'aks-azure-policy-https-443' \
    --rule-type ApplicationRule \
    --description 'Azure Policy, required (Azure Policy: Microsoft Azure operated by 21Vianet required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies.' \
    --protocols Https=443 \
    --source-addresses '10.30.0.0/16' \
    --target-fqdns \
        'data.policy.azure.cn' \
        'store.policy.azure.cn'
