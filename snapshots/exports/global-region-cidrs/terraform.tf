# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       region cidrs
# Cloud         Azure Global
# Region        Norway East (norwayeast)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, legacy
# Nodes         ubuntu
# Add-ons       none
# Node subnets  10.240.0.0/16
# Service tags  ServiceTags_Public_20251110.json, change number 376 of 2025-11-10, IPv4 only
# Rules         2 network rules, 12 application rules
#
# Warnings
#   1. IPv6 prefixes of AzureCloud.norwaye are left out, 2 in ServiceTags_Public_20251110.json: the rules hold its IPv4
#      prefixes alone. Set destinations.ipv6 = true if the cluster uses IPv6.
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
      name             = "aks-core-udp-1194"
      description      = "Core, required (Azure Global required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods through it."
      protocols        = ["UDP"]
      source_addresses = ["10.240.0.0/16"]
      destination_addresses = [
        "4.177.0.0/16",
        "4.179.0.0/16",
        "4.219.0.0/16",
        "4.220.0.0/17",
        "4.235.0.0/16",
        "13.104.155.32/27",
        "13.104.158.0/28",
        "13.104.158.32/27",
        "13.104.218.0/25",
        "13.105.97.96/27",
        "13.105.97.128/25",
        "20.20.42.0/24",
        "20.33.194.0/24",
        "20.38.120.0/24",
        "20.135.158.0/23",
        "20.135.160.0/22",
      ]
      destination_ports = ["1194"]
    }

    rule {
      name             = "aks-core-tcp-9000"
      description      = "Core, required (Azure Global required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it."
      protocols        = ["TCP"]
      source_addresses = ["10.240.0.0/16"]
      destination_addresses = [
        "4.177.0.0/16",
        "4.179.0.0/16",
        "4.219.0.0/16",
        "4.220.0.0/17",
        "4.235.0.0/16",
        "13.104.155.32/27",
        "13.104.158.0/28",
        "13.104.158.32/27",
        "13.104.218.0/25",
        "13.105.97.96/27",
        "13.105.97.128/25",
        "20.20.42.0/24",
        "20.33.194.0/24",
        "20.38.120.0/24",
        "20.135.158.0/23",
        "20.135.160.0/22",
      ]
      destination_ports = ["9000"]
    }
  }

  application_rule_collection {
    name     = "aks-egress-application"
    priority = 300
    action   = "Allow"

    rule {
      name             = "aks-core-https-443"
      description      = "Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft's images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft's registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of..."
      source_addresses = ["10.240.0.0/16"]
      destination_fqdns = [
        "*.hcp.norwayeast.azmk8s.io",
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
      description       = "Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu's archive as of a given day, from which the SecurityPatch channel brings all nodes to one state."
      source_addresses  = ["10.240.0.0/16"]
      destination_fqdns = ["snapshot.ubuntu.com"]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}
