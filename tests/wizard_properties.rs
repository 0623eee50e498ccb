//! What holds for any keys, any size and any answers.

#[path = "support/story.rs"]
mod story;
#[path = "support/world.rs"]
mod world;

use aks_egress::catalog::{CATALOG, Cloud, Kind, Source};
use aks_egress::export;
use aks_egress::profile::{self, Language, Profile, Reading};
use aks_egress::rules::{Destination, resolve};
use aks_egress::steps::{Mark, STEPS, Task};
use aks_egress::wizard::{AnswerPage, Focus, Key, MOST_PASTED, Message, Page, Place, SMALLEST};
use proptest::prelude::*;
use ratatui::style::Color;
use story::Story;

fn keys() -> impl Strategy<Value = Vec<Key>> {
    let named = prop::sample::select(vec![
        Key::Enter,
        Key::Esc,
        Key::Tab,
        Key::BackTab,
        Key::Up,
        Key::Down,
        Key::Left,
        Key::Right,
        Key::Home,
        Key::End,
        Key::PageUp,
        Key::PageDown,
        Key::Backspace,
        Key::Delete,
        Key::Ctrl('s'),
        Key::Ctrl('r'),
        Key::Ctrl('l'),
        Key::Ctrl('u'),
        Key::Ctrl('c'),
        Key::Ctrl('z'),
        Key::Char(' '),
    ]);
    let letter = prop::char::range(' ', '~').prop_map(Key::Char);
    let other = any::<char>().prop_map(Key::Char);
    let key = prop_oneof![4 => named, 3 => letter, 1 => other];
    prop::collection::vec(key, 0..60)
}

/// Anything that can happen, keys above all.
fn messages() -> impl Strategy<Value = Vec<Message>> {
    let place = prop_oneof![
        (0..9_usize).prop_map(Place::Step),
        (0..80_usize).prop_map(Place::Row),
        (0..90_usize).prop_map(Place::Entry),
        (0..9_usize).prop_map(Place::Format),
        prop::sample::select(vec![Task::Audit, Task::Changes, Task::Explain]).prop_map(Place::Task),
    ];
    let wheel = (-9..9_i16).prop_map(|lines| Message::Wheel { lines, column: 1, row: 5 });
    let size = (1..160_u16, 1..60_u16);
    let message = prop_oneof![
        6 => keys().prop_map(|keys| keys.into_iter().map(Message::Key).collect::<Vec<_>>()),
        1 => place.prop_map(|place| vec![Message::Point(place)]),
        1 => any::<String>().prop_map(|text| vec![Message::Paste(text)]),
        1 => any::<String>().prop_map(|text| vec![Message::Answer(text)]),
        1 => wheel.prop_map(|wheel| vec![wheel]),
        1 => size.prop_map(|(width, height)| vec![Message::Resize { width, height }]),
    ];
    prop::collection::vec(message, 0..8).prop_map(|messages| messages.concat())
}

fn language() -> impl Strategy<Value = Language> {
    prop::sample::select(Language::ALL)
}

/// Random choices, as (step, row) pairs, made through the wizard itself.
fn answered(choices: &[(usize, usize)]) -> Profile {
    let mut story = Story::new(80, 24, Language::En);
    for &(step, row) in choices {
        story.send(Message::Point(Place::Step(step % STEPS.len())));
        let rows = story.model.rows().len();
        if rows > 0 {
            story.send(Message::Point(Place::Row(row % rows)));
            story.press("esc");
        }
    }
    story.model.answers
}

fn choices() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0..7_usize, 0..70_usize), 0..40)
}

/// The question and the answer of the page on top.
fn answer(story: &Story) -> &AnswerPage {
    match story.model.pages.last() {
        Some(Page::Answer(page)) => page,
        other => panic!("no answer is open: {other:?}"),
    }
}

#[test]
fn what_is_pasted_to_be_explained_keeps_its_lines() {
    let mut story = Story::new(80, 24, Language::En);
    story.press("x").type_text("b.example");
    story.press("home");
    story.send(Message::Paste("a.example\r\n\tsecond\rthird\n\n".to_owned()));
    assert_eq!(answer(&story).input.value(), "a.example\n\tsecond\nthirdb.example");
    story.press("enter");
    assert!(!answer(&story).typing, "judged");
    story.send(Message::Paste("new".to_owned()));
    assert_eq!(answer(&story).input.value(), "new", "a paste is a new question");
    story.press("esc");
    assert!(!answer(&story).typing, "the last verdicts are shown again");
    assert!(answer(&story).input.value().starts_with("a.example"), "and so is what they answer");
    story.press("x").type_text("next");
    assert_eq!(answer(&story).input.value(), "next", "a question begins anew");
    story.press("esc esc");
    assert!(story.model.pages.is_empty());
}

