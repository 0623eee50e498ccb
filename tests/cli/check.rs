//! `check`

use super::program::{FINE, Folder};

#[test]
fn nothing_is_said_about_a_fine_profile() {
    let folder = Folder::with(&[("fine.toml", FINE), ("check", FINE)]);
    let ran = folder.run("check fine.toml ./check");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert_eq!(ran.err, "2 profiles checked: 0 errors, 0 warnings\n");
}

#[test]
fn findings_name_line_column_and_key() {
    let old = FINE.replace("2026-08-21", "2024-09-26").replace("10.240.0.0/16", "10.240.0.0/16 ");
    let warned = FINE.replace("edition = \"2026-08-21\"", "edition = \"2024-09-26\"")
        + "os_upgrade_channel = \"security-patch\"\nwindows = true\n[addons]\nenabled = [\"dapr\"]\n\
           [destinations]\nipv6 = true\n";
    let refused = FINE.replace("region =", "network_isolated = true\nregion =");
    let unknown = "versoin = 1\n[cluster]\ncloud = \"globl\"\nregion = \"westeuropa\"\nfoo = 1\n\
                   [nodes]\nlinux = [\"ubuntu\", \"debian\"]\nsubnets = [\"10.0.0.1/8\"]\n[adons]\n";
    let syntax = "version = 1\n[cluster\ncloud = \"global\"\n";
    let other = FINE.replace("\"global\"", "\"china\"");
    let newer = FINE.replace("version = 1", "version = 2");
    let mut folder = Folder::with(&[
        ("fine.toml", FINE),
        ("old.toml", &old),
        ("warned.toml", &warned),
        ("refused.toml", &refused),
        ("unknown.toml", unknown),
        ("syntax.toml", syntax),
        ("other.toml", &other),
        ("newer.toml", &newer),
    ]);
    let codes = [
        ("warned.toml", 1),
        ("refused.toml", 1),
        ("old.toml", 2),
        ("unknown.toml", 2),
        ("syntax.toml", 2),
        ("other.toml", 2),
        ("newer.toml", 2),
        ("fine.toml warned.toml", 1),
        ("warned.toml newer.toml fine.toml", 2),
        ("warned.toml --lang zh", 1),
        ("unknown.toml --lang zh", 2),
    ];
    for (arguments, code) in codes {
        let ran = folder.note(&format!("check {arguments}"));
        assert_eq!(ran.code, code, "{arguments}: {}", ran.out);
    }
    folder.shot("check.txt");
}

#[test]
fn files_that_are_no_profiles_are_named_for_what_they_are() {
    let mut folder = Folder::with(&[("empty.toml", " \n"), ("truncated.toml", &FINE[..70])]);
    folder.put("binary.toml", b"\x7fELF\0\0\x01");
    folder.put("latin1.toml", b"version = 1\nname = \"Z\xfcrich\"\n");
    folder.put("utf16.toml", b"\xff\xfev\0e\0r\0");
    folder.put("huge.toml", &vec![b'#'; 10_000_000]);
    folder.put("folder.toml/inside", b"");
    let names = ["empty", "truncated", "binary", "latin1", "utf16", "huge", "folder", "missing"];
    for name in names {
        assert_eq!(folder.note(&format!("check {name}.toml")).code, 2, "{name}");
    }
    folder.shot("check-unreadable.txt");
}

#[test]
fn one_file_after_the_other_is_checked() {
    let folder = Folder::with(&[("b.toml", "x"), ("fine.toml", FINE)]);
    let ran = folder.run("check missing.toml b.toml fine.toml");
    assert_eq!(ran.code, 2);
    assert!(ran.out.starts_with("b.toml:1:"), "{}", ran.out);
    assert!(ran.err.contains("could not read missing.toml"), "{}", ran.err);
    assert!(ran.err.ends_with("3 profiles checked: 2 errors, 0 warnings\n"), "{}", ran.err);
}

#[test]
#[cfg(unix)]
fn names_of_files_cannot_act_on_the_terminal() {
    let folder = Folder::with(&[]);
    let by_cidrs = |tags: &str| {
        FINE.replace("region =", "tunnel = \"legacy\"\nregion =")
            + &format!(
                "[destinations]\ncontrol_plane = \"region-cidrs\"\nservice_tags = '{tags}'\n"
            )
    };
    let bad = "bad\u{1b}[31mdir";
    folder.put(&format!("{bad}/p.toml"), by_cidrs("tags.json").as_bytes());
    folder.put("bidi.toml", by_cidrs("a\u{202e}b.json").as_bytes());
    let other = r#"{"changeNumber": 7, "cloud": "China", "values": []}"#;
    folder.put("c\u{202e}d.json", other.as_bytes());
    folder.put("finding.toml", by_cidrs("c\u{202e}d.json").as_bytes());
    folder.put("fine.toml", FINE.as_bytes());
    for (arguments, shown) in [
        (format!("check {bad}/p.toml"), "Cannot read bad\\u{1b}[31mdir/tags.json"),
        (format!("export {bad}/p.toml --format csv"), "Cannot read bad\\u{1b}[31mdir/tags.json"),
        ("check bidi.toml".to_owned(), "a\\u{202e}b.json"),
        ("check finding.toml".to_owned(), "c\\u{202e}d.json"),
        ("export finding.toml --format csv".to_owned(), "c\\u{202e}d.json"),
        (format!("export fine.toml --format csv -o {bad}/none/x"), "bad\\u{1b}[31mdir/none"),
        (format!("export fine.toml --format csv -o {bad}2/x"), "bad\\u{1b}[31mdir2"),
        (format!("export fine.toml --format {bad}"), "bad"),
        (format!("{bad}.toml/x.toml"), "bad\\u{1b}[31mdir.toml"),
    ] {
        let ran = folder.run(&arguments);
        assert_ne!(ran.code, 0, "{arguments:?}");
        let both = ran.out + &ran.err;
        assert!(both.contains(shown), "{arguments:?}: {both}");
        let acts = |c: char| c != '\n' && aks_egress::cells::is_hidden(c);
        assert!(!both.contains(acts), "{arguments:?}: {both:?}");
    }
}
