//! The plain face: whole dialogues as goldens, and the promises that it makes.
//!
//! `SNAPSHOTS=overwrite cargo test --test plain` writes the dialogues anew; their diff is reviewed.

#[path = "support/dialogue.rs"]
mod dialogue;
#[path = "support/world.rs"]
mod world;

use aks_egress::catalog::{CATALOG, Cloud, Date};
use aks_egress::cells;
use aks_egress::plain::{self, Ending};
use aks_egress::profile::{ApiServer, Language, Linux, Profile};
use aks_egress::wizard::{File, Key, Message, Model, Place, Rescued, update};
use aks_egress::{profile, steps};
use dialogue::World;
use proptest::prelude::*;
use snapbox::{Assert, Data};
use std::path::{Path, PathBuf};

fn wizard(language: Language) -> Model {
    Model::new(&CATALOG, Profile::new(CATALOG.as_of), None, language)
}

fn shot(transcript: &str, name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/cli/plain").join(name);
    let assert = Assert::new().action_env("SNAPSHOTS");
    assert.eq(Data::text(transcript).raw(), Data::read_from(&path, None).raw());
}

/// A private US Gov cluster with GPU and Azure Monitor, saved, exported and copied.
const NEWCOMER: &[&str] = &[
    "3",
    "",
    "virg",
    "1",
    "",
    "2",
    "",
    "5",
    "",
    "azure monitor",
    "4",
    "",
    "1",
    "10.240.0.0/16",
    "",
    "",
    "?",
    "s",
    "",
    "e fqdns",
    "e csv rules.csv",
    "y tsv",
    "q",
];

/// Wrong lines, a rule explained, answers changed from the review, undone, an old file replaced.
const CAREFUL: &[&str] = &[
    "b",
    "what",
    "9",
    "8 2019-01-01",
    "8 2024-09-26",
    "g 2",
    "3",
    "atlantis",
    "*",
    "g 9",
    "g 2",
    "westeurope",
    "",
    "5",
    "w 1",
    "w 99",
    "7",
    "10.0.0.4, here",
    "10.0.0.4",
    "n",
    "",
    "4,5",
    "",
    "11 3",
    "3",
    "12",
    "",
    "14",
    "5",
    "",
    "2",
    "5 99",
    "5 250",
    "5 -",
    "3 hub",
    "",
    "1 产线",
    "10",
    "4",
    "",
    "12 -",
    "u",
    "u",
    "l",
    "r",
    "e tvs",
    "e",
    "p",
    "",
    "",
    "b",
    "y",
    "s",
    "taken.toml",
    "x",
    "o",
    "taken.toml",
    "r",
    "3",
    "q",
    "b",
    "q",
    "d",
];

#[test]
fn a_newcomer_is_led_through() {
    for language in [Language::En, Language::Zh] {
        let (mut world, mut model) = (World::default(), wizard(language));
        let told = world.hold(&mut model, NEWCOMER);
        shot(&told.transcript, &format!("newcomer.{language}.txt"));
        assert_eq!(told.ending, Ending::Left);
        let saved = &world.files[&PathBuf::from("aks-egress.toml")];
        let saved = profile::from_bytes(saved, &CATALOG).expect("what was saved can be read");
        assert_eq!(saved.profile.cluster.cloud, Cloud::UsGov);
        assert_eq!(saved.profile.cluster.region, "usgovvirginia");
        assert_eq!(saved.profile.cluster.api_server, ApiServer::PrivateLink);
        assert!(saved.profile.nodes.gpu);
        assert_eq!(saved.profile.addons.enabled, ["azure-monitor"]);
        assert_eq!(saved.profile.nodes.subnets.len(), 1);
        assert!(world.files.contains_key(&PathBuf::from("rules.csv")));
        let rows: Vec<&str> = world.copied[0].lines().collect();
        assert!(rows.iter().all(|row| row.contains('\t')), "{rows:?}");
        assert!(rows.iter().any(|row| row.contains("\t*.ods.opinsights.azure.us\t")), "{rows:?}");
    }
}

