azurerm_firewall_application_rule_collection_definition = {
  aks = {
    name     = "aks-classic"
    action   = "Allow"
    priority = 100
    ruleset = {
      aks = {
        name                  = "aks"
        source_ip_groups_keys = ["aks_ip_group1"]
        fqdn_tags             = ["AzureKubernetesService"]
      }
      ubuntu = {
        source_addresses = ["10.0.0.0/8"]
        target_fqdns     = ["security.ubuntu.com"]
        protocol = {
          1 = {
            port = "80"
            type = "Http"
          }
          "2" = {
            port = "443"
            type = "Https"
          }
        }
      }
    }
  }
}

azurerm_firewall_policy_rule_collection_groups = {
  group1 = {
    firewall_policy_key = "policy1"
    name                = "rcg-aks"
    priority            = 500
    application_rule_collections = {
      core = {
        name     = "core"
        priority = 510
        action   = "Allow"
        rules = {
          mcr = {
            name = "mcr"
            protocols = {
              "1" = { type = "Https", port = 443 }
            }
            source_ip_groups_keys = ["aks"]
            destination_fqdns     = ["mcr.microsoft.com"]
          }
        }
      }
    }
    network_rule_collections = {
      net = {
        name     = "net"
        priority = 520
        action   = "Allow"
        rules = {
          ntp = {
            name                  = "ntp"
            source_addresses      = ["*"]
            destination_addresses = ["*"]
            destination_ports     = ["123"]
            protocols             = ["UDP"]
          }
        }
      }
    }
    nat_rule_collections = {
      in = {
        name     = "in"
        priority = 530
        action   = "Dnat"
        rules    = {}
      }
    }
  }
}
