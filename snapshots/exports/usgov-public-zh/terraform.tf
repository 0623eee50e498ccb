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
# 规则        网络规则 2 条，应用程序规则 7 条
#
# 警告
#   1. 原文没有为Azure 美国政府云的 konnectivity 免除隧道端口，因此这些端口仍然放行。若 `kubectl get pods -n kube-system`
#      中有 konnectivity-agent，请在 cluster.exempt 中加入 "konnectivity"。
#   2. 未填写节点子网，导出的规则允许任意源地址。请填写 nodes.subnets。
#
# 如何使用
#   - 放入已配置 azurerm 提供程序的模块；中国云设置 environment = "china"，美国政府云设置 "usgovernment"。
#   - 若模块已有 terraform 块或同名变量，请删除此处的对应部分。
#   - 执行 terraform plan -var firewall_policy_id=POLICY-ID

terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 3.75"
    }
  }
}

variable "firewall_policy_id" {
  description = "Resource id of the firewall policy"
  type        = string
}

resource "azurerm_firewall_policy_rule_collection_group" "aks_egress" {
  name               = "aks-egress"
  firewall_policy_id = var.firewall_policy_id
  priority           = 400

  network_rule_collection {
    name     = "aks-egress-network"
    priority = 200
    action   = "Allow"

    rule {
      name                  = "aks-core-udp-1194"
      description           = "核心，必需（Azure US Government required network rules）。旧版群集隧道的 UDP 部分：控制平面经此访问节点和 Pod。"
      protocols             = ["UDP"]
      source_addresses      = ["*"]
      destination_addresses = ["AzureCloud.usgovtexas"]
      destination_ports     = ["1194"]
    }

    rule {
      name                  = "aks-core-tcp-9000"
      description           = "核心，必需（Azure US Government required network rules）。旧版群集隧道的 TCP 部分：控制平面经此访问节点和 Pod。"
      protocols             = ["TCP"]
      source_addresses      = ["*"]
      destination_addresses = ["AzureCloud.usgovtexas"]
      destination_ports     = ["9000"]
    }
  }

  application_rule_collection {
    name     = "aks-egress-application"
    priority = 300
    action   = "Allow"

    rule {
      name             = "aks-core-https-443"
      description      = "核心，必需（Azure US Government required FQDN / application rules）。节点访问 API 服务器。Microsoft 镜像仓库：CoreDNS、kube-proxy、网络和存储插件以及各加载项的镜像。Microsoft 镜像仓库的镜像层，由内容分发网络提供。Azure 资源管理器：节点上的组件经此读取和更改 Azure 资源。Microsoft Entra ID：为群集及其组件的标识签发令牌。节点使用的 Microsoft Linux 软件包，例如容器运行时和 Azure 工具。kubelet、其他 Kubernetes 二进制文件和 CNI 插件的下载主机。"
      source_addresses = ["*"]
      destination_fqdns = [
        "*.hcp.usgovtexas.cx.aks.containerservice.azure.us",
        "mcr.microsoft.com",
        "*.data.mcr.microsoft.com",
        "management.usgovcloudapi.net",
        "login.microsoftonline.us",
        "packages.microsoft.com",
        "packages.aks.azure.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}
