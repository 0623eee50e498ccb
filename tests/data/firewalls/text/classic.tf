resource "azurerm_firewall" "hub" {
  name              = "afw-hub"
  threat_intel_mode = "Deny"
  dns_proxy_enabled = true
}

resource "azurerm_firewall_application_rule_collection" "aks" {
  name                = "aks"
  azure_firewall_name = azurerm_firewall.hub.name
  resource_group_name = "rg-hub"
  priority            = 100
  action              = "Allow"

  rule {
    name             = "tag"
    source_addresses = ["10.240.0.0/16"]
    fqdn_tags        = ["AzureKubernetesService"]
  }

  rule {
    name             = "ubuntu"
    source_addresses = [azurerm_subnet.aks.address_prefixes[0]]
    target_fqdns     = ["security.ubuntu.com", "azure.archive.ubuntu.com"]
    protocol {
      port = "80"
      type = "Http"
    }
    protocol {
      port = "443"
      type = "Https"
    }
  }
}

resource "azurerm_subnet" "aks" {
  name             = "snet-aks"
  address_prefixes = ["10.241.0.0/16"]
}

resource "azurerm_firewall_network_rule_collection" "aks" {
  count               = var.legacy ? 1 : 0
  name                = "aks-net"
  priority            = 200
  action              = "Allow"
  rule {
    name                  = "tunnel"
    source_addresses      = ["*"]
    destination_ports     = ["1194"]
    destination_addresses = ["AzureCloud.${azurerm_resource_group.hub.location}"]
    protocols             = ["UDP"]
  }
}

resource "azurerm_firewall_nat_rule_collection" "in" {
  name     = "in"
  priority = 100
  action   = "Dnat"
  rule {
    name                  = "ssh"
    destination_addresses = ["198.51.100.4"]
  }
}
