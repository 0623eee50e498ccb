# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       as of 2024-09-26
# Cloud         Azure Global
# Region        France Central (francecentral)
# Source        Microsoft Learn, edition 2024-09-26
# Reading       printed (the source at its word; readings are only named)
# API server    public, konnectivity
# Nodes         ubuntu, Windows
# Add-ons       Azure Monitor, Azure Policy, Microsoft Defender for Containers, Key Vault secrets (CSI driver), Cost
#               analysis, Dapr
# Node subnets  not given: any source address
# Rules         1 network rule, 26 application rules
#
# Warnings
#   1. The profile is pinned to the edition of 2024-09-26; the newest is 2026-08-21. Compare before you move.
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
      description      = "Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft's images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft's registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of..."
      source_addresses = ["*"]
      destination_fqdns = [
        "*.hcp.francecentral.azmk8s.io",
        "mcr.microsoft.com",
        "*.data.mcr.microsoft.com",
        "mcr-0001.mcr-msedge.net",
        "management.azure.com",
        "login.microsoftonline.com",
        "packages.microsoft.com",
        "acs-mirror.azureedge.net",
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
      name             = "aks-windows-https-443"
      description      = "Windows node pools, required (Windows Server based node pools required FQDN / application rules). PowerShell's package provider and Microsoft's redirect links, used while a Windows node is set up."
      source_addresses = ["*"]
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
      source_addresses = ["*"]
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
      name             = "aks-defender-https-443"
      description      = "Microsoft Defender for Containers, required (Microsoft Defender for Containers required FQDN / application rules). Microsoft Entra ID: the Defender sensor signs in. Log Analytics ingestion: the sensor sends its security events to the workspace. Log Analytics registration: the sensor makes itself known to the workspace before it may upload."
      source_addresses = ["*"]
      destination_fqdns = [
        "login.microsoftonline.com",
        "*.ods.opinsights.azure.com",
        "*.oms.opinsights.azure.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name              = "aks-key-vault-csi-https-443"
      description       = "Key Vault secrets (CSI driver), required (Azure Key Vault provider for Secrets Store CSI Driver required FQDN / application rules). The driver on each node reads secrets, keys and certificates from your vaults."
      source_addresses  = ["*"]
      destination_fqdns = ["vault.azure.net"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name             = "aks-azure-policy-https-443"
      description      = "Azure Policy, required (Azure Policy required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies. The add-on's own telemetry, to Application Insights."
      source_addresses = ["*"]
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
      description      = "Cost analysis, required (AKS cost analysis add-on required FQDN / application rules). Azure Resource Manager: the add-on reads the resources whose cost it splits. Microsoft Entra ID: the cost add-on signs in before it calls Azure."
      source_addresses = ["*"]
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
      description      = "Cluster extensions, required (Cluster extensions required FQDN / application rules). Configuration service: the extension agent learns which extensions to install and reports their state. Registry of the extension agents' images, and its layers. Metrics and logs of the extension agents themselves, to Microsoft."
      source_addresses = ["*"]
      destination_fqdns = [
        "francecentral.dp.kubernetesconfiguration.azure.com",
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
  }
}
