# The resources that use these stand in a file that was not given.
locals {
  firewall_rules = {
    application_rule_collection = [{
      name     = "aks"
      priority = 100
      action   = "Allow"
      rule = [{
        name              = "mcr"
        source_addresses  = ["*"]
        destination_fqdns = ["mcr.microsoft.com"]
        protocols         = [{ type = "Https", port = 443 }]
      }]
    }]
  }
}
