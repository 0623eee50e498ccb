//! Answers that were unsaved when the wizard was ended from outside: kept in a file of the state
//! folder, one for each profile, that only the operator can read.

use std::fs;
use std::io;
use std::path::{self, Path, PathBuf};

use jiff::Timestamp;

use super::files;
use crate::cells;
use crate::profile::MAX_BYTES;

/// More of a profile's name is not needed to recognise it.
const MOST_OF_NAME: usize = 60;

/// What was kept.
#[derive(Debug, PartialEq, Eq)]
pub struct Kept {
    /// The answers, as a profile.
    pub text: String,
    /// When they were kept.
    pub time: String,
    /// Whether the profile was changed since.
    pub profile_changed: bool,
}

/// Where programs keep what is neither data nor configuration; by these variables.
#[must_use]
pub fn folder(variable: impl Fn(&str) -> Option<String>) -> Option<PathBuf> {
    let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = if cfg!(windows) {
        absolute("LOCALAPPDATA")
    } else {
        absolute("XDG_STATE_HOME").or_else(|| Some(absolute("HOME")?.join(".local/state")))
    };
    Some(state?.join(env!("CARGO_PKG_NAME")))
}

/// The file in that folder for a profile: its name, so that one recognises it, and a digest of its
/// path, so that no other profile has it.
#[must_use]
pub fn place(folder: &Path, profile: Option<&Path>) -> PathBuf {
    let Some(profile) = profile else { return folder.join("new.toml") };
    let name = profile.file_stem().unwrap_or_default().to_string_lossy();
    let plain = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '_' };
    let name: String = name.chars().take(MOST_OF_NAME).map(plain).collect();
    let digest = digest(absolute(profile).as_os_str().as_encoded_bytes());
    folder.join(format!("{name}-{digest:016x}.toml"))
}

/// Keeps unsaved answers. `base` is the profile's text that they change.
///
/// # Errors
/// Whatever the system says.
pub fn keep(place: &Path, profile: Option<&Path>, base: &str, text: &str) -> io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(place.parent().unwrap_or(Path::new("")))?;
    let [about, base] = head(profile, base);
    files::write_private(place, format!("{about}{base}{text}").as_bytes())
}

/// What was kept for a profile, whose text is `base` now.
#[must_use]
pub fn find(place: &Path, profile: Option<&Path>, base: &str) -> Option<Kept> {
    let bytes = files::read_limited(place, MAX_BYTES).ok()?;
    let time = Timestamp::try_from(fs::metadata(place).ok()?.modified().ok()?).ok()?;
    let [about, base] = head(profile, base);
    let whole = String::from_utf8(bytes).ok()?;
    let text = whole.strip_prefix(&about)?.to_owned();
    let profile_changed = !text.starts_with(&base);
    Some(Kept { text, time: time.strftime("%Y-%m-%d %H:%M UTC").to_string(), profile_changed })
}

/// Comments: whose answers these are, and what the profile was.
fn head(profile: Option<&Path>, base: &str) -> [String; 2] {
    let profile = profile.map(absolute).unwrap_or_default();
    let shown = cells::safe(&profile.to_string_lossy()).into_owned();
    [
        format!("# Unsaved answers, kept when aks-egress was ended.\n# Profile: {shown}\n"),
        format!("# Digest of its text: {:016x}\n", digest(base.as_bytes())),
    ]
}

fn absolute(path: &Path) -> PathBuf {
    path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// FNV-1a: the same on every machine and in every version.
fn digest(bytes: &[u8]) -> u64 {
    let mix = |digest: u64, byte: &u8| (digest ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn the_state_folder_follows_from_variables() {
        for (variables, expected) in [
            ("XDG_STATE_HOME=/state HOME=/home/a", Some("/state/aks-egress")),
            ("XDG_STATE_HOME=state HOME=/home/a", Some("/home/a/.local/state/aks-egress")),
            ("HOME=/home/a", Some("/home/a/.local/state/aks-egress")),
            ("XDG_STATE_HOME= HOME=", None),
            ("", None),
        ] {
            let found = folder(|name| {
                let pairs = variables.split(' ').filter_map(|pair| pair.split_once('='));
                pairs.into_iter().find(|pair| pair.0 == name).map(|pair| pair.1.to_owned())
            });
            assert_eq!(found.as_deref(), expected.map(Path::new), "{variables}");
        }
    }

    #[test]
    fn each_profile_has_a_place_of_its_own() {
        let folder = Path::new("state");
        let name = |path: &str| {
            let place = place(folder, Some(Path::new(path)));
            place.file_name().unwrap().to_str().unwrap().to_owned()
        };
        assert_eq!(place(folder, None), folder.join("new.toml"));
        let long = "x".repeat(300);
        let paths =
            ["prod.toml", "a/prod.toml", "a_prod.toml", "new.toml", "名\u{1b}[2J.toml", &long];
        let names: std::collections::BTreeSet<String> =
            paths.iter().map(|path| name(path)).collect();
        assert_eq!(names.len(), paths.len());
        assert!(names.iter().all(|name| name.len() < 255 && !name.contains('\u{1b}')), "{names:?}");
        assert!(name("a/prod.toml").starts_with("prod-"));
        assert_eq!(name("prod.toml"), name("./prod.toml"));
        assert!(!names.contains("new.toml"));
    }

    #[test]
    fn what_was_kept_is_found_for_its_profile_alone() {
        let folder = tempfile::tempdir().unwrap();
        let profile = Some(Path::new("prod\n.toml"));
        let place = place(&folder.path().join("deep/er"), profile);
        assert_eq!(find(&place, profile, "old"), None);
        for text in ["version = 1\n", "version = 1\n# again\n"] {
            keep(&place, profile, "old", text).unwrap();
            let kept = find(&place, profile, "old").unwrap();
            assert!(kept.text.ends_with(text) && !kept.profile_changed);
            assert!(kept.time.ends_with(" UTC") && kept.time.len() == 20, "{}", kept.time);
        }
        assert!(find(&place, profile, "new").unwrap().profile_changed);
        assert_eq!(find(&place, Some(Path::new("other.toml")), "old"), None);
        assert_eq!(fs::read_dir(place.parent().unwrap()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&place), mode(place.parent().unwrap())), (0o600, 0o700));
        }
    }
}
