//! Text from outside is shown and never executed: nothing that acts on a terminal, and nothing that
//! turns the direction of what follows, comes out of any face or format, wherever it came in.

#[path = "support/dialogue.rs"]
#[expect(dead_code, reason = "other tests use the rest of it")]
mod dialogue;
#[path = "support/story.rs"]
#[expect(dead_code, reason = "other tests use the rest of it")]
mod story;
#[path = "support/world.rs"]
mod world;

use aks_egress::catalog::CATALOG;
use aks_egress::cells;
use aks_egress::profile::{Language, Profile};
use aks_egress::wizard::{File, Message, Model, Place};
use dialogue::World;
use proptest::prelude::*;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use story::{Story, text_of};

/// Clears the screen, renames the window, fills the clipboard, turns the text, ends the line.
const ACTS: &str =
    "\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{1b}]52;c;eA==\u{1b}\\\u{202e}\u{2066}\u{200f}\u{8}\r";
/// The same without the line's end, for names and for lines.
const NAME: &str = "a\u{1b}[2J\u{9b}1m\u{202e}\u{2066}b";

#[track_caller]
fn assert_harmless(text: &str, what: &str) {
    let at = text.char_indices().find(|(_, c)| *c != '\n' && cells::is_hidden(*c));
    let around = at.map(|(at, _)| text[..at].lines().next_back().unwrap_or_default());
    assert_eq!(at, None, "{what}, after {around:?}");
}

