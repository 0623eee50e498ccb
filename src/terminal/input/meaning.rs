//! Events of the terminal library, made into messages of the wizard. The one place for it.

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::wizard::Key;
use crate::wizard::Message;

/// Lines that one notch of the wheel turns.
const NOTCH: i16 = 3;

/// What an event says to the wizard, if anything.
pub fn message(event: Event) -> Option<Message> {
    match event {
        Event::Key(event) => key(event).map(Message::Key),
        Event::Mouse(event) => mouse(event),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(width, height) => Some(Message::Resize { width, height }),
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    let held = |modifier| event.modifiers.contains(modifier);
    // Windows reports AltGr, which many layouts need for `@` or `\`, as Ctrl and Alt together.
    let alt_gr = cfg!(windows) && held(KeyModifiers::ALT) && held(KeyModifiers::CONTROL);
    let strange = KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META;
    if event.kind == KeyEventKind::Release
        || event.modifiers.intersects(strange)
        || held(KeyModifiers::ALT) && !alt_gr
    {
        // Alt and a letter is also how a cut sequence looks, so it does nothing.
        return None;
    }
    let control = held(KeyModifiers::CONTROL) && !alt_gr;
    Some(match event.code {
        KeyCode::Char(c) if control => return control_key(c.to_ascii_lowercase()),
        KeyCode::Char(c) if c.is_control() => return None,
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab if held(KeyModifiers::SHIFT) => Key::BackTab,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        _ => return None,
    })
}

/// Ctrl and a letter; some are only another way to send a key.
fn control_key(letter: char) -> Option<Key> {
    match letter {
        // A line feed: sent by some keypads and by scripts that mean Enter.
        'j' | 'm' => Some(Key::Enter),
        'i' => Some(Key::Tab),
        // What Backspace sends on terminals that leave DEL to Delete.
        'h' => Some(Key::Backspace),
        '[' => Some(Key::Esc),
        'a'..='z' => Some(Key::Ctrl(letter)),
        _ => None,
    }
}

fn mouse(event: MouseEvent) -> Option<Message> {
    let (column, row) = (event.column, event.row);
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Message::Click { column, row }),
        MouseEventKind::ScrollUp => Some(Message::Wheel { lines: -NOTCH, column, row }),
        MouseEventKind::ScrollDown => Some(Message::Wheel { lines: NOTCH, column, row }),
        _ => None,
    }
}
