//! `diff`

use super::program::{FINE, Folder};
use serde_json::Value;

fn old() -> String {
    FINE.replace("2026-08-21", "2024-06-05")
}

#[test]
fn one_profile_is_compared_with_the_newest_edition() {
    let folder = Folder::with(&[("fine.toml", FINE), ("old.toml", &old())]);
    let same = folder.run("diff fine.toml");
    assert_eq!((same.code, same.err.as_str()), (0, ""));
    assert!(same.out.contains("Nothing changed"), "{}", same.out);
    let ran = folder.run("diff old.toml");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    for part in ["Action needed (2)", "+ HTTPS 443 packages.aks.azure.com", "since 2025-02-05"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    assert!(ran.out.lines().all(|line| aks_egress::cells::width(line) <= 100));
    let same = folder.run("diff old.toml --to latest");
    assert_eq!(same.out, ran.out);
    let nothing = folder.run("diff old.toml --to 2024-06-06");
    assert_eq!(nothing.code, 0, "{}", nothing.out);
    let zh = folder.run("diff old.toml --lang zh");
    assert!(zh.out.contains("需要处理 (2)"), "{}", zh.out);
}

#[test]
fn editions_can_be_chosen() {
    let folder = Folder::with(&[("fine.toml", FINE)]);
    let ran = folder.run("diff fine.toml --from 2025-01-01 --to 2025-03-01");
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.starts_with("What changed for fine.toml: edition 2025-01-01 to"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("packages.aks.azure.com") && !ran.out.contains("- HTTPS"),
        "{}",
        ran.out
    );
    for wrong in ["--from 2023-03-08", "--to 2026-08-22", "--from yesterday"] {
        let ran = folder.run(&format!("diff fine.toml {wrong}"));
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{wrong}");
        assert!(ran.err.contains("from 2023-03-09 to 2026-08-21"), "{}", ran.err);
    }
}

#[test]
fn two_profiles_are_compared() {
    let other = FINE.replace("region =", "api_server = \"private-link\"\nregion =");
    let folder = Folder::with(&[("a.toml", FINE), ("b.toml", &other)]);
    let ran = folder.run("diff a.toml b.toml");
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    for part in ["- HTTPS 443 *.hcp.westeurope.azmk8s.io", "a private API server", "Answers that"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    assert_eq!(folder.run("diff a.toml a.toml").code, 0);
    for option in ["--from 2024-09-26", "--to latest"] {
        let ran = folder.run(&format!("diff a.toml b.toml {option}"));
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{option}");
    }
}

#[test]
fn a_ticket_and_a_program_get_their_forms() {
    let folder = Folder::with(&[("old.toml", &old())]);
    let markdown = folder.run("diff old.toml --format markdown");
    assert_eq!(markdown.code, 1);
    assert!(markdown.out.starts_with("# What changed for old.toml"), "{}", markdown.out);
    assert!(
        markdown
            .out
            .contains("| `+` | `HTTPS 443` | `packages.aks.azure.com` | since 2025-02-05 |")
    );
    let json = folder.run("diff old.toml --format json");
    assert_eq!(json.code, 1);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["summary"]["action-needed"], 2);
    assert_eq!(json["old"]["name"], "old.toml");
}

#[test]
fn profiles_without_rules_are_refused() {
    let refused = FINE.replace("region =", "network_isolated = true\nregion =");
    let folder = Folder::with(&[
        ("fine.toml", FINE),
        ("refused.toml", &refused),
        ("broken.toml", "version = 1\n[cluster\n"),
    ]);
    for line in ["refused.toml", "fine.toml refused.toml", "broken.toml", "missing.toml", ""] {
        let ran = folder.run(&format!("diff {line}"));
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{line}");
    }
    let ran = folder.run("diff fine.toml refused.toml");
    assert!(
        ran.err.contains("refused.toml:") && ran.err.contains("nothing was compared"),
        "{}",
        ran.err
    );
    let ran = folder.run("diff fine.toml --service-tags missing.json");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--service-tags missing.json"), "{}", ran.err);
}

#[test]
fn check_says_what_changed_since_an_old_edition() {
    let newer = FINE.replace("2026-08-21", "2026-07-02");
    let folder = Folder::with(&[("old.toml", &old()), ("newer.toml", &newer)]);
    let ran = folder.run("check old.toml");
    assert_eq!(ran.code, 1);
    let help = "\n  help: since then: 2 rules to add or change (mcr-0001.mcr-msedge.net, packages.aks.azure.com); 1 worth adding (snapshot.ubuntu.com); 1 to remove (acs-mirror.azureedge.net). `aks-egress diff old.toml` shows all\n";
    assert!(ran.out.ends_with(help), "{}", ran.out);
    let ran = folder.run("check newer.toml");
    assert!(ran.out.contains("help: since then nothing changed"), "{}", ran.out);
    let zh = folder.run("check old.toml --lang zh");
    assert!(zh.out.contains("`aks-egress diff old.toml`"), "{}", zh.out);
}
