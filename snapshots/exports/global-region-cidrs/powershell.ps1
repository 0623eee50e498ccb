#Requires -Modules Az.Network
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       region cidrs
# Cloud         Azure Global
# Region        Norway East (norwayeast)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, legacy
# Nodes         ubuntu
# Add-ons       none
# Node subnets  10.240.0.0/16
# Service tags  ServiceTags_Public_20251110.json, change number 376 of 2025-11-10, IPv4 only
# Checked       syntax checked by tree-sitter-powershell; not loaded into the product itself
# Rules         2 network rules, 12 application rules
#
# Warnings
#   1. IPv6 prefixes of AzureCloud.norwaye are left out, 2 in ServiceTags_Public_20251110.json: the rules hold its IPv4
#      prefixes alone. Set destinations.ipv6 = true if the cluster uses IPv6.
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

$networkRules = @(
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-udp-1194' `
        -Description 'Core, required (Azure Global required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods through it.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'UDP' `
        -DestinationPort '1194' `
        -DestinationAddress @(
            '4.177.0.0/16'
            '4.179.0.0/16'
            '4.219.0.0/16'
            '4.220.0.0/17'
            '4.235.0.0/16'
            '13.104.155.32/27'
            '13.104.158.0/28'
            '13.104.158.32/27'
            '13.104.218.0/25'
            '13.105.97.96/27'
            '13.105.97.128/25'
            '20.20.42.0/24'
            '20.33.194.0/24'
            '20.38.120.0/24'
            '20.135.158.0/23'
            '20.135.160.0/22'
        )
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-tcp-9000' `
        -Description 'Core, required (Azure Global required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'TCP' `
        -DestinationPort '9000' `
        -DestinationAddress @(
            '4.177.0.0/16'
            '4.179.0.0/16'
            '4.219.0.0/16'
            '4.220.0.0/17'
            '4.235.0.0/16'
            '13.104.155.32/27'
            '13.104.158.0/28'
            '13.104.158.32/27'
            '13.104.218.0/25'
            '13.105.97.96/27'
            '13.105.97.128/25'
            '20.20.42.0/24'
            '20.33.194.0/24'
            '20.38.120.0/24'
            '20.135.158.0/23'
            '20.135.160.0/22'
        )
)

$applicationRules = @(
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-core-https-443' `
        -Description 'Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft`s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft`s registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of...' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            '*.hcp.norwayeast.azmk8s.io'
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
