//! A rule means the same in every language.

use crate::answers::audit::{Firewall, FirewallRule, Hints, Input, Place, read};
use crate::profile::Language;

fn firewall(name: &str, text: &str) -> Firewall {
    let input = Input { name: name.to_owned(), text: text.to_owned() };
    read(&[input], &Hints::default(), Language::En).expect("readable")
}

/// The first rule without its place, and what is listed beside it.
fn rule(name: &str, text: &str) -> (FirewallRule, Vec<String>) {
    let mut firewall = firewall(name, text);
    let mut rule = firewall.collections.remove(0).rules.remove(0);
    rule.place = Place::default();
    (rule, firewall.unresolved.into_iter().map(|one| one.text).collect())
}

/// An application rule with these fields, in the words of each language.
fn every(
    json: &str,
    terraform: &str,
    bicep: &str,
    az: &str,
    powershell: &str,
) -> [(FirewallRule, Vec<String>); 5] {
    let json = format!(
        r#"{{"ruleCollections": [{{"action": {{"type": "Allow"}}, "rules": [{{"ruleType": "ApplicationRule", "name": "r", "sourceAddresses": ["*"], {json}}}]}}]}}"#
    );
    let terraform = format!(
        "resource \"azurerm_firewall_policy_rule_collection_group\" \"a\" {{\n application_rule_collection {{\n  action = \"Allow\"\n  rule {{\n   name = \"r\"\n   source_addresses = [\"*\"]\n   {terraform}\n  }}\n }}\n}}\n"
    );
    let bicep = format!(
        "resource a 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2023-11-01' = {{\n properties: {{\n  ruleCollections: [\n   {{\n    action: {{ type: 'Allow' }}\n    rules: [\n     {{\n      ruleType: 'ApplicationRule'\n      name: 'r'\n      sourceAddresses: [ '*' ]\n      {bicep}\n     }}\n    ]\n   }}\n  ]\n }}\n}}\n"
    );
    let az = format!(
        "az network firewall policy rule-collection-group collection add-filter-collection --action Allow --rule-type ApplicationRule --rule-name r --source-addresses '*' {az}\n"
    );
    let powershell = format!(
        "$r = New-AzFirewallPolicyApplicationRule -Name r -SourceAddress * {powershell}\n$c = New-AzFirewallPolicyFilterRuleCollection -ActionType Allow -Rule $r\n"
    );
    [
        rule("a.json", &json),
        rule("a.tf", &terraform),
        rule("a.bicep", &bicep),
        rule("a.sh", &az),
        rule("a.ps1", &powershell),
    ]
}

#[test]
fn every_language_means_the_same() {
    let rows = [
        // A tag brings its own protocols.
        every(
            r#""fqdnTags": ["AzureKubernetesService"], "protocols": []"#,
            "destination_fqdn_tags = [\"AzureKubernetesService\"]",
            "fqdnTags: [ 'AzureKubernetesService' ]",
            "--fqdn-tags AzureKubernetesService",
            "-FqdnTag AzureKubernetesService",
        ),
        // Nothing else does.
        every(
            r#""targetFqdns": ["a.b"]"#,
            "destination_fqdns = [\"a.b\"]",
            "targetFqdns: [ 'a.b' ]",
            "--target-fqdns a.b",
            "-TargetFqdn a.b",
        ),
        // Nor has a rule without a destination any.
        every(
            r#""protocols": [{"protocolType": "Https", "port": "443"}], "terminateTLS": true"#,
            "terminate_tls = true\n   protocols {\n    type = \"Https\"\n    port = 443\n   }",
            "protocols: [ { protocolType: 'Https', port: 443 } ]\n      terminateTLS: true",
            "--protocols Https=443 --enable-tls-insp true",
            "-Protocol https:443 -TerminateTLS",
        ),
    ];
    for row in &rows {
        for one in &row[1..] {
            assert_eq!(one, &row[0]);
        }
    }
    let listed = rows.map(|[(rule, listed), ..]| (rule.traffic.len(), rule.inspects_tls, listed));
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        listed,
        [
            (2, false, texts(&[])),
            (1, false, texts(&["protocols"])),
            (1, true, texts(&["destination"])),
        ]
    );
}

#[test]
fn keys_of_modules_are_known_by_their_end() {
    let text = "module \"rules\" {\n  firewall_policy_rule_collection_group_name = \"g\"\n  firewall_policy_rule_collection_group_priority = 300\n  firewall_policy_rule_collection_group_network_rule_collection = [{\n    name = \"c\"\n    action = \"Deny\"\n    priority = 100\n    rule = [{\n      name = \"ping\"\n      protocols = [\"ICMP\"]\n      source_addresses = [\"*\"]\n      destination_addresses = [\"*\"]\n    }]\n  }]\n}\n";
    let found = firewall("main.tf", text);
    assert_eq!(found.collections[0].priorities, [1, 300, 100]);
    assert_eq!((&*found.collections[0].group, found.unresolved.len()), ("g", 0));
}
