# AKS 群集的出站防火墙规则
#
# 生成工具    aks-egress 0.1.0
# 配置        中文版
# 云          Azure 中国（世纪互联）
# 区域        China East 3（chinaeast3）
# 来源        Azure 中国文档（中文版）
# 解读        recommended（已应用解读，并逐条注明）
# API 服务器  public、konnectivity
# 节点        ubuntu、Windows、GPU
# 加载项      Azure Monitor、Azure Policy、Microsoft Defender for Containers、Key Vault 机密（CSI 驱动程序）
# 节点子网    10.30.0.0/16
# 规则        网络规则 3 条，应用程序规则 33 条
#
# 警告
#   1. 原文没有为Azure 中国（世纪互联）的 konnectivity 免除隧道端口，因此这些端口仍然放行。若 `kubectl get pods -n
#      kube-system` 中有 konnectivity-agent，请在 cluster.exempt 中加入 "konnectivity"。
#   2. Microsoft Defender for Containers：Defender for Cloud 已在中国区停用
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
      description           = "核心，必需（世纪互联运营的 Azure 的必需网络规则）。节点与控制平面之间的旧隧道，UDP 部分。"
      protocols             = ["UDP"]
      source_addresses      = ["10.30.0.0/16"]
      destination_addresses = ["AzureCloud.chinaeast3"]
      destination_ports     = ["1194"]
    }

    rule {
      name                  = "aks-core-tcp-9000"
      description           = "核心，必需（世纪互联运营的 Azure 的必需网络规则）。节点与控制平面之间的旧隧道，TCP 部分。"
      protocols             = ["TCP"]
      source_addresses      = ["10.30.0.0/16"]
      destination_addresses = ["AzureCloud.chinaeast3"]
      destination_ports     = ["9000"]
    }

    rule {
      name                  = "aks-core-tcp-22"
      description           = "核心，必需（世纪互联运营的 Azure 的必需网络规则）。节点与控制平面之间基于 SSH 的旧隧道，仅 Azure 中国使用。"
      protocols             = ["TCP"]
      source_addresses      = ["10.30.0.0/16"]
      destination_addresses = ["AzureCloud.chinaeast3"]
      destination_ports     = ["22"]
    }
  }

  application_rule_collection {
    name     = "aks-egress-application"
    priority = 300
    action   = "Allow"

    rule {
      name             = "aks-core-https-443"
      description      = "核心，必需（世纪互联运营的 Azure 需要的 FQDN /应用程序规则; 解读 M1; 解读 L3）。节点与 API 服务器通信。节点访问隧道的控制平面一端，仅 Azure 中国使用。Kubernetes 组件和加载项的镜像，经由中国区代理。容器镜像的镜像层。Kubernetes 通过 Azure API 管理负载均衡器、磁盘和路由。群集标识登录 Microsoft Entra。微软的 Linux 软件包（apt），例如容器运行时。新节点所需的 Kubernetes 和网络插件二进制文件。Kubernetes 组件和加载项的镜像。"
      source_addresses = ["10.30.0.0/16"]
      destination_fqdns = [
        "*.hcp.chinaeast3.cx.prod.service.azk8s.cn",
        "*.tun.chinaeast3.cx.prod.service.azk8s.cn",
        "mcr.azk8s.cn",
        "*.data.mcr.azk8s.cn",
        "management.chinacloudapi.cn",
        "login.chinacloudapi.cn",
        "packages.microsoft.com",
        "*.azk8s.cn",
        "mcr.microsoft.com",
        "mcr.azure.cn",
        "*.data.mcr.microsoft.com",
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
      description      = "建议的更新，推荐（以下 FQDN/应用程序规则不是必需的,但建议用于 AKS 群集）。Ubuntu 节点在两次节点镜像之间的安全更新。"
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
      name             = "aks-gpu-https-443"
      description      = "GPU 节点池，必需（已启用 GPU 的 AKS 群集需要 FQDN/应用程序规则）。GPU 节点所需的 NVIDIA 软件源。NVIDIA 驱动下载。GPU 安装过程用到的 Docker 软件包。"
      source_addresses = ["10.30.0.0/16"]
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
      name             = "aks-windows-https-443"
      description      = "Windows 节点池，必需（基于 Windows Server 的节点池需要 FQDN/应用程序规则）。新 Windows 节点所需的二进制文件。"
      source_addresses = ["10.30.0.0/16"]
      destination_fqdns = [
        "onegetcdn.azureedge.net",
        "go.microsoft.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-windows-http-80"
      description      = "Windows 节点池，必需（基于 Windows Server 的节点池需要 FQDN/应用程序规则）。Windows 下载、连通性测试和证书信任列表。"
      source_addresses = ["10.30.0.0/16"]
      destination_fqdns = [
        "*.mp.microsoft.com",
        "www.msftconnecttest.com",
        "ctldl.windowsupdate.com",
      ]

      protocols {
        type = "Http"
        port = 80
      }
    }

    rule {
      name              = "aks-key-vault-csi-https-443"
      description       = "Key Vault 机密（CSI 驱动程序），必需（CSI 机密存储: 必需的 FQDN/应用程序规则）。CSI 驱动从 Key Vault 读取机密、密钥和证书。"
      source_addresses  = ["10.30.0.0/16"]
      destination_fqdns = ["*.vault.azure.cn"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-azure-monitor-https-443"
      description      = "Azure Monitor，必需（用于容器的 Azure Monitor: 世纪互联运营的 Azure 需要的 FQDN /应用程序规则）。监视代理自身的遥测。向 Log Analytics 工作区发送日志。代理登录 Log Analytics 工作区。代理向控制服务获取配置。代理获取群集的数据收集规则。"
      source_addresses = ["10.30.0.0/16"]
      destination_fqdns = [
        "dc.services.visualstudio.com",
        "*.ods.opinsights.azure.cn",
        "*.oms.opinsights.azure.cn",
        "global.handler.control.monitor.azure.cn",
        "chinaeast3.handler.control.monitor.azure.cn",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-azure-policy-https-443"
      description      = "Azure Policy，必需（Azure Policy: 世纪互联运营的 Azure 需要的 FQDN /应用程序规则）。加载项拉取策略并上报合规状态。加载项下载内置策略的 Gatekeeper 文件。"
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
      name              = "aks-updates-https-443"
      description       = "建议的更新，推荐（解读 U3）。SecurityPatch 通道的 Ubuntu 节点的安全补丁。"
      source_addresses  = ["10.30.0.0/16"]
      destination_fqdns = ["snapshot.ubuntu.com"]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}
