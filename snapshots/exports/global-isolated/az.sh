#!/usr/bin/env bash
# Outbound firewall rules for an AKS cluster
#
# Made by       aks-egress 0.1.0
# Profile       isolated
# Cloud         Azure Global
# Region        Sweden Central (swedencentral)
# Source        Microsoft Learn, edition 2026-08-21
# Reading       recommended (readings are applied and named)
# API server    vnet-integration, network isolated
# Nodes         azure-linux
# Add-ons       Azure Policy
# Node subnets  10.20.0.0/16
# Rules         0 network rules, 3 application rules
#
# Warnings
#   1. With API server VNet integration, allow traffic inside your own network too: cluster subnet to API server subnet
#      TCP 443 and 4443, load balancer to API server subnet TCP 9988. These are not egress rules, so they do not stand in
#      the list.
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
            "name": "aks-azure-policy-https-443",
            "description": "Azure Policy, required (Azure Policy required FQDN / application rules). The policy service: the add-on fetches assignments and reports what complies. Gatekeeper templates of the built-in policies. The add-on's own telemetry, to Application Insights.",
            "sourceAddresses": [
              "10.20.0.0/16"
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
          }
        ]
      }
    ]
  }
}
JSON
