//! Expressions and scopes, one by one.

use super::super::budget::Budget;
use super::super::node::{Node, Value};
use super::expression::Eval;
use super::parse::parse;
use super::scope::{Given, Scope};
use crate::answers::audit::{Hints, Input, Why};

const TEMPLATE: &str = r#"{
    "parameters": {
        "name": { "type": "string", "defaultValue": "[concat('hub', '-', variables('number'))]" },
        "location": { "type": "string" },
        "drLocation": { "type": "string" },
        "nothing": { "type": "string", "nullable": true },
        "list": { "type": "array" },
        "unset": { "type": "string" }
    },
    "variables": {
        "number": 7,
        "hosts": ["a.b", "[concat('*.', parameters('unset'))]", "[[literal]"],
        "self": "[variables('self')]",
        "map": { "A": { "b c": ["x", "y"] } },
        "copy": [{ "name": "ports", "count": 3, "input": "[copyIndex('ports', 440)]" }]
    }
}"#;

fn node(text: &str) -> Node {
    let input = Input { name: "a.json".to_owned(), text: text.to_owned() };
    parse(&input, 0).expect("readable")
}

/// A value as a text that is short to compare with.
fn shown(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(one) => one.to_string(),
        Value::Number(one) => one.to_string(),
        Value::Text(one) => one.to_string(),
        Value::List(all) => format!("[{}]", all.iter().map(shown).collect::<Vec<_>>().join(" ")),
        Value::Map(all) => {
            let all = all.iter().map(|(key, node)| format!("{key}:{}", shown(node)));
            format!("{{{}}}", all.collect::<Vec<_>>().join(" "))
        }
        Value::Unknown(one) => match &one.why {
            Why::NoValue(name) => format!("?{name}"),
            why => format!("?{why:?}"),
        },
    }
}

fn evaluated(expression: &str) -> Node {
    let values = vec![("list".to_owned(), "[\"p\", \"q\"]".to_owned())];
    let hints = Hints { region: "westeurope".to_owned(), values };
    let scope = Scope::of(&node(TEMPLATE), &Given::new(), true);
    let budget = Budget::new();
    let eval = Eval { scope: &scope, hints: &hints, budget: &budget, bound: Vec::new() };
    eval.deep(&Node::at(0, 1, Value::text(expression)))
}

