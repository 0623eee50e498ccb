#Requires -Modules Az.Network
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       gpu and windows
# Cloud         Azure Global
# Region        North Europe (northeurope)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       printed (the source at its word; readings are only named)
# API server    public, legacy
# Nodes         ubuntu, Windows, GPU
# Add-ons       none
# Node subnets  10.240.0.0/16
# Checked       syntax checked by tree-sitter-powershell; not loaded into the product itself
# Rules         5 network rules, 21 application rules
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
        -DestinationAddress '*'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-tcp-9000' `
        -Description 'Core, required (Azure Global required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'TCP' `
        -DestinationPort '9000' `
        -DestinationAddress '*'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-udp-123' `
        -Description 'Core, required (Azure Global required network rules). Time for Linux nodes made up to March 2021; newer ones take it from their host.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'UDP' `
        -DestinationPort '123' `
        -DestinationAddress '*'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-udp-53' `
        -Description 'Core, required (Azure Global required network rules). Name resolution by your own DNS servers, where they stand behind the firewall.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'UDP' `
        -DestinationPort '53' `
        -DestinationAddress '10.0.0.4'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-tcp-53' `
        -Description 'Core, required (Reading N1). Large DNS answers, and LocalDNS, from your own DNS servers.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'TCP' `
        -DestinationPort '53' `
        -DestinationAddress '10.0.0.4'
)

$applicationRules = @(
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-core-https-443' `
        -Description 'Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft`s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft`s registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of...' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            '*.hcp.northeurope.azmk8s.io'
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
        -Name 'aks-windows-https-443' `
        -Description 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). PowerShell`s package provider and Microsoft`s redirect links, used while a Windows node is set up.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            'onegetcdn.azureedge.net'
            'go.microsoft.com'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-windows-http-80' `
        -Description 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). Windows downloads, its connectivity check and its list of trusted root certificates, all on HTTP 80.' `
        -SourceAddress '10.240.0.0/16' `
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
