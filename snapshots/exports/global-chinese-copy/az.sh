#!/usr/bin/env bash
# AKS 群集的出站防火墙规则
#
# 生成工具    aks-egress 0.1.0
# 云          Azure 全球
# 区域        East Asia（eastasia）
# 来源        Azure 中国文档（中文版）
# 解读        printed（按原文，只注明解读而不应用）
# API 服务器  public、konnectivity
# 节点        ubuntu、GPU
# 加载项      Azure Monitor
# 节点子网    未填写：任意源地址
# 规则        网络规则 0 条，应用程序规则 20 条
#
# 警告
#   1. 中文版文档的“全球”表格列出的是中国的主机：API 服务器、镜像、Azure API 和登录都指向中国。照此放行，全球云的群集无法
#      启动。请改用 source = "learn"。
#   2. 未填写节点子网，导出的规则允许任意源地址。请填写 nodes.subnets。
#   3. 按原文处理，未应用解读 A3：中文版缺少 packages.aks.azure.com
#   4. 按原文处理，未应用解读 U3：中文版缺少快照服务
#
# 如何使用
#   - 在开头填写 RESOURCE_GROUP 和 FIREWALL_POLICY，用 `az account set` 选择订阅。
#   - 执行 `az login` 后用 bash 运行；它会替换同名的规则集合组，不影响其他内容。
#   - 命令返回时 Azure 仍在更新，请等到策略状态变为 Succeeded。

set -euo pipefail

# 填写防火墙策略及其所在的资源组。
# 使用 `az account show` 显示的订阅。
RESOURCE_GROUP='RESOURCE-GROUP'
FIREWALL_POLICY='FIREWALL-POLICY'
RULE_COLLECTION_GROUP='aks-egress'

az rest --method put \
    --url "/subscriptions/{subscriptionId}/resourceGroups/$RESOURCE_GROUP/providers/Microsoft.Network/firewallPolicies/$FIREWALL_POLICY/ruleCollectionGroups/$RULE_COLLECTION_GROUP?api-version=2023-11-01" \
    --body @- <<'JSON'
{
  "properties": {
    "priority": 400,
    "ruleCollections": [
      {
        "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
        "name": "aks-egress-application",
        "priority": 300,
        "action": {
          "type": "Allow"
        },
        "rules": [
          {
            "ruleType": "ApplicationRule",
            "name": "aks-core-https-443",
            "description": "核心，必需（Azure 全球的必需 FQDN/应用程序规则）。节点与 API 服务器通信；konnectivity 隧道也走这里，ALPN 必须原样通过。Kubernetes 组件和加载项的镜像。容器镜像的镜像层，由注册表的内容分发网络提供。Kubernetes 通过 Azure API 管理负载均衡器、磁盘和路由。群集标识登录 Microsoft Entra。微软的 Linux 软件包（apt），例如容器运行时。新节点所需的 Kubernetes 和网络插件二进制文件。",
            "sourceAddresses": [
              "*"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "*.hcp.eastasia.cx.prod.service.azk8s.cn",
              "mcr.azk8s.cn",
              "*.data.mcr.azk8s.cn",
              "mcr-0001.mcr-msedge.net",
              "management.chinacloudapi.cn",
              "login.partner.microsoftonline.cn",
              "packages.microsoft.com",
              "acs-mirror.azureedge.net"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "aks-updates-http-80",
            "description": "建议的更新，推荐（以下 FQDN/应用程序规则不是必需的,但建议用于 AKS 群集）。Ubuntu 节点在两次节点镜像之间的安全更新。",
            "sourceAddresses": [
              "*"
            ],
            "protocols": [
              {
                "protocolType": "Http",
                "port": 80
              }
            ],
            "targetFqdns": [
              "security.ubuntu.com",
              "azure.archive.ubuntu.com",
              "changelogs.ubuntu.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "aks-gpu-https-443",
            "description": "GPU 节点池，必需（已启用 GPU 的 AKS 群集需要 FQDN/应用程序规则）。GPU 节点所需的 NVIDIA 软件源。NVIDIA 驱动下载。GPU 安装过程用到的 Docker 软件包。",
            "sourceAddresses": [
              "*"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "nvidia.github.io",
              "us.download.nvidia.com",
              "download.docker.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "aks-azure-monitor-https-443",
            "description": "Azure Monitor，必需（用于容器的 Azure Monitor: 必需的 FQDN/应用程序规则）。监视代理自身的遥测。向 Log Analytics 工作区发送日志。代理登录 Log Analytics 工作区。向 Azure Monitor 发送指标。托管 Prometheus 的指标引入。代理获取群集的数据收集规则。",
            "sourceAddresses": [
              "*"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "dc.services.visualstudio.com",
              "*.ods.opinsights.azure.com",
              "*.oms.opinsights.azure.com",
              "*.monitoring.azure.com",
              "eastasia.ingest.monitor.azure.com",
              "eastasia.handler.control.monitor.azure.com"
            ]
          }
        ]
      }
    ]
  }
}
JSON
