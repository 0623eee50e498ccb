# A policy, its parent, and two groups. Rules of the parent run first.
locals {
  location  = "westeurope"
  nodes     = ["10.240.0.0/16"]
  registries = concat(["mcr.microsoft.com", "*.data.mcr.microsoft.com"], var.more_registries)
  tags      = { owner = "contoso" }
}

variable "more_registries" {
  type    = list(string)
  default = ["contoso.azurecr.io"]
}

variable "vault" {
  type = string
}

variable "with_ntp" {
  default = false
}

resource "azurerm_ip_group" "nodes" {
  name  = "ipg-aks-nodes"
  cidrs = local.nodes
}

resource "azurerm_firewall_policy" "parent" {
  name                     = "afwp-parent"
  threat_intelligence_mode = "Deny"
}

resource "azurerm_firewall_policy" "hub" {
  name           = "afwp-hub"
  base_policy_id = azurerm_firewall_policy.parent.id
  dns {
    proxy_enabled = true
  }
  intrusion_detection {
    mode = "Deny"
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "parent" {
  name               = "parent"
  firewall_policy_id = azurerm_firewall_policy.parent.id
  priority           = 200
  network_rule_collection {
    name     = "blocked"
    priority = 100
    action   = "Deny"
    rule {
      name                  = "udp"
      protocols             = ["UDP"]
      source_addresses      = ["*"]
      destination_addresses = ["AzureCloud.${local.location}"]
      destination_ports     = ["1194"]
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "aks" {
  name               = "aks-${local.location}"
  firewall_policy_id = azurerm_firewall_policy.hub.id
  priority           = 300

  # destination_fqdns = ["commented.example.com"]
  application_rule_collection {
    name     = "core"
    priority = 310
    action   = "Allow"
    rule {
      name             = "registries"
      source_ip_groups = [azurerm_ip_group.nodes.id]
      protocols {
        type = "Https"
        port = 443
      }
      destination_fqdns = local.registries
    }
    rule {
      name             = "api"
      source_addresses = local.nodes
      protocols {
        type = "Http"
        port = "80"
      }
      protocols {
        type = "Https"
        port = "443"
      }
      destination_fqdns = ["*.hcp.${local.location}.azmk8s.io", "${var.vault}.vault.azure.net", /* old */ "login.microsoftonline.com"]
    }
    rule {
      name                  = "tag"
      source_addresses      = ["*"]
      destination_fqdn_tags = ["AzureKubernetesService"]
      protocols {
        type = "Https"
        port = 443
      }
    }
    rule {
      name             = "narrow"
      source_addresses = ["10.240.0.10-10.240.0.20"]
      protocols {
        type = "Https"
        port = 443
      }
      terminate_tls         = true
      destination_addresses = ["203.0.113.10"]
      destination_urls      = ["github.com/contoso/*"]
      web_categories        = ["SoftwareDownloads"]
    }
  }

  network_rule_collection {
    name     = "net"
    priority = 320
    action   = var.with_ntp ? "Deny" : "Allow"
    rule {
      name                  = "tunnel"
      protocols             = ["TCP", "UDP"]
      source_addresses      = local.nodes
      destination_addresses = ["AzureCloud.westeurope", "203.0.113.0/24"]
      destination_ports     = ["9000", "22", "1000-2000"]
    }
    rule {
      name              = "ntp"
      protocols         = ["UDP"]
      source_addresses  = local.nodes
      destination_fqdns = ["ntp.ubuntu.com"]
      destination_ports = [123]
    }
    rule {
      name                  = "ping"
      protocols             = ["ICMP"]
      source_addresses      = local.nodes
      destination_ip_groups = ["/subscriptions/x/resourceGroups/hub/providers/Microsoft.Network/ipGroups/ipg-onprem"]
      destination_ports     = ["*"]
    }
  }

  nat_rule_collection {
    name     = "in"
    priority = 330
    action   = "Dnat"
    rule {
      name                = "in"
      protocols           = ["TCP"]
      source_addresses    = ["*"]
      destination_address = "198.51.100.4"
      destination_ports   = ["443"]
      translated_address  = "10.240.0.4"
      translated_port     = "443"
    }
  }
}
