// Outbound firewall rules for an AKS cluster
//
// Made by       aks-egress 0.1.0
// Profile       gov-hub
// Cloud         Azure US Government
// Region        US Gov Virginia (usgovvirginia)
// Source        Microsoft Learn, edition 2026-08-21
// Reading       recommended (readings are applied and named)
// API server    private-link
// Nodes         ubuntu, GPU
// Add-ons       Azure Monitor
// Node subnets  10.240.0.0/16
// Rules         0 network rules, 22 application rules
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
            description: 'Core, required (Azure US Government required FQDN / application rules). Registry of Microsoft\'s images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft\'s registry, from its delivery network. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of the cluster and of its components. Microsoft\'s Linux packages for nodes, such as the container runtime and Azure tools....'
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
              'mcr.microsoft.com'
              '*.data.mcr.microsoft.com'
              'management.usgovcloudapi.net'
              'login.microsoftonline.us'
              'packages.microsoft.com'
              'packages.aks.azure.com'
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
            name: 'aks-gpu-https-443'
            description: 'GPU node pools, required (GPU enabled AKS clusters required FQDN / application rules). NVIDIA\'s package repository: the toolkit that hands the GPU to containers. NVIDIA\'s driver downloads, fetched while a GPU node is set up. Docker\'s package repository, asked by the driver set-up of GPU nodes.'
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
              'nvidia.github.io'
              'us.download.nvidia.com'
              'download.docker.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'aks-azure-monitor-https-443'
            description: 'Azure Monitor, required (Azure Monitor: Azure Government cloud required FQDN / application rules; Reading I2). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents\' own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Central control service: it tells an...'
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
              '*.ods.opinsights.azure.us'
              '*.oms.opinsights.azure.us'
              'dc.services.visualstudio.com'
              '*.in.applicationinsights.azure.com'
              'global.handler.control.monitor.azure.us'
              'usgovvirginia.handler.control.monitor.azure.us'
              '*.ingest.monitor.azure.us'
              '*.metrics.ingest.monitor.azure.us'
              '*.in.applicationinsights.azure.us'
            ]
          }
        ]
      }
    ]
  }
}
