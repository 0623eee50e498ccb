//! `explain`

use super::program::{FINE, Folder, Ran};
use std::io::Write;
use std::process::Stdio;

/// Runs a command with this standard input.
fn piped(folder: &Folder, arguments: &[&str], input: &[u8]) -> Ran {
    let mut command = folder.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).ok();
    Ran::of(child.wait_with_output().unwrap())
}

#[test]
fn a_name_is_answered_and_is_no_finding() {
    let folder = Folder::with(&[("fine.toml", FINE)]);
    let ran = folder.run("explain mcr.microsoft.com");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("mcr.microsoft.com\nRequired. "), "{}", ran.out);
    let ran = folder.run("explain mcr.azure.cn --profile fine.toml");
    assert!(ran.out.contains("Of another cloud."), "{}", ran.out);
    let ran = folder.run("explain mcr.microsoft.com example.com --lang zh");
    assert!(ran.out.contains("不是 AKS 的要求"), "{}", ran.out);
    let ran = folder.run("explain https://mcr.microsoft.com/v2/ --format json");
    assert!(ran.out.contains("\"verdict\": \"required\""), "{}", ran.out);
    let ran = folder.run("explain mcr.microsoft.com --format csv");
    assert!(ran.out.contains("\nmcr.microsoft.com,,,required,good,"), "{}", ran.out);
}

#[test]
fn what_is_neither_is_refused_before_anything_is_read() {
    let mut folder = Folder::with(&[("bad.toml", "x = 1\n"), ("fine.toml", FINE)]);
    for line in [
        "explain word",
        "explain mcr.microsoft.com ./missing.json",
        "explain missing.log",
        "explain a..b",
        "explain udp:x",
        "explain mcr.microsoft.com --profile missing.toml",
        "explain mcr.microsoft.com --profile bad.toml",
        "explain mcr.microsoft.com --service-tags missing.json",
        "explain mcr.microsoft.com --format yaml",
        "explain word --lang zh",
    ] {
        let ran = folder.note(line);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{line}");
    }
    folder.shot("explain-wrong-use.txt");
}

#[test]
fn a_folder_cannot_be_read() {
    let folder = Folder::with(&[("folder/x", "")]);
    let ran = folder.run("explain folder");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("could not read folder: it is a folder"), "{}", ran.err);
}

#[test]
fn standard_input_is_read_where_nothing_is_named() {
    let folder = Folder::with(&[]);
    for arguments in [&["explain"][..], &["explain", "-"]] {
        let ran = piped(&folder, arguments, b"");
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.contains("There is nothing to explain"), "{}", ran.out);
    }
}

#[test]
#[cfg(unix)]
fn a_terminal_without_arguments_gets_the_usage() {
    let folder = Folder::with(&[]);
    let mut command = portable_pty::CommandBuilder::new(super::program::PROGRAM);
    command.arg("explain");
    command.cwd(folder.path());
    let pty = portable_pty::native_pty_system().openpty(portable_pty::PtySize::default()).unwrap();
    let mut child = pty.slave.spawn_command(command).unwrap();
    assert_eq!(child.wait().unwrap().exit_code(), 2);
}
