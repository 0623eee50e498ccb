# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       gov tags
# Cloud         Azure US Government
# Region        US Gov Virginia (usgovvirginia)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, konnectivity
# Nodes         ubuntu
# Add-ons       Azure Monitor
# Node subnets  not given: any source address
# Service tags  ServiceTags_AzureGovernment_20260720.json, change number 402 of 2026-07-20, IPv4 and IPv6
# Rules         3 network rules, 20 application rules
#
# Warnings
#   1. For Azure US Government the source spares konnectivity no tunnel port, so these ports stay open. If `kubectl get
#      pods -n kube-system` shows konnectivity-agent, add "konnectivity" to cluster.exempt.
#   2. No node subnet is given: exports allow any source address. Set nodes.subnets.
#   3. A network rule to AzureMonitor on TCP 443 is looked at before application rules: traffic to those addresses is
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
      description           = "Core, required (Azure US Government required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods through it."
      protocols             = ["UDP"]
      source_addresses      = ["*"]
      destination_addresses = ["AzureCloud.usgovvirginia"]
      destination_ports     = ["1194"]
    }

    rule {
      name                  = "aks-core-tcp-9000"
      description           = "Core, required (Azure US Government required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it."
      protocols             = ["TCP"]
      source_addresses      = ["*"]
      destination_addresses = ["AzureCloud.usgovvirginia"]
      destination_ports     = ["9000"]
    }

    rule {
      name                  = "aks-azure-monitor-tcp-443"
      description           = "Azure Monitor, required (Azure Monitor: Required network rules). Logs and metrics to Azure Monitor, by its service tag. The tag spans all regions and needs no host names."
      protocols             = ["TCP"]
      source_addresses      = ["*"]
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
      description      = "Core, required (Azure US Government required FQDN / application rules). Nodes to the API server. Registry of Microsoft's images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft's registry, from its delivery network. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of the cluster and of its components. Microsoft's Linux packages for nodes, such as the container..."
      source_addresses = ["*"]
      destination_fqdns = [
        "*.hcp.usgovvirginia.cx.aks.containerservice.azure.us",
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

    rule {
      name             = "aks-updates-http-80"
      description      = "Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu's package archives: security fixes for running nodes. Plain HTTP by design, since packages are signed."
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
      name              = "aks-updates-https-443"
      description       = "Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu's archive as of a given day, from which the SecurityPatch channel brings all nodes to one state."
      source_addresses  = ["*"]
      destination_fqdns = ["snapshot.ubuntu.com"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-azure-monitor-https-443"
      description      = "Azure Monitor, required (Azure Monitor: Azure Government cloud required FQDN / application rules; Reading I2). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents' own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Central control service: it tells an..."
      source_addresses = ["*"]
      destination_fqdns = [
        "*.ods.opinsights.azure.us",
        "*.oms.opinsights.azure.us",
        "dc.services.visualstudio.com",
        "*.in.applicationinsights.azure.com",
        "global.handler.control.monitor.azure.us",
        "usgovvirginia.handler.control.monitor.azure.us",
        "*.ingest.monitor.azure.us",
        "*.metrics.ingest.monitor.azure.us",
        "*.in.applicationinsights.azure.us",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}
