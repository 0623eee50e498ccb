//! Effects, done: the one place where the wizard's wishes touch the world.

use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::clipboard::Clipboard;
use super::{check, files, firewall, words};
use crate::answers::audit::Hints;
use crate::answers::explain::{Explainer, Progress};
use crate::cells;
use crate::profile::Language;
use crate::service_tags::{self, MAX_BYTES, ServiceTags, ServiceTagsError};
use crate::wizard::{Effect, Message};

/// More of a log takes longer than anyone waits for a screen; the report says that it is a part.
/// The command line reads all of it.
const MOST_OF_LOG: u64 = 1 << 30;

/// Does what effects ask for.
pub struct Performer {
    clipboard: Clipboard,
}

impl Performer {
    /// With this clipboard.
    #[must_use]
    pub fn new(clipboard: Clipboard) -> Self {
        Self { clipboard }
    }

    /// Does one thing and tells in this language how it went. `send` takes bytes for the terminal.
    ///
    /// Effects that concern the session alone, such as leaving, are none of its business and give
    /// nothing.
    pub fn perform(
        &mut self,
        effect: Effect,
        language: Language,
        send: impl FnOnce(&[u8]) -> io::Result<()>,
    ) -> Option<Message> {
        match effect {
            Effect::Write { purpose, path, bytes, over } => {
                let result = files::write(&path, &bytes, &over, language);
                Some(Message::Written { purpose, path, bytes, result })
            }
            Effect::Copy(text) => Some(Message::Copied(self.clipboard.copy(&text, language, send))),
            Effect::ReadServiceTags { path, folder } => {
                let result = read_tags(&folder.join(&path), language);
                Some(Message::ServiceTags { path, result })
            }
            Effect::ReadLog(path) => {
                Some(Message::Log(read_log(&typed(&path), language).map(Box::new)))
            }
            Effect::ReadFirewall { path, region } => {
                let hints = Hints { region, ..Hints::default() };
                let typed = typed(&path);
                let found = if files::may_wait(&typed) {
                    let say = words(language).not_read;
                    Err(say(&files::shown(&typed), words(language).no_file))
                } else {
                    firewall::find(&[typed], language)
                };
                let read = found
                    .map_err(|told| vec![told])
                    .and_then(|found| firewall::read(found, &hints, language));
                let result = read.map(|(firewall, _)| firewall).map_err(|told| told.join("; "));
                Some(Message::Firewall { path, result })
            }
            Effect::Remove(path) => {
                // What cannot be removed is offered once more, which does no harm.
                std::fs::remove_file(path).ok();
                None
            }
            Effect::Mouse(_) | Effect::Redraw | Effect::Suspend | Effect::Quit => None,
        }
    }
}

/// A path as somebody types it: `~` is the home folder, and `-` a file of that name, since the
/// terminal itself is no input here.
fn typed(path: &str) -> PathBuf {
    let home = || check::variable("HOME").map(PathBuf::from);
    match (path, path.strip_prefix("~/")) {
        ("-", _) => PathBuf::from("./-"),
        (_, Some(rest)) => home().map_or_else(|| PathBuf::from(path), |home| home.join(rest)),
        _ => PathBuf::from(path),
    }
}

/// Reads a log, row by row: as much as does not keep the operator waiting for long. The error is a
/// sentence.
fn read_log(path: &Path, language: Language) -> Result<Explainer, String> {
    let shown = files::shown(path);
    let mut explainer = Explainer::default();
    let mut watch = |progress: Progress| {
        if progress.bytes > MOST_OF_LOG {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    if files::may_wait(path) {
        return Err((words(language).not_read)(&shown, words(language).no_file));
    }
    let read = files::open(path).and_then(|file| explainer.read(&shown, file, &mut watch));
    match read {
        Ok(()) => Ok(explainer),
        Err(error) => Err((words(language).not_read)(&shown, &files::reason(&error, language))),
    }
}

/// Reads a service tag file; the error is a sentence.
///
/// # Errors
/// When it cannot be read or is something else.
pub fn read_tags(path: &Path, language: Language) -> Result<ServiceTags, String> {
    let bytes = files::read_limited(path, MAX_BYTES).map_err(|error| {
        if error.kind() == io::ErrorKind::FileTooLarge {
            let size = path.metadata().map_or(MAX_BYTES, |file| file.len());
            return ServiceTagsError::TooLarge(size).text(language);
        }
        let reason = files::reason(&error, language);
        (words(language).not_read)(&files::shown(path), &reason)
    })?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let tags = service_tags::parse(&name, &bytes);
    tags.map_err(|error| cells::safe(&error.text(language)).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wizard::{Over, Purpose};

    fn perform(effect: Effect) -> Option<Message> {
        Performer::new(Clipboard::new(|_| None)).perform(effect, Language::En, |_| Ok(()))
    }

    #[test]
    fn tags_are_read_beside_the_profile() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        let tags = r#"{"changeNumber": 7, "cloud": "Public", "values": []}"#;
        std::fs::write(at("tags.json"), tags).unwrap();
        std::fs::write(at("empty.json"), "").unwrap();
        let other = r#"{"changeNumber": 7, "cloud": "\u001b[2J", "values": []}"#;
        std::fs::write(at("other.json"), other).unwrap();
        let large = std::fs::File::create(at("large.json")).unwrap();
        large.set_len(MAX_BYTES + 1).unwrap();
        for (asked, expected) in [
            ("tags.json".to_owned(), Ok(7)),
            (at("tags.json"), Ok(7)),
            ("none.json".to_owned(), Err(format!("{}: it does not exist", at("none.json")))),
            ("a\u{1b}[2J\u{202e}".to_owned(), Err("a\\u{1b}[2J\\u{202e}: ".to_owned())),
            (".".to_owned(), Err("it is a folder".to_owned())),
            ("empty.json".to_owned(), Err("empty".to_owned())),
            ("other.json".to_owned(), Err("`\\u{1b}[2J`".to_owned())),
            ("large.json".to_owned(), Err("64 MB".to_owned())),
        ] {
            let folder = folder.path().to_owned();
            let effect = Effect::ReadServiceTags { path: asked.clone(), folder };
            let Some(Message::ServiceTags { path, result }) = perform(effect) else {
                panic!("no answer for {asked}");
            };
            assert_eq!(path, asked);
            match (result, expected) {
                (Ok(tags), Ok(number)) => {
                    assert_eq!((&*tags.file, tags.change_number), ("tags.json", number));
                }
                (Err(told), Err(part)) => assert!(told.contains(&part), "{asked}: {told}"),
                (result, expected) => panic!("{asked}: {result:?} and not {expected:?}"),
            }
        }
    }

    #[test]
    fn write_is_answered_with_its_purpose() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("rules.csv");
        let effect = Effect::Write {
            purpose: Purpose::Export,
            path: to.clone(),
            bytes: b"rules".to_vec(),
            over: Over::Nothing,
        };
        let answer = perform(effect);
        let Some(Message::Written { purpose: Purpose::Export, path, result: Ok(()), .. }) = answer
        else {
            panic!("{answer:?}");
        };
        assert_eq!(path, to);
        assert_eq!(std::fs::read(to).unwrap(), b"rules");
    }

    #[test]
    fn session_effects_are_left_to_the_loop() {
        for effect in [Effect::Mouse(true), Effect::Suspend, Effect::Quit] {
            assert!(perform(effect).is_none());
        }
    }
}
