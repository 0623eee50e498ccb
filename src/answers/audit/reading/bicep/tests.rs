use super::*;
use crate::answers::audit::Matched;
use proptest::prelude::*;
use std::fmt::Write;
use std::time::{Duration, Instant};

fn firewall(text: &str) -> (Firewall, Vec<Fault>) {
    let mut firewall = Firewall::default();
    let input = Input { name: "a.bicep".to_owned(), text: text.to_owned() };
    let faults = read(&[&input], &Hints::default(), &mut firewall);
    (firewall, faults)
}

/// A group whose only rule goes where an expression says.
fn group(hosts: &str) -> String {
    format!(
        "resource g 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2023-11-01' = {{\n  name: 'p/g'\n  properties: {{\n    priority: 100\n    ruleCollections: [\n      {{\n        ruleCollectionType: 'FirewallPolicyFilterRuleCollection'\n        name: 'c'\n        priority: 100\n        action: {{ type: 'Allow' }}\n        rules: [\n          {{\n            ruleType: 'ApplicationRule'\n            name: 'r'\n            sourceAddresses: [ '*' ]\n            protocols: [ {{ protocolType: 'Https', port: 443 }} ]\n            targetFqdns: {hosts}\n          }}\n        ]\n      }}\n    ]\n  }}\n}}\n"
    )
}

fn to(before: &str, hosts: &str) -> Vec<Matched> {
    let (firewall, faults) = firewall(&format!("{before}\n{}", group(hosts)));
    assert_eq!(faults, [], "{before} {hosts}");
    firewall.collections[0].rules[0].to.clone()
}

fn hosts(names: &[&str]) -> Vec<Matched> {
    names.iter().map(|name| Matched::Host((*name).to_owned())).collect()
}

#[test]
fn expressions_give_what_bicep_gives() {
    let rows: &[(&str, &str, &[&str])] = &[
        ("", "[ 'a.b', 'c.d' ]", &["a.b", "c.d"]),
        ("", "[\n 'a.b'\n // 'x.y'\n 'c.d' /* 'z.z' */\n]", &["a.b", "c.d"]),
        ("var x = 'a'", "[ '${x}.b' ]", &["a.b"]),
        ("var x = ['a.b']", "concat(x, [ 'c.d' ])", &["a.b", "c.d"]),
        ("param x string = 'a'", "[ concat(x, '.b') ]", &["a.b"]),
        ("param x string = 'a'", "[ format('{0}.{1}', x, 'b') ]", &["a.b"]),
        ("param on bool = true", "on ? [ 'a.b' ] : [ 'c.d' ]", &["a.b"]),
        ("param on bool = false", "on && true || !true\n ? [ 'a.b' ]\n : [ 'c.d' ]", &["c.d"]),
        ("var x = { y: [ 'c.d', 'a.b' ] }", "[ x.y[1], x['y'][0] ]", &["a.b", "c.d"]),
        ("", "[for x in [ 'a', 'c' ]: '${x}.d']", &["a.d", "c.d"]),
        ("", "[for (x, i) in [ 'a', 'c' ]: '${x}.${i}d']", &["a.0d", "c.1d"]),
        ("", "[ toLower('A.B'), join([ 'c', 'd' ], '.') ]", &["a.b", "c.d"]),
        ("", "split('a.b,c.d', ',')", &["a.b", "c.d"]),
        ("", "flatten([ [ 'a.b' ], [ 'c.d' ] ])", &["a.b", "c.d"]),
        ("", "[ '''a.b''' ]", &["a.b"]),
        ("var x = null", "[ x ?? 'a.b' ]", &["a.b"]),
        ("param l array = [\n 'a.b'\n]", "union(l, [ 'a.b', 'c.d' ])", &["a.b", "c.d"]),
        ("var l = [ 'a.b', '' ]", "filter(l, h => !empty(h))", &["a.b"]),
        (
            "var l = [ { h: 'a.b', on: true }, { h: 'x.y' } ]",
            "map(filter(l, (e) => e.?on ?? false), e => e.h)",
            &["a.b"],
        ),
        ("", "map([ 'a', 'c' ], (x, i) => '${x}.${i}d')", &["a.0d", "c.1d"]),
        (
            "",
            "reduce([ [ 'a.b' ], [ 'c.d' ] ], [], (all, one) => concat(all, one))",
            &["a.b", "c.d"],
        ),
        ("var l = [ 'a.b' ]", "[ ...l, 'c.d' ]", &["a.b", "c.d"]),
        ("var o = { x: [ 'x.y' ], y: 1 }", "{ ...o, x: [ 'a.b' ] }.x", &["a.b"]),
        ("", "[for (x, i) in [ 'a.b', 'x.y' ]: if (i == 0) x]", &["a.b"]),
        ("", "take(skip([ 'x.y', 'a.b', 'c.d' ], 1), 1)", &["a.b"]),
        ("", "[ base64ToString('YS5i'), base64ToString(base64('c.d')) ]", &["a.b", "c.d"]),
    ];
    for (before, text, expected) in rows {
        assert_eq!(to(before, text), hosts(expected), "{before} {text}");
    }
}