fn inputs(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(folder);
    let mut found: Vec<PathBuf> = Vec::new();
    let mut left = vec![root];
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let is_told = path.extension().is_some_and(|it| it == "rows" || it == "told");
            if path.is_dir() {
                left.push(path);
            } else if !is_told {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// How many versions of an input are made; each has the hostile text elsewhere.
const VERSIONS: usize = 4;

/// An input with hostile text in it, in a way that leaves most of its form.
fn poisoned(text: &str, version: usize) -> String {
    if let Ok(mut value) = serde_json::from_str::<Value>(text) {
        let mut count = version;
        poison_value(&mut value, &mut count);
        return value.to_string();
    }
    let poison = |(index, line): (usize, &str)| {
        let length = line.chars().count();
        // Most lines are left alone, so that what stands around them is still understood.
        if length == 0 || index % VERSIONS != version {
            return line.to_owned();
        }
        let at = line.char_indices().nth((index * 13 + version * 7) % length);
        let at = at.map_or(0, |(at, _)| at);
        format!("{}{}{}", &line[..at], ACTS.trim_end(), &line[at..])
    };
    text.lines().enumerate().map(poison).collect::<Vec<_>>().join("\n")
}

fn poison_value(value: &mut Value, count: &mut usize) {
    match value {
        Value::String(text) => {
            *count += 1;
            if count.is_multiple_of(VERSIONS) {
                text.push_str(ACTS);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| poison_value(item, count)),
        Value::Object(fields) => {
            fields.values_mut().for_each(|field| poison_value(field, count));
        }
        _ => {}
    }
}

/// Runs the program and gives both its streams.
fn run(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aks-egress"));
    let ran = command.args(arguments).current_dir(folder).env_clear().output().expect("it runs");
    let stream = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let (out, err) = (stream(ran.stdout), stream(ran.stderr));
    assert!(ran.status.code().is_some_and(|code| code <= 2), "{arguments:?}: {err}");
    format!("{out}\n{err}")
}

/// A file system that takes such names at all.
fn named(folder: &Path, end: &str) -> String {
    let name = if cfg!(windows) { format!("a\u{202e}b{end}") } else { format!("{NAME}{end}") };
    fs::write(folder.join(&name), "").expect("written");
    name
}

fn profile(folder: &Path) -> String {
    let name = named(folder, ".toml");
    let text = "version = 1\nname = \"x\\u001b[2J\\u202e\"\n[cluster]\ncloud = \"global\"\nregion = \"westeurope\"\n[destinations]\nservice_tags = \"t\\u001b[2J\\u202e.json\"\n";
    fs::write(folder.join(&name), text).expect("written");
    name
}

#[test]
fn logs() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = named(folder.path(), ".log");
    for path in inputs("logs") {
        let text = String::from_utf8_lossy(&fs::read(&path).expect("read")).into_owned();
        for version in 0..VERSIONS {
            fs::write(folder.path().join(&name), poisoned(&text, version)).expect("written");
            let format = ["text", "json", "csv", "text"][version];
            let language = ["en", "en", "zh", "zh"][version];
            let arguments = ["explain", &name, "--format", format, "--lang", language];
            let said = run(folder.path(), &arguments);
            assert_harmless(&said, &format!("{} version {version}", path.display()));
        }
    }
}

#[test]
fn firewalls() {
    let folder = tempfile::tempdir().expect("a folder");
    let profile = profile(folder.path());
    fs::write(
        folder.path().join("fine.toml"),
        "version = 1\n[cluster]\ncloud = \"global\"\nregion = \"westeurope\"\n",
    )
    .expect("written");
    for path in inputs("firewalls") {
        let text = String::from_utf8_lossy(&fs::read(&path).expect("read")).into_owned();
        let end = path.extension().unwrap_or_default().to_string_lossy();
        let name = named(folder.path(), &format!(".{end}"));
        for version in 0..VERSIONS {
            fs::write(folder.path().join(&name), poisoned(&text, version)).expect("written");
            let format = ["text", "markdown", "json", "text"][version];
            let language = ["en", "zh", "en", "zh"][version];
            let arguments =
                ["audit", "--profile", "fine.toml", &name, "--format", format, "--lang", language];
            let said = run(folder.path(), &arguments);
            assert_harmless(&said, &format!("{} version {version}", path.display()));
        }
        let said = run(folder.path(), &["audit", "--profile", &profile, &name]);
        assert_harmless(&said, "a profile and a firewall by their names");
        fs::remove_file(folder.path().join(name)).expect("removed");
    }
}

#[test]
fn names_and_values_on_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let profile = profile(folder.path());
    let value = if cfg!(windows) { "a\u{202e}b" } else { NAME };
    let missing = format!("{value}/none.toml");
    let lines: &[&[&str]] = &[
        &["check", &profile, &missing],
        &["export", &profile, "--format", "text"],
        &["export", &profile, "--format", value],
        &["export", &profile, &missing, "--format", "json"],
        &["export", &profile, "--format", "text", "-o", &missing],
        &["export", &profile, "--format", "csv", "--service-tags", &missing],
        &["diff", &profile, &missing],
        &["diff", &profile, "--from", value],
        &["diff", &profile, "--format", "json"],
        &["explain", value],
        &["explain", value, "--profile", &missing],
        &["audit", "--profile", &profile, &missing],
        &["audit", "--profile", &profile, &profile, "--set", value],
        &["list", value],
        &["--example", value],
        &[&missing],
        &[value],
    ];
    for language in ["en", "zh"] {
        for line in lines {
            let line: Vec<&str> = line.iter().copied().chain(["--lang", language]).collect();
            assert_harmless(&run(folder.path(), &line), &format!("{line:?}"));
        }
    }
}

/// A wizard over a profile that is hostile wherever its file can be.
fn model(text: &str, language: Language) -> (Profile, File) {
    let mut profile = Profile::new(CATALOG.as_of);
    "westeurope".clone_into(&mut profile.cluster.region);
    profile.language = language;
    profile.name = Some(text.to_owned());
    profile.destinations.service_tags = Some(text.to_owned());
    text.clone_into(&mut profile.azure_firewall.group);
    let file = File { path: PathBuf::from(text), text: String::new() };
    (profile, file)
}

#[track_caller]
fn look(story: &Story, what: &str) {
    assert_harmless(&text_of(&story.buffer()), what);
}

/// Goes everywhere in the wizard with this text: pastes it, types it, opens what is called so.
fn visit(text: &str, size: (u16, u16), language: Language) {
    let (profile, file) = model(text, language);
    let mut story = Story::with(profile, Some(file), size.0, size.1, language);
    story
        .world
        .files
        .insert(PathBuf::from(text.trim()), format!("{text}\n1.2.3.4 443 {text}\n").into());
    for step in 0..8 {
        story.send(Message::Point(Place::Step(step)));
        look(&story, "a step");
        story.send(Message::Paste(text.to_owned()));
        look(&story, "a paste");
        for row in 0..12 {
            story.send(Message::Point(Place::Row(row)));
            story.send(Message::Paste(text.to_owned()));
            look(&story, "a line");
            story.press("enter");
            look(&story, "a line that was taken or refused");
            story.press("esc esc");
        }
    }
    story.send(Message::Point(Place::Step(7)));
    for (keys, what) in [("x", "explained"), ("x", "explained again")] {
        story.press(keys);
        story.send(Message::Paste(text.to_owned()));
        look(&story, what);
        story.press("enter");
        look(&story, what);
        story.press("/");
        story.send(Message::Paste(text.to_owned()));
        look(&story, "searched");
        story.press("enter y");
    }
    story.press("esc esc esc right /");
    story.send(Message::Paste(text.to_owned()));
    look(&story, "filtered");
    story.press("enter esc left e enter i");
    look(&story, "warnings of an export");
    story.press("esc w ctrl-u");
    story.send(Message::Paste(text.to_owned()));
    look(&story, "a file name");
    story.press("enter");
    look(&story, "a file that exists");
    for copied in &story.world.copied {
        assert_harmless(&copied.replace('\t', " "), "a copy");
    }
}

#[test]
fn the_screen() {
    for size in [(130, 50), (50, 15)] {
        for language in [Language::En, Language::Zh] {
            visit(NAME, size, language);
            visit(ACTS, size, language);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(6) })]

    #[test]
    fn the_screen_whatever_the_text(text in "\\PC{0,6}[\u{0}-\u{1f}\u{7f}-\u{9f}\u{200b}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{e0001}-\u{e007f}]{1,6}[ -~规]{0,20}") {
        visit(&text, (100, 30), Language::En);
    }
}

#[test]
fn the_dialogue() {
    for language in [Language::En, Language::Zh] {
        let (profile, file) = model(NAME, language);
        let (mut world, mut wizard) =
            (World::default(), Model::new(&CATALOG, profile, Some(file), language));
        world.files.insert(PathBuf::from(NAME), format!("{NAME}\n1.2.3.4 443 {NAME}\n").into());
        let typed: Vec<String> =
            ["", "x ", "a ", "e ", "e csv ", "y ", "w ", "g ", "c ", "1 ", "3 "]
                .map(|command| format!("{command}{NAME}"))
                .to_vec();
        let mut lines: Vec<&str> = vec!["?", "r", "n", "w 1"];
        for step in ["g 1", "g 2", "g 3", "g 6", "g 7", "g 8"] {
            lines.push(step);
            lines.extend(typed.iter().map(String::as_str));
        }
        lines.extend(["x", NAME, ACTS, "", "e text", "e markdown", "s", "o", NAME, "b", "q", "d"]);
        let told = world.hold(&mut wizard, &lines);
        assert_harmless(&told.transcript.replace('\t', " "), "a dialogue");
    }
}
