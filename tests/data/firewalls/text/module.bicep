module firewallPolicy 'br/public:avm/res/network/firewall-policy:0.3.0' = {
  name: 'policy'
  params: {
    name: 'afwp-hub'
    ruleCollectionGroups: [
      {
        name: 'aks'
        priority: 300
        ruleCollections: [
          {
            ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
            name: 'net'
            priority: 310
            action: { type: 'Allow' }
            rules: [
              {
                ruleType: 'NetworkRule'
                name: 'all'
                ipProtocols: [ 'Any' ]
                sourceIpGroups: [ '/subscriptions/x/resourceGroups/y/providers/Microsoft.Network/ipGroups/nodes' ]
                destinationAddresses: [ '0.0.0.0/0' ]
                destinationPorts: [ '*' ]
              }
            ]
          }
        ]
      }
    ]
  }
}
