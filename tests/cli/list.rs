//! `list`

use super::program::Folder;
use aks_egress::catalog::CATALOG;
use aks_egress::cells::width;
use aks_egress::export::{Family, Proof, Reach, formats};
use aks_egress::profile::Language;
use serde_json::Value;

const KINDS: [&str; 6] = ["regions", "addons", "formats", "editions", "rules", "examples"];

fn json(line: &str) -> Vec<Value> {
    let ran = Folder::with(&[]).run(&format!("{line} --format json"));
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{line}");
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn tables_are_reviewed() {
    for kind in ["addons", "formats", "formats --capabilities", "editions", "examples"] {
        let mut folder = Folder::with(&[]);
        folder.note(&format!("list {kind}"));
        folder.note(&format!("list {kind} --lang zh"));
        folder.shot(&format!("list-{}.txt", kind.replace(" --", "-")));
    }
    let mut folder = Folder::with(&[]);
    folder.note("list regions --cloud usgov");
    folder.note("list regions --cloud china --lang zh");
    folder.note("list regions --cloud china --format json");
    folder.shot("list-regions.txt");
    let mut folder = Folder::with(&[]);
    folder.note("list rules --cloud usgov --source learn --edition 2023-03-09");
    folder.note("list rules --source azure-cn-zh --cloud china --lang zh");
    folder.shot("list-rules.txt");
}

#[test]
fn columns_stand_below_each_other_in_both_languages() {
    for kind in KINDS.into_iter().chain(["formats --capabilities"]) {
        for language in Language::ALL {
            let ran = Folder::with(&[]).run(&format!("list {kind} --lang {language}"));
            let is_title = |line: &&str| {
                line.is_empty()
                    || Family::ALL.iter().any(|family| family.title().get(*language) == *line)
            };
            let lines: Vec<&str> = ran.out.lines().filter(|line| !is_title(line)).collect();
            // The second column begins where its head does, in every line that has one.
            let head = lines[0];
            let second = head.find("  ").unwrap();
            let start =
                width(&head[..second]) + (head.len() - second) - head[second..].trim_start().len();
            for line in &lines {
                let before = line.char_indices().find(|(at, _)| width(&line[..*at]) == start);
                let (at, _) = before.unwrap_or_else(|| panic!("{line}\n{head}"));
                assert!(line[..at].ends_with("  ") && !line[at..].starts_with(' '), "{line}");
            }
        }
    }
}

#[test]
fn json_is_complete_and_the_same_in_every_language() {
    let counts = [
        CATALOG.regions.len(),
        CATALOG.addons().count(),
        aks_egress::export::formats().len(),
        CATALOG.editions().len(),
        CATALOG.rules.len(),
    ];
    for (kind, count) in KINDS.into_iter().zip(counts) {
        let objects = json(&format!("list {kind}"));
        assert_eq!(objects.len(), count, "{kind}");
        assert_eq!(objects, json(&format!("--lang zh list {kind}")));
        let keys = |object: &Value| -> Vec<String> {
            object.as_object().unwrap().keys().cloned().collect()
        };
        assert!(objects.iter().all(|object| keys(object) == keys(&objects[0])), "{kind}");
    }
}

#[test]
fn formats_stand_once_under_their_family_and_say_what_they_can() {
    let objects = json("list formats");
    assert_eq!(objects, json("list formats --capabilities"));
    for (object, format) in objects.iter().zip(formats()) {
        assert_eq!(object["family"], format.family.name());
        assert_eq!(object["holds_warnings"], format.holds_warnings);
        let kind = match format.proof {
            Proof::Loaded(_) => "loaded",
            Proof::ReadBack(_) => "read-back",
            Proof::SyntaxChecked(_) => "syntax-checked",
        };
        assert_eq!(object["proof"]["kind"], kind);
        assert_eq!(object["proof"]["by"]["en"], format.proof.by().en);
        let levels = matches!(format.capabilities.leading, Reach::Levels(_));
        assert_eq!(object["capabilities"]["leading_wildcard_levels"].is_number(), levels);
    }
    for line in ["list formats", "list formats --capabilities"] {
        let ran = Folder::with(&[]).run(line);
        let mut family = "";
        let mut seen = Vec::new();
        for line in ran.out.lines().skip(1).filter(|line| !line.is_empty()) {
            let format = formats().iter().find(|format| line.split(' ').next() == Some(format.id));
            match format {
                Some(format) => {
                    assert_eq!(format.family.title().en, family, "{line}");
                    seen.push(format.id);
                }
                None => family = line,
            }
        }
        let mut all: Vec<&str> = formats().iter().map(|format| format.id).collect();
        seen.sort_unstable();
        all.sort_unstable();
        assert_eq!(seen, all);
    }
}

#[test]
fn filters_narrow_rules() {
    let all = json("list rules");
    let of_china = json("list rules --cloud china");
    assert!(of_china.len() < all.len());
    let in_china = |rule: &&Value| rule["clouds"].as_array().unwrap().contains(&"china".into());
    assert_eq!(of_china.len(), all.iter().filter(in_china).count());
    let copied = json("list rules --source azure-cn-zh");
    assert!(copied.iter().all(|rule| rule["source"] == "azure-cn-zh"));
    let first = json("list rules --source learn --edition 2023-03-09");
    let mcr = |rules: &[Value]| rules.iter().any(|rule| rule["id"] == "global-packages-aks");
    assert!(!mcr(&first) && mcr(&json("list rules --source learn --edition 2026-08-21")));
}

#[test]
fn a_filter_that_a_list_does_not_have_is_wrong_use() {
    let wrong = [
        "list addons --cloud china",
        "list addons --capabilities",
        "list regions --source learn",
        "list formats --edition 2024-09-26",
        "list rules --edition 2019-01-01",
        "list rules --edition yesterday",
        "list everything",
    ];
    for line in wrong {
        let ran = Folder::with(&[]).run(line);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{line}");
    }
}

#[test]
fn editions_count_what_came_and_went() {
    let editions = json("list editions");
    let count = |value: &Value| value.as_array().unwrap().len() as u64;
    for pair in editions.windows(2) {
        let before = pair[0]["rules"].as_u64().unwrap();
        let after = before + count(&pair[1]["added"]) - count(&pair[1]["removed"]);
        assert_eq!(pair[1]["rules"].as_u64(), Some(after), "{}", pair[1]["date"]);
    }
}
