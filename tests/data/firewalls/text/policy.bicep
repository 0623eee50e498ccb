/* A policy with a nested group,
   and a group of its own. */
targetScope = 'resourceGroup'

@description('Where it all is.')
@allowed([
  'westeurope'
  'northeurope'
])
param location string = resourceGroup().location
param nodes array = [ '10.240.0.0/16', '10.241.0.0/16' ]
param registry string
@minValue(100)
param priority int = 300
param withNtp bool = true
param vaults array = []
param settings {
  name: string
  size: int?
} = { name: 'a', size: 1 }

var suffix = 'azmk8s.io'
var core = [
  'mcr.microsoft.com' // the registry
  '*.data.mcr.microsoft.com'
  // 'commented.example.com'
]
var storage = 'contoso.blob.${environment().suffixes.storage}'

resource ipGroup 'Microsoft.Network/ipGroups@2023-11-01' existing = {
  name: 'ipg-aks-nodes'
}

resource policy 'Microsoft.Network/firewallPolicies@2023-11-01' = {
  name: 'afwp-hub'
  location: location
  properties: {
    threatIntelMode: 'Deny'
    basePolicy: {
      id: resourceId('Microsoft.Network/firewallPolicies', 'afwp-parent')
    }
    dnsSettings: {
      enableProxy: true
    }
    intrusionDetection: { mode: 'Alert' }
  }

  resource nested 'ruleCollectionGroups' = {
    name: 'nested'
    properties: {
      priority: 100
      ruleCollections: [
        {
          ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
          name: 'deny'
          priority: 110
          action: { type: 'Deny' }
          rules: [
            {
              ruleType: 'NetworkRule'
              name: 'smb'
              ipProtocols: [ 'TCP' ]
              sourceAddresses: [ '*' ]
              destinationAddresses: [ '*' ]
              destinationPorts: [ '445' ]
            }
          ]
        }
      ]
    }
  }
}

resource group 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2023-11-01' = {
  name: '${policy.name}/aks'
  properties: {
    priority: priority
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'app'
        priority: priority + 10
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'ApplicationRule'
            name: 'core'
            sourceAddresses: nodes
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: concat(core, [
              '*.hcp.${location}.${suffix}'
              registry
              'it\'s.\u{61}.example.com'
              storage
            ], vaults)
          }
          {
            ruleType: 'ApplicationRule'
            name: 'tag'
            sourceIpGroups: [
              ipGroup.id
            ]
            protocols: [ { protocolType: 'https', port: '443' } ]
            fqdnTags: [ 'AzureKubernetesService' ]
            terminateTLS: false
          }
        ]
      }
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'net'
        priority: 320
        action: {
          type: withNtp
            ? 'Allow'
            : 'Deny'
        }
        rules: withNtp ? [
          {
            ruleType: 'NetworkRule'
            name: 'ntp'
            ipProtocols: [ 'UDP' ]
            sourceAddresses: [ '*' ]
            destinationFqdns: [ 'ntp.ubuntu.com' ]
            destinationPorts: [ '123' ]
          }
          {
            ruleType: 'NetworkRule'
            name: 'tunnel'
            ipProtocols: [ 'TCP', 'UDP' ]
            sourceAddresses: [ '*' ]
            destinationAddresses: [ 'AzureCloud.${location}' ]
            destinationPorts: [ '9000', '1194' ]
          }
        ] : []
      }
      {
        ruleCollectionType: 'FirewallPolicyNatRuleCollection'
        name: 'in'
        priority: 330
        action: { type: 'DNAT' }
        rules: [ { ruleType: 'NatRule', name: 'in' } ]
      }
    ]
  }
}

resource loops 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2023-11-01' = [for (name, i) in ['one', 'two']: {
  parent: policy
  name: 'rcg-${name}'
  properties: {
    priority: 1000 + i
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: name
        priority: 100
        action: { type: 'Allow' }
        rules: [for host in ['a', 'b']: {
          ruleType: 'ApplicationRule'
          name: host
          sourceAddresses: nodes
          protocols: [ { protocolType: 'Https', port: 443 } ]
          targetFqdns: [ '${host}.${name}.example.com' ]
        }]
      }
    ]
  }
}]

resource perhaps 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2023-11-01' = if (contains(registry, 'azurecr')) {
  name: 'afwp-hub/perhaps'
  properties: {
    priority: 2000
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'perhaps'
        priority: 100
        action: { type: 'Allow' }
        rules: [for host in vaults2: {
          name: host
        }]
      }
    ]
  }
}

output id string = group.id
