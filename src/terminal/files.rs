//! Files: read with a limit, written whole or not at all.
//!
//! A file is written beside its place and then moved there, so that no reader, and no crash, ever
//! sees half of it. What the operator set up stays: permissions, owner, and a symbolic link, whose
//! target is written.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, PersistError};

mod leftovers;

use super::words;
use crate::cells;
use crate::profile::Language;
use crate::wizard::{Over, WriteFault};

/// Links that lead to links are followed this far, as the system does.
const MOST_LINKS: usize = 40;

/// Reads a file that has `limit` bytes at most.
///
/// # Errors
/// Whatever the system says, and [`io::ErrorKind::FileTooLarge`].
pub fn read_limited(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// Opens a file that can be read.
///
/// # Errors
/// Whatever the system says, and [`io::ErrorKind::IsADirectory`].
pub fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(file)
}

/// Whether a path leads to something that may wait for a writer or a person: a pipe or a device.
#[must_use]
pub fn may_wait(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// Writes a file, whole or not at all. Reasons are given in this language.
///
/// # Errors
/// Nothing was changed then; the fault says why.
pub fn write(path: &Path, bytes: &[u8], over: &Over, language: Language) -> Result<(), WriteFault> {
    let written = match fs::metadata(path) {
        Ok(present) if present.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(present) if present.is_file() => {
            allowed(path, over).and_then(|()| Ok(replace(path, bytes, &present)?))
        }
        // A pipe or a device, such as /dev/stdout: nothing there can be overwritten.
        Ok(_) => put(path, bytes).map_err(Fault::from),
        Err(error) if error.kind() == io::ErrorKind::NotFound => create(path, bytes, over),
        Err(error) => Err(Fault::System(error)),
    };
    written.map_err(|fault| match fault {
        Fault::Known(fault) => fault,
        Fault::NoFolder(folder) => WriteFault::Failed((words(language).no_folder)(&shown(&folder))),
        Fault::System(error) => WriteFault::Failed(reason(&error, language)),
    })
}

/// Writes a file that only its owner can read, whole or not at all.
///
/// # Errors
/// Whatever the system says; nothing was changed then.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A temporary file is private by itself.
    let beside = filled(Builder::new(), path, bytes)?;
    beside.as_file().sync_all()?;
    beside.persist(path)?;
    sync_folder(path);
    Ok(())
}

/// An error of the system in a few plain words, fit to follow a colon.
#[must_use]
pub fn reason(error: &io::Error, language: Language) -> String {
    use io::ErrorKind as Kind;
    let words = words(language);
    let known = match error.kind() {
        Kind::NotFound => words.not_there,
        Kind::PermissionDenied => words.denied,
        Kind::AlreadyExists => words.exists,
        Kind::IsADirectory => words.is_a_folder,
        Kind::NotADirectory => words.path_through_file,
        Kind::FileTooLarge => words.too_large,
        Kind::StorageFull => words.disk_full,
        Kind::QuotaExceeded => words.quota_full,
        Kind::ReadOnlyFilesystem => words.read_only,
        Kind::InvalidFilename => words.bad_name,
        Kind::BrokenPipe => words.reader_gone,
        _ => return plain(error),
    };
    known.to_owned()
}

/// A path as it can be shown.
#[must_use]
pub fn shown(path: &Path) -> String {
    cells::safe(&path.to_string_lossy()).into_owned()
}

/// The system's own words, for what is too rare to have ours.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let end = text.find(" (os error").unwrap_or(text.len());
    let mut plain = text[..end].to_owned();
    if let Some(first) = plain.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    cells::safe(&plain).into_owned()
}

