//! Golden screens, driven by real keys.
#[path = "support/story.rs"]
mod story;
use aks_egress::profile::Language;
use story::Story;

#[test]
fn look() {
    for (w, h, lang) in [(80, 24, Language::En), (120, 40, Language::En), (50, 15, Language::Zh)] {
        let mut story = Story::new(w, h, lang);
        println!("{}", story.screen());
        story.press("down down enter");
        println!("{}", story.screen());
        story.press("tab").type_text("v");
        println!("{}", story.screen());
        story.press("enter 4 down down down down space");
        println!("{}", story.screen());
        story.press("7");
        println!("{}", story.screen());
        story.press("right enter");
        println!("{}", story.screen());
    }
}
