// Outbound firewall rules for an AKS cluster
//
// Made by       aks-egress 0.1.0
// Profile       known address
// Cloud         Azure Global
// Region        Germany West Central (germanywestcentral)
// Source        Microsoft Learn, edition 2026-08-21
// Reading       recommended (readings are applied and named)
// API server    public, legacy
// Nodes         ubuntu
// Add-ons       none
// Node subnets  10.240.0.0/16
// Rules         4 network rules, 10 application rules
//
// Warnings
//   1. A host in a network rule works only while the firewall's DNS proxy is on and nodes resolve through the firewall:
//      UDP:123 ntp.ubuntu.com.
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
        name: 'aks-egress-network'
        priority: 200
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'NetworkRule'
            name: 'aks-core-udp-1194'
            description: 'Core, required (Azure Global required network rules). Tunnel of older clusters, UDP part: the control plane reaches nodes and pods through it.'
            ipProtocols: [
              'UDP'
            ]
            sourceAddresses: [
              '10.240.0.0/16'
            ]
            destinationAddresses: [
              '20.1.2.3'
            ]
            destinationPorts: [
              '1194'
            ]
          }
          {
            ruleType: 'NetworkRule'
            name: 'aks-core-tcp-9000'
            description: 'Core, required (Azure Global required network rules). Tunnel of older clusters, TCP part: the control plane reaches nodes and pods through it.'
            ipProtocols: [
              'TCP'
            ]
            sourceAddresses: [
              '10.240.0.0/16'
            ]
            destinationAddresses: [
              '20.1.2.3'
            ]
            destinationPorts: [
              '9000'
            ]
          }
          {
            ruleType: 'NetworkRule'
            name: 'aks-core-udp-123'
            description: 'Core, required (Azure Global required network rules). Time for Linux nodes made up to March 2021; newer ones take it from their host.'
            ipProtocols: [
              'UDP'
            ]
            sourceAddresses: [
              '10.240.0.0/16'
            ]
            destinationFqdns: [
              'ntp.ubuntu.com'
            ]
            destinationPorts: [
              '123'
            ]
          }
          {
            ruleType: 'NetworkRule'
            name: 'aks-core-tcp-443'
            description: 'Core, required (Azure Global required network rules). Pods that call the API server through the in-cluster service leave the node for its public address.'
            ipProtocols: [
              'TCP'
            ]
            sourceAddresses: [
              '10.240.0.0/16'
            ]
            destinationAddresses: [
              '20.1.2.3'
            ]
            destinationPorts: [
              '443'
            ]
          }
        ]
      }
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
            name: 'aks-core-https-443'
            description: 'Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft\'s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft\'s registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of...'
            sourceAddresses: [
              '10.240.0.0/16'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'prod-1a2b3c4d.hcp.germanywestcentral.azmk8s.io'
              'mcr.microsoft.com'
              '*.data.mcr.microsoft.com'
              'mcr-0001.mcr-msedge.net'
              'management.azure.com'
              'login.microsoftonline.com'
              'packages.microsoft.com'
              'acs-mirror.azureedge.net'
              'packages.aks.azure.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'aks-updates-https-443'
            description: 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu\'s archive as of a given day, from which the SecurityPatch channel brings all nodes to one state.'
            sourceAddresses: [
              '10.240.0.0/16'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'snapshot.ubuntu.com'
            ]
          }
        ]
      }
    ]
  }
}
