// AKS 群集的出站防火墙规则
//
// 生成工具    aks-egress 0.1.0
// 云          Azure 美国政府云
// 区域        US Gov Texas（usgovtexas）
// 来源        Microsoft Learn，2026-08-21 版
// 解读        recommended（已应用解读，并逐条注明）
// API 服务器  public、konnectivity
// 节点        ubuntu
// 加载项      无
// 节点子网    未填写：任意源地址
// 规则        网络规则 2 条，应用程序规则 7 条
//
// 警告
//   1. 原文没有为Azure 美国政府云的 konnectivity 免除隧道端口，因此这些端口仍然放行。若 `kubectl get pods -n kube-system`
//      中有 konnectivity-agent，请在 cluster.exempt 中加入 "konnectivity"。
//   2. 未填写节点子网，导出的规则允许任意源地址。请填写 nodes.subnets。
//
// 如何使用
//   - 选择防火墙策略所在的订阅和资源组。
//   - 执行 az deployment group create -g GROUP --template-file FILE --parameters firewallPolicyName=POLICY
//   - 作为模块使用时，传入 firewallPolicyName，并把 scope 设为该资源组。

@description('Name of the firewall policy, in the resource group of the deployment.')
param firewallPolicyName string

@description('Name of the rule collection group.')
param ruleCollectionGroupName string = 'aks-egress'

@description('Priority of the rule collection group: lower is looked at first.')
@minValue(100)
@maxValue(65000)
param ruleCollectionGroupPriority int = 400

resource firewallPolicy 'Microsoft.Network/firewallPolicies@2023-11-01' existing = {
  name: firewallPolicyName
}

resource ruleCollectionGroup 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2023-11-01' = {
  parent: firewallPolicy
  name: ruleCollectionGroupName
  properties: {
    priority: ruleCollectionGroupPriority
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'aks-egress-network'
        priority: 200
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'NetworkRule'
            name: 'aks-core-udp-1194'
            description: '核心，必需（Azure US Government required network rules）。旧版群集隧道的 UDP 部分：控制平面经此访问节点和 Pod。'
            ipProtocols: [
              'UDP'
            ]
            sourceAddresses: [
              '*'
            ]
            destinationAddresses: [
              'AzureCloud.usgovtexas'
            ]
            destinationPorts: [
              '1194'
            ]
          }
          {
            ruleType: 'NetworkRule'
            name: 'aks-core-tcp-9000'
            description: '核心，必需（Azure US Government required network rules）。旧版群集隧道的 TCP 部分：控制平面经此访问节点和 Pod。'
            ipProtocols: [
              'TCP'
            ]
            sourceAddresses: [
              '*'
            ]
            destinationAddresses: [
              'AzureCloud.usgovtexas'
            ]
            destinationPorts: [
              '9000'
            ]
          }
        ]
      }
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'aks-egress-application'
        priority: 300
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'ApplicationRule'
            name: 'aks-core-https-443'
            description: '核心，必需（Azure US Government required FQDN / application rules）。节点访问 API 服务器。Microsoft 镜像仓库：CoreDNS、kube-proxy、网络和存储插件以及各加载项的镜像。Microsoft 镜像仓库的镜像层，由内容分发网络提供。Azure 资源管理器：节点上的组件经此读取和更改 Azure 资源。Microsoft Entra ID：为群集及其组件的标识签发令牌。节点使用的 Microsoft Linux 软件包，例如容器运行时和 Azure 工具。kubelet、其他 Kubernetes 二进制文件和 CNI 插件的下载主机。'
            sourceAddresses: [
              '*'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              '*.hcp.usgovtexas.cx.aks.containerservice.azure.us'
              'mcr.microsoft.com'
              '*.data.mcr.microsoft.com'
              'management.usgovcloudapi.net'
              'login.microsoftonline.us'
              'packages.microsoft.com'
              'packages.aks.azure.com'
            ]
          }
        ]
      }
    ]
  }
}
