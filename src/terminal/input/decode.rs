//! Bytes from the terminal, made into events.
//!
//! Why not crossterm's own reader: it waits inside a sequence that has begun (deaf to signals until
//! the next key), it takes a sequence that was cut between two reads for Esc and letters, and it
//! turns a terminal's unasked reports into key presses. A long burst of arrow keys meets all three.
//! Here a sequence may be cut anywhere: the decoder keeps what has begun until the rest comes.
//!
//! Only an Esc alone is told by time: nothing in the bytes says whether more will follow. The
//! caller says when it has been quiet for a while ([`Decoder::quiet`]).

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use super::sequence;

/// A paste longer than this is cut: nothing that the wizard asks for is nearly as long.
const LONGEST_PASTE: usize = 1 << 20;
/// Of a sequence longer than any that a terminal sends, the rest is passed over.
const LONGEST_SEQUENCE: usize = 64;
const PASTE_END: &[u8] = b"\x1b[201~";

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;

/// What the bytes so far have begun.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Begun {
    #[default]
    Nothing,
    /// Esc: the key, or the start of anything below.
    Escape,
    /// `Esc [`, then parameters and a final letter.
    Control,
    /// `Esc O`, then one letter.
    Shift3,
    /// `Esc [ [`, then one letter: a function key of the Linux console.
    ConsoleKey,
    /// `Esc [ M`, then three bytes.
    OldMouse,
    /// `Esc ]`, `Esc P` and the like: a report, up to its end mark.
    Report,
    /// Text between the marks of a paste.
    Paste,
    /// A character of several bytes; so many are missing.
    Character(u8),
}

/// Bytes in, events out, whatever way the bytes are cut.
#[derive(Debug, Default)]
pub struct Decoder {
    begun: Begun,
    held: Vec<u8>,
    alt: bool,
}

impl Decoder {
    /// Takes bytes, gives the events that are complete.
    pub fn feed(&mut self, bytes: &[u8], out: &mut impl FnMut(Event)) {
        for &byte in bytes {
            self.take(byte, out);
        }
    }

    /// Whether quiet would end what has begun.
    #[must_use]
    pub fn waits(&self) -> bool {
        matches!(self.begun, Begun::Escape | Begun::Report)
    }

    /// Nothing came for a while: an Esc was the key, a report will not end any more.
    ///
    /// Other sequences stay begun: a stray letter would do more harm than a lost key.
    pub fn quiet(&mut self, out: &mut impl FnMut(Event)) {
        if self.begun == Begun::Escape {
            out(key(KeyCode::Esc, KeyModifiers::NONE));
        }
        if self.waits() {
            self.start(Begun::Nothing);
        }
    }

    fn start(&mut self, begun: Begun) {
        self.begun = begun;
        self.held.clear();
        self.alt = false;
    }

    fn take(&mut self, byte: u8, out: &mut impl FnMut(Event)) {
        match self.begun {
            Begun::Nothing => self.ground(byte, out),
            Begun::Escape => self.after_escape(byte, out),
            Begun::Control => self.in_control(byte, out),
            Begun::Shift3 => self.last(byte, out, sequence::shift3),
            Begun::ConsoleKey => self.last(byte, out, |_| None),
            Begun::OldMouse => self.in_old_mouse(byte, out),
            Begun::Report => self.in_report(byte, out),
            Begun::Paste => self.in_paste(byte, out),
            Begun::Character(missing) => self.in_character(byte, missing, out),
        }
    }

    /// A byte that begins something or is a key by itself.
    fn ground(&mut self, byte: u8, out: &mut impl FnMut(Event)) {
        let alt = if self.alt { KeyModifiers::ALT } else { KeyModifiers::NONE };
        let missing = match byte {
            0xc2..=0xdf => 1,
            0xe0..=0xef => 2,
            0xf0..=0xf4 => 3,
            _ => 0,
        };
        if byte == ESC {
            self.start(Begun::Escape);
        } else if missing > 0 {
            self.held.clear();
            self.held.push(byte);
            self.begun = Begun::Character(missing);
        } else {
            self.start(Begun::Nothing);
            if let Some((code, modifiers)) = sequence::single(byte) {
                out(key(code, modifiers | alt));
            }
        }
    }

