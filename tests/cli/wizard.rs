//! The wizard, as far as the command line decides about it.

use super::program::{FINE, Folder, Ran, shot};
use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

#[test]
fn without_a_terminal_there_is_one_line_and_no_waiting() {
    let folder = Folder::with(&[("fine.toml", FINE)]);
    let environments: [&[(&str, &str)]; 3] = [&[], &[("TERM", "dumb")], &[("ACCESSIBLE", "1")]];
    for arguments in [&[][..], &["fine.toml"][..], &["new.toml"][..]] {
        for environment in environments {
            let mut command = folder.command(arguments);
            // The input stays open: whoever reads it waits for ever.
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.envs(environment.iter().copied()).spawn().unwrap();
            let start = Instant::now();
            while child.try_wait().unwrap().is_none() {
                assert!(start.elapsed() < Duration::from_secs(10), "it waits");
                std::thread::sleep(Duration::from_millis(5));
            }
            let input = child.stdin.take();
            let ran = Ran::of(child.wait_with_output().unwrap());
            drop(input);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""));
            assert!(ran.err.contains("`aks-egress export PROFILE --format ID`"), "{}", ran.err);
            assert_eq!(ran.err.lines().count(), 1);
        }
    }
    assert!(!folder.has("new.toml"));
}

/// Answers from a pipe, after which there is nothing more to read.
fn answer(folder: &Folder, arguments: &[&str], lines: &str) -> Ran {
    let mut command = folder.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    Ran::of(child.wait_with_output().unwrap())
}

#[test]
fn plain_answers_come_from_a_pipe_too() {
    let folder = Folder::with(&[]);
    let ran = answer(&folder, &["--plain", "new.toml"], "g 2\nuksouth\ng 6\n1 10.1.0.0/16\ns\nq\n");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(folder.run("check new.toml").code, 0);
    shot(&folder.get("new.toml"), "new.toml");
    // The same file again, with a comment of the operator.
    folder.put(
        "new.toml",
        folder.get("new.toml").replace("[cluster]", "# ours\n[cluster]").as_bytes(),
    );
    let ran = answer(&folder, &["--plain", "new.toml", "--lang", "zh"], "g 4\n5\ns\nq\n");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    let saved = folder.get("new.toml");
    assert!(saved.contains("# ours\n[cluster]") && saved.contains("gpu = true"), "{saved}");
    assert!(ran.out.contains("已保存 new.toml"), "{}", ran.out);
}

#[test]
fn input_that_ends_early_is_told_by_the_exit_code() {
    let folder = Folder::with(&[("fine.toml", FINE)]);
    let rows = [
        ("", 0),
        ("g 4\n", 0),
        ("g 4\n5\n", 2),
        ("g 4\n5\ns", 2),
        ("g 4\n5\nq\n", 2),
        ("g 4\n5\nq\nd\n", 0),
    ];
    for (lines, code) in rows {
        let ran = answer(&folder, &["--plain", "fine.toml"], lines);
        assert_eq!(ran.code, code, "{lines:?}: {}", ran.err);
        assert_eq!(ran.err.contains("before the changes were saved"), code == 2);
        assert_eq!(folder.get("fine.toml"), FINE);
    }
    assert_eq!(answer(&folder, &["--plain", "fine.toml"], "g 4\n5\ns\n").code, 0);
    assert!(folder.get("fine.toml").contains("gpu = true"));
}

#[test]
fn a_profile_with_errors_is_not_opened() {
    let mut folder = Folder::with(&[("wrong.toml", &FINE.replace("cloud", "clout"))]);
    assert_eq!(folder.note("--plain wrong.toml").code, 2);
    folder.shot("wizard-wrong-profile.txt");
}

#[test]
fn ascii_is_meant_where_the_locale_has_no_more() {
    let folder = Folder::with(&[]);
    let transcript = answer(&folder, &["--plain"], "g 3\n2\ng 6\n?\nr\n").out;
    // But for the name of the other language.
    assert!(transcript.replace("中文", "").is_ascii(), "{transcript}");
}

