//! `kill -9` at any moment while a file is written: there is the old file or the new one, and what
//! the killed write left is gone after the next.
#![cfg(unix)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A private cluster and one with every kind of node: their exports differ in length.
const SMALL: &str = "version = 1\n[cluster]\ncloud = \"global\"\nregion = \"westeurope\"\n";
const LARGE: &str = "version = 1\n[cluster]\ncloud = \"global\"\nregion = \"westeurope\"\n[nodes]\nwindows = true\ngpu = true\n";

fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aks-egress"));
    command.args(arguments).current_dir(folder).env_clear();
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Runs it with this input; kills it after `patience`, if it lasts that long.
fn run(mut command: Command, input: &str, patience: Option<Duration>) {
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input.as_bytes()).ok();
    drop(stdin);
    if let Some(patience) = patience {
        std::thread::sleep(patience);
        child.kill().ok();
    }
    child.wait().expect("it ends");
}

fn files(folder: &Path) -> Vec<String> {
    let names =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Kills the write `rounds` times at moments spread over its whole length, and gives every content
/// that was seen.
fn killed(
    folder: &Path,
    rounds: u32,
    file: &str,
    write: &dyn Fn(u32) -> (Command, String),
    known: &[String],
) {
    let start = Instant::now();
    for round in 0..4 {
        let (command, input) = write(round);
        run(command, &input, None);
    }
    let whole = start.elapsed() / 4;
    let mut ended = [0, 0];
    for round in 0..rounds {
        let before = fs::read_to_string(folder.join(file)).expect("a file");
        let (command, input) = write(round);
        // A step that shares no factor with the length comes to every part of it.
        let part = round * 37 % 100;
        run(command, &input, Some(whole * part / 80));
        let after = fs::read_to_string(folder.join(file)).expect("a file");
        assert!(known.contains(&after), "round {round}: half a file:\n{after}");
        ended[usize::from(before == after)] += 1;
    }
    assert!(
        ended.iter().all(|&times| times > 0),
        "every kill came too early or too late: {ended:?}"
    );
}

#[test]
fn a_killed_export_leaves_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    fs::write(at.join("small.toml"), SMALL).expect("written");
    fs::write(at.join("large.toml"), LARGE).expect("written");
    let export = |profile: &str| {
        program(at, &["export", profile, "--format", "terraform", "-o", "out.tf", "--force"])
    };
    let known: Vec<String> = ["small.toml", "large.toml"]
        .iter()
        .map(|profile| {
            run(export(profile), "", None);
            fs::read_to_string(at.join("out.tf")).expect("an export")
        })
        .collect();
    let write =
        |round: u32| (export(["small.toml", "large.toml"][round as usize % 2]), String::new());
    killed(at, 500, "out.tf", &write, &known);
    std::thread::sleep(Duration::from_secs(2));
    run(export("small.toml"), "", None);
    assert_eq!(files(at), ["large.toml", "out.tf", "small.toml"]);
}

#[test]
fn a_killed_save_leaves_the_old_profile_or_the_new_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    fs::write(at.join("hub.toml"), SMALL).expect("written");
    let save =
        |region: &str| (program(at, &["--plain", "hub.toml"]), format!("g 2\n{region}\ns\nq\n"));
    let known: Vec<String> = ["uksouth", "westeurope"]
        .iter()
        .map(|region| {
            let (command, input) = save(region);
            run(command, &input, None);
            let saved = fs::read_to_string(at.join("hub.toml")).expect("a profile");
            assert!(saved.contains(region), "{saved}");
            saved
        })
        .collect();
    let write = |round: u32| save(["uksouth", "westeurope"][round as usize % 2]);
    killed(at, 500, "hub.toml", &write, &known);
    std::thread::sleep(Duration::from_secs(2));
    let (command, input) = save("northeurope");
    run(command, &input, None);
    assert_eq!(files(at), ["hub.toml"]);
}