#[test]
fn what_is_not_known_stays_in_its_place() {
    let rows: &[(&str, &str, &str)] = &[
        ("param x string", "[ x ]", "x"),
        ("", "[ 'a.${environment().suffixes.storage}' ]", "'a.${environment().suffixes.storage}'"),
        ("", "[ reference('x').fqdn ]", "reference('x').fqdn"),
        ("", "[for x in y: x]", "[for x in y: x]"),
        ("var x = y\nvar y = x", "[ x ]", "y"),
        ("", "[ f(x => x) ]", "f(x => x)"),
        ("param x array", "[ ...x ]", "...x"),
        ("", "[ base64ToString('!') ]", "base64ToString('!')"),
        ("param on bool", "[for x in [ 'a.b' ]: if (on) x]", "x"),
        ("param on bool", "filter([ 'a.b' ], x => on)", "on"),
    ];
    for (before, text, expected) in rows {
        let found = to(before, text);
        let [Matched::Unresolved(found)] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert!(found == expected || found == "x", "{found}");
    }
}

#[test]
fn values_come_from_a_file_beside_it() {
    let template = format!("param x string\n{}", group("[ x ]"));
    let inputs =
        [("main.bicep", &*template), ("main.bicepparam", "using 'main.bicep'\nparam x = 'a.b'\n")]
            .map(|(name, text)| Input { name: name.to_owned(), text: text.to_owned() });
    let inputs: Vec<&Input> = inputs.iter().collect();
    let mut firewall = Firewall::default();
    assert_eq!(read(&inputs, &Hints::default(), &mut firewall), []);
    assert_eq!(firewall.collections[0].rules[0].to, hosts(&["a.b"]));
}

#[test]
fn loops_of_resources_leave_out_what_their_condition_does() {
    let body = group("[ 'a.b' ]");
    let (_, body) = body.split_once(" = ").expect("a resource");
    let text = |before: &str, condition: &str| {
        format!(
            "{before}\nresource g 'Microsoft.Network/firewallPolicies/ruleCollectionGroups@2023-11-01' = [for (x, i) in [ 'a', 'b' ]: if ({condition}) {body}]\n"
        )
    };
    let (found, _) = firewall(&text("", "i == 1"));
    assert_eq!((found.collections.len(), found.unresolved.len()), (1, 0));
    let (found, _) = firewall(&text("param on bool", "on"));
    let actions: Vec<_> = found.collections.iter().map(|one| one.action.clone()).collect();
    assert_eq!(actions, [Err("on".to_owned()), Err("on".to_owned())]);
    assert_eq!(found.unresolved.len(), 2);
}

#[test]
fn broken_statements_cost_no_more_than_themselves() {
    let (firewall, faults) =
        super::tests::firewall(&format!("var x = [ ) \n{}", group("[ 'a.b' ]")));
    assert_eq!((faults.len(), firewall.collections.len()), (0, 1));
    assert_eq!(firewall.unresolved[0].place.line, 1);
    let (_, faults) = super::tests::firewall("resource x 'a' = {\n  y: ]\n}\n");
    assert_eq!((faults[0].what, faults[0].at), (What::Broken(NAME), Some((1, 1))));
}

#[test]
fn hostile_texts_end_quickly() {
    let start = Instant::now();
    for unit in [
        "{",
        "(",
        "[",
        "'${",
        "a ? ",
        "!",
        "- ",
        "a.",
        "f(",
        "a:{",
        "[for a in ",
        "var x = {\n",
        "var x = [\n",
        "var x\n",
        "param x [\n",
        "@a(",
        "/*",
        "'''",
        "var x = 1 +",
        "resource a 'b' = {\nresource ",
        "x => ",
    ] {
        for text in [
            unit.repeat(size(unit) / unit.len()),
            format!("var x = {}", unit.repeat(size(unit) / unit.len())),
        ] {
            let (_, faults) = firewall(&text);
            assert_eq!(faults.len(), 1, "{unit}");
        }
    }
    let mut doubling = "var l0 = [ 'a.b' ]\nvar t0 = '0123456789'\n".to_owned();
    for at in 1..300 {
        let before = at - 1;
        let _ = write!(
            doubling,
            "var l{at} = concat(l{before}, l{before})\nvar t{at} = '${{t{before}}}${{t{before}}}'\n"
        );
    }
    to(&doubling, "l299");
    to(&doubling, "[ t299 ]");
    to(&doubling, "[ t12 ]");
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn no_text_breaks_it(text in any::<String>(), words in "[a-z\\[\\]{}()'$=.,:?! \n/*@+-]{0,200}") {
        firewall(&text);
        firewall(&words);
        firewall(&format!("var x = {words}\n{}", group(&words)));
    }
}

/// A megabyte of what nests; of the rest less, for the sake of slow machines.
fn size(unit: &str) -> usize {
    if matches!(unit, "{" | "(") { 1_000_000 } else { 200_000 }
}