#[test]
fn every_prompt_takes_mistakes_and_second_thoughts() {
    for language in [Language::En, Language::Zh] {
        let (mut world, mut model) = (World::default(), wizard(language));
        world.files.insert(PathBuf::from("taken.toml"), b"not ours".to_vec());
        let told = world.hold(&mut model, CAREFUL);
        shot(&told.transcript, &format!("careful.{language}.txt"));
        assert_eq!(told.ending, Ending::Left);
    }
}

/// What changed, what is refused, what a firewall lacks.
const ANSWERS: &[&str] = &[
    "c",
    "c latest",
    "c",
    "u",
    "x acs-mirror.azureedge.net:443",
    "x",
    "mcr.microsoft.com",
    "nowhere.example.com",
    "",
    "x",
    "",
    "a",
    "a none.json",
    "a hub.txt",
    "l",
    "q",
];

/// A wizard over a profile of an older edition, which came from a file.
fn old(language: Language) -> Model {
    let mut answers = Profile::new(Date { year: 2024, month: 9, day: 26 });
    "westeurope".clone_into(&mut answers.cluster.region);
    let text = profile::write(&answers, None, &CATALOG);
    let file = File { path: PathBuf::from("prod.toml"), text };
    Model::new(&CATALOG, answers, Some(file), language)
}

#[test]
fn the_three_answers_are_commands() {
    for language in [Language::En, Language::Zh] {
        let (mut world, mut model) = (World::default(), old(language));
        let firewall = b"mcr.microsoft.com:443\nacs-mirror.azureedge.net:443\n".to_vec();
        world.files.insert(PathBuf::from("hub.txt"), firewall);
        let told = world.hold(&mut model, ANSWERS);
        shot(&told.transcript, &format!("answers.{language}.txt"));
        assert_eq!(told.ending, Ending::Left);
        assert!(!model.unsaved() && model.undo.is_empty());
        for line in told.transcript.lines() {
            assert!(cells::width(line) <= 80, "{line}");
        }
        let (mut world, mut model) = (World::default(), old(language));
        world.hold(&mut model, &["c latest", "s"]);
        assert_eq!(model.answers.edition, CATALOG.as_of);
    }
}

#[test]
fn lines_fit_into_eighty_cells() {
    for script in [NEWCOMER, CAREFUL] {
        for language in [Language::En, Language::Zh] {
            // Exports to the screen are as wide as they are.
            let lines: Vec<&str> =
                script.iter().copied().filter(|line| !line.starts_with("e ")).collect();
            let told = World::default().hold(&mut wizard(language), &lines);
            for line in told.transcript.lines() {
                assert!(cells::width(line) <= 80, "{line}");
            }
        }
    }
}

/// Wherever the input ends, even in the middle of a line, only whole lines have counted.
#[test]
fn the_end_of_the_input_chooses_nothing() {
    for script in [NEWCOMER, CAREFUL] {
        let lines: Vec<String> = script.iter().map(|line| format!("{line}\n")).collect();
        for count in 0..lines.len() {
            let whole: String = lines[..count].concat();
            let next = lines[count].trim_end();
            let mut results = Vec::new();
            // A question about help changes nothing either; it only shows where the dialogue stood.
            for input in [whole.clone(), format!("{whole}{next}"), format!("{whole}?\n")] {
                let (mut world, mut model) = (World::default(), wizard(Language::En));
                world.files.insert(PathBuf::from("taken.toml"), b"not ours".to_vec());
                let told = world.hold_bytes(&mut model, input.as_bytes());
                assert_eq!(told.ending, Ending::InputEnded, "after {whole:?}");
                let last = told.transcript.lines().last().unwrap_or_default();
                assert!(last.contains("The input ended") || last.contains("输入"), "{last}");
                results.push((model.answers, world.files, world.copied));
            }
            assert!(results[0] == results[1], "half of {next:?} counted after {whole:?}");
            assert!(results[0] == results[2], "the end of the input chose after {whole:?}");
        }
    }
}

