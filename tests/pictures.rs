//! The pictures of the README, and a session as frames of text: drawn by the program itself.
//!
//! `SNAPSHOTS=overwrite cargo test --test pictures` draws them anew.

#[path = "support/story.rs"]
#[expect(dead_code, reason = "pictures need only a part of it")]
mod story;
#[path = "support/svg.rs"]
mod svg;
#[path = "support/world.rs"]
mod world;

use aks_egress::catalog::{CATALOG, Cloud};
use aks_egress::profile::{ApiServer, Language, Profile};
use aks_egress::screen::Look;
use snapbox::{Assert, Data};
use std::fmt::Write;
use std::path::Path;
use story::Story;

fn same(name: &str, now: String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/pictures").join(name);
    Assert::new()
        .action_env("SNAPSHOTS")
        .eq(Data::text(now).raw(), Data::read_from(&path, None).raw());
}

/// A wizard in colour, wide enough for both panes.
fn story(language: Language) -> Story {
    let mut profile = Profile::new(CATALOG.as_of);
    profile.name = Some("prod-hub".to_owned());
    profile.language = language;
    profile.cluster.cloud = Cloud::Global;
    "westeurope".clone_into(&mut profile.cluster.region);
    profile.cluster.api_server = ApiServer::PrivateLink;
    profile.nodes.subnets = vec!["10.240.0.0/16".parse().expect("a network")];
    let mut story = Story::with(profile, None, 100, 30, language);
    story.look = Look { colour: true, ascii: false };
    story
}

fn shot(story: &Story, name: &str, title: &str) {
    let name = format!("{name}.{}.svg", story.model.language);
    same(&name, svg::picture(&story.buffer(), title));
}

#[test]
fn pictures_are_those_of_the_program() {
    for language in [Language::En, Language::Zh] {
        let title =
            |en: &'static str, zh: &'static str| if language == Language::En { en } else { zh };
        let mut story = story(language);
        story.press("5 down down down down space");
        shot(
            &story,
            "wizard",
            title("Choosing add-ons: the new rules are marked", "选择加载项：新增规则已标记"),
        );
        story.press("right enter");
        shot(&story, "why", title("Why a rule is there", "某条规则为何存在"));
        story.press("esc left e");
        shot(&story, "formats", title("The list of formats", "导出格式列表"));
    }
}

#[test]
fn a_session_is_shown_as_frames() {
    let mut story = Story::new(80, 24, Language::En);
    let mut frames = String::new();
    let mut frame = |story: &Story, keys: &str, about: &str| {
        let _ = writeln!(frames, "[{keys}] {about}\n\n{}", story.screen());
    };
    frame(&story, "start", "The first question, and the rules as they stand.");
    for (keys, about) in [
        ("down down space", "The cluster is in Azure US Government."),
        ("tab v i r g enter", "Its region: typing filters."),
        ("down space", "The API server is private: rules fall away."),
        ("tab down down down space", "GPU node pools."),
        ("tab down down down space", "Azure Monitor: the rules that it needs are marked."),
        ("right end enter", "Why the last rule is there."),
        ("esc left 8", "All answers, and what to do about warnings."),
        ("e / f o r t i enter enter", "The export for a FortiGate."),
    ] {
        story.press(keys);
        frame(&story, keys, about);
    }
    same("session.en.txt", frames);
}
