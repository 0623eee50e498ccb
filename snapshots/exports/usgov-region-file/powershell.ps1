#Requires -Modules Az.Network
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
# Checked       syntax checked by tree-sitter-powershell; not loaded into the product itself
# Rules         3 network rules, 20 application rules
#
# Warnings
#   1. For Azure US Government the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl get
#      pods -n kube-system` shows konnectivity-agent, add "konnectivity" to cluster.exempt.
#   2. No node subnet is given: exports allow any source address. Set nodes.subnets.
#   3. A network rule to AzureMonitor on TCP 443 is looked at before application rules: traffic to those addresses is
#      allowed and logged without host names.
#
# What to do with it
#   - Connect-AzAccount, then choose the subscription with Set-AzContext.
#   - ./FILE -ResourceGroupName GROUP -FirewallPolicyName POLICY -WhatIf
#   - Run it again without -WhatIf; it replaces the group of that name and nothing else.
#
# Another cloud than the default; once before the script:
#   Connect-AzAccount -Environment AzureUSGovernment

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
        -Description 'Core, required (Azure US Government required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods through it.' `
        -SourceAddress '*' `
        -Protocol 'UDP' `
        -DestinationPort '1194' `
        -DestinationAddress 'AzureCloud.usgovvirginia'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-tcp-9000' `
        -Description 'Core, required (Azure US Government required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it.' `
        -SourceAddress '*' `
        -Protocol 'TCP' `
        -DestinationPort '9000' `
        -DestinationAddress 'AzureCloud.usgovvirginia'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-azure-monitor-tcp-443' `
        -Description 'Azure Monitor, required (Azure Monitor: Required network rules). Logs and metrics to Azure Monitor, by its service tag. The tag spans all regions and needs no host names.' `
        -SourceAddress '*' `
        -Protocol 'TCP' `
        -DestinationPort '443' `
        -DestinationAddress 'AzureMonitor'
)

$applicationRules = @(
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-core-https-443' `
        -Description 'Core, required (Azure US Government required FQDN / application rules). Nodes to the API server. Registry of Microsoft`s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft`s registry, from its delivery network. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of the cluster and of its components. Microsoft`s Linux packages for nodes, such as the container...' `
        -SourceAddress '*' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            '*.hcp.usgovvirginia.cx.aks.containerservice.azure.us'
            'mcr.microsoft.com'
            '*.data.mcr.microsoft.com'
            'management.usgovcloudapi.net'
            'login.microsoftonline.us'
            'packages.microsoft.com'
            'packages.aks.azure.com'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-updates-http-80' `
        -Description 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu`s package archives: security fixes for running nodes. Plain HTTP by design, since packages are signed.' `
        -SourceAddress '*' `
        -Protocol 'http:80' `
        -TargetFqdn @(
            'security.ubuntu.com'
            'azure.archive.ubuntu.com'
            'changelogs.ubuntu.com'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-updates-https-443' `
        -Description 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu`s archive as of a given day, from which the SecurityPatch channel brings all nodes to one state.' `
        -SourceAddress '*' `
        -Protocol 'https:443' `
        -TargetFqdn 'snapshot.ubuntu.com'
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-azure-monitor-https-443' `
        -Description 'Azure Monitor, required (Azure Monitor: Azure Government cloud required FQDN / application rules; Reading I2). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents` own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Central control service: it tells an...' `
        -SourceAddress '*' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            '*.ods.opinsights.azure.us'
            '*.oms.opinsights.azure.us'
            'dc.services.visualstudio.com'
            '*.in.applicationinsights.azure.com'
            'global.handler.control.monitor.azure.us'
            'usgovvirginia.handler.control.monitor.azure.us'
            '*.ingest.monitor.azure.us'
            '*.metrics.ingest.monitor.azure.us'
            '*.in.applicationinsights.azure.us'
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
