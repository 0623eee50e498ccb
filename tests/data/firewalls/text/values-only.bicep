var applicationRuleCollections = [
  {
    name: 'aks'
    properties: {
      priority: 100
      action: { type: 'Allow' }
      rules: [
        {
          name: 'mcr'
          sourceAddresses: [ '*' ]
          protocols: [ { protocolType: 'Https', port: 443 } ]
          targetFqdns: [ 'mcr.microsoft.com' ]
        }
      ]
    }
  }
]
resource x 'Microsoft.Resources/deployments@2022-09-01' = {
  name: 'x'
}
