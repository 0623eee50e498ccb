// Outbound firewall rules for an AKS cluster
//
// Made by       aks-egress 0.1.0
// Profile       gpu and windows
// Cloud         Azure Global
// Region        North Europe (northeurope)
// Source        Microsoft Learn, edition 2026-08-21
// Reading       printed (the source at its word; readings are only named)
// API server    public, legacy
// Nodes         ubuntu, Windows, GPU
// Add-ons       none
// Node subnets  10.240.0.0/16
// Rules         5 network rules, 21 application rules
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
              '*'
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
              '*'
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
            destinationAddresses: [
              '*'
            ]
            destinationPorts: [
              '123'
            ]
          }
          {
            ruleType: 'NetworkRule'
            name: 'aks-core-udp-53'
            description: 'Core, required (Azure Global required network rules). Name resolution by your own DNS servers, where they stand behind the firewall.'
            ipProtocols: [
              'UDP'
            ]
            sourceAddresses: [
              '10.240.0.0/16'
            ]
            destinationAddresses: [
              '10.0.0.4'
            ]
            destinationPorts: [
              '53'
            ]
          }
          {
            ruleType: 'NetworkRule'
            name: 'aks-core-tcp-53'
            description: 'Core, required (Reading N1). Large DNS answers, and LocalDNS, from your own DNS servers.'
            ipProtocols: [
              'TCP'
            ]
            sourceAddresses: [
              '10.240.0.0/16'
            ]
            destinationAddresses: [
              '10.0.0.4'
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
              '*.hcp.northeurope.azmk8s.io'
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
            name: 'aks-windows-https-443'
            description: 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). PowerShell\'s package provider and Microsoft\'s redirect links, used while a Windows node is set up.'
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
              'onegetcdn.azureedge.net'
              'go.microsoft.com'
            ]
          }
          {
            ruleType: 'ApplicationRule'
            name: 'aks-windows-http-80'
            description: 'Windows node pools, required (Windows Server based node pools required FQDN / application rules). Windows downloads, its connectivity check and its list of trusted root certificates, all on HTTP 80.'
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
