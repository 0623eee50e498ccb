#Requires -Modules Az.Network
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       fqdn tag
# Cloud         Azure Global
# Region        West Europe (westeurope)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, legacy
# Nodes         ubuntu
# Add-ons       Azure Monitor, Azure Policy
# Node subnets  10.240.0.0/16
# Checked       syntax checked by tree-sitter-powershell; not loaded into the product itself
# Rules         2 network rules, 23 application rules
#
# Warnings
#   1. Core hosts are left to the FQDN tag AzureKubernetesService. Its content is not published: Microsoft documents that
#      it holds the hosts that AKS requires and follows their changes; users report hosts of Azure Policy and Azure
#      Monitor that it lacked, so those of add-ons are written out. It never covers network rules.
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
        -DestinationAddress 'AzureCloud.westeurope'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-tcp-9000' `
        -Description 'Core, required (Azure Global required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'TCP' `
        -DestinationPort '9000' `
        -DestinationAddress 'AzureCloud.westeurope'
)

$applicationRules = @(
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-fqdn-tag' `
        -Description 'Hosts of the core, as far as the FQDN tag AzureKubernetesService holds them (content not published)' `
        -SourceAddress '10.240.0.0/16' `
        -FqdnTag 'AzureKubernetesService'
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
        -Name 'aks-azure-monitor-https-443' `
        -Description 'Azure Monitor, required (Azure Monitor: Azure public cloud required FQDN / application rules). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents` own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Ingestion of the metrics that the agents send to Azure...' `
        -SourceAddress '10.240.0.0/16' `
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
            'westeurope.handler.control.monitor.azure.com'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-azure-policy-https-443' `
        -Description 'Azure Policy, required (Azure Policy required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies. The add-on`s own telemetry, to Application Insights.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            'data.policy.core.windows.net'
            'store.policy.core.windows.net'
            'dc.services.visualstudio.com'
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
