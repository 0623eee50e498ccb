//! Styles, and the sequences that take them.

use std::io::Write;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// Foreground, background, modifiers.
pub(super) type Pen = (Color, Color, Modifier);

pub(super) const PLAIN: Pen = (Color::Reset, Color::Reset, Modifier::empty());

/// The codes of modifiers, in the order of their bits.
const MODIFIERS: std::ops::RangeInclusive<u8> = 1..=9;

pub(super) fn of(cell: &Cell) -> Pen {
    (cell.fg, cell.bg, cell.modifier)
}

/// Writes the sequence that takes a style; what was taken before is put down first, unless that was
/// the plain one.
pub(super) fn write(pen: Pen, from_plain: bool, bytes: &mut Vec<u8>) {
    let (front, back, modifier) = pen;
    bytes.extend_from_slice(b"\x1b[");
    if pen != PLAIN && !from_plain {
        bytes.extend_from_slice(b"0;");
    }
    for (bit, code) in MODIFIERS.enumerate() {
        if modifier.bits() & (1 << bit) != 0 {
            bytes.extend([b'0' + code, b';']);
        }
    }
    colour(front, 0, bytes);
    colour(back, 10, bytes);
    if bytes.last() == Some(&b';') {
        bytes.pop();
    }
    bytes.push(b'm');
}

fn colour(colour: Color, more: u8, bytes: &mut Vec<u8>) {
    let code = match colour {
        Color::Reset => return,
        Color::Black => 30,
        Color::Red => 31,
        Color::Green => 32,
        Color::Yellow => 33,
        Color::Blue => 34,
        Color::Magenta => 35,
        Color::Cyan => 36,
        Color::Gray => 37,
        Color::DarkGray => 90,
        Color::LightRed => 91,
        Color::LightGreen => 92,
        Color::LightYellow => 93,
        Color::LightBlue => 94,
        Color::LightMagenta => 95,
        Color::LightCyan => 96,
        Color::White => 97,
        Color::Indexed(_) | Color::Rgb(..) => 38,
    };
    // Memory takes everything.
    let _ = match colour {
        Color::Indexed(index) => write!(bytes, "{};5;{index};", code + more),
        Color::Rgb(red, green, blue) => write!(bytes, "{};2;{red};{green};{blue};", code + more),
        _ => write!(bytes, "{};", code + more),
    };
}
