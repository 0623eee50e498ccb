//! The house keeps its plan: who may use whom, who may touch the world, and how long a file is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms it may use. A new corridor is a change of design: it is made here first.
const ROOMS: &[(&str, &[&str])] = &[
    ("words", &[]),
    ("cells", &[]),
    ("catalog", &[]),
    ("profile", &["catalog", "cells", "words"]),
    ("service_tags", &["catalog", "profile", "words"]),
    ("rules", &["catalog", "profile", "service_tags", "words"]),
    ("export", &["catalog", "cells", "profile", "rules", "words"]),
    ("answers", &["catalog", "cells", "export", "profile", "rules", "service_tags", "words"]),
    ("steps", &["catalog", "profile"]),
    (
        "wizard",
        &[
            "answers",
            "catalog",
            "cells",
            "export",
            "profile",
            "rules",
            "service_tags",
            "steps",
            "words",
        ],
    ),
    ("screen", &["answers", "catalog", "cells", "export", "rules", "steps", "wizard"]),
    ("plain", &["catalog", "cells", "export", "profile", "rules", "steps", "wizard", "words"]),
    ("terminal", &["answers", "cells", "profile", "service_tags", "wizard", "words"]),
];

/// What only `terminal` and `cli` may name.
const WORLD: &[&str] = &[
    "std::fs",
    "std::process",
    "std::env::",
    "crossterm",
    "println!",
    "eprintln!",
    "std::net::Tcp",
];

/// Lines that a file may have: the budget, with room for tables of words and keys.
const LONGEST: usize = 330;
const LONGEST_TABLE: usize = 420;
const TABLES: &[&str] = &["src/words/", "src/wizard/keys.rs"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Each source file with its room, its name and its text without tests.
fn rooms() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = sources(&root.join("src"));
    let named = files.into_iter().map(|path| {
        let name = path.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
        let own = name["src/".len()..].split(['/', '.']).next().unwrap_or_default().to_owned();
        let text = fs::read_to_string(&path).expect("a text");
        (own, name, without_tests(&text).to_owned())
    });
    named.filter(|(_, name, _)| !is_test_module(name)).collect()
}

/// The text up to its own tests. A test module that is a file of its own ends nothing.
fn without_tests(text: &str) -> &str {
    let mark = "#[cfg(test)]\n";
    let has_body = |at: usize| {
        let next = text[at + mark.len()..].lines().next().unwrap_or_default();
        next.trim_start().starts_with("mod ") && next.ends_with('{')
    };
    let end = text.match_indices(mark).map(|(at, _)| at).find(|at| has_body(*at));
    &text[..end.unwrap_or(text.len())]
}

/// Whether a file is declared below `#[cfg(test)]`; there, these are all called the same.
fn is_test_module(name: &str) -> bool {
    name.ends_with("/tests.rs")
}

#[test]
fn only_tests_are_left_out() {
    let text = "mod a;\n#[cfg(test)]\nmod tests;\nuse b;\n#[cfg(test)]\nmod tests {\n}\n";
    assert_eq!(without_tests(text), "mod a;\n#[cfg(test)]\nmod tests;\nuse b;\n");
    assert!(rooms().iter().any(|(.., code)| code.contains("pub use unix::Input")));
    let own_file = |(_, _, code): &(String, String, String)| code.contains("#[cfg(test)]\nmod ");
    let declared = rooms().iter().filter(|file| own_file(file)).count();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let found = sources(&root).iter().filter(|path| path.ends_with("tests.rs")).count();
    assert_eq!(found, declared, "every file of tests is one for tests alone");
}

fn used(code: &str) -> BTreeSet<String> {
    let code: String = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    code.split("crate::")
        .skip(1)
        .map(|rest| {
            rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>()
        })
        .filter(|room| !room.is_empty())
        .collect()
}

#[test]
fn rooms_use_only_the_rooms_below_them() {
    let plan: BTreeMap<&str, &[&str]> = ROOMS.iter().copied().collect();
    for (room, name, code) in rooms() {
        let Some(allowed) = plan.get(&*room) else { continue };
        for other in used(&code) {
            let fine = other == room || allowed.contains(&&*other);
            assert!(fine, "{name} uses {other}, which is no corridor of the plan");
        }
    }
}

#[test]
fn the_plan_has_no_corridor_that_nobody_uses() {
    let all = rooms();
    for (room, allowed) in ROOMS {
        let code: String =
            all.iter().filter(|(own, ..)| own == room).map(|(.., code)| code.as_str()).collect();
        let used = used(&code);
        for other in *allowed {
            assert!(used.contains(*other), "{room} no longer uses {other}: take it off the plan");
        }
    }
}

#[test]
fn only_the_terminal_and_the_front_door_touch_the_world() {
    for (room, name, code) in rooms() {
        if matches!(&*room, "terminal" | "cli" | "main") {
            continue;
        }
        for word in WORLD {
            assert!(!code.contains(word), "{name} names {word}");
        }
    }
}

#[test]
fn files_stay_within_their_budget() {
    for (_, name, code) in rooms() {
        let table = TABLES.iter().any(|table| name.starts_with(table));
        let limit = if table { LONGEST_TABLE } else { LONGEST };
        let lines = code.lines().count();
        assert!(lines <= limit, "{name} has {lines} lines; the budget is {limit}");
    }
}

#[test]
fn the_program_itself_is_a_few_lines() {
    let main = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs"));
    assert!(main.expect("a text").lines().count() < 40);
}