#[test]
fn answers_that_were_kept_are_offered_before_anything_else() {
    for language in [Language::En, Language::Zh] {
        let (mut world, mut model) = (World::default(), wizard(language));
        let path = PathBuf::from("state/new.toml");
        world.files.insert(path.clone(), b"kept".to_vec());
        let mut answers = model.answers.clone();
        "westeurope".clone_into(&mut answers.cluster.region);
        answers.nodes.gpu = true;
        let (kept, profile_changed) = ("2026-11-25 18:41 UTC".to_owned(), true);
        model.offer(Rescued { path, answers, kept, profile_changed, taken: false });
        let told = world.hold(&mut model, &["", "e csv", "y", "s", "", "q"]);
        shot(&told.transcript, &format!("kept.{language}.txt"));
        assert_eq!(told.ending, Ending::Left);
        assert_eq!(world.files.keys().collect::<Vec<_>>(), [Path::new("aks-egress.toml")]);
    }
}

#[test]
fn what_was_not_saved_is_said() {
    let cases: [(&[&str], bool, &str); 3] = [
        (&[], false, "Everything is saved."),
        (&["2"], true, "Changes since the last save were not"),
        (&["2", "s", "a.toml"], false, "Everything is saved."),
    ];
    for (lines, unsaved, sentence) in cases {
        let mut model = wizard(Language::En);
        let told = World::default().hold(&mut model, lines);
        assert_eq!(model.unsaved(), unsaved, "{lines:?}");
        assert!(told.transcript.lines().any(|line| line.contains(sentence)), "{}", told.transcript);
    }
}

#[test]
fn texts_from_files_cannot_act_on_the_terminal() {
    let mut profile = Profile::new(CATALOG.as_of);
    "\u{1b}]0;evil\u{7}".clone_into(&mut profile.cluster.region);
    profile.name = Some("a\u{202e}b\nc".to_owned());
    profile.destinations.service_tags = Some("\u{9b}2J".to_owned());
    let file = File { path: PathBuf::from("\u{1b}[2J.toml"), text: String::new() };
    let mut model = Model::new(&CATALOG, profile, Some(file), Language::En);
    let lines = ["\u{1b}[A", "r", "n", "g 6", "g 7", "1 \u{1b}[31m", "e text", "q"];
    let told = World::default().hold(&mut model, &lines);
    let acts = |c: char| c != '\n' && cells::is_hidden(c);
    assert_eq!(told.transcript.chars().find(|c| acts(*c)), None, "{}", told.transcript);
}

#[test]
fn reasons_are_asked_for_in_the_language_that_was_turned_to() {
    let mut profile = Profile::new(CATALOG.as_of);
    "westeurope".clone_into(&mut profile.cluster.region);
    let mut model = Model::new(&CATALOG, profile, None, Language::En);
    let (mut input, mut output) = (&b"r\ny tsv\nl\ny tsv\nq\nd\n"[..], Vec::new());
    let mut asked = Vec::new();
    let mut perform = |_, language| {
        asked.push(language);
        None
    };
    let options = plain::Options { echo: true, ascii: false };
    plain::run(&mut model, &mut input, &mut output, &mut perform, &mut |_| (), options)
        .expect("memory");
    assert_eq!(asked, [Language::En, Language::Zh]);
}

#[test]
fn a_profile_that_is_gone_is_not_made_anew_unasked() {
    let mut profile = Profile::new(CATALOG.as_of);
    "westeurope".clone_into(&mut profile.cluster.region);
    let file =
        File { path: PathBuf::from("gone.toml"), text: profile::write(&profile, None, &CATALOG) };
    let mut model = Model::new(&CATALOG, profile, Some(file), Language::En);
    let mut world = World::default();
    let told = world.hold(&mut model, &["g 4", "5", "s"]);
    assert!(world.files.is_empty(), "{}", told.transcript);
    assert!(model.unsaved());
}

#[test]
fn several_numbers_mean_the_rows_that_were_listed() {
    let mut model = wizard(Language::En);
    // The first number hides the rows of the tunnel, which would move the later ones.
    World::default().hold(&mut model, &["g 3", "2,6", "g 4", "2,1,5"]);
    assert_eq!(model.answers.cluster.api_server, ApiServer::PrivateLink);
    assert!(model.answers.cluster.network_isolated);
    assert_eq!(model.answers.nodes.linux, [Linux::AzureLinux]);
    assert!(model.answers.nodes.gpu);
    // One wrong number spoils the line.
    let before = model.answers.clone();
    World::default().hold(&mut model, &["g 4", "1,99", "g 2", "1"]);
    assert_eq!(model.answers, before);
}

