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
#   2. Classic rules are for a firewall without a policy; one that has a policy refuses them. For one with a policy take a
#      format under Azure Firewall policy.
#   3. Without a policy, DNS proxy is a setting of the firewall itself: az network firewall update --enable-dns-proxy
#      true.
#
# What to do with it
#   - Put it into a module whose provider azurerm is set up: China needs environment = "china", US Gov "usgovernment".
#   - Where the module names azurerm already, delete the terraform block here.
#   - terraform plan -var resource_group_name=RESOURCE-GROUP -var azure_firewall_name=FIREWALL

terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = ">= 3.0"
    }
  }
}

variable "resource_group_name" {
  type = string
}

variable "azure_firewall_name" {
  type = string
}

resource "azurerm_firewall_network_rule_collection" "aks_egress_network" {
  name                = "aks-egress-network"
  azure_firewall_name = var.azure_firewall_name
  resource_group_name = var.resource_group_name
  priority            = 200
  action              = "Allow"

  rule {
    name                  = "aks-core-udp-1194"
    description           = "Core, required (Azure Global required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods through it."
    source_addresses      = ["10.240.0.0/16"]
    destination_addresses = ["20.1.2.3"]
    protocols             = ["UDP"]
    destination_ports     = ["1194"]
  }

  rule {
    name                  = "aks-core-tcp-9000"
    description           = "Core, required (Azure Global required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it."
    source_addresses      = ["10.240.0.0/16"]
    destination_addresses = ["20.1.2.3"]
    protocols             = ["TCP"]
    destination_ports     = ["9000"]
  }

  rule {
    name              = "aks-core-udp-123"
    description       = "Core, required (Azure Global required network rules). Time for Linux nodes made up to March 2021; newer ones take it from their host."
    source_addresses  = ["10.240.0.0/16"]
    destination_fqdns = ["ntp.ubuntu.com"]
    protocols         = ["UDP"]
    destination_ports = ["123"]
  }

  rule {
    name                  = "aks-core-tcp-443"
    description           = "Core, required (Azure Global required network rules). Pods that call the API server through the in-cluster service leave the node for its public address."
    source_addresses      = ["10.240.0.0/16"]
    destination_addresses = ["20.1.2.3"]
    protocols             = ["TCP"]
    destination_ports     = ["443"]
  }
}

resource "azurerm_firewall_application_rule_collection" "aks_egress_application" {
  name                = "aks-egress-application"
  azure_firewall_name = var.azure_firewall_name
  resource_group_name = var.resource_group_name
  priority            = 300
  action              = "Allow"

  rule {
    name             = "aks-core-https-443"
    description      = "Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft's images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft's registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of..."
    source_addresses = ["10.240.0.0/16"]
    target_fqdns = [
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

    protocol {
      type = "Https"
      port = 443
    }
  }

  rule {
    name             = "aks-updates-https-443"
    description      = "Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu's archive as of a given day, from which the SecurityPatch channel brings all nodes to one state."
    source_addresses = ["10.240.0.0/16"]
    target_fqdns     = ["snapshot.ubuntu.com"]

    protocol {
      type = "Https"
      port = 443
    }
  }
}
