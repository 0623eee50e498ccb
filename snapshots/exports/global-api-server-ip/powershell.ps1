#Requires -Modules Az.Network
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       known address
# Cloud         Azure Global
# Region        Germany West Central (germanywestcentral)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, legacy
# Nodes         ubuntu
# Add-ons       none
# Node subnets  10.240.0.0/16
# Checked       syntax checked by tree-sitter-powershell; not loaded into the product itself
# Rules         4 network rules, 10 application rules
#
# Warnings
#   1. A host in a network rule works only while the firewall's DNS proxy is on and nodes resolve through the firewall:
#      UDP:123 ntp.ubuntu.com.
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
        -DestinationAddress '20.1.2.3'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-tcp-9000' `
        -Description 'Core, required (Azure Global required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'TCP' `
        -DestinationPort '9000' `
        -DestinationAddress '20.1.2.3'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-udp-123' `
        -Description 'Core, required (Azure Global required network rules). Time for Linux nodes made up to March 2021; newer ones take it from their host.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'UDP' `
        -DestinationPort '123' `
        -DestinationFqdn 'ntp.ubuntu.com'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-tcp-443' `
        -Description 'Core, required (Azure Global required network rules). Pods that call the API server through the in-cluster service leave the node for its public address.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'TCP' `
        -DestinationPort '443' `
        -DestinationAddress '20.1.2.3'
)

$applicationRules = @(
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-core-https-443' `
        -Description 'Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft`s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft`s registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of...' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            'prod-1a2b3c4d.hcp.germanywestcentral.azmk8s.io'
            'mcr.microsoft.com'
            '*.data.mcr.microsoft.com'
            'mcr-0001.mcr-msedge.net'
            'management.azure.com'
            'login.microsoftonline.com'
            'packages.microsoft.com'
            'acs-mirror.azureedge.net'
            'packages.aks.azure.com'
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
