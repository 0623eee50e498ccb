//! Whatever a fuzzer once found stays mended: each file in `tests/fuzz/found/TARGET` is one find.

#[path = "fuzz/must_hold.rs"]
mod must_hold;

use std::fs;
use std::path::Path;

/// Its name, and what must hold for any bytes.
type Target = (&'static str, fn(&[u8]));

/// Every target of the fuzzer.
const TARGETS: &[Target] = &[
    ("audit", must_hold::audit),
    ("explain", must_hold::explain),
    ("keys", must_hold::keys),
    ("profile", must_hold::profile),
    ("service_tags", must_hold::service_tags),
];

#[test]
fn what_was_found_and_what_it_starts_from_stays_mended() {
    for folder in ["found", "seeds"] {
        replay(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz").join(folder));
    }
}

fn replay(found: &Path) {
    for folder in
        fs::read_dir(found).expect("a folder").map(|entry| entry.expect("an entry").path())
    {
        if !folder.is_dir() {
            continue;
        }
        let name = folder.file_name().and_then(|name| name.to_str()).expect("a name");
        let target = TARGETS.iter().find(|(target, _)| *target == name);
        let (_, must_hold) = target.unwrap_or_else(|| panic!("{name} is no target"));
        for file in fs::read_dir(&folder).expect("a folder") {
            must_hold(&fs::read(file.expect("an entry").path()).expect("a case"));
        }
    }
}

#[test]
fn every_target_holds_for_nothing_and_for_little() {
    for (_, must_hold) in TARGETS {
        for bytes in [
            &b""[..],
            b"\0",
            b"{",
            b"[[",
            b"\xff\xfe\0",
            b"a.b.c:443\n\x1b[2J",
            b"P\x18\x01\x1b[200~x",
        ] {
            must_hold(bytes);
        }
    }
}

#[test]
fn each_target_has_a_program_for_the_fuzzer() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/targets");
    let mut programs: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .path()
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    programs.sort();
    assert_eq!(programs, TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>());
}
