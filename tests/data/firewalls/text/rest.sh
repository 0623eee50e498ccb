az rest --method put --url "https://management.azure.com/subscriptions/$SUB/resourceGroups/rg/providers/Microsoft.Network/firewallPolicies/p/ruleCollectionGroups/aks?api-version=2023-11-01" \
  --body @- <<'JSON'
{
  "properties": {
    "priority": 300,
    "ruleCollections": [
      {
        "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
        "name": "app", "priority": 310, "action": { "type": "Allow" },
        "rules": [
          { "ruleType": "ApplicationRule", "name": "core", "sourceAddresses": ["*"],
            "protocols": [{ "protocolType": "Https", "port": 443 }], "targetFqdns": ["mcr.microsoft.com"] }
        ]
      }
    ]
  }
}
JSON
az rest --method put --uri /subscriptions/x/providers/Microsoft.Network/firewallPolicies/p/ruleCollectionGroups/other --body @group.json