#[test]
fn letters_are_text_while_a_question_is_typed_and_keys_once_it_is_judged() {
    let mut story = Story::new(80, 24, Language::En);
    story.press("x").type_text("xqyn/?");
    assert_eq!(answer(&story).input.value(), "xqyn/?");
    story.press("enter y");
    assert_eq!(story.world.copied.len(), 1);
    story.press("q");
    assert!(story.model.pages.is_empty() && !story.world.quit);
    story.press("x enter");
    assert!(answer(&story).typing, "nothing was typed, so there is nothing to judge");
}

/// Each line of a paste may be as long as the paste; a picture takes time in its length alone.
#[test]
fn a_huge_paste_is_shown_at_once() {
    for text in ["ä".repeat(1 << 20), "a\n".repeat(1 << 19), "\u{1b}".repeat(1 << 20)] {
        let mut story = Story::new(120, 40, Language::En);
        story.press("x");
        story.send(Message::Paste(text.clone()));
        story.screen();
        story.press("home");
        story.screen();
        story.send(Message::Paste(text));
        assert!(answer(&story).input.value().chars().count() <= MOST_PASTED);
        story.screen();
    }
}

#[test]
fn the_newest_edition_is_an_answer_like_any_other() {
    let mut profile = Profile::new(CATALOG.first);
    "westeurope".clone_into(&mut profile.cluster.region);
    let mut story = Story::with(profile.clone(), None, 80, 24, Language::En);
    story.press("8 home enter t");
    assert_eq!(story.model.answers.edition, CATALOG.as_of);
    assert!(story.model.unsaved() && !story.model.changes.added.is_empty());
    story.press("u");
    assert_eq!(story.model.answers, profile);
    story.press("ctrl-r");
    assert_eq!(story.model.answers.edition, CATALOG.as_of);
    let rows = story.model.rows();
    assert!(!rows.iter().any(|row| row.mark == Mark::Task(Task::Changes)), "nothing to compare");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_key_at_no_size_panics(
        messages in messages(),
        width in 1..160_u16,
        height in 1..60_u16,
        language in language(),
    ) {
        let mut story = Story::new(width, height, language);
        for (index, message) in messages.into_iter().enumerate() {
            story.send(message);
            if index % 4 == 0 {
                story.screen();
            }
        }
        story.screen();
    }

    #[test]
    fn one_row_has_the_cursor(keys in keys(), width in 50..130_u16, height in 15..45_u16) {
        let mut story = Story::new(width, height, Language::En);
        for key in keys {
            story.send(Message::Key(key));
        }
        let typing = story.model.line.is_some();
        let main = story.model.pages.is_empty() && story.model.ask.is_none() && !typing;
        prop_assume!(main && story.model.focus == Focus::Question && !story.model.rows().is_empty());
        let screen = story.screen();
        let marked = screen.lines().filter(|line| line.starts_with("> ")).count();
        prop_assert_eq!(marked, 1, "{}", screen);
    }

    #[test]
    fn a_lone_escape_changes_no_answer(choices in choices(), escapes in 1..12_usize) {
        let profile = answered(&choices);
        let mut story = Story::with(profile.clone(), None, 80, 24, Language::En);
        for _ in 0..escapes {
            story.press("esc");
        }
        prop_assert_eq!(&story.model.answers, &profile);
        prop_assert!(!story.world.quit);
    }

    #[test]
    fn undo_goes_all_the_way_back(choices in choices()) {
        let mut story = Story::new(80, 24, Language::En);
        let start = story.model.answers.clone();
        for (step, row) in choices {
            story.send(Message::Point(Place::Step(step)));
            let rows = story.model.rows().len();
            if rows > 0 {
                story.send(Message::Point(Place::Row(row % rows)));
                story.press("esc");
            }
        }
        let end = story.model.answers.clone();
        story.send(Message::Point(Place::Step(0)));
        for _ in 0..100 {
            story.press("u");
        }
        prop_assert_eq!(&story.model.answers, &start);
        for _ in 0..100 {
            story.press("ctrl-r");
        }
        prop_assert_eq!(&story.model.answers, &end);
    }

    #[test]
    fn saving_and_loading_is_identity(choices in choices()) {
        let mut story = Story::with(answered(&choices), None, 80, 24, Language::En);
        prop_assume!(!story.model.answers.cluster.region.is_empty());
        story.press("1 ctrl-s enter");
        let text = story.world.files.values().next().expect("one file").clone();
        let loaded = profile::from_bytes(&text, &CATALOG).expect("what was saved can be read");
        let expected = story.model.answers.meaningful(&CATALOG);
        prop_assert_eq!(loaded.profile.meaningful(&CATALOG), expected);
        prop_assert!(!story.model.unsaved());
    }

    #[test]
    fn an_export_file_holds_the_export(choices in choices(), format in 0..export::formats().len()) {
        let profile = answered(&choices);
        let text = profile::write(&profile, None, &CATALOG);
        let file = aks_egress::wizard::File { path: "prod.toml".into(), text: text.clone() };
        let mut story = Story::with(profile, Some(file), 80, 24, Language::En);
        prop_assume!(!story.model.rules.refused());
        story.press("e");
        story.send(Message::Point(Place::Format(format)));
        story.press("w ctrl-s ctrl-s");
        let expected = export::render(&export::formats()[format], &story.model.rules, story.model.options);
        let written: Vec<_> = story.world.files.iter().filter(|(path, _)| !path.ends_with("prod.toml")).collect();
        prop_assert_eq!(written.len(), 1);
        prop_assert_eq!(String::from_utf8_lossy(written[0].1), expected);
    }

    #[test]
    fn no_destination_has_an_unfilled_placeholder(
        choices in choices(),
        printed in any::<bool>(),
        copy in any::<bool>(),
    ) {
        let mut profile = answered(&choices);
        profile.reading = if printed { Reading::Printed } else { Reading::Recommended };
        profile.source = if copy { Source::AzureCnZh } else { Source::Learn };
        for rule in resolve(&CATALOG, &profile, None).rules {
            for text in rule.destination.texts() {
                prop_assert!(!text.contains(['<', '>']), "{}: {text}", rule.id());
            }
            if let Destination::Fqdn(name) = &rule.destination {
                prop_assert_eq!(name, &name.to_lowercase());
            }
        }
    }

    #[test]
    fn every_rule_has_a_reason_and_no_destination_comes_twice(choices in choices()) {
        let rules = resolve(&CATALOG, &answered(&choices), None);
        let mut seen = std::collections::HashSet::new();
        for rule in &rules.rules {
            prop_assert!(!rule.because().is_empty(), "{}", rule.id());
            prop_assert!(seen.insert(rule.key()), "{} comes twice", rule.id());
        }
        for absent in &rules.absent {
            prop_assert!(!absent.reason.text(Language::Zh).is_empty());
        }
        let network = rules.rules.iter().take_while(|rule| rule.kind() == Kind::Network).count();
        prop_assert_eq!(rules.of_kind(Kind::Network).count(), network, "network rules come first");
    }

    #[test]
    fn resolving_twice_gives_the_same_exports(choices in choices()) {
        let profile = answered(&choices);
        let (one, two) = (resolve(&CATALOG, &profile, None), resolve(&CATALOG, &profile, None));
        for format in export::formats() {
            let options = export::Options::default();
            prop_assert_eq!(export::render(format, &one, options), export::render(format, &two, options));
        }
    }
}

