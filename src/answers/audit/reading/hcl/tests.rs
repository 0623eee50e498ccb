use super::super::on_a_large_stack;
use super::*;
use crate::answers::audit::Matched;
use proptest::prelude::*;
use std::fmt::Write;
use std::time::{Duration, Instant};

fn input(name: &str, text: &str) -> Input {
    Input { name: name.to_owned(), text: text.to_owned() }
}

fn firewall(inputs: &[Input]) -> (Firewall, Vec<Fault>) {
    on_a_large_stack(|| {
        let mut firewall = Firewall::default();
        let inputs: Vec<&Input> = inputs.iter().collect();
        let faults = read(&inputs, &Hints::default(), &mut firewall);
        (firewall, faults)
    })
}

/// A group whose only rule goes where an expression says.
fn group(hosts: &str) -> String {
    format!(
        "resource \"azurerm_firewall_policy_rule_collection_group\" \"a\" {{\n  name = \"g\"\n  priority = 100\n  application_rule_collection {{\n    name = \"c\"\n    priority = 100\n    action = \"Allow\"\n    rule {{\n      name = \"r\"\n      source_addresses = [\"*\"]\n      destination_fqdns = {hosts}\n      protocols {{\n        type = \"Https\"\n        port = 443\n      }}\n    }}\n  }}\n}}\n"
    )
}

/// Where the rule goes.
fn to(hosts: &str, more: &str) -> Vec<Matched> {
    let (firewall, faults) = firewall(&[input("main.tf", &format!("{}{more}", group(hosts)))]);
    assert_eq!(faults, []);
    firewall.collections[0].rules[0].to.clone()
}

fn hosts(names: &[&str]) -> Vec<Matched> {
    names.iter().map(|name| Matched::Host((*name).to_owned())).collect()
}

