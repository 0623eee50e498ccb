//! What a key sends: over a slow line it is what an operator waits for.

#[path = "support/story.rs"]
#[expect(dead_code, reason = "only a part of it is needed")]
mod story;
#[path = "support/world.rs"]
mod world;

use aks_egress::profile::Language;
use aks_egress::screen;
use aks_egress::terminal::canvas::Canvas;
use ratatui::layout::Size;
use story::Story;

/// The bytes of the frame after each key.
fn sent(story: &mut Story, canvas: &mut Canvas, keys: &[&str]) -> Vec<usize> {
    let mut frame = |story: &Story| {
        let draw = |frame: &mut ratatui::Frame<'_>| {
            screen::draw(&story.model, story.look, frame);
        };
        canvas.frame(draw).expect("drawing in memory").len()
    };
    frame(story);
    let after = |key: &&str| {
        story.press(key);
        frame(story)
    };
    keys.iter().map(after).collect()
}

#[test]
fn a_key_sends_what_it_changes() {
    for (width, height, most_moved, most_ticked) in [(80, 24, 150, 1300), (200, 60, 300, 6500)] {
        for language in [Language::En, Language::Zh] {
            let mut story = Story::new(width, height, language);
            story.look.colour = true;
            let mut canvas = Canvas::new(Size { width, height }).expect("a canvas");
            story.press("2").type_text("westeu").press("enter 5");
            // A Chinese letter takes three bytes, and the cells of two.
            let most_moved = if language == Language::Zh { most_moved * 3 / 2 } else { most_moved };
            let mut moved = sent(&mut story, &mut canvas, &["down"; 8]);
            moved.sort_unstable();
            assert!(moved[3] <= most_moved, "{width}x{height} {language}: {moved:?}");
            let ticked = sent(&mut story, &mut canvas, &["space"; 2]);
            assert!(ticked.iter().all(|&sent| sent <= most_ticked), "{language}: {ticked:?}");
        }
    }
}
