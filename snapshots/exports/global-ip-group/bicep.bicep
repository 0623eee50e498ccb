// Outbound firewall rules for an AKS cluster
//
// Made by       aks-egress 0.1.0
// Profile       ip group
// Cloud         Azure Global
// Region        North Europe (northeurope)
// Source        Microsoft Learn, edition 2026-08-21
// Reading       recommended (readings are applied and named)
// API server    public, legacy
// Nodes         ubuntu, Windows
// Add-ons       none
// Node subnets  10.240.0.0/16, 10.241.0.0/16
// Rules         3 network rules, 17 application rules
//
// Warnings
//   1. An IP group stands in place of node subnets: it must exist, hold them, and lie in the region of the firewall
//      policy.
//
// What to do with it
//   - Choose the subscription and the resource group that hold the firewall policy.
//   - az deployment group create -g GROUP --template-file FILE --parameters firewallPolicyName=POLICY
//   - As a module, give it firewallPolicyName and the scope of that resource group.

@description('Name of the firewall policy, in the resource group of the deployment.')
param firewallPolicyName string

@description('Name of the rule collection group.')
param ruleCollectionGroupName string = 'spoke-7.aks_egress'

@description('Priority of the rule collection group: lower is looked at first.')
@minValue(100)
@maxValue(65000)
param ruleCollectionGroupPriority int = 1100

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
        priority: 1200
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
            sourceIpGroups: [
              '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes'
            ]
            destinationAddresses: [
              'AzureCloud.northeurope'
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
            sourceIpGroups: [
              '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes'
            ]
            destinationAddresses: [
              'AzureCloud.northeurope'
            ]
            destinationPorts: [
              '9000'
            ]
          }
          {
            ruleType: 'NetworkRule'
            name: 'aks-core-udp-53'
            description: 'Core, required (Azure Global required network rules). Name resolution by your own DNS servers, where they stand behind the firewall.'
            ipProtocols: [
              'UDP'
            ]
            sourceIpGroups: [
              '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes'
            ]
            destinationAddresses: [
              '10.0.0.4'
              '10.0.0.5'
            ]
            destinationPorts: [
              '53'
            ]
          }
        ]
      }
      {
        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'
        name: 'aks-egress-application'
        priority: 1210
        action: {
          type: 'Allow'
        }
        rules: [
          {
            ruleType: 'ApplicationRule'
            name: 'aks-core-https-443'
            description: 'Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft\'s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft\'s registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of...'
            sourceIpGroups: [
              '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              '*.hcp.northeurope.azmk8s.io'
              'mcr.microsoft.com'
              '*.data.mcr.microsoft.com'
              'mcr-0001.mcr-msedge.net'
              'management.azure.com'
              'login.microsoftonline.com'
              'packages.microsoft.com'
              'packages.aks.azure.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'aks-updates-http-80'
            description: 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu\'s package archives: security fixes for running nodes. Plain HTTP by design, since packages are signed.'
            sourceIpGroups: [
              '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes'
            ]
            protocols: [
              {
                protocolType: 'Http'
                port: 80
              }
            ]
            targetFqdns: [
              'security.ubuntu.com'
              'azure.archive.ubuntu.com'
              'changelogs.ubuntu.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'aks-updates-https-443'
            description: 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu\'s archive as of a given day, from which the SecurityPatch channel brings all nodes to one state.'
            sourceIpGroups: [
              '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes'
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
          {
            ruleType: 'ApplicationRule'
            name: 'aks-windows-https-443'
            description: 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). PowerShell\'s package provider and Microsoft\'s redirect links, used while a Windows node is set up.'
            sourceIpGroups: [
              '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              'onegetcdn.azureedge.net'
              'go.microsoft.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'aks-windows-http-80'
            description: 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). Windows downloads, its connectivity check and its list of trusted root certificates, all on HTTP 80.'
            sourceIpGroups: [
              '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub-(network)/providers/Microsoft.Network/ipGroups/aks-nodes'
            ]
            protocols: [
              {
                protocolType: 'Http'
                port: 80
              }
            ]
            targetFqdns: [
              '*.mp.microsoft.com'
              'www.msftconnecttest.com'
              'ctldl.windowsupdate.com'
            ]
          }
        ]
      }
    ]
  }
}
