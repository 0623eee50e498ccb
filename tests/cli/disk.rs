//! Files that cannot be written: a full disk, a limit, a folder that is for reading only. The old
//! file stays, nothing strange is left, and it is said why.
#![cfg(unix)]

use super::program::{FINE, Folder, PROGRAM, Ran};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Stdio;

fn folder() -> Folder {
    Folder::with(&[("fine.toml", FINE), ("out.tf", "the old file\n")])
}

/// Runs a shell's line in which the program is `$0`.
fn shell(folder: &Folder, under: &[&str], line: &str) -> Ran {
    let words: Vec<&str> = under.iter().copied().chain(["sh", "-c", line, PROGRAM]).collect();
    let mut command = std::process::Command::new(words[0]);
    command.args(&words[1..]).current_dir(folder.path()).env_clear().stdin(Stdio::null());
    // Where the shell and its commands are.
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    Ran::of(command.output().unwrap())
}

fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const EXPORT: &str = "\"$0\" export fine.toml --format terraform --force -o out.tf";
/// Saves a profile that grows, in the face that takes lines.
const SAVE: &str = "printf 'g 4\\n5\\ns\\n\\nb\\nq\\nd\\n' | \"$0\" --plain fine.toml";

#[test]
#[cfg(target_os = "linux")]
fn a_full_device_is_said() {
    let folder = folder();
    for (line, reason) in [
        ("\"$0\" export fine.toml --format csv -o /dev/full", "/dev/full: the disk is full"),
        ("\"$0\" export fine.toml --format csv > /dev/full", "the disk is full"),
        ("\"$0\" explain mcr.microsoft.com > /dev/full", "the disk is full"),
        ("\"$0\" list rules > /dev/full", "the disk is full"),
        ("\"$0\" check --lang zh none.toml fine.toml > /dev/full", "none.toml"),
    ] {
        let ran = shell(&folder, &[], line);
        assert_eq!(ran.code, 2, "{line}: {ran:?}");
        assert!(ran.err.contains(reason), "{line}: {}", ran.err);
    }
}

/// Whatever the limit cuts off, and whether the system says so or ends the program for it.
#[test]
fn a_limit_on_the_length_of_files_leaves_the_old_one() {
    for (trap, code) in [("trap '' XFSZ; ", 2), ("", 128 + 25)] {
        let folder = folder();
        let ran = shell(&folder, &[], &format!("{trap}ulimit -f 1; {EXPORT}; exit $?"));
        assert_eq!(ran.code, code, "{ran:?}");
        assert_eq!(folder.get("out.tf"), "the old file\n");
        if code == 2 {
            assert!(ran.err.contains("it is too large"), "{}", ran.err);
            assert_eq!(names(&folder), ["fine.toml", "out.tf"]);
        }
        // What a program that was ended left behind goes with the next write.
        for entry in fs::read_dir(folder.path()).unwrap() {
            let file = fs::File::options().append(true).open(entry.unwrap().path()).unwrap();
            let old = std::time::SystemTime::now() - std::time::Duration::from_secs(9);
            file.set_modified(old).unwrap();
        }
        assert_eq!(shell(&folder, &[], EXPORT).code, 0);
        assert_eq!(names(&folder), ["fine.toml", "out.tf"]);
    }
}

