//! How long a key takes, from the message to the cells: `cargo bench --bench frame`.

#[path = "../tests/support/story.rs"]
#[expect(dead_code, reason = "benchmarks need only a part of it")]
mod story;
#[path = "../tests/support/world.rs"]
mod world;

use aks_egress::catalog::CATALOG;
use aks_egress::profile::{Language, Profile};
use aks_egress::screen;
use aks_egress::wizard::{Key, Message, update};
use criterion::{Criterion, criterion_group, criterion_main};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use story::Story;

fn benches(criterion: &mut Criterion) {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let mut profile = Profile::new(CATALOG.as_of);
        "westeurope".clone_into(&mut profile.cluster.region);
        profile.addons.enabled = CATALOG.addons().map(|addon| addon.id.to_owned()).collect();
        let mut story = Story::with(profile, None, width, height, Language::En);
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a test backend");
        story.press("4 down down down down");
        for (name, key) in [("move the cursor", Key::Down), ("toggle GPU nodes", Key::Char(' '))] {
            criterion.bench_function(&format!("{name}, {width}x{height}"), |bench| {
                bench.iter(|| {
                    let back = if key == Key::Down { Key::Up } else { key };
                    for key in [key, back] {
                        update(&mut story.model, Message::Key(key));
                        story.model.undo.clear();
                        let draw = |frame: &mut ratatui::Frame<'_>| {
                            screen::draw(&story.model, story.look, frame);
                        };
                        terminal.draw(draw).expect("drawing in memory");
                    }
                });
            });
        }
    }
}

criterion_group!(frame, benches);
criterion_main!(frame);
