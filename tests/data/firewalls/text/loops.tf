locals {
  regions = ["westeurope", "northeurope"]
  hosts = {
    mcr   = { fqdns = ["mcr.microsoft.com"], port = 443, type = "Https" }
    linux = { fqdns = [for name in ["security", "changelogs"] : "${name}.ubuntu.com"], port = 80, type = "Http" }
  }
  groups = { one = 100, two = 200 }
  cycle  = [local.cycle]
}

resource "azurerm_firewall_policy_rule_collection_group" "each" {
  for_each           = local.groups
  name               = "rcg-${each.key}"
  firewall_policy_id = data.azurerm_firewall_policy.hub.id
  priority           = each.value

  application_rule_collection {
    name     = format("app-%s", each.key)
    priority = 100
    action   = "Allow"
    dynamic "rule" {
      for_each = local.hosts
      iterator = entry
      content {
        name              = entry.key
        source_addresses  = toset(["10.240.0.0/16", "10.240.0.0/16"])
        destination_fqdns = entry.value.fqdns
        protocols {
          type = entry.value.type
          port = entry.value.port
        }
      }
    }
    dynamic "rule" {
      for_each = toset(local.regions)
      content {
        name              = "api-${rule.value}"
        source_addresses  = ["10.240.0.0/16"]
        destination_fqdns = flatten([["*.hcp.${rule.key}.azmk8s.io"], [local.cycle]])
        dynamic "protocols" {
          for_each = [443]
          content {
            type = "Https"
            port = protocols.value
          }
        }
      }
    }
    dynamic "rule" {
      for_each = var.workload_rules
      content {
        name              = rule.value.name
        destination_fqdns = rule.value.fqdns
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "perhaps" {
  for_each           = var.clusters
  name               = "rcg-perhaps"
  priority           = 900
  application_rule_collection {
    name     = "perhaps"
    priority = 100
    action   = "Allow"
    rule {
      name              = "mcr"
      source_addresses  = [each.value.subnet]
      destination_fqdns = ["mcr.microsoft.com"]
      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}

resource "azurerm_firewall_policy_rule_collection_group" "expressions" {
  name     = "expressions"
  priority = 950
  application_rule_collection {
    name     = "app"
    priority = 100
    action   = "Allow"
    rule {
      name              = "merged"
      source_addresses  = [for group in local.groups : "192.0.2.${group}" if group > 100]
      destination_fqdns = values(merge({ a = "a.example.com" }, { b = lower("B.example.com") }))
      protocols {
        type = "Https"
        port = 443
      }
    }
    rule {
      name              = "conditional"
      source_addresses  = ["*"]
      destination_fqdns = var.private ? [] : concat(split(",", "c.example.com,d.example.com"), [join(".", ["e", "example", "com"])])
      protocols {
        type = "Https"
        port = 443
      }
    }
    rule {
      name              = "run time"
      source_addresses  = ["*"]
      destination_fqdns = [azurerm_kubernetes_cluster.aks.fqdn, trimprefix(azurerm_storage_account.x.primary_blob_endpoint, "https://"), file("hosts.txt")]
      protocols {
        type = "Https"
        port = 443
      }
    }
  }
}
