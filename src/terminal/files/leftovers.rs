//! What a killed write leaves behind: the file beside its target. The next write in that folder
//! removes it.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// How the files beside a target are called.
pub(super) const PREFIX: &str = ".aks-egress-";

/// Younger files may belong to a write that has not claimed its own yet.
#[cfg(unix)]
const AGE: Duration = Duration::from_secs(2);

/// Elsewhere nobody can tell whether a file's writer still lives, only that no write takes that long.
#[cfg(not(unix))]
const AGE: Duration = Duration::from_secs(24 * 60 * 60);

/// Marks a file as being written, for as long as this process lives and has it open.
pub(super) fn claim(file: &File) {
    #[cfg(unix)]
    rustix::fs::flock(file, rustix::fs::FlockOperation::NonBlockingLockExclusive).ok();
    #[cfg(not(unix))]
    let _ = file;
}

/// Removes the files of writes that ended before they were done. That it cannot be done is no
/// reason not to write.
pub(super) fn remove(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) && is_left(&entry.path()) {
            fs::remove_file(entry.path()).ok();
        }
    }
}

fn is_left(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let written = file.metadata().and_then(|data| data.modified());
    let is_old = written
        .is_ok_and(|time| SystemTime::now().duration_since(time).is_ok_and(|age| age >= AGE));
    is_old && is_free(&file)
}

#[cfg(unix)]
fn is_free(file: &File) -> bool {
    rustix::fs::flock(file, rustix::fs::FlockOperation::NonBlockingLockExclusive).is_ok()
}

#[cfg(not(unix))]
fn is_free(_file: &File) -> bool {
    true
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn only_old_files_of_dead_writers_go() {
        let folder = tempfile::tempdir().expect("a folder");
        let make = |name: &str, age: u64| {
            let file = File::create(folder.path().join(name)).expect("a file");
            file.set_modified(SystemTime::now() - Duration::from_secs(age)).expect("a time");
            file
        };
        drop(make(".aks-egress-dead", 9));
        drop(make(".aks-egress-young", 0));
        drop(make("rules.txt", 9));
        let written = make(".aks-egress-busy", 9);
        claim(&written);
        remove(folder.path());
        let mut left: Vec<String> = fs::read_dir(folder.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        left.sort();
        assert_eq!(left, [".aks-egress-busy", ".aks-egress-young", "rules.txt"]);
    }
}
