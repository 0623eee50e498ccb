// Outbound firewall rules for an AKS cluster
//
// Made by       aks-egress 0.1.0
// Profile       "a|b" *c* <d> =1+2 # ${x}"
// Cloud         Azure Global
// Region        West US 3 (westus3)
// Source        Microsoft Learn, edition 2026-08-21
// Reading       recommended (readings are applied and named)
// API server    public, konnectivity
// Nodes         ubuntu
// Add-ons       Azure Monitor
// Node subnets  not given: any source address
// Rules         0 network rules, 21 application rules
//
// Warnings
//   1. No node subnet is given: exports allow any source address. Set nodes.subnets.
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
            name: 'aks-core-https-443'
            description: 'Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft\'s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft\'s registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of...'
            sourceAddresses: [
              '*'
            ]
            protocols: [
              {
                protocolType: 'Https'
                port: 443
              }
            ]
            targetFqdns: [
              '*.hcp.westus3.azmk8s.io'
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
            sourceAddresses: [
              '*'
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
              '*'
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
              '*'
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
              'westus3.handler.control.monitor.azure.com'
            ]
          }
        ]
      }
    ]
  }
}
