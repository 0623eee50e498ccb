//! Holds a dialogue with the plain face: lines in, a transcript out, in a fake world.

pub use super::world::World;
use aks_egress::plain::{self, Ending, Options};
use aks_egress::wizard::{Effect, Model};

/// What came of a dialogue.
pub struct Told {
    /// Everything that was written and read.
    pub transcript: String,
    pub ending: Ending,
}

impl World {
    /// Types the lines and then, if the operator has not left, nothing more.
    pub fn hold(&mut self, model: &mut Model, lines: &[&str]) -> Told {
        let mut input = String::new();
        for line in lines {
            input.push_str(line);
            input.push('\n');
        }
        self.hold_bytes(model, input.as_bytes())
    }

    pub fn hold_bytes(&mut self, model: &mut Model, mut input: &[u8]) -> Told {
        let mut output = Vec::new();
        let options = Options { echo: true, ascii: false };
        let mut perform = |effect: Effect, _| {
            let is_of_screens = matches!(
                effect,
                Effect::Mouse(_) | Effect::Redraw | Effect::Suspend | Effect::Quit
            );
            assert!(!is_of_screens, "the plain face asked for {effect:?}");
            self.perform(effect)
        };
        let ending = plain::run(model, &mut input, &mut output, &mut perform, &mut |_| (), options)
            .expect("memory does not fail");
        Told { transcript: String::from_utf8(output).expect("UTF-8"), ending }
    }
}