/// Why a file was not written, before it is put into words.
enum Fault {
    Known(WriteFault),
    NoFolder(PathBuf),
    System(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

impl From<io::ErrorKind> for Fault {
    fn from(kind: io::ErrorKind) -> Self {
        Self::System(kind.into())
    }
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.write_all(bytes)?;
    file.flush()
}

/// Whether a file that is there may be replaced.
fn allowed(path: &Path, over: &Over) -> Result<(), Fault> {
    match over {
        Over::Anything => Ok(()),
        Over::Nothing => Err(Fault::Known(WriteFault::Exists)),
        // To see a difference, no more than one byte beyond what is known needs to be read.
        Over::Unchanged(known) => match read_limited(path, known.len() as u64) {
            Ok(found) if found == *known => Ok(()),
            Err(error) if error.kind() != io::ErrorKind::FileTooLarge => Err(error.into()),
            _ => Err(Fault::Known(WriteFault::Changed)),
        },
    }
}

fn replace(path: &Path, bytes: &[u8], present: &Metadata) -> io::Result<()> {
    // A move would replace a file that may not be written: ask first.
    OpenOptions::new().write(true).open(path)?;
    let target = fs::canonicalize(path)?;
    let beside = beside(&target, bytes)?;
    keep_owner_and_permissions(beside.as_file(), present)?;
    beside.as_file().sync_all()?;
    beside.persist(&target)?;
    sync_folder(&target);
    Ok(())
}

fn create(path: &Path, bytes: &[u8], over: &Over) -> Result<(), Fault> {
    if matches!(over, Over::Unchanged(_)) {
        return Err(Fault::Known(WriteFault::Changed));
    }
    if path.file_name().is_none() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let target = follow(path);
    let folder = folder_of(&target);
    if !folder.is_dir() {
        return Err(Fault::NoFolder(folder.to_owned()));
    }
    let beside = beside(&target, bytes)?;
    beside.as_file().sync_all()?;
    persist_new(beside, &target).map_err(|error| match error.kind() {
        // Someone was faster.
        io::ErrorKind::AlreadyExists => Fault::Known(WriteFault::Exists),
        _ => Fault::System(error),
    })?;
    sync_folder(&target);
    Ok(())
}

/// The bytes in a file of its own, in the folder of the target; gone again if it is dropped.
fn beside(target: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "elsewhere there is no umask"))]
    let mut builder = Builder::new();
    // As any new file: what the operator's umask leaves of it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    filled(builder, target, bytes)
}

fn filled(mut builder: Builder<'_, '_>, target: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    leftovers::remove(folder_of(target));
    let mut file = builder.prefix(leftovers::PREFIX).tempfile_in(folder_of(target))?;
    leftovers::claim(file.as_file());
    file.as_file_mut().write_all(bytes)?;
    Ok(file)
}

fn keep_owner_and_permissions(file: &File, present: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let own = file.metadata()?;
        if (own.uid(), own.gid()) != (present.uid(), present.gid()) {
            // Only root may give files away; for others the permissions are what matters.
            fchown(file, Some(present.uid()), Some(present.gid())).ok();
        }
    }
    file.set_permissions(present.permissions())
}

/// Moves a file to a place where there must be none.
fn persist_new(file: NamedTempFile, target: &Path) -> io::Result<()> {
    match file.persist_noclobber(target) {
        Ok(_) => Ok(()),
        Err(PersistError { error, .. }) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(error)
        }
        // Some file systems, FAT among them, cannot do that in one step.
        Err(PersistError { file, .. }) if !target.try_exists()? => {
            file.persist(target)?;
            Ok(())
        }
        Err(PersistError { error, .. }) => Err(error),
    }
}

/// Where links lead to, also if there is nothing yet.
fn follow(path: &Path) -> PathBuf {
    let mut place = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(next) = fs::read_link(&place) else { break };
        place = folder_of(&place).join(next);
    }
    place
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The move itself should outlive a power cut. Not every system can do this; the file is there.
fn sync_folder(target: &Path) {
    if cfg!(unix) {
        File::open(folder_of(target)).and_then(|folder| folder.sync_all()).ok();
    }
}

#[cfg(test)]
mod tests;
