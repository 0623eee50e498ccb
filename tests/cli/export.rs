//! `export`

use super::program::{FINE, Folder, Ran};
use aks_egress::export::{ApplicationRules, Ports, Reach, formats};
use std::io::Write;
use std::process::Stdio;

/// The tunnel as region CIDRs, with a service tag file beside the profile.
const BY_CIDRS: &str = "\
version = 1
edition = \"2026-08-21\"
[cluster]
cloud = \"global\"
region = \"westeurope\"
tunnel = \"legacy\"
[nodes]
subnets = [\"10.240.0.0/16\"]
[destinations]
control_plane = \"region-cidrs\"
service_tags = \"tags.json\"
";

const TAGS: &str = r#"{ "changeNumber": 7, "cloud": "Public", "values": [ { "name":
    "AzureCloud.westeurope", "properties": { "addressPrefixes": ["20.50.0.0/16"] } } ] }"#;

#[test]
fn data_goes_to_standard_output_and_talk_to_the_other() {
    let folder = Folder::with(&[("fine.toml", FINE)]);
    for format in formats() {
        let ran = folder.run(&format!("export fine.toml --format {}", format.id));
        assert_eq!(ran.code, 0, "{}: {}", format.id, ran.err);
        let can = format.capabilities;
        let has_host = can.application_rules == ApplicationRules::ByHost
            && can.exact == Reach::Exact
            && can.ports != Ports::Only(80);
        assert!(ran.out.contains("mcr.microsoft.com") || !has_host, "{}", format.id);
        assert_eq!(folder.run(&format!("export fine.toml -f {} -o -", format.id)).out, ran.out);
    }
    let json = folder.run("export fine.toml --format json");
    assert_eq!(json.err, "");
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert!(json["rules"].as_array().is_some_and(|rules| !rules.is_empty()));
}

#[test]
fn a_file_is_written_whole_and_never_replaced_unasked() {
    let mut folder = Folder::with(&[("fine.toml", FINE)]);
    assert_eq!(folder.note("export fine.toml --format csv -o rules.csv").code, 0);
    let text = folder.get("rules.csv");
    assert_eq!(text, folder.run("export fine.toml --format csv").out);
    folder.put("rules.csv", b"mine");
    assert_eq!(folder.note("export fine.toml --format csv -o rules.csv").code, 2);
    assert_eq!(folder.get("rules.csv"), "mine");
    assert_eq!(folder.note("export fine.toml --format csv -o rules.csv --force").code, 0);
    assert_eq!(folder.get("rules.csv"), text);
    assert_eq!(folder.note("export fine.toml --format csv -o none/rules.csv").code, 2);
    assert_eq!(folder.note("export fine.toml --format csv -o ./fine.toml --force").code, 2);
    assert_eq!(folder.get("fine.toml"), FINE);
    let names = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 2, "nothing else is left behind");
    folder.shot("export-to-file.txt");
}

#[test]
fn wrong_use_is_answered_with_what_was_meant() {
    let mut folder = Folder::with(&[("fine.toml", FINE), ("prod.toml", FINE)]);
    let wrong = [
        "export fine.toml --format md",
        "export fine.toml --format toml",
        "export fine.toml",
        "export nope.toml --format csv",
        "export . --format csv",
        "exprot fine.toml --format csv",
        "--plain export fine.toml --format csv",
        "prod",
        "lst",
        "audit",
        "none/new.toml",
        "--lang de",
        "export fine.toml --fromat csv",
    ];
    for line in wrong {
        let ran = folder.note(line);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{line}");
    }
    folder.shot("wrong-use.txt");
}

#[test]
fn a_profile_that_contradicts_itself_is_refused() {
    let isolated = FINE.replace("[nodes]", "network_isolated = true\n[nodes]\nwindows = true");
    let unknown = FINE.replace("westeurope", "westeuropa");
    let files = [("isolated.toml", isolated.as_str()), ("unknown.toml", unknown.as_str())];
    let mut folder = Folder::with(&files);
    for name in ["isolated", "unknown"] {
        let ran = folder.note(&format!("export {name}.toml --format csv -o rules.csv"));
        assert_eq!(ran.code, 2);
        assert!(!folder.has("rules.csv"));
    }
    folder.note("--lang zh export isolated.toml --format csv");
    folder.shot("export-refused.txt");
}

