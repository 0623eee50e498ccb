# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       isolated
# Cloud         Azure Global
# Region        Sweden Central (swedencentral)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    vnet-integration, network isolated
# Nodes         azure-linux
# Add-ons       Azure Policy
# Node subnets  10.20.0.0/16
# Rules         0 network rules, 3 application rules
#
# Warnings
#   1. With API server VNet integration, allow traffic inside your own network too: cluster subnet to API server subnet
#      TCP 443 and 4443, load balancer to API server subnet TCP 9988. These are not egress rules, so they do not stand in
#      the list.
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

  application_rule_collection {
    name     = "aks-egress-application"
    priority = 300
    action   = "Allow"

    rule {
      name             = "aks-azure-policy-https-443"
      description      = "Azure Policy, required (Azure Policy required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies. The add-on's own telemetry, to Application Insights."
      source_addresses = ["10.20.0.0/16"]
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
  }
}
