//! The README tells the truth: its tables come from the registries and its commands are run.
//!
//! `SNAPSHOTS=overwrite cargo test --test readme` writes the tables anew.

use aks_egress::answers::audit::{MAX_DEPTH, MAX_TERRAFORM_BYTES};
use aks_egress::answers::explain::{MAX_DESTINATIONS, MAX_LINE};
use aks_egress::answers::input;
use aks_egress::catalog::CATALOG;
use aks_egress::export::{self, Family};
use aks_egress::profile::{self, Language, keys::KEYS};
use aks_egress::service_tags;
use aks_egress::terminal::firewall;
use aks_egress::wizard::keys::BINDINGS;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("a README")
}

fn keys() -> String {
    let mut table = "| key | where | what it does |\n| --- | --- | --- |\n".to_owned();
    let mut told: Vec<(&str, &str)> = Vec::new();
    for binding in BINDINGS.iter().filter(|binding| !binding.shown.is_empty()) {
        // The region list has fewer keys for the same commands, since letters are text there.
        let known = told.iter().any(|(shown, hint)| {
            *hint == binding.hint.en && shown.split(' ').any(|key| key == binding.shown)
        });
        if !known {
            told.push((binding.shown, binding.hint.en));
            let hint = if binding.hint.en == "中文" { "other language" } else { binding.hint.en };
            let _ = writeln!(
                table,
                "| `{}` | {} | {hint} |",
                binding.shown,
                binding.place(Language::En)
            );
        }
    }
    table
}

fn formats() -> String {
    let mut table = "| format | file | what it is for |\n| --- | --- | --- |\n".to_owned();
    for family in Family::ALL {
        let _ = writeln!(table, "| **{}** | | |", family.title().en);
        for format in export::formats().iter().filter(|format| format.family == *family) {
            let about = format.about.en;
            let _ = writeln!(table, "| `{}` | .{} | {about} |", format.id, format.extension);
        }
    }
    table
}

/// The table that the program prints, as Markdown.
fn capabilities() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_aks-egress"))
        .args(["--lang", "en", "list", "formats", "--capabilities"])
        .output()
        .expect("the program runs");
    let text = String::from_utf8(output.stdout).expect("it prints text");
    let cells = |line: &str| -> Vec<String> {
        let cells = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty());
        cells.map(|cell| cell.replace('*', "\\*")).collect()
    };
    let mut table = String::new();
    for (index, line) in text.lines().filter(|line| !line.is_empty()).enumerate() {
        let mut row = cells(line);
        if index > 0 && row.len() > 1 {
            row[0] = format!("`{}`", row[0]);
        } else if index == 0 {
            row = row.iter().map(|head| head.to_lowercase()).collect();
        }
        let columns = cells(text.lines().next().unwrap_or_default()).len();
        if row.len() == 1 {
            row[0] = format!("**{}**", row[0]);
            row.resize(columns, String::new());
        }
        let _ = writeln!(table, "| {} |", row.join(" | "));
        if index == 0 {
            let _ = writeln!(table, "|{}", " --- |".repeat(columns));
        }
    }
    table
}

fn addons() -> String {
    let mut table = "| add-on | what it is | pulls in |\n| --- | --- | --- |\n".to_owned();
    for addon in CATALOG.addons() {
        let pulls: Vec<String> = addon.pulls.iter().map(|id| format!("`{id}`")).collect();
        let _ = writeln!(table, "| `{}` | {} | {} |", addon.id, addon.about.en, pulls.join(", "));
    }
    table
}

fn profile_keys() -> String {
    let mut table = "| key | what it says |\n| --- | --- |\n".to_owned();
    for key in KEYS {
        let _ = writeln!(table, "| `{}` | {} |", key.path, key.help.en.replace('|', "\\|"));
    }
    table
}

/// What the program takes, as its constants say.
fn limits() -> String {
    let decimal = |bytes: u64| format!("{} MB", bytes / 1_000_000);
    let terraform = decimal(MAX_TERRAFORM_BYTES as u64);
    let rows = [
        ("profile", decimal(profile::MAX_BYTES), "refused"),
        ("service tag file", decimal(service_tags::MAX_BYTES), "refused"),
        ("one file of a firewall, unpacked", decimal(input::MAX_BYTES), "refused"),
        ("one Terraform file (`.tf`)", terraform, "refused; give the plan as JSON"),
        ("all files of a firewall", decimal(firewall::MOST_BYTES), "refused"),
        ("nesting of a firewall's JSON", format!("{MAX_DEPTH} levels"), "refused"),
        ("files in a folder", firewall::MOST_FILES.to_string(), "refused; name those to read"),
        ("folders in folders", format!("{} levels", firewall::DEEPEST), "not looked into"),
        ("log", "none".to_owned(), "read row by row"),
        ("one line or record of a log", format!("{} MiB", MAX_LINE >> 20), "counted as unreadable"),
        ("destinations of a log", grouped(MAX_DESTINATIONS), "counted, not told apart"),
    ];
    let mut table = "| input | limit | beyond it |\n| --- | --- | --- |\n".to_owned();
    for (input, limit, beyond) in rows {
        let _ = writeln!(table, "| {input} | {limit} | {beyond} |");
    }
    table
}

fn grouped(thousands: usize) -> String {
    assert_eq!(thousands % 1000, 0);
    format!("{},000", thousands / 1000)
}

