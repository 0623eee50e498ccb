//! What must hold for any bytes from outside: used by the fuzzer, and by the test that replays what
//! it found.
#![allow(dead_code, reason = "each target uses one of them")]

#[path = "../support/world.rs"]
mod world;

use aks_egress::answers::audit::{self, Hints, Wanted};
use aks_egress::answers::explain::Explainer;
use aks_egress::catalog::CATALOG;
use aks_egress::cells::is_hidden;
use aks_egress::profile::{self, Language, Profile};
use aks_egress::rules::{RuleSet, resolve};
use aks_egress::screen::{Look, Spot, draw};
use aks_egress::service_tags;
use aks_egress::terminal::input::{decode::Decoder, meaning};
use aks_egress::wizard::{File, Message, Model, update};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use std::ops::ControlFlow;
use world::World;

fn rules() -> RuleSet {
    let mut profile = Profile::new(CATALOG.as_of);
    "westeurope".clone_into(&mut profile.cluster.region);
    profile.addons.enabled = vec!["azure-monitor".to_owned()];
    resolve(&CATALOG, &profile, None)
}

/// Nothing that acts on a terminal; line ends apart.
fn is_safe(text: &str) {
    let bad = text.chars().find(|&c| c != '\n' && is_hidden(c));
    assert!(bad.is_none(), "{bad:?} in what is shown");
}

/// A profile is read or refused; what was read is written so that it reads the same.
pub fn profile(bytes: &[u8]) {
    match profile::from_bytes(bytes, &CATALOG) {
        Ok(loaded) => {
            let rules = resolve(&CATALOG, &loaded.profile, None);
            assert!(rules.rules.iter().all(|rule| !rule.parts.is_empty()));
            let text = profile::write(&loaded.profile, None, &CATALOG);
            let again = profile::from_bytes(text.as_bytes(), &CATALOG);
            assert_eq!(again.expect("our own text").profile, loaded.profile.meaningful(&CATALOG));
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            for problem in problems {
                is_safe(&problem.text(Language::En));
            }
        }
    }
}

/// A service tag file is read or refused.
pub fn service_tags(bytes: &[u8]) {
    match service_tags::parse("fuzz.json", bytes) {
        Ok(tags) => {
            for tag in tags.tags.keys() {
                assert!(tags.prefixes(tag, true).is_some());
            }
        }
        Err(error) => is_safe(&error.text(Language::Zh)),
    }
}

/// A log is read to its end; what is said of it is safe to show.
pub fn explain(bytes: &[u8]) {
    let mut explainer = Explainer::default();
    let _ = explainer.read("fuzz.log", bytes, &mut |_| ControlFlow::Continue(()));
    let rules = bytes.len().is_multiple_of(2).then(rules);
    let report = explainer.report(rules.as_ref());
    is_safe(&report.sheet(Language::En).text(80));
    is_safe(&report.sheet(Language::Zh).markdown());
}

/// A firewall is read or refused; what is said of it is safe to show.
pub fn audit(bytes: &[u8]) {
    let Ok(input) = audit::input("fuzz", bytes) else { return };
    let rules = rules();
    match audit::read(&[input], &Hints::default(), Language::En) {
        Ok(firewall) => {
            let wanted = Wanted { rules: &rules, tags: None, subnets: &[], groups: &[] };
            let report = audit::audit(&firewall, wanted);
            is_safe(&report.sheet(Language::En).text(80));
            assert!(report.missing(&rules).rules.len() <= rules.rules.len());
        }
        Err(faults) => assert!(!faults.is_empty()),
    }
}

/// Any bytes from a terminal, in a window of any size, with files to read under names of one
/// letter: the wizard goes on, can be drawn, and shows nothing that acts on the terminal.
pub fn keys(bytes: &[u8]) {
    let (&[width, height, kind], typed) =
        bytes.split_first_chunk().unwrap_or((&[80, 24, 0], bytes));
    let language = if kind & 1 == 0 { Language::En } else { Language::Zh };
    let look = Look { colour: kind & 2 == 0, ascii: kind & 4 != 0 };
    let (width, height) = (u16::from(width).max(1), u16::from(height).max(1));
    let file = (kind & 8 != 0).then(|| File { path: "p".into(), text: String::new() });
    let mut model = Model::new(&CATALOG, rules().profile, file, language);
    let mut world = world();
    update(&mut model, Message::Resize { width, height });
    let Ok(mut terminal) = Terminal::new(TestBackend::new(width, height));
    let mut decoder = Decoder::default();
    let mut spots = Vec::new();
    for chunk in typed.chunks(16) {
        let mut events = Vec::new();
        decoder.feed(chunk, &mut |event| events.push(event));
        if chunk.len() < 16 {
            decoder.quiet(&mut |event| events.push(event));
        }
        for message in events.into_iter().filter_map(meaning::message) {
            let mut asked = update(&mut model, pointed(message, &spots));
            while let Some(effect) = asked.pop() {
                let answer = world.perform(effect);
                asked.extend(answer.into_iter().flat_map(|answer| update(&mut model, answer)));
            }
        }
        let Ok(_) = terminal.draw(|frame| spots = draw(&model, look, frame));
        for cell in terminal.backend().buffer().content() {
            is_safe(cell.symbol());
        }
    }
}

/// A click, as what stands there.
fn pointed(message: Message, spots: &[Spot]) -> Message {
    let Message::Click { column, row } = message else { return message };
    let spot = spots.iter().find(|spot| spot.area.contains((column, row).into()));
    spot.map_or(message, |spot| Message::Point(spot.place))
}

/// A firewall's export, a file of service tags, and one that is neither.
fn world() -> World {
    let firewall = "mcr.microsoft.com:443\n10.0.0.0/8 any\n";
    let tags = include_str!("../data/service_tags/ServiceTags_China_20260720.sample.json");
    let files = [("f", firewall), ("t", tags), ("x", "{\u{1b}[2J")];
    let files = files.map(|(name, text)| (name.into(), text.as_bytes().to_vec()));
    World { files: files.into(), ..World::default() }
}
