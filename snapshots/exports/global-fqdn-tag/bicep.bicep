// Outbound firewall rules for an AKS cluster
//
// Made by       aks-egress 0.1.0
// Profile       fqdn tag
// Cloud         Azure Global
// Region        West Europe (westeurope)
// Source        Microsoft Learn, edition 2026-08-21
// Reading       recommended (readings are applied and named)
// API server    public, legacy
// Nodes         ubuntu
// Add-ons       Azure Monitor, Azure Policy
// Node subnets  10.240.0.0/16
// Rules         2 network rules, 23 application rules
//
// Warnings
//   1. Core hosts are left to the FQDN tag AzureKubernetesService. Its content is not published: Microsoft documents that
//      it holds the hosts that AKS requires and follows their changes; users report hosts of Azure Policy and Azure
//      Monitor that it lacked, so those of add-ons are written out. It never covers network rules.
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
              'AzureCloud.westeurope'
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
              'AzureCloud.westeurope'
            ]
            destinationPorts: [
              '9000'
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
            name: 'aks-fqdn-tag'
            description: 'Hosts of the core, as far as the FQDN tag AzureKubernetesService holds them (content not published)'
            sourceAddresses: [
              '10.240.0.0/16'
            ]
            protocols: [
              {
                protocolType: 'Http'
                port: 80
              }
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            fqdnTags: [
              'AzureKubernetesService'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'aks-updates-http-80'
            description: 'Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu\'s package archives: security fixes for running nodes. Plain HTTP by design, since packages are signed.'
            sourceAddresses: [
              '10.240.0.0/16'
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
          {
            ruleType: 'ApplicationRule'
            name: 'aks-azure-monitor-https-443'
            description: 'Azure Monitor, required (Azure Monitor: Azure public cloud required FQDN / application rules). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents\' own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Ingestion of the metrics that the agents send to Azure...'
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
              '*.ods.opinsights.azure.com'
              '*.oms.opinsights.azure.com'
              'dc.services.visualstudio.com'
              '*.in.applicationinsights.azure.com'
              '*.monitoring.azure.com'
              'login.microsoftonline.com'
              'global.handler.control.monitor.azure.com'
              '*.ingest.monitor.azure.com'
              '*.metrics.ingest.monitor.azure.com'
              'westeurope.handler.control.monitor.azure.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'aks-azure-policy-https-443'
            description: 'Azure Policy, required (Azure Policy required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies. The add-on\'s own telemetry, to Application Insights.'
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
