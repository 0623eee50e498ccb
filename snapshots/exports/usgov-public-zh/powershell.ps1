#Requires -Version 7.0
#Requires -Modules Az.Network
# AKS 群集的出站防火墙规则
#
# 生成工具    aks-egress 0.1.0
# 云          Azure 美国政府云
# 区域        US Gov Texas（usgovtexas）
# 来源        Microsoft Learn，2026-08-21 版
# 解读        recommended（已应用解读，并逐条注明）
# API 服务器  public、konnectivity
# 节点        ubuntu
# 加载项      无
# 节点子网    未填写：任意源地址
# 检查        已用 tree-sitter-powershell 检查语法；未在产品本身中加载过
# 规则        网络规则 2 条，应用程序规则 7 条
#
# 警告
#   1. 原文没有为Azure 美国政府云的 konnectivity 免除隧道端口，因此这些端口仍然放行。若 `kubectl get pods -n kube-system`
#      中有 konnectivity-agent，请在 cluster.exempt 中加入 "konnectivity"。
#   2. 未填写节点子网，导出的规则允许任意源地址。请填写 nodes.subnets。
#
# 如何使用
#   - 执行 Connect-AzAccount，再用 Set-AzContext 选择订阅。
#   - 执行 ./FILE -ResourceGroupName GROUP -FirewallPolicyName POLICY -WhatIf
#   - 去掉 -WhatIf 再次运行；它会替换同名的规则集合组，不影响其他内容。
#
# 不是默认的云，请在运行脚本之前执行一次：
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
        -Description '核心，必需（Azure US Government required network rules）。旧版群集隧道的 UDP 部分：控制平面经此访问节点和 Pod。' `
        -SourceAddress '*' `
        -Protocol 'UDP' `
        -DestinationPort '1194' `
        -DestinationAddress 'AzureCloud.usgovtexas'
    New-AzFirewallPolicyNetworkRule `
        -Name 'aks-core-tcp-9000' `
        -Description '核心，必需（Azure US Government required network rules）。旧版群集隧道的 TCP 部分：控制平面经此访问节点和 Pod。' `
        -SourceAddress '*' `
        -Protocol 'TCP' `
        -DestinationPort '9000' `
        -DestinationAddress 'AzureCloud.usgovtexas'
)

$applicationRules = @(
    New-AzFirewallPolicyApplicationRule `
        -Name 'aks-core-https-443' `
        -Description '核心，必需（Azure US Government required FQDN / application rules）。节点访问 API 服务器。Microsoft 镜像仓库：CoreDNS、kube-proxy、网络和存储插件以及各加载项的镜像。Microsoft 镜像仓库的镜像层，由内容分发网络提供。Azure 资源管理器：节点上的组件经此读取和更改 Azure 资源。Microsoft Entra ID：为群集及其组件的标识签发令牌。节点使用的 Microsoft Linux 软件包，例如容器运行时和 Azure 工具。kubelet、其他 Kubernetes 二进制文件和 CNI 插件的下载主机。' `
        -SourceAddress '*' `
        -Protocol 'https:443' `
        -TargetFqdn @(
            '*.hcp.usgovtexas.cx.aks.containerservice.azure.us'
            'mcr.microsoft.com'
            '*.data.mcr.microsoft.com'
            'management.usgovcloudapi.net'
            'login.microsoftonline.us'
            'packages.microsoft.com'
            'packages.aks.azure.com'
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
