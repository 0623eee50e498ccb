//! `audit`

use super::program::{FINE, Folder};
use serde_json::{Value, json};
use std::io::Write;
use std::process::Stdio;

/// A rule collection group with one application rule for each host.
fn group(hosts: &[&str], source: &str) -> String {
    let rule = |host: &&str| {
        let (scheme, port) = if host.ends_with("ubuntu.com") && !host.starts_with("snapshot") {
            ("Http", 80)
        } else {
            ("Https", 443)
        };
        json!({
            "ruleType": "ApplicationRule",
            "name": format!("to {host}"),
            "protocols": [{ "protocolType": scheme, "port": port }],
            "targetFqdns": [host],
            "sourceAddresses": [source],
        })
    };
    let group = json!({
        "name": "aks",
        "type": "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
        "properties": { "priority": 300, "ruleCollections": [{
            "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
            "name": "aks-hosts",
            "priority": 210,
            "action": { "type": "Allow" },
            "rules": hosts.iter().map(rule).collect::<Vec<_>>(),
        }]}
    });
    serde_json::to_string_pretty(&group).unwrap()
}

const ALL: &[&str] = &[
    "*.hcp.westeurope.azmk8s.io",
    "mcr.microsoft.com",
    "*.data.mcr.microsoft.com",
    "mcr-0001.mcr-msedge.net",
    "management.azure.com",
    "login.microsoftonline.com",
    "packages.microsoft.com",
    "packages.aks.azure.com",
    "security.ubuntu.com",
    "azure.archive.ubuntu.com",
    "changelogs.ubuntu.com",
    "snapshot.ubuntu.com",
];

fn folder() -> Folder {
    Folder::with(&[
        ("fine.toml", FINE),
        ("whole.json", &group(ALL, "10.240.0.0/16")),
        ("half.json", &group(&ALL[..6], "10.240.0.0/16")),
        ("elsewhere.json", &group(ALL, "10.9.0.0/16")),
        ("backup/first.json", &group(&ALL[..6], "*")),
        ("backup/inner/second.json", &group(&ALL[6..], "*")),
        ("backup/readme.md", "# Backup\n"),
        ("empty/readme.rst", ""),
        ("broken.json", "{ \"properties\": "),
    ])
}

#[test]
fn the_exit_status_says_whether_there_is_something_to_do() {
    let mut folder = folder();
    for (arguments, code) in [
        ("-p fine.toml whole.json", 0),
        ("-p fine.toml half.json", 1),
        ("-p fine.toml elsewhere.json", 1),
        ("-p fine.toml elsewhere.json --source 10.9.0.0/16 --format json", 1),
        ("-p fine.toml backup", 0),
        ("-p fine.toml backup/first.json backup/inner/second.json", 0),
        ("-p fine.toml half.json --lang zh --format markdown", 1),
        ("-p fine.toml nowhere.json", 2),
        ("-p nowhere.toml whole.json", 2),
        ("-p fine.toml empty", 2),
        ("-p fine.toml broken.json", 2),
        ("-p fine.toml whole.json broken.json", 2),
        ("-p fine.toml", 2),
        ("whole.json", 2),
        ("-p fine.toml whole.json --set name", 2),
        ("-p fine.toml whole.json -o out.csv", 2),
        ("-p fine.toml whole.json --source 10.0.0.0/99", 2),
    ] {
        let ran = folder.run(&format!("audit {arguments}"));
        assert_eq!(ran.code, code, "{arguments}: {}{}", ran.out, ran.err);
        assert_eq!(ran.out.is_empty(), code == 2, "{arguments}");
    }
    for arguments in
        ["-p fine.toml whole.json", "-p fine.toml half.json", "-p fine.toml broken.json"]
    {
        folder.note(&format!("audit {arguments}"));
    }
    folder.shot("audit.txt");
}

#[test]
fn programs_get_json() {
    let ran = folder().run("audit -p fine.toml half.json --format json");
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["findings_matter"], true);
    assert_eq!(report["summary"]["covered"], 6);
    assert_eq!(report["summary"]["missing"], 2);
    let first = &report["rules"][0];
    assert_eq!(first["coverage"], "covered");
    assert_eq!(first["by"][0]["file"], "half.json");
    assert_eq!(first["by"][0]["rule"], "to *.hcp.westeurope.azmk8s.io");
}

#[test]
fn missing_rules_are_written_in_any_format() {
    let folder = folder();
    let ran = folder.run("audit -p fine.toml half.json --missing fqdns");
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("packages.aks.azure.com"), "{}", ran.out);
    assert!(!ran.out.contains("mcr.microsoft.com"), "{}", ran.out);
    assert!(ran.err.contains("2 are missing"), "{}", ran.err);

    let ran = folder.run("audit -p fine.toml half.json --missing csv -o missing.csv");
    assert_eq!((ran.code, ran.err.contains("wrote missing.csv")), (1, true), "{}", ran.err);
    assert!(ran.out.contains("packages.aks.azure.com"));
    assert!(folder.get("missing.csv").contains("packages.aks.azure.com"));
    // What is there already is kept, and nothing is printed as if it had been done.
    let ran = folder.run("audit -p fine.toml half.json --missing csv -o missing.csv");
    assert_eq!((ran.code, &*ran.out), (2, ""));
    let ran = folder.run("audit -p fine.toml half.json --missing csv -o half.json --force");
    assert_eq!((ran.code, &*ran.out), (2, ""), "{}", ran.err);
    assert!(folder.get("half.json").contains("ruleCollections"));

    let ran = folder.run("audit -p fine.toml whole.json --missing csv -o nothing.csv");
    assert_eq!((ran.code, folder.has("nothing.csv")), (0, false));
}

#[test]
fn standard_input_is_a_firewall_too() {
    let folder = folder();
    let mut command = folder.command(&["audit", "-p", "fine.toml", "-"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(folder.get("whole.json").as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn several_clusters_need_all_their_rules_each_from_its_own_subnets() {
    let other = FINE.replace("10.240.0.0/16", "10.9.0.0/16");
    let folder = folder();
    folder.put("other.toml", other.as_bytes());
    let ran = folder.run("audit -p fine.toml -p other.toml whole.json --format json");
    assert_eq!(ran.code, 1, "{}", ran.err);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["summary"]["partly"], report["summary"]["required"]);
    let ran = folder.run("audit -p fine.toml -p other.toml whole.json elsewhere.json");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}
