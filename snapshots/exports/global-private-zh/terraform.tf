# AKS 群集的出站防火墙规则
#
# 生成工具    aks-egress 0.1.0
# 配置        生产-中心
# 云          Azure 全球
# 区域        Southeast Asia（southeastasia）
# 来源        Microsoft Learn，2026-08-21 版
# 解读        recommended（已应用解读，并逐条注明）
# API 服务器  private-link
# 节点        azure-linux
# 加载项      Azure Monitor、Azure Policy、Key Vault 机密（CSI 驱动程序）
# 节点子网    10.10.0.0/20
# 规则        网络规则 1 条，应用程序规则 18 条
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
      name             = "aks-core-udp-53"
      description      = "核心，必需（Azure Global required network rules）。通过自建 DNS 服务器解析名称（当服务器位于防火墙另一侧时）。"
      protocols        = ["UDP"]
      source_addresses = ["10.10.0.0/20"]
      destination_addresses = [
        "10.0.0.4",
        "10.0.0.5",
      ]
      destination_ports = ["53"]
    }
  }

  application_rule_collection {
    name     = "aks-egress-application"
    priority = 300
    action   = "Allow"

    rule {
      name             = "aks-core-https-443"
      description      = "核心，必需（Azure Global required FQDN / application rules）。Microsoft 镜像仓库：CoreDNS、kube-proxy、网络和存储插件以及各加载项的镜像。Microsoft 镜像仓库的镜像层，以及其前端内容分发网络的域名。Azure 资源管理器：节点上的组件经此读取和更改 Azure 资源。Microsoft Entra ID：为群集及其组件的标识签发令牌。节点使用的 Microsoft Linux 软件包，例如容器运行时和 Azure 工具。kubelet、其他 Kubernetes 二进制文件和 CNI 插件的下载主机。"
      source_addresses = ["10.10.0.0/20"]
      destination_fqdns = [
        "mcr.microsoft.com",
        "*.data.mcr.microsoft.com",
        "mcr-0001.mcr-msedge.net",
        "management.azure.com",
        "login.microsoftonline.com",
        "packages.microsoft.com",
        "packages.aks.azure.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-azure-monitor-https-443"
      description      = "Azure Monitor，必需（Azure Monitor: Azure public cloud required FQDN / application rules）。Log Analytics 数据引入：容器日志和清单数据。Azure Monitor 代理在 Log Analytics 工作区中登记。代理自身的运行状况遥测，发送到公有云的 Application Insights，各云环境均如此。自动检测的应用程序的跟踪和指标。连接字符串中列有范围更窄的主机。接收代理发送到 Azure Monitor 的指标。Microsoft Entra ID：监视代理登录。中央控制服务：告知代理由哪个区域的服务保存其配置。容器见解日志的数据收集终结点 (DCE)。托管 Prometheus 指标的数据收集终结点 (DCE)。区域控制服务：代理获取本群集的数据收集规则。"
      source_addresses = ["10.10.0.0/20"]
      destination_fqdns = [
        "*.ods.opinsights.azure.com",
        "*.oms.opinsights.azure.com",
        "dc.services.visualstudio.com",
        "*.in.applicationinsights.azure.com",
        "*.monitoring.azure.com",
        "login.microsoftonline.com",
        "global.handler.control.monitor.azure.com",
        "*.ingest.monitor.azure.com",
        "*.metrics.ingest.monitor.azure.com",
        "southeastasia.handler.control.monitor.azure.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-azure-policy-https-443"
      description      = "Azure Policy，必需（Azure Policy required FQDN / application rules）。策略服务：加载项获取策略分配并上报合规状态。内置策略的 Gatekeeper 模板。加载项自身的遥测数据，发送到 Application Insights。"
      source_addresses = ["10.10.0.0/20"]
      destination_fqdns = [
        "data.policy.core.windows.net",
        "store.policy.core.windows.net",
        "dc.services.visualstudio.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}
