//! The real program in a real pseudo-terminal: what an operator does, and what is left behind.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test may fail by panic")]

#[path = "support/pty.rs"]
#[expect(dead_code, reason = "other tests use the rest of it")]
mod pty;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use portable_pty::CommandBuilder;
use pty::{Pty, Seen};
use rustix::process::Signal;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_aks-egress");
const DOWN: &str = "\x1b[B";
const FRAME_BEGINS: &str = "\x1b[?2026h";
const FRAME_ENDS: &str = "\x1b[?2026l";

/// A profile by hand, with comments where an operator puts them.
const BY_HAND: &str = "\
# The hub in Amsterdam. Ask the network team before you change it.
version = 1
source = \"learn\"
edition = \"2026-08-21\" # reviewed
reading = \"recommended\"

[nodes]
# Two pools.
subnets = [
  \"10.240.0.0/16\", # system
  \"10.241.0.0/16\", # users
]

[cluster]
region = \"westeurope\"
cloud = \"global\"   # not China
# The end.
";

/// The program in a folder, by itself or under a shell's line in which it is `$0`.
fn start(folder: &Path, line: Option<&str>, arguments: &[&str]) -> Pty {
    let mut command = CommandBuilder::new(if line.is_some() { "sh" } else { PROGRAM });
    if let Some(line) = line {
        command.args(["-c", line, PROGRAM]);
    }
    command.args(arguments);
    command.cwd(folder);
    for name in ["LC_ALL", "LC_CTYPE", "LC_MESSAGES"] {
        command.env_remove(name);
    }
    command.env("LANG", "C.UTF-8");
    command.env("XDG_STATE_HOME", folder.join("state"));
    command.env("TERM", "xterm-256color");
    Pty::start(command, 80, 24)
}

fn with_profile() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("prod.toml"), BY_HAND).unwrap();
    folder
}

/// Presses keys, one write each, and waits for what they bring.
#[track_caller]
fn go(pty: &mut Pty, keys: &[&str], shown: &str) {
    for key in keys {
        pty.send(key);
    }
    drop(pty.shows(shown));
}

#[track_caller]
fn assert_restored(seen: &Seen) {
    let screen = seen.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    assert_eq!((seen.count("\x1b[?1049h"), seen.count("\x1b[?1049l")), (1, 1));
}

#[test]
fn a_paste_keeps_its_lines_where_refusals_are_explained() {
    let folder = with_profile();
    let mut pty = start(folder.path(), None, &["prod.toml"]);
    go(&mut pty, &["x"], "Which traffic was refused?");
    go(&mut pty, &["\x1b[200~one.example\rtwo.example\n\x1b[201~"], "  two.example");
    go(&mut pty, &["\r"], "> one.example  (2 lines)");
    go(&mut pty, &["q"], "Is everything right?");
    pty.send("q");
    let (code, seen) = pty.end();
    assert_eq!(code, 0);
    assert_restored(&seen);
}

/// Where a terminal marks no pastes, lines that come at once are text all the same, and no commands.
#[test]
fn a_paste_without_marks_is_text_and_no_keys() {
    let folder = with_profile();
    let mut pty = start(folder.path(), None, &["prod.toml"]);
    go(&mut pty, &["x"], "Which traffic was refused?");
    let lines = "unmarked-one.example\rquit-undo-new.example\runmarked-three.example\r";
    go(&mut pty, &[lines], "  unmarked-three.example");
    go(&mut pty, &["\r"], "> unmarked-one.example  (3 lines)");
    go(&mut pty, &["q"], "Is everything right?");
    // Where nothing takes text, nothing happens.
    go(&mut pty, &[lines, "\x1b[A?"], "1-8           go to a step");
    go(&mut pty, &["q"], "Is everything right?");
    pty.send("q");
    assert_eq!(pty.end().0, 0);
    assert_eq!(fs::read_to_string(folder.path().join("prod.toml")).unwrap(), BY_HAND);
}

