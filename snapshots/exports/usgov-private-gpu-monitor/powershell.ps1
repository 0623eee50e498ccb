#Requires -Modules Az.Network
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
# Checked       syntax checked by tree-sitter-powershell; not loaded into the product itself
# Rules         0 network rules, 22 application rules
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

$applicationRules = @(
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-core-https-443' `
        -Description 'Core, required (Azure US Government required FQDN / application rules). Registry of Microsoft`s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft`s registry, from its delivery network. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of the cluster and of its components. Microsoft`s Linux packages for nodes, such as the container runtime and Azure tools....' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn @(
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
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'http:80' `
        -TargetFqdn @(
            'security.ubuntu.com'
            'azure.archive.ubuntu.com'
            'changelogs.ubuntu.com'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-updates-https-443' `
        -Description 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu`s archive as of a given day, from which the SecurityPatch channel brings all nodes to one state.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn 'snapshot.ubuntu.com'
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-gpu-https-443' `
        -Description 'GPU node pools, required (GPU enabled AKS clusters required FQDN / application rules). NVIDIA`s package repository: the toolkit that hands the GPU to containers. NVIDIA`s driver downloads, fetched while a GPU node is set up. Docker`s package repository, asked by the driver set-up of GPU nodes.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            'nvidia.github.io'
            'us.download.nvidia.com'
            'download.docker.com'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-azure-monitor-https-443' `
        -Description 'Azure Monitor, required (Azure Monitor: Azure Government cloud required FQDN / application rules; Reading I2). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents` own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Central control service: it tells an...' `
        -SourceAddress '10.240.0.0/16' `
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
