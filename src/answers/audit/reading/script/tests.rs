use super::*;
use crate::answers::audit::Matched;
use proptest::prelude::*;
use std::fmt::Write;
use std::time::{Duration, Instant};

fn firewall(text: &str) -> Firewall {
    let mut firewall = Firewall::default();
    let input = Input { name: "a.sh".to_owned(), text: text.to_owned() };
    read(&[&input], &Hints::default(), &mut firewall);
    firewall
}

/// Where a rule goes whose hosts are written like this.
fn to(before: &str, hosts: &str) -> Vec<Matched> {
    let call = format!(
        "{before}\naz network firewall application-rule create -f f -c c -n n --action Allow --priority 100 --source-addresses '*' --protocols Https=443 --target-fqdns {hosts}\n"
    );
    firewall(&call).collections[0].rules[0].to.clone()
}

fn hosts(names: &[&str]) -> Vec<Matched> {
    names.iter().map(|name| Matched::Host((*name).to_owned())).collect()
}

#[test]
fn words_are_those_of_a_shell() {
    let rows: &[(&str, &str, &[&str])] = &[
        ("", "a.b 'c.d' \"e.f\" g.\"h\"", &["a.b", "c.d", "e.f", "g.h"]),
        ("", "\\\n    a.b \\\r\n c.d", &["a.b", "c.d"]),
        ("", "`\n a.b ^\n c.d", &["a.b", "c.d"]),
        ("", "a.b # c.d", &["a.b"]),
        ("", "a.b; echo c.d", &["a.b"]),
        ("", "a.b && echo c.d", &["a.b"]),
        ("", "a.b > c.d", &["a.b", "c.d"]),
        ("X=a.b", "$X ${X} \"$X\" x.$X", &["a.b", "a.b", "a.b", "x.a.b"]),
        ("X='a.b c.d'", "$X", &["a.b", "c.d"]),
        ("X=( a.b # no\n 'c.d' )", "\"${X[@]}\"", &["a.b", "c.d"]),
        ("X=westeurope\nY=\"*.$X.b\"", "$Y", &["*.westeurope.b"]),
        ("$x = 'a.b'", "$x", &["a.b"]),
        ("$x = 'a.b', \"c.d\",\n  'e.f'", "$X", &["a.b", "c.d", "e.f"]),
        ("$x = @('a.b')\n$x += 'c.d'", "$x", &["a.b", "c.d"]),
        ("export X=a.b; echo", "$X", &["a.b"]),
    ];
    for (before, text, expected) in rows {
        assert_eq!(to(before, text), hosts(expected), "{before} {text}");
    }
}

#[test]
fn what_only_a_shell_knows_is_unknown() {
    for text in ["$X", "${X}.b", "\"$(az show)\"", "`az show`", "'a.b'\"$1\"", "${X:-a.b}"] {
        assert_eq!(to("", text), [Matched::Unresolved(text.to_owned())], "{text}");
    }
    assert_eq!(to("X=$(az show)", "$X"), [Matched::Unresolved("$X".to_owned())]);
}

#[test]
fn cmdlets_keep_rules_in_variables() {
    let rule = "New-AzFirewallPolicyApplicationRule -Name r -Protocol https:443 -SourceAddress *";
    let collection = "New-AzFirewallPolicyFilterRuleCollection -Name c -Priority 300";
    let text = format!(
        "$One = {rule} -TargetFqdn a.b,c.d\n$two = @(\n  {rule} `\n    -TargetFqdn @('e.f'\n 'g.h')\n)\n$all = {collection} -ActionType Allow -Rule $one, $two, $three\nSet-AzFirewallPolicyRuleCollectionGroup -Name g -Priority 200 -RuleCollection $all\n"
    );
    let found = firewall(&text);
    let one = &found.collections[0];
    assert_eq!((&*one.group, one.priorities), ("g", [1, 200, 300]));
    let to: Vec<Matched> = one.rules.iter().flat_map(|rule| rule.to.clone()).collect();
    assert_eq!(to, hosts(&["a.b", "c.d", "e.f", "g.h"]));
    let lost: Vec<&str> = found.unresolved.iter().map(|one| &*one.text).collect();
    assert_eq!(lost, ["$three"]);
    // A firewall without a policy, whose collections no group takes.
    let text = "$r = New-AzFirewallNetworkRule -Name n -Protocol UDP -SourceAddress * -DestinationAddress * -DestinationPort 123\n$c = New-AzFirewallNetworkRuleCollection -Name c -Priority 100 -Rule $r -ActionType Deny\n";
    let found = firewall(text);
    assert_eq!(found.collections[0].priorities, [1, 0, 100]);
    assert_eq!(found.collections[0].rules[0].to, [Matched::Any]);
}

