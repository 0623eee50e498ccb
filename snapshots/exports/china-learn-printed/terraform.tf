# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       china as printed
# Cloud         Azure in China (21Vianet)
# Region        China East 2 (chinaeast2)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       printed (the source at its word; readings are only named)
# API server    public, konnectivity
# Nodes         ubuntu, Windows
# Add-ons       Azure Monitor, Azure Policy, Microsoft Defender for Containers, Workload identity
# Node subnets  10.30.0.0/16
# Rules         5 network rules, 31 application rules
#
# Warnings
#   1. For Azure in China (21Vianet) the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl
#      get pods -n kube-system` shows konnectivity-agent, add "konnectivity" to cluster.exempt.
#   2. Microsoft Defender for Containers: Defender for Cloud is retired in China
#   3. Reading I1 is not applied, since the source is taken at its word: Application Insights resources in China end in
#      .azure.cn
#   4. Reading L2 is not applied, since the source is taken at its word: China has a second sign-in host
#   5. A network rule to AzureMonitor on TCP 443 is looked at before application rules: traffic to those addresses is
#      allowed and logged without host names.
#
# What to do with it
#   - Put it into a module whose provider azurerm is set up: China needs environment = "china", US Gov "usgovernment".
#   - Where the module has the terraform or the variable block already, delete it here.
#   - terraform plan -var firewall_policy_id=POLICY-ID

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
      description           = "Core, required (Microsoft Azure operated by 21Vianet required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods through it."
      protocols             = ["UDP"]
      source_addresses      = ["10.30.0.0/16"]
      destination_addresses = ["AzureCloud.chinaeast2"]
      destination_ports     = ["1194"]
    }

    rule {
      name                  = "aks-core-tcp-9000"
      description           = "Core, required (Microsoft Azure operated by 21Vianet required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it."
      protocols             = ["TCP"]
      source_addresses      = ["10.30.0.0/16"]
      destination_addresses = ["AzureCloud.chinaeast2"]
      destination_ports     = ["9000"]
    }

    rule {
      name                  = "aks-core-tcp-22"
      description           = "Core, required (Microsoft Azure operated by 21Vianet required network rules). Tunnel over SSH, opened by a node towards the control plane. Asked for in China only."
      protocols             = ["TCP"]
      source_addresses      = ["10.30.0.0/16"]
      destination_addresses = ["AzureCloud.chinaeast2"]
      destination_ports     = ["22"]
    }

    rule {
      name                  = "aks-core-udp-123"
      description           = "Core, required (Microsoft Azure operated by 21Vianet required network rules). Time for Linux nodes."
      protocols             = ["UDP"]
      source_addresses      = ["10.30.0.0/16"]
      destination_addresses = ["*"]
      destination_ports     = ["123"]
    }

    rule {
      name                  = "aks-azure-monitor-tcp-443"
      description           = "Azure Monitor, required (Azure Monitor: Required network rules). Logs and metrics to Azure Monitor, by its service tag. The tag spans all regions and needs no host names."
      protocols             = ["TCP"]
      source_addresses      = ["10.30.0.0/16"]
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
      description      = "Core, required (Microsoft Azure operated by 21Vianet required FQDN / application rules). Nodes to the API server. Second host of the control plane, used by the tunnel. Asked for in China only. Registry of Microsoft's images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft's registry, from its delivery network. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of the..."
      source_addresses = ["10.30.0.0/16"]
      destination_fqdns = [
        "*.hcp.chinaeast2.cx.prod.service.azk8s.cn",
        "*.tun.chinaeast2.cx.prod.service.azk8s.cn",
        "mcr.microsoft.com",
        "*.data.mcr.microsoft.com",
        "management.chinacloudapi.cn",
        "login.chinacloudapi.cn",
        "packages.microsoft.com",
        "*.azk8s.cn",
        "mcr.azure.cn",
        "*.data.mcr.azure.cn",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-updates-http-80"
      description      = "Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu's package archives: security fixes for running nodes. Plain HTTP by design, since packages are signed."
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
      description       = "Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu's archive as of a given day, from which the SecurityPatch channel brings all nodes to one state."
      source_addresses  = ["10.30.0.0/16"]
      destination_fqdns = ["snapshot.ubuntu.com"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-windows-https-443"
      description      = "Windows node pools, required (Windows Server based node pools required FQDN / application rules). PowerShell's package provider and Microsoft's redirect links, used while a Windows node is set up."
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
      description      = "Windows node pools, required (Windows Server based node pools required FQDN / application rules). Windows downloads, its connectivity check and its list of trusted root certificates, all on HTTP 80."
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
      name              = "aks-workload-identity-https-443"
      description       = "Workload identity, required (Workload identity required FQDN / application rules). Pods exchange the token of their service account for one of Microsoft Entra ID."
      source_addresses  = ["10.30.0.0/16"]
      destination_fqdns = ["login.chinacloudapi.cn"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-defender-https-443"
      description      = "Microsoft Defender for Containers, required (Microsoft Defender for Containers required FQDN / application rules). Microsoft Entra ID: the Defender sensor signs in. Log Analytics ingestion: the sensor sends its security events to the workspace. Log Analytics registration: the sensor makes itself known to the workspace before it may upload. Defender's own service, to which current sensors report."
      source_addresses = ["10.30.0.0/16"]
      destination_fqdns = [
        "login.microsoftonline.cn",
        "*.ods.opinsights.azure.cn",
        "*.oms.opinsights.azure.cn",
        "*.cloud.defender.microsoft.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-azure-monitor-https-443"
      description      = "Azure Monitor, required (Azure Monitor: Microsoft Azure operated by 21Vianet cloud required FQDN / application rules). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents' own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Central control service: it tells..."
      source_addresses = ["10.30.0.0/16"]
      destination_fqdns = [
        "*.ods.opinsights.azure.cn",
        "*.oms.opinsights.azure.cn",
        "dc.services.visualstudio.com",
        "*.in.applicationinsights.azure.com",
        "global.handler.control.monitor.azure.cn",
        "chinaeast2.handler.control.monitor.azure.cn",
        "*.ingest.monitor.azure.cn",
        "*.metrics.ingest.monitor.azure.cn",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-azure-policy-https-443"
      description      = "Azure Policy, required (Azure Policy: Microsoft Azure operated by 21Vianet required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies."
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
  }
}
