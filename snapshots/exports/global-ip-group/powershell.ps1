#Requires -Modules Az.Network
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       ip group
# Cloud         Azure Global
# Region        North Europe (northeurope)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, legacy
# Nodes         ubuntu, Windows
# Add-ons       none
# Node subnets  10.240.0.0/16, 10.241.0.0/16
# Checked       syntax checked by tree-sitter-powershell; not loaded into the product itself
# Rules         3 network rules, 17 application rules
#
# Warnings
#   1. An IP group stands in place of node subnets: it must exist, hold them, and lie in the region of the firewall
#      policy.
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
        -SourceIpGroup '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes' `
        -Protocol 'UDP' `
        -DestinationPort '1194' `
        -DestinationAddress 'AzureCloud.northeurope'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-tcp-9000' `
        -Description 'Core, required (Azure Global required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it.' `
        -SourceIpGroup '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes' `
        -Protocol 'TCP' `
        -DestinationPort '9000' `
        -DestinationAddress 'AzureCloud.northeurope'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-udp-53' `
        -Description 'Core, required (Azure Global required network rules). Name resolution by your own DNS servers, where they stand behind the firewall.' `
        -SourceIpGroup '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes' `
        -Protocol 'UDP' `
        -DestinationPort '53' `
        -DestinationAddress @(
            '10.0.0.4'
            '10.0.0.5'
        )
)

$applicationRules = @(
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-core-https-443' `
        -Description 'Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft`s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft`s registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of...' `
        -SourceIpGroup '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            '*.hcp.northeurope.azmk8s.io'
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
        -SourceIpGroup '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes' `
        -Protocol 'http:80' `
        -TargetFqdn @(
            'security.ubuntu.com'
            'azure.archive.ubuntu.com'
            'changelogs.ubuntu.com'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-updates-https-443' `
        -Description 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu`s archive as of a given day, from which the SecurityPatch channel brings all nodes to one state.' `
        -SourceIpGroup '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes' `
        -Protocol 'https:443' `
        -TargetFqdn 'snapshot.ubuntu.com'
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-windows-https-443' `
        -Description 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). PowerShell`s package provider and Microsoft`s redirect links, used while a Windows node is set up.' `
        -SourceIpGroup '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            'onegetcdn.azureedge.net'
            'go.microsoft.com'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-windows-http-80' `
        -Description 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). Windows downloads, its connectivity check and its list of trusted root certificates, all on HTTP 80.' `
        -SourceIpGroup '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes' `
        -Protocol 'http:80' `
        -TargetFqdn @(
            '*.mp.microsoft.com'
            'www.msftconnecttest.com'
            'ctldl.windowsupdate.com'
        )
)

$ruleCollections = @(
    New-AzFirewallPolicyFilterRuleCollection `
        -Name 'aks-egress-network' `
        -Priority 1200 `
        -ActionType 'Allow' `
        -Rule $networkRules
    New-AzFirewallPolicyFilterRuleCollection `
        -Name 'aks-egress-application' `
        -Priority 1210 `
        -ActionType 'Allow' `
        -Rule $applicationRules
)

if ($PSCmdlet.ShouldProcess($FirewallPolicyName, 'Write rule collection group spoke-7.aks_egress')) {
    New-AzFirewallPolicyRuleCollectionGroup `
        -ResourceGroupName $ResourceGroupName `
        -FirewallPolicyName $FirewallPolicyName `
        -Name 'spoke-7.aks_egress' `
        -Priority 1100 `
        -RuleCollection $ruleCollections
}
