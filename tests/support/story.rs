//! Drives the wizard as a user does: keys in, screens out, without a terminal.

use aks_egress::answers::audit::{self, Firewall, Hints};
use aks_egress::answers::explain::Explainer;
use aks_egress::catalog::CATALOG;
use aks_egress::profile::{Language, Profile};
use aks_egress::screen::{self, Look};
use aks_egress::service_tags::parse;
use aks_egress::wizard::{Effect, File, Key, Message, Model, Over, Route, WriteFault, update};
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::terminal::Terminal;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// A wizard in a fake world of files and a clipboard.
pub struct Story {
    pub model: Model,
    pub look: Look,
    pub files: HashMap<PathBuf, Vec<u8>>,
    pub copied: Vec<String>,
    pub quit: bool,
    pub suspended: usize,
}

impl Story {
    pub fn new(width: u16, height: u16, language: Language) -> Self {
        let mut profile = Profile::new(CATALOG.as_of);
        profile.language = language;
        Self::with(profile, None, width, height, language)
    }

    pub fn with(
        profile: Profile,
        file: Option<File>,
        width: u16,
        height: u16,
        language: Language,
    ) -> Self {
        let mut story = Self {
            model: Model::new(&CATALOG, profile, file.clone(), language),
            look: Look { colour: false, ascii: false },
            files: file.map(|file| (file.path, file.text.into_bytes())).into_iter().collect(),
            copied: Vec::new(),
            quit: false,
            suspended: 0,
        };
        story.send(Message::Resize { width, height });
        story
    }

    /// Keys by name, parted by blanks: `down`, `enter`, `ctrl-s`, or a single character.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            self.send(Message::Key(key(name)));
        }
        self
    }

    /// Characters, one key each.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.send(Message::Key(Key::Char(letter)));
        }
        self
    }

    pub fn send(&mut self, message: Message) {
        for effect in update(&mut self.model, message) {
            if let Some(answer) = self.perform(effect) {
                self.send(answer);
            }
        }
    }

    fn perform(&mut self, effect: Effect) -> Option<Message> {
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
                    None => Err(format!("{path}: no such file")),
                };
                Some(Message::ServiceTags { path, result })
            }
            Effect::ReadLog(path) => {
                let Some(bytes) = self.files.get(&PathBuf::from(&path)) else {
                    return Some(Message::Log(Err(format!("{path}: it does not exist"))));
                };
                let mut explainer = Explainer::default();
                explainer.read(&path, &**bytes, &mut |_| ControlFlow::Continue(())).unwrap();
                Some(Message::Log(Ok(Box::new(explainer))))
            }
            Effect::ReadFirewall { path, region } => {
                let result = match self.files.get(&PathBuf::from(&path)) {
                    Some(bytes) => firewall(&path, bytes, &region),
                    None => Err(format!("{path}: it does not exist")),
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

    /// The screen as text, line ends trimmed.
    pub fn screen(&self) -> String {
        text_of(&self.buffer())
    }

    pub fn buffer(&self) -> Buffer {
        let (width, height) = self.model.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a test backend");
        terminal
            .draw(|frame| {
                screen::draw(&self.model, self.look, frame);
            })
            .expect("drawing in memory");
        terminal.backend().buffer().clone()
    }
}

fn firewall(path: &str, bytes: &[u8], region: &str) -> Result<Firewall, String> {
    let input = audit::input(path, bytes).map_err(|fault| fault.to_string())?;
    let hints = Hints { region: region.to_owned(), ..Hints::default() };
    let read = audit::read(&[input], &hints, Language::En);
    read.map_err(|faults| faults.into_iter().map(|fault| fault.text).collect())
}

/// The cells of a buffer as text; a cell that a wide character covers is skipped.
pub fn text_of(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            let wide = aks_egress::cells::width(symbol).max(1);
            x += u16::try_from(wide).unwrap_or(1);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A key by its name.
pub fn key(name: &str) -> Key {
    let lower = name.to_lowercase();
    match lower.as_str() {
        "enter" => Key::Enter,
        "esc" => Key::Esc,
        "tab" => Key::Tab,
        "backtab" => Key::BackTab,
        "up" => Key::Up,
        "down" => Key::Down,
        "left" => Key::Left,
        "right" => Key::Right,
        "home" => Key::Home,
        "end" => Key::End,
        "pageup" => Key::PageUp,
        "pagedown" => Key::PageDown,
        "backspace" => Key::Backspace,
        "delete" => Key::Delete,
        "space" => Key::Char(' '),
        _ => match (lower.strip_prefix("ctrl-"), name.chars().next()) {
            (Some(letter), _) => Key::Ctrl(letter.chars().next().expect("a letter after ctrl-")),
            (None, Some(letter)) if name.chars().count() == 1 => Key::Char(letter),
            _ => panic!("no key is called {name}"),
        },
    }
}
