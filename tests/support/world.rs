//! A world without a system: files and a clipboard in memory, for whatever the wizard asks for.

use aks_egress::answers::audit::{self, Firewall, Hints};
use aks_egress::answers::explain::Explainer;
use aks_egress::profile::Language;
use aks_egress::service_tags::parse;
use aks_egress::wizard::{Effect, Message, Over, Route, WriteFault};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// What lies in it, and what the wizard did to it.
#[derive(Default)]
pub struct World {
    pub files: HashMap<PathBuf, Vec<u8>>,
    pub copied: Vec<String>,
    pub quit: bool,
    pub suspended: usize,
}

impl World {
    /// Does what the wizard asks for; gives the answer that it waits for.
    pub fn perform(&mut self, effect: Effect) -> Option<Message> {
        match effect {
            Effect::Write { purpose, path, bytes, over } => {
                let result = match (self.files.get(&path), over) {
                    (Some(_), Over::Nothing) => Err(WriteFault::Exists),
                    (Some(now), Over::Unchanged(old)) if *now != old => Err(WriteFault::Changed),
                    (None, Over::Unchanged(_)) => Err(WriteFault::Changed),
                    _ => {
                        self.files.insert(path.clone(), bytes.clone());
                        Ok(())
                    }
                };
                Some(Message::Written { purpose, path, bytes, result })
            }
            Effect::Copy(text) => {
                self.copied.push(text);
                Some(Message::Copied(Ok(Route::Terminal { tmux: false })))
            }
            Effect::ReadServiceTags { path, .. } => {
                let result = match self.files.get(&PathBuf::from(&path)) {
                    Some(bytes) => parse(&path, bytes).map_err(|error| error.to_string()),
                    None => Err(format!("could not read {path}: it does not exist")),
                };
                Some(Message::ServiceTags { path, result })
            }
            Effect::ReadLog(path) => {
                Some(Message::Log(match self.files.get(&PathBuf::from(&path)) {
                    Some(bytes) => log(&path, bytes),
                    None => Err(format!("could not read {path}: it does not exist")),
                }))
            }
            Effect::ReadFirewall { path, region } => {
                let result = match self.files.get(&PathBuf::from(&path)) {
                    Some(bytes) => firewall(&path, bytes, &region),
                    None => Err(format!("could not read {path}: it does not exist")),
                };
                Some(Message::Firewall { path, result })
            }
            Effect::Remove(path) => {
                self.files.remove(&path);
                None
            }
            Effect::Suspend => {
                self.suspended += 1;
                None
            }
            Effect::Quit => {
                self.quit = true;
                None
            }
            Effect::Mouse(_) | Effect::Redraw => None,
        }
    }
}

fn log(path: &str, bytes: &[u8]) -> Result<Box<Explainer>, String> {
    let mut explainer = Explainer::default();
    let read = explainer.read(path, bytes, &mut |_| ControlFlow::Continue(()));
    read.map(|()| Box::new(explainer)).map_err(|error| error.to_string())
}

fn firewall(path: &str, bytes: &[u8], region: &str) -> Result<Firewall, String> {
    let input = audit::input(path, bytes).map_err(|fault| fault.to_string())?;
    let hints = Hints { region: region.to_owned(), ..Hints::default() };
    let read = audit::read(&[input], &hints, Language::En);
    read.map_err(|faults| faults.into_iter().map(|fault| fault.text).collect())
}
