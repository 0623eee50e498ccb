# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       every add-on
# Cloud         Azure Global
# Region        East US 2 (eastus2)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, konnectivity
# Nodes         ubuntu, azure-linux
# Add-ons       Workload identity, Microsoft Defender for Containers, Key Vault secrets (CSI driver), Azure Monitor, Azure
#               Policy, Cost analysis, Cluster extensions, Istio: plug-in CA, Istio: secure ingress gateway, Application
#               routing with TLS, Dapr, Flux (GitOps), Azure Machine Learning, AKS backup, Azure App Configuration,
#               Marketplace extension
# Node subnets  10.240.0.0/16, 10.241.0.0/16
# Rules         1 network rule, 35 application rules
#
# Warnings
#   1. A network rule to AzureMonitor on TCP 443 is looked at before application rules: traffic to those addresses is
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
      name        = "aks-azure-monitor-tcp-443"
      description = "Azure Monitor, required (Azure Monitor: Required network rules). Logs and metrics to Azure Monitor, by its service tag. The tag spans all regions and needs no host names."
      protocols   = ["TCP"]
      source_addresses = [
        "10.240.0.0/16",
        "10.241.0.0/16",
      ]
      destination_addresses = ["AzureMonitor"]
      destination_ports     = ["443"]
    }
  }

  application_rule_collection {
    name     = "aks-egress-application"
    priority = 300
    action   = "Allow"

    rule {
      name        = "aks-core-https-443"
      description = "Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft's images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft's registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of..."
      source_addresses = [
        "10.240.0.0/16",
        "10.241.0.0/16",
      ]
      destination_fqdns = [
        "*.hcp.eastus2.azmk8s.io",
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
      name        = "aks-updates-http-80"
      description = "Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu's package archives: security fixes for running nodes. Plain HTTP by design, since packages are signed."
      source_addresses = [
        "10.240.0.0/16",
        "10.241.0.0/16",
      ]
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
      name        = "aks-updates-https-443"
      description = "Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu's archive as of a given day, from which the SecurityPatch channel brings all nodes to one state."
      source_addresses = [
        "10.240.0.0/16",
        "10.241.0.0/16",
      ]
      destination_fqdns = ["snapshot.ubuntu.com"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name        = "aks-workload-identity-https-443"
      description = "Workload identity, required (Workload identity required FQDN / application rules). Pods exchange the token of their service account for one of Microsoft Entra ID."
      source_addresses = [
        "10.240.0.0/16",
        "10.241.0.0/16",
      ]
      destination_fqdns = ["login.microsoftonline.com"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name        = "aks-defender-https-443"
      description = "Microsoft Defender for Containers, required (Microsoft Defender for Containers required FQDN / application rules). Microsoft Entra ID: the Defender sensor signs in. Log Analytics ingestion: the sensor sends its security events to the workspace. Log Analytics registration: the sensor makes itself known to the workspace before it may upload. Defender's own service, to which current sensors report."
      source_addresses = [
        "10.240.0.0/16",
        "10.241.0.0/16",
      ]
      destination_fqdns = [
        "login.microsoftonline.com",
        "*.ods.opinsights.azure.com",
        "*.oms.opinsights.azure.com",
        "*.cloud.defender.microsoft.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name        = "aks-key-vault-csi-https-443"
      description = "Key Vault secrets (CSI driver), required (Azure Key Vault provider for Secrets Store CSI Driver required FQDN / application rules). The driver on each node reads secrets, keys and certificates from your vaults."
      source_addresses = [
        "10.240.0.0/16",
        "10.241.0.0/16",
      ]
      destination_fqdns = ["*.vault.azure.net"]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name        = "aks-azure-monitor-https-443"
      description = "Azure Monitor, required (Azure Monitor: Azure public cloud required FQDN / application rules). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents' own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Ingestion of the metrics that the agents send to Azure..."
      source_addresses = [
        "10.240.0.0/16",
        "10.241.0.0/16",
      ]
      destination_fqdns = [
        "*.ods.opinsights.azure.com",
        "*.oms.opinsights.azure.com",
        "dc.services.visualstudio.com",
        "*.in.applicationinsights.azure.com",
        "*.monitoring.azure.com",
        "login.microsoftonline.com",
        "global.handler.control.monitor.azure.com",
        "*.ingest.monitor.azure.com",
        "*.metrics.ingest.monitor.azure.com",
        "eastus2.handler.control.monitor.azure.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }

    rule {
      name        = "aks-azure-policy-https-443"
      description = "Azure Policy, required (Azure Policy required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies. The add-on's own telemetry, to Application Insights."
      source_addresses = [
        "10.240.0.0/16",
        "10.241.0.0/16",
      ]
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
      name        = "aks-cost-analysis-https-443"
      description = "Cost analysis, required (AKS cost analysis add-on required FQDN / application rules). Azure Resource Manager: the add-on reads the resources whose cost it splits. Microsoft Entra ID: the cost add-on signs in before it calls Azure."
      source_addresses = [
        "10.240.0.0/16",
        "10.241.0.0/16",
      ]
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
      name        = "aks-cluster-extensions-https-443"
      description = "Cluster extensions, required (Cluster extensions required FQDN / application rules). Configuration service: the extension agent learns which extensions to install and reports their state. Registry of the extension agents' images, and its layers. Metrics and logs of the extension agents themselves, to Microsoft."
      source_addresses = [
        "10.240.0.0/16",
        "10.241.0.0/16",
      ]
      destination_fqdns = [
        "eastus2.dp.kubernetesconfiguration.azure.com",
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

    rule {
      name        = "aks-marketplace-extension-https-443"
      description = "Marketplace extension, required (Cluster extensions required FQDN / application rules). Registry of images for extensions from Azure Marketplace. Image layers of the Marketplace registry, from its data endpoint in Central India. Image layers of the Marketplace registry, from its data endpoint in Japan East. Image layers of the Marketplace registry, from its data endpoint in West US 2. Image layers of the Marketplace registry, from its data endpoint in West Europe. Image layers of the..."
      source_addresses = [
        "10.240.0.0/16",
        "10.241.0.0/16",
      ]
      destination_fqdns = [
        "arcmktplaceprod.azurecr.io",
        "arcmktplaceprod.centralindia.data.azurecr.io",
        "arcmktplaceprod.japaneast.data.azurecr.io",
        "arcmktplaceprod.westus2.data.azurecr.io",
        "arcmktplaceprod.westeurope.data.azurecr.io",
        "arcmktplaceprod.eastus.data.azurecr.io",
        "marketplaceapi.microsoft.com",
      ]

      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}