#[test]
fn a_log_is_read_from_its_file() {
    let folder = with_profile();
    fs::write(folder.path().join("denied.txt"), "mcr.microsoft.com:443\nshop.example:443\n")
        .unwrap();
    let mut pty = start(folder.path(), None, &["prod.toml"]);
    go(&mut pty, &["x"], "Which traffic was refused?");
    go(&mut pty, &["none.json", "\r"], "Cannot read none.json: it does not exist");
    go(&mut pty, &["\x15", "denied.txt", "\r"], "2 destinations named");
    go(&mut pty, &["q"], "Is everything right?");
    pty.send("q");
    assert_eq!(pty.end().0, 0);
}

/// A file of a firewall is read from the working directory, and what is wrong with it is said.
#[test]
fn a_firewall_is_read_from_its_file() {
    let folder = with_profile();
    fs::write(folder.path().join("hub.txt"), "mcr.microsoft.com:443\nmanagement.azure.com:443\n")
        .unwrap();
    let mut pty = start(folder.path(), None, &["prod.toml"]);
    go(&mut pty, &[DOWN, DOWN, DOWN, "\r"], "Audit which firewall file or folder:");
    go(&mut pty, &["none.txt", "\r"], "not audited: could not read none.txt");
    go(&mut pty, &["\x15", "hub.txt", "\r"], "export what is missing");
    go(&mut pty, &["q"], "Is everything right?");
    pty.send("q");
    let (code, seen) = pty.end();
    assert_eq!(code, 0);
    assert_restored(&seen);
}

#[test]
fn a_cluster_is_planned_saved_and_exported_and_the_terminal_given_back() {
    let folder = tempfile::tempdir().unwrap();
    let line = "printf 'before '; read go; \"$0\"; printf 'ended with %s.' $?; read go";
    let mut pty = start(folder.path(), Some(line), &[]);
    drop(pty.shows("before"));
    let before = pty.settings();
    go(&mut pty, &["\r"], "Which Azure cloud");
    assert!(pty.settings() != before, "keys come raw");
    go(&mut pty, &[DOWN, DOWN, " "], "> (*) Azure US Government");
    go(&mut pty, &["\t", "virg"], "filter: virg");
    go(&mut pty, &["\r"], "How do nodes reach the API server");
    go(&mut pty, &[DOWN, " "], "> (*) Private Link");
    go(&mut pty, &["\t", DOWN, DOWN, DOWN, DOWN, " "], "> [x] GPU node pools");
    go(&mut pty, &["\t", DOWN, DOWN, DOWN, " "], "> [x] Azure Monitor");
    go(&mut pty, &["\t", "\r", "\x1b[200~10.240.0.0/16\x1b[201~"], "10.240.0.0/16");
    go(&mut pty, &["\r", "8"], "Is everything right?");
    go(&mut pty, &["\x13", "\r"], "saved aks-egress.toml");
    go(&mut pty, &["e"], "> text");
    go(&mut pty, &["\r"], "text  Text table");
    go(&mut pty, &["w", "\r"], "wrote aks-egress.txt");
    go(&mut pty, &["\x1b"], "> text");
    go(&mut pty, &["\x1b"], "Is everything right?");
    go(&mut pty, &["q"], "ended with 0.");
    assert_eq!(pty.settings(), before);
    assert_restored(&pty.shows("before"));

    let saved = fs::read_to_string(folder.path().join("aks-egress.toml")).unwrap();
    for answer in
        ["cloud = \"usgov\"", "region = \"usgovvirginia\"", "api_server = \"private-link\""]
    {
        assert!(saved.contains(answer), "{answer}:\n{saved}");
    }
    let mut command = Command::new(PROGRAM);
    command.args(["export", "aks-egress.toml", "--format", "text"]).current_dir(folder.path());
    let exported = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(
        exported.contains("nvidia.github.io") && exported.contains("*.ods.opinsights.azure.us")
    );
    assert_eq!(fs::read_to_string(folder.path().join("aks-egress.txt")).unwrap(), exported);
}

#[test]
fn comments_of_an_opened_profile_survive_a_save() {
    let folder = with_profile();
    let mut pty = start(folder.path(), None, &["prod.toml"]);
    drop(pty.shows("westeurope"));
    go(&mut pty, &["4"], "What runs in the node pools");
    let to_gpu = [DOWN; 4];
    go(&mut pty, &to_gpu, "> [ ] GPU node pools");
    go(&mut pty, &[" "], "> [x] GPU node pools");
    go(&mut pty, &["\x13"], "saved prod.toml");
    pty.send("q");
    assert_eq!(pty.end().0, 0);
    let saved = fs::read_to_string(folder.path().join("prod.toml")).unwrap();
    let added: Vec<&str> = saved.lines().filter(|line| !BY_HAND.contains(line)).collect();
    assert_eq!(added, ["gpu = true"]);
    assert_eq!(saved.replace("gpu = true\n", ""), BY_HAND);
}

