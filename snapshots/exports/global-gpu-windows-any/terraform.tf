# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       gpu and windows
# Cloud         Azure Global
# Region        North Europe (northeurope)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       printed (the source at its word; readings are only named)
# API server    public, legacy
# Nodes         ubuntu, Windows, GPU
# Add-ons       none
# Node subnets  10.240.0.0/16
# Rules         5 network rules, 21 application rules
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
      destination_addresses = ["*"]
      destination_ports     = ["1194"]
    }

    rule {
      name                  = "aks-core-tcp-9000"
      description           = "Core, required (Azure Global required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it."
      protocols             = ["TCP"]
      source_addresses      = ["10.240.0.0/16"]
      destination_addresses = ["*"]
      destination_ports     = ["9000"]
    }

    rule {
      name                  = "aks-core-udp-123"
      description           = "Core, required (Azure Global required network rules). Time for Linux nodes made up to March 2021; newer ones take it from their host."
      protocols             = ["UDP"]
      source_addresses      = ["10.240.0.0/16"]
      destination_addresses = ["*"]
      destination_ports     = ["123"]
    }

    rule {
      name                  = "aks-core-udp-53"
      description           = "Core, required (Azure Global required network rules). Name resolution by your own DNS servers, where they stand behind the firewall."
      protocols             = ["UDP"]
      source_addresses      = ["10.240.0.0/16"]
      destination_addresses = ["10.0.0.4"]
      destination_ports     = ["53"]
    }

    rule {
      name                  = "aks-core-tcp-53"
      description           = "Core, required (Reading N1). Large DNS answers, and LocalDNS, from your own DNS servers."
      protocols             = ["TCP"]
      source_addresses      = ["10.240.0.0/16"]
      destination_addresses = ["10.0.0.4"]
      destination_ports     = ["53"]
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
        "*.hcp.northeurope.azmk8s.io",
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

    rule {
      name             = "aks-gpu-https-443"
      description      = "GPU node pools, required (GPU enabled AKS clusters required FQDN / application rules). NVIDIA's package repository: the toolkit that hands the GPU to containers. NVIDIA's driver downloads, fetched while a GPU node is set up. Docker's package repository, asked by the driver set-up of GPU nodes."
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
      name             = "aks-windows-https-443"
      description      = "Windows node pools, required (Windows Server based node pools required FQDN / application rules). PowerShell's package provider and Microsoft's redirect links, used while a Windows node is set up."
      source_addresses = ["10.240.0.0/16"]
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
      source_addresses = ["10.240.0.0/16"]
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
