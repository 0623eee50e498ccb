//! Drives the wizard as a user does: keys in, screens out, without a terminal.

use super::world::World;
use aks_egress::catalog::CATALOG;
use aks_egress::profile::{Language, Profile};
use aks_egress::screen::{self, Look};
use aks_egress::wizard::{File, Key, Message, Model, update};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

/// A wizard in a fake world of files and a clipboard.
pub struct Story {
    pub model: Model,
    pub look: Look,
    pub world: World,
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
        let known = file.clone().map(|file| (file.path, file.text.into_bytes()));
        let mut story = Self {
            model: Model::new(&CATALOG, profile, file, language),
            look: Look { colour: false, ascii: false },
            world: World { files: known.into_iter().collect(), ..World::default() },
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
            if let Some(answer) = self.world.perform(effect) {
                self.send(answer);
            }
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
