#Requires -Modules Az.Network
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       as of 2024-09-26
# Cloud         Azure Global
# Region        France Central (francecentral)
# Source        Microsoft Learn, edition 2024-09-26
# Reading       printed (the source at its word; readings are only named)
# API server    public, konnectivity
# Nodes         ubuntu, Windows
# Add-ons       Azure Monitor, Azure Policy, Microsoft Defender for Containers, Key Vault secrets (CSI driver), Cost
#               analysis, Dapr
# Node subnets  not given: any source address
# Checked       syntax checked by tree-sitter-powershell; not loaded into the product itself
# Rules         1 network rule, 26 application rules
#
# Warnings
#   1. The profile is pinned to the edition of 2024-09-26; the newest is 2026-08-21. Compare before you move.
#   2. No node subnet is given: exports allow any source address. Set nodes.subnets.
#   3. A network rule to AzureMonitor on TCP 443 is looked at before application rules: traffic to those addresses is
#      allowed and logged without host names.
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
        -Description 'Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft`s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft`s registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of...' `
        -SourceAddress '*' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            '*.hcp.francecentral.azmk8s.io'
            'mcr.microsoft.com'
            '*.data.mcr.microsoft.com'
            'mcr-0001.mcr-msedge.net'
            'management.azure.com'
            'login.microsoftonline.com'
            'packages.microsoft.com'
            'acs-mirror.azureedge.net'
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
        -Name 'aks-windows-https-443' `
        -Description 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). PowerShell`s package provider and Microsoft`s redirect links, used while a Windows node is set up.' `
        -SourceAddress '*' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            'onegetcdn.azureedge.net'
            'go.microsoft.com'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-windows-http-80' `
        -Description 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). Windows downloads, its connectivity check and its list of trusted root certificates, all on HTTP 80.' `
        -SourceAddress '*' `
        -Protocol 'http:80' `
        -TargetFqdn @(
            '*.mp.microsoft.com'
            'www.msftconnecttest.com'
            'ctldl.windowsupdate.com'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-defender-https-443' `
        -Description 'Microsoft Defender for Containers, required (Microsoft Defender for Containers required FQDN / application rules). Microsoft Entra ID: the Defender sensor signs in. Log Analytics ingestion: the sensor sends its security events to the workspace. Log Analytics registration: the sensor makes itself known to the workspace before it may upload.' `
        -SourceAddress '*' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            'login.microsoftonline.com'
            '*.ods.opinsights.azure.com'
            '*.oms.opinsights.azure.com'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-key-vault-csi-https-443' `
        -Description 'Key Vault secrets (CSI driver), required (Azure Key Vault provider for Secrets Store CSI Driver required FQDN / application rules). The driver on each node reads secrets, keys and certificates from your vaults.' `
        -SourceAddress '*' `
        -Protocol 'https:443' `
        -TargetFqdn 'vault.azure.net'
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-azure-policy-https-443' `
        -Description 'Azure Policy, required (Azure Policy required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies. The add-on`s own telemetry, to Application Insights.' `
        -SourceAddress '*' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            'data.policy.core.windows.net'
            'store.policy.core.windows.net'
            'dc.services.visualstudio.com'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-cost-analysis-https-443' `
        -Description 'Cost analysis, required (AKS cost analysis add-on required FQDN / application rules). Azure Resource Manager: the add-on reads the resources whose cost it splits. Microsoft Entra ID: the cost add-on signs in before it calls Azure.' `
        -SourceAddress '*' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            'management.azure.com'
            'login.microsoftonline.com'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-cluster-extensions-https-443' `
        -Description 'Cluster extensions, required (Cluster extensions required FQDN / application rules). Configuration service: the extension agent learns which extensions to install and reports their state. Registry of the extension agents` images, and its layers. Metrics and logs of the extension agents themselves, to Microsoft.' `
        -SourceAddress '*' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            'francecentral.dp.kubernetesconfiguration.azure.com'
            'mcr.microsoft.com'
            '*.data.mcr.microsoft.com'
            '*.ingestion.msftcloudes.com'
            '*.microsoftmetrics.com'
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
