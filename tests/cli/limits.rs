//! What is beyond the limits that the README names is refused with a sentence and exit code 2.

use super::program::{FINE, Folder};

/// A folder with a file of this many bytes, all zero, which takes no room on the disk.
fn folder(name: &str, bytes: u64) -> Folder {
    let folder = Folder::with(&[("fine.toml", FINE)]);
    let file = std::fs::File::create(folder.path().join(name)).unwrap();
    file.set_len(bytes).unwrap();
    folder
}

fn refused(folder: &Folder, line: &str, why: &str) {
    let ran = folder.run(line);
    let said = [ran.out, ran.err].concat();
    assert_eq!(ran.code, 2, "{line}: {said}");
    assert!(said.contains(why), "{line}: {said}");
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    let sized = folder("large.toml", 1_000_001);
    refused(&sized, "check large.toml", "a profile is a few kilobytes; this file has 1.1 MB");
    refused(&sized, "export large.toml -f csv", "large.toml:1:1: error: a profile is a few");
    let sized = folder("tags.json", 64_000_001);
    refused(
        &sized,
        "export fine.toml -f csv --service-tags tags.json",
        "a service tag file has a few",
    );
    let sized = folder("hub.json", 64_000_001);
    refused(&sized, "audit --profile fine.toml hub.json", "hub.json is larger than 64 MB");
    let terraform =
        Folder::with(&[("fine.toml", FINE), ("hub.tf", &"# a hub\n".repeat(1_000_001))]);
    refused(&terraform, "audit --profile fine.toml hub.tf", "could not read hub.tf");
}

#[test]
fn a_document_that_is_nested_too_deep_is_refused() {
    let deep = |open: &str, close: &str| [open.repeat(300), close.repeat(300)].concat();
    let folder = Folder::with(&[
        ("fine.toml", FINE),
        ("deep.toml", &format!("version = 1\nx = {}\n", deep("[", "]"))),
        ("deep.json", &deep("[", "]")),
        ("deep.bicep", &format!("var x = {}\n", deep("[", "]"))),
        ("deep.tf", &format!("locals {{\n  x = {}\n}}\n", deep("[", "]"))),
    ]);
    refused(&folder, "check deep.toml", "nested too deep");
    for name in ["deep.json", "deep.bicep", "deep.tf"] {
        refused(&folder, &format!("audit --profile fine.toml {name}"), "deeper than any firewall");
    }
}

#[test]
fn a_folder_of_too_many_files_is_refused() {
    let folder = Folder::with(&[("fine.toml", FINE)]);
    for number in 0..501 {
        folder.put(&format!("hub/{number}.json"), b"{}");
    }
    refused(&folder, "audit --profile fine.toml hub", "hub has too many files");
}

#[test]
fn a_line_that_is_too_long_is_counted_and_the_rest_is_read() {
    let log = ["x".repeat(2 << 20).as_str(), "mcr.microsoft.com", ""].join("\n");
    let folder = Folder::with(&[("fine.toml", FINE), ("hosts.txt", &log)]);
    let ran = folder.run("explain --profile fine.toml hosts.txt");
    assert!(ran.err.contains("hosts.txt:1: longer than a row can be"), "{}", ran.err);
    assert!(ran.out.contains("mcr.microsoft.com"), "{}", ran.out);
}
