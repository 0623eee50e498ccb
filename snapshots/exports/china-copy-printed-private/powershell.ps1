#Requires -Version 7.0
#Requires -Modules Az.Network
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
# Checked       syntax checked by tree-sitter-powershell; not loaded into the product itself
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
#
# What to do with it
#   - Connect-AzAccount, then choose the subscription with Set-AzContext.
#   - ./FILE -ResourceGroupName GROUP -FirewallPolicyName POLICY -WhatIf
#   - Run it again without -WhatIf; it replaces the group of that name and nothing else.
#
# Another cloud than the default; once before the script:
#   Connect-AzAccount -Environment AzureChinaCloud

[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [string] $ResourceGroupName,

    [Parameter(Mandatory)]
    [string] $FirewallPolicyName
)

$ErrorActionPreference = 'Stop'

$networkRules = @(
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-udp-1194' `
        -Description 'Core, required (世纪互联运营的 Azure 的必需网络规则). Legacy tunnel between nodes and control plane, UDP part.' `
        -SourceAddress '10.30.0.0/16' `
        -Protocol 'UDP' `
        -DestinationPort '1194' `
        -DestinationAddress 'AzureCloud.chinanorth2'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-tcp-9000' `
        -Description 'Core, required (世纪互联运营的 Azure 的必需网络规则). Legacy tunnel between nodes and control plane, TCP part.' `
        -SourceAddress '10.30.0.0/16' `
        -Protocol 'TCP' `
        -DestinationPort '9000' `
        -DestinationAddress 'AzureCloud.chinanorth2'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-tcp-22' `
        -Description 'Core, required (世纪互联运营的 Azure 的必需网络规则). Legacy tunnel between nodes and control plane over SSH, in Azure China only.' `
        -SourceAddress '10.30.0.0/16' `
        -Protocol 'TCP' `
        -DestinationPort '22' `
        -DestinationAddress 'AzureCloud.chinanorth2'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-udp-123' `
        -Description 'Core, required (世纪互联运营的 Azure 的必需网络规则). Clock of Linux nodes (NTP).' `
        -SourceAddress '10.30.0.0/16' `
        -Protocol 'UDP' `
        -DestinationPort '123' `
        -DestinationAddress '*'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-azure-monitor-tcp-443' `
        -Description 'Azure Monitor, required (用于容器的 Azure Monitor: 必需的网络规则). Metrics and logs to Azure Monitor and Log Analytics, by service tag.' `
        -SourceAddress '10.30.0.0/16' `
        -Protocol 'TCP' `
        -DestinationPort '443' `
        -DestinationAddress 'AzureMonitor'
)

$applicationRules = @(
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-core-https-443' `
        -Description 'Core, required (世纪互联运营的 Azure 需要的 FQDN /应用程序规则). Nodes talk to the API server. Nodes reach the control plane`s end of the tunnel, in Azure China only. Images of Kubernetes components and add-ons, by way of China`s proxy. Kubernetes manages load balancers, disks and routes through the Azure API. Sign-in of the cluster`s identities to Microsoft Entra. Microsoft`s Linux packages for apt, such as the container runtime. Kubernetes and network plug-in binaries for new nodes.' `
        -SourceAddress '10.30.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            '*.hcp.chinanorth2.cx.prod.service.azk8s.cn'
            '*.tun.chinanorth2.cx.prod.service.azk8s.cn'
            'mcr.azk8s.cn'
            'management.chinacloudapi.cn'
            'login.chinacloudapi.cn'
            'packages.microsoft.com'
            '*.azk8s.cn'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-updates-http-80' `
        -Description 'Recommended updates, recommended (以下 FQDN/应用程序规则不是必需的,但建议用于 AKS 群集). Security updates of Ubuntu nodes between node images.' `
        -SourceAddress '10.30.0.0/16' `
        -Protocol 'http:80' `
        -TargetFqdn @(
            'security.ubuntu.com'
            'azure.archive.ubuntu.com'
            'changelogs.ubuntu.com'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-azure-policy-https-443' `
        -Description 'Azure Policy, required (Azure Policy: 世纪互联运营的 Azure 需要的 FQDN /应用程序规则). The add-on fetches policies and reports compliance. The add-on downloads the Gatekeeper files of built-in policies.' `
        -SourceAddress '10.30.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            'data.policy.azure.cn'
            'store.policy.azure.cn'
        )
)

$ruleCollections = @(
    New-AzFirewallPolicyFilterRuleCollection `
        -Name 'aks-egress-network' `
        -Priority 200 `
        -ActionType 'Allow' `
        -Rule $networkRules
    New-AzFirewallPolicyFilterRuleCollection `
        -Name 'aks-egress-application' `
        -Priority 300 `
        -ActionType 'Allow' `
        -Rule $applicationRules
)

if ($PSCmdlet.ShouldProcess($FirewallPolicyName, 'Write rule collection group aks-egress')) {
    New-AzFirewallPolicyRuleCollectionGroup `
        -ResourceGroupName $ResourceGroupName `
        -FirewallPolicyName $FirewallPolicyName `
        -Name 'aks-egress' `
        -Priority 400 `
        -RuleCollection $ruleCollections
}