/// A small file system of our own, where the system allows one.
#[cfg(target_os = "linux")]
fn on_a_small_disk(line: &str) -> Option<Ran> {
    let folder = Folder::with(&[("fine.toml", FINE), ("disk/empty", "")]);
    let mount = "mount -t tmpfs -o size=64k tmpfs disk && cp fine.toml disk && cd disk";
    let under = ["unshare", "--user", "--map-root-user", "--mount"];
    if shell(&folder, &[], "unshare --user --map-root-user --mount true").code != 0
        || shell(&folder, &under, mount).code != 0
    {
        println!("SKIPPED: this system lets nobody mount a file system of their own");
        return None;
    }
    Some(shell(&folder, &under, &format!("{mount} && {line}")))
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_the_old_file() {
    let fill = "printf old > out.tf; cat /dev/zero > filler 2>/dev/null";
    let look = "cat out.tf fine.toml; LC_ALL=C ls -A";
    for (line, said) in [
        (EXPORT, "could not write out.tf: the disk is full"),
        (SAVE, "could not write fine.toml: the disk is full"),
    ] {
        let line = format!("{{ {fill}; {line}; {look}; }} 2>&1");
        let Some(ran) = on_a_small_disk(&line) else { return };
        assert!(ran.out.replace('\n', " ").contains(said), "{ran:?}");
        let end = format!("old{FINE}filler\nfine.toml\nout.tf\n");
        assert!(ran.out.ends_with(&end), "{ran:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_system_for_reading_only_is_said() {
    for (line, said) in [
        (EXPORT, "could not write out.tf: the file system is read-only"),
        (SAVE, "could not write fine.toml: the file system is read-only"),
    ] {
        let line = format!("mount -o remount,ro \"$PWD\" && cd . && {line} 2>&1; ls -A");
        let Some(ran) = on_a_small_disk(&line) else { return };
        assert!(ran.out.replace('\n', " ").contains(said), "{ran:?}");
        assert!(ran.out.ends_with("fine.toml\n"), "{ran:?}");
    }
}

#[test]
fn a_folder_for_reading_only_is_said() {
    let folder = folder();
    let mode = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    if fs::write(folder.path().join("probe"), "").is_ok() {
        mode(0o755);
        println!("SKIPPED: root may write everywhere");
        return;
    }
    for line in [EXPORT, SAVE] {
        let ran = shell(&folder, &[], &format!("{line} 2>&1"));
        assert!(ran.out.contains("permission denied"), "{ran:?}");
    }
    mode(0o755);
    assert_eq!(
        (folder.get("out.tf"), folder.get("fine.toml")),
        ("the old file\n".into(), FINE.into())
    );
}

/// A profile that is a link to a file that others may read, with the line ends of Windows.
#[test]
fn a_save_keeps_links_permissions_and_line_ends() {
    let folder = Folder::with(&[("real/prod.toml", &FINE.replace('\n', "\r\n"))]);
    let real = folder.path().join("real/prod.toml");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/prod.toml", folder.path().join("fine.toml")).unwrap();
    let ran = shell(&folder, &[], "printf 'g 4\\n5\\ns\\nq\\n' | \"$0\" --plain fine.toml");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(fs::symlink_metadata(folder.path().join("fine.toml")).unwrap().is_symlink());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    let saved = folder.get("real/prod.toml");
    assert!(saved.contains("gpu = true\r\n"), "{saved:?}");
    assert_eq!(saved.matches('\n').count(), saved.matches("\r\n").count());
    assert_eq!(fs::read_dir(folder.path().join("real")).unwrap().count(), 1);
}

/// Another program writes the profile while the wizard has it open.
#[test]
fn a_profile_that_another_program_changed_is_not_overwritten_unasked() {
    for (answer, kept) in [("r\\nq", false), ("b\\nq\\nd", true), ("o\\nother.toml\\nq", true)] {
        let folder = Folder::with(&[("fine.toml", FINE)]);
        // The second answer comes once the file was changed.
        let line = format!(
            "{{ printf 'g 4\\n5\\n'; sleep 0.3; echo '# by another' >> fine.toml; printf 's\\n{answer}\\n'; }} | \"$0\" --plain fine.toml"
        );
        let ran = shell(&folder, &[], &line);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.out.contains("fine.toml was changed by another program"), "{}", ran.out);
        let now = folder.get("fine.toml");
        assert_eq!(now == format!("{FINE}# by another\n"), kept, "{answer}: {now}");
        assert_eq!(now.contains("gpu = true"), !kept);
        assert_eq!(folder.has("other.toml"), answer.contains("other"));
    }
}
