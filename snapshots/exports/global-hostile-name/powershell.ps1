#Requires -Modules Az.Network
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       "a|b" *c* <d> =1+2 # ${x}"
# Cloud         Azure Global
# Region        West US 3 (westus3)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, konnectivity
# Nodes         ubuntu
# Add-ons       Azure Monitor
# Node subnets  not given: any source address
# Checked       syntax checked by tree-sitter-powershell; not loaded into the product itself
# Rules         0 network rules, 21 application rules
#
# Warnings
#   1. No node subnet is given: exports allow any source address. Set nodes.subnets.
#
# What to do with it
#   - Connect-AzAccount, then choose the subscription with Set-AzContext.
#   - ./FILE -ResourceGroupName GROUP -FirewallPolicyName POLICY -WhatIf
#   - Run it again without -WhatIf; it replaces the group of that name and nothing else.

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
        -Description 'Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft`s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft`s registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of...' `
        -SourceAddress '*' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            '*.hcp.westus3.azmk8s.io'
            'mcr.microsoft.com'
            '*.data.mcr.microsoft.com'
            'mcr-0001.mcr-msedge.net'
            'management.azure.com'
            'login.microsoftonline.com'
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
        -Description 'Azure Monitor, required (Azure Monitor: Azure public cloud required FQDN / application rules). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents` own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Ingestion of the metrics that the agents send to Azure...' `
        -SourceAddress '*' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            '*.ods.opinsights.azure.com'
            '*.oms.opinsights.azure.com'
            'dc.services.visualstudio.com'
            '*.in.applicationinsights.azure.com'
            '*.monitoring.azure.com'
            'login.microsoftonline.com'
            'global.handler.control.monitor.azure.com'
            '*.ingest.monitor.azure.com'
            '*.metrics.ingest.monitor.azure.com'
            'westus3.handler.control.monitor.azure.com'
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