#[test]
fn expressions_give_what_terraform_gives() {
    let rows: &[(&str, &[&str])] = &[
        (r#"["a.b", "c.d",]"#, &["a.b", "c.d"]),
        (r#"concat(["a.b"], tolist(["c.d"]))"#, &["a.b", "c.d"]),
        (r#"distinct(flatten([["a.b"], [["c.d", "a.b"]]]))"#, &["a.b", "c.d"]),
        (r#"compact(["", "a.b", null])"#, &["a.b"]),
        (r#"[join(".", ["a", "b"])]"#, &["a.b"]),
        (r#"[format("%s.%s", "a", "b")]"#, &["a.b"]),
        (r#"["${true ? "a" : "c"}.b"]"#, &["a.b"]),
        (r#"[1 + 1 == 2 && !false ? "a.b" : "c.d"]"#, &["a.b"]),
        (r#"[for k, v in { a = "b" } : "${k}.${v}"]"#, &["a.b"]),
        (r#"values({ for x in ["a", "c"] : x => "${x}.b" if x != "c" })"#, &["a.b"]),
        (r#"keys(merge({ "a.b" = 1 }, { "c.d" = 2 }, null))"#, &["a.b", "c.d"]),
        (r#"[lookup({ a = "a.b" }, "a", "x")]"#, &["a.b"]),
        (r#"[lookup({ a = "a.b" }, "z", "c.d")]"#, &["c.d"]),
        (r#"[{ a = ["x", "a.b"] }.a[1]]"#, &["a.b"]),
        (r#"[{ a = "a.b" }, { a = "c.d" }][*].a"#, &["a.b", "c.d"]),
        (r#"[replace("a_b", "_", ".")]"#, &["a.b"]),
        (r#"split(",", "a.b,c.d")"#, &["a.b", "c.d"]),
        (r#"contains(["x"], "x") ? ["a.b"] : []"#, &["a.b"]),
        ("[<<EOT\na.b\nEOT\n]", &["a.b"]),
    ];
    for (expression, expected) in rows {
        assert_eq!(to(expression, ""), hosts(expected), "{expression}");
    }
}

#[test]
fn what_is_not_known_stays_in_its_place() {
    let rows: &[(&str, &[&str], &str)] = &[
        (r#"concat(["a.b"], var.more)"#, &["a.b"], "var.more"),
        (r#"["a.b", "${var.x}.c"]"#, &["a.b"], "\"${var.x}.c\""),
        (r#"flatten(["a.b", [module.x.hosts]])"#, &["a.b"], "module.x.hosts"),
        (r#"[cidrhost("10.0.0.0/8", 1)]"#, &[], "cidrhost(\"10.0.0.0/8\", 1)"),
        (r"[for x in var.hosts : x]", &[], "[for x in var.hosts : x]"),
        (r#"[for x in ["a"] : "${x}.b" if var.on]"#, &[], "\"${x}.b\""),
        (r#"["%{ if true }a.b%{ endif }"]"#, &[], "\"%{ if true }a.b%{ endif }\""),
        (r#"yamldecode(file("x"))["hosts"]"#, &[], "yamldecode(file(\"x\"))[\"hosts\"]"),
    ];
    for (expression, known, unknown) in rows {
        let mut expected = hosts(known);
        expected.push(Matched::Unresolved((*unknown).to_owned()));
        assert_eq!(to(expression, ""), expected, "{expression}");
    }
}

#[test]
fn files_share_locals_and_variables() {
    let files = [
        input("hub/main.tf", &group("concat(local.hosts, [var.one], [\"${var.region}.x\"])")),
        input(
            "hub/locals.tf",
            "locals {\n  hosts = [var.two]\n}\nvariable \"one\" {}\nvariable \"two\" { default = \"wrong\" }\n",
        ),
        input("spoke/locals.tf", "locals {\n  hosts = [\"spoke.b\"]\n}\n"),
        input("env/prod.tfvars", "one = \"one.b\"\r\ntwo = \"two.b\"\r\n"),
    ];
    let inputs: Vec<&Input> = files.iter().collect();
    let hints = Hints { region: "westeurope".to_owned(), values: Vec::new() };
    let mut firewall = Firewall::default();
    assert_eq!(read(&inputs, &hints, &mut firewall), []);
    assert_eq!(firewall.collections[0].rules[0].to, hosts(&["two.b", "one.b", "westeurope.x"]));
    assert_eq!(firewall.unresolved, []);
    let values = vec![("one".to_owned(), "hint.b".to_owned())];
    let hints = Hints { region: String::new(), values };
    let mut firewall = Firewall::default();
    assert_eq!(read(&inputs, &hints, &mut firewall), []);
    let mut expected = hosts(&["two.b", "hint.b"]);
    expected.push(Matched::Unresolved("\"${var.region}.x\"".to_owned()));
    assert_eq!(firewall.collections[0].rules[0].to, expected);
}

#[test]
fn modules_see_what_they_are_given() {
    let module = group("concat(var.hosts, [\"${local.x}.${var.end}\"], var.none)");
    let module = format!(
        "{module}locals {{\n  x = \"*.${{var.location}}\"\n}}\nvariable \"hosts\" {{}}\nvariable \"end\" {{ default = \"d\" }}\n"
    );
    let main = |call: &str| {
        format!(
            "locals {{\n  x = \"outer\"\n}}\nmodule \"m\" {{\n  source = \"./rules\"\n  {call}\n}}\n"
        )
    };
    let files =
        |call: &str| [input("hub/main.tf", &main(call)), input("hub/rules/main.tf", &module)];
    let to = |call: &str| {
        let (found, faults) = firewall(&files(call));
        assert_eq!(faults, []);
        let rules = found.collections.iter().flat_map(|one| &one.rules);
        rules.map(|rule| rule.to.clone()).collect::<Vec<_>>()
    };
    let open = |text: &str| Matched::Unresolved(text.to_owned());
    let mut expected = hosts(&["outer.b", "*.west.d"]);
    expected.push(open("var.none"));
    assert_eq!(to("location = \"west\"\n  hosts = [\"${local.x}.b\"]"), [expected]);
    let each = "for_each = toset([\"a\", \"b\"])\n  hosts = [\"${each.key}.b\"]\n  location = \"w\"\n  none = []";
    assert_eq!(to(each), [hosts(&["a.b", "*.w.d"]), hosts(&["b.b", "*.w.d"])]);
    // A folder that is named alone, and modules that call each other.
    let (found, _) = firewall(&[input("rules/main.tf", &module)]);
    assert_eq!(found.collections.len(), 1);
    let circle = format!("{module}module \"again\" {{\n  source = \"../rules\"\n}}\n");
    let (found, _) = firewall(&[input("rules/main.tf", &circle)]);
    assert!((1..20).contains(&found.collections.len()), "{}", found.collections.len());
    let start = Instant::now();
    let many = "module \"m\" {\n  source = \"./\"\n}\n".repeat(200);
    firewall(&[input("main.tf", &format!("{many}{}", group("[\"a.b\"]")))]);
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn paths_of_modules_are_those_of_folders() {
    let rows = [
        ("hub", "./rules", Some("hub/rules")),
        ("", "./rules/", Some("rules")),
        ("./hub", "../rules", Some("rules")),
        ("", "../rules", Some("../rules")),
        ("/a/b", "../../c", Some("/c")),
        ("hub", "Azure/avm/azurerm", None),
        ("hub", "git::https://x/./y", None),
    ];
    for (from, source, expected) in rows {
        assert_eq!(names::folder_of(from, source).as_deref(), expected, "{from} {source}");
    }
}

#[test]
fn all_instances_of_a_count_are_read() {
    let text =
        group("[\"${count.index}.b\"]").replace("  name = \"g\"", "  count = 200\n  name = \"g\"");
    let (found, _) = firewall(&[input("a.tf", &text)]);
    assert_eq!((found.collections.len(), found.unresolved.len()), (200, 0));
    let (found, _) = firewall(&[input("a.tf", &text.replace("200", "var.many"))]);
    assert_eq!(found.collections.len(), 1);
    assert_eq!(found.collections[0].action, Err("var.many".to_owned()));
}

#[test]
fn broken_text_is_named_with_its_place() {
    let (_, faults) = firewall(&[input("a.tf", "locals {\n  a = [1 2]\n}\n")]);
    assert_eq!(faults[0].what, What::Broken(NAME));
    assert_eq!(faults[0].at.map(|(line, _)| line), Some(2));
    let (_, faults) = firewall(&[input("a.tf", "variable \"a\" {}\n"), input("b.tf", "")]);
    assert_eq!(faults, [Fault::of(&input("a.tf", ""), What::NoFirewall(NAME))]);
}

#[test]
fn hostile_nesting_and_growth_end_quickly() {
    let start = Instant::now();
    for open in [
        "{",
        "(",
        "[",
        "a {\n",
        "x = [",
        "x = {",
        "x = (",
        "x = \"${",
        "[for x in ",
        "-",
        "x = -",
        "x = !",
        "x = a ? ",
    ] {
        let text = open.repeat(1_000_000 / open.len());
        let (_, faults) = firewall(&[input("a.tf", &text)]);
        assert_eq!(faults.len(), 1, "{open}");
        let text = format!("locals {{\n x = {text}");
        let (_, faults) = firewall(&[input("a.tf", &text)]);
        assert_eq!(faults.len(), 1, "{open}");
    }
    for (open, close) in
        [("[", "]"), ("(", ")"), ("{ a = ", "}"), ("\"${", "}\""), ("f(", ")"), ("!", "")]
    {
        for depth in [30, 60] {
            let text = format!("[{}\"a.b\"{}]", open.repeat(depth), close.repeat(depth));
            let (_, faults) = firewall(&[input("a.tf", &group(&text))]);
            assert!(faults.is_empty() || faults[0].what == What::TooDeep, "{open} {faults:?}");
        }
    }
    // Lists that double, and loops that multiply.
    let mut doubling = "locals {\n  l0 = [\"a.b\"]\n  t0 = \"0123456789\"\n".to_owned();
    for at in 1..300 {
        let before = at - 1;
        let _ = writeln!(doubling, "  l{at} = concat(local.l{before}, local.l{before})");
        let _ = writeln!(doubling, "  t{at} = \"${{local.t{before}}}${{local.t{before}}}\"");
    }
    doubling.push_str("  many = [0,1,2,3,4,5,6,7,8,9]\n}\n");
    let many = "[for a in local.many : [for b in local.many : [for c in local.many : [for d in local.many : [for e in local.many : [for f in local.many : [for g in local.many : g]]]]]]]";
    for expression in ["local.l299", "[local.t299]", "[local.t10]", many] {
        to(expression, &doubling);
    }
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn many_values_of_one_kind_end_quickly() {
    let start = Instant::now();
    let mut keys = String::new();
    for at in 0..20_000 {
        let _ = writeln!(keys, "  k{at} = \"a.b\"");
    }
    assert_eq!(to("values(local.m)", &format!("locals {{\n m = {{\n{keys}}}\n}}\n")).len(), 20_000);
    assert_eq!(to("[\"a.b\"]", &format!("locals {{\n{keys}}}\n")), hosts(&["a.b"]));
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn no_text_breaks_it(text in any::<String>(), words in "[a-z\\[\\]{}()\"$=.,:? \n!-]{0,200}") {
        firewall(&[input("a.tf", &text), input("b.tf", "x")]);
        firewall(&[input("a.tf", &words)]);
        firewall(&[input("a.tfvars", &format!("x = {words}"))]);
    }

    #[test]
    fn no_expression_breaks_it(words in prop::collection::vec(
        prop::sample::select(vec![
            "local.a", "var.x", "[", "]", "{", "}", "(", ")", "\"a.b\"", ",", " = ", "?", ":",
            "\"${", "}\"", "concat(", "for x in", "x", "merge(", "element(", "[]", "{}", "1", "0", "null",
            "split(\"\",", "format(\"%s%\",", "...", "[*]", ".a", "[0]", "==", "&&", "length(", "\n",
        ]), 0..24)) {
        let text = group(&words.join(" "));
        firewall(&[input("a.tf", &format!("{text}locals {{\n  a = [\"x\", local.b, {{ a = null }}]\n  b = {{}}\n}}\n"))]);
    }
}
