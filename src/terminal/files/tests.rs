use super::*;
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn names(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn why(fault: Result<(), WriteFault>) -> String {
    match fault {
        Err(WriteFault::Failed(reason)) => reason,
        other => panic!("expected a reason, got {other:?}"),
    }
}

/// What is there before, how it may be replaced, what comes of it.
#[test]
fn present_files_are_replaced_only_as_allowed() {
    let unchanged = |text: &str| Over::Unchanged(text.as_bytes().to_vec());
    for (before, over, expected, after) in [
        (None, Over::Nothing, Ok(()), Some("new")),
        (None, Over::Anything, Ok(()), Some("new")),
        (None, unchanged("old"), Err(WriteFault::Changed), None),
        (Some("old"), Over::Nothing, Err(WriteFault::Exists), Some("old")),
        (Some("old"), Over::Anything, Ok(()), Some("new")),
        (Some("old"), unchanged("old"), Ok(()), Some("new")),
        (Some("older"), unchanged("old"), Err(WriteFault::Changed), Some("older")),
        (Some("ol"), unchanged("old"), Err(WriteFault::Changed), Some("ol")),
        (Some("odd"), unchanged("old"), Err(WriteFault::Changed), Some("odd")),
    ] {
        let folder = folder();
        let path = folder.path().join("a.toml");
        if let Some(text) = before {
            fs::write(&path, text).unwrap();
        }
        assert_eq!(write(&path, b"new", &over, Language::En), expected, "{before:?} {over:?}");
        assert_eq!(fs::read_to_string(&path).ok().as_deref(), after, "{before:?} {over:?}");
        let left = names(&folder);
        assert!(left.iter().all(|name| name == "a.toml"), "left behind: {left:?}");
    }
}

#[test]
fn faults_have_plain_reasons() {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("file"), "").unwrap();
    let try_to_write = |to: PathBuf| why(write(&to, b"x", &Over::Anything, Language::En));
    assert_eq!(try_to_write(path.to_owned()), "it is a folder");
    assert_eq!(
        try_to_write(path.join("none/a.csv")),
        format!("the folder {} does not exist", path.join("none").display())
    );
    assert_eq!(try_to_write(path.join("file/a.csv")), "a part of the path is not a folder");
    assert_eq!(try_to_write(path.join("x".repeat(300))), "the name is too long or not allowed");
    assert_eq!(names(&folder), ["file"]);
    let chinese = write(path, b"x", &Over::Anything, Language::Zh);
    assert_eq!(why(chinese), "这是一个文件夹");
    let strange = io::Error::from_raw_os_error(110);
    assert!(
        !reason(&strange, Language::En).contains("os error"),
        "{}",
        reason(&strange, Language::En)
    );
}

#[test]
fn reading_stops_at_the_limit() {
    let folder = folder();
    let path = folder.path().join("tags.json");
    fs::write(&path, "12345").unwrap();
    assert_eq!(read_limited(&path, 5).unwrap(), b"12345");
    assert_eq!(read_limited(&path, 4).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
    let of_folder = read_limited(folder.path(), 4).unwrap_err();
    assert_eq!(reason(&of_folder, Language::En), "it is a folder");
    let of_nothing = read_limited(&folder.path().join("none"), 4).unwrap_err();
    assert_eq!(reason(&of_nothing, Language::En), "it does not exist");
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn permissions_stay_and_new_files_are_as_others() {
        let folder = folder();
        let (old, new, usual) =
            (folder.path().join("old"), folder.path().join("new"), folder.path().join("usual"));
        fs::write(&old, "").unwrap();
        fs::set_permissions(&old, fs::Permissions::from_mode(0o640)).unwrap();
        fs::write(&usual, "").unwrap();
        write(&old, b"x", &Over::Anything, Language::En).unwrap();
        write(&new, b"x", &Over::Nothing, Language::En).unwrap();
        assert_eq!(mode(&old), 0o640);
        assert_eq!(mode(&new), mode(&usual));
    }

    #[test]
    fn file_is_moved_into_place_not_overwritten() {
        let folder = folder();
        let path = folder.path().join("a");
        fs::write(&path, "old").unwrap();
        let reader = File::open(&path).unwrap();
        let before = fs::metadata(&path).unwrap().ino();
        write(&path, b"new", &Over::Anything, Language::En).unwrap();
        assert_ne!(fs::metadata(&path).unwrap().ino(), before);
        assert_eq!(io::read_to_string(reader).unwrap(), "old");
    }

    #[test]
    fn links_stay_links() {
        let folder = folder();
        fs::create_dir(folder.path().join("real")).unwrap();
        let (target, link) = (folder.path().join("real/a"), folder.path().join("link"));
        symlink("real/a", &link).unwrap();
        for text in ["created", "replaced"] {
            write(&link, text.as_bytes(), &Over::Anything, Language::En).unwrap();
            assert_eq!(fs::read_to_string(&target).unwrap(), text);
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        }
        assert_eq!(fs::read_dir(folder.path().join("real")).unwrap().count(), 1);
    }

    #[test]
    fn link_in_a_circle_is_a_reason_not_a_hang() {
        let folder = folder();
        let link = folder.path().join("circle");
        symlink("circle", &link).unwrap();
        assert!(!why(write(&link, b"x", &Over::Anything, Language::En)).is_empty());
    }

    #[test]
    fn write_protection_is_respected() {
        let folder = folder();
        let path = folder.path().join("a");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        if OpenOptions::new().write(true).open(&path).is_ok() {
            return; // Root may write everything.
        }
        assert_eq!(why(write(&path, b"new", &Over::Anything, Language::En)), "permission denied");
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    }

    #[test]
    fn device_is_written_through() {
        write(Path::new("/dev/null"), b"x", &Over::Nothing, Language::En).unwrap();
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    }
}

#[test]
#[cfg(unix)]
fn a_reason_cannot_act_on_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad\u{1b}[31m\u{202e}").join("rules.csv");
    let fault = write(&path, b"rules", &Over::Nothing, Language::En);
    let Err(WriteFault::Failed(reason)) = fault else { panic!("{fault:?}") };
    assert!(reason.contains("bad\\u{1b}[31m\\u{202e} does not exist"), "{reason}");
    let told = super::reason(&io::Error::other("Gone\u{1b}[2J"), Language::En);
    assert_eq!(told, "gone\\u{1b}[2J");
}
