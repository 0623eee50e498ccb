//! The wizard is ended from outside, in a real pseudo-terminal: unsaved answers are kept, and
//! offered at the next start.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test may fail by panic")]

#[path = "support/pty.rs"]
#[expect(dead_code, reason = "other tests use the rest of it")]
mod pty;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use portable_pty::CommandBuilder;
use pty::Pty;
use rustix::process::Signal;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_aks-egress");
const PROFILE: &str = "\
version = 1
source = \"learn\"
edition = \"2026-08-21\"
reading = \"recommended\"

[cluster] # ours
cloud = \"global\"
region = \"westeurope\"
";
const OFFER: &str = "Unsaved answers of 20";
/// Not the first answer of all, which stands there without a wizard that asks it.
const REVIEW: &str = "Is everything right?";

/// A folder with a profile, and how the wizard is started in it.
struct Place {
    folder: TempDir,
    arguments: Vec<&'static str>,
    plain: bool,
}

impl Place {
    fn new(plain: bool, arguments: &[&'static str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("prod.toml"), PROFILE).unwrap();
        let face = plain.then_some("--plain");
        Self { folder, arguments: face.into_iter().chain(arguments.to_owned()).collect(), plain }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn profile(&self) -> String {
        fs::read_to_string(self.path("prod.toml")).unwrap()
    }

    /// Starts it under a command that is called with the program's line; empty for none.
    fn start_under(&self, under: &[&str]) -> Pty {
        let mut line = under.to_vec();
        line.push(PROGRAM);
        line.extend(&self.arguments);
        let mut command = CommandBuilder::new(line[0]);
        command.args(&line[1..]);
        command.cwd(self.folder.path());
        for name in ["LC_ALL", "LC_CTYPE", "LC_MESSAGES"] {
            command.env_remove(name);
        }
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        command.env("XDG_STATE_HOME", self.path("state"));
        // Lines scroll away.
        Pty::start(command, 80, if self.plain { 200 } else { 24 })
    }

    fn start(&self) -> Pty {
        self.start_under(&[])
    }

    /// Waits until it asks nothing but the step's question.
    #[track_caller]
    fn stands(&self, pty: &Pty) {
        let prompt = if self.plain { "8 of 8, Review" } else { REVIEW };
        drop(pty.until("the last step", |seen| {
            let text = seen.text();
            text.contains(prompt) && (self.plain || !text.contains(OFFER))
        }));
    }

    /// Ticks GPU node pools.
    #[track_caller]
    fn change(&self, pty: &mut Pty) {
        if self.plain {
            go(pty, "g 4\r", "4 of 8, Nodes [");
            go(pty, "5\r", "GPU node pools: yes");
        } else {
            go(pty, "4", "What runs in the node pools");
            go(pty, "\x1b[B\x1b[B\x1b[B\x1b[B ", "[x] GPU node pools");
        }
    }

    /// Starts it, changes an answer and ends it by a signal.
    #[track_caller]
    fn interrupted(&self) {
        let mut pty = self.start();
        drop(pty.shows("8"));
        self.change(&mut pty);
        pty.signal(Signal::TERM);
        assert_eq!(pty.end().0, 143);
    }

    /// Presses a key, or types its line.
    #[track_caller]
    fn say(&self, pty: &mut Pty, key: &str, shown: &str) {
        let end = if self.plain { "\r" } else { "" };
        go(pty, &format!("{key}{end}"), shown);
    }

    fn quit(&self, mut pty: Pty) {
        pty.send(if self.plain { "q\r" } else { "q" });
        assert_eq!(pty.end().0, 0);
    }

    /// What is kept.
    fn kept(&self) -> Vec<PathBuf> {
        files(&self.path("state/aks-egress"))
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[track_caller]
fn go(pty: &mut Pty, keys: &str, shown: &str) {
    pty.send(keys);
    drop(pty.shows(shown));
}

const FACES: [bool; 2] = [false, true];

#[test]
fn what_a_signal_ends_is_offered_taken_and_saved() {
    for plain in FACES {
        for (signal, code) in
            [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)]
        {
            let place = Place::new(plain, &["prod.toml"]);
            let mut pty = place.start();
            place.stands(&pty);
            place.change(&mut pty);
            pty.signal(signal);
            let (end, seen) = pty.end();
            assert_eq!(end, code, "{signal:?}");
            assert!(seen.text().contains("unsaved answers were kept"), "{}", seen.text());
            assert!(!seen.screen().alternate_screen() && !seen.screen().hide_cursor());
            assert_eq!(place.profile(), PROFILE);
            let kept = place.kept();
            assert_eq!(kept.len(), 1, "{kept:?}");
            assert!(kept[0].file_name().unwrap().to_str().unwrap().starts_with("prod-"));
            assert_eq!(fs::metadata(&kept[0]).unwrap().permissions().mode() & 0o777, 0o600);
            assert!(fs::read_to_string(&kept[0]).unwrap().contains("gpu = true"));

            let mut pty = place.start();
            assert!(!pty.shows(OFFER).text().contains("was changed"));
            place.say(&mut pty, "y", "still unsaved");
            assert_eq!(place.kept().len(), 1, "until they are saved");
            place.say(&mut pty, if plain { "s" } else { "\x13" }, "saved prod.toml");
            place.quit(pty);
            assert_eq!(place.profile(), format!("{PROFILE}\n[nodes]\ngpu = true\n"));
            assert_eq!(place.kept().len(), 0);
        }
    }
}

#[test]
fn what_a_closed_terminal_ends_is_offered() {
    for plain in FACES {
        // In a session of its own the program gets no signal: it sees that the terminal is gone.
        for session in [&["sh", "-c", "\"$0\" \"$@\"; true"][..], &["setsid", "--wait"]] {
            let place = Place::new(plain, &["prod.toml"]);
            let mut pty = place.start_under(session);
            place.stands(&pty);
            place.change(&mut pty);
            pty.hang_up("?").wait().unwrap();
            let begun = std::time::Instant::now();
            // Until the file has its own name, it is called otherwise.
            let is_kept = |path: &PathBuf| path.extension().is_some_and(|it| it == "toml");
            while !place.kept().iter().any(is_kept) {
                assert!(begun.elapsed().as_secs() < 10, "nothing was kept: {session:?}");
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
            assert_eq!(place.profile(), PROFILE);
            let pty = place.start();
            drop(pty.shows(OFFER));
        }
    }
}

#[test]
fn what_was_kept_can_be_refused() {
    for plain in FACES {
        let place = Place::new(plain, &["prod.toml"]);
        place.interrupted();
        let mut pty = place.start();
        drop(pty.shows(OFFER));
        place.say(&mut pty, "n", REVIEW);
        place.stands(&pty);
        place.quit(pty);
        assert_eq!((place.kept().len(), place.profile().as_str()), (0, PROFILE));
        let pty = place.start();
        assert_eq!(pty.shows(REVIEW).count(OFFER), 0);
    }
}

#[test]
fn the_question_can_wait() {
    for plain in FACES {
        let place = Place::new(plain, &["prod.toml"]);
        place.interrupted();
        let mut pty = place.start();
        drop(pty.shows(OFFER));
        place.say(&mut pty, if plain { "b" } else { "\x1b" }, REVIEW);
        place.stands(&pty);
        place.quit(pty);
        assert_eq!(place.kept().len(), 1);
        // Nor does a signal change what is kept while nothing is unsaved.
        let before = fs::read(&place.kept()[0]).unwrap();
        let mut pty = place.start();
        drop(pty.shows(OFFER));
        pty.signal(Signal::TERM);
        assert_eq!(pty.end().0, 143);
        assert_eq!(fs::read(&place.kept()[0]).unwrap(), before);
    }
}

#[test]
fn nothing_is_kept_where_nothing_would_be_lost() {
    for plain in FACES {
        let place = Place::new(plain, &["prod.toml"]);
        let pty = place.start();
        place.stands(&pty);
        place.quit(pty);
        let mut pty = place.start();
        place.stands(&pty);
        pty.signal(Signal::TERM);
        assert_eq!(pty.end().0, 143);
        // Thrown away on request.
        let mut pty = place.start();
        place.stands(&pty);
        place.change(&mut pty);
        place.say(&mut pty, "q", "The profile has unsaved changes.");
        pty.send(if plain { "d\r" } else { "d" });
        assert_eq!(pty.end().0, 0);
        assert!(!place.path("state").exists());
    }
    let place = Place::new(false, &["prod.toml"]);
    let mut pty = place.start();
    drop(pty.shows(REVIEW));
    place.change(&mut pty);
    pty.send("\x03\x03");
    assert_eq!(pty.end().0, 0);
    assert!(!place.path("state").exists());
}

#[test]
fn what_was_taken_and_thrown_away_is_not_offered_again() {
    for plain in FACES {
        let place = Place::new(plain, &["prod.toml"]);
        place.interrupted();
        let mut pty = place.start();
        drop(pty.shows(OFFER));
        place.say(&mut pty, "y", "still unsaved");
        // Ended once more, it is kept once more.
        pty.signal(Signal::TERM);
        assert_eq!(pty.end().0, 143);
        assert_eq!(place.kept().len(), 1);
        let mut pty = place.start();
        drop(pty.shows(OFFER));
        place.say(&mut pty, "y", "still unsaved");
        place.say(&mut pty, "q", "The profile has unsaved changes.");
        pty.send(if plain { "d\r" } else { "d" });
        assert_eq!(pty.end().0, 0);
        assert_eq!((place.kept().len(), place.profile().as_str()), (0, PROFILE));
    }
}

#[test]
fn a_new_profile_and_one_that_is_changed_meanwhile() {
    for plain in FACES {
        let place = Place::new(plain, &["--lang", "en"]);
        let mut pty = place.start();
        drop(pty.shows("1"));
        place.change(&mut pty);
        pty.signal(Signal::TERM);
        assert_eq!(pty.end().0, 143);
        assert_eq!(place.kept(), [place.path("state/aks-egress/new.toml")]);
        let pty = place.start();
        drop(pty.shows(OFFER));

        let place = Place::new(plain, &["prod.toml"]);
        place.interrupted();
        let changed = PROFILE.replace("westeurope", "uksouth");
        fs::write(place.path("prod.toml"), &changed).unwrap();
        let place = Place {
            arguments: place.arguments.iter().copied().chain(["--lang", "zh"]).collect(),
            ..place
        };
        let pty = place.start();
        drop(pty.shows("配置已被修改；此前"));
    }
}

#[test]
fn that_nothing_can_be_kept_is_said() {
    let place = Place::new(false, &["prod.toml"]);
    fs::write(place.path("state"), "a file where the folder should be").unwrap();
    let mut pty = place.start();
    drop(pty.shows(REVIEW));
    place.change(&mut pty);
    pty.signal(Signal::TERM);
    let (code, seen) = pty.end();
    assert_eq!(code, 143);
    assert!(seen.text().contains("unsaved answers could not be kept: "), "{}", seen.text());
}