    fn after_escape(&mut self, byte: u8, out: &mut impl FnMut(Event)) {
        match byte {
            b'[' => self.start(Begun::Control),
            b'O' => self.start(Begun::Shift3),
            b']' | b'P' | b'_' | b'^' | b'X' => self.start(Begun::Report),
            ESC => out(key(KeyCode::Esc, KeyModifiers::NONE)),
            _ => {
                self.alt = true;
                self.ground(byte, out);
            }
        }
    }

    fn in_control(&mut self, byte: u8, out: &mut impl FnMut(Event)) {
        match byte {
            b'[' if self.held.is_empty() => self.start(Begun::ConsoleKey),
            b'M' if self.held.is_empty() => self.start(Begun::OldMouse),
            b'~' if self.held == b"200" => self.start(Begun::Paste),
            0x20..=0x3f => {
                if self.held.len() < LONGEST_SEQUENCE {
                    self.held.push(byte);
                }
            }
            0x40..=0x7e => {
                let event = sequence::control(&self.held, byte);
                self.start(Begun::Nothing);
                event.into_iter().for_each(out);
            }
            _ => self.give_up(byte, out),
        }
    }

    /// The one byte that ends a sequence, unless something else begins there.
    fn last(
        &mut self,
        byte: u8,
        out: &mut impl FnMut(Event),
        event: impl FnOnce(u8) -> Option<Event>,
    ) {
        if (0x20..0x7f).contains(&byte) {
            self.start(Begun::Nothing);
            event(byte).into_iter().for_each(out);
        } else {
            self.give_up(byte, out);
        }
    }

    fn in_old_mouse(&mut self, byte: u8, out: &mut impl FnMut(Event)) {
        if byte < 0x20 {
            return self.give_up(byte, out);
        }
        self.held.push(byte);
        if let [button, column, row] = self.held[..] {
            self.start(Begun::Nothing);
            sequence::old_mouse(button, column, row).into_iter().for_each(out);
        }
    }

    fn in_report(&mut self, byte: u8, out: &mut impl FnMut(Event)) {
        if byte == BEL {
            self.start(Begun::Nothing);
        } else if byte < 0x20 {
            // Esc may begin the end mark: what is left of it, `Esc \`, is no key.
            self.give_up(byte, out);
        }
    }

    fn in_paste(&mut self, byte: u8, out: &mut impl FnMut(Event)) {
        self.held.push(byte);
        if self.held.ends_with(PASTE_END) {
            self.held.truncate(LONGEST_PASTE.min(self.held.len() - PASTE_END.len()));
            out(Event::Paste(String::from_utf8_lossy(&self.held).into_owned()));
            self.start(Begun::Nothing);
        } else if self.held.len() > 2 * LONGEST_PASTE {
            // Keep the start, and as much of the end as the end mark may need.
            self.held.drain(LONGEST_PASTE..self.held.len() - PASTE_END.len());
        }
    }

    fn in_character(&mut self, byte: u8, missing: u8, out: &mut impl FnMut(Event)) {
        if !(0x80..0xc0).contains(&byte) {
            return self.give_up(byte, out);
        }
        self.held.push(byte);
        if missing > 1 {
            self.begun = Begun::Character(missing - 1);
            return;
        }
        let character = std::str::from_utf8(&self.held).ok().and_then(|text| text.chars().next());
        let modifiers = if self.alt { KeyModifiers::ALT } else { KeyModifiers::NONE };
        self.start(Begun::Nothing);
        if let Some(character) = character {
            out(key(KeyCode::Char(character), modifiers));
        }
    }

    /// What had begun is nothing after all; the byte begins anew.
    fn give_up(&mut self, byte: u8, out: &mut impl FnMut(Event)) {
        self.start(Begun::Nothing);
        self.ground(byte, out);
    }
}

/// A key press.
pub(super) fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}
