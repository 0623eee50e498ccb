//! `export` of several profiles, and the options that hold for all of them.

use super::program::{FINE, Folder, Ran};
use aks_egress::export::formats;
use serde_json::Value;

/// A cluster that needs a service tag, in Terraform and as prefixes elsewhere.
fn tunnel(region: &str, subnet: &str) -> String {
    FINE.replace("westeurope", &format!("{region}\"\ntunnel = \"legacy"))
        .replace("10.240.0.0/16", subnet)
}

fn named(name: &str, profile: &str) -> String {
    profile.replace("version = 1", &format!("version = 1\nname = {name}"))
}

/// A service tag file of some week, for two regions.
fn tags(change_number: u32) -> String {
    let tag = |region: &str, prefix: &str| {
        format!(
            r#"{{"name": "AzureCloud.{region}", "properties": {{"addressPrefixes": {prefix}}}}}"#
        )
    };
    let west = tag("westeurope", r#"["20.50.0.0/16", "2603:1020:200::/46"]"#);
    let north = tag("northeurope", r#"["20.38.64.0/19"]"#);
    format!(
        r#"{{"changeNumber": {change_number}, "cloud": "Public", "values": [{west}, {north}]}}"#
    )
}

/// Three clusters: of two regions, one with an IP group, one without a name.
fn three() -> Folder {
    let west = named("\"west\"", &tunnel("westeurope", "10.1.0.0/16"));
    let north = named("\"north\"", &tunnel("northeurope", "10.2.0.0/16"))
        .replace("[nodes]", "[nodes]\ngpu = true");
    let group = "\
        /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/ipGroups/aks";
    let old = tunnel("westeurope", "10.3.0.0/16").replace("2026-08-21", "2024-09-26")
        + &format!("[azure_firewall]\nip_group = \"{group}\"\n");
    Folder::with(&[("west.toml", &west), ("north.toml", &north), ("plans/old.toml", &old)])
}

fn json(ran: &Ran) -> Value {
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

/// The clusters' names as the JSON export has them.
fn labels(ran: &Ran) -> Vec<String> {
    let clusters = json(ran)["clusters"].as_array().unwrap().clone();
    clusters.iter().map(|cluster| cluster["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn several_clusters_stand_in_one_export() {
    let mut folder = three();
    assert_eq!(folder.note("export west.toml north.toml --format text").code, 0);
    assert_eq!(folder.note("export west.toml north.toml plans/old.toml --format csv").code, 0);
    folder.shot("fleet.txt");

    let mut folder = three();
    assert_eq!(folder.note("export west.toml north.toml --format terraform").code, 0);
    let ran = folder.note("export west.toml north.toml plans/old.toml --format terraform");
    assert_eq!(ran.code, 0);
    folder.shot("fleet-terraform.txt");
}

#[test]
fn programs_learn_who_needs_a_rule_and_from_where() {
    let folder = three();
    let all = json(&folder.run("export west.toml north.toml plans/old.toml --format json"));
    assert_eq!(all["profile"], Value::Null);
    assert_eq!(all["clusters"].as_array().unwrap().len(), 3);
    let rules = all["rules"].as_array().unwrap();
    let of = |host: &str| {
        let rule = rules.iter().find(|rule| rule["destinations"][0] == host).unwrap();
        (rule["needed_by"].to_string(), rule["sources"].to_string())
    };
    let row = |needed_by: &str, sources: &str| (needed_by.to_owned(), sources.to_owned());
    assert_eq!(of("nvidia.github.io"), row(r#"["north"]"#, r#"["10.2.0.0/16"]"#));
    let west = row(r#"["west","old"]"#, r#"["10.1.0.0/16","10.3.0.0/16"]"#);
    assert_eq!(of("*.hcp.westeurope.azmk8s.io"), west);
    let old = all["warnings"].as_array().unwrap().iter().find(|item| item["key"] == "edition");
    assert_eq!(old.unwrap()["clusters"], serde_json::json!(["old"]));
}

#[test]
fn a_cluster_is_called_by_its_name_its_file_or_its_path() {
    let same = named("\"prod\"", FINE);
    let files = [
        ("a/x.toml", FINE),
        ("b/x.toml", FINE),
        ("one.toml", &same),
        ("two.toml", &same),
        ("x.toml", FINE),
        ("like.toml", &named("\"one.toml\"", FINE)),
    ];
    let folder = Folder::with(&files);
    let of =
        |profiles: &str| labels(&folder.run(&format!("export {profiles} --format json"))).join(" ");
    assert_eq!(of("a/x.toml one.toml"), "x prod");
    assert_eq!(of("a/x.toml b/x.toml x.toml"), "a/x.toml b/x.toml x.toml");
    assert_eq!(of("one.toml two.toml like.toml"), "one.toml (2) two.toml one.toml");
}

#[test]
fn one_file_is_one_cluster() {
    let folder = three();
    let once = folder.run("export west.toml --format text");
    let ran = folder.run("export west.toml ./west.toml plans/../west.toml --format text");
    assert_eq!(ran.out, once.out);
    assert_eq!(ran.err.lines().filter(|line| line.contains("more than once")).count(), 1);
    let ran = folder.run("export north.toml west.toml north.toml --format json");
    assert_eq!(labels(&ran), ["north", "west"]);
}

#[cfg(target_os = "linux")]
#[test]
fn labels_from_anywhere_are_only_names() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder =
        Folder::with(&[("n.toml", &named(r#""*/ \"\"\" ${x} $(id) <b> a|b =1 ' \\""#, FINE))]);
    let odd = [&b"\xff.toml"[..], b"\xfe.toml", b"\x1b[2J\n\r 'x' .toml", b"=1+2,\t;.toml"];
    for name in odd {
        std::fs::write(folder.path().join(OsStr::from_bytes(name)), FINE).unwrap();
    }
    for format in formats() {
        let mut command = folder.command(&["export", "-f", format.id, "n.toml"]);
        let ran = Ran::of(command.args(odd.map(OsStr::from_bytes)).output().unwrap());
        assert_eq!(ran.code, 0, "{}: {}", format.id, ran.err);
        let hidden = |c: char| c.is_control() && c != '\n' && (c != '\t' || format.id != "tsv");
        let tabs_are_layout = |c: char| c == '\t' && ran.out.contains("\n\t");
        let bad = ran.out.chars().find(|&c| hidden(c) && !tabs_are_layout(c));
        assert_eq!(bad, None, "{}", format.id);
        assert!(!ran.err.contains('\x1b'), "{}", format.id);
        if format.id == "json" {
            let labels = labels(&ran);
            let alike = labels.iter().filter(|label| label.starts_with('\u{fffd}'));
            assert_eq!(alike.collect::<Vec<_>>(), ["\u{fffd}.toml", "\u{fffd}.toml (2)"]);
        }
    }
}

#[test]
fn what_can_be_said_only_once_must_be_agreed_about() {
    let china = FINE.replace("global", "china").replace("westeurope", "chinaeast2");
    let group = FINE.to_owned() + "[azure_firewall]\ngroup = \"hub\"\n";
    let priority = FINE.to_owned() + "[azure_firewall]\nnetwork_priority = 210\n";
    let tag = FINE.to_owned() + "[azure_firewall]\nfqdns = \"tag-and-addons\"\n";
    let week = |number: u8| {
        FINE.to_owned() + &format!("[destinations]\nservice_tags = \"week{number}.json\"\n")
    };
    let mut folder = Folder::with(&[
        ("fine.toml", &named("\"prod\\u202e\"", FINE)),
        ("china.toml", &china),
        ("group.toml", &group),
        ("priority.toml", &priority),
        ("tag.toml", &tag),
        ("week1.toml", &week(1)),
        ("week2.toml", &week(2)),
        ("week1.json", &tags(101)),
        ("week2.json", &tags(102)),
    ]);
    for other in ["china", "group", "priority", "tag"] {
        let line = format!("export fine.toml {other}.toml --format terraform -o out.tf");
        let ran = folder.note(&line);
        assert_eq!((ran.code, folder.has("out.tf")), (2, false));
    }
    assert_eq!(folder.note("export week1.toml week2.toml --format csv -o out.csv").code, 2);
    assert!(!folder.has("out.csv"));
    folder.note("--lang zh export fine.toml china.toml --format terraform");
    folder.shot("fleet-disagreements.txt");
    let one_week = "export week1.toml week2.toml --service-tags week2.json --format csv";
    assert_eq!(folder.run(one_week).code, 0);
    assert_eq!(folder.run("export week1.toml fine.toml --format csv").code, 0);
}

#[test]
fn every_bad_profile_is_told_and_nothing_is_written() {
    let files = [
        ("good.toml", FINE),
        ("key.toml", &FINE.replace("region", "regoin")),
        ("fine.toml", &FINE.replace("10.240", "10.241")),
        ("toml.toml", "version = 1\n[cluster\n"),
        ("isolated.toml", &FINE.replace("[nodes]", "network_isolated = true\n[nodes]")),
    ];
    let mut folder = Folder::with(&files);
    for line in [
        "export good.toml key.toml fine.toml toml.toml isolated.toml none.toml -f csv -o out.csv",
        "export good.toml key.toml -f csv -o out.csv",
        "export good.toml none.toml -f csv -o out.csv",
        "--lang zh export good.toml none.toml toml.toml -f csv -o out.csv",
    ] {
        let ran = folder.note(line);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{line}");
        assert!(!folder.has("out.csv"), "{line}");
    }
    folder.shot("fleet-bad-profiles.txt");
}

#[test]
fn what_the_rules_are_made_from_is_never_the_output() {
    let mut folder = three();
    folder.put("tags.json", tags(7).as_bytes());
    let named = FINE.to_owned() + "[destinations]\nservice_tags = \"tags.json\"\n";
    folder.put("plans/tags.toml", named.as_bytes());
    folder.put("plans/tags.json", tags(7).as_bytes());
    let before = ["west.toml", "plans/old.toml", "tags.json", "plans/tags.json"];
    let before = before.map(|name| (name, folder.get(name)));
    for line in [
        "export west.toml plans/old.toml -f csv --force -o plans/../plans/old.toml",
        "export west.toml plans/old.toml -f csv --force -o ./west.toml",
        "export west.toml -f csv --service-tags tags.json --force -o plans/../tags.json",
        "export west.toml plans/tags.toml -f csv --force -o plans/tags.json",
    ] {
        assert_eq!(folder.note(line).code, 2, "{line}");
    }
    for (name, text) in before {
        assert_eq!(folder.get(name), text, "{name}");
    }
    folder.shot("fleet-onto-inputs.txt");
}

#[test]
fn a_service_tag_file_that_does_not_serve_is_blamed_itself() {
    let mut folder = three();
    let whole = tags(7);
    let china = whole.replace("Public", "China");
    let ipv6 = whole.replace("\"20.50.0.0/16\", ", "");
    let files = [("china", &china), ("ipv6", &ipv6), ("half", &whole[..90].to_owned())];
    for (name, text) in files {
        folder.put(&format!("{name}.json"), text.as_bytes());
    }
    folder.put("empty.json", b"");
    folder.put("other.json", b"{\"tags\": []}");
    let large = std::fs::File::create(folder.path().join("large.json")).unwrap();
    large.set_len(64_000_001).unwrap();
    for name in ["china", "none", "half", "empty", "other", "large", "ipv6"] {
        let ran = folder.note(&format!(
            "export north.toml west.toml -f cisco-asa -o out.txt --service-tags {name}.json"
        ));
        assert_eq!((ran.code, ran.err.lines().count()), (2, 1), "{name}: {}", ran.err);
        assert!(!folder.has("out.txt"), "{name}");
    }
    folder.shot("fleet-service-tags.txt");
}

#[test]
fn options_hold_for_every_profile() {
    let folder = three();
    folder.put("tags.json", tags(7).as_bytes());
    let profiles = "west.toml north.toml";
    let without = folder.run(&format!("export {profiles} -f cisco-asa"));
    let with = folder.run(&format!("export {profiles} -f cisco-asa --service-tags tags.json"));
    let has = |ran: &Ran, text: &str| ran.out.contains(text);
    assert!(without.err.contains("--service-tags") && !has(&without, "20.50.0.0"));
    assert!(has(&with, "20.50.0.0") && has(&with, "20.38.64.0") && !has(&with, "2603:"));
    assert!(!with.err.contains("--service-tags"), "{}", with.err);
    let line = format!("export {profiles} -f cisco-asa --service-tags tags.json --ipv6");
    assert!(has(&folder.run(&line), "2603:1020:200::/46"));
    assert_eq!(folder.run(&format!("export {profiles} -f csv --ipv6")).code, 0);

    let [strict, wider] = ["", "--allow-wider"]
        .map(|option| folder.run(&format!("export {profiles} -f nsg {option}")));
    assert!(!has(&strict, "'Internet'") && strict.err.contains("--allow-wider"));
    assert!(has(&wider, "'Internet'") && !wider.err.contains("--allow-wider"));
}

/// A thousand clusters, some of which are a little different.
#[cfg(unix)]
#[test]
fn a_thousand_profiles_are_one_export_and_a_shared_warning_is_said_once() {
    use std::process::Command;

    let mut folder = Folder::with(&[]);
    for number in 0..1000 {
        let (high, low) = (number / 256, number % 256);
        let mut profile = FINE.replace("10.240.0.0/16", &format!("10.{high}.{low}.0/24"));
        if number % 2 == 0 {
            profile = profile.replace("2026-08-21", "2024-09-26");
        }
        folder.put(&format!("fleet/c{number:03}.toml"), profile.as_bytes());
    }
    let script = format!("{} export fleet/*.toml -f json", super::program::PROGRAM);
    let mut sh = Command::new("sh");
    let ran =
        Ran::of(sh.args(["-c", &script]).current_dir(folder.path()).env_clear().output().unwrap());
    assert_eq!(labels(&ran).len(), 1000);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.contains("fleet/c000.toml:2:11: warning: edition: "), "{}", ran.err);
    assert!(ran.err.contains("fleet/c004.toml:2:11, fleet/c006.toml:2:11 +496)"), "{}", ran.err);

    let few = "fleet/c000.toml fleet/c001.toml fleet/c002.toml";
    folder.note(&format!("export {few} -f fqdns -o out.txt"));
    folder.note(&format!("--lang zh export {few} -f fqdns -o out.txt --force"));
    folder.shot("fleet-warnings.txt");
}