#[test]
fn unsaved_changes_are_asked_about_and_may_be_thrown_away() {
    let folder = with_profile();
    let mut pty = start(folder.path(), None, &["prod.toml"]);
    drop(pty.shows("westeurope"));
    go(&mut pty, &["4", " "], "unsaved");
    go(&mut pty, &["q"], "The profile has unsaved changes.");
    go(&mut pty, &["\x1b"], "What runs in the node pools");
    go(&mut pty, &["q"], "The profile has unsaved changes.");
    pty.send("d");
    let (code, seen) = pty.end();
    assert_eq!(code, 0);
    assert_restored(&seen);
    assert_eq!(fs::read_to_string(folder.path().join("prod.toml")).unwrap(), BY_HAND);
}

#[test]
fn a_signal_ends_it_with_its_code_and_a_restored_terminal() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
        let folder = with_profile();
        let mut pty = start(folder.path(), None, &["prod.toml"]);
        drop(pty.shows("westeurope"));
        go(&mut pty, &["4", " "], "unsaved");
        let raw = pty.settings();
        pty.signal(signal);
        let (end, seen) = pty.end();
        assert_eq!(end, code, "{signal:?}");
        assert_restored(&seen);
        drop(seen);
        assert!(pty.settings() != raw, "line settings are those of before");
        assert_eq!(fs::read_to_string(folder.path().join("prod.toml")).unwrap(), BY_HAND);
    }
}

#[test]
fn half_a_terminal_is_told_what_to_use_instead() {
    let folder = with_profile();
    for line in ["\"$0\" \"$@\" </dev/null", "\"$0\" \"$@\" >output", "\"$0\" \"$@\" >&-"] {
        let mut pty = start(folder.path(), Some(line), &["prod.toml"]);
        let (code, seen) = pty.end();
        assert_eq!(code, 2, "{line}");
        let text = String::from_utf8(seen.bytes.clone()).unwrap();
        assert!(text.contains("`aks-egress export PROFILE --format ID`"), "{text}");
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(!seen.bytes.contains(&0x1b), "no sequences for a terminal: {:?}", seen.bytes);
    }
    assert_eq!(fs::read(folder.path().join("output")).unwrap(), b"");
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let folder = with_profile();
    let pty = start(folder.path(), None, &["prod.toml"]);
    let whole =
        |seen: &Seen| seen.text().contains("? help") && seen.bytes.ends_with(FRAME_ENDS.as_bytes());
    let first = pty.until("the first frame", whole).bytes.len();
    // The time itself is under test: a clock or a blinking mark would write in it.
    thread::sleep(Duration::from_millis(300));
    let seen = pty.shows("? help");
    assert_eq!(seen.bytes.len(), first);
    assert_eq!(seen.count(FRAME_BEGINS), 1);
}

#[test]
fn a_thousand_keys_at_once_end_where_one_by_one_they_would() {
    let folder = with_profile();
    let mut pty = start(folder.path(), None, &["prod.toml"]);
    drop(pty.shows("westeurope"));
    go(&mut pty, &["4"], "What runs in the node pools");
    let to_windows = [DOWN; 3];
    go(&mut pty, &to_windows, "> [ ] Windows Server node pools");
    let before = pty.shows("Windows").count(FRAME_BEGINS);
    let keys = format!("{}{DOWN}{}8", " ".repeat(499), " ".repeat(498));
    go(&mut pty, &[&keys], "Is everything right?");
    let frames = pty.shows("Is everything right?").count(FRAME_BEGINS) - before;
    assert!(frames <= 60, "{frames} frames");
    go(&mut pty, &["\x13"], "saved prod.toml");
    pty.send("q");
    assert_eq!(pty.end().0, 0);
    let saved = fs::read_to_string(folder.path().join("prod.toml")).unwrap();
    assert!(saved.contains("windows = true") && !saved.contains("gpu = true"), "{saved}");
}
