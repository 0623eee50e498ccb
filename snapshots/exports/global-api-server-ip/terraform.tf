# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       known address
# Cloud         Azure Global
# Region        Germany West Central (germanywestcentral)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, legacy
# Nodes         ubuntu
# Add-ons       none
# Node subnets  10.240.0.0/16
# Rules         4 network rules, 10 application rules
#
# Warnings
#   1. A host in a network rule works only while the firewall's DNS proxy is on and nodes resolve through the firewall:
#      UDP:123 ntp.ubuntu.com.
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
      description           = "Core, required (Azure Global required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods through it."
      protocols             = ["UDP"]
      source_addresses      = ["10.240.0.0/16"]
      destination_addresses = ["20.1.2.3"]
      destination_ports     = ["1194"]
    }

    rule {
      name                  = "aks-core-tcp-9000"
      description           = "Core, required (Azure Global required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it."
      protocols             = ["TCP"]
      source_addresses      = ["10.240.0.0/16"]
      destination_addresses = ["20.1.2.3"]
      destination_ports     = ["9000"]
    }

    rule {
      name              = "aks-core-udp-123"
      description       = "Core, required (Azure Global required network rules). Time for Linux nodes made up to March 2021; newer ones take it from their host."
      protocols         = ["UDP"]
      source_addresses  = ["10.240.0.0/16"]
      destination_fqdns = ["ntp.ubuntu.com"]
      destination_ports = ["123"]
    }

    rule {
      name                  = "aks-core-tcp-443"
      description           = "Core, required (Azure Global required network rules). Pods that call the API server through the in-cluster service leave the node for its public address."
      protocols             = ["TCP"]
      source_addresses      = ["10.240.0.0/16"]
      destination_addresses = ["20.1.2.3"]
      destination_ports     = ["443"]
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
        "prod-1a2b3c4d.hcp.germanywestcentral.azmk8s.io",
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
