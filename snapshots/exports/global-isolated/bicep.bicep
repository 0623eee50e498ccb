// Outbound firewall rules for an AKS cluster
//
// Made by       aks-egress 0.1.0
// Profile       isolated
// Cloud         Azure Global
// Region        Sweden Central (swedencentral)
// Source        Microsoft Learn, edition 2026-08-21
// Reading       recommended (readings are applied and named)
// API server    vnet-integration, network isolated
// Nodes         azure-linux
// Add-ons       Azure Policy
// Node subnets  10.20.0.0/16
// Rules         0 network rules, 3 application rules
//
// Warnings
//   1. With API server VNet integration, allow traffic inside your own network too: cluster subnet to API server subnet
//      TCP 443 and 4443, load balancer to API server subnet TCP 9988. These are not egress rules, so they do not stand in
//      the list.
//
// What to do with it
//   - Choose the subscription and the resource group that hold the firewall policy.
//   - az deployment group create -g GROUP --template-file FILE --parameters firewallPolicyName=POLICY
//   - As a module, give it firewallPolicyName and the scope of that resource group.

@description('Name of the firewall policy, in the resource group of the deployment.')
param firewallPolicyName string

@description('Name of the rule collection group.')
param ruleCollectionGroupName string = 'aks-egress'

@description('Priority of the rule collection group: lower is looked at first.')
@minValue(100)
@maxValue(65000)
param ruleCollectionGroupPriority int = 400

resource firewallPolicy 'Microsoft.Network/firewallPolicies@2023-11-01' existing = {
  name: firewallPolicyName
}

resource ruleCollectionGroup 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2023-11-01' = {
  parent: firewallPolicy
  name: ruleCollectionGroupName
  properties: {
    priority: ruleCollectionGroupPriority
    ruleCollections: [
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'aks-egress-application'
        priority: 300
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'ApplicationRule'
            name: 'aks-azure-policy-https-443'
            description: 'Azure Policy, required (Azure Policy required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies. The add-on\'s own telemetry, to Application Insights.'
            sourceAddresses: [
              '10.20.0.0/16'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'data.policy.core.windows.net'
              'store.policy.core.windows.net'
              'dc.services.visualstudio.com'
            ]
          }
        ]
      }
    ]
  }
}
