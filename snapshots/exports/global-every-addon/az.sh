#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       every add-on
# Cloud         Azure Global
# Region        East US 2 (eastus2)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, konnectivity
# Nodes         ubuntu, azure-linux
# Add-ons       Workload identity, Microsoft Defender for Containers, Key Vault secrets (CSI driver), Azure Monitor, Azure
#               Policy, Cost analysis, Cluster extensions, Istio: plug-in CA, Istio: secure ingress gateway, Application
#               routing with TLS, Dapr, Flux (GitOps), Azure Machine Learning, AKS backup, Azure App Configuration,
#               Marketplace extension
# Node subnets  10.240.0.0/16, 10.241.0.0/16
# Rules         1 network rule, 35 application rules
#
# Warnings
#   1. A network rule to AzureMonitor on TCP 443 is looked at before application rules: traffic to those addresses is
#      allowed and logged without host names.
#
# What to do with it
#   - Fill in RESOURCE_GROUP and FIREWALL_POLICY at the top; choose the subscription with `az account set`.
#   - Run it with bash, after `az login`; it replaces the group of that name and nothing else.
#   - It returns before Azure is done: wait until the policy's state is Succeeded.

set -euo pipefail

# Fill in the firewall policy and the resource group that holds it.
# The subscription is the one that `az account show` names.
RESOURCE_GROUP='RESOURCE-GROUP'
FIREWALL_POLICY='FIREWALL-POLICY'
RULE_COLLECTION_GROUP='aks-egress'

