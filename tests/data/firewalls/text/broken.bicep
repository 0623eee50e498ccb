var ok = 'mcr.microsoft.com'
var bad = [ 'a' ) ]
resource group 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2023-11-01' = {
  name: 'p/aks'
  properties: {
    priority: 300
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'app'
        priority: 310
        action: { type: 'Allow' }
        rules: [
          {
            ruleType: 'ApplicationRule'
            name: 'core'
            sourceAddresses: [ '*' ]
            protocols: [ { protocolType: 'Https', port: 443 } ]
            targetFqdns: [ ok, bad, map(['x'], host => '${host}.y'), ...more ]
          }
        ]
      }
    ]
  }
}