/// One thing that an operator does.
#[derive(Clone, Debug)]
enum Act {
    Pick { step: usize, row: usize, text: usize },
    Undo,
    Language,
}

const TEXTS: &[&str] = &[
    "10.0.0.4",
    "10.240.0.0/16",
    "prod hub",
    "not valid!",
    "2024-09-26",
    "-",
    "20.1.2.3",
    "own.example.com",
    "250",
    "hub-1",
    "-",
    "7",
];

fn act() -> impl Strategy<Value = Act> {
    let picks = (0..steps::STEPS.len(), 0..200_usize, 0..TEXTS.len());
    prop_oneof![
        20 => picks.prop_map(|(step, row, text)| Act::Pick { step, row, text }),
        2 => Just(Act::Undo),
        1 => Just(Act::Language),
    ]
}

/// Does on the screen, key by key, what the lines that are given back do in the plain face.
fn do_on_screen(model: &mut Model, act: &Act) -> Vec<String> {
    let press = |model: &mut Model, keys: &[Key]| {
        for key in keys {
            update(model, Message::Key(*key));
        }
    };
    match *act {
        Act::Undo => {
            press(model, &[Key::Right, Key::Char('u'), Key::Left]);
            vec!["u".to_owned()]
        }
        Act::Language => {
            press(model, &[Key::Right, Key::Char('L'), Key::Left]);
            vec!["l".to_owned()]
        }
        Act::Pick { step, row, text } => {
            update(model, Message::Point(Place::Step(step)));
            // What else the review page offers are commands in the plain face.
            let rows = model.rows();
            let is_task = |row: &steps::Row| matches!(row.mark, steps::Mark::Task(_));
            let numbered: Vec<usize> = (0..rows.len()).filter(|at| !is_task(&rows[*at])).collect();
            let row = row % numbered.len();
            press(model, &vec![Key::Up; model.cursor()]);
            press(model, &vec![Key::Down; numbered[row]]);
            let mut lines = vec![format!("g {}", step + 1)];
            if step == steps::REGION_STEP {
                press(model, &[Key::Enter]);
                lines.push("*".to_owned());
                lines.push((row + 1).to_string());
                return lines;
            }
            press(model, &[Key::Char(' ')]);
            if model.reviewing && matches!(model.rows()[model.cursor()].mark, steps::Mark::Line(_))
            {
                press(model, &[Key::Char(' ')]);
            }
            if model.line.is_none() {
                lines.push((row + 1).to_string());
                return lines;
            }
            let typed = if TEXTS[text] == "-" { "" } else { TEXTS[text] };
            press(model, &[Key::Ctrl('u')]);
            update(model, Message::Paste(typed.to_owned()));
            press(model, &[Key::Enter, Key::Esc]);
            if text % 2 == 0 {
                lines.push(format!("{} {}", row + 1, TEXTS[text]));
            } else {
                // Asked for after its number; an empty line gives up after a mistake.
                lines.push((row + 1).to_string());
                lines.push(TEXTS[text].to_owned());
                lines.push(String::new());
            }
            lines
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn both_faces_reach_the_same_profile(acts in prop::collection::vec(act(), 1..25)) {
        let mut screen = wizard(Language::En);
        let mut lines: Vec<String> = Vec::new();
        for act in &acts {
            lines.extend(do_on_screen(&mut screen, act));
        }
        let mut plain = wizard(Language::En);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let told = World::default().hold(&mut plain, &lines);
        prop_assert_eq!(&plain.answers, &screen.answers, "{:?}\n{}", lines, told.transcript);
        prop_assert_eq!(plain.language, screen.language);
    }

    #[test]
    fn no_input_makes_it_panic(lines in prop::collection::vec("[ -~]{0,12}|[bgrwnusepylqxac?] ?[0-9a-z]{0,6}|[0-9]{1,2}( [0-9.]{0,9})?", 0..40)) {
        let mut model = wizard(Language::Zh);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        World::default().hold(&mut model, &lines);
    }
}