#[test]
fn cmdlets_stand_within_others() {
    let rule = "New-AzFirewallPolicyApplicationRule -Protocol https:443 -SourceAddress *";
    let collection =
        "New-AzFirewallPolicyFilterRuleCollection -Name c -Priority 300 -ActionType Allow";
    let group = "Set-AzFirewallPolicyRuleCollectionGroup -Name g -Priority 200";
    let rows = [
        format!("{group} -RuleCollection ({collection} -Rule ({rule} -TargetFqdn a.b,c.d))"),
        format!(
            "$c = {collection} -Rule @(\n  ({rule} -TargetFqdn a.b),\n  ({rule} `\n    -TargetFqdn c.d)\n)\n{group} -RuleCollection $c"
        ),
        format!(
            "$r = ({rule} -TargetFqdn a.b), ({rule} -TargetFqdn c.d)\n{group} -RuleCollection @({collection} -Rule $r)"
        ),
        format!(
            "$r = @()\n$r += {rule} -TargetFqdn a.b\n$R += {rule} -TargetFqdn c.d\n$c = {collection} -Rule $r\n{group} -RuleCollection $c"
        ),
        format!(
            "$t = @{{\n  Name = 'r' # why\n  Protocol = 'https:443'\n  SourceAddress = '*'\n  TargetFqdn = @('a.b', 'c.d')\n}}\n$r = New-AzFirewallPolicyApplicationRule @t\n$c = {collection} -Rule $r\n{group} -RuleCollection $c"
        ),
    ];
    for text in rows {
        let found = firewall(&format!("{text}\n"));
        assert_eq!(found.unresolved, [], "{text}");
        assert_eq!(found.collections.len(), 1, "{text}");
        let one = &found.collections[0];
        assert_eq!((&*one.group, one.priorities), ("g", [1, 200, 300]), "{text}");
        let to: Vec<Matched> = one.rules.iter().flat_map(|rule| rule.to.clone()).collect();
        assert_eq!(to, hosts(&["a.b", "c.d"]), "{text}");
    }
    // What no collection takes is told.
    let found = firewall(&format!(
        "foreach ($h in $all) {{ $c.Rules.Add(({rule} -Name lost -TargetFqdn $h)) }}\n"
    ));
    assert_eq!(found.unresolved.iter().map(|one| &*one.text).collect::<Vec<_>>(), ["lost"]);
}

#[test]
fn prose_and_comments_are_no_calls() {
    let text = "It's done with\n  az network firewall application-rule create\n# az network firewall application-rule create -f f -c c -n n --target-fqdns a.b\n";
    let found = firewall(text);
    assert!(found.collections.iter().all(|one| one.rules.iter().all(|rule| rule.to.is_empty())));
    assert!(!is(&Input { name: "a.tf".to_owned(), text: "az network firewall show".to_owned() }));
    assert!(!is(&Input { name: "a.md".to_owned(), text: "Use `az network firewall`".to_owned() }));
}

#[test]
fn hostile_texts_end_quickly() {
    let start = Instant::now();
    let call = "az network firewall application-rule create -f f -c c --target-fqdns ";
    for unit in [
        "(",
        "{",
        "$(",
        "${",
        "\"",
        "'",
        "`",
        "\\\n",
        "<<A\n",
        "a ",
        "$X ",
        "X=(",
        "--a ",
        ";",
        "az network firewall x delete\n",
        "(New-AzFirewallPolicyApplicationRule ",
        "$x = @{ a = ",
        "$x += ",
        call,
    ] {
        firewall(&unit.repeat(size(unit) / unit.len()));
        firewall(&format!("{call}{}", unit.repeat(size(unit) / unit.len())));
    }
    // Variables that double.
    let mut text = "X0=0123456789\n".to_owned();
    for at in 1..60 {
        let _ = writeln!(text, "X{at}=\"$X{}$X{}\"", at - 1, at - 1);
        let _ = writeln!(text, "Y{at}=(a \"${{Y{}[@]}}\" \"${{Y{}[@]}}\")", at - 1, at - 1);
    }
    firewall(&format!("{text}{call}$X59 ${{Y59[@]}}\n"));
    let made = "$x += New-AzFirewallNetworkRule -Name a -DestinationFqdn b.c\n";
    firewall(&format!("{}New-AzFirewallNetworkRuleCollection -Rule $x\n", made.repeat(20_000)));
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn no_text_breaks_it(text in any::<String>(), words in "[a-zX$(){}\\[\\]'\"`\\\\;|&<>#=, \n-]{0,200}") {
        let call = "az network firewall application-rule create -f f -c c --target-fqdns ";
        firewall(&text);
        firewall(&format!("X=a\n{call}{words}\n{call}{text}"));
        firewall(&format!("X={words}\n{call}$X"));
        let made = "New-AzFirewallPolicyApplicationRule -Name 'a' -TargetFqdn";
        firewall(&format!(
            "$a = @(\n{made} {words}\n{made} {text})\nNew-AzFirewallPolicyFilterRuleCollection -Rule $a"
        ));
    }
}

/// A megabyte of what nests; of the rest less, for the sake of slow machines.
fn size(unit: &str) -> usize {
    if matches!(unit, "{" | "(") { 1_000_000 } else { 200_000 }
}
