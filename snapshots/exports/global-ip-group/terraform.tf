# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       ip group
# Cloud         Azure Global
# Region        North Europe (northeurope)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, legacy
# Nodes         ubuntu, Windows
# Add-ons       none
# Node subnets  10.240.0.0/16, 10.241.0.0/16
# Rules         3 network rules, 17 application rules
#
# Warnings
#   1. An IP group stands in place of node subnets: it must exist, hold them, and lie in the region of the firewall
#      policy.
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

resource "azurerm_firewall_policy_rule_collection_group" "spoke_7_aks_egress" {
  name               = "spoke-7.aks_egress"
  firewall_policy_id = var.firewall_policy_id
  priority           = 1100

  network_rule_collection {
    name     = "aks-egress-network"
    priority = 1200
    action   = "Allow"

    rule {
      name                  = "aks-core-udp-1194"
      description           = "Core, required (Azure Global required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods through it."
      protocols             = ["UDP"]
      source_ip_groups      = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes"]
      destination_addresses = ["AzureCloud.northeurope"]
      destination_ports     = ["1194"]
    }

    rule {
      name                  = "aks-core-tcp-9000"
      description           = "Core, required (Azure Global required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it."
      protocols             = ["TCP"]
      source_ip_groups      = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes"]
      destination_addresses = ["AzureCloud.northeurope"]
      destination_ports     = ["9000"]
    }

    rule {
      name             = "aks-core-udp-53"
      description      = "Core, required (Azure Global required network rules). Name resolution by your own DNS servers, where they stand behind the firewall."
      protocols        = ["UDP"]
      source_ip_groups = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes"]
      destination_addresses = [
        "10.0.0.4",
        "10.0.0.5",
      ]
      destination_ports = ["53"]
    }
  }

  application_rule_collection {
    name     = "aks-egress-application"
    priority = 1210
    action   = "Allow"

    rule {
      name             = "aks-core-https-443"
      description      = "Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft's images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft's registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of..."
      source_ip_groups = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes"]
      destination_fqdns = [
        "*.hcp.northeurope.azmk8s.io",
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
      name             = "aks-updates-http-80"
      description      = "Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu's package archives: security fixes for running nodes. Plain HTTP by design, since packages are signed."
      source_ip_groups = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes"]
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
      source_ip_groups  = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes"]
      destination_fqdns = ["snapshot.ubuntu.com"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-windows-https-443"
      description      = "Windows node pools, required (Windows Server based node pools required FQDN / application rules). PowerShell's package provider and Microsoft's redirect links, used while a Windows node is set up."
      source_ip_groups = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes"]
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
      source_ip_groups = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes"]
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
  }
}