#[test]
fn warnings_do_not_stop_an_export() {
    let old = FINE.replace("2026-08-21", "2024-09-26");
    let folder = Folder::with(&[("old.toml", &old)]);
    let ran = folder.run("export old.toml --format json");
    assert_eq!(ran.code, 0);
    assert!(ran.err.starts_with("old.toml:2:11: warning: edition: "), "{}", ran.err);
    assert!(ran.out.starts_with('{'));
}

#[test]
fn the_service_tag_file_lies_beside_the_profile() {
    let folder = Folder::with(&[("plans/cidrs.toml", BY_CIDRS), ("plans/tags.json", TAGS)]);
    let ran = folder.run("export plans/cidrs.toml --format csv");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("20.50.0.0/16"), "{}", ran.out);

    let mut folder = Folder::with(&[("cidrs.toml", BY_CIDRS)]);
    assert_eq!(folder.note("export cidrs.toml --format csv").code, 2);
    folder.put("tags.json", b"[]");
    assert_eq!(folder.note("export cidrs.toml --format csv").code, 2);
    folder.put("tags.json", TAGS.replace("westeurope", "northeurope").as_bytes());
    assert_eq!(folder.note("export cidrs.toml --format csv").code, 2);
    folder.shot("export-service-tags.txt");
}

#[test]
fn the_profile_s_language_is_that_of_the_export_and_the_option_s_that_of_the_talk() {
    let chinese = FINE.replace("version = 1", "version = 1\nlanguage = \"zh\"");
    let folder = Folder::with(&[("zh.toml", &chinese.replace("2026-08-21", "2024-09-26"))]);
    let ran = folder.run("export zh.toml --format text");
    assert!(ran.out.contains("出站") && ran.err.contains("The profile is pinned"), "{ran:?}");
    let chinese_talk = folder.command(&["export", "zh.toml", "--format", "text"]);
    let mut chinese_talk = chinese_talk;
    let ran = Ran::of(chinese_talk.env("LANG", "zh_CN.UTF-8").output().unwrap());
    assert!(ran.err.contains("固定在"), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = Folder::with(&[("fine.toml", FINE)]);
    let mut command = folder.command(&["list", "rules", "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ran = Ran::of(child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure() {
    let folder = Folder::with(&[("fine.toml", FINE)]);
    let mut command = folder.command(&["export", "fine.toml", "--format", "csv"]);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ran = Ran::of(command.stdout(full).output().unwrap());
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("could not write to standard output: the disk is full"), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn a_copy_goes_to_the_terminal_although_the_output_does_not() {
    use super::program::PROGRAM;
    use super::pty::Pty;
    use portable_pty::CommandBuilder;

    let folder = Folder::with(&[("fine.toml", FINE)]);
    for (tail, in_file) in [("", false), (" -o rules.csv", true)] {
        let mut command = CommandBuilder::new("sh");
        command
            .args(["-c", &format!("{PROGRAM} export fine.toml -f fqdns --copy{tail} >out 2>err")]);
        command.cwd(folder.path());
        let mut pty = Pty::start(command, 80, 24);
        let (code, seen) = pty.end();
        assert_eq!((code, seen.count("\x1b]52;c;")), (0, 1), "{}", folder.get("err"));
        assert_eq!(folder.get("out"), "");
        assert!(
            folder.get("err").contains("sent to the terminal (OSC 52), which gives no receipt")
        );
        assert_eq!(folder.has("rules.csv"), in_file);
    }
}

#[test]
fn names_that_are_no_unicode_are_only_names() {
    let folder = Folder::with(&[]);
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"\xff\x1b[2J.toml");
        std::fs::File::create(folder.path().join(name))
            .unwrap()
            .write_all(FINE.as_bytes())
            .unwrap();
        let ran = Ran::of(folder.command(&["check"]).arg(name).output().unwrap());
        assert_eq!(ran.code, 0, "{ran:?}");
        std::fs::write(folder.path().join(name), "x").unwrap();
        let ran = Ran::of(folder.command(&["check"]).arg(name).output().unwrap());
        assert!(ran.code == 2 && !ran.out.contains('\x1b'), "{ran:?}");
    }
    assert!(!folder.has("anything"));
}
