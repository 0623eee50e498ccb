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

/// A few rows of an older log.
const LOG: &str = "\
HTTPS request from 10.240.0.4:41000 to mcr.microsoft.com:443. Action: Deny. No rule matched. Proceeding with default action
HTTPS request from 10.240.0.5:41001 to example.com:443. Action: Deny. No rule matched. Proceeding with default action
HTTPS request from 10.240.0.5:41001 to mcr.micro
HTTPS request from 10.240.0.5:41002 to mcr.microsoft.com:443. Action: Allow. Rule Collection: aks. Rule: mcr
";

#[test]
fn a_needed_destination_that_was_refused_is_a_finding() {
    let mut folder = Folder::with(&[
        ("fine.toml", FINE),
        ("a.log", LOG),
        ("harmless.log", LOG.lines().nth(1).unwrap()),
        ("noise.log", "\u{1b}]0;x\u{7} {[ \u{202e}\n\n%%%%\n"),
    ]);
    for (line, code) in [
        ("explain a.log --profile fine.toml", 1),
        ("explain harmless.log a.log --format csv", 1),
        ("explain harmless.log --lang zh", 0),
        ("explain noise.log", 2),
    ] {
        assert_eq!(folder.note(line).code, code, "{line}");
    }
    folder.shot("explain.txt");
}

#[test]
fn a_log_is_held_against_the_rules_of_its_firewall() {
    let mut folder = Folder::with(&[("fine.toml", FINE), ("a.log", LOG)]);
    folder.put("hub/hub.json", include_bytes!("../data/logs/refused/hub.json"));
    let ran = folder.run("explain --profile fine.toml --firewall hub a.log --format markdown");
    assert_eq!((ran.code, ran.err.lines().count()), (1, 2), "{}", ran.err);
    let said = "Refused, although a rule allows it: mcr.microsoft.com ";
    assert!(ran.out.starts_with("# What was refused") && ran.out.contains(said), "{}", ran.out);
    // It is no finding of the log that nobody refused it.
    let ran = folder.run("explain --firewall hub/hub.json mcr.microsoft.com");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("Firewall: A rule allows it: mcr.microsoft.com "), "{}", ran.out);
    for line in [
        "explain --firewall missing.json a.log",
        "explain --firewall a.log a.log",
        "explain --firewall - -",
    ] {
        let ran = folder.note(line);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{line}");
    }
    folder.shot("explain-firewall.txt");
}

#[test]
fn packed_logs_are_read_and_broken_ones_named() {
    let folder = Folder::with(&[]);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(LOG.repeat(2000).as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    folder.put("whole.log.gz", &packed);
    folder.put("cut.log.gz", &packed[..packed.len() / 2]);
    let ran = folder.run("explain whole.log.gz --format json");
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("\"denied\": 4000"), "{}", ran.out);
    let ran = folder.run("explain cut.log.gz");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("could not read cut.log.gz: "), "{}", ran.err);
    assert!(ran.out.contains("mcr.microsoft.com HTTPS 443"), "what was read counts: {}", ran.out);
}

/// What was read until Ctrl-C is shown, although the pipe stays open.
#[test]
#[cfg(unix)]
fn ctrl_c_shows_what_was_read() {
    let folder = Folder::with(&[]);
    let mut command = folder.command(&["explain", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(LOG.as_bytes()).unwrap();
    input.flush().unwrap();
    // Long enough to read four lines, on a busy machine too.
    std::thread::sleep(std::time::Duration::from_secs(2));
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(kill.unwrap().success());
    let ran = Ran::of(child.wait_with_output().unwrap());
    drop(input);
    assert_eq!(ran.code, 130, "{}", ran.err);
    assert!(ran.err.contains("stopped: this is a partial result"), "{}", ran.err);
    assert!(ran.out.contains("This is a part"), "{}", ran.out);
    assert!(ran.out.contains("mcr.microsoft.com HTTPS 443"), "{}", ran.out);
}