az rest --method put \
    --url "/subscriptions/{subscriptionId}/resourceGroups/$RESOURCE_GROUP/providers/Microsoft.Network/firewallPolicies/$FIREWALL_POLICY/ruleCollectionGroups/$RULE_COLLECTION_GROUP?api-version=2023-11-01" \
    --body @- <<'JSON'
{
  "properties": {
    "priority": 400,
    "ruleCollections": [
      {
        "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
        "name": "aks-egress-network",
        "priority": 200,
        "action": {
          "type": "Allow"
        },
        "rules": [
          {
            "ruleType": "NetworkRule",
            "name": "aks-azure-monitor-tcp-443",
            "description": "Azure Monitor, required (Azure Monitor: Required network rules). Logs and metrics to Azure Monitor, by its service tag. The tag spans all regions and needs no host names.",
            "ipProtocols": [
              "TCP"
            ],
            "sourceAddresses": [
              "10.240.0.0/16",
              "10.241.0.0/16"
            ],
            "destinationAddresses": [
              "AzureMonitor"
            ],
            "destinationPorts": [
              "443"
            ]
          }
        ]
      },
      {
        "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
        "name": "aks-egress-application",
        "priority": 300,
        "action": {
          "type": "Allow"
        },
        "rules": [
          {
            "ruleType": "ApplicationRule",
            "name": "aks-core-https-443",
            "description": "Core, required (Azure Global required FQDN / application rules). Nodes and konnectivity agents to the API server. Let TLS pass untouched: no inspection, no change to ALPN. Registry of Microsoft's images: CoreDNS, kube-proxy, network and storage plug-ins, add-ons. Image layers of Microsoft's registry, and the name of the delivery network in front of it. Azure Resource Manager: components on the nodes read and change Azure resources through it. Microsoft Entra ID: tokens for the identities of...",
            "sourceAddresses": [
              "10.240.0.0/16",
              "10.241.0.0/16"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "*.hcp.eastus2.azmk8s.io",
              "mcr.microsoft.com",
              "*.data.mcr.microsoft.com",
              "mcr-0001.mcr-msedge.net",
              "management.azure.com",
              "login.microsoftonline.com",
              "packages.microsoft.com",
              "packages.aks.azure.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "aks-updates-http-80",
            "description": "Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu's package archives: security fixes for running nodes. Plain HTTP by design, since packages are signed.",
            "sourceAddresses": [
              "10.240.0.0/16",
              "10.241.0.0/16"
            ],
            "protocols": [
              {
                "protocolType": "Http",
                "port": 80
              }
            ],
            "targetFqdns": [
              "security.ubuntu.com",
              "azure.archive.ubuntu.com",
              "changelogs.ubuntu.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "aks-updates-https-443",
            "description": "Recommended updates, recommended (Optional recommended FQDN / application rules for AKS clusters). Ubuntu's archive as of a given day, from which the SecurityPatch channel brings all nodes to one state.",
            "sourceAddresses": [
              "10.240.0.0/16",
              "10.241.0.0/16"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "snapshot.ubuntu.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "aks-workload-identity-https-443",
            "description": "Workload identity, required (Workload identity required FQDN / application rules). Pods exchange the token of their service account for one of Microsoft Entra ID.",
            "sourceAddresses": [
              "10.240.0.0/16",
              "10.241.0.0/16"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "login.microsoftonline.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "aks-defender-https-443",
            "description": "Microsoft Defender for Containers, required (Microsoft Defender for Containers required FQDN / application rules). Microsoft Entra ID: the Defender sensor signs in. Log Analytics ingestion: the sensor sends its security events to the workspace. Log Analytics registration: the sensor makes itself known to the workspace before it may upload. Defender's own service, to which current sensors report.",
            "sourceAddresses": [
              "10.240.0.0/16",
              "10.241.0.0/16"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "login.microsoftonline.com",
              "*.ods.opinsights.azure.com",
              "*.oms.opinsights.azure.com",
              "*.cloud.defender.microsoft.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "aks-key-vault-csi-https-443",
            "description": "Key Vault secrets (CSI driver), required (Azure Key Vault provider for Secrets Store CSI Driver required FQDN / application rules). The driver on each node reads secrets, keys and certificates from your vaults.",
            "sourceAddresses": [
              "10.240.0.0/16",
              "10.241.0.0/16"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "*.vault.azure.net"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "aks-azure-monitor-https-443",
            "description": "Azure Monitor, required (Azure Monitor: Azure public cloud required FQDN / application rules). Log Analytics ingestion: container logs and inventory. Registration of the Azure Monitor agent with its Log Analytics workspace. The agents' own health telemetry. It goes to Application Insights of the public cloud, in every cloud. Traces and metrics of automatically instrumented applications. Your connection strings name the narrower hosts. Ingestion of the metrics that the agents send to Azure...",
            "sourceAddresses": [
              "10.240.0.0/16",
              "10.241.0.0/16"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "*.ods.opinsights.azure.com",
              "*.oms.opinsights.azure.com",
              "dc.services.visualstudio.com",
              "*.in.applicationinsights.azure.com",
              "*.monitoring.azure.com",
              "login.microsoftonline.com",
              "global.handler.control.monitor.azure.com",
              "*.ingest.monitor.azure.com",
              "*.metrics.ingest.monitor.azure.com",
              "eastus2.handler.control.monitor.azure.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "aks-azure-policy-https-443",
            "description": "Azure Policy, required (Azure Policy required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies. The add-on's own telemetry, to Application Insights.",
            "sourceAddresses": [
              "10.240.0.0/16",
              "10.241.0.0/16"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "data.policy.core.windows.net",
              "store.policy.core.windows.net",
              "dc.services.visualstudio.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "aks-cost-analysis-https-443",
            "description": "Cost analysis, required (AKS cost analysis add-on required FQDN / application rules). Azure Resource Manager: the add-on reads the resources whose cost it splits. Microsoft Entra ID: the cost add-on signs in before it calls Azure.",
            "sourceAddresses": [
              "10.240.0.0/16",
              "10.241.0.0/16"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "management.azure.com",
              "login.microsoftonline.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "aks-cluster-extensions-https-443",
            "description": "Cluster extensions, required (Cluster extensions required FQDN / application rules). Configuration service: the extension agent learns which extensions to install and reports their state. Registry of the extension agents' images, and its layers. Metrics and logs of the extension agents themselves, to Microsoft.",
            "sourceAddresses": [
              "10.240.0.0/16",
              "10.241.0.0/16"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "eastus2.dp.kubernetesconfiguration.azure.com",
              "mcr.microsoft.com",
              "*.data.mcr.microsoft.com",
              "*.ingestion.msftcloudes.com",
              "*.microsoftmetrics.com"
            ]
          },
          {
            "ruleType": "ApplicationRule",
            "name": "aks-marketplace-extension-https-443",
            "description": "Marketplace extension, required (Cluster extensions required FQDN / application rules). Registry of images for extensions from Azure Marketplace. Image layers of the Marketplace registry, from its data endpoint in Central India. Image layers of the Marketplace registry, from its data endpoint in Japan East. Image layers of the Marketplace registry, from its data endpoint in West US 2. Image layers of the Marketplace registry, from its data endpoint in West Europe. Image layers of the...",
            "sourceAddresses": [
              "10.240.0.0/16",
              "10.241.0.0/16"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "arcmktplaceprod.azurecr.io",
              "arcmktplaceprod.centralindia.data.azurecr.io",
              "arcmktplaceprod.japaneast.data.azurecr.io",
              "arcmktplaceprod.westus2.data.azurecr.io",
              "arcmktplaceprod.westeurope.data.azurecr.io",
              "arcmktplaceprod.eastus.data.azurecr.io",
              "marketplaceapi.microsoft.com"
            ]
          }
        ]
      }
    ]
  }
}
JSON
