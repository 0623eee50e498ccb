module "rules" {
  source  = "Azure/avm-res-network-firewallpolicy/azurerm//modules/rule_collection_groups"
  version = "0.3.3"

  firewall_policy_rule_collection_group_firewall_policy_id = module.policy.resource_id
  firewall_policy_rule_collection_group_name               = "aks-rcg"
  firewall_policy_rule_collection_group_priority           = 400
  firewall_policy_rule_collection_group_network_rule_collection = [
    {
      action   = "Allow"
      name     = "net"
      priority = 400
      rule = [
        {
          name                  = "dns"
          description           = "names"
          source_addresses      = ["10.100.0.0/16"]
          destination_addresses = ["192.0.2.53"]
          destination_ports     = ["53"]
          protocols             = ["TCP", "UDP"]
        }
      ]
    }
  ]
  firewall_policy_rule_collection_group_application_rule_collection = [
    {
      action   = "Allow"
      name     = "app"
      priority = 600
      rule = [
        {
          name              = "core"
          source_addresses  = ["10.100.0.0/16"]
          destination_fqdns = ["mcr.microsoft.com", var.registry]
          protocols = [
            {
              port = 443
              type = "Https"
            }
          ]
        },
        {
          name              = "missing protocols"
          source_addresses  = ["10.100.0.0/16"]
          destination_fqdns = ["packages.aks.azure.com"]
          protocols         = null
        }
      ]
    },
    var.more_collections,
  ]
}