#[test]
fn expressions_have_the_values_that_azure_gives_them() {
    let cases = [
        ("plain", "plain"),
        ("[[concat('a')]", "[concat('a')]"),
        ("[open", "[open"),
        ("[parameters('name')]", "hub-7"),
        ("[Parameters('LOCATION')]", "westeurope"),
        ("[parameters('drLocation')]", "?drLocation"),
        ("[parameters('nothing')]", "null"),
        ("[parameters('list')[1]]", "q"),
        ("[variables('hosts')]", "[a.b ?unset [literal]]"),
        ("[variables('self')]", "?Malformed"),
        ("[variables('ports')]", "[440 441 442]"),
        ("[variables('map').a['b c'][1]]", "y"),
        ("[variables('map').none]", "?NotEvaluated"),
        ("[variables('map').?none]", "null"),
        ("[tryGet(variables('map'), 'a', 'none')]", "null"),
        ("[concat('it''s', 1, true())]", "it's1True"),
        (
            "[concat(createArray('a'), variables('hosts'), parameters('unset'))]",
            "[a a.b ?unset [literal] ?unset]",
        ),
        ("[format('{0}-{{{1}}}-{0}', 'a', 2)]", "a-{2}-a"),
        ("[format('{2}', 'a')]", "?Malformed"),
        ("[format('{0:D2}', 1)]", "?NotEvaluated"),
        ("[union(createArray('a', 'b'), createArray('b', 'c'))]", "[a b c]"),
        (
            "[union(createObject('a', createObject('b', 1)), createObject('A', createObject('c', 2)))]",
            "{a:{b:1 c:2}}",
        ),
        ("[if(equals(1, 1), 'yes', parameters('unset'))]", "yes"),
        ("[if(equals(parameters('unset'), 1), 'yes', 'no')]", "?unset"),
        ("[and(false(), equals(parameters('unset'), ''))]", "false"),
        ("[or(not(true), empty(''))]", "true"),
        ("[coalesce(null(), parameters('nothing'), 'a')]", "a"),
        ("[toLower(toUpper('Ab'))]", "ab"),
        ("[join(split('a,b;c', createArray(',', ';')), '-')]", "a-b-c"),
        ("[substring('abcd', 1, 2)]", "bc"),
        ("[replace('a.b', '.', '..')]", "a..b"),
        ("[contains(variables('hosts'), 'a.b')]", "true"),
        ("[contains(variables('hosts'), 'none')]", "?unset"),
        ("[length(variables('hosts'))]", "?unset"),
        ("[last(createArray(1, 2))]", "2"),
        ("[take('abc', 2)]", "ab"),
        ("[skip(range(1, 3), 1)]", "[2 3]"),
        ("[flatten(createArray(createArray(1), createArray(2)))]", "[1 2]"),
        ("[map(range(0, 2), lambda('i', concat('h', lambdaVariables('i'))))]", "[h0 h1]"),
        ("[filter(range(0, 4), lambda('i', greater(lambdaVariables('i'), 1)))]", "[2 3]"),
        (
            "[map(range(1, 2), lambda('x', 'i', add(lambdaVariables('x'), lambdaVariables('i'))))]",
            "[1 3]",
        ),
        (
            "[reduce(range(1, 3), 0, lambda('a', 'b', add(lambdaVariables('a'), lambdaVariables('b'))))]",
            "6",
        ),
        ("[flatten(createArray(createArray(1), parameters('unset')))]", "[1 ?unset]"),
        ("[base64('a.b')]", "YS5i"),
        ("[base64ToString('YS5i')]", "a.b"),
        ("[base64ToJson('eyJhIjogWzFdfQ==').a]", "[1]"),
        ("[base64ToString('YS5i!')]", "?Malformed"),
        ("[items(createObject('k', 'v'))]", "[{key:k value:v}]"),
        ("[json('{\"a\": [1]}').a]", "[1]"),
        ("[int('5')]", "5"),
        ("[div(1, 0)]", "?Malformed"),
        ("[add(9223372036854775807, 1)]", "?Malformed"),
        ("[resourceGroup().location]", "westeurope"),
        ("[resourceGroup().name]", "?OnlyAtRunTime"),
        ("[subscription().subscriptionId]", "?OnlyAtRunTime"),
        ("[environment().suffixes.storage]", "?OnlyAtRunTime"),
        ("[contoso.helper('a')]", "?NotEvaluated"),
        ("[copyIndex()]", "?NotEvaluated"),
        ("[concat('a'", "[concat('a'"),
        ("[concat('a']", "?NotEvaluated"),
    ];
    for (expression, expected) in cases {
        assert_eq!(shown(&evaluated(expression)), expected, "{expression}");
    }
}

#[test]
fn the_end_of_an_id_may_be_known_where_its_beginning_is_not() {
    let known = evaluated("[resourceId('hub', 'Microsoft.Network/ipGroups', 'nodes')]");
    assert!(known.as_text().is_some_and(|id| id.ends_with("/ipGroups/nodes")));
    let rough = |text: &str| evaluated(text).roughly().unwrap_or_default().to_owned();
    assert_eq!(rough("[format('{0}/{1}', parameters('unset'), 'aks')]"), "{unset}/aks");
    assert_eq!(rough("[concat(resourceGroup().id, '/ipGroups/nodes')]"), "{…}/ipGroups/nodes");
    let open = rough("[resourceId('Microsoft.Network/ipGroups', parameters('unset'))]");
    assert!(open.ends_with("/ipGroups/{unset}"), "{open}");
}

#[test]
fn an_unknown_value_shows_what_is_written() {
    let text = |text: &str| evaluated(text).unknown().map(|one| one.text.clone());
    let whole = "[concat('*.', parameters('unset'))]";
    assert_eq!(text(whole).as_deref(), Some(whole));
    assert_eq!(
        text("[if(true(), parameters('unset'), '')]").as_deref(),
        Some("parameters('unset')")
    );
    let hosts = evaluated("[variables('hosts')]");
    assert_eq!(hosts.items()[1].unknown().map(|one| &*one.text), Some(whole));
}
