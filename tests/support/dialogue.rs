//! Holds a dialogue with the plain face: lines in, a transcript out, in a fake world.

use aks_egress::answers::audit::{self, Firewall, Hints};
use aks_egress::answers::explain::Explainer;
use aks_egress::plain::{self, Ending, Options};
use aks_egress::profile::Language;
use aks_egress::wizard::{Effect, Message, Model, Over, Route, WriteFault};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// Files and a clipboard in memory.
#[derive(Default)]
pub struct World {
    pub files: BTreeMap<PathBuf, Vec<u8>>,
    pub copied: Vec<String>,
}

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
        let mut perform = |effect, _| self.perform(effect);
        let ending = plain::run(model, &mut input, &mut output, &mut perform, &mut |_| (), options)
            .expect("memory does not fail");
        Told { transcript: String::from_utf8(output).expect("UTF-8"), ending }
    }

    fn perform(&mut self, effect: Effect) -> Option<Message> {
        Some(match effect {
            Effect::Remove(path) => {
                self.files.remove(&path);
                return None;
            }
            Effect::Write { purpose, path, bytes, over } => {
                let result = match (self.files.get(&path), over) {
                    (Some(_), Over::Nothing) => Err(WriteFault::Exists),
                    (now, Over::Unchanged(old)) if now != Some(&old) => Err(WriteFault::Changed),
                    _ => {
                        self.files.insert(path.clone(), bytes.clone());
                        Ok(())
                    }
                };
                Message::Written { purpose, path, bytes, result }
            }
            Effect::Copy(text) => {
                self.copied.push(text);
                Message::Copied(Ok(Route::Terminal { tmux: false }))
            }
            Effect::ReadServiceTags { path, .. } => {
                let result = Err(format!("could not read {path}: it does not exist"));
                Message::ServiceTags { path, result }
            }
            Effect::ReadLog(path) => {
                let mut explainer = Explainer::default();
                Message::Log(match self.files.get(&PathBuf::from(&path)) {
                    Some(bytes) => {
                        explainer
                            .read(&path, &**bytes, &mut |_| ControlFlow::Continue(()))
                            .expect("memory does not fail");
                        Ok(Box::new(explainer))
                    }
                    None => Err(format!("could not read {path}: it does not exist")),
                })
            }
            Effect::ReadFirewall { path, .. } => {
                let result = match self.files.get(&PathBuf::from(&path)) {
                    Some(bytes) => firewall(&path, bytes),
                    None => Err(format!("could not read {path}: it does not exist")),
                };
                Message::Firewall { path, result }
            }
            Effect::Mouse(_) | Effect::Redraw | Effect::Suspend | Effect::Quit => {
                panic!("the plain face asked for {effect:?}")
            }
        })
    }
}

fn firewall(path: &str, bytes: &[u8]) -> Result<Firewall, String> {
    let input = audit::input(path, bytes).map_err(|fault| fault.to_string())?;
    let read = audit::read(&[input], &Hints::default(), Language::En);
    read.map_err(|faults| faults.into_iter().map(|fault| fault.text).collect())
}