fn screen() -> String {
    let shot = root().join("snapshots/screens/newcomer/07-azure-monitor.en.80x24.txt");
    format!("```text\n{}```\n", std::fs::read_to_string(shot).expect("the golden screen"))
}

/// The text with what stands between two markers replaced.
fn with_section(text: &str, name: &str, content: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (head, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("no marker {begin}"));
    let (_, tail) = rest.split_once(&end).unwrap_or_else(|| panic!("no marker {end}"));
    format!("{head}{begin}{content}{end}{tail}")
}

#[test]
fn tables_and_picture_come_from_the_program() {
    let mut expected = readme();
    let sections = [
        ("screen", screen()),
        ("keys", keys()),
        ("formats", formats()),
        ("capabilities", capabilities()),
        ("addons", addons()),
        ("profile-keys", profile_keys()),
        ("limits", limits()),
    ];
    for (name, content) in sections {
        expected = with_section(&expected, name, &content);
    }
    if std::env::var("SNAPSHOTS").as_deref() == Ok("overwrite") {
        std::fs::write(root().join("README.md"), &expected).expect("a README to write");
    }
    assert!(readme() == expected, "stale: run SNAPSHOTS=overwrite cargo test --test readme");
}

#[test]
fn it_opens_with_what_it_does_a_picture_and_two_commands() {
    let text = readme();
    let first: Vec<&str> = text.lines().take(55).collect();
    let commands: Vec<&&str> = first.iter().filter(|line| line.starts_with("    cargo ")).collect();
    assert_eq!(commands, [&"    cargo run --release", &"    cargo test"]);
    let picture = text.find("```text").expect("a picture");
    assert!(picture < text.find("    cargo run").expect("a command"));
}

/// The commands of a console block, each with the lines printed for it.
fn console_blocks(text: &str) -> Vec<(String, Vec<String>)> {
    let mut commands: Vec<(String, Vec<String>)> = Vec::new();
    for block in text.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        for line in block.lines() {
            if let Some(command) = line.strip_prefix("$ ") {
                commands.push((command.to_owned(), Vec::new()));
            } else {
                let (_, lines) = commands.last_mut().expect("a command before its output");
                lines.push(line.to_owned());
            }
        }
    }
    commands
}

/// Whether the printed lines are the shown ones, where `...` stands for any number of lines and
/// at a line's end for the rest of it.
fn agrees(shown: &[String], printed: &[&str]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first == "..." => {
            (0..=printed.len()).any(|skip| agrees(rest, &printed[skip..]))
        }
        Some((first, rest)) => printed.split_first().is_some_and(|(line, others)| {
            let same = match first.strip_suffix("...") {
                Some(start) => line.starts_with(start),
                None => line == first,
            };
            same && agrees(rest, others)
        }),
    }
}

#[test]
fn commands_print_what_is_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let gov = root().join("snapshots/exports/usgov-private-gpu-monitor/profile.toml");
    std::fs::copy(gov, folder.path().join("gov.toml")).expect("a profile");
    let east = "version = 1\n\n[cluster]\ncloud = \"usgov\"\nregion = \"usgovarizona\"\n\n[nodes]\nsubnets = [\"10.250.0.0/16\"]\n";
    std::fs::write(folder.path().join("east.toml"), east).expect("a profile");
    let public = root().join("snapshots/exports/global-api-server-ip/profile.toml");
    std::fs::copy(public, folder.path().join("public.toml")).expect("a profile");
    let wrong = "version = 1\n\n[cluster]\ncloud = \"global\"\nregion = \"westeurop\"\n";
    std::fs::write(folder.path().join("wrong.toml"), wrong).expect("a wrong profile");
    for entry in std::fs::read_dir(root().join("tests/data/readme")).expect("a folder") {
        let path = entry.expect("an entry").path();
        std::fs::copy(&path, folder.path().join(path.file_name().expect("a name")))
            .expect("a file");
    }
    let blocks = console_blocks(&readme());
    assert!(blocks.len() >= 15, "the page has more examples than that: {}", blocks.len());
    for (command, shown) in blocks {
        let arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
        let output = Command::new(PathBuf::from(env!("CARGO_BIN_EXE_aks-egress")))
            .args(&arguments)
            .current_dir(folder.path())
            .env_clear()
            .output()
            .expect("the program runs");
        let text = if output.stdout.is_empty() { &output.stderr } else { &output.stdout };
        let text = String::from_utf8_lossy(text);
        let printed: Vec<&str> = text.lines().collect();
        assert!(agrees(&shown, &printed), "{command} printed:\n{text}");
    }
}

#[test]
fn the_profile_that_is_shown_is_exported_as_shown() {
    let text = readme();
    let profile = text.split("```toml\n").nth(1).and_then(|block| block.split("```").next());
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("prod.toml"), profile.expect("a profile")).expect("a file");
    let command = text.lines().find(|line| line.starts_with("    aks-egress export prod.toml"));
    let output = Command::new(env!("CARGO_BIN_EXE_aks-egress"))
        .args(command.expect("a command").split_whitespace().skip(1))
        .current_dir(folder.path())
        .env_clear()
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && !said.contains("warning"), "{said}");
    assert!(folder.path().join("egress.tf").exists());
}
