param workspace object
resource fw 'Microsoft.Network/azureFirewalls@2020-11-01' = {
  name: 'afw-hub'
  properties: {
    threatIntelMode: 'Alert'
    applicationRuleCollections: [
      {
        name: 'aks'
        properties: {
          priority: 100
          action: {
            type: 'Allow'
          }
          rules: [
            {
              name: 'tag'
              sourceAddresses: [
                '10.240.0.0/16'
              ]
              fqdnTags: [
                'AzureKubernetesService'
              ]
              targetFqdns: []
            }
            {
              name: 'ubuntu'
              sourceAddresses: [ '10.240.0.0/16' ]
              protocols: [
                {
                  port: 80
                  protocolType: 'Http'
                }
              ]
              targetFqdns: [
                'security.ubuntu.com'
                '*.${workspace.region}.example.com'
              ]
            }
          ]
        }
      }
    ]
    networkRuleCollections: [
      {
        name: 'net'
        properties: {
          priority: 100
          action: { type: 'Allow' }
          rules: [
            {
              name: 'time'
              protocols: [ 'UDP' ]
              sourceAddresses: [ '*' ]
              destinationAddresses: [ '*' ]
              destinationPorts: [ '123' ]
            }
          ]
        }
      }
    ]
    natRuleCollections: []
  }
}
