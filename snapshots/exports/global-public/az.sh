#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Cloud         Azure Global
# Region        West Europe (westeurope)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    public, konnectivity
# Nodes         ubuntu
# Add-ons       none
# Node subnets  not given: any source address
# Rules         0 network rules, 12 application rules
#
# Warnings
#   1. No node subnet is given: exports allow any source address. Set nodes.subnets.
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
              "*"
            ],
            "protocols": [
              {
                "protocolType": "Https",
                "port": 443
              }
            ],
            "targetFqdns": [
              "*.hcp.westeurope.azmk8s.io",
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
              "*"
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
              "*"
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
          }
        ]
      }
    ]
  }
}
JSON