#[cfg(unix)]
mod in_a_terminal {
    use super::super::program::{FINE, Folder, PROGRAM};
    use super::super::pty::Pty;
    use portable_pty::CommandBuilder;

    const SECOND_SCREEN: &str = "\x1b[?1049h";

    fn start(folder: &Folder, arguments: &[&str], environment: &[(&str, &str)]) -> Pty {
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(arguments);
        command.cwd(folder.path());
        command.env("LANG", "C.UTF-8");
        command.env("XDG_STATE_HOME", folder.path().join("state"));
        command.env("TERM", "xterm-256color");
        for (name, value) in environment {
            command.env(name, value);
        }
        Pty::start(command, 80, 24)
    }

    #[test]
    fn a_bare_console_and_a_screen_reader_get_lines() {
        let cases = [
            ("fine.toml", Some(("TERM", "dumb"))),
            ("fine.toml", Some(("ACCESSIBLE", "1"))),
            ("--plain fine.toml", None),
        ];
        for (line, variable) in cases {
            let folder = Folder::with(&[("fine.toml", FINE)]);
            let words: Vec<&str> = line.split(' ').collect();
            let mut pty = start(&folder, &words, variable.as_slice());
            drop(pty.shows("8 of 8, Review & export"));
            pty.send("g 4\r");
            drop(pty.shows("4 of 8, Nodes"));
            pty.send("5\rs\r");
            drop(pty.shows("saved fine.toml"));
            pty.send("q\r");
            let (code, seen) = pty.end();
            assert_eq!((code, seen.count(SECOND_SCREEN)), (0, 0));
            assert!(!seen.bytes.contains(&0x1b), "nothing but lines was written");
            drop(seen);
            assert!(folder.get("fine.toml").contains("gpu = true"));
        }
    }

    #[test]
    fn another_terminal_gets_the_screen() {
        let folder = Folder::with(&[("fine.toml", FINE)]);
        let mut pty = start(&folder, &["fine.toml"], &[]);
        drop(pty.shows("fine.toml"));
        pty.send("q");
        let (code, seen) = pty.end();
        assert_eq!((code, seen.count(SECOND_SCREEN)), (0, 1));
    }

    #[test]
    fn colours_follow_the_option_and_then_the_variable() {
        let coloured = |arguments: &[&str], environment: &[(&str, &str)]| {
            // An older edition is warned about, and warnings have a colour.
            let old = FINE.replace("2026-08-21", "2024-09-26");
            let folder = Folder::with(&[("fine.toml", &old)]);
            let pty = start(&folder, arguments, environment);
            // The frame's last line, so that all of it has come.
            let seen = pty.shows("? help");
            let mut cells = (0..24).flat_map(|row| (0..80).map(move |column| (row, column)));
            cells.any(|(row, column)| {
                let cell = seen.screen().cell(row, column);
                cell.is_some_and(|cell| cell.fgcolor() != vt100::Color::Default)
            })
        };
        let none = &[("NO_COLOR", "1")][..];
        assert!(coloured(&["fine.toml"], &[]));
        assert!(!coloured(&["fine.toml"], none));
        assert!(!coloured(&["--color", "never", "fine.toml"], &[]));
        assert!(coloured(&["--color", "always", "fine.toml"], none));
    }
}

#[test]
fn an_example_is_saved_as_a_new_profile_and_never_over_one() {
    for example in json_names() {
        let folder = Folder::with(&[]);
        let ran = answer(&folder, &["--plain", "--example", &example, "new.toml"], "s\nq\n");
        assert_eq!(ran.code, 0, "{example}: {}", ran.err);
        let checked = folder.run("check new.toml");
        assert!(checked.code < 2, "{example}: {}", checked.out);
        let again = answer(&folder, &["--plain", "--example", &example, "new.toml"], "");
        assert_eq!(again.code, 2, "{example}");
        assert!(again.err.contains("new.toml exists already"), "{}", again.err);
    }
}

fn json_names() -> Vec<String> {
    let ran = Folder::with(&[]).run("list examples --format json");
    let listed: Vec<serde_json::Value> = serde_json::from_str(&ran.out).unwrap();
    listed.iter().map(|example| example["id"].as_str().unwrap().to_owned()).collect()
}
