//! What single bytes and whole escape sequences mean.

use crossterm::event::{Event, KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::decode::key;

/// A byte that is a key by itself; ones from 0x80 on are not.
pub(super) fn single(byte: u8) -> Option<(KeyCode, KeyModifiers)> {
    let plain = |code| Some((code, KeyModifiers::NONE));
    match byte {
        b'\r' => plain(KeyCode::Enter),
        b'\t' => plain(KeyCode::Tab),
        0x7f => plain(KeyCode::Backspace),
        0x01..=0x1a => Some((KeyCode::Char(char::from(byte - 1 + b'a')), KeyModifiers::CONTROL)),
        0x20..=0x7e => plain(KeyCode::Char(char::from(byte))),
        _ => None,
    }
}

/// `Esc O` and a letter: cursor keys and the keypad in their application mode.
pub(super) fn shift3(last: u8) -> Option<Event> {
    let code = match last {
        b'M' => KeyCode::Enter,
        b'I' => KeyCode::Tab,
        b' ' => KeyCode::Char(' '),
        b'X' => KeyCode::Char('='),
        // The keypad's `*+,-./0123456789`, in the order of ASCII.
        b'j'..=b'y' => KeyCode::Char(char::from(last - b'j' + b'*')),
        _ => cursor_key(last)?,
    };
    Some(key(code, KeyModifiers::NONE))
}

/// `Esc [`, parameters, and a last letter.
pub(super) fn control(parameters: &[u8], last: u8) -> Option<Event> {
    let text = std::str::from_utf8(parameters).ok()?;
    if let Some(mouse) = text.strip_prefix('<') {
        return sgr_mouse(mouse, last);
    }
    let numbers: Vec<u32> = text.split(';').map(leading_number).collect();
    let number = |index: usize| numbers.get(index).copied().unwrap_or(0);
    let (code, modifiers) = match last {
        b'Z' => (KeyCode::BackTab, KeyModifiers::SHIFT),
        b'u' => (from_code_point(number(0))?, modifiers(number(1))),
        b'~' if number(0) == 27 => (from_code_point(number(2))?, modifiers(number(1))),
        b'~' => (editing_key(number(0))?, modifiers(number(1))),
        _ => (cursor_key(last)?, modifiers(number(1))),
    };
    Some(key(code, modifiers))
}

fn leading_number(text: &str) -> u32 {
    let digits = text.split(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
    digits.parse().unwrap_or(0)
}

fn cursor_key(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        _ => return None,
    })
}

fn editing_key(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        _ => return None,
    })
}

/// Keys that a terminal was set up to send by their character's number.
fn from_code_point(number: u32) -> Option<KeyCode> {
    Some(match char::from_u32(number)? {
        '\r' => KeyCode::Enter,
        '\t' => KeyCode::Tab,
        '\x1b' => KeyCode::Esc,
        '\x08' | '\x7f' => KeyCode::Backspace,
        c if c.is_control() => return None,
        c => KeyCode::Char(c),
    })
}

/// Modifiers are sent as bits, plus one.
fn modifiers(number: u32) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
        (32, KeyModifiers::META),
    ] {
        modifiers.set(modifier, bits & bit != 0);
    }
    modifiers
}

/// `Esc [ < button ; column ; row` and `M` when pressed, `m` when released; counted from 1.
fn sgr_mouse(parameters: &str, last: u8) -> Option<Event> {
    let mut numbers = parameters.split(';').map(str::parse::<u16>);
    let mut next = || numbers.next()?.ok();
    let (button, column, row) = (next()?, next()?.checked_sub(1)?, next()?.checked_sub(1)?);
    if last == b'M' { mouse(button, column, row) } else { None }
}

/// The older report, for terminals without the one above: each number has 32 added.
pub(super) fn old_mouse(button: u8, column: u8, row: u8) -> Option<Event> {
    let number = |byte: u8| u16::from(byte).checked_sub(32);
    mouse(number(button)?, number(column)?.checked_sub(1)?, number(row)?.checked_sub(1)?)
}

fn mouse(button: u16, column: u16, row: u16) -> Option<Event> {
    let kind = match button {
        0 => MouseEventKind::Down(MouseButton::Left),
        64 => MouseEventKind::ScrollUp,
        65 => MouseEventKind::ScrollDown,
        _ => return None,
    };
    Some(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
}