#[test]
fn the_plain_look_has_no_colour_in_any_cell() {
    let story = Story::new(120, 40, Language::Zh);
    for cell in &story.buffer().content {
        assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset));
    }
}

#[test]
fn the_smallest_size_shows_the_question() {
    for language in Language::ALL {
        let story = Story::new(SMALLEST.0, SMALLEST.1, *language);
        assert!(story.screen().contains("> (*) "), "{}", story.screen());
    }
}

#[test]
fn typing_the_alphabet_into_every_line_is_text() {
    for step in 0..STEPS.len() {
        let mut story = Story::new(80, 24, Language::En);
        story.model.answers.cluster.cloud = Cloud::China;
        story.model.answers.cluster.custom_dns = vec!["10.0.0.4".parse().expect("an address")];
        story.send(Message::Point(Place::Step(step)));
        for row in 0..story.model.rows().len() {
            story.send(Message::Point(Place::Row(row)));
            if story.model.line.is_none() {
                continue;
            }
            let alphabet: String = (' '..='~').collect();
            story.press("ctrl-u").type_text(&alphabet);
            let line = story.model.line.as_ref().expect("still typing");
            assert_eq!(line.input.value(), alphabet);
            assert!(!story.world.quit);
            story.press("esc");
        }
    }
}

#[test]
fn a_lone_escape_keeps_what_was_typed() {
    let mut story = Story::new(80, 24, Language::En);
    story.press("6 enter").type_text("10.240.0.0/1").press("esc");
    assert!(story.model.answers.nodes.subnets.is_empty());
    story.press("enter").type_text("6").press("enter");
    assert_eq!(story.model.answers.nodes.subnets.len(), 1);
    story.press("6 enter").type_text(" x").press("ctrl-c esc");
    assert!(story.model.line.is_some(), "the question is gone, the line is not");
}

