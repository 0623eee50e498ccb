resource "azapi_resource" "group" {
  type      = "Microsoft.Network/firewallPolicies/ruleCollectionGroups@2023-11-01"
  name      = "aks"
  parent_id = var.policy_id
  body = jsonencode({
    properties = {
      priority = 300
      ruleCollections = [{
        ruleCollectionType = "FirewallPolicyFilterRuleCollection"
        name               = "app"
        priority           = 310
        action             = { type = "Allow" }
        rules = [{
          ruleType        = "ApplicationRule"
          name            = "core"
          sourceAddresses = ["*"]
          protocols       = [{ protocolType = "Https", port = 443 }]
          targetFqdns     = ["mcr.microsoft.com"]
        }]
      }]
    }
  })
}
