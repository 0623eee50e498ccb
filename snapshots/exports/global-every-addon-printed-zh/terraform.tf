# AKS 群集的出站防火墙规则
#
# 生成工具    aks-egress 0.1.0
# 配置        全部加载项
# 云          Azure 全球
# 区域        East Asia（eastasia）
# 来源        Microsoft Learn，2026-08-21 版
# 解读        printed（按原文，只注明解读而不应用）
# API 服务器  public、legacy
# 节点        ubuntu、flatcar、GPU
# 加载项      工作负载标识、Microsoft Defender for Containers、Key Vault 机密（CSI 驱动程序）、Azure Monitor、Azure
#             Policy、成本分析、群集扩展、Istio：插件 CA、Istio：安全入口网关、应用程序路由（启用 TLS）、Dapr、Flux
#             (GitOps)、Azure 机器学习、AKS 备份、Azure 应用程序配置、Azure 市场扩展
# 节点子网    10.240.0.0/16
# 规则        网络规则 3 条，应用程序规则 39 条
#
# 警告
#   1. 指向 AzureMonitor 的 TCP 443 网络规则先于应用程序规则匹配：去往这些地址的流量会放行，日志里没有主机名。
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
      description           = "核心，必需（Azure Global required network rules）。旧版群集隧道的 UDP 部分：控制平面经此访问节点和 Pod。"
      protocols             = ["UDP"]
      source_addresses      = ["10.240.0.0/16"]
      destination_addresses = ["AzureCloud.eastasia"]
      destination_ports     = ["1194"]
    }

    rule {
      name                  = "aks-core-tcp-9000"
      description           = "核心，必需（Azure Global required network rules）。旧版群集隧道的 TCP 部分：控制平面经此访问节点和 Pod。"
      protocols             = ["TCP"]
      source_addresses      = ["10.240.0.0/16"]
      destination_addresses = ["AzureCloud.eastasia"]
      destination_ports     = ["9000"]
    }

    rule {
      name                  = "aks-azure-monitor-tcp-443"
      description           = "Azure Monitor，必需（Azure Monitor: Required network rules）。通过服务标记将日志和指标发送到 Azure Monitor。该标记涵盖所有区域，无需列出主机名。"
      protocols             = ["TCP"]
      source_addresses      = ["10.240.0.0/16"]
      destination_addresses = ["AzureMonitor"]
      destination_ports     = ["443"]
    }
  }

  application_rule_collection {
    name     = "aks-egress-application"
    priority = 300
    action   = "Allow"

    rule {
      name             = "aks-core-https-443"
      description      = "核心，必需（Azure Global required FQDN / application rules）。节点和 konnectivity 代理访问 API 服务器。TLS 须原样通过：不做检查，也不改写 ALPN。Microsoft 镜像仓库：CoreDNS、kube-proxy、网络和存储插件以及各加载项的镜像。Microsoft 镜像仓库的镜像层，以及其前端内容分发网络的域名。Azure 资源管理器：节点上的组件经此读取和更改 Azure 资源。Microsoft Entra ID：为群集及其组件的标识签发令牌。节点使用的 Microsoft Linux 软件包，例如容器运行时和 Azure 工具。改用 packages.aks.azure.com 之前的 kubelet 和 CNI 插件下载主机。kubelet、其他 Kubernetes 二进制文件和 CNI 插件的下载主机。"
      source_addresses = ["10.240.0.0/16"]
      destination_fqdns = [
        "*.hcp.eastasia.azmk8s.io",
        "mcr.microsoft.com",
        "*.data.mcr.microsoft.com",
        "mcr-0001.mcr-msedge.net",
        "management.azure.com",
        "login.microsoftonline.com",
        "packages.microsoft.com",
        "acs-mirror.azureedge.net",
        "packages.aks.azure.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-updates-http-80"
      description      = "建议的更新，推荐（Optional recommended FQDN / application rules for AKS clusters）。Ubuntu 软件包存档：为运行中的节点提供安全更新。使用明文 HTTP 属正常情况，软件包自带签名。"
      source_addresses = ["10.240.0.0/16"]
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
      source_addresses  = ["10.240.0.0/16"]
      destination_fqdns = ["snapshot.ubuntu.com"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-gpu-https-443"
      description      = "GPU 节点池，必需（GPU enabled AKS clusters required FQDN / application rules）。NVIDIA 软件包存储库：提供让容器使用 GPU 的工具包。NVIDIA 驱动程序下载，在 GPU 节点初始化时获取。Docker 软件包存储库，GPU 节点安装驱动程序时会访问。"
      source_addresses = ["10.240.0.0/16"]
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
      name              = "aks-workload-identity-https-443"
      description       = "工作负载标识，必需（Workload identity required FQDN / application rules）。Pod 用服务帐户令牌换取 Microsoft Entra ID 令牌。"
      source_addresses  = ["10.240.0.0/16"]
      destination_fqdns = ["login.microsoftonline.com"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-defender-https-443"
      description      = "Microsoft Defender for Containers，必需（Microsoft Defender for Containers required FQDN / application rules）。Microsoft Entra ID：Defender 传感器登录。Log Analytics 数据引入：传感器将安全事件发送到工作区。Log Analytics 注册：传感器须先在工作区登记，才能上传数据。Defender 服务自身的终结点，新版传感器向其上报。"
      source_addresses = ["10.240.0.0/16"]
      destination_fqdns = [
        "login.microsoftonline.com",
        "*.ods.opinsights.azure.com",
        "*.oms.opinsights.azure.com",
        "*.cloud.defender.microsoft.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name              = "aks-key-vault-csi-https-443"
      description       = "Key Vault 机密（CSI 驱动程序），必需（Azure Key Vault provider for Secrets Store CSI Driver required FQDN / application rules）。每个节点上的驱动程序从 Key Vault 读取机密、密钥和证书。"
      source_addresses  = ["10.240.0.0/16"]
      destination_fqdns = ["vault.azure.net"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-azure-monitor-https-443"
      description      = "Azure Monitor，必需（Azure Monitor: Azure public cloud required FQDN / application rules）。Log Analytics 数据引入：容器日志和清单数据。Azure Monitor 代理在 Log Analytics 工作区中登记。代理自身的运行状况遥测，发送到公有云的 Application Insights，各云环境均如此。自动检测的应用程序的跟踪和指标。连接字符串中列有范围更窄的主机。接收代理发送到 Azure Monitor 的指标。Microsoft Entra ID：监视代理登录。中央控制服务：告知代理由哪个区域的服务保存其配置。容器见解日志的数据收集终结点 (DCE)。托管 Prometheus 指标的数据收集终结点 (DCE)。区域控制服务：代理获取本群集的数据收集规则。"
      source_addresses = ["10.240.0.0/16"]
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
        "eastasia.handler.control.monitor.azure.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-azure-policy-https-443"
      description      = "Azure Policy，必需（Azure Policy required FQDN / application rules）。策略服务：加载项获取策略分配并上报合规状态。内置策略的 Gatekeeper 模板。加载项自身的遥测数据，发送到 Application Insights。"
      source_addresses = ["10.240.0.0/16"]
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

    rule {
      name             = "aks-cost-analysis-https-443"
      description      = "成本分析，必需（AKS cost analysis add-on required FQDN / application rules）。Azure 资源管理器：加载项读取需要拆分成本的资源。Microsoft Entra ID：成本分析加载项在调用 Azure 前登录。"
      source_addresses = ["10.240.0.0/16"]
      destination_fqdns = [
        "management.azure.com",
        "login.microsoftonline.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-cluster-extensions-https-443"
      description      = "群集扩展，必需（Cluster extensions required FQDN / application rules）。配置服务：扩展代理据此得知需安装的扩展，并上报其状态。扩展代理的镜像仓库及其镜像层。扩展代理自身的指标和日志，发送到 Microsoft。"
      source_addresses = ["10.240.0.0/16"]
      destination_fqdns = [
        "eastasia.dp.kubernetesconfiguration.azure.com",
        "mcr.microsoft.com",
        "*.data.mcr.microsoft.com",
        "*.ingestion.msftcloudes.com",
        "*.microsoftmetrics.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-marketplace-extension-https-443"
      description      = "Azure 市场扩展，必需（Cluster extensions required FQDN / application rules）。Azure 市场扩展的镜像仓库。Azure 市场镜像仓库的镜像层，由印度中部区域的数据终结点提供。Azure 市场镜像仓库的镜像层，由日本东部区域的数据终结点提供。Azure 市场镜像仓库的镜像层，由美国西部 2 区域的数据终结点提供。Azure 市场镜像仓库的镜像层，由西欧区域的数据终结点提供。Azure 市场镜像仓库的镜像层，由美国东部区域的数据终结点提供。按使用量计费的 Azure 市场产品上报用量。"
      source_addresses = ["10.240.0.0/16"]
      destination_fqdns = [
        "arcmktplaceprod.azurecr.io",
        "arcmktplaceprod.centralindia.data.azurecr.io",
        "arcmktplaceprod.japaneast.data.azurecr.io",
        "arcmktplaceprod.westus2.data.azurecr.io",
        "arcmktplaceprod.westeurope.data.azurecr.io",
        "arcmktplaceprod.eastus.data.azurecr.io",
        "marketplaceapi.microsoft.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}