#[test]
fn each_cloud_remembers_its_region() {
    let mut story = Story::new(80, 24, Language::En);
    story.press("2").type_text("westeurope").press("enter 1 down space");
    assert_eq!(story.model.answers.cluster.region, "");
    story.press("2").type_text("chinaeast2").press("enter 1 up space");
    assert_eq!(story.model.answers.cluster.region, "westeurope");
    story.press("down space");
    assert_eq!(story.model.answers.cluster.region, "chinaeast2");
}

#[test]
fn entering_a_step_and_going_on_changes_nothing() {
    let mut profile = Profile::new(CATALOG.as_of);
    profile.cluster.cloud = Cloud::UsGov;
    "usgovvirginia".clone_into(&mut profile.cluster.region);
    profile.cluster.api_server = aks_egress::profile::ApiServer::PrivateLink;
    let mut story = Story::with(profile.clone(), None, 80, 24, Language::En);
    for step in 1..STEPS.len() {
        story.send(Message::Point(Place::Step(step - 1)));
        story.press("enter esc");
        story.send(Message::Point(Place::Step(1)));
        story.type_text("dod").press("esc enter");
    }
    assert_eq!(story.model.answers, profile);
}

#[test]
fn a_window_that_is_too_small_takes_no_answers() {
    let mut story = Story::new(30, 8, Language::En);
    let before = story.model.answers.clone();
    story.press("down space enter tab x e y");
    assert_eq!(story.model.answers, before);
    story.press("ctrl-c");
    assert!(story.world.quit);
}

/// What is asked about Azure Firewall is what the portal is told, field by field.
#[test]
fn the_paste_walk_follows_the_answers_about_azure_firewall() {
    let mut profile = Profile::new(CATALOG.as_of);
    "westeurope".clone_into(&mut profile.cluster.region);
    let mut story = Story::with(profile, None, 80, 24, Language::En);
    story.press("7 down space down enter").type_text(
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub\
         /providers/Microsoft.Network/ipGroups/aks-nodes",
    );
    story.press("enter enter ctrl-u").type_text("spoke-7").press("enter");
    for priority in ["1100", "1200", "1210"] {
        story.press("enter ctrl-u").type_text(priority).press("enter");
    }
    let firewall = &story.model.answers.azure_firewall;
    assert_eq!(firewall.group, "spoke-7");
    assert_eq!((firewall.priority, firewall.application_priority), (1100, 1210));
    story.press("e /").type_text("portal").press("enter enter p");
    let mut seen = String::new();
    for _ in 0..40 {
        seen += &story.screen();
        story.press("enter");
    }
    let copied = |text: &str| story.world.copied.iter().filter(|one| *one == text).count();
    assert_eq!(["spoke-7", "1100", "1210"].map(copied), [1, 1, 1], "{:?}", story.world.copied);
    assert_eq!(copied("1200"), 0, "without network rules there is no collection of them");
    assert_eq!(copied("http:80,https:443"), 1, "of the tag");
    for text in ["IP Group", "aks-nodes", "FQDN Tag", "AzureKubernetesService"] {
        assert!(seen.contains(text), "{text} is picked from a list");
    }
    assert!(!seen.contains("mcr.microsoft.com"), "the tag stands for it");
}

/// The question is there while its answer means something.
#[test]
fn ipv6_prefixes_are_asked_for_beside_a_service_tag_file() {
    let mut story = Story::new(80, 24, Language::En);
    let asked =
        |story: &Story| story.model.rows().iter().any(|row| row.value == "destinations.ipv6");
    story.press("6");
    assert!(!asked(&story));
    let file = story.model.rows().iter().position(|row| row.value == "destinations.service_tags");
    story.send(Message::Point(Place::Row(file.expect("the row of the file"))));
    story.type_text("tags.json").press("enter");
    assert!(asked(&story));
    story.press("u");
    assert!(!asked(&story));
}

#[test]
fn warnings_and_steps_turn_with_the_language() {
    let mut profile = Profile::new(CATALOG.as_of);
    "westeurope".clone_into(&mut profile.cluster.region);
    let mut story = Story::with(profile, None, 80, 24, Language::En);
    story.press("e / n s g enter enter i");
    assert!(story.screen().contains("warning 1:"), "{}", story.screen());
    story.press("L");
    assert!(!story.screen().contains("warning 1:"), "{}", story.screen());
}

#[test]
fn as_many_changes_can_be_taken_back_as_are_remembered() {
    let mut story = Story::new(80, 24, Language::En);
    story.press("4");
    for _ in 0..300 {
        story.press("space");
    }
    let remembered = story.model.undo.len();
    assert!((100..300).contains(&remembered), "{remembered}");
    let now = story.model.answers.clone();
    for _ in 0..remembered {
        story.press("u");
    }
    assert!(story.model.undo.is_empty());
    for _ in 0..remembered {
        story.press("ctrl-r");
    }
    assert_eq!(story.model.answers, now);
}
