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
      description      = "核心，必需（Azure 全球的必需 FQDN/应用程序规则）。节点与 API 服务器通信；konnectivity 隧道也走这里，ALPN 必须原样通过。Kubernetes 组件和加载项的镜像。容器镜像的镜像层，由注册表的内容分发网络提供。Kubernetes 通过 Azure API 管理负载均衡器、磁盘和路由。群集标识登录 Microsoft Entra。微软的 Linux 软件包（apt），例如容器运行时。新节点所需的 Kubernetes 和网络插件二进制文件。"
      source_addresses = ["*"]
      destination_fqdns = [
        "*.hcp.eastasia.cx.prod.service.azk8s.cn",
        "mcr.azk8s.cn",
        "*.data.mcr.azk8s.cn",
        "mcr-0001.mcr-msedge.net",
        "management.chinacloudapi.cn",
        "login.partner.microsoftonline.cn",
        "packages.microsoft.com",
        "acs-mirror.azureedge.net",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-updates-http-80"
      description      = "建议的更新，推荐（以下 FQDN/应用程序规则不是必需的,但建议用于 AKS 群集）。Ubuntu 节点在两次节点镜像之间的安全更新。"
      source_addresses = ["*"]
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
      name             = "aks-gpu-https-443"
      description      = "GPU 节点池，必需（已启用 GPU 的 AKS 群集需要 FQDN/应用程序规则）。GPU 节点所需的 NVIDIA 软件源。NVIDIA 驱动下载。GPU 安装过程用到的 Docker 软件包。"
      source_addresses = ["*"]
      destination_fqdns = [
        "nvidia.github.io",
        "us.download.nvidia.com",
        "download.docker.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-azure-monitor-https-443"
      description      = "Azure Monitor，必需（用于容器的 Azure Monitor: 必需的 FQDN/应用程序规则）。监视代理自身的遥测。向 Log Analytics 工作区发送日志。代理登录 Log Analytics 工作区。向 Azure Monitor 发送指标。托管 Prometheus 的指标引入。代理获取群集的数据收集规则。"
      source_addresses = ["*"]
      destination_fqdns = [
        "dc.services.visualstudio.com",
        "*.ods.opinsights.azure.com",
        "*.oms.opinsights.azure.com",
        "*.monitoring.azure.com",
        "eastasia.ingest.monitor.azure.com",
        "eastasia.handler.control.monitor.azure.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}
