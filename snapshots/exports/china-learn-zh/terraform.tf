# AKS 群集的出站防火墙规则
#
# 生成工具    aks-egress 0.1.0
# 配置        北部三区
# 云          Azure 中国（世纪互联）
# 区域        China North 3（chinanorth3）
# 来源        Microsoft Learn，2026-08-21 版
# 解读        recommended（已应用解读，并逐条注明）
# API 服务器  public、konnectivity
# 节点        ubuntu
# 加载项      Azure Monitor、Azure Policy、Key Vault 机密（CSI 驱动程序）、Microsoft Defender for Containers、成本分析、
#             Flux (GitOps)
# 节点子网    10.30.0.0/16
# 规则        网络规则 0 条，应用程序规则 28 条
#
# 警告
#   1. Microsoft Defender for Containers：Defender for Cloud 已在中国区停用
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

  application_rule_collection {
    name     = "aks-egress-application"
    priority = 300
    action   = "Allow"

    rule {
      name             = "aks-core-https-443"
      description      = "核心，必需（Microsoft Azure operated by 21Vianet required FQDN / application rules; 解读 L2）。节点访问 API 服务器。控制平面的另一个主机，供隧道使用，仅中国云要求。Microsoft 镜像仓库：CoreDNS、kube-proxy、网络和存储插件以及各加载项的镜像。Microsoft 镜像仓库的镜像层，由内容分发网络提供。Azure 资源管理器：节点上的组件经此读取和更改 Azure 资源。Microsoft Entra ID：为群集及其组件的标识签发令牌。节点使用的 Microsoft Linux 软件包，例如容器运行时和 Azure 工具。位于中国境内的 kubelet、其他 Kubernetes 二进制文件和 CNI 插件下载主机。Microsoft 镜像仓库在中国境内的缓存及其镜像层。群集标识登录 Microsoft Entra。"
      source_addresses = ["10.30.0.0/16"]
      destination_fqdns = [
        "*.hcp.chinanorth3.cx.prod.service.azk8s.cn",
        "*.tun.chinanorth3.cx.prod.service.azk8s.cn",
        "mcr.microsoft.com",
        "*.data.mcr.microsoft.com",
        "management.chinacloudapi.cn",
        "login.chinacloudapi.cn",
        "packages.microsoft.com",
        "*.azk8s.cn",
        "mcr.azure.cn",
        "*.data.mcr.azure.cn",
        "login.partner.microsoftonline.cn",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-updates-http-80"
      description      = "建议的更新，推荐（Optional recommended FQDN / application rules for AKS clusters）。Ubuntu 软件包存档：为运行中的节点提供安全更新。使用明文 HTTP 属正常情况，软件包自带签名。"
      source_addresses = ["10.30.0.0/16"]
      destination_fqdns = [
        "security.ubuntu.com",
        "azure.archive.ubuntu.com",
        "changelogs.ubuntu.com",
      ]

      protocols {
        type = "Http"
        port = 80
      }
    }

    rule {
      name              = "aks-updates-https-443"
      description       = "建议的更新，推荐（Optional recommended FQDN / application rules for AKS clusters）。Ubuntu 按日期固定的快照存档，SecurityPatch 通道据此使所有节点保持同一补丁状态。"
      source_addresses  = ["10.30.0.0/16"]
      destination_fqdns = ["snapshot.ubuntu.com"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-azure-monitor-https-443"
      description      = "Azure Monitor，必需（Azure Monitor: Microsoft Azure operated by 21Vianet cloud required FQDN / application rules; 解读 I1）。Log Analytics 数据引入：容器日志和清单数据。Azure Monitor 代理在 Log Analytics 工作区中登记。代理自身的运行状况遥测，发送到公有云的 Application Insights，各云环境均如此。自动检测的应用程序的跟踪和指标。连接字符串中列有范围更窄的主机。中央控制服务：告知代理由哪个区域的服务保存其配置。区域控制服务：代理获取本群集的数据收集规则。容器见解日志的数据收集终结点 (DCE)。托管 Prometheus 指标的数据收集终结点 (DCE)。向中国区的 Application Insights 发送应用程序的跟踪和指标。"
      source_addresses = ["10.30.0.0/16"]
      destination_fqdns = [
        "*.ods.opinsights.azure.cn",
        "*.oms.opinsights.azure.cn",
        "dc.services.visualstudio.com",
        "*.in.applicationinsights.azure.com",
        "global.handler.control.monitor.azure.cn",
        "chinanorth3.handler.control.monitor.azure.cn",
        "*.ingest.monitor.azure.cn",
        "*.metrics.ingest.monitor.azure.cn",
        "*.in.applicationinsights.azure.cn",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-azure-policy-https-443"
      description      = "Azure Policy，必需（Azure Policy: Microsoft Azure operated by 21Vianet required FQDN / application rules）。策略服务：加载项获取策略分配并上报合规状态。内置策略的 Gatekeeper 模板。"
      source_addresses = ["10.30.0.0/16"]
      destination_fqdns = [
        "data.policy.azure.cn",
        "store.policy.azure.cn",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-cost-analysis-https-443"
      description      = "成本分析，必需（AKS cost analysis add-on required FQDN / application rules; 解读 L2）。Azure 资源管理器：加载项读取需要拆分成本的资源。Microsoft Entra ID：成本分析加载项在调用 Azure 前登录。成本分析加载项登录 Microsoft Entra。"
      source_addresses = ["10.30.0.0/16"]
      destination_fqdns = [
        "management.chinacloudapi.cn",
        "login.chinacloudapi.cn",
        "login.partner.microsoftonline.cn",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name              = "aks-key-vault-csi-https-443"
      description       = "Key Vault 机密（CSI 驱动程序），必需（解读 K2）。CSI 驱动从 Key Vault 读取机密、密钥和证书。"
      source_addresses  = ["10.30.0.0/16"]
      destination_fqdns = ["*.vault.azure.cn"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name              = "aks-cluster-extensions-https-443"
      description       = "群集扩展，必需（解读 X1）。扩展代理获取配置并上报状态。"
      source_addresses  = ["10.30.0.0/16"]
      destination_fqdns = ["chinanorth3.dp.kubernetesconfiguration.azure.cn"]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}
