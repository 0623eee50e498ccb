#Requires -Modules Az.Network
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       gov as printed
# Cloud         Azure US Government
# Region        US Gov Arizona (usgovarizona)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       printed (the source at its word; readings are only named)
# API server    public, konnectivity
# Nodes         ubuntu, Windows
# Add-ons       Workload identity, Microsoft Defender for Containers, Key Vault secrets (CSI driver), Azure Monitor, Azure
#               Policy, Cost analysis, Flux (GitOps)
# Node subnets  10.240.0.0/16
# Checked       syntax checked by tree-sitter-powershell; not loaded into the product itself
# Rules         4 network rules, 30 application rules
#
# Warnings
#   1. For Azure US Government the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl get
#      pods -n kube-system` shows konnectivity-agent, add "konnectivity" to cluster.exempt.
#   2. Reading I2 is not applied, since the source is taken at its word: Application Insights resources in US Gov end in
#      .azure.us
#   3. A network rule to AzureMonitor on TCP 443 is looked at before application rules: traffic to those addresses is
#      allowed and logged without host names.
#   4. A host in a network rule works only while the firewall's DNS proxy is on and nodes resolve through the firewall:
#      UDP:123 ntp.ubuntu.com.
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
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'UDP' `
        -DestinationPort '1194' `
        -DestinationAddress 'AzureCloud.usgovarizona'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-tcp-9000' `
        -Description 'Core, required (Azure US Government required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'TCP' `
        -DestinationPort '9000' `
        -DestinationAddress 'AzureCloud.usgovarizona'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-udp-123' `
        -Description 'Core, required (Azure US Government required network rules). Time for Linux nodes.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'UDP' `
        -DestinationPort '123' `
        -DestinationFqdn 'ntp.ubuntu.com'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-azure-monitor-tcp-443' `
        -Description 'Azure Monitor, required (Azure Monitor: Required network rules). Logs and metrics to Azure Monitor, by its service tag. The tag spans all regions and needs no host names.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'TCP' `
        -DestinationPort '443' `
        -DestinationAddress 'AzureMonitor'
)

$applicationRules = @(
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-core-https-443' `
        -Description 'Core, required (Azure US Government required FQDN / application rules). Nodes to the API server. Registry of Microsoft`s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft`s registry, from its delivery network. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of the cluster and of its components. Microsoft`s Linux packages for nodes, such as the container...' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            '*.hcp.usgovarizona.cx.aks.containerservice.azure.us'
            'mcr.microsoft.com'
            '*.data.mcr.microsoft.com'
            'management.usgovcloudapi.net'
            'login.microsoftonline.us'
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
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-workload-identity-https-443' `
        -Description 'Workload identity, required (Workload identity required FQDN / application rules). Pods exchange the token of their service account for one of Microsoft Entra ID.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn 'login.microsoftonline.us'
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-defender-https-443' `
        -Description 'Microsoft Defender for Containers, required (Microsoft Defender for Containers required FQDN / application rules). Microsoft Entra ID: the Defender sensor signs in. Log Analytics ingestion: the sensor sends its security events to the workspace. Log Analytics registration: the sensor makes itself known to the workspace before it may upload. Defender`s own service, to which current sensors report.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            'login.microsoftonline.us'
            '*.ods.opinsights.azure.us'
            '*.oms.opinsights.azure.us'
            '*.cloud.defender.microsoft.com'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-key-vault-csi-https-443' `
        -Description 'Key Vault secrets (CSI driver), required (Azure Key Vault provider for Secrets Store CSI Driver required FQDN / application rules). The driver on each node reads secrets, keys and certificates from your vaults.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn '*.vault.usgovcloudapi.net'
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-azure-monitor-https-443' `
        -Description 'Azure Monitor, required (Azure Monitor: Azure Government cloud required FQDN / application rules). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents` own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Central control service: it tells an agent which...' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            '*.ods.opinsights.azure.us'
            '*.oms.opinsights.azure.us'
            'dc.services.visualstudio.com'
            '*.in.applicationinsights.azure.com'
            'global.handler.control.monitor.azure.us'
            'usgovarizona.handler.control.monitor.azure.us'
            '*.ingest.monitor.azure.us'
            '*.metrics.ingest.monitor.azure.us'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-azure-policy-https-443' `
        -Description 'Azure Policy, required (Azure Policy: Azure US Government required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            'data.policy.azure.us'
            'store.policy.azure.us'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-cost-analysis-https-443' `
        -Description 'Cost analysis, required (AKS cost analysis add-on required FQDN / application rules). Azure Resource Manager: the add-on reads the resources whose cost it splits. Microsoft Entra ID: the cost add-on signs in before it calls Azure.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            'management.usgovcloudapi.net'
            'login.microsoftonline.us'
        )
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-cluster-extensions-https-443' `
        -Description 'Cluster extensions, required (Cluster extensions: Azure US Government required FQDN / application rules). Configuration service: the extension agent learns which extensions to install and reports their state. Registry of the extension agents` images, and its layers.' `
        -SourceAddress '10.240.0.0/16' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            'usgovarizona.dp.kubernetesconfiguration.azure.us'
            'mcr.microsoft.com'
            '*.data.mcr.microsoft.com'
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
