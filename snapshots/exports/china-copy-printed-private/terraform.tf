# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       copy as printed
# Cloud         Azure in China (21Vianet)
# Region        China North 2 (chinanorth2)
# Source        Azure China documentation, Chinese copy
# Reading       printed (the source at its word; readings are only named)
# API server    private-link
# Nodes         ubuntu
# Add-ons       Azure Monitor, Azure Policy
# Node subnets  10.30.0.0/16
# Rules         5 network rules, 13 application rules
#
# Warnings
#   1. For Azure in China (21Vianet) the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl
#      get pods -n kube-system` shows konnectivity-agent, add "konnectivity" to cluster.exempt.
#   2. Reading U3 is not applied, since the source is taken at its word: The Chinese copy lacks the snapshot service
#   3. Reading M1 is not applied, since the source is taken at its word: The registry's hosts that the Chinese copy lacks
#   4. Reading L3 is not applied, since the source is taken at its word: China has a second sign-in host (Chinese copy)
#   5. A network rule to AzureMonitor on TCP 443 is looked at before application rules: traffic to those addresses is
#      allowed and logged without host names.
#   6. A leading dot means nothing here. Left out: HTTPS:443 .data.mcr.azk8s.cn. reading = "recommended" writes a star in
#      its place.
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
      description           = "Core, required (世纪互联运营的 Azure 的必需网络规则). Legacy tunnel between nodes and control plane, UDP part."
      protocols             = ["UDP"]
      source_addresses      = ["10.30.0.0/16"]
      destination_addresses = ["AzureCloud.chinanorth2"]
      destination_ports     = ["1194"]
    }

    rule {
      name                  = "aks-core-tcp-9000"
      description           = "Core, required (世纪互联运营的 Azure 的必需网络规则). Legacy tunnel between nodes and control plane, TCP part."
      protocols             = ["TCP"]
      source_addresses      = ["10.30.0.0/16"]
      destination_addresses = ["AzureCloud.chinanorth2"]
      destination_ports     = ["9000"]
    }

    rule {
      name                  = "aks-core-tcp-22"
      description           = "Core, required (世纪互联运营的 Azure 的必需网络规则). Legacy tunnel between nodes and control plane over SSH, in Azure China only."
      protocols             = ["TCP"]
      source_addresses      = ["10.30.0.0/16"]
      destination_addresses = ["AzureCloud.chinanorth2"]
      destination_ports     = ["22"]
    }

    rule {
      name                  = "aks-core-udp-123"
      description           = "Core, required (世纪互联运营的 Azure 的必需网络规则). Clock of Linux nodes (NTP)."
      protocols             = ["UDP"]
      source_addresses      = ["10.30.0.0/16"]
      destination_addresses = ["*"]
      destination_ports     = ["123"]
    }

    rule {
      name                  = "aks-azure-monitor-tcp-443"
      description           = "Azure Monitor, required (用于容器的 Azure Monitor: 必需的网络规则). Metrics and logs to Azure Monitor and Log Analytics, by service tag."
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
      description      = "Core, required (世纪互联运营的 Azure 需要的 FQDN /应用程序规则). Nodes talk to the API server. Nodes reach the control plane's end of the tunnel, in Azure China only. Images of Kubernetes components and add-ons, by way of China's proxy. Kubernetes manages load balancers, disks and routes through the Azure API. Sign-in of the cluster's identities to Microsoft Entra. Microsoft's Linux packages for apt, such as the container runtime. Kubernetes and network plug-in binaries for new nodes."
      source_addresses = ["10.30.0.0/16"]
      destination_fqdns = [
        "*.hcp.chinanorth2.cx.prod.service.azk8s.cn",
        "*.tun.chinanorth2.cx.prod.service.azk8s.cn",
        "mcr.azk8s.cn",
        "management.chinacloudapi.cn",
        "login.chinacloudapi.cn",
        "packages.microsoft.com",
        "*.azk8s.cn",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-updates-http-80"
      description      = "Recommended updates, recommended (以下 FQDN/应用程序规则不是必需的,但建议用于 AKS 群集). Security updates of Ubuntu nodes between node images."
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
      name             = "aks-azure-policy-https-443"
      description      = "Azure Policy, required (Azure Policy: 世纪互联运营的 Azure 需要的 FQDN /应用程序规则). The add-on fetches policies and reports compliance. The add-on downloads the Gatekeeper files of built-in policies."
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
